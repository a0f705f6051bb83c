// In: tokens and segments of one statement. Out: what a "would" only thinks of: its subject ("a cache would be one more thing to run"), the object of a need ("would need A"), the means ("faster with A"). What "would" happen to a thing that is there ("our A would", "losing A would", "if A fails, B would") stays as it is. Knows no cloud.
import { antecedentOf, isRelativeWord, type Range, subjectOf } from "./hanging.ts";
import { ATTRIBUTES, HAVING } from "./having.ts";
import { hasContent, segmentOf } from "./phrases.ts";
import type { Segment } from "./statements.ts";
import type { Token } from "./tokens.ts";
import { PREPOSITIONS, SUBJECTS, VERBS } from "./words.ts";

const DEFINITE = /^(?:the|our|this|that|these|those|its|their|his|her|my|your|each|every|both|such)$/;
/** Verbs by which a thing would only come to be there, whatever stands before its name. */
const ADDED =
  /^(?:added|introduced|raised|adopted|considered|brought|bought|evaluated|proposed|built|installed|needed|required|used|chosen|overkill|nice|worth|deployed|procured|provided)$/;
/** Verbs whose object is only thought of. */
const NEEDS = /^(?:need|require|involve|imply|entail|mean|want|call|buy|choose|favou?r)$/;
/** A failure is told of in the conditional, and what it happens to is there. */
const FAILURE =
  /^(?:fails?|failed|failure|failures|lost|loses?|losing|loss|down|dies?|died|dead|crash|crashes|crashed|outage|outages|unavailable|unreachable|burns?|disaster|disasters|breaks?|broken|overload\w*|otherwise|without|flood\w*|melt\w*|wipe\w*)$/;
const ADVERB =
  /^(?:also|then|only|even|still|just|merely|simply|probably|surely|certainly|not|never|perhaps|then|again|really|quickly|soon|additionally)$/;
/** Stands for something said before: it names nothing. */
const PRONOUN =
  /^(?:it|this|that|these|those|they|we|i|you|he|she|which|who|what|there|one|ones|everything|nothing|something|anything|people)$/;

/** The stretches of which the statement only thinks, with the place of their "would". */
export function thoughtOf(
  tokens: readonly Token[],
  segments: readonly Segment[],
): { readonly range: Range; readonly cue: Range }[] {
  const found: { range: Range; cue: Range }[] = [];
  tokens.forEach(({ lower }, index) => {
    if (lower !== "would" && lower !== "wouldn't") return;
    if (tokens.some((token) => FAILURE.test(token.lower))) return;
    const at = segmentOf(segments, index);
    const segment = segments[at];
    if (!segment) return;
    let verb = index + 1;
    while (ADVERB.test(tokens[verb]?.lower ?? "")) verb++;
    const put = (range: Range) => found.push({ range, cue: [index, index + 1] });
    for (const range of subjects(tokens, segments, at, index)) {
      const head = headOf(tokens, range, verb);
      if (head) put(head);
    }
    const object = thoughtAfter(tokens, segment, verb);
    if (object) put(object);
    const means = meansBefore(tokens, segment, index);
    if (means) put(means);
  });
  return found;
}

function subjects(tokens: readonly Token[], segments: readonly Segment[], at: number, index: number): Range[] {
  const segment = segments[at];
  if (!segment) return [];
  const before = tokens[index - 1]?.lower ?? "";
  if (index > segment.from && isRelativeWord(tokens, index - 1) && before !== "that")
    return antecedentOf(tokens, segments, at, index - 1);
  if (PRONOUN.test(before)) return [];
  // "it is A now, and would be B": the verb goes on about a subject farther off.
  const goesOn = /^(?:and|but|or)$/.test(tokens[segment.from]?.lower ?? "") && !hasContent(tokens, segment.from, index);
  return goesOn ? [] : subjectOf(tokens, segments, at, index);
}

/** The part of a subject that is only thought of; undefined where it is there. */
function headOf(tokens: readonly Token[], [from, to]: Range, verb: number): Range | undefined {
  let start = from;
  // "that A", "because A": the clause begins behind its joint; so does what follows a verb or a subject.
  for (let at = from; at < to; at++) {
    const lower = tokens[at]?.lower ?? "";
    if (
      /^(?:that|because|since|as|so|and|but|while|although|though|if|when)$/.test(lower) ||
      (VERBS.has(lower) && at < to - 1 && !HAVING.has(lower))
    )
      start = at + 1;
  }
  const first = tokens[start]?.lower ?? "";
  const added =
    ADDED.test(tokens[verb]?.lower ?? "") ||
    (tokens[verb]?.lower === "be" && ADDED.test(tokens[verb + 1]?.lower ?? ""));
  if (DEFINITE.test(first) && !added) return undefined;
  if (/ing$/.test(first) && first.length > 4 && !HAVING.has(first)) return undefined;
  let end = start;
  while (end < to && !(end > start && (PREPOSITIONS.has(tokens[end]?.lower ?? "") || tokens[end]?.lower === "of")))
    end++;
  let last = end - 1;
  while (last > start && !tokens[last]?.word) last--;
  const noun = tokens[last]?.lower ?? "";
  if (end <= start || ATTRIBUTES.has(noun) || SUBJECTS.has(noun)) return undefined;
  return [start, end];
}

/** "would need A", "would be A", "would go faster with A": what stands behind is thought of as well. */
function thoughtAfter(tokens: readonly Token[], segment: Segment, verb: number): Range | undefined {
  const lower = tokens[verb]?.lower ?? "";
  if (NEEDS.test(lower)) {
    const start = verb + 1;
    return DEFINITE.test(tokens[start]?.lower ?? "") || start >= segment.to
      ? undefined
      : [start, nounEnd(tokens, start, segment.to)];
  }
  if (lower === "be" && !DEFINITE.test(tokens[verb + 1]?.lower ?? "")) return [verb + 1, segment.to];
  if (lower !== "be" && lower !== "take" && lower !== "cost" && lower !== "go") return undefined;
  for (let at = verb + 1; at < segment.to - 1; at++) {
    if (tokens[at]?.lower !== "with" && tokens[at]?.lower !== "using") continue;
    return DEFINITE.test(tokens[at + 1]?.lower ?? "") ? undefined : [at + 1, nounEnd(tokens, at + 1, segment.to)];
  }
  return undefined;
}

/** "with A it would be faster": the means stand in front. */
function meansBefore(tokens: readonly Token[], segment: Segment, index: number): Range | undefined {
  let from = segment.from;
  while (from < index && /^(?:and|but|so|because)$/.test(tokens[from]?.lower ?? "")) from++;
  if (tokens[from]?.lower !== "with" || DEFINITE.test(tokens[from + 1]?.lower ?? "")) return undefined;
  const to = nounEnd(tokens, from + 1, index);
  return to < index ? [from + 1, to] : undefined;
}

function nounEnd(tokens: readonly Token[], from: number, to: number): number {
  let at = from + 1;
  while (at < to && !PREPOSITIONS.has(tokens[at]?.lower ?? "") && !SUBJECTS.has(tokens[at]?.lower ?? "")) at++;
  return at;
}
