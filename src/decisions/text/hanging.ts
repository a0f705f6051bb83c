// In: where a clause stands in the tokens and segments of one statement. Out: what it hangs on: its subject, over inserted clauses and examples in brackets; what a relative clause speaks of; an object in front of its verb. Knows no cloud.
import { hasContent, isBare, isRelative } from "./phrases.ts";
import type { Segment } from "./statements.ts";
import type { Token } from "./tokens.ts";
import { PREPOSITIONS, SUBJECTS, VERBS } from "./words.ts";

/** Token indices, the second excluded. */
export type Range = readonly [number, number];

/** Opens a clause that has a subject of its own. */
export const OPENER = /^(?:because|since|as|so|while|although|though)$/;
const JOINS = /^(?:and|or|nor|&|\+)$/;
/** Stands for all that was named before it. */
const ALL_OF_IT = /^(?:both|these|those|they|all|each|neither|none)$/;
/** People who have or do not have a thing. */
const PEOPLE = /^(?:we|i|you|they|he|she|nobody|noone|everybody|everyone|someone|somebody)$/;
/** Opens examples of what was just named. */
const EXAMPLE =
  /^(?:e ?\. ?g|i ?\. ?e|for (?:example|instance)|such as|like|including|namely|say|eg|think|for one|especially|notably)\b/;
/** Opens something inserted between a subject and its verb. */
const INSERTED = /^(?:although|though|albeit|however|if|when|where|being|despite|itself|as)$/;
const IS_VERB =
  /^(?:is|are|was|were|be|been|being|has|have|had|will|shall|must|may|can|could|should|do|does|did|to|not|never|also|currently|therefore|thus|now|both|each|all|would|need)$/;

/** "A: somebody wants it": what the pronoun behind a short subject stands for. */
export function pronounBefore(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  from: number,
): Range[] {
  const segment = segments[at];
  const previous = segments[outer(segments, at)];
  if (!segment || !previous || from - segment.from > 2) return [];
  return hasContent(tokens, segment.from, from) ? [[previous.from, previous.to]] : [];
}

/** "A, or the like, somebody has recommended": the bare parts in front of the clause are its object. */
export function fronted(tokens: readonly Token[], segments: readonly Segment[], at: number): Range[] {
  if (segments[at]?.sep !== "comma") return [];
  const ranges: Range[] = [];
  for (let index = at - 1; index >= 0; index--) {
    const segment = segments[index];
    if (!segment || !isBare(tokens, segment)) break;
    ranges.push([segment.from, segment.to]);
    if (segment.sep !== "comma") break;
  }
  return ranges;
}

/** "A we never bought", "A, B and C nobody wants": the object in front of the one who does not. `verb` is the first token of what is said. */
export function frontedObject(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  verb: number,
): Range[] {
  const segment = segments[at];
  if (!segment) return [];
  let person = Math.min(verb, segment.to - 1);
  while (person > segment.from && person >= verb - 3 && !PEOPLE.test(tokens[person]?.lower ?? "")) person--;
  if (person <= segment.from || !PEOPLE.test(tokens[person]?.lower ?? "")) return [];
  const object: Range = [segment.from, person];
  const opens = tokens[segment.from]?.lower ?? "";
  if (!isBare(tokens, { from: object[0], to: object[1] }) || PREPOSITIONS.has(opens)) return [];
  if (
    !hasContent(tokens, object[0], object[1]) ||
    /^(?:that|so|and|but|then|now)$/.test(tokens[person - 1]?.lower ?? "")
  )
    return [];
  const joined = tokens.slice(...object).some(({ lower }) => JOINS.test(lower));
  return joined && segment.sep === "comma" ? [object, ...precedingItems(tokens, segments, at)] : [object];
}

/** What stands before a cue: its segment; if that is empty, what the segment hangs on. */
export function before(tokens: readonly Token[], segments: readonly Segment[], at: number, cueFrom: number): Range[] {
  const segment = segments[at];
  if (!segment) return [];
  const ranges: Range[] = [[segment.from, cueFrom]];
  const opener = OPENER.test(tokens[segment.from]?.lower ?? "") ? 1 : 0;
  const head = tokens.slice(segment.from, cueFrom);
  // "A over B, both are gone": the pronoun stands for all that the part before it names.
  const all =
    head.some(({ lower }) => ALL_OF_IT.test(lower)) &&
    head.every(({ lower }) => ALL_OF_IT.test(lower) || IS_VERB.test(lower) || JOINS.test(lower));
  const named = segments[outer(segments, at)];
  if (all && named)
    return [...ranges, [named.from, named.to], ...precedingItems(tokens, segments, outer(segments, at))];
  if (!hasContent(tokens, segment.from + opener, cueFrom)) {
    let outerAt = outer(segments, at);
    // "I saw the price of A, so, no.": a part of small words alone says nothing of its own.
    while (isEmpty(tokens, segments[outerAt]) && outer(segments, outerAt) >= 0) outerAt = outer(segments, outerAt);
    const hung = segments[outerAt];
    if (!hung) return ranges;
    if (segment.sep === "open") return [...ranges, lastPhrase(tokens, hung)];
    const { previousAt, examples } = overInsertions(tokens, segments, at, outerAt);
    const previous = segments[previousAt] ?? hung;
    ranges.push([previous.from, previous.to], ...examples, ...bracketed(tokens, segments, previousAt, at));
    // "A (B) was listed and dropped out": the subject stands before the first of two verbs.
    if (
      segment.sep === "and" &&
      previousAt > 0 &&
      /^(?:was|were|is|are|has|had)$/.test(tokens[previous.from]?.lower ?? "")
    )
      ranges.push(...before(tokens, segments, previousAt, previous.from));
    if (segment.sep === "but" || segment.sep === "and" || segment.sep === "comma" || previousAt !== outerAt)
      ranges.push(...listBefore(tokens, segments, previousAt));
    return ranges;
  }
  const previousAt = outer(segments, at);
  const previous = segments[previousAt];
  if (!previous) return ranges;
  // "A, B and C were each tried": the plural verb behind one name has the whole list for its subject.
  const plural = head.findIndex((token) => /^(?:were|are|have)$/.test(token.lower));
  if (segment.sep === "and" && plural > 0 && plural <= 3 && isBare(tokens, previous))
    return [...ranges, [previous.from, previous.to], ...precedingItems(tokens, segments, previousAt)];
  // "A (B) and C are excluded": the list goes on behind the bracket.
  if (segment.sep === "close" && JOINS.test(head[0]?.lower ?? "") && plural > 0 && isBare(tokens, previous))
    return [...ranges, [previous.from, previous.to], ...bracketed(tokens, segments, previousAt, at)];
  const joined = head.some((token) => JOINS.test(token.lower));
  // "A, B, and maybe C later": the hedge after "and" keeps the cue off A and B.
  const hedged = head.some((token) => /^(?:maybe|perhaps|possibly|probably|eventually)$/.test(token.lower));
  if (!joined || hedged || segment.sep !== "comma") return ranges;
  const list: Range[] = [[previous.from, previous.to], ...listBefore(tokens, segments, previousAt)];
  return [...ranges, ...list.filter(([from, to]) => isBare(tokens, { from, to }))];
}

function isEmpty(tokens: readonly Token[], segment: Segment | undefined): boolean {
  return (
    segment !== undefined &&
    segment.to - segment.from <= 2 &&
    tokens.slice(segment.from, segment.to).every(({ lower }) => /^(?:so|and|but|well|then|yet|hence)$/.test(lower))
  );
}

/** The same for a verb whose clause may begin within its segment: "we think that A is not used" speaks of A. */
export function subjectOf(tokens: readonly Token[], segments: readonly Segment[], at: number, verb: number): Range[] {
  const segment = segments[at];
  if (!segment) return [];
  let start = verb;
  while (start > segment.from && IS_VERB.test(tokens[start - 1]?.lower ?? "")) start--;
  const tail = start;
  while (start > segment.from && !opensSubject(tokens[start - 1]?.lower ?? "")) start--;
  if (start === segment.from || start === tail) return before(tokens, segments, at, verb);
  return [[start, verb]];
}

function opensSubject(lower: string): boolean {
  return (
    /^(?:that|because|since|whether|if|as|so|think|believe|say|says)$/.test(lower) ||
    (VERBS.has(lower) && !/^(?:use|uses|run|runs|work|works|cost|costs|needs|builds)$/.test(lower))
  );
}

/** Over what is inserted between a subject and its verb ("A, although desirable, has been deferred"); examples among it are the subject as well. */
function overInsertions(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  from: number,
): { previousAt: number; examples: Range[] } {
  const examples: Range[] = [];
  let previousAt = from;
  const dashes = segments[at]?.sep === "dash" ? dashBefore(tokens, segments, at) : -1;
  if (dashes > 0) {
    for (const segment of segments.slice(dashes, at)) examples.push([segment.from, segment.to]);
    return { previousAt: outer(segments, dashes), examples };
  }
  while (previousAt > 0 && /^(?:comma|dash)$/.test(segments[at]?.sep ?? "")) {
    const item = segments[previousAt];
    if (!item || !/^(?:comma|dash|but)$/.test(item.sep)) break;
    const names =
      givesExamples(tokens, item) || isListed(tokens, segments, previousAt) || isApposed(tokens, segments, previousAt);
    const opens = tokens[item.from]?.lower ?? "";
    const inserted =
      isRelative(tokens, item) ||
      INSERTED.test(opens) ||
      (PREPOSITIONS.has(opens) && !/^(?:but|because|since|so|while|than|then)$/.test(opens));
    if (!names && !(inserted && (item.sep !== "but" || /^(?:although|though)$/.test(opens)))) break;
    if (names) examples.push([item.from, item.to]);
    previousAt = outer(segments, previousAt);
  }
  return { previousAt: Math.max(0, previousAt), examples };
}

/** "A, the darling of the group, is": a second name for what stands before it, which is no list. */
export function isApposed(tokens: readonly Token[], segments: readonly Segment[], at: number): boolean {
  const item = segments[at];
  const before = segments[outer(segments, at)];
  return (
    item?.sep === "comma" &&
    before !== undefined &&
    before.sep !== "comma" &&
    isBare(tokens, item) &&
    isBare(tokens, before) &&
    /^(?:the|our|a|an|their|its|once|another)$/.test(tokens[item.from]?.lower ?? "")
  );
}

/** "…, for example A, B or C, is": an item of a list that examples opened. */
function isListed(tokens: readonly Token[], segments: readonly Segment[], at: number): boolean {
  for (let index = at; index > 0; index--) {
    const segment = segments[index];
    if (segment?.sep !== "comma" || !isBare(tokens, segment)) return false;
    if (givesExamples(tokens, segment)) return true;
  }
  return false;
}

/** "A – B, C – is": where the dashes open, with nothing but names between them; else -1. */
function dashBefore(tokens: readonly Token[], segments: readonly Segment[], at: number): number {
  for (let index = at - 1; index > 0; index--) {
    const segment = segments[index];
    if (!segment || !isBare(tokens, segment) || !/^(?:comma|dash)$/.test(segment.sep)) return -1;
    if (segment.sep === "dash") return index;
  }
  return -1;
}

/** "Vapor (Lambda) lost", "brokers (e.g. A, B) are out": names in brackets are the thing itself. */
function bracketed(tokens: readonly Token[], segments: readonly Segment[], previousAt: number, at: number): Range[] {
  const inner = segments.slice(previousAt + 1, at).filter(({ sep }) => sep !== "close");
  const [first] = inner;
  if (first?.sep !== "open") return [];
  const examples = givesExamples(tokens, first);
  // The "i" of "i.e." is nobody.
  const opener = examples && tokens[first.from + 1]?.lower === "." ? 3 : 0;
  return inner
    .filter((item) => {
      const from = item === first ? item.from + opener : item.from;
      return isBare(tokens, { from, to: item.to }) && (examples || item.to - item.from <= 5);
    })
    .map((item) => [item.from, item.to] as const);
}

/** "e.g. A", "for example A": names of what was just said. */
export function givesExamples(tokens: readonly Token[], { from, to }: { from: number; to: number }): boolean {
  const text = tokens
    .slice(from, Math.min(to, from + 4))
    .map(({ lower }) => lower)
    .join(" ");
  return EXAMPLE.test(text);
}

/** A word that opens a relative clause; "that" behind a verb opens what is said. */
export function isRelativeWord(tokens: readonly Token[], at: number): boolean {
  const lower = tokens[at]?.lower ?? "";
  if (/^(?:which|whom)$/.test(lower)) return true;
  const previous = tokens[at - 1];
  return (
    lower === "that" &&
    previous !== undefined &&
    previous.word &&
    !VERBS.has(previous.lower) &&
    !SUBJECTS.has(previous.lower) &&
    !PREPOSITIONS.has(previous.lower) &&
    !/(?:ed|ing)$/.test(previous.lower) &&
    !/^(?:so|fact|view|idea|reason|now|and|but|or|sure|clear|opinion|is|not)$/.test(previous.lower)
  );
}

/** What a relative pronoun stands for: the noun phrase before it; "both of which", "none of which" for the whole list. */
export function antecedentOf(
  tokens: readonly Token[],
  segments: readonly Segment[],
  at: number,
  pronoun: number,
): Range[] {
  const segment = segments[at];
  if (!segment) return [];
  const inside = tokens
    .slice(segment.from, pronoun)
    .some(
      ({ lower }) =>
        lower !== "of" && !PREPOSITIONS.has(lower) && lower !== "to" && !ALL_OF_IT.test(lower) && !JOINS.test(lower),
    );
  if (inside) return [lastNoun(tokens, { from: segment.from, to: pronoun })];
  const previousAt = outer(segments, at);
  const previous = segments[previousAt];
  if (!previous) return [];
  const all = tokens.slice(segment.from, pronoun).some(({ lower }) => ALL_OF_IT.test(lower));
  const names = bracketed(tokens, segments, previousAt, at);
  if (all) return [[previous.from, previous.to], ...names, ...precedingItems(tokens, segments, previousAt)];
  return [lastNoun(tokens, previous), ...names];
}

/** "A presupposes B": verbs with an object that the small words do not know. */
const BRINGS =
  /^(?:presupposes|requires|implies|includes|contains|offers|supports|ships|bundles|depends|expects|assumes|demands|forces|presumes)$/;

/** The last noun phrase: what stands behind the last joint, preposition or verb. */
function lastNoun(tokens: readonly Token[], { from, to }: { from: number; to: number }): Range {
  let start = to;
  while (start > from) {
    const lower = tokens[start - 1]?.lower ?? "";
    if (
      JOINS.test(lower) ||
      lower === "/" ||
      PREPOSITIONS.has(lower) ||
      VERBS.has(lower) ||
      SUBJECTS.has(lower) ||
      lower === "to" ||
      BRINGS.test(lower)
    )
      break;
    start--;
  }
  return [start, to];
}

/** The bare items in front of the one at `at`. */
function precedingItems(tokens: readonly Token[], segments: readonly Segment[], at: number): Range[] {
  const ranges: Range[] = [];
  for (let index = at - 1; segments[index + 1]?.sep === "comma"; index--) {
    const previous = segments[index];
    if (!previous || !isBare(tokens, previous)) break;
    ranges.push([previous.from, previous.to]);
  }
  return ranges;
}

function listBefore(tokens: readonly Token[], segments: readonly Segment[], at: number): Range[] {
  const segment = segments[at];
  const joined =
    segment && tokens.slice(segment.from, segment.to).some((token) => /^(?:and|or|&|\+)$/.test(token.lower));
  if (segment?.sep !== "comma" || !joined) return [];
  const ranges: Range[] = [];
  for (let index = at - 1; index >= 0; index--) {
    const previous = segments[index];
    if (!previous || previous.depth !== segment.depth || !isBare(tokens, previous)) break;
    ranges.push([previous.from, previous.to]);
    if (previous.sep !== "comma") break;
  }
  return ranges;
}

/** The segment that a segment hangs on: the nearest one before it that is not deeper. */
export function outer(segments: readonly Segment[], at: number): number {
  const depth = segments[at]?.sep === "open" ? (segments[at]?.depth ?? 1) - 1 : (segments[at]?.depth ?? 0);
  let index = at - 1;
  while (index >= 0 && (segments[index]?.depth ?? 0) > depth) index--;
  return index;
}

/** The last noun phrase of a segment: what a parenthesis right after it is about. */
function lastPhrase(tokens: readonly Token[], segment: Segment): Range {
  let from = segment.to;
  while (
    from > segment.from &&
    !/^(?:and|or|\+|&|\/|with|on|to|from|use|using|uses)$/.test(tokens[from - 1]?.lower ?? "")
  )
    from--;
  return [from, segment.to];
}
