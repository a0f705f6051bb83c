// Edits of JSON text: the value is the one wanted, and what the edit is not about keeps every byte.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addAt, type Path, removeAt, setAt } from "../../src/interview/json-text.ts";

const ours = `{
\t"step" : 7,   "project":"Möwe & \\"Söhne\\"",
\t"decisions": { "cache": ["valkey"] },
\t"output": {
\t\t"a": "one", "list": ["x", "y"],
\t\t"long": [
\t\t\t"x"
\t\t],
\t\t"empty": [], "nothing": {}
\t}
}
`;

describe("an edit of JSON text", () => {
  it("replaces one value and nothing else", () => {
    expect(setAt(ours, ["output", "a"], 'two "lines"\nhere')).toBe(ours.replace('"one"', '"two \\"lines\\"\\nhere"'));
    expect(setAt(ours, ["output", "long", 0], "z")).toBe(ours.replace('\t\t\t"x"', '\t\t\t"z"'));
  });

  it("adds to a list in the way in which the list is written", () => {
    expect(addAt(ours, ["output", "list"], "z")).toBe(ours.replace('["x", "y"]', '["x", "y", "z"]'));
    expect(addAt(ours, ["output", "long"], "z")).toBe(ours.replace('\t\t\t"x"\n', '\t\t\t"x",\n\t\t\t"z"\n'));
    expect(addAt(ours, ["output", "empty"], "z")).toBe(ours.replace("[],", '[\n\t\t\t"z"\n\t\t],'));
  });

  it("adds a member, with the objects that lead to it, behind the last one", () => {
    const text = '{\n  "output": {\n    "a": ""\n  }\n}\n';
    expect(setAt(text, ["output", "b", "c"], [])).toBe(
      '{\n  "output": {\n    "a": "",\n    "b": {\n      "c": []\n    }\n  }\n}\n',
    );
    expect(setAt('{"a":1}', ["b"], [1])).toBe('{"a":1,"b":[1]}');
    expect(setAt("{}", ["b"], 1)).toBe('{"b":1}');
  });

  it("takes an item out with its comma", () => {
    expect(removeAt(ours, ["output", "list", 0])).toBe(ours.replace('["x", "y"]', '["y"]'));
    expect(removeAt(ours, ["output", "list", 1])).toBe(ours.replace('["x", "y"]', '["x"]'));
    expect(removeAt(ours, ["output", "long", 0])).toBe(ours.replace('[\n\t\t\t"x"\n\t\t]', "[]"));
    expect(removeAt(ours, ["output", "list", 7])).toBe(ours);
  });

  it("keeps the line ends of the file", () => {
    const text = '{\r\n    "a": [\r\n        "x"\r\n    ]\r\n}';
    expect(addAt(text, ["a"], { b: ["c"] })).toBe(
      '{\r\n    "a": [\r\n        "x",\r\n        {\r\n            "b": [\r\n                "c"\r\n            ]\r\n        }\r\n    ]\r\n}',
    );
  });

  it("changes the member that parsers take when a key stands twice, and none of a prototype", () => {
    expect(JSON.parse(setAt('{"a":1,"a":2}', ["a"], 3))).toEqual({ a: 3 });
    const text = '{"__proto__":{"a":1},"b":{}}';
    expect(setAt(text, ["b", "__proto__"], "x")).toBe('{"__proto__":{"a":1},"b":{"__proto__":"x"}}');
    expect(setAt(text, ["toString"], "x")).toBe('{"__proto__":{"a":1},"b":{},"toString":"x"}');
  });

  const key = fc.constantFrom("a", "b", 'q"\\', "é", "{", "]", "x,y", "k:");
  const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom("", 'a "b" \\', "]},{[", "\n\t", 12.5e3, -1, true, null),
      fc.dictionary(key, tie("value"), { maxKeys: 3 }),
      fc.array(tie("value"), { maxLength: 3 }),
    ),
  }));
  const style = fc.constantFrom<string | number | undefined>(undefined, 2, "\t", 4);
  const documents = fc.record({ root: fc.dictionary(key, anything, { maxKeys: 4 }), space: style, crlf: fc.boolean() });

  /** Every path into the value, with those that end at a member which is not there. */
  function paths(value: unknown, before: Path = []): Path[] {
    if (typeof value !== "object" || value === null) return [];
    const own = Object.keys(value).flatMap((name) => {
      const path = [...before, Array.isArray(value) ? Number(name) : name];
      return [path, ...paths((value as Record<string, unknown>)[name], path)];
    });
    return Array.isArray(value) ? own : [...own, [...before, "new"]];
  }

  it("sets any place of any document to any value, and leaves the text around it", () => {
    fc.assert(
      fc.property(documents, anything, fc.nat(), ({ root, space, crlf }, value, pick) => {
        const plain = JSON.stringify(root, null, space);
        const text = crlf ? plain.replaceAll("\n", "\r\n") : plain;
        const all = paths(root);
        const path = all[pick % all.length] ?? ["new"];
        const after = setAt(text, path, value);
        const wanted = structuredClone(root);
        const holder = path
          .slice(0, -1)
          .reduce<unknown>((place, name) => (place as Record<string, unknown>)[name], wanted);
        (holder as Record<string | number, unknown>)[path.at(-1) ?? ""] = value;
        expect(JSON.parse(after)).toEqual(wanted);
        // The same formatting as a printer of this style would have used.
        const printed = JSON.stringify(wanted, null, space);
        const isPlain = space === undefined || plain.includes("\n");
        if (isPlain) expect(after).toBe(crlf ? printed.replaceAll("\n", "\r\n") : printed);
      }),
      { numRuns: 500 },
    );
  });
});
