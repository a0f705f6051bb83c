// In: the read answers and the decisions made from them. Out: a warning for every pair of statements that cannot both hold. Never changes a decision.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DecisionTable } from "../decision.ts";
import { activeActive, budget, downtime, sharedDatabase, slowRestore } from "./conflicts-design.ts";
import { keptTooShort, recovery, turnedBounds } from "./conflicts-numbers.ts";
import { oneZoneAndStandby, twoSecretStores } from "./conflicts-pairs.ts";
import { said, warn } from "./conflicts-said.ts";
import { saysNone } from "./find.ts";
import { findPattern } from "./matches.ts";
import { fieldsOf, type Reading } from "./topic.ts";

/** All contradictions across topics. */
export function findConflicts(reading: Reading, table: DecisionTable): Diagnostic[] {
  const checks = [
    recovery,
    keptTooShort,
    turnedBounds,
    slowRestore,
    noBackups,
    uptime,
    activeActive,
    residency,
    sticky,
    volatileStore,
    sharedDatabase,
    unencrypted,
    downtime,
    budget,
    elsewhere,
    twoSecretStores,
    oneZoneAndStandby,
  ];
  return checks.flatMap((check) => check(reading, table));
}

/** The text does without backups, and there is a database. */
function noBackups(reading: Reading, table: DecisionTable): Diagnostic[] {
  const told = (["backup.frequencyHours", "backup.retentionDays", "backup.pitr"] as const).some((key) => {
    const { source, value } = table[key];
    return source !== "default" && value !== false;
  });
  if (told || table.databases.value.length === 0) return [];
  const fields = fieldsOf(reading, "data_architecture.backup_strategy", "reliability.backup_procedures");
  const denied = fields.flatMap((field) =>
    field.statements.flatMap((statement) =>
      findPattern(statement, /\b(?:backups?|back ?ups?|backed up|snapshots?|dumps?)\b/gi).filter(
        (match) => match.status === "negated",
      ),
    ),
  );
  const at = denied[0]?.evidence ?? saysNone(fields.slice(0, 1))[0];
  if (!at) return [];
  return [
    {
      ...warn(
        "backup.retentionDays",
        at,
        `the text does without backups; the database is backed up and copies are kept for ${table["backup.retentionDays"].value} days all the same`,
        "Say how often the data is saved and how long that is kept.",
      ),
      code: "DECISION_NO_BACKUP",
    },
  ];
}

/** 99.99 % and more in one region, or 99.9 % and more in one zone. */
function uptime(reading: Reading, table: DecisionTable): Diagnostic[] {
  const at = said(
    fieldsOf(
      reading,
      "reliability",
      "infrastructure.monitoring_setup",
      "scalability",
      "infrastructure.hosting_strategy",
    ),
    /\b99[.,]99\d*\s?%|\bfour nines\b|\bfive nines\b/gi,
  );
  if (at && !table.multiRegion.value)
    return [
      warn(
        "multiRegion",
        at,
        `"${at.quote}" is promised, and the system runs in one region`,
        "Lower the promise, or say that the system runs in a second region.",
        table.multiRegion.evidence,
      ),
    ];
  const high = said(fieldsOf(reading, "reliability"), /\b99[.,]9\d*\s?%/g);
  return high && !table.multiAz.value
    ? [
        warn(
          "multiAz",
          high,
          `"${high.quote}" is promised, and the system runs in one zone`,
          "Lower the promise, or spread the system over zones.",
          table.multiAz.evidence,
        ),
      ]
    : [];
}

/** Data that must stay in Europe, and a region elsewhere. */
function residency(reading: Reading, table: DecisionTable): Diagnostic[] {
  const at = said(
    reading.fields,
    /\b(?:data|everything|records|pii|personal data|all data)\b[^.;]{0,40}\b(?:stays?|remain\w*|reside\w*|kept|must (?:be|stay|remain)|only|hosted|never leaves?)\b[^.;]{0,20}\b(?:the )?(?:eu|europe|european union|germany|france|netherlands)\b|\b(?:eu|european) (?:data )?residency\b|\beu[- ]only\b/gi,
  );
  const outside = table.regions.value.filter((region) => !/^(?:eu|europe)-|^eu/.test(region));
  if (!at || outside.length === 0) return [];
  const told = table.regions.source !== "default";
  return [
    warn(
      "regions",
      at,
      `"${at.quote}" against ${told ? "" : "the default region "}${outside.join(", ")}`,
      "Name a region in Europe, or set decisions.regions.",
      table.regions.evidence,
    ),
  ];
}

/** Sticky sessions need something to stick to. */
function sticky(reading: Reading, table: DecisionTable): Diagnostic[] {
  const at = said(fieldsOf(reading, "scalability", "services"), /\bsticky sessions?\b|\bsession affinity\b/gi);
  const serverless =
    table.compute.value.length > 0 && table.compute.value.every((id) => id === "lambda" || id === "static-site");
  return at && serverless && table.compute.source !== "default"
    ? [
        warn(
          "compute",
          at,
          `"${at.quote}" cannot be had on functions alone`,
          "Drop the stickiness, or run the part in containers.",
          table.compute.evidence,
        ),
      ]
    : [];
}

/** Redis as the main database loses what is not yet on disk. */
function volatileStore(reading: Reading): Diagnostic[] {
  const at = said(fieldsOf(reading, "data_architecture.primary_database"), /^\s*(?:redis|valkey|memcached)\b/gi);
  return at
    ? [
        warn(
          "databases",
          at,
          `"${at.quote}" is named as the primary database; it is built as a cache`,
          "Name a database that keeps its data, or set decisions.databases.",
        ),
      ]
    : [];
}

/** A rule book that demands encryption, and a text without it. */
function unencrypted(reading: Reading): Diagnostic[] {
  const at = said(reading.fields, /\b(?:hipaa|pci[- ]?dss|pci|phi)\b/gi);
  const field = fieldsOf(reading, "security.encryption")[0];
  if (!at || !field) return [];
  const denied = /^\s*(?:none|no(?:ne)?\b.{0,12}|n\/a|not (?:yet|needed|encrypted).*)\s*\.?$/i.test(field.text);
  // A field about encryption without a word of it says as little.
  const told = /encrypt|tls|ssl|https|kms|cmk|aes|at rest|in transit|certificate|cipher|keys?\b/i.test(field.text);
  if (!denied && told) return [];
  return [
    warn(
      "databases",
      { pointer: field.pointer, start: 0, end: field.text.length, quote: field.text },
      `"${at.quote}" asks for encryption, and this field has none; everything is encrypted`,
      "Describe the encryption.",
      [at],
    ),
  ];
}

/** Kubernetes words in a system that runs without Kubernetes. */
function elsewhere(reading: Reading, table: DecisionTable): Diagnostic[] {
  const clusters = ["eks", "gke", "aks", "other"];
  if (table.compute.source === "default" || table.compute.value.some((id) => clusters.includes(id))) return [];
  const at = said(
    fieldsOf(reading, "infrastructure", "scalability", "infrastructure_as_code", "services"),
    /\b(?:helm charts?|karpenter|kubectl|pods?|hpa|ingress controller|argo ?cd)\b/gi,
  );
  return at
    ? [
        warn(
          "compute",
          at,
          `"${at.quote}" belongs to Kubernetes, and the system runs on ${table.compute.value.join(", ")}`,
          "Say what runs the services, or set decisions.compute.",
          table.compute.evidence,
        ),
      ]
    : [];
}
