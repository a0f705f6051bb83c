// In: parsed answers. Out: every decision with its source and evidence, all doubts as diagnostics, and which field fed what. Pure; never throws on any text.
import type { Answers } from "../answers/answers.ts";
import type { DecisionKey, DecisionValues, Overrides } from "../answers/overrides.ts";
import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { Decision, Decisions, DecisionTable, Evidence, ServiceReading, Use } from "./decision.ts";
import { readDetails } from "./details/details.ts";
import { usesOf } from "./details/uses.ts";
import { overlongTexts, readProse } from "./reading.ts";
import { alarmEmailsTopic } from "./topics/alarm-emails.ts";
import { authTopic } from "./topics/auth.ts";
import { multiAzTopic, multiRegionTopic } from "./topics/availability.ts";
import { backupTopic, DEFAULT_BACKUP } from "./topics/backup.ts";
import { cacheTopic } from "./topics/cache.ts";
import { ciTopic } from "./topics/ci.ts";
import { cloudTopic } from "./topics/cloud.ts";
import { computeTopic } from "./topics/compute.ts";
import { findConflicts } from "./topics/conflicts.ts";
import { databasesTopic } from "./topics/databases.ts";
import { cdnTopic, wafTopic } from "./topics/edge.ts";
import { DEFAULT_ENVIRONMENTS, environmentsTopic } from "./topics/environments.ts";
import { iacTopic } from "./topics/iac.ts";
import { monitoringTopic } from "./topics/monitoring.ts";
import { queuesTopic } from "./topics/queues.ts";
import { DEFAULT_REGIONS, regionsTopic } from "./topics/regions.ts";
import { retiredTopic } from "./topics/retired.ts";
import { DEFAULT_SCALING, scalingTopic } from "./topics/scaling.ts";
import { secretsTopic } from "./topics/secrets.ts";
import { readServices } from "./topics/services.ts";
import { fileStorageTopic, objectStorageTopic } from "./topics/storage.ts";
import type { Topic, TopicResult } from "./topics/topic.ts";
import { websocketsTopic } from "./topics/websockets.ts";

/** The registry: a new topic is one file and one line here. */
export const TOPICS: readonly Topic[] = [
  cloudTopic,
  computeTopic,
  databasesTopic,
  cacheTopic,
  queuesTopic,
  cdnTopic,
  wafTopic,
  objectStorageTopic,
  websocketsTopic,
  multiAzTopic,
  multiRegionTopic,
  fileStorageTopic,
  authTopic,
  secretsTopic,
  monitoringTopic,
  alarmEmailsTopic,
  iacTopic,
  ciTopic,
  environmentsTopic,
  regionsTopic,
  backupTopic,
  scalingTopic,
  retiredTopic,
];

/** What holds where the text does not decide. `backup.pitr` becomes true for relational databases. */
export const DEFAULTS: DecisionValues = {
  cloud: "aws",
  compute: ["ecs-fargate"],
  databases: [],
  cache: [],
  queues: [],
  cdn: false,
  waf: false,
  objectStorage: false,
  websockets: false,
  multiAz: true,
  multiRegion: false,
  fileStorage: "none",
  auth: "none",
  secrets: "secrets-manager",
  monitoring: ["cloudwatch"],
  alarmEmails: [],
  iac: "terraform",
  ci: "github-actions",
  environments: [...DEFAULT_ENVIRONMENTS],
  regions: [...DEFAULT_REGIONS],
  "backup.frequencyHours": DEFAULT_BACKUP.frequencyHours,
  "backup.retentionDays": DEFAULT_BACKUP.retentionDays,
  "backup.rpoMinutes": DEFAULT_BACKUP.rpoMinutes,
  "backup.rtoMinutes": DEFAULT_BACKUP.rtoMinutes,
  "backup.crossRegion": DEFAULT_BACKUP.crossRegion,
  "backup.pitr": false,
  "scaling.min": DEFAULT_SCALING.min,
  "scaling.max": DEFAULT_SCALING.max,
};

/**
 * Interprets the answers. Overrides win over the text; the text wins over defaults.
 * `unread`: decisions with an override that could not be read. Their default stands in for it, so that nothing is told of a text that it may be there to correct.
 */
export function decide(answers: Answers, unread: ReadonlySet<DecisionKey> = NONE): Decisions {
  const reading = readProse(answers);
  const results = TOPICS.map((topic) => topic.read(reading));
  const stated: Partial<DecisionTable> = Object.assign({}, ...results.map((result) => result.values));
  const overrides = unread.size === 0 ? answers.overrides : { ...pick(DEFAULTS, unread), ...answers.overrides };
  const table = withRecovery(completeTable(stated, overrides));
  const services = readServices(reading);
  const found = [
    ...overlongTexts(answers),
    ...results.flatMap((result) => result.diagnostics),
    ...services.diagnostics,
  ];
  return {
    table,
    services: services.services,
    diagnostics: settle([...found, ...findConflicts(reading, table)], overrides),
    coverage: coverageOf(results, services.services, usesOf(answers, readDetails(answers, services.services))),
  };
}

const NONE: ReadonlySet<DecisionKey> = new Set();

function pick(values: DecisionValues, keys: ReadonlySet<DecisionKey>): Overrides {
  return Object.fromEntries([...keys].map((key) => [key, values[key]]));
}

function completeTable(stated: Partial<DecisionTable>, overrides: Overrides): DecisionTable {
  const entries = (Object.keys(DEFAULTS) as DecisionKey[]).map((key) => [key, decisionOf(key, stated, overrides)]);
  return Object.fromEntries(entries) as DecisionTable;
}

/** Engines that can be brought back to any second. */
const RELATIONAL: ReadonlySet<string> = new Set([
  "postgres",
  "mysql",
  "mariadb",
  "aurora-postgres",
  "aurora-mysql",
  "sqlserver",
  "oracle",
]);

/** Where the text is silent, point-in-time recovery is on for every engine that has it. */
function withRecovery(table: DecisionTable): DecisionTable {
  const pitr = table["backup.pitr"];
  if (pitr.source !== "default") return table;
  return { ...table, "backup.pitr": { ...pitr, value: table.databases.value.some((id) => RELATIONAL.has(id)) } };
}

function decisionOf<K extends DecisionKey>(
  key: K,
  stated: Partial<DecisionTable>,
  overrides: Overrides,
): Decision<DecisionValues[K]> {
  const override = overrides[key];
  const read = stated[key];
  if (override !== undefined)
    return { value: override as DecisionValues[K], source: "override", evidence: read?.evidence ?? [] };
  return read ?? { value: DEFAULTS[key], source: "default", evidence: [] };
}

/** Doubts about an overridden decision are settled by the override. */
function settle(all: readonly Diagnostic[], overrides: Overrides): Diagnostic[] {
  const kept = all.filter((item) => {
    const key = item.message.slice(0, Math.max(0, item.message.indexOf(":")));
    return !(key in overrides) || overrides[key as keyof Overrides] === undefined;
  });
  const seen = new Set<string>();
  return sortDiagnostics(kept.map(withoutRepeats)).filter((item) => {
    const same = `${item.code} ${item.pointer} ${item.message}`;
    return !seen.has(same) && seen.add(same);
  });
}

/** Related places: each once, and not the place itself. */
function withoutRepeats(item: Diagnostic): Diagnostic {
  if (item.related === undefined) return item;
  const { related, ...rest } = item;
  const others = [...new Set(related)].filter((pointer) => pointer !== item.pointer);
  return others.length > 0 ? { ...rest, related: others } : rest;
}

function coverageOf(
  results: readonly TopicResult[],
  services: readonly ServiceReading[],
  uses: ReadonlyMap<string, readonly Evidence[]>,
): ReadonlyMap<string, readonly Use[]> {
  const coverage = new Map<string, Use[]>();
  const known = new Set<string>();
  const add = (key: string, evidence: readonly Evidence[]) => {
    for (const { pointer, start, end } of evidence) {
      const place = `${key} ${start} ${pointer}`;
      if (known.has(place)) continue;
      known.add(place);
      const found = coverage.get(pointer);
      if (found === undefined) coverage.set(pointer, [{ key, start, end }]);
      else found.push({ key, start, end });
    }
  };
  for (const result of results) {
    for (const [key, decision] of Object.entries(result.values)) if (decision) add(key, decision.evidence);
    for (const [key, evidence] of Object.entries(result.used ?? {})) add(key, evidence ?? []);
  }
  for (const service of services) add(`services.${service.name}`, service.evidence);
  for (const [key, evidence] of uses) add(key, evidence);
  return coverage;
}
