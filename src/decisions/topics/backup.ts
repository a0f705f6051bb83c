// In: the answers as read. Out: how often, how long and how far the primary database is backed up, and the recovery figures that hold now. Never takes the retention of logs, buckets or archives for it.

import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decision, DecisionTable, Evidence } from "../decision.ts";
import type { Status } from "../text/cues.ts";
import { readQuantities } from "../text/quantities.ts";
import { evidenceAt, type Statement } from "../text/statements.ts";
import {
  about,
  COPYING,
  counts,
  DATABASE,
  EXERCISE,
  type Figure,
  MANY,
  OTHER_THING,
  unsureAt,
} from "./backup-figures.ts";
import { readRecovery } from "./backup-recovery.ts";
import { KEEPING, readRetention } from "./backup-retention.ts";
import { findPattern, segmentText, sliceOf } from "./matches.ts";
import { regionCodesOf } from "./regions.ts";
import { fieldsOf, type Reading, type Topic, type TopicResult } from "./topic.ts";

/** What stands when the text gives no figure. Whether point-in-time recovery is on hangs on the engine: see decide.ts. */
export const DEFAULT_BACKUP = {
  frequencyHours: 24,
  retentionDays: 7,
  rpoMinutes: 1440,
  rtoMinutes: 480,
  crossRegion: false,
} as const;

const AUTOMATED = /\b(?:automat(?:ed|ic) (?:rds |aurora |daily )?(?:backups?|snapshots?)|managed backups?)\b/i;
const PITR =
  /\b(?:pitr|point[- ]in[- ]time(?:[- ]recovery|[- ]restore)?|continuous(?:ly)? (?:backups?|archiv\w+|backed up)|wal[- ](?:archiv\w+|g|e|shipping)|pgbackrest|barman|binlogs? (?:backups?|shipping|archiv\w+)|continuous wal)\b/gi;
const CROSS =
  /\b(?:cross[- ]region|(?:another|second|secondary|other|different|dr|separate|backup|remote) region|off[- ]region|two regions|both regions|geo[- ]?redundan\w+)\b/gi;
const CARRIES =
  /\b(?:cop(?:y|ies|ied|ying)|replicat\w+|shipped|synced|sent|stored|mirror\w*|vault|restored?|warm data)\b/i;
const SAVED =
  /\b(?:backups?|snapshots?|dumps?|databases?|db|(?:nightly|daily|weekly) cop(?:y|ies)|data copy|data|recovery points?|replica\w*)\b/i;
const FIELDS = ["data_architecture.backup_strategy", "reliability.backup_procedures"] as const;

export const backupTopic: Topic = {
  keys: [
    "backup.frequencyHours",
    "backup.retentionDays",
    "backup.rpoMinutes",
    "backup.rtoMinutes",
    "backup.crossRegion",
    "backup.pitr",
  ],
  read: readBackup,
};

function readBackup(reading: Reading): TopicResult {
  const own = FIELDS.flatMap((name) => fieldsOf(reading, name).flatMap((field) => field.statements));
  const disaster = fieldsOf(reading, "reliability.disaster_recovery").flatMap((field) => field.statements);
  const near = fieldsOf(
    reading,
    "data_architecture.primary_database",
    "reliability.high_availability",
    "reliability.failover_mechanisms",
    "data_architecture.data_synchronization",
  ).flatMap((field) => field.statements);
  const values: { -readonly [K in keyof DecisionTable]?: DecisionTable[K] } = {};
  const diagnostics: Diagnostic[] = [];
  const put = (
    key: "backup.frequencyHours" | "backup.retentionDays" | "backup.rpoMinutes" | "backup.rtoMinutes",
    figure: Figure | null,
  ) => {
    if (figure === null) return;
    const [least, most] = BOUNDS[key];
    if (figure.value < least || figure.value > most) {
      diagnostics.push(outOfBounds(key, figure, least, most));
      return;
    }
    values[key] = { value: figure.value, source: "stated", evidence: [figure.evidence] };
    if (figure.doubt) diagnostics.push(doubtful(key, figure));
  };
  put("backup.frequencyHours", readFrequency([...own, ...disaster]));
  put(
    "backup.retentionDays",
    readRetention(own) ??
      readRetention(
        [...near, ...disaster].filter(
          (statement) =>
            KEEPING.test(sliceOf(statement)) &&
            /\b(?:backups?|snapshots?|pitr|point[- ]in[- ]time)\b/i.test(sliceOf(statement)),
        ),
      ),
  );
  const recovery = readRecovery([...disaster, ...own, ...near]);
  put("backup.rpoMinutes", recovery.rpo);
  put("backup.rtoMinutes", recovery.rto);
  diagnostics.push(...recovery.diagnostics);
  const hosted = fieldsOf(reading, "infrastructure.hosting_strategy")
    .flatMap((field) => field.statements)
    .filter((statement) => /\bbackups?\b/i.test(sliceOf(statement)));
  const cross = readCrossRegion([...own, ...disaster, ...near, ...hosted], primaryRegions(reading));
  if (cross !== null) values["backup.crossRegion"] = cross;
  else diagnostics.push(...plannedCopy([...own, ...disaster]));
  const pitr = readPitr([...own, ...disaster, ...near], recovery.rpo);
  if (pitr !== null) values["backup.pitr"] = pitr;
  const often = values["backup.frequencyHours"];
  if (pitr?.value === true && often !== undefined && often.value > 24 && often.evidence[0])
    diagnostics.push(besideRecovery(often.value, often.evidence[0]));
  return { values, diagnostics };
}

/** The same bounds as for a figure under decisions. */
const BOUNDS = {
  "backup.frequencyHours": [0.25, 8760],
  "backup.retentionDays": [1, 36500],
  "backup.rpoMinutes": [0, 525600],
  "backup.rtoMinutes": [0, 525600],
} as const;

function outOfBounds(key: string, figure: Figure, least: number, most: number): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: figure.evidence.pointer,
    message: `${key}: "${figure.evidence.quote}" lies outside ${least} to ${most}; it is not taken.`,
    help: `State a figure within these bounds, or set decisions.${key}.`,
  };
}

/** A weekly export beside continuous backups is seldom the schedule of the backups. */
function besideRecovery(hours: number, at: Evidence): Diagnostic {
  return {
    code: "DECISION_UNDECIDED",
    severity: "warning",
    pointer: at.pointer,
    message: `backup.frequencyHours: the only schedule told ("${at.quote}") stands beside point-in-time recovery; read as every ${hours} hours.`,
    help: "Say how often snapshots are taken, or set decisions.backup.frequencyHours.",
  };
}

/** A copy elsewhere that is wished for or planned. */
function plannedCopy(statements: readonly Statement[]): Diagnostic[] {
  const plan = statements
    .flatMap((statement) => findPattern(statement, CROSS))
    .find(({ status }) => status === "future");
  if (plan === undefined) return [];
  return [
    {
      code: "DECISION_PLANNED",
      severity: "info",
      pointer: plan.evidence.pointer,
      message: `backup.crossRegion: "${plan.text}" is named as a plan or a wish, so nothing is copied there now.`,
      help: "State it as decided when it is, or set decisions.backup.crossRegion.",
    },
  ];
}

function doubtful(key: string, figure: Figure): Diagnostic {
  return {
    code: "DECISION_OPEN_CHOICE",
    severity: "warning",
    pointer: figure.evidence.pointer,
    message: `${key}: "${figure.evidence.quote}" is said with a doubt; read as ${figure.value}.`,
    help: `State the figure, or set decisions.${key}.`,
  };
}

/** The shortest interval that is about saving the database; a clock time alone ("dumps at 3am") means every day. */
function readFrequency(statements: readonly Statement[]): Figure | null {
  const found: Figure[] = [];
  let clock: Figure | null = null;
  let automated = false;
  for (const statement of statements) {
    const text = sliceOf(statement);
    automated ||= AUTOMATED.test(text);
    let subject = "";
    for (const quantity of readQuantities(statement).slice(0, MANY)) {
      const segment = segmentText(statement, quantity.start);
      const own = DATABASE.test(segment) || OTHER_THING.test(segment) ? segment : `${subject} ${segment}`;
      if (DATABASE.test(segment) || OTHER_THING.test(segment)) subject = segment;
      if (
        quantity.kind === "amount" ||
        !counts(statement, quantity) ||
        about(own, statement, quantity) ||
        EXERCISE.test(segment) ||
        COPYING.test(segment)
      )
        continue;
      const figure = (value: number): Figure => ({
        value,
        evidence: evidenceAt(statement, quantity.start, quantity.end),
        doubt: unsureAt(statement, quantity),
      });
      if (quantity.kind === "frequency") found.push(figure(quantity.minutes / 60));
      else if (DATABASE.test(segment)) clock ??= figure(24);
    }
  }
  const best = found.filter((figure) => !(automated && figure.value > 24)).sort((a, b) => a.value - b.value)[0];
  return best ?? clock;
}

function primaryRegions(reading: Reading): ReadonlySet<string> {
  return new Set(
    fieldsOf(reading, "infrastructure.hosting_strategy")
      .flatMap((field) => field.statements.flatMap(regionCodesOf))
      .slice(0, 1),
  );
}

/** A copy of the data in another region; a whole standby there counts as well. */
function readCrossRegion(statements: readonly Statement[], primary: ReadonlySet<string>): Decision<boolean> | null {
  let denied: Evidence | null = null;
  for (const statement of statements) {
    const text = sliceOf(statement);
    const otherOnly = OTHER_THING.test(text) && !/\b(?:backups?|snapshots?|databases?|dumps?)\b/i.test(text);
    for (const match of findPattern(statement, CROSS)) {
      const status = match.status === "chosen" ? carriedStatus(statement, match.start) : match.status;
      if (status === "chosen" && !otherOnly) return { value: true, source: "stated", evidence: [match.evidence] };
      if (status === "negated") denied ??= match.evidence;
    }
    if (otherOnly || !CARRIES.test(text) || !(SAVED.test(text) || statement.pointer.includes("/backup_"))) continue;
    const elsewhere = regionCodesOf(statement).some((code) => !primary.has(code));
    const carries = findPattern(statement, CARRIED).find((match) => match.status === "chosen");
    if (elsewhere && primary.size > 0 && carries !== undefined)
      return { value: true, source: "stated", evidence: [carries.evidence] };
    if (elsewhere && carries !== undefined && /^(?:cop|repl|ship|sync)/i.test(carries.text))
      return { value: true, source: "stated", evidence: [carries.evidence] };
  }
  return denied === null ? null : { value: false, source: "stated", evidence: [denied] };
}

const CARRIED = new RegExp(CARRIES.source, "gi");

/** "No copies to another region": what is denied is the copying, which stands before the place. */
function carriedStatus(statement: Statement, at: number): Status {
  const before = findPattern(statement, CARRIED).findLast((match) => match.end <= at);
  const near = before !== undefined && /^[^,;.]*$/.test(statement.text.slice(before.end, at));
  return near ? before.status : "chosen";
}

/** Said in words, or meant by a recovery point below an hour: no snapshot schedule of ours reaches that. */
function readPitr(statements: readonly Statement[], rpo: Figure | null): Decision<boolean> | null {
  let denied: Evidence | null = null;
  for (const statement of statements) {
    for (const match of findPattern(statement, PITR)) {
      if (match.status === "chosen") return { value: true, source: "stated", evidence: [match.evidence] };
      if (match.status === "negated") denied ??= match.evidence;
    }
  }
  if (denied !== null) return { value: false, source: "stated", evidence: [denied] };
  return rpo !== null && rpo.value < 60 ? { value: true, source: "inferred", evidence: [rpo.evidence] } : null;
}
