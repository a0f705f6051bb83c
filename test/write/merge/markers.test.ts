// Markers: each language's form, the way back, and that both sides come out to the byte.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countMarkers, findRegions, markRegion, resolveConflict, toId } from "../../../src/write/merge/markers.ts";

const OURS = "  min = 3\n";
const THEIRS = "  min = 5\n\n  max = 9 # <b>\n";

describe("the form of a conflict", () => {
  it("in a language with comments keeps the user's version active", () => {
    expect(markRegion("a/main.tf", "resource.x.y/min", OURS, THEIRS)).toBe(`  # <<<<<<< yours: resource.x.y/min
  min = 3
  # ======= scaffold:
  # min = 5
  #
  # max = 9 # <b>
  # >>>>>>> scaffold: resource.x.y/min
`);
    expect(markRegion("a.ts", "x", "one();\n", "two();\n")).toContain("// ======= scaffold:\n// two();\n");
  });
  it("in Markdown hides the other version in an HTML comment that it cannot end", () => {
    expect(
      markRegion("README.md", "First steps", "mine\n", "<!-- a -->\nb --&gt; c\n"),
    ).toBe(`<!-- <<<<<<< yours: First steps -->
mine
<!-- ======= scaffold:
<!-- a --&gt;
b --&amp;gt; c
>>>>>>> scaffold: First steps -->
`);
  });
  it("without known comments is the one that everybody knows", () => {
    expect(markRegion("a", "x", "1\n", "2\n")).toBe("<<<<<<< yours: x\n1\n=======\n2\n>>>>>>> scaffold: x\n");
  });
});

it("a lone half of our markers still counts as unresolved, somebody else's do not", () => {
  expect(countMarkers("a\n>>>>>>> scaffold: newly generated\n")).toBe(1);
  expect(countMarkers("<<<<<<< yours: edited by hand\r\nx\r\n")).toBe(1);
  expect(countMarkers("  # <<<<<<< yours: a\n  # >>>>>>> scaffold: a\n")).toBe(1);
  expect(countMarkers("<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> main\n")).toBe(0);
});

it("a formatter that moves the comments moves the version in them as well", () => {
  const text = `a {\n${markRegion("a.tf", "a/min", "min = 3\n", "min = 5\nmax = {\n  x = 1\n}\n")}}\n`;
  const moved = text.replace(/^(?=#|min)/gm, "  ");
  expect(resolveConflict(moved, "a/min", "theirs")).toBe("a {\n  min = 5\n  max = {\n    x = 1\n  }\n}\n");
});

const line = fc.oneof(
  fc.constantFrom("", "a = 1", "  b", "    c: 2", "# note", "-->", "--&gt;", "--&", "#", "\tx", "======="),
  fc.string({ maxLength: 8 }).filter((text) => !/[\r\n]/.test(text) && text.trimEnd() === text),
);
const lines = fc.array(line, { maxLength: 6 }).map((list) => list.map((text) => `${text}\n`).join(""));
const path = fc.constantFrom("a.tf", "a.yml", "Dockerfile", "a.md", "a.go", ".gitignore");

it("both sides of any region come back to the byte, and so does what is around it", () => {
  fc.assert(
    fc.property(path, lines, lines, lines, lines, fc.string(), (file, before, ours, theirs, after, name) => {
      const id = toId(`x ${name}`);
      fc.pre(!/^(=======|# ?=======)/m.test(ours));
      const text = before + markRegion(file, id, ours, theirs) + after;
      expect(countMarkers(text)).toBe(1);
      expect(findRegions(text)).toMatchObject([{ id, ours, theirs }]);
      expect(resolveConflict(text, id, "ours")).toBe(before + ours + after);
      expect(resolveConflict(text, id, "theirs")).toBe(before + theirs + after);
    }),
    { numRuns: 500 },
  );
});
