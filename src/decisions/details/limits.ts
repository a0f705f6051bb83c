// In: statements about operations. Out: the limits that the text states for production: days of logs, requests per address, tries of a message, monthly budget. Never a default.
import type { Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch, segmentText } from "../topics/matches.ts";
import { firstFigure, numberFrom, type Stated, textAfter, textBefore } from "./figures.ts";

const WORDS = "one|two|three|four|five|six|seven|eight|nine|ten";
const DAYS_IN: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };
const DURATION = new RegExp(
  `(?<![\\w.,])(\\d{1,4}(?=\\s{0,3}-?[dwmy])|(?:an?|${WORDS})(?=[\\s-]))[\\s-]{0,3}(days?|d|weeks?|months?|years?|yrs?)(?![\\w])`,
  "gi",
);
/** What a figure of days may belong to; the nearest word decides. */
const KEPT =
  /\b(logs?|logging|log groups?|metrics?|traces?|backups?|snapshots?|dashboards?|data|events|recordings?|tickets?|certificates?|tokens?|sessions?|alarms?|alerts?|trails?)\b/gi;
const SPECIAL = /\b(?:audit|access|flow|cloudtrail|vpc|waf|firewall|alb|s3|debug|trail)[\s-]{1,3}(?:logs?|logging)\b/i;
const KEEPS =
  /\b(?:keep|keeps|kept|retention|retain\w*|stor(?:e|es|ed)|hold|held|expir\w+|delet\w+|rotat\w+|history|stay|stays|remain\w*|available|searchable|archiv\w+)\b/i;

/** Days that logs are kept, as stated; what CloudWatch offers is not asked here. */
export function readLogRetention(statements: readonly Statement[]): Stated<number> | null {
  const about = statements.filter(({ text, start, end }) => /\blog/i.test(text.slice(start, end)));
  return firstFigure(about, DURATION, (match) => {
    const value = numberFrom(match.groups[0]) * (DAYS_IN[match.groups[1]?.[0]?.toLowerCase() ?? "d"] ?? 1);
    const before = textBefore(match, 120);
    const after = textAfter(match, 60);
    const of = /^\s{0,3}(?:of\s{1,3}|for\s{1,3})?(?:\w+\s{1,3})?(logs?|log retention|logging|log history)\b/i.test(
      after,
    );
    if (
      /\b(?:every|each|within|in|after)\s{0,3}$/i.test(before) &&
      !/\b(?:delet|expir|archiv|rotat)\w+\s{1,3}after\s{0,3}$/i.test(before)
    )
      return null;
    const words = [...before.matchAll(KEPT)];
    const last = words.at(-1);
    if (!of && (last === undefined || !/^log/i.test(last[0]))) return null;
    if (SPECIAL.test(of ? after : before.slice(Math.max(0, (last?.index ?? 0) - 12)))) return null;
    const near = last !== undefined && /^[\s\w:=(,/-]{0,24}$/.test(before.slice(last.index + last[0].length));
    const sentence = match.statement.text.slice(match.statement.start, match.statement.end);
    return value >= 1 && value <= 36_500 && (of || near || KEEPS.test(sentence)) ? value : null;
  });
}

const RATE =
  /(?<![\w.,])(\d[\d.,]*k?|(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)\s)?(?:hundred|thousand))\s{0,3}(?:requests?|reqs?|calls?|hits|r)?\s{0,3}(?:(?:for|per|from|by)\s(?:each\s|every\s|an?\s|one\s)?(?:ip|address|client)(?:\saddress)?\s{0,3})?(?:(?:\/|per|in|every|each|within|an?)\s{0,3}(?:an?\s{1,3})?(\d{1,2}|five|ten)?[\s-]{0,3}(minutes?|mins?|m|seconds?|secs?|s|hours?|hrs?|h)\b|ps\b)/gi;
const PER_ADDRESS = /\b(?:ips?|address(?:es)?|clients?|source|visitors?)\b/i;
const FIREWALL = /\b(?:waf|firewall|rate[\s-]{0,3}(?:limit\w*|based)|throttl\w+|block\w*|capped|limit\w*)\b/i;
const OTHER_LIMIT =
  /\b(?:log-?ins?|sign-?ins?|passwords?|otp|otps|users?|tenants?|(?:api|access)[ -]?keys?|customers?|accounts?|partners?|tokens?|peaks?|load|throughput|uploads?)\b/i;

/** What limits inside the application or elsewhere: no rule of the firewall, unless the text names that. */
const ELSEWHERE =
  /\b(?:laravel|django|rails|express|nest(?:js)?|spring|fastapi|flask|nginx|kong|gateway|middleware|library|apps?|application|redis|burst|code)\b/i;

/** "1,000", "2k", "a thousand", "five hundred". */
function countFrom(written: string): number {
  const [, count, scale] = /^(?:(\w+)\s)?(hundred|thousand)$/i.exec(written) ?? [];
  if (scale !== undefined) return numberFrom(count ?? "one") * (/^h/i.test(scale) ? 100 : 1000);
  return numberFrom(written.replace(/k$/, "").replace(/[.,]+$/, "")) * (written.endsWith("k") ? 1000 : 1);
}

/** Requests per five minutes and address before the firewall blocks, from any period. */
export function readRateLimit(statements: readonly Statement[]): Stated<number> | null {
  return firstFigure(statements, RATE, (match) => {
    const sentence = match.statement.text.slice(match.statement.start, match.statement.end);
    const segment = segmentText(match.statement, match.start);
    const address = PER_ADDRESS.test(segment) || PER_ADDRESS.test(textAfter(match, 30));
    if (!address && (!FIREWALL.test(sentence) || OTHER_LIMIT.test(sentence))) return null;
    if (ELSEWHERE.test(segment) && !/\b(?:waf|firewall)\b/i.test(sentence)) return null;
    if (address && OTHER_LIMIT.test(segment) && !FIREWALL.test(segment)) return null;
    if (/\b(?:log-?ins?|sign-?ins?|passwords?|otps?)\b/i.test(segment)) return null;
    const [written = "", count, unit = "s"] = match.groups;
    const requests = countFrom(written);
    const seconds = { m: 60, s: 1, h: 3600 }[unit[0] ?? "s"] ?? 1;
    const limit = Math.ceil((requests * 300) / (seconds * (count === undefined ? 1 : numberFrom(count))));
    return limit >= 1 && limit <= 2_000_000_000 ? limit : null;
  });
}

const LOGIN_THROTTLE =
  /\b(?:log-?ins?|sign-?ins?)\b[^.;\n]{0,40}?\b(?:throttl\w+|rate[\s-]?limit\w*)|\b(?:throttl\w+|rate[\s-]?limit\w*)\b[^.;\n]{0,40}?\b(?:log-?ins?|sign-?ins?)\b/gi;

/** "Login pages are throttled": that attempts to log in are limited more tightly than the rest, by something in front of the application. */
export function readLoginThrottle(statements: readonly Statement[]): Stated<true> | null {
  const found = statements
    .flatMap((statement) => findPattern(statement, LOGIN_THROTTLE))
    .find(({ status, statement, start }) => status === "chosen" && !ELSEWHERE.test(segmentText(statement, start)));
  return found === undefined ? null : { value: true, evidence: found.evidence };
}

const TRIES = new RegExp(
  `(?<![\\w.,])(\\d{1,4}|${WORDS})\\s{0,3}(?:x\\s{1,3})?(?:failed\\s{1,3}|unsuccessful\\s{1,3}|delivery\\s{1,3})?(?:attempts?|tries|retries|receives|receptions?|failures|deliveries|times)(?![\\w])|\\b(?:max(?:imum)?[\\s_-]*receive\\w*(?:[\\s_-]*count)?|max(?:imum)?\\s{1,3}(?:retries|attempts|tries|deliveries))\\s{0,3}(?:of|is|:|=)?\\s{0,3}(\\d{1,4}|${WORDS})(?![\\w])|\\b(?:retried|retry|retries|tried|attempted)\\s{0,3}(?:\\(|x|:|up to|at most)\\s{0,3}(\\d{1,4}|${WORDS})(?![\\w]|\\s{0,3}(?:s\\b|secs?|seconds?|min|minutes?|hours?|%))`,
  "gi",
);
const DEAD_LETTER =
  /\b(?:dlq|dlqs|dead[\s-]?letters?\w*|redrive|sqs|queues?|messages?|park\w*|poison|receives?|max_?receive\w*)\b/i;
const OWN_RETRIES =
  /\b(?:http|https|api|apis|gateway|vendors?|stripe|payments?|webhooks?|logins?|passwords?|connect\w*|deploy\w*|circuit|sidekiq|celery|sdk|clients?|e-?mails?|sms|backoff|times a|times per)\b/i;

/** How often a message is received before it goes to the dead-letter queue: the figure as stated. */
export function readMaxReceives(statements: readonly Statement[]): Stated<number> | null {
  const read = (strict: boolean) => (match: PatternMatch) => {
    const sentence = match.statement.text.slice(match.statement.start, match.statement.end);
    const value = numberFrom(match.groups.find((group) => group !== undefined));
    const times = /times$/i.test(match.text);
    if (times && !/\b(?:retr\w+|tried|try|attempt\w*|deliver\w*|receiv\w+|fail\w*)\b/i.test(sentence)) return null;
    if (times && /^\s{0,3}(?:a|per|each|every)\b/i.test(textAfter(match))) return null;
    if (strict ? !DEAD_LETTER.test(sentence) : OWN_RETRIES.test(sentence)) return null;
    return value >= 1 && value <= 1000 ? value : null;
  };
  return firstFigure(statements, TRIES, read(true)) ?? firstFigure(statements, TRIES, read(false));
}

const CURRENCY = "usd|us\\$|\\$|dollars?|eur|euros?|€|gbp|£|pounds?|chf|francs?";
const MONEY = new RegExp(
  `(?:(?:not|never) (?:to )?(?:exceed|cost|be)(?: more than| over| above)?\\s{1,3}|no more than\\s{1,3}|not more than\\s{1,3})?(?:(?:${CURRENCY})\\s{0,3}(\\d[\\d.,' ]{0,14})(k\\b)?|(?<![\\w.,])(\\d[\\d.,' ]{0,14}?)\\s{0,3}(k)?\\s{0,3}(?:${CURRENCY})(?![\\w]))`,
  "gi",
);
const BUDGETED =
  /\bbudget\w*\b|\b(?:monthly|aws|cloud|infrastructure|hosting)\s{1,3}(?:costs?|bill|spend\w*)\b|\bspend\w*\b/i;
const BOUNDED =
  /\b(?:budget\w*|at most|under|below|max\w*|limit\w*|cap|capped|ceiling|exceed|no more than|not more than|up to|alarm|alert|within)\b/i;
const OTHER_MONEY =
  /\b(?:marketing|training|licen[cs]es?|salar\w+|team|project|revenue|orders?|basket|headcount|travel|penalt\w+)\b/i;

/** What a month may cost, in the currency of the text. */
export function readBudget(statements: readonly Statement[]): Stated<number> | null {
  const about = statements.filter(({ text, start, end }) => BUDGETED.test(text.slice(start, end)));
  return firstFigure(about, MONEY, (match) => {
    const sentence = match.statement.text.slice(match.statement.start, match.statement.end);
    if (!BOUNDED.test(sentence) || OTHER_MONEY.test(sentence)) return null;
    const [ahead, aheadK, behind, behindK] = match.groups;
    const written = (ahead ?? behind ?? "").trim().replace(/[.,']+$/, "");
    const thousands = (aheadK ?? behindK) === undefined ? 1 : 1000;
    const yearly = /^\s{0,3}(?:\/|per|an?|each|every)?\s{0,3}(?:year|yr|annum|annually|yearly)\b/i.test(
      textAfter(match),
    );
    const value = Math.round((numberFrom(written) * thousands) / (yearly ? 12 : 1));
    return value >= 1 && value <= 10_000_000 ? value : null;
  });
}
