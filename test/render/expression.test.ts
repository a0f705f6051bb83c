import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { literal } from "../../blueprints/stacks/expressions.ts";
import { printExpression } from "../../src/render/expression.ts";
import { asFreeText, freeText, freeValue, written } from "../helpers/free-text.ts";
import { readExpression } from "../helpers/hcl-reader.ts";

describe("printExpression", () => {
  it("prints a string that is one reference bare, and a mixed one as a template", () => {
    expect(printExpression("${aws_vpc.this.id}")).toBe("aws_vpc.this.id");
    expect(printExpression("${local.prefix}-${var.name}")).toBe('"${local.prefix}-${var.name}"');
  });

  it("keeps what is inside an interpolation, with its own strings and braces", () => {
    expect(printExpression('${lookup({ a = "}" }, "b${var.c}", "$${")}')).toBe(
      'lookup({ a = "}" }, "b${var.c}", "$${")',
    );
  });

  it("escapes quotes, backslashes, line ends, controls and direction marks, and leaves other letters alone", () => {
    expect(printExpression('a"b\\c\nd\re\tf\u0000g\u2028h\u202ei ü 漢 😀')).toBe(
      '"a\\"b\\\\c\\nd\\re\\tf\\u0000g\\u2028h\\u202ei ü 漢 😀"',
    );
  });

  it("makes a directive literal: we write none", () => {
    expect(printExpression("%{ if true }x%{ endif }")).toBe('"%%{ if true }x%%{ endif }"');
  });

  it("refuses an interpolation that never closes", () => {
    expect(() => printExpression("${var.x")).toThrow("unclosed interpolation");
    expect(() => printExpression('${f("}')).toThrow("unclosed interpolation");
  });

  it("replaces half a character, which no file can hold", () => {
    expect(printExpression("a\ud800b\udc00")).toBe('"a\ufffdb\ufffd"');
  });

  it("aligns one-line values in runs that a longer value ends", () => {
    expect(printExpression({ a: 1, bcd: true, list: [{ x: 1 }], ef: null })).toBe(
      [
        "{",
        "  a   = 1",
        "  bcd = true",
        "  list = [",
        "    {",
        "      x = 1",
        "    },",
        "  ]",
        "  ef = null",
        "}",
      ].join("\n"),
    );
  });

  it("quotes keys that are no names or mean something else, and wraps a reference as key", () => {
    expect(printExpression({ "a b": 1, for: 2, "aws:x": 3, "${var.k}": 4, "p-${var.k}": 5 })).toBe(
      [
        "{",
        '  "a b"       = 1',
        '  "for"       = 2',
        '  "aws:x"     = 3',
        "  (var.k)     = 4",
        '  "p-${var.k}" = 5',
        "}",
      ]
        .join("\n")
        .replace(/^( {2}\S.*?) += /gm, (_, key: string) => `${key.padEnd(14)} = `),
    );
  });

  it("breaks a long list of scalars over lines, and keeps a single long item in place", () => {
    const long = "x".repeat(120);
    expect(printExpression([long])).toBe(`["${long}"]`);
    expect(printExpression([long, "b"])).toBe(`[\n  "${long}",\n  "b",\n]`);
  });
});

describe("free text", () => {
  it("comes back as the same structure, whatever it holds", () => {
    fc.assert(
      fc.property(freeValue, (value) => {
        expect(readExpression(printExpression(asFreeText(value)))).toEqual(written(value));
      }),
      { numRuns: 500 },
    );
  });

  it("never survives as a line of its own", () => {
    fc.assert(
      fc.property(freeText, (value) => {
        expect(printExpression(literal(value))).not.toMatch(/[\n\r\u2028\u2029]/);
      }),
    );
  });
});
