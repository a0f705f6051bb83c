// In: issues of the schema library. Out: our diagnostics: pointer, what was found, what is allowed. Never prints a whole document.
import type * as z from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { describe, valueAt, wantedBy } from "../shared/issue-words.ts";
import { toPointer } from "../shared/json-pointer.ts";

/** One diagnostic per issue; `document` is what was parsed, to say what stands at the place. */
export function toDiagnostics(issues: readonly z.core.$ZodIssue[], base: string, document: unknown): Diagnostic[] {
  return issues.map((issue) => {
    const pointer = base + toPointer(issue.path);
    const found = valueAt(document, issue.path);
    if (issue.code === "too_small" && pointer.endsWith("/services")) {
      return {
        code: "ANSWERS_NO_SERVICES",
        severity: "error",
        pointer,
        message: "services is empty; at least one service is needed",
        help: "Describe at least one service.",
      };
    }
    const wanted = wantedBy(issue);
    if (found === undefined) {
      const last = String(issue.path.at(-1) ?? "");
      return {
        code: "ANSWERS_MISSING",
        severity: "error",
        pointer,
        message: `${last} is missing; expected ${wanted}`,
        help: `Add "${last}"; an empty value is allowed where there is nothing to say.`,
      };
    }
    return {
      code: "ANSWERS_WRONG_TYPE",
      severity: "error",
      pointer,
      message: `expected ${wanted}, found ${describe(found)}`,
      help: `Write ${wanted} here.`,
    };
  });
}
