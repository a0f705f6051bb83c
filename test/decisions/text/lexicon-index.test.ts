// The index of lexicons answers as if every term had been compared with the word.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cacheTerms } from "../../../src/decisions/lexicon/data.ts";
import { compileLexicon, compileOwnLexicon, phrasesAt, sharedIndex } from "../../../src/decisions/text/lexicon.ts";
import { makeIndex, missedBy, startsWith } from "../../../src/decisions/text/lexicon-index.ts";

const terms = new Map(Array.from(cacheTerms.registry.lexicons, ([name, lexicon]) => [name, lexicon.terms]));
const index = sharedIndex();
const wordsOf = (form: string) => form.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const long = [
  ...new Set(
    [...terms.values()]
      .flatMap((all) => Object.values(all).flatMap((forms) => forms.split("|").flatMap((form) => [...wordsOf(form)])))
      .filter((word) => word.length >= 6),
  ),
];

/** All words that are one edit away. */
function editsOf(word: string, letter: string): string[] {
  return [...word].flatMap((_, at) => [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + letter + word.slice(at),
    word.slice(0, at) + letter + word.slice(at + 1),
    word.slice(0, at) + (word[at + 1] ?? "") + (word[at] ?? "") + word.slice(at + 2),
  ]);
}

/** The edit stands inside the word, or doubles its last letter. */
function isInside(word: string, term: string): boolean {
  const [short, longer] = word.length < term.length ? [word, term] : [term, word];
  if (word.length !== term.length && longer.startsWith(short)) return longer.at(-1) === longer.at(-2);
  return word.slice(0, -1) !== term.slice(0, -1);
}

describe("words one typing error away", () => {
  it("are found wherever the error stands, and only those", () => {
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.constantFrom(..."aesx5"), (term, letter) => {
        for (const word of new Set(editsOf(term, letter)))
          if (word !== term && word[0] === term[0] && word.length >= 5)
            expect([word, missedBy(word, index).some((near) => near.word === term)]).toEqual([
              word,
              isInside(word, term),
            ]);
      }),
      { numRuns: 300 },
    );
  });

  it("come with a missing letter first, then an extra one, then a wrong one, each in the order of the terms", () => {
    const own = makeIndex(new Map([["one", { a: "abcxdef|abcyef|abcdzf|abcdzef|abdef|abcdexf" }]]));
    expect(missedBy("abcdef", own).map(({ word }) => word)).toEqual([
      "abcxdef",
      "abcdzef",
      "abcdexf",
      "abcyef",
      "abcdzf",
    ]);
  });

  it("name every lexicon that has them", () => {
    const own = makeIndex(
      new Map([
        ["one", { a: "stripes" }],
        ["two", { b: "x|stripes y" }],
      ]),
    );
    expect(missedBy("strpes", own)).toEqual([{ place: 1, word: "stripes", lexicons: [0, 1] }]);
    expect(missedBy("", own)).toEqual([]);
    expect(missedBy("\ud835abcde", own)).toEqual([]);
  });
});

describe("terms that begin with a word", () => {
  const own = makeIndex(
    new Map([
      ["one", { a: "Load-Balancer|x", b: "load" }],
      ["two", { c: "load balancer rule|7 zip" }],
    ]),
  );

  it("come longest first, written in one word too", () => {
    expect(startsWith("load", own)).toEqual([
      { lexicon: 1, term: 0, words: ["load", "balancer", "rule"] },
      { lexicon: 0, term: 0, words: ["load", "balancer"] },
      { lexicon: 0, term: 1, words: ["load"] },
    ]);
    expect(startsWith("loadbalancer", own)).toEqual([{ lexicon: 0, term: 0, words: ["loadbalancer"] }]);
    expect(startsWith("x", own)).toEqual([{ lexicon: 0, term: 0, words: ["x"] }]);
  });

  it("are none for a piece of a word, a digit glued to a name, or nothing", () => {
    for (const word of ["loa", "loads", "balancer", "7zip", ""]) expect(startsWith(word, own)).toEqual([]);
  });
});

it("a lexicon has a name of its own", () => {
  expect(() => compileLexicon("cache", {})).toThrow("two lexicons are named cache");
});

it("names of a document may hold anything", () => {
  const own = compileOwnLexicon({ "1\t2\n": "tab\tname\n|__proto__", "0": "constructor" });
  expect(phrasesAt("tab", own)).toEqual([{ id: "1\t2\n", words: ["tab", "name"] }]);
  expect(phrasesAt("proto", own)).toEqual([{ id: "1\t2\n", words: ["proto"] }]);
  expect(phrasesAt("constructor", own)).toEqual([{ id: "0", words: ["constructor"] }]);
});
