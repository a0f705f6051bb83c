// In: the read answers and the decisions made from them. Out: a warning where a promise and the shape that should keep it cannot go together. Never changes a decision.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DecisionTable, Evidence } from "../decision.ts";
import { toNumber, withThousands } from "../text/numbers.ts";
import { said, warn } from "./conflicts-said.ts";
import { fieldsOf, type Reading } from "./topic.ts";

/** Engines in which one instance takes all writes. */
const ONE_WRITER: ReadonlySet<string> = new Set([
  "postgres",
  "mysql",
  "mariadb",
  "sqlserver",
  "oracle",
  "aurora-postgres",
  "aurora-mysql",
]);

/** Two regions that both take writes, and a database that takes them in one. */
export function activeActive(reading: Reading, table: DecisionTable): Diagnostic[] {
  const at = said(
    reading.fields,
    /\bactive[-/ ]?active\b(?=[^.;]*\bregions?\b)|\bregions?\b[^.;]{0,60}\bactive[-/ ]?active\b/gi,
  );
  const engines = table.databases.value;
  if (!at || engines.length === 0 || !engines.every((id) => ONE_WRITER.has(id))) return [];
  return [
    warn(
      "multiRegion",
      at,
      `"${at.quote}" is promised, and ${engines.join(", ")} takes writes in one region only`,
      "Say that the second region stands by, or name a database that takes writes in both.",
      table.databases.evidence,
    ),
  ];
}

const SHARED =
  /\b(?:(?:one|a single|single|the same|shared|common|central|one big) (?:\w+ )?(?:database|db|schema)\b(?! (?:per|for each|each)\b)|share(?:s|d)? (?:one|a|the|the same) (?:\w+ )?(?:database|db|schema))\b/gi;

/** Services that are called independent, over one schema. */
export function sharedDatabase(reading: Reading, table: DecisionTable): Diagnostic[] {
  const style = said(
    fieldsOf(reading, "overall_architecture.architecture_type", "overall_architecture.service_boundaries"),
    // "I read the microservices books": the word names what the books are about.
    /\bmicro-?services?\b(?! (?:books?|talks?|hype|people|crowd|articles?|blogs?|conferences?|courses?|fans?)\b)/gi,
  );
  const monolith = said(fieldsOf(reading, "overall_architecture.architecture_type"), /\bmonolith(?:ic)?\b/gi);
  if (!style || monolith !== undefined || reading.answers.output.services.length < 3) return [];
  const at = said(fieldsOf(reading, "data_architecture", "overall_architecture", "services.dependencies"), SHARED);
  if (!at) return [];
  return [
    warn(
      "databases",
      at,
      `"${at.quote}" is shared by what is called ${style.quote.toLowerCase()}; their changes depend on each other`,
      "Give each service a database or a schema of its own, or call the system a modular monolith.",
      [style, ...table.databases.evidence],
    ),
  ];
}

const ALWAYS_UP = /\b(?:zero|no)[- ]downtime\b|\bwithout (?:any )?(?:downtime|interruption)\b/gi;
const GOES_DOWN =
  /\brecreate\b(?: (?:deploy\w*|strategy|updates?))?|\bstops? (?:the |all |every )?(?:old|running|tasks?|services?|containers?)\b[^.;]{0,40}\b(?:then|before|and) starts?\w*|\b(?:deploy|release)\w*[^.;]{0,40}\b(?:maintenance (?:window|page)s?|downtime of)\b|\bmaintenance (?:window|page)s?[^.;]{0,40}\b(?:deploy|release)\w*|\bdown (?:for|during) (?:the |each |every |a )?(?:deploy|release)\w*/gi;

/** Deployments without an interruption, by stopping first. */
export function downtime(reading: Reading): Diagnostic[] {
  const at = said(reading.fields, ALWAYS_UP);
  const down = said(reading.fields, GOES_DOWN);
  if (!at || !down || down.pointer === at.pointer) return [];
  return [
    warn(
      "scaling.min",
      at,
      `"${at.quote}" is promised, and "${down.quote}" interrupts the service; deployments roll`,
      "Roll the deployments, or say how long a deployment may interrupt.",
      [down],
    ),
  ];
}

/** A restore takes longer than a promise of minutes. */
export function slowRestore(reading: Reading, table: DecisionTable): Diagnostic[] {
  const rto = table["backup.rtoMinutes"];
  const [at] = rto.evidence;
  if (!at || rto.source !== "stated" || rto.value > 30 || table.multiRegion.value) return [];
  const restore = said(
    fieldsOf(reading, "reliability"),
    /\brestor(?:e|ed|es|ing)\b[^.;]{0,30}\b(?:from|of) (?:the |a )?(?:latest |last |nightly |daily )?(?:back-?ups?|snapshots?|dumps?)\b/gi,
  );
  if (!restore) return [];
  return [
    warn(
      "backup.rtoMinutes",
      at,
      `an RTO of ${rto.value} minutes, and "${restore.quote}" is the only way back`,
      "Name a standby that takes over, or the time that a restore takes.",
      [restore],
    ),
  ];
}

/** US dollars a month below which a part cannot be had, at the list prices of us-east-1 in late 2026, smallest size. https://aws.amazon.com/pricing */
const FLOOR: Readonly<Record<string, number>> = {
  "ecs-fargate": 67, // load balancer 16, one NAT gateway 33, two tasks of a quarter vCPU 18
  "ecs-ec2": 60,
  eks: 120, // 73 for the control plane alone
  "ec2-asg": 28,
  postgres: 15,
  mysql: 15,
  mariadb: 15,
  "aurora-postgres": 44,
  "aurora-mysql": 44,
  sqlserver: 45,
  oracle: 60,
  documentdb: 55,
  opensearch: 27,
  redshift: 90,
  neptune: 70,
  redis: 12,
  valkey: 10,
  memcached: 12,
  msk: 66,
  rabbitmq: 28,
  activemq: 28,
};
const BUDGET =
  /(?:[$€£]\s?\d[\d.,]*k?|\b\d[\d.,]*k?\s?(?:usd|eur|gbp|dollars|euros?|pounds|[$€£]))\s*(?:\/|per|a|each|every)?\s*(?:months?|mo|monthly)\b/gi;
const LIMITS =
  /\b(?:budget|max(?:imum)?|at most|no more than|not more than|cap(?:ped)?|limit(?:ed)?|must not|may not|under|below|up to|only have|ceiling)\b/i;

/** Money for less than the smallest system of this shape. */
export function budget(reading: Reading, table: DecisionTable): Diagnostic[] {
  if (table.cloud.value !== "aws") return [];
  const at = said(fieldsOf(reading, "infrastructure", "scalability", "overall_architecture"), BUDGET, LIMITS);
  if (!at) return [];
  const written = /\d[\d.,]*/.exec(withThousands(at.quote))?.[0] ?? "";
  const amount = toNumber(written.replace(/[.,]$/, "")) * (/\dk/i.test(at.quote) ? 1000 : 1);
  const parts = [...table.compute.value, ...table.databases.value, ...table.cache.value, ...table.queues.value];
  const floor = parts.reduce((sum, id) => sum + (FLOOR[id] ?? 0), 0);
  if (!(amount < floor)) return [];
  const shape: Evidence[] = [...table.compute.evidence, ...table.databases.evidence, ...table.cache.evidence];
  return [
    warn(
      "compute",
      at,
      `"${at.quote}" is less than ${parts.filter((id) => id in FLOOR).join(", ")} cost at the smallest size (about $${floor})`,
      "Raise the budget, or choose a smaller shape.",
      shape,
    ),
  ];
}
