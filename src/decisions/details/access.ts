// In: the statements of every field and the names of the services. Out: which services nobody outside may reach, and from where alone others may be reached, with the words that say so. Never decides what is built.
import type { Evidence } from "../decision.ts";
import { ENVIRONMENTS } from "../lexicon/environments.ts";
import { compileLexicon, type Lexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch, segmentSpan, sliceOf } from "../topics/matches.ts";
import type { ReadField } from "../topics/topic.ts";

/** Nobody outside reaches it. */
export interface Closed {
  readonly evidence: Evidence;
  /** Services that alone call it, by position, where the text names them. */
  readonly callers: readonly number[];
}

/** Reached from outside, and not from everywhere. */
export interface Limited {
  /** Address ranges that are written; empty where the text has words for the place and no address. */
  readonly ranges: readonly string[];
  /** Through a door that has no address on the internet. */
  readonly inside: boolean;
  readonly evidence: Evidence;
}

export interface Access {
  /** By position of the service. */
  readonly services: readonly { readonly closed: Closed | null; readonly limited: Limited | null }[];
  /** Said of the system as a whole. */
  readonly everything: Limited | null;
  /** Said of a part that is none of the services, or of one environment: nothing can be built from it. */
  readonly loose: readonly Evidence[];
}

/** Fields in which people say who gets in. What stands in the others is about data, delivery or recovery. */
const ABOUT_ACCESS =
  /^(?:overall_architecture\.|security\.|architecture_diagrams\.|scalability\.load_balancing|infrastructure\.hosting_strategy|integrations\.(?:api_design|communication_patterns))/;
/** In a service's own texts it is the subject. */
const OWN = /^services\.(?:purpose|technology|scaling_requirements|dependencies)$/;

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
/** What stands before the first noun of a sentence. */
const HEAD = /^\W*(?:(?:an?|the|our|this is an?|small|simple|purely)\s+)*$/i;
/** Names of services that are words for any. */
const COMMON = /^(?:apis?|web|app|server|service|worker|backend|frontend|site|portal|admin)$/i;
const WORLD = "(?:the )?(?:public |open )?(?:internet|outside(?: world)?|world|public|www|web)";
/** Said by denying the opposite. */
const NOT_OUTSIDE = new RegExp(
  `\\b(?:not|never|isn['’]?t|aren['’]?t|nor|cannot be|can['’]?t be)(?: be| to be)?(?: directly| itself| ever)?(?: made)? (?:public(?:ly (?:reachable|accessible|exposed|available|visible|routable))?(?!\\s+(?:holidays?|cloud|sector|documented|keys?|transport|figures?)\\b|\\w)|internet[- ]facing|exposed(?! (?:as|by|in|through|via)\\b)|(?:open|reachable|accessible|visible|available|callable|published|reached|called|accessed)(?: directly)?(?: publicly| externally| (?:to|from|on|by|over) ${WORLD}\\b))|\\b(?:no|without(?: an?)?) (?:public|external|internet)(?:[ -]facing)? (?:routes?|access|endpoints?|ingress|exposure|interfaces?|address(?:es)?|urls?|listeners?|ips?)\\b|\\bno (?:access|routes?|ingress|exposure|traffic|way in) (?:from|to) ${WORLD}\\b|\\bnothing (?:from )?outside (?:calls|reaches|talks to) it\\b`,
  "gi",
);

/** What keeps others out. */
const ALONE =
  /(?<!\b(?:not|read|write|append|internal|https|tls|v)[ -])\b(?:only(?! (?:https?|tls|after|when|if|once|for|in|one|the (?:first|last)|an?|two|\d+)\b)|exclusively|solely|(?:restricted|limited|confined|locked(?: down)?) to|reserved for|nobody but|no one but|(?:allow|white)-?list(?:ed|s|ing)?|ip[- ](?:limit|restriction|filter)s?|ip limited)\b/gi;
const REACHES =
  /\b(?:calls?|called|uses?|used|reach(?:es|ed|able)?|access(?:es|ed|ible)?|open(?:ed|s)?|connect(?:s|ed|ions?)?|accepts?|accepted|admits?|admitted|allows?|allowed|expos(?:es|ed)|available|visible|callable|traffic|ingress|inbound|requests?|invoke[sd]?|consume[sd]?|(?:allow|white)-?list(?:ed|s|ing)?|talks? to|come[s]? in|log(?:ged)? in|let in|lets in|from|through|via|restricted|limited|locked|confined|list(?:ed|s)?)\b/i;
/** "VPN only", "VPN-only". */
const PLACE_ONLY = /\b(?:vpns?|intranet|office|(?:corporate|company|internal|office) network|lan)[ -]only\b/i;
/** Lists that others keep about us. */
const THEIR_LIST =
  /\b(?:maintains?|keeps?|have|has|their|its|his|customer['’]?s?|partners?['’]?)\s+(?:own )?(?:ip )?(?:allow|white)-?lists?\b/i;
const INNER_DOOR =
  /\binternal(?:-facing)? (?:application )?(?:load balancers?|albs?)\b|\bbehind (?:the |our |a )?(?:company |corporate |office )?vpn\b|\b(?:on|in|over) (?:the |our )?(?:company |corporate )?intranet\b/gi;
const INNER_WORDS =
  /\binternal(?:-facing)? (?:application )?(?:load balancers?|albs?)\b|\bbehind (?:the |our |a )?(?:company |corporate |office )?vpn\b|\b(?:on|in|over) (?:the |our )?(?:company |corporate )?intranet\b|\bsite-to-site\b|\bdirect connect\b|\bprivatelink\b|\btransit gateway\b/i;
/** Here the system is the subject, where none is named. */
const DOOR_FIELDS = /^(?:security\.api_security|scalability\.load_balancing)$/;
const COUNTRIES = /\b(?:countr(?:y|ies)|geo[- ]?\w*|europe|eu|switzerland|germany|uk|domestic)\b/i;
const RANGE = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2})?(?![\d/]|\.\d)/g;
const PLACE =
  /\b(?:cidrs?|(?:ip|address) ranges?|ip[- ]?address(?:es)?|(?<!per )ips?|(?:allow|white)-?list(?:ed|s)?|vpns?|offices?|intranet|(?:corporate|company|internal|office|bank|group|our own|own|factory|plant|hospital|campus|local|ministry|university|school) networks?|factor(?:y|ies)|lan|branch(?:es)?|headquarters|hq|campus|direct connect|leased lines?|known addresses|fixed addresses)\b/i;
const PASSIVE = /\b(?:called|used|reached|reachable|accessible|callable|available|exposed|invoked|consumed|visible)\b/i;
const BY = /\b(?:by|from|to|for|through|via|inside|within)\b/i;
const ACTIVE =
  /^(?:only|nobody but|no one but)\s+(?:the |our )?[\w ,&-]{1,60}?\b(?:calls?|uses?|reach(?:es)?|invokes?|consumes?|talks? to|asks?|needs?)\b/i;
/** "Only other services call it": who is inside already. */
const INSIDERS =
  /\b(?:other|our own|our|the|backend|internal) (?:services?|workers?|components?|containers?|tasks?|microservices?|backends?)\b|\b(?:inside|within) (?:the )?(?:vpc|cluster|system)\b/i;
/** Not a way in for callers: nothing of the stack opens it, or it leads out. */
const OTHER_DOOR =
  /\b(?:ssh|rdp|database|rds|db|bastion|jump ?host|deploy\w*|runners?|jenkins|pipelines?|grafana|kibana|prometheus|backups?|s3|buckets?|redis|cache|queues?|egress|outbound|vault|terraform|git|registry|repositor(?:y|ies)|metrics|logs?|secrets?|console access|aws console|kms|keys?|licen[cs]es?|rate|throttl\w*)\b/i;
const PART =
  /\b(?:admin|back-?office|partners?|vendors?|webhooks?|suppliers?|third part(?:y|ies)|b2b|swagger|docs|management|actuator|health)\b/i;
const WHOLE =
  /\b(?:origin|app(?:lication)?s?|system|platform|site|website|portal|tool|service|everything|alb|load balancer|access|users?|people|staff|ingress|inbound|https?|front ?end|endpoints?|security groups?|reachable|reached|accessible|traffic|connections?|requests?|screens?|internet)\b|\bit (?:is|can|may)\b/i;
const SYSTEM_CLOSED =
  /^[^.;,:]{0,12}\b(?:(?:the|our|this|whole|entire) (?:whole |entire )?(?:app(?:lication)?|system|platform|portal|site|tool|thing)|everything|nothing|it)\b/i;
const BUT_THE_DOOR = /\b(?:alb|load balancer|cloudfront|gateway|except|but|directly|subnets?|tasks?|database)\b/i;

const OTHER_ENVIRONMENTS = compileLexicon(
  "other environments",
  Object.fromEntries(
    ENVIRONMENTS.filter(({ id, names }) => id !== "prod" && names.length > 0).map(({ id, names }) => [
      id,
      names.join("|"),
    ]),
  ),
);

/** Meant for now; what is planned to be closed is closed already, and what was is not. */
const HOLDS = ["chosen", "local"];
const HOLDS_DENIED = ["chosen", "local", "negated", "future"];

/** "From the office": the place is somebody's, and the rule is ours. */
const HOLDS_PLACE = [...HOLDS, "foreign"];

/** `names` has the services by position. */
export function readAccess(fields: readonly ReadField[], names: Lexicon, count: number): Access {
  const services = Array.from({ length: count }, () => ({
    closed: null as Closed | null,
    limited: null as Limited | null,
  }));
  let everything: Limited | null = null;
  const loose: Evidence[] = [];
  for (const field of fields) {
    const own = OWN.test(field.field) ? field.service : undefined;
    if (own === undefined && !ABOUT_ACCESS.test(field.field)) continue;
    for (const statement of field.statements) {
      for (const { about, evidence, callers } of closuresIn(statement, own, names, field.field)) {
        for (const index of about === "system" ? [] : about) {
          const service = services[index];
          if (service !== undefined)
            service.closed = {
              evidence: service.closed?.evidence ?? evidence,
              callers: [...new Set([...(service.closed?.callers ?? []), ...callers])],
            };
        }
        if (about === "system") everything ??= { ranges: [], inside: false, evidence };
      }
      for (const { about, limited } of limitsIn(statement, own, names, field.field)) {
        if (about === "system") everything ??= limited;
        else if (about === "other") loose.push(limited.evidence);
        else
          for (const index of about) {
            const service = services[index];
            if (service !== undefined) service.limited ??= limited;
          }
      }
    }
  }
  return { services, everything, loose };
}

interface Closure {
  readonly about: readonly number[] | "system";
  readonly evidence: Evidence;
  readonly callers: readonly number[];
}

function closuresIn(statement: Statement, own: number | undefined, names: Lexicon, field: string): Closure[] {
  const found: Closure[] = [];
  const put = (match: PatternMatch) => {
    const about =
      closedBy(statement, match, own, names) ?? (saysOnly(match) && DOOR_FIELDS.test(field) ? "system" : null);
    if (about !== null) found.push({ about, evidence: match.evidence, callers: [] });
  };
  for (const match of findPattern(statement, INSIDE)) if (HOLDS.includes(match.status)) put(match);
  for (const match of findPattern(statement, INTERNAL)) {
    const named = servicesIn(statement, names, match.end, match.end + MAX_NAME)[0];
    if (named === undefined || named.at - match.end > 1 || !HOLDS.includes(match.status)) continue;
    // "Internal storefront statistics", said of reports, is about reports; and so is "internal API", also where one of the others is called api.
    const isHead = own !== undefined && HEAD.test(statement.text.slice(statement.start, match.start));
    if (own !== undefined && !isHead && COMMON.test(statement.text.slice(named.at, named.end))) continue;
    found.push({ about: [isHead ? own : named.index], evidence: match.evidence, callers: [] });
  }
  for (const match of findPattern(statement, NOT_OUTSIDE)) if (HOLDS_DENIED.includes(match.status)) put(match);
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

interface Limit {
  readonly about: readonly number[] | "system" | "other";
  readonly limited: Limited;
}

function limitsIn(statement: Statement, own: number | undefined, names: Lexicon, field: string): Limit[] {
  const match = findPattern(statement, ALONE).find((one) => {
    if (!HOLDS_PLACE.includes(one.status)) return false;
    const segment = segmentSpan(statement, one.start);
    const text = statement.text.slice(segment.start, segment.end);
    if (THEIR_LIST.test(text)) return false;
    return (
      PLACE_ONLY.test(text) || (REACHES.test(text) && (PLACE.test(text) || COUNTRIES.test(text) || hasRange(statement)))
    );
  });
  const door = findPattern(statement, INNER_DOOR).find(({ status }) => HOLDS.includes(status));
  const sign =
    match ?? (door === undefined || /\bpublic\b|internet-facing/i.test(sliceOf(statement)) ? undefined : door);
  if (sign === undefined) return [];
  const { start, end } = segmentSpan(statement, sign.start);
  const text = statement.text.slice(start, end);
  if (OTHER_DOOR.test(text) && own === undefined) return [];
  const limited = {
    ranges: rangesIn(sliceOf(statement)),
    inside: INNER_WORDS.test(sliceOf(statement)),
    evidence: evidenceAt(statement, start, end),
  };
  if (findMentions([statement], OTHER_ENVIRONMENTS).length > 0) return [{ about: "other", limited }];
  if (COUNTRIES.test(text) && !PLACE.test(text)) return [{ about: "other", limited }];
  if (own !== undefined) return [{ about: PART.test(text) ? "other" : [own], limited }];
  const beside = servicesIn(statement, names, start, end);
  const all = beside.length > 0 ? beside : servicesIn(statement, names, statement.start, statement.end);
  if (beside.length > 0 || all.length === 1) return [{ about: [...new Set(all.map(({ index }) => index))], limited }];
  if (PART.test(text)) return [{ about: "other", limited }];
  return [{ about: DOOR_FIELDS.test(field) || WHOLE.test(sliceOf(statement)) ? "system" : "other", limited }];
}

function hasRange(statement: Statement): boolean {
  return ANY_ADDRESS.test(sliceOf(statement));
}

/** A slip of the pen in an address limits all the same. */
const ANY_ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}/;

/** Ranges as AWS takes them: one address is a range of its own. */
function rangesIn(text: string): string[] {
  return [
    ...new Set([...text.matchAll(RANGE)].map(([written]) => (written.includes("/") ? written : `${written}/32`))),
  ].filter(isRange);
}

function isRange(written: string): boolean {
  const [address = "", bits = ""] = written.split("/");
  return Number(bits) >= 1 && Number(bits) <= 32 && address.split(".").every((part) => Number(part) <= 255);
}

function servicesIn(statement: Statement, names: Lexicon, start: number, end: number) {
  return findMentions([statement], names)
    .filter(({ evidence }) => evidence.start >= start && evidence.end <= end)
    .map(({ id, evidence }) => ({ index: Number(id), at: evidence.start, end: evidence.end }));
}
