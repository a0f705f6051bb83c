// In: a statement and where it stands. Out: what is said to be for the people of the house alone, what is said to be for everybody, and words that are too vague to build from. Never says from where they come.
import type { Evidence } from "../../decision.ts";
import { evidenceAt, type Statement } from "../../text/statements.ts";
import { findPattern, type PatternMatch, segmentSpan, segmentText, sliceOf } from "../../topics/matches.ts";
import type { Limit } from "./places.ts";
import { HEAD, isAboutAll, isElsewhere, isPart, type Place, servicesIn } from "./subject.ts";
import { ENDS, HOLDS, HOLDS_PLACE, HOUSE_THING, THING } from "./words.ts";

/** People of the house. */
const HOUSE =
  "staff(?: members?)?|members of staff|employees?|personnel|colleagues|co-?workers|workforce|team members|internal (?:users?|staff|people|teams?)|crews?|clerks|dispatchers|foremen|supervisors|accountants|people (?:on our payroll|who work (?:here|for us))|(?:those|whoever|everybody|everyone) who works? (?:here|for us)";
/** The same with an owner before them. */
const OURS = "(?:our|its|their|own|company|in-?house)(?: own)? (?:people|folks?|teams?|crews?)";
const OWNER =
  "(?:(?:the|our|its|their|own|company|internal|warehouse|factory|office|yard|shop|store|depot|ground|field|night|back|front|kitchen|ward|[\\w-]+['’]s?) ){0,3}";
const USES =
  "(?:(?:can|may|could|will|should|ever|actually|get to|have to) ){0,2}(?:uses?|sees?|reach(?:es)?|opens?|access(?:es)?|gets? (?:in|to)|works? with|looks? at|touch(?:es)?|needs?|knows?(?: of)?|has access)(?: (?:to )?(?:it|this|that|them|these|in|the (?:tool|app|application|system|service|site|portal|pages?|platform)))?(?=\\s*(?:$|[.,;:()|–—]|and\\b|from\\b|so\\b))";
/** Said to be for them alone. */
const FOR_THE_HOUSE = new RegExp(
  [
    `\\b(?:for )?${OWNER}(?:${HOUSE}|${OURS}|internal use|in-house use)[ -]only\\b(?! (?:read|write|see|can|may|have|get|when|if|one|once|on|during|after|before)\\b)`,
    `\\b(?:only|solely|exclusively|purely|strictly|just) (?:(?:meant|intended|made|open|accessible|available|reachable|usable|used|visible|there|shown) )?(?:for|to|by) ${OWNER}(?:${HOUSE}|${OURS}|(?:internal|in-house) use)${ENDS}`,
    `\\b(?:only|nobody but|no one but) ${OWNER}(?:${HOUSE}|${OURS})(?: (?=(?:can|may|could|will|uses?|sees?|reach|opens?|access|gets?|works?|looks?|touch|needs?|knows?|has)\\b)${USES}|(?=\\s*(?:$|[.,;)|])))`,
    `\\bfor (?:purely |strictly |our )?(?:own |)(?:internal|in-house|company-internal) (?:use|purposes)\\b`,
    `\\b(?:${HOUSE}|${OURS}) and (?:nobody|no one) else\\b`,
  ].join("|"),
  "gi",
);
const STRANGERS =
  "(?:strangers|outsiders|others|third parties|(?:the )?(?:general )?public|(?:anybody|anyone|people|somebody|someone) (?:else|(?:from )?outside))";
/** The same, by denying the opposite. */
const NOT_FOR_OTHERS = new RegExp(
  `\\b(?:nobody|no one|noone) (?:from )?outside(?: of)?(?: (?:the |our )?(?:company|house|office|organi[sz]ation|firm|team|group|us|[\\w-]+))? ${USES}|\\b(?:not|never|isn['’]?t) (?:meant|intended|made|open|accessible|visible|available) (?:for|to) (?:the )?(?:general public|public|outsiders?|strangers)\\b|\\bclosed to (?:the )?(?:public|outsiders)\\b|\\b(?:not|never) for (?:the )?(?:outside(?: world)?|general public|public|outsiders?|strangers|internet)\\b|\\b(?:the (?:general )?public|outsiders|strangers) (?:has|have) no (?:business|access|way in)\\b|\\b(?:the (?:general )?public|outsiders|strangers) (?:cannot|can['’]?t|may not|must not|never|do(?:es)? not) (?:reach|see|open|use|get|access|need)s?\\b|\\bno (?:outsiders|external users|outside users|public users)\\b|\\b(?:not|never|cannot) (?:to )?be (?:found|seen|reached|opened|used|visited|accessed|entered) by ${STRANGERS}\\b`,
  "gi",
);
/** Nothing follows, or a noun for the thing itself. */
const CLOSES = new RegExp(`^\\s*(?:$|[.,;:()|–—]|(?:${THING})\\b)`, "i");
const IS_A =
  /\b(?:is|as|be|remains|stays|being|becomes)\s+(?:an?|our|the|purely|just|only|simply|a purely|an?\s+[\w-]+)?\s*$/i;
/** Said to be for everybody. */
const OPEN =
  /\bpublic(?:ly)?[ -](?:facing|web ?sites?|sites?|pages?|portals?|shops?|apis?|endpoints?|reachable|accessible|available|front ?ends?)\b|\b(?:inter)?net[- ]facing\b|\bopen to (?:the )?(?:\w+ )?(?:internet|public|world|everybody|everyone|anyone|all)\b|\bfor the (?:general )?public\b|\b(?:everybody|everyone|anyone|anybody) (?:can|may) (?:enter|open|see|browse|visit|use|reach)\b|\bfrom (?:anywhere|everywhere|home)\b|\b(?:from|over|on|via|through) the (?:public |open )?internet\b/gi;
/** People of the house are named, and not that it is for them alone. */
const STAFF = new RegExp(
  `\\b(?:back-?\\s?office|backstage|staff|admin(?:istrat(?:ion|ors?))?|support team|employees|colleagues|internal(?:ly)? (?:used|users?|staff|people|teams?|${THING}))\\b`,
  "gi",
);
/** The same, anywhere in the text. */
const USED_BY = new RegExp(
  `\\b(?:used|opened|operated|worked with|meant|made|intended|built)? ?(?:by|for) ${OWNER}(?:\\d{1,5} )?(?:${HOUSE}|${OURS}|clerks|dispatchers|support team|back-?\\s?office)\\b(?![ -]only)|\\b(?:nothing|nobody|no one) else (?:calls|uses|reaches|opens) it\\b`,
  "gi",
);
/** Nearly every text with one of these keeps somebody out: in a form that nobody has read yet, it is asked about. */
const HINTS =
  /\b(?:vpn|intranet|lan|offices?|branches|(?:company|corporate|internal|local) networks?|(?:inside|from|on|in|of) (?:the|our) (?:[\w'’-]+ ){0,3}network|(?:our|the) building|outside access|private|in-?house|ours alone|eyes only|for (?:the |our )?(?:[\w'’-]+ ){0,2}(?:technicians|foremen|foreman|officers|engineers)|(?:our|own) (?:people|teams?|employees)|employees?|departments?|colleagues|(?:planning|support|operations|finance|sales|accounting|dispatch|back-?office) team)\b/gi;
/** Strangers are kept out, whoever else is named: in a form that nothing is built from, it is asked about all the same. */
const KEPT =
  /\b(?:(?:from (?:[\w'’-]+ ){0,2}|(?:reach|use|open|access|see|call)(?:e?s)? (?:it|this|them) [^.;,]{0,30})(?:vpns?|intranet)|strangers|outsiders|(?:nobody|no one|nothing) else (?:(?:can|may|will|ever) )?(?:calls?|uses?|sees?|opens?|reach(?:es)?|gets?|needs?|visits?))\b|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}\/\d/gi;
/** Without one of them there is nothing of it: a look that costs next to nothing. */
const KEEPS = ["vpn", "intranet", "strangers", "outsiders", " else ", "/"];
const ONLY = ["only", "sole", "exclusively", "nobody but", "no one but"];
/** The same by "only", which counts where it is not customers who alone may: "only dealers use it", "opened only at the counter", "its only caller". */
const KEPT_BY_ONLY =
  /\b(?:(?:only|sole) (?:callers?|clients?|consumers?)|(?:opened|reached|accessed|called|visited|used) (?:only|exclusively|solely) (?:by|from|at|on|in|inside|within|through|via|over)|(?:only|exclusively|solely) (?:be )?(?:opened|reached|accessed|called|visited|used) (?:by|from|at|on|inside|within|through|via|over)|(?:only|nobody but|no one but) (?:the |our )?(?:[\w-]+ ){1,3}?(?:(?:can|may|will|should|ever|actually) )?(?:use|see|open|reach|access|call|visit)(?:e?s)? (?:it|this|them))\b/gi;
/** Whoever likes becomes one of them. */
const ANYBODY =
  /\b(?:customers?|public|visitors?|citizens?|guests?|patients?|passengers?|residents?|parents?|pupils?|students?|players?|fans?|buyers?|sellers?|bidders?|members?|tenants?|riders?|donors?|subscribers?|users?|everybody|everyone|anyone|browsers?)\b/i;
/** "The agency VPN": whose network it is says nothing of who else comes. */
const NETWORK_OF = /\b(?:the|our|an?|its) (?:[\w'’-]+ ){1,2}(?:vpns?|networks?|intranet|lan|wi-?fi)\b/gi;
const NETWORKS = ["vpn", "network", "intranet", "lan", "wi"];
/** Somebody else is named as well. */
const OUTSIDERS =
  /\b(?:customers?|public|visitors?|citizens?|guests?|patients?|partners?|suppliers?|clients?|passengers?|residents?|parents?|pupils?|students?|players?|fans?|buyers?|sellers?|bidders?|members?|tenants?|drivers?|riders?|couriers?|merchants?|brokers?|agents?|agenc(?:y|ies)|dealers?|vendors?|applicants?|donors?|subscribers?|everybody|everyone|anyone|browsers?|mobile|web ?shop|store ?front|internet)\b/i;
/** Fields that speak of the system as a whole. */
export const ABOUT_SYSTEM =
  /^(?:overall_architecture\.(?:architecture_type|service_boundaries)|security\.api_security|infrastructure\.hosting_strategy|scalability\.load_balancing|integrations\.api_design|architecture_diagrams\.(?:system_overview|security_architecture))$/;

/** What is for the people of the house alone. */
export function houseIn(statement: Statement, place: Place): Limit[] {
  const { own, field, names } = place;
  const found = [
    ...findPattern(statement, FOR_THE_HOUSE).filter(({ status }) => HOLDS_PLACE.includes(status)),
    ...findPattern(statement, NOT_FOR_OTHERS).filter(({ status }) => [...HOLDS, "negated"].includes(status)),
    ...findPattern(statement, HOUSE_THING).filter((match) => HOLDS.includes(match.status) && namesIt(match, place)),
  ];
  return found.flatMap((match): Limit[] => {
    const { start, end } = segmentSpan(statement, match.start);
    const limited = { by: "people" as const, ranges: [], unusable: [], inside: false, evidence: match.evidence };
    const segment = statement.text.slice(start, end);
    const whole = isAboutAll(statement, match.start, place) && !qualifies(match);
    if (isElsewhere(statement)) return [{ about: "other", limited }];
    if (own !== undefined) {
      if (whole) return [{ about: [own], limited }];
      return isPart(segment, place) ? [{ about: "other", limited }] : [];
    }
    const beside = servicesIn(statement, names, start, match.start);
    const before = servicesIn(statement, names, statement.start, match.start);
    // "pricing: employees only".
    const named = beside.length === 0 && before.length === 1 && whole ? before : beside;
    if (named.length > 0) return [{ about: [...new Set(named.map(({ index }) => index))], limited }];
    if (!ABOUT_SYSTEM.test(field)) return [];
    if (isPart(segment, place)) return [{ about: "other", limited }];
    return whole && !saysOpen(statement) ? [{ about: "system", limited }] : [];
  });
}

/** Words that open the service to everybody. */
export function openIn(statement: Statement): Evidence | null {
  if (/^\s*public\s*$/i.test(sliceOf(statement))) return evidenceAt(statement, statement.start, statement.end);
  return findPattern(statement, OPEN).find(({ status }) => status === "chosen")?.evidence ?? null;
}

function saysOpen(statement: Statement): boolean {
  return openIn(statement) !== null || /\bpublic\b/i.test(sliceOf(statement));
}

/** Customers, visitors, partners. */
export function namesOthers(statement: Statement): boolean {
  const text = sliceOf(statement);
  if (!OUTSIDERS.test(text)) return false;
  const lower = text.toLowerCase();
  return !NETWORKS.some((word) => lower.includes(word)) || OUTSIDERS.test(text.replace(NETWORK_OF, ""));
}

/** Words that keep strangers out, in a service's own text. */
function keptIn(statement: Statement): Evidence | null {
  const lower = sliceOf(statement).toLowerCase();
  const holds = (words: readonly string[]) => words.some((word) => lower.includes(word));
  const only = holds(ONLY) ? findPattern(statement, KEPT_BY_ONLY) : [];
  const isForAnybody = only.length > 0 && ANYBODY.test(sliceOf(statement));
  const kept = [...(holds(KEEPS) ? findPattern(statement, KEPT) : []), ...(isForAnybody ? [] : only)];
  return kept.find(({ status }) => [...HOLDS_PLACE, "negated"].includes(status))?.evidence ?? null;
}

/** Names people of the house and nobody else: whether they come from the internet, it does not say. */
export function vagueIn(statement: Statement, { opens, itself, own }: Place): Evidence | null {
  if (saysOpen(statement)) return null;
  const kept = own === undefined ? null : keptIn(statement);
  if (kept !== null || namesOthers(statement)) return kept;
  // "Back office", "Kitchen admin": but not "Calls the staff register", nor an item of a list.
  const isItself = ({ text, start, end }: PatternMatch) => {
    const head = statement.text.slice(statement.start, start);
    const closes = CLOSES.test(statement.text.slice(end, statement.end));
    return (
      opens &&
      itself.includes(text.toLowerCase()) &&
      (HEAD.test(head) || (closes && !/\b(?:the|an?|of|only)\b/i.test(head)))
    );
  };
  const signs = [
    ...findPattern(statement, STAFF).filter(isItself),
    ...findPattern(statement, USED_BY),
    ...(own === undefined ? [] : findPattern(statement, HINTS)),
  ];
  const match = signs.find(({ status }) => HOLDS_PLACE.includes(status));
  return match === undefined ? null : match.evidence;
}

/** "Internal tool", "it is an internal tool": but not "back end of the internal tool". */
function namesIt({ statement, start }: PatternMatch, { opens, own }: Place): boolean {
  const from = segmentSpan(statement, start).start;
  const head = statement.text.slice(from, start);
  // "Type: internal tool", "portal | intranet".
  if (HEAD.test(head)) return true;
  return IS_A.test(head) || (own === undefined && opens && /\bfor (?:an?|our|the)\s*$/i.test(head));
}

/** "Staff-only refunds": the words speak of what follows them. */
function qualifies({ statement, text, start, end }: PatternMatch): boolean {
  if (!/only$/i.test(text)) return false;
  const rest = statement.text.slice(end, statement.end);
  const next = /^[ -]([a-z-]+)/i.exec(rest)?.[1];
  return (
    next !== undefined &&
    !new RegExp(`^[ -](?:[\\w-]+ ){0,2}?(?:${THING})\\b`, "i").test(rest) &&
    !new RegExp(
      `^(?:${THING}|web|access|and|or|so|but|via|from|by|through|behind|with|in|on|at|over|because|since|as|no|not|never)$`,
      "i",
    ).test(next) &&
    segmentText(statement, start).includes(next)
  );
}
