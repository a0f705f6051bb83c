// In: a phrase about when something runs. Out: the AWS Scheduler expression that it means, with its place in the text. Never looks at the clock.

import { ZONE_CODES, ZONE_PLACES } from "../lexicon/zones.ts";
import { NUMBER_WORDS } from "../text/number-words.ts";

/** `assumed` tells that the text names the day but not the hour. */
export interface ScheduleReading {
  readonly expression: string;
  readonly timezone: string | null;
  readonly start: number;
  readonly end: number;
  readonly assumed: boolean;
}

const NUMBERS: Readonly<Record<string, number>> = {
  ...NUMBER_WORDS,
  a: 1,
  an: 1,
  "forty-five": 45,
  other: 2,
  second: 2,
  third: 3,
};
const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const NUMBER =
  "\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty-five|sixty|other|second|third";
const UNIT = "min(?:ute)?s?|mins|h(?:ou)?rs?|h|m|days?|weeks?";
const DAY =
  "mon(?:day)?s?|tue(?:s(?:day)?)?s?|wed(?:nesday)?s?|thu(?:rs?(?:day)?)?s?|fri(?:day)?s?|sat(?:urday)?s?|sun(?:day)?s?";

const AWS_FORM = /\b(?:cron\([0-9A-Za-z*,\-/?#\s]{9,60}\)|rate\(\d{1,4} (?:minute|hour|day)s?\))/;
const UNIX_FORM = /(?<![\w*/])(?:[\d*/,-]+)(?: +[\d*/,-]+){3} +(?:[\d*/,-]+|[A-Za-z]{3}(?:-[A-Za-z]{3})?)(?![\w*/])/;
const EVERY = new RegExp(`\\b(?:every|each)\\s*(?:(${NUMBER})[ -]?)?(${UNIT})\\b(?! of)`, "i");
const PART_OF_HOUR = /\b(?:every|each) (half|quarter)(?: of)?(?: an?)?[ -]hours?\b|\bhalf-hourly\b/i;
const TIMES_A_DAY =
  /\b(once|twice|thrice|(?:\d|two|three|four|six|eight) times|(?:\d|two|three|four|six|eight)x)\s*(?:(?:(?:a|per|each|every) ?|\/ ?)(hour|day|week|month)|(dai|hour|week|month)ly)\b/i;
const HOURLY = /\b(?:hourly|on the hour)\b/i;
const WEEKDAYS = /\b(?:(?:every |each |on )?(?:weekdays?|(?:business|working|work) ?days?))\b/i;
const WEEKENDS = /\b(?:on )?weekends?\b/i;
const DAY_LIST = new RegExp(
  `\\b(?:${DAY})\\b(?:\\s*(?:,|/|&|and|to|through|until|-|–)\\s*(?:and )?(?:${DAY})\\b)*`,
  "i",
);
const MONTH_DAY =
  /\b(?:(first|last|1st|\d{1,2}(?:st|nd|rd|th)?)(?: (?:day|night))? (?:of|in) (?:each|every|the|a|per)? ?month|(?:on )?the (\d{1,2})(?:st|nd|rd|th)\b|month[- ]?end|end of (?:each|every|the) month)/i;
/** "On the first Monday of the quarter". */
const NTH_DAY = new RegExp(
  `\\b(first|second|third|fourth|last|1st|2nd|3rd|4th) (${DAY}) (?:of|in) (?:each|every|the|a|per) (month|quarter|year)\\b`,
  "i",
);
const FREQUENCY =
  /\b(?:nightly|overnight|daily|weekly|monthly|quarterly|yearly|annually|(?:every|each|per|once an?|by|at|during the) (?:night|day|morning|evening|week|month|quarter(?! (?:of an? )?hour)|year))\b/i;
const CLOCK =
  /(?<![\d.:$€£-])(?:(?:at|@|by|around|from)\s+)?(\d{1,2})(?:(?::|h|\.)([0-5]\d))?\s*([ap]\.?m\b\.?|o'clock|h(?![a-z])|uhr)?(?![\d%:]|\.\d|(?:st|nd|rd|th)\b|\s*(?:min|hour|h(?:rs?)?\b|days?|weeks?|months?|seconds?|s\b|ms\b|x\b|tasks?|pods?|times|gb|mb|years?|retries|instances?|nodes?|replicas?))/gi;
const WORD_CLOCK =
  /\b(?:midnight|noon|midday|(half past|quarter past|quarter to) (one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})( ?[ap]m)?)\b/gi;

interface Time {
  readonly hour: number;
  readonly minute: number;
  readonly start: number;
  readonly end: number;
}

/** The first readable schedule of `text`, else null. */
export function readSchedule(text: string): ScheduleReading | null {
  const found = readLiteral(text) ?? readCalendar(text) ?? readInterval(text);
  if (found === null) return null;
  return { ...found, timezone: readZone(text) };
}

type Bare = Omit<ScheduleReading, "timezone">;

function readLiteral(text: string): Bare | null {
  const aws = AWS_FORM.exec(text);
  if (aws !== null && (aws[0].startsWith("rate") || aws[0].slice(5, -1).trim().split(/\s+/).length === 6)) {
    return {
      expression: aws[0].replace(/\s+/g, " "),
      start: aws.index,
      end: aws.index + aws[0].length,
      assumed: false,
    };
  }
  const unix = UNIX_FORM.exec(text);
  const expression = unix === null ? null : fromUnix(unix[0].trim().split(/\s+/));
  if (unix === null || expression === null) return null;
  return { expression, start: unix.index, end: unix.index + unix[0].length, assumed: false };
}

/** Five fields of crontab to the six of the scheduler: one of the two day fields must be "?", and days of the week get names because the numbers differ. */
function fromUnix(fields: readonly string[]): string | null {
  const [minute = "", hour = "", date = "", month = "", week = ""] = fields;
  if (![minute, hour, date, month].every((field) => /^(?:\*|\d+(?:-\d+)?)(?:\/\d+)?(?:,\d+(?:-\d+)?)*$/.test(field)))
    return null;
  if (Number.parseInt(minute, 10) > 59 || Number.parseInt(hour, 10) > 23) return null;
  if (!/\*/.test(fields.join(""))) return null;
  const step = (field: string, from: number) => field.replace(/^\*\//, `${from}/`);
  const names = week.toUpperCase().replace(/\d/g, (digit) => DAYS[Number(digit) % 7] ?? digit);
  if (week !== "*" && date !== "*") return null;
  const days = week === "*" ? `${step(date, 1)} ${step(month, 1)} ?` : `? ${step(month, 1)} ${names}`;
  return `cron(${step(minute, 0)} ${step(hour, 0)} ${days} *)`;
}

function readInterval(text: string): Bare | null {
  const place = (match: RegExpExecArray, expression: string): Bare => ({
    expression,
    start: match.index,
    end: match.index + match[0].length,
    assumed: false,
  });
  const part = PART_OF_HOUR.exec(text);
  if (part !== null) return place(part, part[1]?.toLowerCase() === "quarter" ? "rate(15 minutes)" : "rate(30 minutes)");
  const every = EVERY.exec(text);
  if (every !== null) {
    const count = toNumber(every[1] ?? "1");
    const unit = (every[2] ?? "").toLowerCase();
    if (count > 0) return place(every, onDays(text, count, unit) ?? rate(count, unit));
  }
  const times = TIMES_A_DAY.exec(text);
  if (times !== null) {
    const word = (times[1] ?? "").toLowerCase();
    const count =
      word === "once" ? 1 : word === "twice" ? 2 : word === "thrice" ? 3 : toNumber(word.replace(/ ?times|x$/, ""));
    const hours =
      { hour: 1, day: 24, week: 168, month: 720 }[(times[2] ?? times[3] ?? "").toLowerCase().replace("dai", "day")] ??
      0;
    const minutes = count > 0 ? Math.round((hours * 60) / count) : 0;
    if (minutes > 0)
      return place(
        times,
        minutes % 1440 === 0
          ? rate(minutes / 1440, "d")
          : minutes % 60 === 0
            ? rate(minutes / 60, "h")
            : rate(minutes, "m"),
      );
  }
  const hourly = HOURLY.exec(text);
  return hourly === null ? null : place(hourly, "rate(1 hour)");
}

/** "every 10 minutes on weekdays" needs a cron form; only steps that divide an hour can be said so. */
function onDays(text: string, count: number, unit: string): string | null {
  const week = WEEKDAYS.test(text) ? "MON-FRI" : WEEKENDS.test(text) ? "SAT,SUN" : null;
  if (week === null || !/^m/.test(unit) || 60 % count !== 0) return null;
  return `cron(0/${count} * ? * ${week} *)`;
}

function rate(count: number, unit: string): string {
  const [value, name] = unit.startsWith("m")
    ? [count, "minute"]
    : unit.startsWith("h")
      ? [count, "hour"]
      : unit.startsWith("d")
        ? [count, "day"]
        : [count * 7, "day"];
  return `rate(${value} ${name}${value === 1 ? "" : "s"})`;
}

function readCalendar(text: string): Bare | null {
  const spans: { start: number; end: number }[] = [];
  const note = (match: RegExpExecArray | null): boolean => {
    if (match !== null) spans.push({ start: match.index, end: match.index + match[0].length });
    return match !== null;
  };
  const frequency = FREQUENCY.exec(text);
  const monthDay = MONTH_DAY.exec(text);
  const dayList = DAY_LIST.exec(text);
  const nthDay = monthDay === null && dayList !== null ? NTH_DAY.exec(text) : null;
  const weekdays = WEEKDAYS.exec(text);
  const weekends = WEEKENDS.exec(text);
  const said = frequency?.[0].toLowerCase() ?? "";
  const dated = monthDay !== null || dayList !== null || weekdays !== null || weekends !== null || frequency !== null;
  const times = readTimes(text, dated || readZone(text) !== null || /\b(?:cron|runs?|starts?|schedule)/i.test(text));
  if (!dated && times.length === 0) return null;
  if (
    times.length === 0 &&
    nthDay === null &&
    dayList !== null &&
    !/s$|\bon\b/i.test(dayList[0]) &&
    !/\b(?:on|every|each) $/i.test(text.slice(Math.max(0, dayList.index - 6), dayList.index))
  )
    return null;
  if (
    times.length === 0 &&
    frequency !== null &&
    (EVERY.test(text) || TIMES_A_DAY.test(text)) &&
    !/night|morning|evening|week|month|quarter|year/.test(said)
  ) {
    return readInterval(text);
  }
  const month = /quarter/.test(said) ? "1,4,7,10" : /year|annual/.test(said) ? "1" : "*";
  let days = "* * ?";
  if (note(nthDay)) days = nthOfMonth(nthDay);
  else if (note(monthDay)) days = `${monthDate(monthDay)} ${month} ?`;
  else if (note(dayList)) days = `? * ${dayNames(dayList?.[0] ?? "")}`;
  else if (note(weekdays)) days = "? * MON-FRI";
  else if (note(weekends)) days = "? * SAT,SUN";
  else if (/month|quarter|year|annual/.test(said)) days = `1 ${month} ?`;
  else if (/week/.test(said)) days = "? * SUN";
  note(frequency);
  const first = times[0];
  const hours = times.filter((time) => time.minute === first?.minute).map((time) => time.hour);
  for (const time of times) spans.push(time);
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end));
  if (first !== undefined) {
    const clock = [...new Set(hours)].sort((a, b) => a - b).join(",");
    return { expression: `cron(${first.minute} ${clock} ${days} *)`, start, end, assumed: false };
  }
  if (days === "* * ?" && !/night|morning|evening/.test(said))
    return { expression: "rate(1 day)", start, end, assumed: false };
  if (days === "? * SUN" && dayList === null) return { expression: "rate(7 days)", start, end, assumed: false };
  const hour = /morning/.test(said) ? 6 : /evening/.test(said) ? 20 : /night/.test(said) ? 2 : 0;
  return { expression: `cron(0 ${hour} ${days} *)`, start, end, assumed: true };
}

/** Clock times. A bare number counts only after "at" and where a day or a run is named: "port 8080" and "5 retries" are no times. */
function readTimes(text: string, dated: boolean): Time[] {
  const times: Time[] = [];
  for (const match of text.matchAll(WORD_CLOCK)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const word = match[0].toLowerCase();
    if (word === "midnight") times.push({ hour: 0, minute: 0, ...span });
    else if (word === "noon" || word === "midday") times.push({ hour: 12, minute: 0, ...span });
    else {
      const base = toNumber(match[2] ?? "") + (/p/i.test(match[3] ?? "") ? 12 : 0);
      const shift =
        match[1]?.toLowerCase() === "half past" ? 30 : match[1]?.toLowerCase() === "quarter past" ? 15 : -15;
      const minutes = (base * 60 + shift + 1440) % 1440;
      times.push({ hour: Math.floor(minutes / 60), minute: minutes % 60, ...span });
    }
  }
  for (const match of text.matchAll(CLOCK)) {
    const half = (match[3] ?? "").toLowerCase().replaceAll(".", "");
    const led = /^(?:at|@|by|around|from)\s/i.test(match[0]);
    const joined = times.length > 0 && /(?:and|,|&)\s*$/.test(text.slice(Math.max(0, match.index - 5), match.index));
    const colon = match[2] !== undefined && /[:h]/.test(match[0]);
    if (half === "" && !(dated && (led || colon || joined))) continue;
    if (half === "h" && !led && !dated) continue;
    let hour = Number(match[1]);
    if (half === "am" || half === "pm") {
      if (hour < 1 || hour > 12) continue;
      hour = (hour % 12) + (half === "pm" ? 12 : 0);
    }
    if (hour > 24) continue;
    times.push({
      hour: hour % 24,
      minute: Number(match[2] ?? "0"),
      start: match.index,
      end: match.index + match[0].trimEnd().length,
    });
  }
  return times.sort((a, b) => a.start - b.start);
}

/** The scheduler counts days of the week from Sunday, and their place in the month behind "#". */
function nthOfMonth(match: RegExpExecArray | null): string {
  const [, place = "", day = "", span = ""] = match ?? [];
  const number = DAYS.indexOf(day.slice(0, 3).toUpperCase()) + 1;
  const nth = ["first", "second", "third", "fourth"].indexOf(place.toLowerCase()) + 1 || Number.parseInt(place, 10);
  const months = { month: "*", quarter: "1,4,7,10", year: "1" }[span.toLowerCase()] ?? "*";
  return `? ${months} ${place.toLowerCase() === "last" ? `${number}L` : `${number}#${nth}`}`;
}

function monthDate(match: RegExpExecArray | null): string {
  const word = (match?.[1] ?? match?.[2] ?? "last").toLowerCase();
  if (word === "first") return "1";
  if (word === "last") return "L";
  const day = Number.parseInt(word, 10);
  return day >= 1 && day <= 31 ? String(day) : "1";
}

function dayNames(text: string): string {
  const named = [...text.matchAll(new RegExp(`\\b(?:${DAY})\\b`, "gi"))].map((match) =>
    match[0].slice(0, 3).toUpperCase(),
  );
  const [first, second] = named;
  if (named.length === 2 && first !== undefined && second !== undefined && /\b(?:to|through|until)\b|-|–/i.test(text))
    return `${first}-${second}`;
  return [...new Set(named)].join(",");
}

function toNumber(word: string): number {
  const digits = Number.parseInt(word, 10);
  return Number.isNaN(digits) ? (NUMBERS[word.toLowerCase()] ?? 0) : digits;
}

/** The zone that the text names, as an IANA id; null when it names none ("local" names none). */
export function readZone(text: string): string | null {
  const iana =
    /\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z][A-Za-z_]+(?:\/[A-Z][A-Za-z_]+)?\b/.exec(
      text,
    );
  if (iana !== null) return iana[0];
  // "CT" and "IST" mean other things too: short codes count behind a clock time or before "time".
  for (const match of text.matchAll(
    /(?:\d|[ap]m|midnight|noon|midday|h)\s*\(?([A-Z]{2,4})\b|\b([A-Z]{2,4}) time\b|\b(UTC|GMT|CES?T)\b/g,
  )) {
    const code = match[1] ?? match[2] ?? match[3] ?? "";
    const zone = Object.hasOwn(ZONE_CODES, code) ? ZONE_CODES[code] : undefined;
    if (zone !== undefined) return zone;
  }
  for (const match of text.matchAll(
    /([\p{L}]+)(?: ([\p{L}]+))?(?: (?:standard|daylight|summer|local))? time(?: ?zone)?\b/giu,
  )) {
    const two = `${match[1]} ${match[2] ?? ""}`.trim().toLowerCase();
    const one = (match[2] ?? match[1] ?? "").toLowerCase();
    const zone = [two, one].find((place) => Object.hasOwn(ZONE_PLACES, place));
    if (zone !== undefined) return ZONE_PLACES[zone] ?? null;
  }
  return null;
}
