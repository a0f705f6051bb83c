// Hand-edited files that were made to be slow or deep: merged or given up in time, never an exception.
import { describe, expect, it } from "vitest";
import { merge } from "../../../src/write/merge/merge.ts";

const merged = (path: string, base: string, ours: string, theirs: string) => {
  const start = performance.now();
  const result = merge(path, { base, ours, theirs });
  expect(performance.now() - start).toBeLessThan(3000);
  return result;
};

describe("hostile files", () => {
  it.each(["\u2028x", "\rx", "#x", ""])("a heading of blanks and %j", (tail) => {
    const base = "# A\n\ntext\n";
    merged("README.md", base, `${base}# ${" ".repeat(20_000)}${tail}\n`, `${base}more\n`);
  });

  it("a list of blank lines", () => {
    const base = "- a\n";
    merged("README.md", base, `${base}${"\n".repeat(40_000)}- b\n`, `${base}- c\n`);
  });

  it("JSON that is nested too deeply", () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(merged("docs/trace.json", "{}\n", `{ "a": ${deep} }\n`, '{ "b": 1 }\n').kind).toBe("conflict");
  });

  it("two hundred thousand lines", () => {
    const ours = `start\n${"x\n".repeat(200_000)}end\n`;
    expect(merged("notes.txt", "start\nend\n", ours, "start\nend\nlast\n")).toEqual({
      kind: "clean",
      text: `${ours}last\n`,
    });
  });

  it("keeps the words of a heading whatever closes it", () => {
    const base = "# One #\n\na\n\n## Two##\n\nb\n\n### ###\n\nc\n";
    const result = merge("README.md", {
      base,
      ours: base.replace("\na\n", "\na!\n"),
      theirs: base.replace("\nb\n", "\nb?\n"),
    });
    expect(result).toEqual({ kind: "clean", text: "# One #\n\na!\n\n## Two##\n\nb?\n\n### ###\n\nc\n" });
  });
});
