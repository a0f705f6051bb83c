// In: tokens and segments of one statement. Out: the stretches that a denied verb of having reaches behind it: its subject ("A shall not be introduced"), what a relative clause hangs on ("A, which we do not employ"), the object in front ("A we never bought"). Knows no cloud.
import type { Status } from "./cue.ts";
import { antecedentOf, frontedObject, isRelativeWord, type Range, subjectOf } from "./hanging.ts";
import { ATTRIBUTES, BEING_THERE, BETWEEN, HAD, HAVE, restOf } from "./having.ts";
import { segmentOf } from "./phrases.ts";
import type { Segment } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** What a denial governs, and the tokens that say so. */
export interface Denial {
  readonly status: Status;
  readonly range: Range;
  readonly cue: Range;
}

const NEGATOR = new Set(
  "not never isn't aren't wasn't weren't don't doesn't didn't won't can't cannot hasn't haven't hadn't needn't mustn't shouldn't couldn't wouldn't nobody no noone neither none".split(
    " ",
  ),
);
const BE = /^(?:is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|get|gets|got)$/;
const PAST_TENSE = /\b(?:did|was|were|had|didn't|wasn't|weren't|hadn't)\b/;
const AT_FIRST = /^(?:at first|initially|originally|in the beginning)\b/;
/** "must not be used as …": what is forbidden for one purpose is not said to serve another. */
const DUTY = /^(?:shall|must|may|should|mustn't|shouldn't)$/;

/** All denials of a verb of having. */
export function denialsOf(tokens: readonly Token[], segments: readonly Segment[]): Denial[] {
  const denials: Denial[] = [];
  tokens.forEach(({ lower }, index) => {
    if (!NEGATOR.has(lower)) return;
    const at = segmentOf(segments, index);
    const segment = segments[at];
    // "A and B, neither of which we use".
    if (lower === "neither" || lower === "none") {
      const to = segment === undefined ? -1 : verbOfNeither(tokens, index, segment.to);
      if (to > 0)
        for (const range of antecedentOf(tokens, segments, at, index + 2))
          denials.push({ status: "negated", range, cue: [index, to] });
      return;
    }
    const denied = verbAfter(tokens, index);
    if (denied === undefined || segment === undefined || denied.to > segment.to) return;
    const rest = restOf(textFrom(tokens, denied.to));
    // "which we did not want at first": there was a second.
    if (PAST_TENSE.test(`${tokens[index - 1]?.lower} ${lower}`) && AT_FIRST.test(textFrom(tokens, denied.to))) return;
    const put = (status: Status, ranges: readonly Range[]) => {
      for (const range of ranges) denials.push({ status, range, cue: [index, denied.to] });
    };
    const status: Status = denied.ended ? "past" : "negated";
    const pronoun = relativeIn(tokens, segment, index);
    const bySubject = pronoun === undefined ? undefined : !hasSubject(tokens, pronoun + 1, index, denied.nobody);
    if (denied.passive) {
      const forbidden = DUTY.test(tokens[index - 1]?.lower ?? "") || DUTY.test(lower);
      if (rest === "object" || (rest === "limited" && !forbidden)) return;
      const subject =
        pronoun === undefined
          ? subjectOf(tokens, segments, at, index)
          : bySubject
            ? antecedentOf(tokens, segments, at, pronoun)
            : [];
      const named = subject.filter(([, to]) => !ATTRIBUTES.has(lastWord(tokens, to, index)));
      put(rest === "limited" ? "open" : status, named);
    } else if (rest === "bare" || rest === "free") {
      if (pronoun !== undefined && !bySubject) put(status, antecedentOf(tokens, segments, at, pronoun));
      else if (pronoun === undefined) put(status, frontedObject(tokens, segments, at, index));
    }
  });
  return denials;
}

interface Verb {
  /** Token behind the verb. */
  readonly to: number;
  readonly passive: boolean;
  /** "no longer". */
  readonly ended: boolean;
  /** The denial is the subject: "nobody uses". */
  readonly nobody: boolean;
}

/** The verb of having behind a negation; undefined where another stands there. */
function verbAfter(tokens: readonly Token[], index: number): Verb | undefined {
  const lower = tokens[index]?.lower ?? "";
  const second = tokens[index + 1]?.lower;
  const ended = lower === "no" && second === "longer";
  const nobody = lower === "nobody" || lower === "noone" || (lower === "no" && second === "one");
  if (lower === "no" && !ended && !nobody) return undefined;
  let at = index + (lower === "no" ? 2 : 1);
  let be = BE.test(lower) || BE.test(tokens[index - 1]?.lower ?? "");
  while (BETWEEN.has(tokens[at]?.lower ?? "")) {
    be ||= BE.test(tokens[at]?.lower ?? "");
    at++;
  }
  const verb = tokens[at]?.lower ?? "";
  if (be) {
    const there = BEING_THERE.exec(textFrom(tokens, at));
    if (there) return { to: at + there[0].split(" ").length, passive: true, ended, nobody };
    return HAD.has(verb) ? { to: particle(tokens, at + 1), passive: true, ended, nobody } : undefined;
  }
  // "there is not", "does not exist".
  if (verb === "exist") return { to: at + 1, passive: true, ended, nobody };
  const third = nobody || ended ? verb.replace(/s$/, "") : verb;
  if (HAVE.has(verb) || HAVE.has(third) || HAD.has(verb) || (verb === "has" && nobody))
    return { to: particle(tokens, at + 1), passive: false, ended, nobody };
  return undefined;
}

/** Behind "neither of which we use", "none of which is provided"; -1 where another verb stands there. */
function verbOfNeither(tokens: readonly Token[], index: number, end: number): number {
  if (tokens[index + 1]?.lower !== "of" || !/^(?:which|whom|them)$/.test(tokens[index + 2]?.lower ?? "")) return -1;
  for (let at = index + 3; at < Math.min(end, index + 8); at++) {
    const verb = tokens[at]?.lower ?? "";
    if ((HAVE.has(verb) && verb !== "have") || (HAD.has(verb) && verb !== "had"))
      return restOf(textFrom(tokens, at + 1)) === "object" ? -1 : at + 1;
  }
  return -1;
}

/** "brought in", "relied on": the small word belongs to the verb where nothing follows it. */
function particle(tokens: readonly Token[], at: number): number {
  const next = tokens[at + 1];
  return /^(?:on|in|up|out|for|upon)$/.test(tokens[at]?.lower ?? "") && (next === undefined || !next.word)
    ? at + 1
    : at;
}

/** The relative pronoun that opens the clause of token `index`. */
function relativeIn(tokens: readonly Token[], segment: Segment, index: number): number | undefined {
  for (let at = index - 1; at >= segment.from && at >= index - 6; at--) if (isRelativeWord(tokens, at)) return at;
  return undefined;
}

/** "which the design does not", "which nobody": between the pronoun and the denial stands who does not. */
function hasSubject(tokens: readonly Token[], from: number, to: number, nobody: boolean): boolean {
  if (nobody) return true;
  return tokens
    .slice(from, to)
    .some(
      ({ lower, word }) =>
        word &&
        !BE.test(lower) &&
        !DUTY.test(lower) &&
        !/^(?:do|does|did|has|have|had|will|would|can|could|is|are|to)$/.test(lower),
    );
}

/** The last word of a subject: what is denied is that. */
function lastWord(tokens: readonly Token[], to: number, index: number): string {
  for (let at = Math.min(to, index) - 1; at >= 0; at--) {
    const { lower, word } = tokens[at] ?? { lower: "", word: false };
    if (
      word &&
      !BE.test(lower) &&
      !DUTY.test(lower) &&
      !/^(?:has|have|had|will|would|need|can|could|to|also|currently|therefore)$/.test(lower)
    )
      return lower;
  }
  return "";
}

/** The next words, in lower case, with a space between them. */
function textFrom(tokens: readonly Token[], at: number): string {
  return tokens
    .slice(at, at + 7)
    .map(({ lower }) => lower)
    .join(" ");
}
