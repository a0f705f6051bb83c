// Typing errors: one edit away from a term is the term, unless it is a word of its own.
import { describe, expect, it } from "vitest";
import { decide } from "../../../src/decisions/decide.ts";
import { cacheTerms } from "../../../src/decisions/lexicon/data.ts";
import { type Lexicon, phrasesAt } from "../../../src/decisions/text/lexicon.ts";
import { loadCorpus } from "../score.ts";

/** Every lexicon of the product: they share one registry. */
const lexicons: readonly Lexicon[] = [...cacheTerms.registry.lexicons.values()];

/** Terms of one word that a written word is taken for, though it is none of them. */
function takenFor(word: string): string[] {
  const forms = [word, word.replace(/s$/, "")];
  return lexicons.flatMap((lexicon) =>
    phrasesAt(word, lexicon)
      .filter(({ words }) => words.length === 1 && !forms.includes(words[0] ?? ""))
      .map(({ words }) => words[0] ?? ""),
  );
}

/** Common words next door to a term: "works" (WorkOS), "device" (Devise), "valley" (Valkey), "staying" (staging), … */
const WORDS =
  "works opened valley device danger staying rescue screaming coaching catching stating staring texting persona demise posture tasting stitch trailing steaming digger hardness cashing coloration actionable banked memento livestream staking massaging postures strike voyage strive stride nation grade closure grains meter racket vanish directs scaled sealed static stream public secret caches entries country century contracts moment container delivery original possible resource response platform database customer operator terminal terrific functions containers persistent monitored observed gateway pipeline registry release regional".split(
    " ",
  );

const TYPOS: readonly (readonly [string, string])[] = [
  ["postgers", "postgres"],
  ["postgrse", "postgres"],
  ["postgressql", "postgresql"],
  ["dynamodbb", "dynamodb"],
  ["dyanmodb", "dynamodb"],
  ["fragate", "fargate"],
  ["kuberntes", "kubernetes"],
  ["kubernets", "kubernetes"],
  ["terrafrom", "terraform"],
  ["terrraform", "terraform"],
  ["cloudfornt", "cloudfront"],
  ["cloudwach", "cloudwatch"],
  ["memcahed", "memcached"],
  ["grafna", "grafana"],
  ["rabitmq", "rabbitmq"],
  ["congito", "cognito"],
  ["elasticsaerch", "elasticsearch"],
  ["opensarch", "opensearch"],
  ["sidney", "sydney"],
  ["prodution", "production"],
];

describe("typing errors", () => {
  it.each(TYPOS)("%s is %s", (written, meant) => expect(takenFor(written)).toContain(meant));
  it.each(WORDS)("%s is a word of its own", (word) => expect(takenFor(word)).toEqual([]));

  it("sees every lexicon that the topics search", () => {
    const [first] = loadCorpus(new URL("../../fixtures/corpus/", import.meta.url));
    if (!first) throw new Error("the corpus is empty");
    decide(first.answers);
    expect(lexicons.length).toBeGreaterThan(20);
  });
});
