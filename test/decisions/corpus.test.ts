// The labelled documents: at least 98 % of their labels are read right, nothing forbidden is chosen, every quote is the text, every doubt is voiced.
import { describe, expect, it } from "vitest";
import { loadCorpus, scoreOf } from "./score.ts";

const SETS = {
  corpus: loadCorpus(new URL("../fixtures/corpus/", import.meta.url)),
  "our own": loadCorpus(new URL("./documents/", import.meta.url)),
};

describe.each(Object.entries(SETS))("labelled documents: %s", (_, documents) => {
  const scores = documents.map((document) => scoreOf(document));

  it.each(scores.map((score) => [score.name, score] as const))("%s", (_name, score) => {
    expect(score.forbidden).toEqual([]);
    expect(score.badEvidence).toEqual([]);
    expect(score.silent).toEqual([]);
  });

  it("are read right in at least 98 % of their labelled values", () => {
    const right = scores.reduce((sum, score) => sum + score.right, 0);
    const total = scores.reduce((sum, score) => sum + score.total, 0);
    const wrong = scores.flatMap(({ name, wrong: misses }) => misses.map((miss) => `${name}: ${miss}`));
    expect(right / total, wrong.join("\n")).toBeGreaterThanOrEqual(0.98);
  });
});

describe("batches that hold more than is read yet are read no worse than before", () => {
  const all = loadCorpus(new URL("./open-documents/", import.meta.url)).map((document) => scoreOf(document));
  const floors = [
    { batches: "g h i", documents: 30, share: 0.97, forbidden: 7 },
    { batches: "j", documents: 6, share: 0.97, forbidden: 0 },
    { batches: "k", documents: 4, share: 0.97, forbidden: 2 },
    { batches: "l", documents: 4, share: 0.98, forbidden: 0 },
    { batches: "m", documents: 3, share: 0.98, forbidden: 0 },
  ];

  it.each(floors)("$batches", ({ batches, documents, share, forbidden }) => {
    const scores = all.filter(({ name }) => batches.includes(name.charAt(0)));
    const sum = (of: (score: (typeof scores)[number]) => number) =>
      scores.reduce((total, score) => total + of(score), 0);
    expect(scores).toHaveLength(documents);
    expect(sum(({ right }) => right) / sum(({ total }) => total)).toBeGreaterThanOrEqual(share);
    expect(sum((score) => score.forbidden.length)).toBeLessThanOrEqual(forbidden);
    expect(scores.flatMap(({ badEvidence }) => badEvidence)).toEqual([]);
  });
});

it("the labelled documents are as many as they should be", () => {
  expect(SETS.corpus).toHaveLength(12);
  expect(SETS["our own"].length).toBeGreaterThanOrEqual(40);
  expect(SETS.corpus.reduce((sum, document) => sum + scoreOf(document).total, 0)).toBeGreaterThan(220);
});
