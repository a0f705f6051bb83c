// In: a place in a statement. Out: whether its clause only tells of something that once happened ("A was on a slide", "A made us sad"). Knows no cloud.
import type { Statement } from "./statements.ts";

/** Past verbs that tell of a thing without saying that it was taken. */
const TOLD =
  /^(?:was|were|had|did|made|looked|seemed|felt|sounded|wanted|liked|asked|came|promised|envisaged|foresaw|proposed|suggested|drew|scared|annoyed|cost|broke|crashed|died|lost|hated|loved|benchmarked|measured|quoted|left|tested|tried|weighed)$/;
/** What one person would like is told of as well. */
const WANTS = /^(?:wants|asks|wishes|proposes|suggests|votes|prefers|advocates|likes|pushes)$/;
const OURS =
  /^(?:we|i|client|customer|customers|business|board|law|regulator|auditor|contract|everybody|everyone|nobody|it|that|which|who)$/;
/** Past verbs by which a thing came to stay. */
const TAKEN =
  /^(?:chosen|chose|selected|picked|added|introduced|adopted|built|set|put|moved|migrated|switched|upgraded|enabled|placed|designed|decided|installed|created|provisioned|deployed|given|bought|went|took|kept|turned|became|replaced|started|approved|accepted|won|survived)$/;
const NOW = /^(?:is|are|has|have|runs?|uses?|now|today|lives?|stays?|remains?|currently|still|handles?|keeps?|holds?)$/;

/** The clause of token `at` is in the past and tells of no choice. */
export function isTold({ tokens, segments }: Statement, at: number): boolean {
  const index = segments.findLastIndex(({ from }) => from <= at);
  const segment = segments[index];
  // "A: we measured it last year": what stands behind a label tells of it.
  const label = segment !== undefined && segments[index + 1]?.sep === "colon" && segment.to - segment.from <= 4;
  const words = tokens.slice(segment?.from, label ? undefined : segment?.to).map(({ lower }) => lower);
  // Behind a label only its first part says how things stand: the rest gives reasons.
  const now = label ? tokens.slice(segment.from, segments[index + 1]?.to).map(({ lower }) => lower) : words;
  const wish = words.findIndex((word) => WANTS.test(word));
  const wished = wish === 1 && !OURS.test(words[0] ?? "");
  return (
    (wished || words.some((word) => TOLD.test(word))) &&
    !words.some((word) => TAKEN.test(word)) &&
    !now.some((word) => NOW.test(word))
  );
}
