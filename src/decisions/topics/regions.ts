// In: the answers as read. Out: the regions that the system uses for now: primary, second site, certificate. Never takes the place of a team or a customer for one.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { closest } from "../../shared/closest.ts";
import type { Evidence } from "../decision.ts";
import {
  AIRPORTS,
  AZURE_REGIONS,
  CERTIFICATE_SITE,
  EU_RESIDENCY,
  PLACE_IS_PEOPLE,
  PLACE_IS_REGION,
  REGIONS,
  SECOND_SITE,
} from "../lexicon/regions.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, firstChosen, type PatternMatch, segmentText, someEvidence } from "./matches.ts";
import type { ReadField, Reading, Topic, TopicResult } from "./topic.ts";

/** What stands when the text says nothing of a place. */
export const DEFAULT_REGIONS: readonly string[] = ["us-east-1"];
/** Where the European Union is asked for and no place is named: the largest region inside it with three zones. */
const EU_REGION = "eu-central-1";

const PLACES = compileLexicon(
  "places",
  Object.fromEntries(REGIONS.map((region) => [region.code, region.places.join("|")])),
);
const KNOWN = new Set(REGIONS.map((region) => region.code));
const AWS_CODE =
  /\b(?:us-gov|us-iso|us|eu|ap|sa|ca|me|af|il|mx|cn|eusc-de)-(?:northeast|northwest|southeast|southwest|north|south|east|west|central)-?(?:\d)(?:[a-f]\b|\b)/gi;
const GCP_CODE =
  /\b(?:us|europe|asia|australia|northamerica|southamerica|africa|me)-(?:northeast|southeast|southwest|north|south|east|west|central)\d{1,2}(?:-[a-f])?\b/gi;
const AZURE_CODE = new RegExp(`\\b(?:${AZURE_REGIONS.join("|").replaceAll(" ", " ?")})\\b`, "gi");
const AWS_AIRPORT = new RegExp(
  `(?<=\\b(?:aws|amazon|amazon web services|amazon cloud)[ ,(/-]{1,2})(?:${Object.keys(AIRPORTS).join("|")})\\b`,
  "gi",
);
/** Fields where a city is a place for machines. */
const HOSTING = new Set(["infrastructure.hosting_strategy", "architecture_diagrams.deployment_diagram"]);
const SECOND_FIELDS = new Set([
  "reliability.disaster_recovery",
  "reliability.backup_procedures",
  "data_architecture.backup_strategy",
  "reliability.failover_mechanisms",
]);
const PLACE_SECTIONS = new Set([
  "infrastructure",
  "reliability",
  "data_architecture",
  "infrastructure_as_code",
  "scalability",
  "overall_architecture",
  "architecture_diagrams",
]);

/** "we left us-east-1 after the outage". */
const LEFT =
  /\b(?:left|leaving|abandoned|(?:moved|moving|pulled|got) out of|away from|(?:anything|anywhere|everywhere) but)\s+(?:aws\s+)?$/i;

/** One region of a statement. `rank`: 0 primary, 1 second site, 2 certificate. */
interface Found {
  readonly code: string;
  readonly evidence: Evidence;
  readonly rank: number;
  readonly place: boolean;
}

export const regionsTopic: Topic = { keys: ["regions"], read: readRegions };

function readRegions(reading: Reading): TopicResult {
  const fields = [...reading.fields]
    .filter((field) => field.section !== "integrations" && field.field !== "services.name")
    .sort((a, b) => Number(HOSTING.has(b.field)) - Number(HOSTING.has(a.field)));
  const cloud = cloudOf(reading);
  const coded = fields.flatMap((field) =>
    field.statements.flatMap((statement) => codesIn(statement, cloud, SECOND_FIELDS.has(field.field))),
  );
  const placed = cloud === "aws" ? fields.flatMap((field) => placesIn(field, coded.length > 0)) : [];
  const found = [...coded, ...placed];
  const evidence = someEvidence(firstOfEach(found));
  const diagnostics = cloud === "aws" ? fields.flatMap(slipsIn) : [];
  if (evidence !== null) {
    const value = ordered(found);
    return { values: { regions: { value, source: "stated", evidence } }, diagnostics };
  }
  const residency = firstChosen(
    fields.flatMap((field) =>
      /^(?:security|infrastructure|data_architecture|reliability)$/.test(field.section) ? field.statements : [],
    ),
    EU_RESIDENCY,
  );
  if (residency === null) return { values: {}, diagnostics };
  return {
    values: { regions: { value: [EU_REGION], source: "inferred", evidence: [residency.evidence] } },
    diagnostics: [...diagnostics, assumedPlace(residency)],
  };
}

/** The law holds for whoever serves people of the union, and asks for no place by itself. */
function assumedPlace({ text, evidence }: PatternMatch): Diagnostic {
  const isLaw = LAW.test(text);
  return {
    code: "DECISION_UNDECIDED",
    severity: isLaw ? "warning" : "info",
    pointer: evidence.pointer,
    message: `regions: ${JSON.stringify(evidence.quote)} names no region${isLaw ? ", and does not ask for one" : ""}; ${EU_REGION} (Frankfurt) is taken.`,
    help: "Name the region in the hosting strategy, or set decisions.regions.",
  };
}

const LAW = /^(?:gdpr|dsgvo|rgpd|avg-wet|schrems)$/i;

/** Looks like a code of AWS, and its middle is no direction. */
const LIKE_CODE =
  /(?<![\w-])(?:us|eu|ap|sa|ca|me|af|il|mx)-(?!(?:north|south|east|west|central|northeast|northwest|southeast|southwest|gov|iso)\b)[a-z]{3,10}-\d(?![\w-])/gi;

/** A slip of the pen would build the system somewhere else: nothing is written over it. */
function slipsIn({ section, statements }: ReadField): Diagnostic[] {
  if (!PLACE_SECTIONS.has(section)) return [];
  return statements
    .flatMap((statement) => findPattern(statement, LIKE_CODE))
    .flatMap(({ text, status, evidence: { pointer } }) => {
      if (status !== "chosen") return [];
      const meant = closest(text, [...KNOWN]);
      if (meant === undefined) return [];
      return [
        {
          code: "DECISION_UNKNOWN_REGION",
          severity: "error",
          pointer,
          message: `regions: ${JSON.stringify(text)} is no region of AWS`,
          help: `Did you mean ${meant}? Correct it, or set decisions.regions.`,
        },
      ];
    });
}

/** The region codes that a statement names for now, in any role. */
export function regionCodesOf(statement: Statement): string[] {
  const places = findMentions([statement], PLACES).filter((mention) => mention.status === "chosen");
  return [...codesIn(statement, "aws", false).map((found) => found.code), ...places.map((mention) => mention.id)];
}

function cloudOf(reading: Reading): "aws" | "gcp" | "azure" {
  const counts = { aws: 0, gcp: 0, azure: 0 };
  for (const field of reading.fields) {
    if (field.section !== "infrastructure" && field.section !== "data_architecture") continue;
    for (const statement of field.statements) {
      for (const match of findPattern(
        statement,
        /\b(?:(aws|amazon|ec2|ecs|rds|s3|cloudfront|lambda|fargate)|(gcp|google cloud|gke|cloud run|cloud sql)|(azure|aks|app service|cosmos db))\b/gi,
      )) {
        if (match.status === "chosen")
          counts[match.groups[0] !== undefined ? "aws" : match.groups[1] !== undefined ? "gcp" : "azure"]++;
      }
    }
  }
  return counts.gcp > counts.aws && counts.gcp >= counts.azure ? "gcp" : counts.azure > counts.aws ? "azure" : "aws";
}

function codesIn(statement: Statement, cloud: "aws" | "gcp" | "azure", second: boolean): Found[] {
  if (!/\d|azure|aws|amazon/i.test(statement.text.slice(statement.start, statement.end)) && cloud !== "azure")
    return [];
  const found: Found[] = [];
  const add = (pattern: RegExp, normal: (text: string) => string | null) => {
    for (const match of findPattern(statement, pattern)) {
      const code = normal(match.text.toLowerCase());
      const taken = found.some((item) => item.evidence.start < match.end && item.evidence.end > match.start);
      if (
        code === null ||
        taken ||
        match.status !== "chosen" ||
        isWeighed(statement, match.start, match.end) ||
        LEFT.test(statement.text.slice(statement.start, match.start))
      )
        continue;
      found.push({ code, evidence: match.evidence, rank: rankAt(statement, match.start, second), place: false });
    }
  };
  if (cloud === "azure") add(AZURE_CODE, (text) => text.replaceAll(" ", ""));
  if (cloud === "gcp") add(GCP_CODE, (text) => text.replace(/-[a-f]$/, ""));
  add(AWS_CODE, (text) => awsCode(text));
  if (cloud === "aws") add(AWS_AIRPORT, (text) => AIRPORTS[text] ?? null);
  add(GCP_CODE, (text) => text.replace(/-[a-f]$/, ""));
  return found;
}

/** "I know LA is closer to us-west-1, but it's pricier": what somebody concedes, or only compares with, is no place of the system. */
function isWeighed(statement: Statement, from: number, to: number): boolean {
  const { text, start, end } = statement;
  const [before, behind] = [text.slice(start, from), text.slice(to, end)];
  return (
    // "In Ohio, since us-east-1 scares me": the reason for a place that is named already.
    (/\b(?:since|because)\s+$/i.test(before) &&
      findMentions([statement], PLACES).some(({ evidence }) => evidence.end <= from)) ||
    /\b(?:closer|nearer|nearest|cheaper|faster) (?:to|in|than)\s+$/i.test(before) ||
    (/\b(?:i|we) know\b|\b(?:granted|admittedly|of course)\b/i.test(before) && /\bbut\b/i.test(behind)) ||
    /^\s*(?:is|was|would be|,? but it['’]?s|,? but)\s+(?:too |more |much |a bit )*(?:pric(?:e)?y|pricier|expensive|dearer|costlier|missing|far)\b/i.test(
      behind,
    )
  );
}

/** "eu-west1" is a slip for "eu-west-1"; "us-east-1a" is a zone and names its region. */
function awsCode(text: string): string | null {
  const code = text.replace(/[a-f]$/, "").replace(/-?(\d)$/, "-$1");
  return KNOWN.has(code) || /-\d$/.test(text.replace(/[a-f]$/, "")) ? code : null;
}

function placesIn(field: ReadField, codesKnown: boolean): Found[] {
  if (!PLACE_SECTIONS.has(field.section)) return [];
  const hosting = HOSTING.has(field.field);
  return findMentions(field.statements, PLACES).flatMap((mention) => {
    const { statement, evidence } = mention;
    if (mention.status !== "chosen") return [];
    const segment = segmentText(statement, evidence.start);
    const after = statement.text.slice(evidence.end, evidence.end + 24);
    if (PLACE_IS_PEOPLE.test(segment) || /^-\w/.test(after) || /^(?:'s|’s)/.test(after)) return [];
    if (/^\s*\(?\s*(?:us|eu|ap|sa|ca|me|af|il|mx)-[a-z]+-\d/i.test(after)) return [];
    // A capital letter tells "Virginia" from a word; "oregon" in lower case passes where the clause is about hosting.
    const cued = PLACE_IS_REGION.test(segment) || CERTIFICATE_SITE.test(segment);
    const alone = hosting && segment.trim().length === evidence.quote.length;
    if (!alone && !/^\p{Lu}/u.test(evidence.quote) && !cued) return [];
    if (codesKnown ? !cued : !(hosting || cued)) return [];
    return [
      {
        code: mention.id,
        evidence,
        rank: rankAt(statement, evidence.start, SECOND_FIELDS.has(field.field)),
        place: true,
      },
    ];
  });
}

function rankAt(statement: Statement, at: number, second: boolean): number {
  const segment = segmentText(statement, at);
  // "failover to A from B": B is where the system is.
  if (/\bfail\w*[ -]?over\b[^.;]*\bfrom\s+$/i.test(statement.text.slice(statement.start, at))) return 0;
  if (CERTIFICATE_SITE.test(segment)) return 2;
  return second || SECOND_SITE.test(segment) ? 1 : 0;
}

function ordered(found: readonly Found[]): string[] {
  const best = new Map<string, number>();
  for (const item of found) best.set(item.code, Math.min(best.get(item.code) ?? 9, item.rank));
  const codes = [...best.keys()];
  return codes.sort((a, b) => (best.get(a) ?? 0) - (best.get(b) ?? 0) || codes.indexOf(a) - codes.indexOf(b));
}

function firstOfEach(found: readonly Found[]): Evidence[] {
  const seen = new Map<string, Evidence>();
  for (const item of found) if (!seen.has(item.code)) seen.set(item.code, item.evidence);
  return [...seen.values()];
}
