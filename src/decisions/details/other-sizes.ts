// In: statements about environments and sizes. Out: sizes that are said of one environment other than production, by its name. Never a size of production, and never a value: nothing is built from these words.
import type { Evidence } from "../decision.ts";
import { ENVIRONMENTS } from "../lexicon/environments.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch } from "../topics/matches.ts";

export interface OtherSize {
  /** Canonical name of the environment. */
  readonly environment: string;
  readonly evidence: Evidence;
}

const SIZED_NAMES = compileLexicon(
  "sized environments",
  Object.fromEntries(
    ENVIRONMENTS.filter(({ names }) => names.length > 0).map(({ id, names }) => [id, names.join("|")]),
  ),
);
const SIZE =
  /\b(?:db|cache)\.[a-z]\w{1,6}\.\w{4,9}\b|\b(?:\d{1,3}|one|two|three|four|five|six|an?|a single|single) (?:small |tiny |single )?(?:tasks?|instances?|containers?|replicas?|nodes?)\b|\b\d{1,4} ?(?:gb|gib|vcpus?)\b/gi;
/** "2 tasks in staging", "t4g.micro for dev". */
const BEHIND = /^[\s\w-]{0,16}\b(?:in|on|for|at)\s+(?:the\s+|our\s+)?$|^\s*\(\s*$/i;

export function readOtherSizes(statements: readonly Statement[]): OtherSize[] {
  return statements.flatMap((statement) => {
    const names = findMentions([statement], SIZED_NAMES);
    if (names.every(({ id }) => id === "prod")) return [];
    return findPattern(statement, SIZE).flatMap((match) => {
      const about = match.status === "chosen" || match.status === "local" ? nameOf(match, names) : undefined;
      return about === undefined || about.id === "prod" ? [] : [{ environment: about.id, evidence: match.evidence }];
    });
  });
}

/** The environment that a size belongs to: the one behind it with a preposition, else the last one before it in its list. */
function nameOf({ statement, start, end }: PatternMatch, names: readonly Mention[]): Mention | undefined {
  const behind = names.find(({ evidence }) => evidence.start >= end);
  if (behind !== undefined && BEHIND.test(statement.text.slice(end, behind.evidence.start))) return behind;
  const before = names.findLast(({ evidence }) => evidence.end <= start);
  // "Staging is deployed first; with 2 tasks": a clause of its own in between.
  const between = before === undefined ? "" : statement.text.slice(before.evidence.end, start);
  return /^[\s:=(,–—-]*(?:\b(?:has|have|runs?|gets?|uses?|is|are|with|on|only|just|gets by with|and|one|a|single|small|env(?:ironment)?)\b[\s:=(,–—-]*|(?:db|cache)\.[\w.]+[\s,+&]*|\d{1,4} ?(?:gb|gib|vcpus?|tasks?|instances?|nodes?)[\s,+&]*)*$/i.test(
    between,
  )
    ? before
    : undefined;
}
