// In: a figure of a statement about backups. Out: what it is about, whether it holds, whether the text is sure of it; the words that say so. Never says which figure counts.
import type { Evidence } from "../decision.ts";
import type { Quantity } from "../text/quantities.ts";
import { statusAt } from "../text/scope.ts";
import type { Statement } from "../text/statements.ts";
import { sliceOf } from "./matches.ts";

/** One reading of a figure. `doubt`: the text is not sure of it. */
export interface Figure {
  readonly value: number;
  readonly evidence: Evidence;
  readonly doubt: boolean;
}

/** What is kept for other reasons than to bring the database back. */
export const OTHER_THING =
  /\b(?:logs?|logging|bucket|versions?|versioning|objects?|media|files?|assets|efs|ebs|ami|redis|valkey|cache|kafka|topic|queue|dlq|messages|metrics|traces|images?|artifacts?|builds?|configs?|configurations?|backtrack|archiv(?:e|es|ed)\b(?<!wal archive)|glacier|compliance copy|yearly|annual\w*|sessions?|tokens?|audit|public|redacted|certificates?|password\w*|secrets?|keys?|soft delete)\b/i;
export const DATABASE =
  /\b(?:backups?|back ups?|backed up|snapshots?|dumps?|pg_dump|mysqldump|rds|aurora|databases?|dbs?|postgres\w*|mysql|mariadb|oracle|sql server|dynamodb|mongo\w*|pitr|point[- ]in[- ]time|wal)\b/i;
export const EXERCISE =
  /\b(?:tests?|tested|drills?|exercises?|rehears\w+|restores?|restored|restoring|verif\w+|practi[cs]\w*|game ?days?)\b/i;
export const COPYING =
  /\b(?:cop(?:y|ies|ied|ying)|replicat\w+|shipped|synced|sent to|moved to|log backups?|transaction logs?)\b/i;
const UNSURE =
  /\?|\b(?:i think|i believe|not sure|unsure|probably|maybe|perhaps|tbd|tbc|to be (?:decided|confirmed|defined)|needs? (?:a )?decision|guess|something like)\b/i;
/** No sentence of a person holds more figures; hostile ones must not cost time. */
export const MANY = 100;

/** Another thing is saved here: told by the words between the figure before and this one. */
export function about(segment: string, statement: Statement, quantity: Quantity): boolean {
  const index = segment.indexOf(statement.text.slice(quantity.start, quantity.end));
  const head = index < 0 ? segment : segment.slice(0, index);
  const previous = Math.max(...[...head.matchAll(/\d/g)].map((match) => match.index), -1);
  const window = head.slice(previous + 1);
  const tail = statement.text.slice(quantity.end, quantity.end + 26);
  return (
    OTHER_THING.test(window) ||
    /^\s*(?:of|for|on)?\s*(?:the |all |old )?(?:\w+ )?(?:logs?|versions?|backtrack|media|archives?|audit)\b/i.test(tail)
  );
}

export function counts(statement: Statement, quantity: Quantity): boolean {
  const { status } = statusAt(statement, quantity.start, quantity.end);
  return status === "chosen" || status === "open" || (status === "future" && UNSURE.test(sliceOf(statement)));
}

export function unsureAt(statement: Statement, quantity: Quantity): boolean {
  const { status } = statusAt(statement, quantity.start, quantity.end);
  return (
    status !== "chosen" ||
    UNSURE.test(statement.text.slice(statement.start, quantity.end + 30).split(/[.;]\s/)[0] ?? "") ||
    /^\s*\?/.test(statement.text.slice(quantity.end))
  );
}
