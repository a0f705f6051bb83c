// In: free text that tries to become Markdown. Out: proof that it stays text in every place it is put.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blocks, code, codeCell, fence, heading, link, list, table, text } from "../../src/render/markdown.ts";
import { structureOf } from "../helpers/markdown-structure.ts";

describe("text", () => {
  it.each([
    ["<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>"],
    ["# not a heading", "\\# not a heading"],
    ["- not a list", "\\- not a list"],
    ["+ not a list", "\\+ not a list"],
    ["1. not a list", "1\\. not a list"],
    ["10) not a list", "10\\) not a list"],
    ["=== not a heading", "\\=== not a heading"],
    ["--- not a rule", "\\--- not a rule"],
    ["a | b", "a \\| b"],
    ["a \\| b", "a \\\\\\| b"],
    ["![x](http://evil.example/x.png)", "!\\[x\\](http:\u2060//evil.example/x.png)"],
    ["see https://evil.example", "see https:\u2060//evil.example"],
    ["see WWW.evil.example", "see WWW\u2060.evil.example"],
    ["mail a@b.example or @team", "mail a@\u2060b.example or @\u2060team"],
    ["**bold** _it_ ~~no~~ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\`"],
    ["DATABASE_URL", "DATABASE_URL"],
    ["&lt; & &#60;", "\\&lt; & \\&#60;"],
    ["two\nlines\u2028and\r\nmore", "two lines and more"],
    ["left\u202eright", "leftright"],
    ["\ud800 alone", "\ufffd alone"],
    ["Node.js 24, Express (API) – fast!", "Node.js 24, Express (API) – fast!"],
  ])("writes %j as %j", (value, expected) => {
    expect(text(value)).toBe(expected);
  });
});

describe("code", () => {
  it.each([
    ["plain", "`plain`"],
    ["a `tick`", "`` a `tick` ``"],
    ["``", "``` `` ```"],
    ["a\nb", "`a b`"],
    ["", ""],
  ])("writes %j as %j", (value, expected) => {
    expect(code(value)).toBe(expected);
  });

  it("leaves code style in a table cell when the text holds a pipe", () => {
    expect(codeCell("a | b")).toBe("a \\| b");
    expect(codeCell("a b")).toBe("`a b`");
  });
});

it("fences code with more backticks than it holds", () => {
  expect(fence("text", "```\nx\n````\n")).toBe("`````text\n```\nx\n````\n`````");
});

it("shows an empty or missing cell as a dash", () => {
  expect(table(["A", "B"], [["", "x"], ["y"]])).toBe("| A | B |\n| --- | --- |\n| – | x |\n| y | – |");
});

it("keeps one heading, one table of three columns and one fence whatever the text says", () => {
  const anyText = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(..."|\\`#-=+*_[]()<>!&@:/~ \n\r\t1.a"), maxLength: 30 }),
  );
  fc.assert(
    fc.property(anyText, anyText, anyText, (first, second, third) => {
      const document = blocks([
        heading(2, text(first)),
        text(second),
        list([text(third), link(first, "docs/a.md")]),
        table(["One", "Two", "Three"], [[text(first), codeCell(second), text(third)]]),
        fence("text", second),
      ]);
      const structure = structureOf(document);
      expect(structure.headings).toHaveLength(1);
      expect(structure.fences).toHaveLength(1);
      expect(structure.tables.map((rows) => rows.map((cells) => cells.length))).toEqual([[3, 3]]);
    }),
    { numRuns: 1000 },
  );
});
