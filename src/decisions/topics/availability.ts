// In: the read answers. Out: whether the system runs over several zones and over several regions. Never counts a backup copy elsewhere as a second region.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decision, Evidence } from "../decision.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt } from "../text/statements.ts";
import { decided } from "./find.ts";
import { matchesIn } from "./matches.ts";
import { fieldsOf, type ReadField, type Reading, type Topic } from "./topic.ts";

const COUNT =
  "(?:2|3|4|5|6|two|three|four|six|both|multiple|several|many|all|different|at least (?:two|2)|min(?:imum)? (?:two|2))";
const ZONES = new RegExp(
  `\\bmulti(?:ple)?[- ]?az\\b|\\bmulti-zone\\b|\\b${COUNT}\\s+(?:\\w+\\s+)?(?:azs?|a\\.?z\\.?s|zones?|availability[- ]zones?|data ?cent(?:er|re)s)\\b|\\b(?:across|over|spread over|in) (?:the )?(?:azs|zones|availability zones)\\b|\\bzone[- ]redundan\\w+|\\bcross[- ]az\\b|\\bper az\\b|\\bregional (?:ha\\b|managed services|cluster)|\\bloss of (?:one|an|a single) (?:az|zone|availability zone)`,
  "gi",
);
const ONE_ZONE =
  /\b(?:single|one|1)[- ](?:az|zone|availability[- ]zone)\b|\bonly (?:one|1) (?:az|zone|availability zone)\b/gi;
const LOSS =
  /(?:loss|lose|loses|losing|failure|outage|fails?|fail|down|without|survives?|per|any|each|than|of) (?:of )?(?:an |a |any |the |just )?$/i;
const NOT_PROD =
  /\b(?:dev|development|staging|stage|test|qa|uat|demo|sandbox|non-?prod\w*|lower environments?|preview)\b/i;

const STORE =
  /\b(?:databases?|db|rds|aurora|postgres\w*|mysql|mariadb|sql server|oracle|primary|writer|data ?stores?)\b/i;
/** Parts that hold no data: that they run in several zones says nothing of the database. */
const TASKS =
  /\b(?:tasks?|containers?|pods?|services?|workers?|web|apps?|application|front ?ends?|load balancers?|alb|subnets?|fargate|ecs|nodes?)\b/i;
/** The database alone: these count where it is spoken of. */
const LONE_STORE =
  /\b(?:single|one|only one)[- ](?:db |database |rds )?instance\b(?! (?:of|per) (?:each|every|all|the|any)\b)|\b(?:is|runs|sits|stays|lives|remains) in (?:just |only )?(?:one|a single|1)(?: zone| az| availability zone)?(?=\s*(?:$|[.,;)]| and\b| so\b| but\b))/gi;
const STANDBY = /\b(?:standby|standbys|stand-by|stands by|failover replica)\b(?! region)/gi;
const DATABASE_FIELD = "data_architecture.primary_database";

/** "Dev gets a small one, single-AZ": said of an environment that nobody depends on. */
function isAside(hit: Hit): boolean {
  return NOT_PROD.test(hit.segment) || (NOT_PROD.test(hit.before) && !/\bprod/i.test(`${hit.before} ${hit.segment}`));
}

/** What says that the database has no second zone. */
function loneStore(fields: readonly ReadField[]): Hit[] {
  return fields.flatMap((field) => {
    const mayStand = field.field === DATABASE_FIELD || STORE.test(field.text);
    if (!mayStand) return [];
    const isAbout = (hit: Hit) => field.field === DATABASE_FIELD || STORE.test(hit.segment);
    const lone = [...hits([field], LONE_STORE), ...hits([field], ONE_ZONE)].filter(
      (hit) => hit.status === "chosen" && isAbout(hit) && !LOSS.test(hit.before) && !isAside(hit),
    );
    const none = hits([field], STANDBY).filter((hit) => hit.status === "negated" && isAbout(hit) && !isAside(hit));
    return [...lone, ...none];
  });
}

export const multiAzTopic: Topic = {
  keys: ["multiAz"],
  read: (reading) => {
    const many = hits(reading.fields, ZONES);
    const one = hits(reading.fields, ONE_ZONE).filter((hit) => !LOSS.test(hit.before) && !isAside(hit));
    const yes = many.filter(
      (hit) => hit.status === "chosen" && !(NOT_PROD.test(hit.segment) && !/\bprod/i.test(hit.segment)),
    );
    const no = [...many.filter((hit) => hit.status === "negated"), ...one.filter((hit) => hit.status === "chosen")];
    const lone = loneStore(reading.fields);
    // "Web tasks in two zones. The database is in one.": what has a standby or not is the database.
    if (lone.length > 0 && yes.every((hit) => TASKS.test(hit.segment) && !STORE.test(hit.segment)))
      return result("multiAz", false, [...lone, ...no], []);
    if (yes.length > 0) {
      const against = [...no, ...lone].filter(
        (hit) => hit.status === "chosen" && !yes.some((other) => other.evidence.pointer === hit.evidence.pointer),
      );
      return result("multiAz", true, yes, clash("multiAz", "several zones", "a single zone", yes, against));
    }
    return result("multiAz", false, no, []);
  },
};

const REGION = "[a-z]{2}(?:-gov)?-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-?\\d";
const MANY_REGIONS = new RegExp(
  `\\bmulti[- ]?regions?\\b|\\b${COUNT}\\s+(?:aws |gcp |azure |cloud )?regions\\b|\\b\\d+ regions\\b|\\b(?:second|secondary|standby|failover|passive) region\\b|\\bpilot light\\b|\\bwarm standby\\b|\\bhot standby (?:in|region)\\b|\\bglobal (?:tables?|database)\\b|\\bactive[-/ ](?:active|passive)\\b(?=[^.;]*\\bregions?\\b)|\\bcross[- ]region (?:read )?replicas?\\b|\\bread replica in ${REGION}|\\bstandby (?:stack |cluster |environment )?in ${REGION}|\\bfail(?:s|ing)?[- ]?over to ${REGION}`,
  "gi",
);
const ONE_REGION =
  /\b(?:single|one|1)[- ]region\b|\bonly (?:one|1) region\b|\bregion only\b|\b(?:stays?|stay|all) in (?:one|the same) region\b|\bcross[- ]region\b/gi;
const COPY =
  /\b(?:cop(?:y|ies|ied)|backups?|snapshots?|dumps?|vault|bucket|replicat\w+ of (?:the )?(?:backups?|buckets?)|restore[ds]?|cloudfront|certificate|acm|edge|users?|visitors?|customers? (?:from|in))\b/i;
const SIDE =
  /\b(?:certificates?|acm|cloudfront|backups?|cop(?:y|ies|ied)|snapshots?|dr\b|restore[ds]?|replicat\w*|failover|waf|bedrock|billing|state bucket|test|dev|used to|previously)\b/i;

export const multiRegionTopic: Topic = {
  keys: ["multiRegion"],
  read: (reading) => {
    const many = hits(reading.fields, MANY_REGIONS).filter(
      (hit) => !(/^active|^cross/i.test(hit.evidence.quote) && COPY.test(hit.segment)),
    );
    const one = hits(reading.fields, ONE_REGION);
    const yes = many.filter((hit) => hit.status === "chosen" && !isCopy(hit));
    const no = [
      ...many.filter((hit) => hit.status === "negated"),
      ...one.filter((hit) => (/^cross/i.test(hit.evidence.quote) ? hit.status === "negated" : hit.status === "chosen")),
    ];
    if (yes.length > 0) {
      const against = no.filter(
        (hit) => !yes.some((other) => other.evidence.pointer === hit.evidence.pointer && other.status === hit.status),
      );
      return result("multiRegion", true, yes, clash("multiRegion", "several regions", "one region", yes, against));
    }
    const pair = twoRegions(reading);
    if (pair.length > 1) {
      const value = decided(true, pair, "inferred");
      const diagnostic = open(
        pair,
        "two regions host the system, and the text does not say whether each serves its own users or stands in for the other; read as both running",
      );
      return { values: value ? { multiRegion: value } : {}, diagnostics: [diagnostic] };
    }
    return result("multiRegion", false, no, []);
  },
};

interface Hit {
  readonly evidence: Evidence;
  readonly status: string;
  readonly segment: string;
  readonly before: string;
}

function isCopy(hit: Hit): boolean {
  return /^(?:second|secondary|standby|failover|passive)/i.test(hit.evidence.quote) && COPY.test(hit.segment);
}

function hits(fields: readonly ReadField[], pattern: RegExp): Hit[] {
  const out: Hit[] = [];
  for (const field of fields) {
    for (const statement of field.statements) {
      for (const match of matchesIn(statement, pattern)) {
        const start = statement.start + match.index;
        const end = start + match[0].length;
        const token = statement.tokens.findIndex((item) => item.end > start);
        const segment = statement.segments.find((item) => item.from <= token && item.to > token);
        const from = statement.tokens[segment?.from ?? 0]?.start ?? statement.start;
        // "Second region: backups only": what a label says stands behind its colon.
        const said = statement.segments.find((item) => item.from >= (segment?.to ?? 0) && item.sep === "colon");
        const last = said !== undefined && said.from - (segment?.to ?? 0) <= 1 ? said.to : (segment?.to ?? 1);
        const to = statement.tokens[last - 1]?.end ?? statement.end;
        out.push({
          evidence: evidenceAt(statement, start, end),
          status: statusAt(statement, start, end).status,
          segment: statement.text.slice(from, to),
          before: statement.text.slice(statement.start, start),
        });
      }
    }
  }
  return out;
}

/** What stands before a region in its part of the sentence: "Backup region: Paris (". */
function labelOf({ before }: Hit): string {
  const part = before.split(/[,;]|\band\b|\bplus\b/).at(-1) ?? "";
  return `${/([^;,:]*):[^:;]*$/.exec(before)?.[1] ?? ""} ${part}`;
}

/** Two region codes in the hosting text, neither of them for a side role. */
function twoRegions(reading: Reading): Evidence[] {
  const found = hits(fieldsOf(reading, "infrastructure.hosting_strategy"), new RegExp(`\\b${REGION}\\b`, "gi")).filter(
    (hit) => hit.status === "chosen" && !SIDE.test(hit.segment) && !SIDE.test(labelOf(hit)),
  );
  const distinct = new Map(found.map((hit) => [hit.evidence.quote.toLowerCase(), hit.evidence]));
  return distinct.size > 1 ? [...distinct.values()] : [];
}

function result(
  key: "multiAz" | "multiRegion",
  value: boolean,
  found: readonly Hit[],
  diagnostics: readonly Diagnostic[],
) {
  const decision: Decision<boolean> | undefined = decided(
    value,
    found.slice(0, 4).map((hit) => hit.evidence),
  );
  return { values: decision ? { [key]: decision } : {}, diagnostics };
}

function clash(key: string, yes: string, no: string, found: readonly Hit[], against: readonly Hit[]): Diagnostic[] {
  const first = against[0];
  if (!first) return [];
  return [
    {
      code: "DECISION_CONFLICT",
      severity: "warning",
      pointer: first.evidence.pointer,
      message: `${key}: "${first.evidence.quote}" speaks of ${no}, "${found[0]?.evidence.quote ?? ""}" of ${yes}; read as ${yes}.`,
      help: `Say which part runs where, or set decisions.${key}.`,
      related: [...new Set(found.map((hit) => hit.evidence.pointer))],
    },
  ];
}

function open(evidence: readonly Evidence[], what: string): Diagnostic {
  return {
    code: "DECISION_OPEN_CHOICE",
    severity: "warning",
    pointer: evidence[0]?.pointer ?? "",
    message: `multiRegion: ${what}.`,
    help: "Say how the regions relate, or set decisions.multiRegion.",
  };
}
