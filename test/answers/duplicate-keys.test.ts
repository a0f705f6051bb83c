// In: answers in which a key stands more than once. Out: proof that each is an error with its lines, at any depth, and that the rest is judged in the same run.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDuplicateKeys } from "../../src/answers/duplicate-keys.ts";
import { readAnswers } from "../../src/answers/read.ts";
import { openDocument } from "../../src/interview/document.ts";

const shop = readFileSync("examples/shop/step7.json", "utf8");
const bytes = (text: string) => new TextEncoder().encode(text);

describe("a key that stands twice", () => {
  it("is an error with the place and both lines", () => {
    const text = shop.replace('"authorization"', '"authentication": "Cognito",\n      "authorization"');
    const line = (wanted: string) => text.split("\n").findIndex((one) => one.includes(wanted)) + 1;
    const { answers, diagnostics } = readAnswers(bytes(text), "shop");
    expect(answers).toBeUndefined();
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([
      {
        code: "ANSWERS_DUPLICATE_KEY",
        severity: "error",
        pointer: "/output/security/authentication",
        message: `key "authentication" stands twice, in line ${line("Own accounts")} and line ${line("Cognito")}; only the last one would count`,
        help: "Keep one of them, with all that belongs to it.",
      },
    ]);
  });

  it.each([
    ['{"a":1,"a":2}', ["/a"]],
    ['{"a":[{"b":1,\n"c":{},"b":2}],"d":{"e":{"e":1,"e":1,"e":1}}}', ["/a/0/b", "/d/e/e"]],
    ['{"a":1,"\\u0061":2}', ["/a"]],
    ['{"x/y":1,"x/y":2,"__proto__":1,"__proto__":2}', ["/x~1y", "/__proto__"]],
    ['{"a":"{\\"a\\":1,\\"a\\":2}","b":[{"a":1},{"a":1}]}', []],
  ])("%s", (text, pointers) => {
    expect(findDuplicateKeys(text).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it("hides nothing else, and nothing is said about what it holds", () => {
    const text = shop
      .replace('"primary_database": "', '"primary_database": "MongoDB", "primary_database": "MongoDB. ')
      .replace('"step": 7,', '"step": 7, "decisions": { "ci": "nope" },');
    const { diagnostics, partial } = readAnswers(bytes(text), "shop");
    expect(diagnostics.map(({ code }) => code)).toEqual(["ANSWERS_DUPLICATE_KEY", "ANSWERS_BAD_OVERRIDE"]);
    expect(partial?.broken).toEqual(["/output/data_architecture/primary_database"]);
  });

  it("keeps an interview from editing one of the two", () => {
    const { document, diagnostics } = openDocument(bytes(shop.replace('"step": 7,', '"step": 7, "step": 7,')));
    expect(document).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["ANSWERS_DUPLICATE_KEY"]);
  });

  it("is told in a line, however often a key stands, and found at once", () => {
    const start = performance.now();
    const [found, ...more] = findDuplicateKeys(`{"zz":{${'"a":1,'.repeat(100_000)}"a":1}}`);
    expect(more).toEqual([]);
    expect(found?.message).toBe(
      'key "a" stands 100001 times, in line 1 and line 1 and line 1 and 99998 more; only the last one would count',
    );
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("is never found in what is printed from a value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, "\t"), (value, space) => {
        expect(findDuplicateKeys(JSON.stringify(value, null, space))).toEqual([]);
      }),
    );
  });
});
