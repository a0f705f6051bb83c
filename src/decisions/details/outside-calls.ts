// In: the statements of every field, the services, and the systems outside that the answers list. Out: which service says in its own text that it calls one of them, and which of them want a key of ours. Never a system that nobody names.
import type { Evidence } from "../decision.ts";
import type { Lexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, lowerSameLength, type Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch } from "../topics/matches.ts";
import type { ReadField } from "../topics/topic.ts";

/** A key, token or password that a system outside gives us. */
export interface StatedKey {
  /** What it is for, as it is written. */
  readonly name: string;
  /** Its position among the systems outside; null where none of them is it. */
  readonly outside: number | null;
  /** The one service that the same sentence names, by position. */
  readonly service: number | null;
  readonly evidence: Evidence;
}

export interface OutsideCalls {
  /** By position of the service: positions of the systems that it calls. */
  readonly calls: readonly (readonly number[])[];
  readonly keys: readonly StatedKey[];
}

/** Sets and not patterns: a pattern that every field is tried against costs more than it finds. */
const OWN = new Set(["services.purpose", "services.technology"]);
const FLOW = new Set([
  "overall_architecture.data_flow",
  "overall_architecture.communication_patterns",
  "architecture_diagrams.system_overview",
  "architecture_diagrams.data_flow",
  "integrations.communication_patterns",
  "integrations.error_handling",
  "integrations.api_design",
  "security.authentication",
  "security.api_security",
]);
const ARROW = /[-=]>|<[-=]|[→⇒←]/;
const ARROW_ALONE = /^\s*(?:[-=]+>|[→⇒])\s*(?:the\s+|our\s+)?$/;
/** Farther off in a sentence it is about something else. */
const FAR = 60;
const SAYS_KEYS = new Set([
  "security.api_security",
  "security.authentication",
  "security.encryption",
  "infrastructure_as_code.configuration_management",
  "infrastructure.environment_management",
  "integrations.api_design",
  "integrations.external_services",
  "integrations.communication_patterns",
  "integrations.error_handling",
  "services.purpose",
  "services.technology",
  "services.dependencies",
]);
const KEY =
  /\b(?:(?:api|access|publisher|subscription|partner|client|secret|auth)[ -]?keys?|(?:access |api |auth |bearer |bot )?tokens?|passwords?|credentials?|(?:signing |client |webhook |shared |app )?secrets?)\b/gi;
/** One of them is a word of its own in all of that. */
const KEY_WORDS = new Set(
  "key keys apikey apikeys token tokens password passwords credential credentials secret secrets".split(" "),
);
/** "An API key for the fare back office", "the token of our mail provider". */
const WHOSE =
  /^\s*(?:for|of|to|from)\s+(?:the\s+|our\s+|an?\s+)?((?:[^\s,;:()–—]+\s+){0,4}?[^\s,;:()–—]+?)(?=\s*(?:$|[,;:()–—]|\.(?:\s|$))|\s+(?:is|are|was|must|will|should|has|have|that|which|and|or|in|into|at|on|by|with|from|sits?|lives?|lies?|comes?|goes?|stays?|gets?)\b)/;
const JOINS_OWNER = new Set(["for", "of", "to", "from"]);
/** Keys that we give out, and what lies within. */
const OURS =
  /\b(?:customers?|clients?|partners?|users?|members?|tenants?|developers?|callers?|devices?|staff|admins?|employees|people|each|every|all|databases?|db|cache|redis|valkey|postgres\w*|mysql|mariadb|rds|queues?|broker|encryption|sessions?|cookies?|tls|ssh|data|backups?|disks?|volumes?|access|logins?|roles?|pipelines?|ci|deploy\w*|terraform|github|gitlab|services?|apps?|applications?|apis?|environments?|code|production|staging|secrets manager|parameter store|kms|aws|us|it|them|that|this)\b/i;
/** Who logs people in is no system that wants a key for each call. */
const LOGS_IN = /auth0|okta|entra|cognito|keycloak|azure ad|clerk|firebase auth|oidc|saml|identity provider|sso/i;
/** Says what kind of thing it is, and not whose. */
const KIND = new Set(
  "api apis service services webservice gateway platform system interface server endpoint".split(" "),
);
/** Where the name of a system ends and what is told of it begins. */
const NAME_ENDS = /[,(:;–—]|\s-\s|\s(?:for|of|by|with|via|to|in|is|has)\s/;
/** A system that is called by what it is: at the head of a sentence its capital says nothing. */
const PLAIN_WORD =
  /^(?:host|bank|mail|e-?mails?|sms|weather|payments?|maps?|shipping|accounting|billing|post|search|insurance|partners?|vendors?|suppliers?|warehouse|carriers?|tax|customs|identity|analytics)$/i;
/** Behind these words it is the system outside that comes to us. */
const COMES_FROM = new Set(["from", "by", "behind"]);
const FETCHES = new Set(
  "fetch fetches read reads pull pulls get gets load loads download downloads import imports poll polls query queries ask asks".split(
    " ",
  ),
);

/** `outside`: the systems as they are listed. `names` has the services by position. */
export function readOutsideCalls(
  fields: readonly ReadField[],
  names: Lexicon,
  count: number,
  outside: readonly Evidence[],
): OutsideCalls {
  const listed = outside.flatMap(({ quote }, index) =>
    namesOf(quote).map((name) => ({ index, lower: lowerSameLength(name) })),
  );
  const calls = Array.from({ length: count }, () => new Set<number>());
  const keys: StatedKey[] = [];
  for (const { field, service, statements } of fields) {
    if (OWN.has(field) && outside.length > 0)
      for (const mention of statements.flatMap((statement) => namedIn(statement, listed)))
        if (isCalled(mention)) calls[service ?? -1]?.add(mention.index);
    if (FLOW.has(field) && outside.length > 0)
      for (const statement of statements)
        for (const { service: by, outside: at } of flowsIn(statement, namedIn(statement, listed), names))
          calls[by]?.add(at);
    if (!SAYS_KEYS.has(field)) continue;
    for (const statement of statements) {
      if (!statement.tokens.some(({ lower }) => KEY_WORDS.has(lower))) continue;
      const itself = outside.findIndex(({ pointer }) => pointer === statement.pointer);
      const named = itself < 0 ? namedIn(statement, listed) : [];
      // "Secrets in Secrets Manager": of nobody.
      const isOfSomebody = statement.tokens.some(
        ({ lower }, at) => KEY_WORDS.has(lower) && JOINS_OWNER.has(statement.tokens[at + 1]?.lower ?? ""),
      );
      if (named.length === 0 && itself < 0 && !isOfSomebody) continue;
      for (const match of findPattern(statement, KEY)) {
        const key = isOfNow(match) ? keyOf(match, field, named, names, service) : undefined;
        const own = outside[itself]?.quote ?? "";
        // "Google Maps, with an API key": the entry of the list is the system.
        if (own !== "" && isOfNow(match) && !LOGS_IN.test(own))
          keys.push({ name: namesOf(own)[0] ?? own, outside: itself, service: null, evidence: match.evidence });
        else if (key !== undefined) keys.push(key);
      }
    }
  }
  for (const { service, outside: at } of keys) if (service !== null && at !== null) calls[service]?.add(at);
  return { calls: calls.map((one) => [...one]), keys: distinct(keys) };
}

/** "The inspection service checks a ticket against the fare back office": the system behind the service that is named last before it. */
function flowsIn(statement: Statement, named: readonly Named[], names: Lexicon) {
  if (named.length === 0) return [];
  const services = servicesIn(statement, names);
  return named.flatMap((mention) => {
    const before = services.findLast(({ evidence }) => evidence.end <= mention.evidence.start);
    if (before === undefined || comesFrom(mention)) return [];
    const between = statement.text.slice(before.evidence.end, mention.evidence.start);
    const isNext = ARROW.test(between) ? ARROW_ALONE.test(between) : between.length <= FAR;
    return isNext ? [{ service: Number(before.id), outside: mention.index }] : [];
  });
}

/** "An API key" names no service called "api". */
function servicesIn(statement: Statement, names: Lexicon): Mention[] {
  return findMentions([statement], names).filter(
    ({ evidence }) => !/^[ -](?:keys?|tokens?)\b/i.test(statement.text.slice(evidence.end, evidence.end + 8)),
  );
}

function keyOf(
  match: PatternMatch,
  field: string,
  named: readonly Named[],
  names: Lexicon,
  own: number | undefined,
): StatedKey | undefined {
  const { statement, end, evidence } = match;
  const services = servicesIn(statement, names).map(({ id }) => Number(id));
  const service = own ?? (new Set(services).size === 1 ? (services[0] ?? null) : null);
  const joined = statement.tokens.find(({ start }) => start >= end);
  const behind = statement.text.slice(end, statement.end);
  const whose = joined !== undefined && JOINS_OWNER.has(joined.lower) ? WHOSE.exec(behind) : null;
  const phrase = whose?.[1]?.replace(/['’]s?$/, "");
  const from = whose === null || phrase === undefined ? end : end + whose[0].lastIndexOf(phrase);
  const beside = named.find(({ evidence: at }) => at.start >= from && at.start < from + (phrase?.length ?? 0));
  // "The tax office's service", "a key of the HiX interface": the system is named in the phrase itself, else in the sentence, where only one is.
  const isOther = phrase !== undefined && !OURS.test(phrase);
  const alone = !isOther && new Set(named.map(({ index }) => index)).size === 1 ? named[0] : undefined;
  const one = beside ?? alone;
  if (one !== undefined)
    return LOGS_IN.test(one.evidence.quote)
      ? undefined
      : { name: one.evidence.quote, outside: one.index, service, evidence };
  if (phrase === undefined || OURS.test(phrase) || services.length > 0 || !/^security|^infra/.test(field))
    return undefined;
  const whole = evidenceAt(statement, match.start, from + phrase.length);
  return LOGS_IN.test(phrase) ? undefined : { name: phrase, outside: null, service: own ?? null, evidence: whole };
}

function isOfNow({ status }: PatternMatch): boolean {
  return status === "chosen" || status === "local" || status === "foreign";
}

/** A system outside, by its position, where a text names it. */
interface Named {
  readonly index: number;
  readonly statement: Statement;
  readonly evidence: Evidence;
}

/** Places where a system outside is named for now. A name that is a plain word besides counts where it is written with its capital. Plain search: an index of our own would cost more than all else here. */
function namedIn(statement: Statement, listed: readonly { readonly index: number; readonly lower: string }[]): Named[] {
  const text = lowerSameLength(statement.text.slice(statement.start, statement.end));
  const found: Named[] = [];
  for (const { index, lower } of listed)
    for (let at = text.indexOf(lower); at >= 0; at = text.indexOf(lower, at + lower.length)) {
      const [start, end] = [statement.start + at, statement.start + at + lower.length];
      if (isInWord(text, at - 1) || isInWord(text, at + lower.length)) continue;
      if (found.some((one) => one.index === index && one.evidence.start <= start && end <= one.evidence.end)) continue;
      const evidence = evidenceAt(statement, start, end);
      if (isNamed(statement, evidence)) found.push({ index, statement, evidence });
    }
  return found.sort((a, b) => a.evidence.start - b.evidence.start);
}

function isInWord(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return sign !== "" && (sign.toUpperCase() !== sign || (sign >= "0" && sign <= "9"));
}

function isNamed(statement: Statement, { quote, start, end }: Evidence): boolean {
  if (["negated", "past", "future"].includes(statusAt(statement, start, end).status)) return false;
  if (quote.includes(" ") || capitals(quote) > 1) return true;
  return isCapital(quote) && (start > statement.start || !PLAIN_WORD.test(quote));
}

const isCapital = (text: string) => text.charAt(0) !== text.charAt(0).toLowerCase();
const capitals = (text: string) => [...text].filter(isCapital).length;

/** "Sends them to HiX", but not "takes orders from HiX", which HiX brings. */
function isCalled(mention: Named): boolean {
  const { statement, evidence } = mention;
  return !comesFrom(mention) || statement.tokens.some(({ lower, end }) => end <= evidence.start && FETCHES.has(lower));
}

/** "From HiX", "by the HiX". */
function comesFrom({ statement, evidence }: Named): boolean {
  const before = statement.tokens.filter(({ end }) => end <= evidence.start);
  const last = before.at(-1)?.lower ?? "";
  return COMES_FROM.has(last === "the" || last === "our" ? (before.at(-2)?.lower ?? "") : last);
}

/** How people may write a system that is listed so: "The tax office (Elster)" is the tax office, and Elster. */
function namesOf(quote: string): string[] {
  const words = (quote.split(NAME_ENDS)[0] ?? "").trim().split(" ");
  if (words.length > 1 && ARTICLES.has(words[0]?.toLowerCase() ?? "")) words.shift();
  const bare = words.length > 1 && KIND.has(words.at(-1)?.toLowerCase() ?? "") ? words.slice(0, -1) : words;
  const [first = "", second = ""] = bare;
  const inner = quote.slice(quote.indexOf("(") + 1, quote.indexOf(")"));
  const isName = quote.includes("(") && inner.length > 2 && inner.length < 24 && isCapital(inner);
  const all = [
    words.join(" "),
    bare.join(" "),
    first.length > 3 && isCapital(first) && isCapital(second) ? first : "",
    isName ? inner : "",
  ];
  return [...new Set(all.map((name) => name.replaceAll("|", " ").trim()))].filter((name) => name.length > 2);
}

const ARTICLES = new Set(["the", "our", "a", "an"]);

function distinct(keys: readonly StatedKey[]): StatedKey[] {
  const seen = new Map<string, StatedKey>();
  for (const key of keys) {
    const id = key.outside === null ? key.name.toLowerCase() : String(key.outside);
    const known = seen.get(id);
    if (known === undefined || (known.service === null && key.service !== null)) seen.set(id, key);
  }
  return [...seen.values()];
}
