// The labelled documents: what is read from them, key by key.
import { describe, expect, it } from "vitest";
import { loadCorpus, scoreOf } from "./score.ts";

const corpus = loadCorpus(new URL("../fixtures/corpus/", import.meta.url));
const own = loadCorpus(new URL("./documents/", import.meta.url));

describe("labelled documents", () => {
  it.each([...corpus, ...own].map((document) => [document.name, document] as const))("%s", (_, document) => {
    const score = scoreOf(document);
    expect(score.wrong).toEqual([]);
    expect(score.forbidden).toEqual([]);
    expect(score.badEvidence).toEqual([]);
    expect(score.silent).toEqual([]);
  });

  it("has twelve documents with many labels", () => {
    expect(corpus).toHaveLength(12);
    expect(corpus.reduce((sum, document) => sum + scoreOf(document).total, 0)).toBeGreaterThan(220);
  });
});
