// In: a statement and where it stands. Out: from where alone something is reached, with the address ranges that are written. Never opens anything.
import { evidenceAt, type Statement } from "../../text/statements.ts";
import { findPattern, type PatternMatch, segmentSpan, sliceOf } from "../../topics/matches.ts";
import type { Limited } from "./access.ts";
import { openIn } from "./audience.ts";
import { isWritten, rangesIn } from "./ranges.ts";
import { type About, DOOR_FIELDS, isElsewhere, isPart, type Place, servicesIn } from "./subject.ts";
import { ALONE, HOLDS, HOLDS_PLACE, NOTHING_ELSE } from "./words.ts";

const REACHES =
  /\b(?:calls?|called|callers?|consumers?|visitors?|uses?|used|reach(?:es|ed|able)?|access(?:es|ed|ible)?|open(?:ed|s)?|connect(?:s|ed|ions?)?|accepts?|accepted|admits?|admitted|allows?|allowed|expos(?:es|ed)|available|visible|callable|traffic|ingress|inbound|requests?|invoke[sd]?|consume[sd]?|(?:allow|white)-?list(?:ed|s|ing)?|talks? to|come[s]? in|log(?:ged)? in|gets? in|enters?|let in|lets in|from|through|via|restricted|limited|locked|confined|list(?:ed|s)?)\b/i;
/** "VPN only", "VPN-only". */
const PLACE_ONLY =
  /\b(?:vpns?|intranet|offices?|lan|(?:corporate|company|internal|office|in-?house) (?:networks?|lan|wi-?fi)|(?:vpn|office|company|corporate) (?:(?:ip )?(?:ranges?|addresses)|ips?))(?: access)?[ -]only\b/i;
/** Lists that others keep about us. */
const THEIR_LIST =
  /\b(?:maintains?|keeps?|have|has|their|its|his|customer['’]?s?|partners?['’]?)\s+(?:own )?(?:ip )?(?:allow|white)-?lists?\b/i;
const INNER_DOOR =
  /\b(?:alb|load balancer)s?,? (?:purely |only )?internal(?:[ -]only)?(?=\s*(?:$|[.,;)|]))|\binternal(?:-facing)? (?:application )?(?:load balancers?|albs?)\b|\bbehind (?:the |our |a )?(?:company |corporate |office )?vpn\b|\b(?:on|in|over) (?:the |our )?(?:company |corporate )?intranet\b/gi;
const INNER_WORDS =
  /\b(?:alb|load balancer)s?,? (?:purely |only )?internal(?:[ -]only)?(?=\s*(?:$|[.,;)|]))|\binternal(?:-facing)? (?:application )?(?:load balancers?|albs?)\b|\bbehind (?:the |our |a )?(?:company |corporate |office )?vpn\b|\b(?:on|in|over) (?:the |our )?(?:company |corporate )?intranet\b|\bsite-to-site\b|\bdirect connect\b|\bprivatelink\b|\btransit gateway\b/i;
/** Words that keep others out and say of what by themselves. */
const SAYS_REACH =
  /^(?:nowhere|not from)|\bbe (?:on|in|inside|connected to)$|without$|^(?:blocked|closed|locked|denied|refused)/i;
/** A range of these is where the system lies, and nobody who calls it. */
const NETWORK = /\b(?:vpcs?|subnets?|peering|routes?)\b/i;
const COUNTRIES = /\b(?:countr(?:y|ies)|geo[- ]?\w*|europe|eu|switzerland|germany|uk|domestic)\b/i;
const PLACE =
  /\b(?:cidrs?|(?:ip|address) ranges?|ip[- ]?address(?:es)?|(?<!per )ips?|(?:allow|white)-?list(?:ed|s)?|vpns?|offices?|intranet|(?:corporate|company|internal|office|bank|group|our own|own|factory|plant|hospital|campus|local|ministry|university|school) networks?|factor(?:y|ies)|lan|branch(?:es)?|headquarters|hq|campus|direct connect|leased lines?|known addresses|fixed addresses|(?:inside|within) (?:of )?(?:the |our )?(?:company|house|building|organi[sz]ation|firm|plant|premises)|(?:inside|from|on|in|within) (?:the|our) (?:[\w'’-]+ ){1,3}network|on[- ]site|on (?:the |our )?premises|in (?:the|our) building|(?:their|our|own|cloudflare['’]?s?|its) ranges)\b/i;
/** Not a way in for callers: nothing of the stack opens it, or it leads out. */
const OTHER_DOOR =
  /\b(?:ssh|rdp|database|rds|db|bastion|jump ?host|deploy\w*|runners?|jenkins|pipelines?|grafana|kibana|prometheus|backups?|s3|buckets?|redis|cache|queues?|egress|outbound|vault|terraform|git|registry|repositor(?:y|ies)|metrics|logs?|secrets?|console access|aws console|kms|keys?|licen[cs]es?|rate|throttl\w*)\b/i;
/** The same in a service's own text, which may be about a console or a queue. */
const OTHER_WAY =
  /\b(?:ssh|rdp|bastion|jump ?host|deploy(?:ment|ments|ed|s|ing)?|runners?|pipelines?|backups?|egress|outbound)\b/i;
const WHOLE =
  /\b(?:origin|app(?:lication)?s?|system|platform|site|website|portal|tool|service|everything|alb|load balancer|access|users?|people|staff|ingress|inbound|https?|front ?end|endpoints?|security groups?|reachable|reached|accessible|traffic|connections?|requests?|screens?|internet|gets? in)\b|\bit (?:is|can|may)\b/i;

export interface Limit {
  readonly about: About;
  readonly limited: Limited;
}

export function limitsIn(statement: Statement, place: Place): Limit[] {
  const { own, names, field } = place;
  const match = findPattern(statement, ALONE).find((one) => {
    if (!HOLDS_PLACE.includes(one.status)) return false;
    const segment = segmentSpan(statement, one.start);
    const text = statement.text.slice(segment.start, segment.end);
    if (THEIR_LIST.test(text)) return false;
    if (
      PLACE_ONLY.test(text) ||
      isHere(one, text) ||
      (SAYS_REACH.test(one.text) && PLACE.test(sliceOf(statement))) ||
      (isWritten(text) && !NETWORK.test(text))
    )
      return true;
    return REACHES.test(text) && (PLACE.test(text) || COUNTRIES.test(text) || isWritten(sliceOf(statement)));
  });
  const among =
    own !== undefined && PLACE.test(sliceOf(statement)) ? findPattern(statement, NOTHING_ELSE)[0] : undefined;
  const door = findPattern(statement, INNER_DOOR).find(({ status }) => HOLDS.includes(status));
  const sign =
    match ??
    among ??
    ownWay(statement, place) ??
    (door === undefined || /\bpublic\b|internet-facing/i.test(sliceOf(statement)) ? undefined : door);
  if (sign === undefined) return [];
  const { start, end } = segmentSpan(statement, sign.start);
  const text = statement.text.slice(start, end);
  if ((own === undefined ? OTHER_DOOR : OTHER_WAY).test(text)) return [];
  const limited: Limited = {
    by: "place",
    ...rangesIn(sliceOf(statement)),
    inside: INNER_WORDS.test(sliceOf(statement)),
    evidence: evidenceAt(statement, start, end),
  };
  if (isElsewhere(statement)) return [{ about: "other", limited }];
  if (COUNTRIES.test(text) && !PLACE.test(text)) return [{ about: "other", limited }];
  // "Its only caller is the vendor's broker" names who calls, and no part of it.
  const isCaller = /^\s*(?:callers?|clients?|consumers?)\b/i.test(statement.text.slice(sign.end));
  if (own !== undefined) return [{ about: isPart(text, place) && !isCaller ? "other" : [own], limited }];
  const beside = servicesIn(statement, names, start, end);
  const all = beside.length > 0 ? beside : servicesIn(statement, names, statement.start, statement.end);
  if (beside.length > 0 || all.length === 1)
    return [{ about: [...new Set([...all.map(({ index }) => index), ...calledShort(text, names)])], limited }];
  if (isPart(text, place)) return [{ about: "other", limited }];
  return [{ about: DOOR_FIELDS.test(field) || WHOLE.test(sliceOf(statement)) ? "system" : "other", limited }];
}

/** A way that strangers do not have, as the way to the service itself: "reach it over the agency VPN", but not "reads the ERP over the VPN". */
const PRIVATE_WAY =
  /\b(?:(?:reach|access|open|use|see|call|enter|visit|get to|work with|connect to|log in to|sign in to)(?:e?s)? (?:it|this|them|these|the (?:tool|app|application|pages?|system|screens?|service))|(?:come|get|log|dial|sign)s? in|(?:is|are|be|gets?) (?:reached|opened|used|accessed|called|visited|seen|reachable|accessible|available))\b[^.;,]{0,30}\b(?:over|via|through|by|on|using|behind|from|within|inside)\b[^.;,]{0,24}\b(?:vpns?|intranet|direct connect|leased lines?|site-to-site|private ?link|lan|(?:company|corporate|internal|office|house|agency|hospital|university|school|bank|plant|factory|campus|city|group|own)(?:['’]s)? networks?)\b/gi;
const PRIVATE_WORDS = ["vpn", "network", "intranet", "direct connect", "leased", "site-to-site", "private", "lan"];
/** "Or without it": then it is one way of several. */
const OTHER_WAYS = /\b(?:or|either|also|optionally|as well|even|besides)\b/i;

/** People are said to come by such a way, and nobody else is named. */
function ownWay(statement: Statement, { own, forOthers }: Place): PatternMatch | undefined {
  if (own === undefined || forOthers) return undefined;
  const lower = sliceOf(statement).toLowerCase();
  if (!PRIVATE_WORDS.some((word) => lower.includes(word)) || openIn(statement) !== null) return undefined;
  return findPattern(statement, PRIVATE_WAY).find(({ status, text }) => {
    return HOLDS_PLACE.includes(status) && !OTHER_WAYS.test(text) && !WHO_RUNS_IT.test(sliceOf(statement));
  });
}

/** "Opened on the tablet in the depot and nowhere else": the place is the one that was just said, whatever it is. */
function isHere({ text }: PatternMatch, segment: string): boolean {
  return /^nowhere else/i.test(text) && /\b(?:opened|used|reached|accessed|seen|called|visited|shown)\b/i.test(segment);
}

/** How people get in, with the range that they come from. */
const WAY_IN =
  /\b(?:comes?|gets?|connects?|enters?|reach(?:es)?|access(?:es)?|opens?|uses?|logs?|signs?|dials?|works?|reached|accessed|opened|used|goes?)\b[^.;]{0,40}\b(?:over|via|through|from|by|on|using|behind)\b/gi;
/** Those who run it, and not those who use it. */
const WHO_RUNS_IT = /\b(?:developers?|engineers?|admin(?:istrator)?s?|operators?|ops|sre|dbas?)\b/i;

/** "Never reachable from the internet; people come in over the VPN (10.40.0.0/16)": beside words that close it, the way in that is written keeps all others out. */
export function wayIn(statement: Statement, { own }: Place): Limited | null {
  const text = sliceOf(statement);
  const way = findPattern(statement, WAY_IN).find(({ status }) => HOLDS_PLACE.includes(status));
  if (way === undefined || !PLACE.test(text) || !isWritten(text) || WHO_RUNS_IT.test(text) || isElsewhere(statement))
    return null;
  const { start, end } = segmentSpan(statement, way.start);
  if ((own === undefined ? OTHER_DOOR : OTHER_WAY).test(statement.text.slice(start, end))) return null;
  return {
    by: "place",
    ...rangesIn(text),
    inside: INNER_WORDS.test(text),
    evidence: evidenceAt(statement, start, end),
  };
}

/** "Internal ALB for portal and api": the services whose names end so, where one is named in full beside them. */
function calledShort(text: string, { terms }: Place["names"]): number[] {
  const words = [...text.matchAll(/(?:\b(?:and|or)|[,&+/])\s+(?:the |our )?([a-z]+?)s?(?![\w-])/gi)].map(
    ([, word = ""]) => word.toLowerCase(),
  );
  return Object.entries(terms).flatMap(([index, name]) =>
    SHORT.test(name) && words.includes(name.split(/[-_ ]/).at(-1)?.toLowerCase() ?? "") ? [Number(index)] : [],
  );
}

const SHORT = /[-_ ](?:api|web|portal|backend|frontend|site|app|ui|gateway|console|panel)$/i;
