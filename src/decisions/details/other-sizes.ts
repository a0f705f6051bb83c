// In: the fields that speak of sizes, and the services. Out: sizes that are said of environments other than production, by their name, with what they are a size of. Never a size of production, and never whether it can be had.
import type { Evidence } from "../decision.ts";
import { ENVIRONMENTS } from "../lexicon/environments.ts";
import { compileLexicon, type Lexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch } from "../topics/matches.ts";
import type { ReadField } from "../topics/topic.ts";
import { numberFrom, textBefore } from "./figures.ts";

/** Every environment but production that has no figure of its own. */
export const ALL_OTHERS = "others";

export interface OtherSize {
  /** Canonical name of the environment, or ALL_OTHERS. */
  readonly environment: string;
  /** What it is the size of; "unknown" where the words do not tell: then nothing can be built from them. */
  readonly of: "database" | "cache" | "storage" | "tasks" | "unknown";
  /** The class, or the figure. */
  readonly value: string;
  /** Which tasks: the service by its position, or null for every one. */
  readonly service: number | null;
  /** "At least two", "up to two", or just "two". */
  readonly bound: "least" | "most" | "both";
  readonly evidence: Evidence;
}

const SAYS_SIZES = new Set([
  "infrastructure.environment_management",
  "infrastructure.hosting_strategy",
  "infrastructure_as_code.environment_provisioning",
  "scalability.scaling_strategy",
  "data_architecture.primary_database",
  "data_architecture.caching_strategy",
  "services.scaling_requirements",
]);
/** Names that are plain words besides: the environments that the answers have decide which of them is one. */
const NAMES = compileLexicon(
  "sized environments",
  Object.fromEntries(
    ENVIRONMENTS.flatMap(({ id, names, everyday = [] }) => {
      const all = [...names, ...everyday.filter((word) => word !== "performance")];
      return all.length === 0 ? [] : [[id, all.join("|")]];
    }),
  ),
);
const REST =
  /\b(?:elsewhere|everywhere else|everything else|(?:the )?(?:rest|others)|(?:all )?other environments|lower environments)\b/gi;
const REST_WORDS = new Set(["elsewhere", "else", "rest", "others", "environments"]);
const LIKENS = new Set(["of", "than", "like", "unlike", "as"]);
const COUNT = "\\d{1,3}|one|two|three|four|five|six|an?|a single|single";
const SIZE = new RegExp(
  `\\b(?:db|cache)\\.[a-z]\\w{1,6}\\.\\w{4,9}\\b|\\b(?:${COUNT}) (?:small |tiny |single )?(?:tasks?|instances?|containers?|replicas?|cop(?:y|ies)(?! of)|nodes?)\\b|\\b\\d{1,4} ?(?:gb|gib|vcpus?)\\b`,
  "gi",
);
/** In the text about one service the figure stands alone: "1 everywhere else". */
const BARE = /(?<![\w.,-])(?:\d{1,2}|one|two|three|four|five|six)(?= (?:in|on|for|everywhere|elsewhere)\b)/gi;
/** "2 tasks in staging", "t4g.micro for dev". */
const BEHIND = /^[\s\w-]{0,16}\b(?:in|on|for|at)\s+(?:the\s+|our\s+)?$|^\s*\(\s*$/i;
const BEHIND_REST = /^\s*(?:(?:in|on|for)\s+)?$/i;
/** "A smaller copy of production": what it is a copy of has no size here. */
const LIKENED = /\b(?:(?:copy|version|replica|image|clone) of|than(?: in)?|(?:un)?like(?: in)?|as)\s+(?:the\s+)?$/i;
/** Between an environment and its figure: nothing that is about something else. */
const BETWEEN =
  /^[\s:=(,–—-]*(?:\b(?:environment|env|has|have|can have|runs?|gets?|uses?|is|are|with|on|only|just|gets? by with|makes do with|needs|and|the|an?|one|single|small(?:er)?|scaled-down|reduced|copy|version|replica|of production|of prod|at least|at most|up to)\b[\s:=(,–—-]*|(?:db|cache)\.[\w.]+[\s,+&]*|\d{1,4} ?(?:gb|gib|vcpus?|tasks?|instances?|nodes?)[\s,+&]*)*$/i;
const COUNTED = /^(.*?) (?:small |tiny |single )?(?:tasks?|instances?|containers?|replicas?|copy|copies)$/i;
const OF_SERVICE = /^\s*(?:of|for)\s+(?:the\s+)?$/i;

/** `names` has the services by position. */
export function readOtherSizes(fields: readonly ReadField[], names: Lexicon): OtherSize[] {
  return fields
    .filter(({ field }) => SAYS_SIZES.has(field))
    .flatMap((field) => field.statements.flatMap((statement) => sizesIn(statement, field, names)));
}

function sizesIn(statement: Statement, field: ReadField, names: Lexicon): OtherSize[] {
  const own = field.field === "services.scaling_requirements" ? field.service : undefined;
  const likens = statement.tokens.some(({ lower }) => LIKENS.has(lower));
  const environments = [
    ...findMentions([statement], NAMES).filter(
      ({ evidence: { start } }) =>
        !likens || !LIKENED.test(statement.text.slice(Math.max(statement.start, start - 20), start)),
    ),
    ...(statement.tokens.some(({ lower }) => REST_WORDS.has(lower)) ? findPattern(statement, REST) : []).map(
      (match) => ({ id: ALL_OTHERS, evidence: match.evidence }),
    ),
  ].sort((a, b) => a.evidence.start - b.evidence.start);
  if (environments.every(({ id }) => id === "prod")) return [];
  const matches = [...findPattern(statement, SIZE), ...(own === undefined ? [] : findPattern(statement, BARE))];
  return matches.flatMap((match) => {
    const about =
      match.status === "chosen" || match.status === "local" ? environmentOf(match, environments) : undefined;
    if (about === undefined || about === "prod") return [];
    return [{ environment: about, ...measured(match, field.field, own, names), evidence: match.evidence }];
  });
}

type Named = Pick<Mention, "id" | "evidence">;

/** The environment that a size belongs to: the one behind it with a preposition, else the last one before it in its list. */
function environmentOf({ statement, start, end }: PatternMatch, names: readonly Named[]): string | undefined {
  const behind = names.find(({ evidence }) => evidence.start >= end);
  if (behind !== undefined) {
    const between = statement.text.slice(end, behind.evidence.start);
    const joins = BEHIND.test(between) || (behind.id === ALL_OTHERS && BEHIND_REST.test(between));
    if (joins) return behind.id;
  }
  const before = names.findLast(({ evidence }) => evidence.end <= start);
  // "Staging is deployed first; with 2 tasks": a clause of its own in between.
  return before !== undefined && BETWEEN.test(statement.text.slice(before.evidence.end, start)) ? before.id : undefined;
}

/** What a figure is the size of, from its own form and the field that it stands in. */
function measured(match: PatternMatch, field: string, own: number | undefined, names: Lexicon) {
  const lower = match.text.toLowerCase();
  const head = textBefore(match, 16);
  const bound = /\b(?:at least|min(?:imum)?(?: of)?)\s+$/i.test(head)
    ? ("least" as const)
    : /\b(?:up to|at most|max(?:imum)?(?: of)?|no more than)\s+$/i.test(head)
      ? ("most" as const)
      : ("both" as const);
  const plain = { service: null, bound, value: lower };
  if (lower.startsWith("db.")) return { ...plain, of: "database" as const };
  if (lower.startsWith("cache.")) return { ...plain, of: "cache" as const };
  const gib = /^(\d+) ?gi?b$/.exec(lower)?.[1];
  if (gib !== undefined)
    return {
      ...plain,
      value: gib,
      of: field.endsWith("primary_database") ? ("storage" as const) : ("unknown" as const),
    };
  const counted = COUNTED.exec(lower)?.[1] ?? (own === undefined ? undefined : lower);
  const count = numberFrom(counted?.replace(/^a single$/, "one"));
  const service = own ?? serviceOf(match, names);
  if (!Number.isFinite(count) || service === undefined || field.startsWith("data_architecture."))
    return { ...plain, of: "unknown" as const };
  return { of: "tasks" as const, value: String(count), service, bound };
}

/** "Two tasks of the api": undefined where services are named in another way. */
function serviceOf({ statement, end }: PatternMatch, names: Lexicon): number | null | undefined {
  const named = findMentions([statement], names);
  const right = named.find(
    ({ evidence }) => evidence.start >= end && OF_SERVICE.test(statement.text.slice(end, evidence.start)),
  );
  if (right !== undefined) return Number(right.id);
  return named.length === 0 ? null : undefined;
}
