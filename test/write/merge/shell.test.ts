// Shell scripts: markers never fall into a string, a here-document or a continued line.
import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { languageOf } from "../../../src/write/merge/language.ts";
import { resolveConflict } from "../../../src/write/merge/markers.ts";
import { readShell } from "../../../src/write/merge/shell.ts";
import { edited, generatedFiles, mergeOf } from "./helpers.ts";

it("knows where every line of our scripts begins, and that they end", () => {
  const files = generatedFiles((path) => languageOf(path) === "shell");
  expect(files.size).toBeGreaterThan(20);
  for (const [path, text] of files) {
    const { free, isComplete } = readShell(text);
    expect([path, isComplete, free.length]).toEqual([path, true, text.split("\n").length]);
  }
});

it.each([
  ["a string", "echo 'a\nb'\nc\n", [true, false, true, true]],
  ["a string with a command in it", 'x="$(\n  a "b"\n)\ny"\nc\n', [true, true, true, false, true, true]],
  ["a continued line", "a \\\n  b\nc\n", [true, false, true, true]],
  ["a here-document", "cat <<EOF >x\n'\nEOF\nc\n", [true, false, false, true, true]],
  ["an indented here-document", "cat <<-'E'\n\tx\n\tE\nc\n", [true, false, false, true, true]],
  ["quotes in comments and words", "a # it's\nb=${c#\\'}\n[ $# -gt 1 ] # x\n", [true, true, true, true]],
] as const)("a comment has no place in %s", (_what, text, free) => {
  expect(readShell(text)).toEqual({ free, isComplete: true });
});

it.each(["echo 'a\n", 'echo "a $(b"\n', "cat <<EOF\nx\n", "a \\\n"])("%j does not end", (text) => {
  expect(readShell(text).isComplete).toBe(false);
});

describe("a conflict", () => {
  const base = "set -e\njq -r '\n  .a\n  | .b\n' file\nexec \\\n  one \\\n  two\nlast\n";
  it.each([
    ["in a string", "  .a\n"],
    ["in a continued line", "  one \\\n"],
  ])("%s takes the whole command, and the script does what the user's did", (_where, line) => {
    const [ours, theirs] = ["mine", "yours"].map((word) => edited(base, [line, line.replace(/one|a/, word)]));
    const marked = mergeOf("a.sh", base, ours ?? "", theirs ?? "");
    const text = marked.slice(marked.indexOf("\n") + 1);
    const id = /CONFLICT (.*)/.exec(marked)?.[1] ?? "";
    execFileSync("bash", ["-n"], { input: text });
    expect(
      text
        .split("\n")
        .filter((one) => !one.startsWith("#"))
        .join("\n"),
    ).toBe(ours);
    expect(resolveConflict(text, id, "ours")).toBe(ours);
    expect(resolveConflict(text, id, "theirs")).toBe(theirs);
  });
});
