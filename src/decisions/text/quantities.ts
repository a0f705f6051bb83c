// In: a statement. Out: numbers with units, ranges, frequencies and times of day, each with its exact span. Knows no cloud.
import { NUMBER_WORDS } from "./number-words.ts";
import { lowerSameLength, type Statement } from "./statements.ts";

/** `unit` is canonical and singular: second, minute, hour, day, week, month, year, percent, or the noun as written ("task", "az", "region", "node"); null when bare. */
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
const WORD_NUMBERS: Readonly<Record<string, number>> = {
  ...NUMBER_WORDS,
  zero: 0,
  single: 1,
  dozen: 12,
  couple: 2,
  pair: 2,
  both: 2,
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
};
/** "1/2 day": a fraction only before a span of time. */
const PART = "[1-3]/[2-4](?=\\s*(?:an? |of an? )?(?:h|hour|day|week|month|year)s?\\b)";
const NUMBER = `${PART}|\\d+(?:[.,]\\d+)*|(?:${Object.keys(WORD_NUMBERS).join("|")})(?![\\p{L}])`;
const AMOUNT = new RegExp(
  `(?:\\b(min(?:imum)?|at least|max(?:imum)?|at most|up to|no more than|about|around|approx\\.?|roughly|under|below|over|more than|>=|<=)\\s*(?:of\\s+)?[:=]?\\s*|([<>~≥≤])\\s*)?(?<![\\w.,-])(${NUMBER})(?:\\s*(?:-|–|—|to|until|\\.\\.+|and|or)\\s*(?:max\\s+|up to\\s+|maximum\\s+)?(${NUMBER})(?![\\d.]*[:/])(?=\\b|%))?\\s*-?\\s*(%|[\\p{L}]+)?`,
  "gu",
);
const FRACTION =
  /\b(?:(?:a\s+)?quarter(?:\s+of\s+an|\s+an)?[\s-]+hour|half\s+(?:an?\s+)?(hour|day)|half[\s-](hour|day)|an?\s+(second|minute|hour|day|week|fortnight|month|year|couple\s+of\s+\w+))\b/gu;
const EVERY = new RegExp(
  `\\b(?:every|each|per|once (?:an?|every|per|each))\\s+(?:(other|second(?= (?:hour|day|night|week|month)\\b)|${NUMBER})[\\s-]*)?([a-z]+)\\b`,
  "gu",
);
const TIMES = new RegExp(
  `\\b(?:(once|twice|thrice|${NUMBER})(?:\\s*(?:x|times))?)\\s*(?:\\/|an?|per|every|each)\\s*(h|hour|day|night|week|fortnight|month|year)\\b`,
  "gu",
);
const ADVERB =
  /\b(?:(?:(once|twice|thrice)|(\d{1,2}|two|three|four|six|eight)(?:\s*times|x))[\s-]+)?(hourly|daily|nightly|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually|every\s*night|overnight)\b/gu;
const ADVERBS: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1440,
  nightly: 1440,
  overnight: 1440,
  weekly: 10080,
  fortnightly: 20160,
  biweekly: 20160,
  monthly: 43200,
  quarterly: 129600,
  yearly: 525600,
  annually: 525600,
};
const CLOCK =
  /\b(?:(?:at|@|around|about)\s+)?(?:([01]?\d|2[0-3])[:.h]([0-5]\d)(?:\s*(am|pm))?|(1[0-2]|0?[1-9])\s*(am|pm)|(midnight|noon))\b/gu;

const known = new WeakMap<Statement, readonly Quantity[]>();

/** All quantities of a statement, by place. A span belongs to one quantity: frequencies and times win over amounts. */
export function readQuantities(statement: Statement): readonly Quantity[] {
  const before = known.get(statement);
  if (before) return before;
  const found = findQuantities(statement);
  known.set(statement, found);
  return found;
}

function findQuantities(statement: Statement): Quantity[] {
  const written = statement.text.slice(statement.start, statement.end);
  // Patterns that ignore case take several times as long to compile.
  const text = lowerSameLength(written);
  if (
    !/\d|[a-z]ly\b|every|each|night|hour|day|\b(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fif|thir|single|both|couple|pair|half|quarter|zero|noon|fortnight|twice)/i.test(
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
  for (const match of text.matchAll(EVERY)) {
    const unit = UNITS[(match[2] ?? "").toLowerCase()];
    const perUnit = unit === undefined ? undefined : MINUTES[unit];
    const count = /^(?:other|second)$/i.test(match[1] ?? "") ? 2 : match[1] ? toNumber(match[1]) : 1;
    if (perUnit !== undefined && count > 0 && !/^per\b/i.test(match[0]))
      put({ kind: "frequency", minutes: perUnit * count, ...span(match) });
  }
  for (const match of text.matchAll(TIMES)) {
    const times = timesOf(match[1]) ?? toNumber(match[1] ?? "");
    const unit = MINUTES[UNITS[(match[2] ?? "").toLowerCase()] ?? ""];
    if (unit !== undefined && times > 0) put({ kind: "frequency", minutes: unit / times, ...span(match) });
  }
  for (const match of text.matchAll(ADVERB))
    put({
      kind: "frequency",
      minutes: (ADVERBS[(match[3] ?? "").toLowerCase()] ?? 1440) / (timesOf(match[1]) ?? toNumber(match[2] ?? "1")),
      ...span(match),
    });
  for (const match of text.matchAll(CLOCK)) {
    const half = (match[3] ?? match[5] ?? "").toLowerCase();
    const named = match[6]?.toLowerCase();
    const raw = named ? (named === "noon" ? 12 : 0) : Number(match[1] ?? match[4]);
    if (!half && !named && /^\d+\.\d+$/.test(match[0]) && !/^(?:at|@)/i.test(match[0])) continue;
    const hour = half === "pm" && raw < 12 ? raw + 12 : half === "am" && raw === 12 ? 0 : raw;
    put({ kind: "time", hour, minute: Number(match[2] ?? 0), ...span(match) });
  }
  for (const match of text.matchAll(FRACTION)) {
    const words = match[0].toLowerCase();
    if (words.includes("couple")) continue;
    const unit =
      words.includes("quarter") || words.includes("hour")
        ? words.startsWith("a") && !/half|quarter/.test(words)
          ? "hour"
          : "hour"
        : (match[1] ?? match[2] ?? match[3] ?? "day").toLowerCase();
    const value = words.includes("quarter") ? 0.25 : words.includes("half") ? 0.5 : 1;
    if (unit === "fortnight") put({ kind: "amount", min: 2, max: 2, unit: "week", bound: "exact", ...span(match) });
    else put({ kind: "amount", min: value, max: value, unit, bound: "exact", ...span(match) });
  }
  for (const match of text.matchAll(AMOUNT)) readAmount(match, written, put, span);
  return found.sort((a, b) => a.start - b.start);
}

function readAmount(
  match: RegExpMatchArray,
  written: string,
  put: (quantity: Quantity) => void,
  span: (match: RegExpMatchArray, cut?: number) => { start: number; end: number },
): void {
  const low = toNumber(match[3] ?? "");
  const high = match[4] === undefined ? low : toNumber(match[4]);
  if (!Number.isFinite(low) || !Number.isFinite(high)) return;
  const rest = match[0].length - (match[5] ?? "").length;
  const word = written.slice((match.index ?? 0) + rest, (match.index ?? 0) + match[0].length);
  const glued = /\d$/.test(match[0].slice(0, rest));
  const known = unitOf(word, glued);
  const unit =
    known ??
    (/^(?:and|or|to|per|in|on|at|for|of|with|is|are|the|a|an|by|max|min|maximum|minimum|then|up|x|from|but|as|if|when|while|so|it|that|during|behind|normally|each|every)$/i.test(
      word,
    ) || word === ""
      ? null
      : singular(word));
  const cut = unit === null ? match[0].length - match[0].slice(0, rest).trimEnd().length : 0;
  const sign = (match[1] ?? match[2] ?? "").toLowerCase();
  const bound = /^(?:min|at least|>=|≥|>|over|more)/.test(sign)
    ? "min"
    : /^(?:max|at most|up to|no more|<|≤|under|below)/.test(sign)
      ? "max"
      : /^(?:about|around|approx|roughly|~)/.test(sign)
        ? "about"
        : "exact";
  const [least, most] = [Math.min(low, high), Math.max(low, high)];
  // A fortnight is two weeks to everyone who asks.
  put(
    unit === "fortnight"
      ? { kind: "amount", min: least * 2, max: most * 2, unit: "week", bound, ...span(match, cut) }
      : { kind: "amount", min: least, max: most, unit, bound, ...span(match, cut) },
  );
}

function unitOf(word: string, glued: boolean): string | undefined {
  const unit = UNITS[word.toLowerCase()];
  if (word.length === 1 && !/[%hd]/.test(word) && !glued) return undefined;
  return word === "M" ? undefined : unit;
}

function singular(word: string): string {
  const lower = word.toLowerCase();
  if (lower === "replicas" || lower === "machines") return lower.slice(0, -1);
  return lower.endsWith("ies")
    ? `${lower.slice(0, -3)}y`
    : /(?:ss|us|is)$/.test(lower)
      ? lower
      : lower.replace(/s$/, "");
}

/** "once", "twice", "thrice" as numbers. */
function timesOf(word: string | undefined): number | undefined {
  const at = ["once", "twice", "thrice"].indexOf(word?.toLowerCase() ?? "");
  return at < 0 ? undefined : at + 1;
}

/** "10.000" and "10,000" are ten thousand, "8.5" and "8,5" are not. */
function toNumber(written: string): number {
  const lower = written.toLowerCase();
  const word = WORD_NUMBERS[lower];
  if (word !== undefined) return word;
  const [above, below] = lower.split("/");
  if (below !== undefined) return Number(above) / Number(below);
  const plain = /^\d{1,3}(?:[.,]\d{3})+$/.test(lower) ? lower.replace(/[.,]/g, "") : lower.replace(",", ".");
  return Number(plain);
}

/** The amount in minutes, for amounts of time; null for others. */
export function toMinutes(value: number, unit: string | null): number | null {
  const minutes = unit === null ? undefined : MINUTES[unit];
  return minutes === undefined ? null : Math.round(value * minutes * 1000) / 1000;
}
