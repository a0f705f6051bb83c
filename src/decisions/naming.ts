// In: a decided product and the pieces of evidence of its decision. Out: the piece that names it, however it is written ("Elasticsearch" is opensearch). Never judges what it means.
import type { Evidence } from "./decision.ts";
import { cacheTerms, databaseTerms, queueTerms } from "./lexicon/data.ts";
import type { Lexicon } from "./text/lexicon.ts";
import { findMentions } from "./text/mentions.ts";
import { readStatements } from "./text/statements.ts";

const LEXICONS: Readonly<Record<"databases" | "cache" | "queues", Lexicon>> = {
  databases: databaseTerms,
  cache: cacheTerms,
  queues: queueTerms,
};

export function evidenceNaming(
  key: keyof typeof LEXICONS,
  id: string,
  evidence: readonly Evidence[],
): Evidence | undefined {
  return evidence.find(({ pointer, quote }) =>
    findMentions(readStatements(pointer, quote), LEXICONS[key]).some((mention) => mention.id === id),
  );
}
