// In: where a cue stands in the tokens and segments of one statement. Out: the stretches that it governs. Knows no cloud.
import type { Reach, Status } from "./cue.ts";
import {
  before,
  fronted,
  frontedObject,
  givesExamples,
  isApposed,
  OPENER,
  pronounBefore,
  type Range,
} from "./hanging.ts";
import {
  afterDate,
  firstContent,
  hasContent,
  isBare,
  isPresent,
  isRelative,
  nextIsColon,
  phraseEnd,
  segmentOf,
} from "./phrases.ts";
import type { Segment } from "./statements.ts";
import type { Token } from "./tokens.ts";
import { PREPOSITIONS, SUBJECTS, VERBS } from "./words.ts";

const SUBJECT_PRONOUN = /^(?:it|this|that|these|those|they|which)$/;
const PRONOUN = /^(?:it|them|those|one)$/;

/** What a cue at tokens `from` … `to` governs. */
export function rangesOf(
  tokens: readonly Token[],
  segments: readonly Segment[],
  reach: Reach,
  from: number,
  to: number,
  status: Status,
): Range[] {
  const at = segmentOf(segments, from);
  const segment = segments[at];
  if (!segment) return [];
  const next = marked(tokens, segments, at, from, to);
  if (next !== undefined) return [[next.from, next.to]];
  if (reach === "subject") {
    const opener = OPENER.test(tokens[segment.from]?.lower ?? "") ? 1 : 0;
    const label = to >= segment.to && nextIsColon(segments, at);
    const pronoun = tokens.slice(segment.from, from).some(({ lower }) => SUBJECT_PRONOUN.test(lower));
    // "A was mentioned and is not needed": the verb goes on about the same subject.
    const goesOn =
      /^(?:and|but)$/.test(tokens[segment.from]?.lower ?? "") && VERBS.has(tokens[segment.from + 1]?.lower ?? "");
    // "A/B: not needed with one consumer".
    const labelled =
      segment.sep === "colon" && !hasContent(tokens, segment.from, from) && labelOf(tokens, segments, at) !== undefined;
    const told =
      pronoun ||
      labelled ||
      goesOn ||
      hasContent(tokens, segment.from + opener, from) ||
      segment.sep === "open" ||
      to >= segment.to;
    if (!told || label) return phraseAfter(tokens, segments, to);
    const named = hasContent(tokens, segment.from, from) ? undefined : labelOf(tokens, segments, at);
    return [...before(tokens, segments, at, from), ...(named === undefined ? [] : [[named.from, named.to] as const])];
  }
  if (reach === "phrase" || reach === "except") {
    const ranges = phraseAfter(tokens, segments, to);
    // "the old system (A)", "no broker (e.g. A)": the bracket names it.
    const bracket = segments[at + 1];
    const names =
      /^(?:past|foreign)$/.test(status) ||
      (bracket !== undefined && givesExamples(tokens, bracket)) ||
      (status === "negated" && isNamedBefore(tokens, segments, at + 1));
    if (names && bracket?.sep === "open" && (ranges[0]?.[1] ?? 0) >= segment.to - 1)
      for (const inner of segments.slice(at + 1)) {
        if (inner.depth < bracket.depth) break;
        ranges.push([inner.from, inner.to]);
      }
    const first = firstContent(tokens, to, segment.to);
    const object = tokens.slice(first, Math.min(first + 2, segment.to)).some((token) => PRONOUN.test(token.lower));
    if (reach === "except" || !object) return [...ranges, ...objectInFront(tokens, segments, at, from, to)];
    // "the vendor runs it (A)": the parenthesis says what "it" is.
    const named = segments[at + 1];
    const apposed: Range[] = named?.sep === "open" ? [[named.from, named.to]] : [];
    return [...ranges, ...apposed, ...before(tokens, segments, at, from)];
  }
  if (reach === "clause") {
    const ranges = clauseAfter(tokens, segments, at, to, status);
    const pronoun = tokens
      .slice(to, Math.min(segment.to, to + 5))
      .some((token) => /^(?:it|them|those)$/.test(token.lower));
    if (pronoun && !hasContent(tokens, segment.from, from)) return [...ranges, ...before(tokens, segments, at, from)];
    const object = objectInFront(tokens, segments, at, from, to);
    if (object.length > 0 || hasContent(tokens, to, segment.to) || nextIsColon(segments, at))
      return [...ranges, ...object];
    return [...ranges, ...before(tokens, segments, at, from), ...fronted(tokens, segments, at)];
  }
  if (reach === "near") {
    // "A watches that network, it is of another department".
    const told = from - segment.from === 2 && SUBJECT_PRONOUN.test(tokens[segment.from]?.lower ?? "");
    return [[Math.max(segment.from, from - 3), from], ...(told ? before(tokens, segments, at, from) : [])];
  }
  if (reach === "rest") return [[to, tokens.length]];
  if (reach === "back") {
    const object = tokens.slice(from + 1, to).some(({ lower }) => PRONOUN.test(lower));
    const label = hasContent(tokens, segment.from, from) ? undefined : labelOf(tokens, segments, at);
    return [
      ...before(tokens, segments, at, from),
      ...(object ? pronounBefore(tokens, segments, at, from) : []),
      ...(label === undefined ? [] : [[label.from, label.to] as const]),
    ];
  }
  return around(tokens, segments, at, from, to, status);
}

/** "no store (A, B) is foreseen": names in brackets, and the clause goes on behind them. */
function isNamedBefore(tokens: readonly Token[], segments: readonly Segment[], from: number): boolean {
  const close = segments.findIndex(({ sep }, index) => index > from && sep === "close");
  const inner = segments.slice(from, close);
  const verb = tokens[segments[close]?.from ?? tokens.length]?.lower ?? "";
  return (
    close > 0 &&
    /^(?:is|are|was|were|will|shall|must|may|has|have|can|should)$/.test(verb) &&
    inner.every(
      (item) =>
        isBare(tokens, item) &&
        !tokens.slice(item.from, item.to).some(({ lower }) => /^(?:only|instead|not)$/.test(lower)),
    )
  );
}

/** "A we tried in 2021": behind the verb stands no object, in front of its subject there is one. */
function objectInFront(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  from: number,
  to: number,
): Range[] {
  const next = tokens[to];
  const bare =
    next === undefined ||
    !next.word ||
    to >= (segments[at]?.to ?? 0) ||
    PREPOSITIONS.has(next.lower) ||
    /^(?:but|and|or|once|twice|briefly|again|already|recently|long|last|too|here|now)$/.test(next.lower);
  return bare ? frontedObject(tokens, segments, at, from) : [];
}

/** "[planned] A", "A and (later) B", "A and - maybe - B": a cue alone between marks at the start or right after "and" speaks of what follows. */
function marked(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  from: number,
  to: number,
): Segment | undefined {
  const segment = segments[at];
  const next = segments[at + 1];
  if (!segment) return undefined;
  const bracket = segment.sep === "open" || (segment.sep === "start" && segment.depth > 0);
  if (!(bracket || segment.sep === "dash") || next?.sep !== (bracket ? "close" : "dash")) return undefined;
  if (hasContent(tokens, segment.from, from) || hasContent(tokens, to, segment.to)) return undefined;
  const opener = tokens[segment.from - 2]?.lower;
  if (at === 0) return bracket ? next : undefined;
  return opener !== undefined && /^(?:and|or|plus|&|\+)$/.test(opener) ? next : undefined;
}

/** The noun phrase after a cue, with the list it opens. */
function phraseAfter(tokens: readonly Token[], segments: readonly Segment[], to: number): Range[] {
  let at = segmentOf(segments, to);
  let segment = segments[at];
  const ranges: Range[] = [];
  if (
    !segment ||
    (segment.from === to && !["colon", "start"].includes(segment.sep) && segmentOf(segments, to - 1) !== at)
  )
    return ranges;
  // "not used: A, B": the cue is the label of a list.
  if (to >= segment.to && nextIsColon(segments, at)) {
    segment = segments[++at] ?? segment;
    ranges.push(...listFrom(tokens, segments, at));
  }
  const first = firstContent(tokens, Math.max(to, segment.from), segment.to);
  let index = first;
  for (;;) {
    // The small words in front belong to it: "no managed A", "not our own A".
    const start = index === first ? Math.max(to, segment.from) : index;
    index = phraseEnd(tokens, index, segment.to);
    ranges.push([start, index]);
    if (index < segment.to) {
      // "looked at A and at B": the preposition of the cue is said again.
      const again = tokens[index]?.lower === "and" && tokens[index + 1]?.lower === tokens[to - 1]?.lower;
      index = again ? firstContent(tokens, index + 2, segment.to) : afterDate(tokens, index, segment.to);
      if (index < 0 || index >= segment.to) return ranges;
      continue;
    }
    const next = continues(tokens, segments, at);
    if (next < 0) return ranges;
    at = next;
    const following = segments[at];
    if (!following) return ranges;
    segment = following;
    index = firstContent(tokens, segment.from, segment.to);
  }
}

/** The items behind the one at `at`; an item with a label of its own begins something else. */
function listFrom(tokens: readonly Token[], segments: readonly Segment[], at: number): Range[] {
  const ranges: Range[] = [];
  for (let index = at + 1; index < segments.length; index++) {
    const segment = segments[index];
    if (segment?.sep !== "comma" || !isBare(tokens, segment) || nextIsColon(segments, index)) break;
    ranges.push([segment.from, segment.to]);
  }
  return ranges;
}

/** Index of the segment that goes on with the list that `at` began ("no A, B or C"), or -1. Parentheses inside the list are passed over. */
function continues(tokens: readonly Token[], segments: readonly Segment[], at: number): number {
  const base = segments[at];
  if (!base) return -1;
  let first = -1;
  for (let index = at + 1; index < segments.length; index++) {
    const segment = segments[index];
    if (!segment || segment.depth < base.depth) return -1;
    if (segment.depth > base.depth) continue;
    if (segment.sep !== "comma" && segment.sep !== "close") return -1;
    if (first < 0) first = index;
    const words = tokens.slice(segment.from, segment.to).map((token) => token.lower);
    if (words.includes("only") || words.includes("instead")) return -1;
    if (words[0] === "or" || words[0] === "nor" || (words[0] === "and" && isBare(tokens, segment))) return first;
    const joined = words.findIndex((word) => word === "or" || word === "nor" || word === "and");
    if (joined > 0 && joined <= 4 && isBare(tokens, { ...segment, to: segment.from + joined }))
      return words[joined] !== "and" || isBare(tokens, segment) ? first : -1;
    if (!isBare(tokens, segment)) return -1;
  }
  return -1;
}

/** What follows a cue in its clause: the segment, then list items, parentheses and what a colon opens. */
function clauseAfter(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  to: number,
  status: Status,
): Range[] {
  const base = segments[at];
  if (!base) return [];
  const ranges: Range[] = [[to, base.to]];
  for (let index = at + 1; index < segments.length; index++) {
    const segment = segments[index];
    if (!segment || segment.depth < base.depth || isPresent(tokens, segment)) break;
    const inside = segment.depth > base.depth;
    const infinitive =
      status === "future" &&
      segment.sep === "and" &&
      !SUBJECTS.has(tokens[segment.from + 1]?.lower ?? "") &&
      !/(?:s|ed)$/.test(tokens[segment.from + 1]?.lower ?? "s");
    const list = (segment.sep === "comma" || segment.sep === "close") && isBare(tokens, segment);
    const label = index === at + 1 && segment.sep === "colon" && !hasContent(tokens, to, base.to);
    const arrow = segment.sep === "arrow" && status !== "open";
    const relative = isRelative(tokens, segment);
    if (!(inside || infinitive || list || label || arrow || relative)) break;
    ranges.push([segment.from, segment.to]);
  }
  return ranges;
}

/** "A: loved the idea, rejected on price": the label that a part without a subject of its own speaks of. */
function labelOf(tokens: readonly Token[], segments: readonly Segment[], at: number): Segment | undefined {
  for (let index = at; index > 0; index--) {
    const segment = segments[index];
    if (segment === undefined || segment.depth > 0) return undefined;
    if (segment.sep === "colon") {
      const label = segments[index - 1];
      const length = label === undefined ? 0 : tokens.slice(label.from, label.to).filter(({ word }) => word).length;
      return label !== undefined && length <= 5 ? label : undefined;
    }
  }
  return undefined;
}

function around(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  from: number,
  to: number,
  status: Status,
): Range[] {
  const segment = segments[at];
  if (!segment) return [];
  // "The mill, a thing under separate governance, is built on A": the second name is that of what follows.
  const told = status === "foreign" && isApposed(tokens, segments, at) ? segments[at + 1] : undefined;
  if (told?.sep === "comma") return [[segment.from, told.to], ...before(tokens, segments, at, segment.from)];
  const contentBefore = hasContent(tokens, segment.from, from);
  const contentAfter = hasContent(tokens, to, segment.to) || nextIsColon(segments, at);
  if (!contentBefore && !contentAfter) return before(tokens, segments, at, from);
  // "A package, owned by the group": the part without a subject speaks of what it hangs on.
  const hung = status === "foreign" && segment.sep === "comma" ? before(tokens, segments, at, from) : [];
  if (!contentBefore) return [...clauseAfter(tokens, segments, at, to, status), ...hung];
  const next = segments[at + 1];
  const relative: Range[] = next !== undefined && isRelative(tokens, next) ? [[next.from, next.to]] : [];
  return [
    [segment.from, segment.to],
    ...(contentAfter
      ? clauseAfter(tokens, segments, at, to, status)
      : [...before(tokens, segments, at, from), ...relative]),
  ];
}
