// In: values and text that try to become structure. Out: proof that what a reader parses is what was printed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { above, printYaml, trailing } from "../../src/render/yaml.ts";
import { type Plain, printByLibrary, printOnLinesByLibrary } from "../helpers/yaml-by-library.ts";

describe("printYaml", () => {
  it("prints scripts as blocks, pins with their version and reasons above their key", () => {
    const printed = printYaml(
      {
        on: { push: { branches: ["main"] } },
        permissions: {},
        steps: [
          { uses: trailing("actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1") },
          { name: undefined, run: above("Why it runs.", "set -eu\necho done\n") },
        ],
      },
      "Written by a generator.",
    );
    expect(printed).toBe(`# Written by a generator.

on:
  push:
    branches: [main]
permissions: {}
steps:
  - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
  - # Why it runs.
    run: |
      set -eu
      echo done
`);
  });

  it("quotes what YAML 1.1 readers would take for something else", () => {
    expect(printYaml({ time: "06:00", answer: "yes", version: "1.10", octal: "0755" })).toBe(
      'time: "06:00"\nanswer: "yes"\nversion: "1.10"\noctal: "0755"\n',
    );
  });

  it("never shares a node between two places", () => {
    const shared = { a: [1, 2] };
    expect(printYaml({ one: shared, two: shared })).not.toMatch(/[&*]a/);
  });

  it("keeps a comment a comment when it holds line breaks", () => {
    expect(parse(printYaml({ a: trailing("x", "v1\nb: 2") }))).toEqual({ a: "x" });
    expect(parse(printYaml({ a: above("v1\u2028b: 2\r\nc: 3", "x") }, "x\ny: 1"))).toEqual({ a: "x" });
  });

  it("gives back any text in any place", () => {
    const anyText = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(anyText, anyText, fc.array(anyText), (first, second, items) => {
        const value = { name: first, nested: { text: second, items }, script: `${second}\n${first}\n` };
        expect(parse(printYaml(value))).toEqual(value);
        expect(parse(printYaml(value), { version: "1.1" })).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });
});

/** What decides how a text is printed, in every mixture. */
const tricky = fc
  .array(
    fc.constantFrom(
      ...[
        "\n",
        "\n\n",
        " ",
        "  ",
        "\t",
        ": ",
        ":",
        "#",
        " #",
        "- ",
        "-",
        "?",
        "'",
        '"',
        "\\",
        "\\n",
        "---",
        "%",
        "...",
        "<<",
        "~",
      ],
      ...[
        "{",
        "}",
        "[",
        "]",
        ",",
        "&",
        "*",
        "!",
        "|",
        ">",
        "@",
        "`",
        "yes",
        "No",
        "on",
        "null",
        "true",
        "1",
        "0",
        "0x1",
        "0o7",
        "0b1",
      ],
      ...[
        ".5",
        "1.",
        "e5",
        "1e3",
        "+",
        "_",
        ":30",
        "12:30:45.5",
        "2001-01-01",
        "T10:00:00Z",
        ".inf",
        ".nan",
        "word",
        "\u0007",
        "\u0085",
        "\u2028",
        "\u00e9",
      ],
    ),
    { maxLength: 7 },
  )
  .map((parts) => parts.join(""));
const text = fc.oneof(tricky, tricky, fc.string({ unit: "binary", maxLength: 60 }), fc.lorem({ maxCount: 12 }));
// There the library writes an escaped backslash where it means an escaped space.
const isMisprinted = (one: string) => /\n \n/.test(one);
const scalar = fc.oneof(
  text.filter((one) => !isMisprinted(one)),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
  fc.boolean(),
  fc.constant(null),
);
const key = text.filter((one) => one !== "on" && one !== "__proto__" && !isMisprinted(one));
const { tree } = fc.letrec<{ tree: Plain }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("tree"), { maxLength: 6 }),
    fc.array(scalar, { maxLength: 6 }),
    fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
  ),
}));

describe("the printer", () => {
  it("prints what the library prints, byte by byte", () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { maxKeys: 5 }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as { readonly [key: string]: Plain };
        expect(printYaml(plain)).toBe(printByLibrary(plain));
        expect(printYaml(plain, "", "on lines")).toBe(printOnLinesByLibrary(plain));
      }),
      { numRuns: 1000 },
    );
  });

  it("keeps the comment of a text that stands on lines of its own", () => {
    const printed = printYaml({ a: trailing("one\ntwo\n", "why\nb: 2"), c: trailing("x", "one\ntwo") });
    expect(parse(printed)).toEqual({ a: "one\ntwo\n", c: "x" });
    expect(printed).toContain("a: | # why # b: 2\n");
  });
});
