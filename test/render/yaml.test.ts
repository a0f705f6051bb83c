// In: values and text that try to become structure. Out: proof that what a reader parses is what was printed.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { above, printYaml, trailing } from "../../src/render/yaml.ts";

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
