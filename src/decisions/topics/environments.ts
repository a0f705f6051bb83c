// In: the answers as read. Out: the environments that exist for now, in the order of promotion. Never invents one: without a word about it there is no decision.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Evidence } from "../decision.ts";
import { ENVIRONMENT_WORDS, ENVIRONMENTS, NO_ENVIRONMENT } from "../lexicon/environments.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, type Segment, type Statement } from "../text/statements.ts";
import { findPattern, sliceOf, someEvidence } from "./matches.ts";
import { fieldsOf, type ReadField, type Reading, type Topic, type TopicResult } from "./topic.ts";

/** What stands when the text names no environment. */
export const DEFAULT_ENVIRONMENTS: readonly string[] = ["dev", "staging", "prod"];

const LEXICON = compileLexicon(
  "environments",
  Object.fromEntries(ENVIRONMENTS.map((entry) => [entry.id, [...entry.names, ...(entry.everyday ?? [])].join("|")])),
);
const EVERYDAY = new Set(ENVIRONMENTS.flatMap((entry) => entry.everyday ?? []));
const NAMES = new Set(ENVIRONMENTS.flatMap((entry) => [...entry.names, ...(entry.everyday ?? [])]));
const ORDER = [
  "local",
  "sandbox",
  "lab",
  "alpha",
  "dev",
  "int",
  "integ",
  "integration",
  "test",
  "nonprod",
  "qa",
  "sit",
  "perf",
  "beta",
  "gamma",
  "demo",
  "training",
  "uat",
  "acc",
  "staging",
  "preprod",
  "pilot",
];
/** Between two names of one list. */
const JOINT =
  /^(?:\s|[,/&+>→⇒|-]|=>|\band\b|\bor\b|\bplus\b|\bthen\b|\bto\b|\ban?\b|\bone\b|\bthe\b|\bsmall\b|\bour\b|\benv(?:ironment)?s?\b|\baccounts?\b|\([^()]{0,40}\))*$/i;
const ALIAS =
  /^\s*(?:=|==|aka|a\.k\.a\.?|\(?i\.e\.,?|\(?=|also called|is also|doubles as|which is(?: also)?|\(aka)\s*$/i;
/** A name of an environment before these words names people, data or an event. */
const OTHER_NOUN =
  /^(?:\s+|-)(?:teams?|people|folks|engineers?|managers?|departments?|colleagues|ops|tools?|tooling|machines?|laptops?|leads?|suites?|runs?|cases?|scripts?|criteria|experience|per|reports?|results?|users?|containers?|drills?|coverage|days?|boards?|certificates?|chat|stream\w*|migrations?|mode|tests?|testing|phase|process|cycle|work|time|server version)\b/i;
/** "staging was merged into preprod". */
const GONE =
  /^\s+(?:env\w*\s+)?(?:was|were|has been|got|is being)\s+(?:merged|folded|shut|closed|removed|dropped|turned off|switched off|deleted)\b/i;
/** No list of a person is longer; a hostile one must not cost time. */
const MANY = 100;
const SUFFIX = /^-([a-z0-9]{1,8})\b(?!-)/i;
const NO_SUFFIX =
  /^(?:ready|like|grade|level|only|ish|wide|specific|account|env|first|to|team|data|cluster|side|critical|facing|stage|parity|sized|style|build|test|tests|ops|time|db)$/i;
const PREFIX = /(?:^|[^\w-])(eu|us|uk|de|fr|nl|ca|ap|apac|emea|au|in|sg|jp|br|ch)-$/i;

const WORKS =
  /^\s+(?:works?|tests?|checks?|signs?|uses?|clicks?|approves?|reviews?|people|folks|engineers?|colleagues)\b/i;
/** A line of a list, and a line that leads one. */
const BULLET = /^\s*(?:[-*•–]|\d{1,2}[.)]|[a-h]\))\s/;
const LEAD = /\b(?:env(?:ironment)?s?|stages)\b[^\n]{0,40}:?\s*$|:\s*$/i;
const COUNTS = "0 1 2 3 4 5 6 7 8 9 zero one two three four five six seven eight nine".split(" ");
const COUNTED =
  /\b([1-9]|two|three|four|five|six|seven|eight|nine)\s+(?:separate |different |isolated |aws |cloud )?(?:environments|envs|stages)\b(?!\s*(?:per|for each|in each|each))/gi;

interface Named {
  readonly id: string;
  readonly evidence: Evidence;
}

export const environmentsTopic: Topic = { keys: ["environments"], read: readEnvironments };

function readEnvironments(reading: Reading): TopicResult {
  const home = fieldsOf(reading, "infrastructure.environment_management");
  const own = home.flatMap((field) => {
    const items = listed(field);
    // "abn – acceptance": what follows the name of an item only explains it.
    const explained = new Set(items.filter((item) => item.explained).map((item) => item.statement));
    return [
      ...field.statements
        .filter((statement) => !explained.has(statement))
        .flatMap((statement) => named(statement, true)),
      ...items,
    ];
  });
  const others = fieldsOf(reading, "infrastructure", "infrastructure_as_code")
    .filter((field) => field.field !== "infrastructure.environment_management")
    .flatMap((field) => field.statements);
  const elsewhere = others.flatMap((statement) => {
    const found = named(statement, false);
    return new Set(found.map((item) => item.id)).size > 1
      ? found
      : found.filter((item) => besideWord(statement, item.evidence));
  });
  const strong = [...own, ...elsewhere];
  const found = strong.length > 0 ? strong : others.flatMap((statement) => named(statement, false));
  const evidence = someEvidence(firstOfEach(found));
  if (evidence === null) return { values: {}, diagnostics: [] };
  const value = ordered(
    found.map((item) => item.id),
    [...found.map((item) => item.evidence.quote), ...home.flatMap((field) => field.text.match(/\bstaging\b/i) ?? [])],
  );
  return {
    values: { environments: { value, source: "stated", evidence } },
    diagnostics: own.length > 0 ? home.flatMap((field) => countDoubts(field, value)) : [],
  };
}

interface Listed extends Named {
  readonly statement: Statement;
  readonly known: boolean;
  readonly explained: boolean;
}

/** "- int (like dev)": the first word of each item of a list that a line about environments leads, or that names known ones. */
function listed(field: ReadField): Listed[] {
  const items: Listed[] = [];
  let lead = false;
  let led = false;
  let last = 0;
  for (const statement of field.statements) {
    const above = field.text.slice(last, statement.start);
    const text = `${above.trimStart()}${sliceOf(statement)}`;
    last = statement.end;
    if (!BULLET.test(text)) {
      // A line that goes on inside a list keeps it open.
      if (above === "" || above.includes("\n")) lead = LEAD.test(text);
      continue;
    }
    const item = itemOf(statement);
    if (item === null || !(lead || item.known)) continue;
    items.push(item);
    led ||= lead;
  }
  return led || items.filter((item) => item.known).length > 1 ? items : [];
}

function itemOf(statement: Statement): Listed | null {
  const first = statement.tokens.find((token) => token.word && !/^\d+$/.test(token.lower));
  if (first === undefined || NO_ENVIRONMENT.has(first.lower)) return null;
  const end = first.end + (/^(?:-[a-z0-9]+)+/i.exec(statement.text.slice(first.end, statement.end))?.[0].length ?? 0);
  const word = statement.text.slice(first.start, end).toLowerCase();
  const known = findMentions([statement], LEXICON).find((mention) => mention.evidence.start === first.start);
  const stop = known?.evidence.end ?? end;
  const rest = statement.text.slice(stop, statement.end);
  if (!/^[`"*]*\s*(?:$|[(:,–—.]|- )/.test(rest) || word.length > 16) return null;
  if (statusAt(statement, first.start, first.end).status !== "chosen") return null;
  return {
    id: known?.id ?? word,
    evidence: evidenceAt(statement, first.start, stop),
    statement,
    known: known !== undefined,
    explained: /^[`"*]*\s*(?:[(:–—]|- )/.test(rest),
  };
}

/** "3 environments", and another number of names. */
function countDoubts(field: ReadField, value: readonly string[]): Diagnostic[] {
  for (const statement of field.statements) {
    for (const match of findPattern(statement, COUNTED)) {
      const count = COUNTS.indexOf((match.groups[0] ?? "").toLowerCase()) % 10;
      if (match.status !== "chosen" || count < 1 || count === value.length) continue;
      return [
        {
          code: "DECISION_UNDECIDED",
          severity: "warning",
          pointer: field.pointer,
          message: `environments: the text counts "${match.text}", and ${value.length} are read (${value.join(", ")}).`,
          help: "Name each environment, or set decisions.environments.",
        },
      ];
    }
  }
  return [];
}

function firstOfEach(found: readonly Named[]): Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const item of found) if (!seen.has(item.id)) seen.set(item.id, item.evidence);
  return [...seen.values()];
}

/** "Pre-production" in full is the staging of most teams and keeps a name of its own only beside one; the short "preprod" is a name as written. */
function ordered(ids: readonly string[], written: readonly string[]): string[] {
  const set = new Set(ids);
  const own =
    set.has("staging") ||
    (written.some((quote) => /^preprod$/i.test(quote)) && !written.some((quote) => /^staging$/i.test(quote)));
  const mapped = [...set].map((id) => (id === "preprod" && !own ? "staging" : id));
  const rank = (id: string) =>
    id === "prod" ? 1000 : /(?:^|-)prod(?:-|$)/.test(id) ? 900 : ORDER.includes(id) ? ORDER.indexOf(id) : 500;
  return [...new Set(mapped)].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** The environments that one statement names for now. `listing`: a bare list may hold names nobody has heard before. */
function named(statement: Statement, listing: boolean): Named[] {
  const mentions = findMentions([statement], LEXICON).slice(0, MANY);
  const found: Named[] = [];
  mentions.forEach((mention, index) => {
    if (mention.status !== "chosen") return;
    const before = mentions[index - 1];
    if (before && ALIAS.test(statement.text.slice(before.evidence.end, mention.evidence.start))) return;
    const item = environmentAt(statement, mention, [before, mentions[index + 1]]);
    if (item !== null) found.push(item);
  });
  const titled = /\benv(?:ironment)?s?\s*:/i.test(statement.text.slice(statement.start, statement.end));
  return listing && (titled || found.length > 1) ? [...found, ...unheard(statement, mentions, found)] : found;
}

function environmentAt(
  statement: Statement,
  mention: Mention,
  neighbours: readonly (Mention | undefined)[],
): Named | null {
  const { start, end, quote } = mention.evidence;
  const lower = quote.toLowerCase();
  const after = statement.text.slice(end, end + 24);
  const before = statement.text.slice(Math.max(0, start - 24), start);
  if (lower.endsWith("s") && !NAMES.has(lower)) return null;
  if (OTHER_NOUN.test(after)) return null;
  if (GONE.test(after)) return null;
  // "QA works on staging": the people.
  if (/^(?:qa|quality assurance)$/.test(lower) && WORKS.test(after)) return null;
  const shared = sharesPrefix(statement, before, neighbours);
  if (/[\w]-$/.test(before) && !PREFIX.test(before) && !shared) return null;
  if (
    /\b(?:load|unit|smoke|restore|penetration|pen|regression|e2e|multi|build|cdk|pipeline|zero|blue|ab|restored? to)[ -]$/i.test(
      before,
    ) &&
    lower !== "loadtest"
  )
    return null;
  const suffix = SUFFIX.exec(after)?.[1];
  const prefix = PREFIX.exec(before)?.[1];
  if (prefix !== undefined)
    return {
      id: `${prefix.toLowerCase()}-${mention.id}`,
      evidence: evidenceAt(statement, start - prefix.length - 1, end),
    };
  if (suffix !== undefined && !NO_SUFFIX.test(suffix))
    return {
      id: `${mention.id}-${suffix.toLowerCase()}`,
      evidence: evidenceAt(statement, start, end + suffix.length + 1),
    };
  const item = { id: mention.id, evidence: mention.evidence };
  if (!EVERYDAY.has(lower) || shared || besideWord(statement, mention.evidence)) return item;
  return neighbours.some((other) => other !== undefined && joined(statement, mention, other)) ? item : null;
}

/** "shop-test, shop-demo and shop-prod": the same name in front of a neighbour is that of the system. */
function sharesPrefix(statement: Statement, before: string, neighbours: readonly (Mention | undefined)[]): boolean {
  const prefix = /[\w-]+-$/.exec(before)?.[0];
  return (
    prefix !== undefined &&
    neighbours.some((other) => other !== undefined && statement.text.slice(0, other.evidence.start).endsWith(prefix))
  );
}

function joined(statement: Statement, a: Mention, b: Mention): boolean {
  const [first, second] = a.evidence.start < b.evidence.start ? [a, b] : [b, a];
  return JOINT.test(statement.text.slice(first.evidence.end, second.evidence.start));
}

/** "test environment", "environments: test". */
function besideWord(statement: Statement, evidence: Evidence): boolean {
  const after = statement.text.slice(evidence.end, evidence.end + 16);
  const before = statement.text.slice(Math.max(statement.start, evidence.start - 30), evidence.start);
  return (
    new RegExp(`^[\\s-]+${ENVIRONMENT_WORDS.source}`, "i").test(after) ||
    /\b(?:environments?|envs?|stages|workspaces)\s*(?:[:=(]|are|is)\s*$/i.test(before)
  );
}

/** Single words in a list of environments: "int, abn, prd" is a list of three. */
function unheard(statement: Statement, mentions: readonly Mention[], found: readonly Named[]): Named[] {
  const covered = (start: number, end: number) =>
    [...mentions.map((mention) => mention.evidence), ...found.map((item) => item.evidence)].some(
      (evidence) => evidence.start < end && evidence.end > start,
    );
  const names: Named[] = [];
  let list = false;
  for (const segment of splitAtAnd(statement)) {
    const words = statement.tokens.slice(segment.from, segment.to).filter((token) => token.word);
    const content = words.filter((token) => !/^(?:and|plus|an?|the|one|our|then)$/.test(token.lower));
    const first = content[0];
    const last = content[content.length - 1];
    // "perf (load tests, created for each run)": a parenthesis in the list only explains.
    if (first === undefined || last === undefined || segment.depth > (statement.segments[0]?.depth ?? 0)) continue;
    if (segment.sep === "colon")
      list = /\benv(?:ironment)?s?\s*:\s*$/i.test(statement.text.slice(Math.max(0, first.start - 24), first.start));
    else if (segment.sep !== "comma") list = false;
    const bare =
      content.every((token, index) => index === 0 || /^(?:env|environment|account)$/.test(token.lower)) ||
      covered(first.start, last.end);
    if (!bare || content.length > 3) list = false;
    else if (covered(first.start, last.end)) list = true;
    else if (
      (list || nextIsCovered(statement, segment.to, covered)) &&
      /^[a-z][a-z0-9]{1,11}$/.test(first.lower) &&
      !NO_ENVIRONMENT.has(first.lower)
    ) {
      const quote = evidenceAt(statement, first.start, first.end);
      list = true;
      names.push({ id: first.lower, evidence: quote });
    }
  }
  return names;
}

/** Segments, with "abn and prd" as two. */
function splitAtAnd({ tokens, segments }: Statement): readonly Segment[] {
  return segments.flatMap((segment) => {
    const at = tokens.findIndex(({ lower }, index) => index > segment.from && index < segment.to && lower === "and");
    if (at < 0 || segment.to - segment.from > 5) return [segment];
    return [
      { ...segment, to: at },
      { ...segment, from: at + 1, sep: "comma" as const },
    ];
  });
}

function nextIsCovered(statement: Statement, from: number, covered: (start: number, end: number) => boolean): boolean {
  const segment = statement.segments.find((candidate) => candidate.from >= from);
  if (segment === undefined || segment.sep !== "comma" || segment.to - segment.from > 3) return false;
  const first = statement.tokens[segment.from];
  const last = statement.tokens[segment.to - 1];
  return first !== undefined && last !== undefined && covered(first.start, last.end);
}
