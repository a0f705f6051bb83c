// In: statements about the size of a service. Out: how many instances it runs at least and at most. Never reads loads, memory or per-cent figures as instances.

import type { Evidence } from "../decision.ts";
import { NUMBER_WORDS } from "../text/number-words.ts";
import { lowerSameLength, type Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch, segmentText, sliceOf } from "./matches.ts";

/** `null` where the text leaves a bound open. */
export interface Size {
  readonly min: number | null;
  readonly max: number | null;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** One figure for both bounds: a limit told elsewhere widens it. */
  readonly fixed?: true;
  /** The text asks for more at least than at most: the bounds changed places. */
  readonly turned?: true;
}

const WORDS: Readonly<Record<string, number>> = {
  ...NUMBER_WORDS,
  zero: 0,
  single: 1,
  dozen: 12,
};
const UNITS = new Set(
  "task tasks pod pods replica replicas instance instances node nodes container containers machine machines server servers worker workers copies copy piece pieces dyno dynos vm vms box boxes processes host hosts consumers".split(
    " ",
  ),
);
const KINDS = new Set("ecs fargate ec2 running web app api small large identical".split(" "));
// The patterns run on a copy of the text in which every number word, unit and kind of unit is a run of one mark each: long alternatives
// repeated in a dozen patterns cost more to compile than everything else that reads a document. The marks fit into a byte: for wider text
// each pattern would be compiled once more.
const [WORD_MARK, UNIT_MARK, KIND_MARK] = ["\x01", "\x02", "\x03"];
const N = `(?<![\\w.,:/-])(\\d{1,4}|${WORD_MARK}+)(?![\\w]|[.,:]\\d)`;
/** The second figure of a range may stand right behind a dash. */
const N2 = N.replace("[\\w.,:/-]", "[\\w,:]");
const UNIT = `(?:(?:${KIND_MARK}+|concurrent|more) )?${UNIT_MARK}+(?!\\w)`;
/** What may not follow a bare number: it counts something else then. */
const OTHER =
  "(?!\\s*(?:%|x\\b|percent|v?cpus?|gb|gib|mb|mib|ms\\b|s\\b|secs?|seconds?|min(?:ute)?s?\\b(?! (?:and|/|,))|minutes?|h\\b|hours?|days?|users?|rps|req\\w*|messages?|jobs?|az\\b|azs\\b|zones?|regions?|concurren\\w+|tenants?|customers?|connections?|acus?\\b|capacity units?|mbit|tps|qps|visitors|orders|events|k\\b|m\\b))";
/** What may stand between "min" and its number. */
const MEASURE = `(?:replicas|capacity|size|tasks|instances|count|pods|nodes|${UNIT_MARK}+)?`;
const g = (source: string) => new RegExp(source, "g");

const RANGE_UNIT = g(`${N}\\s*(?:${UNIT})?\\s*(?:-|–|—|to|\\.\\.+|up to|and|through|→|/)\\s*${N2}\\s*${UNIT}`);
const RANGE_BETWEEN = g(`\\b(?:between|from)\\s+${N}\\s+(?:and|to)\\s+${N2}${OTHER}`);
const RANGE_BARE = g(
  `^\\s*(?:(?:auto ?-?scal\\w+|hpa|asg|scales?)[\\s,:]*)?${N}\\s*(?:-|–|—|to|\\.\\.+)\\s*${N2}${OTHER}(?=\\s*(?:$|[,;(]|each\\b|by\\b|on\\b|depending|per\\b))`,
);
/** "By queue depth, 2 to 8." */
const RANGE_LAST = g(
  `[,;:(]\\s*(?:so |then |currently |now |about |scaled |scaling )?${N}\\s*(?:-|–|—|to|\\.\\.+|up to)\\s*${N2}(?=\\s*(?:$|[.;)]))`,
);
const RANGE_HPA = g(
  `\\b(?:hpa|autoscal\\w+|auto[- ]scal\\w+|asg|desired)\\b[^.;]{0,20}?${N}\\s*(?:-|–|to)\\s*${N2}${OTHER}`,
);
const MINIMUM = g(
  `(?:\\bmin(?:imum)?\\.?[ _-]?${MEASURE}(?:\\s*(?:of|is|:|=))?|\\bbaseline(?: of)?|\\bfloor(?: of| at| is)?:?|\\bat least|\\bno(?:t)? (?:fewer|less) than|\\bnever (?:less|fewer) than|\\bstarts? (?:with|at)|>=|≥)\\s*(?:a )?${N}${OTHER}(?:\\s*${UNIT})?`,
);
const MINIMUM_OPEN = g(`${N}\\+\\s*${UNIT}`);
const MINIMUM_AFTER = g(
  `${N}\\s*\\(?(?:${UNIT}\\s*)?(?:minimum|min\\b(?=\\s*(?:$|[,;/)]|and\\b))|normally|usually|always(?=\\s*,)|at rest|(?:as )?(?:an? |the )?(?:baseline|floor))`,
);
const MAXIMUM = g(
  `(?:\\bmax(?:imum)?\\.?[ _-]?${MEASURE}(?:\\s*(?:of|is|:|=))?|\\bup to|\\bat most|\\bnot? more than|\\b(?:must not|shall not|should not|not to|never) exceeds?|\\bnever (?:needed |had |seen |used |run )?more than|\\b(?:may|can|could) go up to|\\bgrow(?:s|ing)? to|\\bburst(?:s|ing)? to|\\bcap(?:s|ped)? (?:at|of)|\\btop(?:s|ped|ping)? out at|\\bmax(?:es|ed)? out at|\\b(?:ris(?:es?|ing)|climb(?:s|ing)?|go(?:es|ing)|increas(?:es?|ing)|expand(?:s|ing)?|extend(?:s|ing)?) (?:up |out )?to|\\bscal(?:es?|ing|ed) (?:up|out) to|\\b(?:maybe|perhaps|possibly|sometimes)|\\buntil(?= [\\d\x01]+\\s*(?:$|[.,;)]))|\\bceiling(?: of| at| is)?:?|\\blimit(?:ed)? (?:to|of)|<=|≤)\\s*(?:a )?${N}${OTHER}(?:\\s*${UNIT})?`,
);
const MAXIMUM_AFTER = g(
  `${N}\\s*\\(?(?:${UNIT}\\s*)?(?:maximum|max\\b|tops\\b|(?:(?:as|is|are) )?(?:an? |the |our )?(?:ceiling|limit|cap)\\b|at (?:the )?(?:very |absolute )?most|at (?:the )?peaks?|during\\b|at christmas|in (?:season|peak|january|february|march|april|may|june|july|august|september|october|november|december)\\b|in the (?:first|last|final|busy|high|summer|winter|holiday)\\b|on (?:busy|sale|match|peak)|for (?:sales|peaks))`,
);
const IN_PRODUCTION = g(`(?:${N}\\s*(?:-|–|—|to|\\.\\.+)\\s*)?${N2}\\s*(?:${UNIT}\\s*)?in (?:prod|production)\\b`);
const ONE = g(
  "\\b(?:singleton|exactly (?:one|1)|always (?:one|1)|just (?:one|1)|single (?:task|pod|instance|node|replica|container)|only one (?:task|pod|instance|node|replica|container)|must never be 2)\\b|^\\s*single\\s*$",
);
const ZERO = g("\\bscal(?:es?|ing) (?:down )?to zero\\b");
const FIXED_UNIT = g(`${N}\\s*${UNIT}(?!\\s*(?:per|minimum|min\\b|maximum|max\\b|normally))`);
const FIXED_BARE = g(`^\\s*${N}\\s*(?=$|,|(?:always|at all times|all the time|flat|throughout)\\b\\s*(?:$|[.;]))`);
/** "so: two, always". */
const ALWAYS = g(
  `(?:^|[:,;]|\\bso)\\s*${N}\\s*,?\\s*(?:${UNIT}\\s*,?\\s*)?(?:always|at all times|all the time|throughout)(?=\\s*(?:$|[.;]))`,
);
/** "we run two so that …". */
const RUN = g(
  `\\b(?:we|it|they) (?:always |normally |usually )?(?:run|runs|keep|keeps) ${N}${OTHER}(?=\\s*(?:$|[.,;)]|(?:so|of|because|all|at all|to)\\b))`,
);
const PLENTY = g(
  `${N}\\s*(?:${UNIT}\\s*)?(?:(?:is|are) (?:plenty|enough|fine|normal|the norm|ok(?:ay)?|sufficient|all (?:it|we) needs?)|(?:will )?suffices?|(?:will|would) (?:suffice|do))\\b`,
);
/** "a fixed count of two", "fixed at 2", "always two", "two, flat". */
const STEADY = g(
  `\\b(?:(?:fixed|constant|steady|static) (?:count|number|size|set|at)(?: of| at)?|(?:fixed|pinned|held|kept) at|fixed:?)\\s+${N}${OTHER}`,
);
/** When a figure holds: "at night", "after a regatta", "when it rains". */
const OCCASION =
  "(?:at|on|over|between|from|when|whenever|while|after|before|during|nearly|mostly|normally|usually|most (?:of the time|days)|in (?:the )?(?:season|summer|winter|spring|autumn|fall|high|low|peak|busy|quiet|office|holidays?|mornings?|evenings?|weekdays?|january|february|march|april|may|june|july|august|september|october|november|december))(?! (?:zone|az|region|rest)\\b)\\b";
/** "two at night, eight on Saturdays": each figure with its occasion. */
const OCCASIONS = g(
  `^\\s*${N}\\s*(?:${UNIT}\\s*)?(?:(?:is|are|will do|suffices?)\\b|${OCCASION})[^,;.]{0,60},\\s*(?:and |but |then )?${N}\\s*(?:${UNIT}\\s*)?(?:is |are )?${OCCASION}`,
);
const HAS_UNIT = new RegExp(UNIT);

/**
 * The first size that the statements mean for now. `bare`: the field is about this service's size, so a number alone counts.
 * A single figure ("4 replicas") is both bounds.
 */
export function readSize(statements: readonly Statement[], bare: boolean): Size | null {
  let first: Size | null = null;
  for (const statement of statements) {
    const memo = bare ? knownBare : knownLoose;
    let size = memo.get(statement);
    if (size === undefined) {
      size = sizeOf(statement, bare);
      memo.set(statement, size);
    }
    if (size === null) continue;
    first = first === null ? size : joined(first, size);
    if (first.min !== null && first.max !== null && first.fixed === undefined) return first;
  }
  return first;
}

/** "min 2" in one line and "max 5" in the next make one size. */
function joined(a: Size, b: Size): Size {
  if (a.fixed !== undefined && a.max !== null) {
    const widens = b.min === null && b.max !== null && b.max > a.max;
    return widens ? { min: a.min, max: b.max, evidence: [...a.evidence, ...b.evidence] } : a;
  }
  if (b.fixed !== undefined) return a;
  const min = a.min ?? b.min;
  const max = a.max ?? b.max;
  return min !== null && max !== null && min <= max ? { min, max, evidence: [...a.evidence, ...b.evidence] } : a;
}

function inOrder(min: number, max: number, evidence: Size["evidence"]): Size {
  return min > max ? { min: max, max: min, evidence, turned: true } : { min, max, evidence };
}

const knownBare = new WeakMap<Statement, Size | null>();
const knownLoose = new WeakMap<Statement, Size | null>();

function sizeOf(statement: Statement, bare: boolean): Size | null {
  if (!statement.tokens.some(({ lower }) => isNumber(lower) || lower === "singleton")) return null;
  const marked = markText(statement);
  const find = (pattern: RegExp) => findPattern(statement, pattern, marked).find(isNow);
  const production = marked.includes("prod") ? find(IN_PRODUCTION) : undefined;
  const top = find(MAXIMUM) ?? find(MAXIMUM_AFTER);
  const least = find(MINIMUM) ?? find(MINIMUM_OPEN) ?? find(MINIMUM_AFTER);
  if (production !== undefined) {
    const [first, second] = [numberOf(production, 0), numberOf(production, 1)];
    if (second !== null) return sized(first, second, [production]);
    // "min 3 / max 30 in prod": what stands beside the place is the upper end.
    const isTop = top !== undefined && top.start <= production.start && top.end > production.start;
    const low = isTop && least !== undefined ? numberOf(least, 0) : first;
    return sized(low, top === undefined ? first : numberOf(top, 0), [isTop ? least : production, top]);
  }
  // "never fewer than 3, up to 9 during the round between 6 and 9": where both bounds are said, figures between two words are hours.
  const told = least !== undefined && top !== undefined;
  const range =
    find(RANGE_UNIT) ??
    (told ? undefined : find(RANGE_BETWEEN)) ??
    find(RANGE_HPA) ??
    (bare ? (find(RANGE_BARE) ?? find(RANGE_LAST)) : undefined);
  if (
    range !== undefined &&
    !/per (?:az|zone|second|minute|user|tenant)/i.test(statement.text.slice(range.end, range.end + 12))
  ) {
    const [low, high] = [numberOf(range, 0), numberOf(range, 1)];
    // "4/2 tasks" may be two environments; "8 to 2 tasks" is a range.
    const isRange = low !== null && high !== null && (high >= low || /\d\s*(?:to|-|–|—)\s*\d/i.test(range.text));
    if (isRange) return sized(low, high, [range]);
  }
  const occasions = bare ? find(OCCASIONS) : undefined;
  if (occasions !== undefined) {
    const figures = [numberOf(occasions, 0), numberOf(occasions, 1)].filter((figure) => figure !== null);
    if (figures.length === 2) return sized(Math.min(...figures), Math.max(...figures), [occasions]);
  }
  const zero = findPattern(statement, ZERO, sliceOf(statement).toLowerCase()).find(isNow);
  const bottom = zero ?? least;
  const one = findPattern(statement, ONE, sliceOf(statement).toLowerCase()).find(isNow);
  const counted = [
    ...findPattern(statement, FIXED_UNIT, marked),
    ...(bare ? [...findPattern(statement, FIXED_BARE, marked), ...findPattern(statement, ALWAYS, marked)] : []),
  ].find(
    (match) =>
      isNow(match) &&
      match !== top &&
      !(top && match.start >= top.start && match.end <= top.end) &&
      !perSomething(statement, match),
  );
  const steady = bare ? find(STEADY) : undefined;
  const fixed = steady ?? counted ?? (bare ? find(PLENTY) : undefined);
  const low = zero !== undefined ? 0 : bottom !== undefined ? numberOf(bottom, 0) : null;
  const high = top !== undefined ? numberOf(top, 0) : null;
  if (low !== null || high !== null) {
    if (!bare && !countsInstances(statement, marked, [bottom, top, fixed])) return null;
    return sized(low ?? (fixed === undefined ? null : numberOf(fixed, 0)), high, [
      bottom,
      top,
      low === null ? fixed : undefined,
    ]);
  }
  if (one !== undefined && bare && steady === undefined) return sized(1, 1, [one]);
  const plain = fixed ?? (bare ? find(RUN) : undefined);
  const size = plain === undefined ? null : sized(numberOf(plain, 0), numberOf(plain, 0), [plain]);
  return size === null ? null : { ...size, fixed: true };
}

/** "No more than 180 handlers": people are no instances. */
function countsPeople({ statement, end }: PatternMatch): boolean {
  const [, noun = ""] = /^\s+([a-z-]+)/i.exec(statement.text.slice(end, statement.end)) ?? [];
  return (
    /(?:ers|ors|ees|ists|people|persons|staff|clerks|agents|guests|patients)$/i.test(noun) &&
    !UNITS.has(noun.toLowerCase()) &&
    !/^(?:others|peers)$/i.test(noun)
  );
}

function isNow(match: PatternMatch): boolean {
  if (countsPeople(match)) return false;
  // "it may go up to 16" is no plan but a limit.
  if (match.status === "future" && /^(?:may|can|could) go up to|\bis the (?:ceiling|limit|cap)$/i.test(match.text))
    return true;
  if (match.status !== "chosen" && match.status !== "local") return false;
  return !/\b(?:used to|was|were|formerly|previously|(?:i|we|they) (?:had |first )?(?:wanted|tried|hoped))\b/i.test(
    segmentText(match.statement, match.start),
  );
}

function perSomething(statement: Statement, match: PatternMatch): boolean {
  return (
    /^\s*(?:per|in (?:each|every)|\/)\s*(?:az|zone|availability|app|service|tenant|region|env|run|node)/i.test(
      statement.text.slice(match.end, match.end + 24),
    ) || /\bcluster of\s*$/i.test(statement.text.slice(0, match.start))
  );
}

/** In a field about scaling at large, "up to 20" needs a word that says twenty of what. */
function countsInstances(
  statement: Statement,
  marked: string,
  matches: readonly (PatternMatch | undefined)[],
): boolean {
  return matches.some(
    (match) =>
      match !== undefined &&
      HAS_UNIT.test(marked.slice(match.start - statement.start, match.end - statement.start + 24)),
  );
}

function isNumber(lower: string): boolean {
  return Object.hasOwn(WORDS, lower) || /^\d/.test(lower);
}

interface Written {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const TENS = /^(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)$/;

/** The numbers that stand in words: "four", "twenty-four", "half a dozen". */
function writtenNumbers({ tokens }: Statement): Written[] {
  const found: Written[] = [];
  let next = 0;
  tokens.forEach(({ lower, start, end }, index) => {
    const value = Object.hasOwn(WORDS, lower) ? WORDS[lower] : undefined;
    const half = lower === "half" && tokens[index + 1]?.lower === "a" && tokens[index + 2]?.lower === "dozen";
    if (index < next || (value === undefined && !half)) return;
    const ones = tokens[tokens[index + 1]?.lower === "-" ? index + 2 : index + 1];
    const more = TENS.test(lower) && ones !== undefined ? (WORDS[ones.lower] ?? 0) : 0;
    const last = half ? tokens[index + 2] : more > 0 && more < 10 ? ones : undefined;
    if (last !== undefined) next = tokens.indexOf(last) + 1;
    found.push({ value: half ? 6 : (value ?? 0) + (last === undefined ? 0 : more), start, end: last?.end ?? end });
  });
  return found;
}

/** The statement's text in lower case, of the same length, with marks in the place of number words, units and kinds of units. */
function markText(statement: Statement): string {
  const words = statement.tokens
    .filter(({ lower }) => UNITS.has(lower) || KINDS.has(lower))
    .map(({ lower, start, end }) => ({ start, end, mark: UNITS.has(lower) ? UNIT_MARK : KIND_MARK }));
  const numbers = writtenNumbers(statement).map(({ start, end }) => ({ start, end, mark: WORD_MARK }));
  let marked = "";
  let last = statement.start;
  for (const { start, end, mark } of [...words, ...numbers].sort((x, y) => x.start - y.start)) {
    marked += lowerSameLength(statement.text.slice(last, start)) + mark.repeat(end - start);
    last = end;
  }
  return marked + lowerSameLength(statement.text.slice(last, statement.end));
}

function sized(min: number | null, max: number | null, matches: readonly (PatternMatch | undefined)[]): Size | null {
  const [first, ...rest] = matches.filter((match) => match !== undefined).map((match) => match.evidence);
  if (first === undefined || (min === null && max === null)) return null;
  const evidence: Size["evidence"] = [first, ...rest];
  return min !== null && max !== null ? inOrder(min, max, evidence) : { min, max, evidence };
}

/** The n-th number of a match: the marks have the place, the statement has the word. */
function numberOf(match: PatternMatch, group: number): number | null {
  const numbers = match.groups.filter((text) => text !== undefined);
  const written = numbers[group] ?? "";
  if (/^\d+$/.test(written)) return Number(written) <= 1000 ? Number(written) : null;
  const words = writtenNumbers(match.statement).filter(({ start, end }) => start >= match.start && end <= match.end);
  const place = numbers.slice(0, group).filter((text) => text.startsWith(WORD_MARK)).length;
  return words[place]?.value ?? null;
}
