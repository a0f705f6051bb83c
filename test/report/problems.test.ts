// What people see of diagnostics: with --quiet errors and warnings, and never a note that says that there is nothing to do.
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { printDiagnostics } from "../../src/report/paint.ts";
import { printValidate } from "../../src/report/text-reading.ts";

const diagnostic = (severity: Diagnostic["severity"]): Diagnostic => ({
  code: "ARCH_ASSUMED",
  severity,
  pointer: "/a",
  message: `a message of ${severity}`,
  help: "Nothing to do.",
});
const all = (["error", "warning", "info"] as const).map(diagnostic);

describe("--quiet", () => {
  it("leaves notes out, and nothing else", () => {
    const shown = (quiet: boolean) => printDiagnostics(all, { color: false, quiet });
    for (const severity of ["error", "warning", "info"]) expect(shown(false)).toContain(`a message of ${severity}`);
    expect(shown(true)).toContain("a message of error");
    expect(shown(true)).toContain("a message of warning");
    expect(shown(true)).not.toContain("a message of info");
  });
});

describe("the completion criteria", () => {
  it("say on which stream a problem stands", () => {
    const [first] = all;
    if (first === undefined) throw new Error("no diagnostic");
    const missing = [{ pointer: first.pointer, what: `${first.code}: ${first.message}` }];
    const outcome = {
      command: "validate" as const,
      diagnostics: all,
      criteria: [{ id: "x", title: "All is said", met: false, missing }],
    };
    const { stdout, stderr } = printValidate(outcome as never, { color: false, quiet: false });
    expect(stdout).toContain("1 of the problems on standard error");
    expect(stdout).not.toContain("a message of");
    expect(stderr).toContain("a message of error");
  });
});
