// In: tokens and segments of one statement. Out: where a noun phrase begins and ends, and what kind of clause a segment is. Knows no cloud.
import type { Segment } from "./statements.ts";
import type { Token } from "./tokens.ts";
import { FILLERS, PREPOSITIONS, PRESENT, SKIPPABLE, SUBJECTS, VERBS } from "./words.ts";

const YEAR = /^(?:19|20)\d\d$/;
/** Opens a clause about what was just named. */
const RELATIVE = /^(?:which|whose|where|who)$/;

export function firstContent(tokens: readonly Token[], from: number, to: number): number {
  let index = from;
  while (
    index < to &&
    (SKIPPABLE.has(tokens[index]?.lower ?? "") || /^(?:or|nor|and|"|'|“|`|\*)$/.test(tokens[index]?.lower ?? ""))
  )
    index++;
  return index;
}

export function phraseEnd(tokens: readonly Token[], from: number, to: number): number {
  let index = from;
  while (index < to) {
    const lower = tokens[index]?.lower ?? "";
    if (lower === "or" || lower === "nor") {
      index = firstContent(tokens, index + 1, to);
      continue;
    }
    // "no broker such as A or B", "no broker like A": examples of what is meant.
    const example = lower === "such" && tokens[index + 1]?.lower === "as" ? 2 : lower === "like" ? 1 : 0;
    if (example > 0 && index > from && index + example < to) {
      index = firstContent(tokens, index + example, to);
      continue;
    }
    if (
      lower === "and" &&
      (PREPOSITIONS.has(tokens[index + 1]?.lower ?? "") || SUBJECTS.has(tokens[index + 1]?.lower ?? ""))
    )
      return index;
    if (
      index > from &&
      (PREPOSITIONS.has(lower) || VERBS.has(lower) || SUBJECTS.has(lower) || lower === "to" || lower === "only")
    )
      return index;
    index++;
  }
  return index;
}

/** "left A in 2017 and B in 2020": where B begins, else -1. */
export function afterDate(tokens: readonly Token[], at: number, to: number): number {
  if (!/^(?:in|since|around|during|before|after)$/.test(tokens[at]?.lower ?? "")) return -1;
  const year = [at + 1, at + 2].find((index) => YEAR.test(tokens[index]?.lower ?? ""));
  if (year === undefined || year + 2 >= to || tokens[year + 1]?.lower !== "and") return -1;
  const index = firstContent(tokens, year + 2, to);
  const opens = [index, phraseEnd(tokens, index, to)].some((place) => {
    const lower = place < to ? (tokens[place]?.lower ?? "") : "";
    return VERBS.has(lower) || SUBJECTS.has(lower) || PRESENT.has(lower);
  });
  return index >= to || opens ? -1 : index;
}

/** A list item: few words, no verb, no subject. */
export function isBare(tokens: readonly Token[], segment: { from: number; to: number }): boolean {
  if (tokens.slice(segment.from, segment.to).filter(({ word }) => word).length > 7) return false;
  for (let index = segment.from; index < segment.to; index++) {
    const lower = tokens[index]?.lower ?? "";
    // "self-managed": behind a hyphen a verb is part of a name.
    const joined = tokens[index - 1]?.lower === "-" && index > segment.from;
    if ((VERBS.has(lower) && !joined) || SUBJECTS.has(lower) || PRESENT.has(lower)) return false;
  }
  return true;
}

export function isPresent(tokens: readonly Token[], segment: Segment): boolean {
  const words = tokens.slice(segment.from, segment.to).map((token) => token.lower);
  return (
    words.some((word) => PRESENT.has(word)) ||
    /\b(?:for now|at the moment|these days|at present|right now|since then)\b/.test(words.join(" "))
  );
}

/** ", which …", ", for which …". */
export function isRelative(tokens: readonly Token[], segment: Segment): boolean {
  if (segment.sep !== "comma") return false;
  const [first, second] = [tokens[segment.from]?.lower ?? "", tokens[segment.from + 1]?.lower ?? ""];
  return RELATIVE.test(first) || (PREPOSITIONS.has(first) && /^(?:which|whom|whose)$/.test(second));
}

export function nextIsColon(segments: readonly Segment[], at: number): boolean {
  return segments[at + 1]?.sep === "colon";
}

/** Words that carry meaning stand between; a subordinate "if …", "when …" does not count. */
export function hasContent(tokens: readonly Token[], from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (!token?.word) continue;
    if (/^(?:if|when|once|until|because|as|after|before|since)$/.test(token.lower)) return false;
    if (
      !FILLERS.has(token.lower) &&
      !/^(?:20\d\d|q[1-4]|plan|planned|evaluating|considering|maybe|later|year|next|quarter|month|added|add|decided|discussed)$/.test(
        token.lower,
      )
    )
      return true;
  }
  return false;
}

/** The segment that a token stands in. */
export function segmentOf(segments: readonly Segment[], token: number): number {
  for (let index = segments.length - 1; index >= 0; index--) if ((segments[index]?.from ?? 0) <= token) return index;
  return 0;
}
