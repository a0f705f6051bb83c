// In: a statement. Out: numbers with units, ranges, frequencies and times of day, each with its exact span. Knows no cloud.
import { NUMBER, toNumber, withThousands } from "./numbers.ts";
import { lowerSameLength, type Statement } from "./statements.ts";

/**
 * `unit` is canonical and singular: second, minute, hour, day, week, month, year, percent, or the noun as written ("task", "az", "region", "node"); null when bare.
 * `bound` tells which way a promise may be missed: "at least 2" is min, "15 minutes or less" max.
 */
export type Quantity =
  | {
      readonly kind: "amount";
      readonly min: number;
      readonly max: number;
      readonly unit: string | null;
      readonly bound: "exact" | "min" | "max" | "about";
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: "frequency"; readonly minutes: number; readonly start: number; readonly end: number }
  | {
      readonly kind: "time";
      readonly hour: number;
      readonly minute: number;
      readonly start: number;
      readonly end: number;
    };

const MINUTES: Readonly<Record<string, number>> = {
  second: 1 / 60,
  minute: 1,
  hour: 60,
  day: 1440,
  week: 10080,
  fortnight: 20160,
  month: 43200,
  quarter: 129600,
  year: 525600,
};
const UNITS: Readonly<Record<string, string>> = {
  s: "second",
  sec: "second",
  secs: "second",
  second: "second",
  seconds: "second",
  m: "minute",
  min: "minute",
  mins: "minute",
  minute: "minute",
  minutes: "minute",
  h: "hour",
  hr: "hour",
  hrs: "hour",
  hour: "hour",
  hours: "hour",
  d: "day",
  day: "day",
  days: "day",
  night: "day",
  nights: "day",
  wk: "week",
  wks: "week",
  week: "week",
  weeks: "week",
  fortnight: "fortnight",
  fortnights: "fortnight",
  mo: "month",
  month: "month",
  months: "month",
  quarter: "quarter",
  quarters: "quarter",
  y: "year",
  yr: "year",
  yrs: "year",
  year: "year",
  years: "year",
  "%": "percent",
  percent: "percent",
  pct: "percent",
  az: "az",
  azs: "az",
  zone: "az",
  zones: "az",
  "'": "minute",
  "′": "minute",
};
const TIME_UNIT = "second|minute|hour|day|week|fortnight|month|quarter|year";
const WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)day";
/** Words behind a number that count nothing. */
const NO_UNIT =
  "and|or|to|per|in|on|at|for|of|with|is|are|the|a|an|by|max|min|maximum|minimum|then|up|x|from|but|as|if|when|while|so|it|that|during|behind|normally|each|every";
const NO_UNIT_WORD = new RegExp(`^(?:${NO_UNIT})$`, "i");
const AMOUNT = new RegExp(
  `(?:\\b(min(?:imum)?|at least|max(?:imum)?|at most|up to|(?:no|not) (?:more|longer|later) than|less than|about|around|approx|roughly|under|below|over|more than|>=|<=)\\.?\\s*(?:of\\s+)?[:=]?\\s*|([<>~≥≤≈])\\s*)?(?<![\\w.,-])(${NUMBER})(?:\\s*(?:-|–|—|→|->|to|until|\\.\\.+|and|or|up to)\\s*(?:max\\s+|up to\\s+|maximum\\s+)?(${NUMBER})(?![\\d.]*[:/])(?=\\b|%))?(\\+)?\\s*-?\\s*(%|(?!(?:max|min|maximum|minimum)\\s*[:=]?\\s*\\d)(?:availability\\s+)?[\\p{L}]+|['′](?=[\\s,.;)]|$))?`,
  "gu",
);
const MORE_OR_LESS =
  /^\s*(?:(or (?:less|fewer|faster|below)|at (?:the )?(?:very |absolute )?most|max(?:imum)?\b|tops\b)|(or (?:more|better|longer|above)|at (?:the )?least|min(?:imum)?\b))(?!\.?\s*(?:of\s*)?[:=]?\s*\d)/;
const FRACTION = new RegExp(
  `\\b(?:(three\\s+quarters|(?:a\\s+)?quarter|half)(?:\\s+of)?(?:\\s+an?)?[\\s-]+(hour|day|week|month|year|minute)|an?\\s+(${TIME_UNIT})(\\s+and\\s+a\\s+(?:half|quarter)(?! of))?|sub[- ](second|minute|hour)|within the (hour|day|week))(?![\\p{L}])`,
  "gu",
);
const EVERY = new RegExp(
  `\\b(?:every|each|per|once (?:an?|every|per|each))\\s+(?:(other|second(?= (?:hour|day|night|week|month|${WEEKDAY})\\b)|${NUMBER})(?:\\s*(?:to|or|-|–)\\s*(${NUMBER}))?[\\s-]*)?([a-z]+|['′](?=[\\s,.;)]|$))`,
  "gu",
);
const EVERY_PART = /\b(?:every|each)\s+(half|quarter)(?:\s+of)?(?:\s+an?)?[\s-]+(hour|day|year)\b/gu;
/** "At intervals of no more than four hours", "at four-hour intervals". */
const INTERVALS = new RegExp(
  `\\bintervals? (?:of |every )(?:no more than |not more than |not longer than |no longer than |at most |up to |about |less than )?(${NUMBER})[\\s-]*([a-z]+)\\b|\\b(${NUMBER})[\\s-]+([a-z]+)[\\s-]+intervals?\\b`,
  "gu",
);
const ON_WEEKDAYS = new RegExp(`\\bon\\s+${WEEKDAY}s\\b`, "gu");
const TIMES = new RegExp(
  `\\b(?:(once|twice|thrice|${NUMBER})(?:\\s*(?:x|times))?)\\s*(?:\\/|an?|per|every|each)\\s*(h|hour|day|night|week|fortnight|month|year)\\b`,
  "gu",
);
const ADVERB =
  /\b(?:(?:(once|twice|thrice)|(\d{1,2}|two|three|four|six|eight)(?:\s*times|x))[\s-]+|(?:(\d{1,2}|two|three|four|six|eight|twelve|half|quarter|bi|semi)-))?(hourly|daily|nightly|weekly|fortnightly|biweekly|monthly|bimonthly|quarterly|yearly|annually|minutely|every\s*night|overnight)\b/gu;
const ADVERBS: Readonly<Record<string, number>> = {
  minutely: 1,
  hourly: 60,
  daily: 1440,
  nightly: 1440,
  overnight: 1440,
  weekly: 10080,
  fortnightly: 20160,
  biweekly: 20160,
  monthly: 43200,
  bimonthly: 86400,
  quarterly: 129600,
  yearly: 525600,
  annually: 525600,
};
/** What stands hyphenated before an adverb: "8-hourly" is every eight hours. */
const MULTIPLES: Readonly<Record<string, number>> = { half: 0.5, semi: 0.5, quarter: 0.25, bi: 2 };
const AT = "(?:(?:at|@|around|about)\\s+)";
const HALF_DAY = "(am|pm|a\\.m\\.?|p\\.m\\.?)";
const CLOCK = new RegExp(
  `(?:\\b${AT}|(?<![\\w@]))(?:([01]?\\d|2[0-3])([:.h])([0-5]\\d)(?:h(?!\\w))?(?:\\s*${HALF_DAY})?|(1[0-2]|0?[1-9])\\s*${HALF_DAY}|(midnight|noon))(?![\\p{L}\\p{N}])`,
  "gu",
);
/** Clock times in words, and bare hours where only an hour can be meant. */
const CLOCK_WORDS = new RegExp(
  `\\b(?:${AT}?(half|quarter) (past|to) (${NUMBER})|${AT}?(${NUMBER}) ?(?:o'?clock|uhr)|at\\s+(${NUMBER})(?= (?:in the (?:morning|night|afternoon|evening)|at night)\\b)|(?<=(?:night|nightly|daily|day|weekday|mornings?|${WEEKDAY}s?) )at\\s+(${NUMBER})(?!\\s*(?:[%:.,/\\d]|-?\\s*\\p{L}))|at\\s+([01]\\d|2[0-3])([0-5]\\d)(?= ?(?:utc|gmt|cet|hrs|hours|local|$|[,;.)])))`,
  "gu",
);
/** What CLOCK_WORDS cannot do without. */
const CLOCK_WORD =
  /(?:half|quarter) (?:past|to) |clock|uhr|\bat\s+.* (?:in the|at night)|(?:night|ly|day|morning|mon|tue|wed|thu|fri|sat|sun)[a-z]* at\s+(?!\d\d?:)|at\s+\d{4}/;
/** "four nines" as a share of the time, by their count. */
const NINES = /\b(two|three|four|five|three and a half)[- ]nines\b/gu;
const SHARE: Readonly<Record<string, number>> = {
  two: 99,
  three: 99.9,
  "three and a half": 99.95,
  four: 99.99,
  five: 99.999,
};

const known = new WeakMap<Statement, readonly Quantity[]>();

/** All quantities of a statement, by place. A span belongs to one quantity: frequencies and times win over amounts. */
export function readQuantities(statement: Statement): readonly Quantity[] {
  const before = known.get(statement);
  if (before) return before;
  const found = findQuantities(statement);
  known.set(statement, found);
  return found;
}

/** Behind a number; where brackets say in hours how long it is, those count. */
const KIND_OF_DAY =
  /(?<=(?:\d|\b(?:an?|one|two|three|four|five)) )(?:working|business|calendar)(?= (?:days?|weeks?)\b(?! ?\())/g;

function findQuantities(statement: Statement): Quantity[] {
  const written = withThousands(statement.text.slice(statement.start, statement.end));
  // Patterns that ignore case take several times as long to compile.
  // "one working day": what kind of day it is changes no figure.
  const text = lowerSameLength(written).replace(KIND_OF_DAY, (kind) => " ".repeat(kind.length));
  if (
    !/\d|[a-z]ly\b|every|each|sub[- ]|night|hour|day|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eleven|fif|thir|hundred|dozen|single|both|couple|pair|half|quarter|zero|noon|fortnight|twice|on [a-z]+days)/i.test(
      text,
    )
  )
    return [];
  const found: Quantity[] = [];
  const taken = new Uint8Array(text.length);
  const put = (quantity: Quantity) => {
    const [start, end] = [quantity.start - statement.start, quantity.end - statement.start];
    if (taken.subarray(start, end).includes(1)) return;
    taken.fill(1, start, end);
    found.push(quantity);
  };
  const span = (match: RegExpMatchArray, cut = 0) => ({
    start: statement.start + (match.index ?? 0),
    end: statement.start + (match.index ?? 0) + match[0].length - cut,
  });
  readFrequencies(text, put, span);
  readTimes(text, put, span);
  for (const match of text.matchAll(NINES)) {
    const share = SHARE[match[1] ?? ""] ?? 0;
    put({ kind: "amount", min: share, max: share, unit: "percent", bound: "exact", ...span(match) });
  }
  for (const match of text.matchAll(FRACTION)) {
    const share = match[1] ?? "";
    const unit = match[2] ?? match[3] ?? match[5] ?? match[6] ?? "day";
    const part = share.startsWith("three") ? 0.75 : share.endsWith("quarter") ? 0.25 : share === "half" ? 0.5 : 1;
    // "an hour and a half".
    const more = match[4] === undefined ? 0 : match[4].endsWith("half") ? 0.5 : 0.25;
    const value = part + more;
    const bound = (match[5] ?? match[6]) ? "max" : "exact";
    if (unit === "fortnight") put({ kind: "amount", min: 2, max: 2, unit: "week", bound, ...span(match) });
    else put({ kind: "amount", min: value, max: value, unit, bound, ...span(match) });
  }
  for (const match of text.matchAll(AMOUNT)) readAmount(match, written, put, span);
  return joinParts(
    found.sort((a, b) => a.start - b.start),
    statement,
  );
}

type Put = (quantity: Quantity) => void;
type Span = (match: RegExpMatchArray, cut?: number) => { start: number; end: number };

function readFrequencies(text: string, put: Put, span: Span): void {
  const often = (minutes: number, match: RegExpMatchArray) => put({ kind: "frequency", minutes, ...span(match) });
  for (const match of text.matchAll(EVERY_PART))
    often((MINUTES[match[2] ?? ""] ?? 60) * (match[1] === "half" ? 0.5 : 0.25), match);
  for (const match of text.matchAll(EVERY)) {
    const word = match[3] ?? "";
    const perUnit = /^(?:week|working |business )day$/.test(word)
      ? 1440
      : DAY.test(word)
        ? 10080
        : MINUTES[UNITS[word] ?? ""];
    const least = /^(?:other|second)$/.test(match[1] ?? "") ? 2 : match[1] ? toNumber(match[1]) : 1;
    // "every 4 to 6 hours" promises no more than every 6.
    const count = match[2] === undefined ? least : Math.max(least, toNumber(match[2]));
    if (perUnit !== undefined && count > 0 && !match[0].startsWith("per")) often(perUnit * count, match);
  }
  if (text.includes("interval"))
    for (const match of text.matchAll(INTERVALS)) {
      const perUnit = MINUTES[UNITS[match[2] ?? match[4] ?? ""] ?? ""];
      const count = toNumber(match[1] ?? match[3] ?? "");
      if (perUnit !== undefined && count > 0) often(perUnit * count, match);
    }
  for (const match of text.matchAll(ON_WEEKDAYS)) often(10080, match);
  for (const match of text.matchAll(TIMES)) {
    const times = timesOf(match[1]) ?? toNumber(match[1] ?? "");
    const unit = MINUTES[UNITS[match[2] ?? ""] ?? ""];
    if (unit !== undefined && times > 0) often(unit / times, match);
  }
  for (const match of text.matchAll(ADVERB)) {
    const each = match[3] === undefined ? 1 : (MULTIPLES[match[3]] ?? toNumber(match[3]));
    often(((ADVERBS[match[4] ?? ""] ?? 1440) * each) / (timesOf(match[1]) ?? toNumber(match[2] ?? "1")), match);
  }
}

const DAY = new RegExp(`^${WEEKDAY}$`);

function readTimes(text: string, put: Put, span: Span): void {
  const at = (hour: number, minute: number, match: RegExpMatchArray) => {
    if (hour >= 0 && hour < 24) put({ kind: "time", hour, minute, ...span(match) });
  };
  for (const match of text.matchAll(CLOCK)) {
    const half = (match[4] ?? match[6] ?? "").replaceAll(".", "");
    const named = match[7];
    const raw = named ? (named === "noon" ? 12 : 0) : Number(match[1] ?? match[5]);
    const told = /^(?:at|@)/.test(match[0]);
    if (!half && !named && match[2] === "." && !told) continue;
    // "1h30" without "at" is a span of time.
    if (match[2] === "h" && !told) {
      const hours = raw + Number(match[3]) / 60;
      put({ kind: "amount", min: hours, max: hours, unit: "hour", bound: "exact", ...span(match) });
    } else
      at(half === "pm" && raw < 12 ? raw + 12 : half === "am" && raw === 12 ? 0 : raw, Number(match[3] ?? 0), match);
  }
  if (!CLOCK_WORD.test(text)) return;
  for (const match of text.matchAll(CLOCK_WORDS)) {
    const [, part, side, around, clock, day, bare, hours, minutes] = match;
    const hour = Number(hours ?? toNumber(around ?? clock ?? day ?? bare ?? ""));
    const late = /^ in the (?:afternoon|evening)/.test(text.slice((match.index ?? 0) + match[0].length)) && hour < 12;
    if (!Number.isInteger(hour)) continue;
    if (side === "to") at((hour + 23) % 24, part === "half" ? 30 : 45, match);
    else at(late ? hour + 12 : hour, part === "half" ? 30 : part === "quarter" ? 15 : Number(minutes ?? 0), match);
  }
}

/** "1 h 30 min", "one hour and 15 minutes": one span of time told in two parts. */
function joinParts(found: readonly Quantity[], statement: Statement): Quantity[] {
  const joined: Quantity[] = [];
  for (const part of found) {
    const before = joined.at(-1);
    const isPart =
      before?.kind === "amount" &&
      part.kind === "amount" &&
      before.min === before.max &&
      part.min === part.max &&
      SMALLER[before.unit ?? ""] === part.unit &&
      part.bound === "exact" &&
      /^\s*(?:and\s+)?$/.test(statement.text.slice(before.end, part.start));
    if (!isPart) {
      joined.push(part);
      continue;
    }
    const value = before.max + (part.max * (MINUTES[part.unit ?? ""] ?? 0)) / (MINUTES[before.unit ?? ""] ?? 1);
    joined[joined.length - 1] = { ...before, min: value, max: value, end: part.end };
  }
  return joined;
}

const SMALLER: Readonly<Record<string, string>> = { hour: "minute", minute: "second", day: "hour" };

function readAmount(match: RegExpMatchArray, written: string, put: Put, span: Span): void {
  const low = toNumber(match[3] ?? "");
  const high = match[4] === undefined ? low : toNumber(match[4]);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return;
  const rest = match[0].length - (match[6] ?? "").length;
  const word = written.slice((match.index ?? 0) + rest, (match.index ?? 0) + match[0].length);
  const glued = /\d$/.test(match[0].slice(0, rest));
  const unit =
    unitOf(word.replace(/^availability\s+/i, ""), glued) ??
    (NO_UNIT_WORD.test(word) || word === "" ? null : singular(word));
  const cut = unit === null ? match[0].length - match[0].slice(0, rest).trimEnd().length : 0;
  const [, less, more] =
    MORE_OR_LESS.exec(written.slice((match.index ?? 0) + match[0].length - cut).toLowerCase()) ?? [];
  const bound =
    less !== undefined
      ? "max"
      : more !== undefined || match[5] !== undefined
        ? "min"
        : boundOf(match[1] ?? match[2] ?? "");
  const [least, most] = [Math.min(low, high), Math.max(low, high)];
  // A fortnight is two weeks to everyone who asks.
  put(
    unit === "fortnight"
      ? { kind: "amount", min: least * 2, max: most * 2, unit: "week", bound, ...span(match, cut) }
      : { kind: "amount", min: least, max: most, unit, bound, ...span(match, cut) },
  );
}

function boundOf(sign: string): "exact" | "min" | "max" | "about" {
  if (/^(?:min|at least|>=|≥|>|over|more)/.test(sign)) return "min";
  if (/^(?:max|at most|up to|no more|less|<|≤|under|below)/.test(sign)) return "max";
  return /^(?:about|around|approx|roughly|~|≈)/.test(sign) ? "about" : "exact";
}

function unitOf(word: string, glued: boolean): string | undefined {
  const unit = UNITS[word.toLowerCase()];
  if (word.length === 1 && !/[%hd]/i.test(word) && !glued) return undefined;
  return word === "M" ? undefined : unit;
}

function singular(word: string): string {
  const lower = word.toLowerCase();
  if (lower === "replicas" || lower === "machines") return lower.slice(0, -1);
  return lower.endsWith("ies")
    ? `${lower.slice(0, -3)}y`
    : /(?:ss|us|is|ps)$/.test(lower)
      ? lower
      : lower.replace(/s$/, "");
}

/** "once", "twice", "thrice" as numbers. */
function timesOf(word: string | undefined): number | undefined {
  const at = ["once", "twice", "thrice"].indexOf(word ?? "");
  return at < 0 ? undefined : at + 1;
}

/** The amount in minutes, for amounts of time; null for others. */
export function toMinutes(value: number, unit: string | null): number | null {
  const minutes = unit === null ? undefined : MINUTES[unit];
  return minutes === undefined ? null : Math.round(value * minutes * 1000) / 1000;
}
