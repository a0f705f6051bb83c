// In: a statement and where it stands. Out: which services nobody outside reaches, as it says. Never says what is limited to places.
import type { Evidence } from "../../decision.ts";
import type { Lexicon } from "../../text/lexicon.ts";
import { findMentions } from "../../text/mentions.ts";
import { evidenceAt, type Statement } from "../../text/statements.ts";
import { findPattern, type PatternMatch, segmentSpan, sliceOf } from "../../topics/matches.ts";
import { DOOR_FIELDS, HEAD, isAboutAll, type Place, servicesIn } from "./subject.ts";
import { ALONE, HOLDS, HOUSE_THING, NOTHING_ELSE } from "./words.ts";

export interface Closure {
  readonly about: readonly number[] | "system";
  readonly evidence: Evidence;
  /** Services that alone call it. */
  readonly callers: readonly number[];
}

const PEOPLE =
  "users?|staff|people|teams?|tools?|pages?|screens?|ui|dashboards?|app(?:lication)?s?|customers?|employees?|colleagues|departments?|wiki|portal|website|site";
const THINGS =
  "albs?|(?:application )?load balancers?|systems?|documents?|notes?|comments?|ids?|events?|ledgers?|tickets?|knowledge|training|audits?|memos?|orders?|projects?|messages?|bookings?|state|data|model|names?|codes?|numbers?|formats?|networks?";
const OBJECT =
  "(?<!\\b(?:calls?|aggregates?|consumes?|uses?|wraps?|fronts?|proxies|routes? to|talks? to|of|for|from|to|across|our|with|between|several|many)\\s(?:the |our |all |all the |several )?)";
/** Said in the affirmative. */
const INSIDE = new RegExp(
  `${OBJECT}\\binternal(?:ly|-only)?\\b(?!-)(?! (?:${PEOPLE}|${THINGS})\\b)|\\bprivate (?:service|api|endpoint|interface|only)\\b|\\b(?:vpc|cluster)[- ](?:only|internal|local)\\b|\\b(?:stays|remains|kept|sits|lives) (?:private|inside (?:the )?(?:vpc|cluster|network))\\b|\\b(?:inside|within) (?:the |our )?(?:vpc|cluster|private network) only\\b|\\bonly (?:reachable |available |accessible |exposed |visible |callable )?(?:from )?(?:inside|within) (?:the |our )?(?:vpc|cluster|system|private|stack)\\b|\\bunreachable from (?:the )?(?:internet|outside)\\b`,
  "gi",
);
/** Right before the name of a service. */
const INTERNAL = /\binternal\b/gi;
const MAX_NAME = 60;
/** Names of services that are words for any. */
const COMMON = /^(?:apis?|web|app|server|service|worker|backend|frontend|site|portal|admin)$/i;
const WORLD = "(?:the )?(?:public |open )?(?:internet|outside(?: world)?|world|public|www|web)";
/** Said by denying the opposite. */
const NOT_OUTSIDE = new RegExp(
  `\\b(?:not|never|isn['’]?t|aren['’]?t|nor|cannot be|can['’]?t be)(?: be| to be)?(?: directly| itself| ever)?(?: made)? (?:public(?:ly (?:reachable|accessible|exposed|available|visible|routable))?(?!\\s+(?:holidays?|cloud|sector|documented|keys?|transport|figures?)\\b|\\w)|internet[- ]facing|exposed(?! (?:as|by|in|through|via)\\b)|(?:open|reachable|accessible|visible|available|callable|published|reached|called|accessed)(?: directly)?(?: publicly| externally| (?:to|from|on|by|over) ${WORLD}\\b))|\\b(?:no|without(?: an?)?) (?:public|external|internet|outside)(?:[ -]facing)? (?:routes?|access|endpoints?|ingress|exposure|interfaces?|address(?:es)?|urls?|listeners?|ips?)\\b|\\bno (?:access|routes?|ingress|exposure|traffic|way in) (?:from|to) ${WORLD}\\b|\\bnothing (?:from )?outside (?:calls|reaches|talks to) it\\b|\\bby (?:no one|nobody|no-one|none) (?:from )?outside\\b`,
  "gi",
);

const PASSIVE = /\b(?:called|used|reached|reachable|accessible|callable|available|exposed|invoked|consumed|visible)\b/i;
const BY = /\b(?:by|from|to|for|through|via|inside|within)\b/i;
const ACTIVE =
  /^(?:only|nobody but|no one but)\s+(?:the |our )?[\w ,&-]{1,60}?\b(?:calls?|uses?|reach(?:es)?|invokes?|consumes?|talks? to|asks?|needs?)\b/i;
/** "Only other services call it": who is inside already. */
const INSIDERS =
  /\b(?:other|our own|our|the|backend|internal) (?:services?|workers?|components?|containers?|tasks?|microservices?|backends?)\b|\b(?:inside|within) (?:the )?(?:vpc|cluster|system)\b/i;
const SYSTEM_CLOSED =
  /^[^.;,:]{0,12}\b(?:(?:the|our|this|whole|entire) (?:whole |entire )?(?:app(?:lication)?|system|platform|portal|site|tool|thing)|everything|nothing|it)\b/i;
const BUT_THE_DOOR = /\b(?:alb|load balancer|cloudfront|gateway|except|but|directly|subnets?|tasks?|database)\b/i;
/** Behind an "internal" that does not open the text: the service itself, or nothing; "internal transfers" are what it works on. */
const ITS_KIND =
  /^[\s-]*(?:$|[.,;:()|/–—]|(?:and|or|only|use|to|rest|http|https|grpc|rpc|json|graphql|soap|tcp|apis?|services?|microservices?|endpoints?|interfaces?|backends?|components?|servers?|modules?|helpers?|calls?|traffic|network)\b)/i;
const INTERNALLY =
  /\b(?:used|called|reachable|accessible|available|exposed|consumed|only|visible) internally\b|\binternally (?:used|called|reachable|accessible|available|exposed|consumed|only|visible)\b/i;
const STAYS_IN =
  /\b(?:never|does not|doesn['’]?t|must not|may not) leaves? (?:the |our )?(?:vpc|cluster|private network|network)\b/gi;
/** What may stand before "not reachable from the internet" where the door itself is meant: nothing, or a verdict. */
const VERDICT = /^\W*(?:(?:no|none|nope|nothing|n\/a|waf|firewall|it is|it's|is|it|must|shall|should|may)\b\W*)*$/i;
const WHOLE_FIELDS = /^(?:infrastructure\.hosting_strategy|overall_architecture\.architecture_type)$/;
const HOLDS_DENIED = [...HOLDS, "negated", "future"];

export function closuresIn(statement: Statement, place: Place): Closure[] {
  const { own, names, field } = place;
  const found: Closure[] = [];
  const put = (match: PatternMatch) => {
    const about =
      closedBy(statement, match, own, names) ??
      ((saysOnly(match) && DOOR_FIELDS.test(field)) || isWhole(match, field) ? "system" : null);
    if (about !== null) found.push({ about, evidence: match.evidence, callers: [] });
  };
  // Pages for the people of the house are reached by them.
  const things = findPattern(statement, HOUSE_THING).map(({ start }) => start);
  for (const match of findPattern(statement, INSIDE).filter(({ start }) => !things.includes(start)))
    if (HOLDS.includes(match.status) && (own === undefined || saysItself(match))) put(match);
  for (const match of findPattern(statement, STAYS_IN))
    if (own !== undefined && isAboutAll(statement, match.start, { ...place, opens: false })) put(match);
  for (const match of findPattern(statement, INTERNAL)) {
    const named = servicesIn(statement, names, match.end, match.end + MAX_NAME)[0];
    if (named === undefined || named.at - match.end > 1 || !HOLDS.includes(match.status)) continue;
    // "Internal storefront statistics", said of reports, is about reports; and so is "internal API", also where one of the others is called api.
    const isHead = own !== undefined && HEAD.test(statement.text.slice(statement.start, match.start));
    if (own !== undefined && !isHead && COMMON.test(statement.text.slice(named.at, named.end))) continue;
    found.push({ about: [isHead ? own : named.index], evidence: match.evidence, callers: [] });
  }
  for (const match of findPattern(statement, NOT_OUTSIDE)) if (HOLDS_DENIED.includes(match.status)) put(match);
  for (const match of findPattern(statement, NOTHING_ELSE)) {
    const callers = servicesIn(statement, names, statement.start, match.end).map(({ index }) => index);
    const others = callers.filter((index) => index !== own);
    if (own !== undefined && others.length > 0)
      found.push({ about: [own], callers: others, evidence: evidenceAt(statement, statement.start, match.end) });
  }
  if (own === undefined && findMentions([statement], names).length < 2) return found;
  for (const match of findPattern(statement, ALONE)) {
    const told = HOLDS.includes(match.status) ? callersOf(statement, match, own, names) : null;
    if (told !== null) found.push(told);
  }
  return found;
}

/** "only jobs calls it", "called only by jobs", "only called by jobs". */
function callersOf(statement: Statement, match: PatternMatch, own: number | undefined, names: Lexicon): Closure | null {
  const { start, end } = segmentSpan(statement, match.start);
  const segment = statement.text.slice(start, end);
  const passive = PASSIVE.test(segment) ? BY.exec(segment) : null;
  const active = passive === null ? ACTIVE.exec(statement.text.slice(match.start, end)) : null;
  const all = servicesIn(statement, names, start, end);
  const pick = (from: number, to: number) => all.filter(({ at }) => at >= from && at < to).map(({ index }) => index);
  const others = (list: readonly number[]) => list.filter((index) => index !== own);
  if (passive !== null) {
    const by = start + passive.index + passive[0].length;
    const about = own === undefined ? pick(start, by) : [own];
    const callers = others(pick(by, end));
    const isTold = callers.length > 0 || INSIDERS.test(segment.slice(by - start));
    return isTold && about.length > 0 ? { about, callers, evidence: evidenceAt(statement, start, end) } : null;
  }
  if (active === null) return null;
  const verb = match.start + active.index + active[0].length;
  const called = pick(verb, end);
  const isOwn = own !== undefined && /^\s*(?:it|this|that)\b/i.test(statement.text.slice(verb, end));
  const callers = others(pick(match.end, verb));
  const about = isOwn ? [own] : called.filter((index) => !callers.includes(index));
  const isTold = callers.length > 0 || INSIDERS.test(statement.text.slice(match.start, verb));
  return isTold && about.length > 0 ? { about, callers, evidence: evidenceAt(statement, start, end) } : null;
}

/** "Internal pricing", "pricing, internal": but not "handles internal transfers". */
function saysItself({ text, statement, start, end }: PatternMatch): boolean {
  if (!/^internal/i.test(text)) return true;
  // "Internally built on events" is about how.
  if (/^internally/i.test(text))
    return INTERNALLY.test(
      statement.text.slice(Math.max(statement.start, start - 14), Math.min(statement.end, end + 14)),
    );
  return (
    HEAD.test(statement.text.slice(segmentSpan(statement, start).start, start)) ||
    ITS_KIND.test(statement.text.slice(end, statement.end))
  );
}

/** "Not reachable from the internet", with nothing before it that it could be about, where people say who gets in. */
function isWhole({ text, statement, start }: PatternMatch, field: string): boolean {
  if (!/internet|outside|public/i.test(text)) return false;
  if (DOOR_FIELDS.test(field)) return VERDICT.test(statement.text.slice(statement.start, start));
  const bare = segmentSpan(statement, start).start === start;
  return WHOLE_FIELDS.test(field) && bare && !BUT_THE_DOOR.test(sliceOf(statement));
}

/** "internal only" in a field about the door. */
function saysOnly({ text, statement, end }: PatternMatch): boolean {
  return /internal/i.test(text) && /^-?\s*only\b/i.test(statement.text.slice(end, end + 8).trimStart());
}

/** Whom words such as "internal" are about: outside of a service's own texts, those named beside them. */
function closedBy(
  statement: Statement,
  match: PatternMatch,
  own: number | undefined,
  names: Lexicon,
): readonly number[] | "system" | null {
  if (own !== undefined) return [own];
  const { start, end } = segmentSpan(statement, match.start);
  const all = servicesIn(statement, names, statement.start, statement.end);
  const behind = all.find(({ at }) => at >= match.end && at - match.end <= 4);
  if (behind !== undefined) return [behind.index];
  const before = all.filter(({ at }) => at < match.start);
  if (
    before.length > 0 &&
    /\b(?:are|stay|remain)\s+(?:all\s+|both\s+|purely\s+|kept\s+)?$/i.test(statement.text.slice(start, match.start))
  )
    return before.map(({ index }) => index);
  const beside = before.filter(({ at }) => at >= start && at < end);
  if (beside.length > 0) return [beside.at(-1)?.index ?? 0];
  // "pricing: internal".
  if (before.length === 1 && /^[\s:,(–—-]+$/.test(statement.text.slice(before[0]?.end ?? 0, match.start)))
    return before.map(({ index }) => index);
  const text = sliceOf(statement);
  return SYSTEM_CLOSED.test(text) && /internet|outside|public/i.test(match.text) && !BUT_THE_DOOR.test(text)
    ? "system"
    : null;
}
