// In: the read answers. Out: a warning for every service in use that has ended or is closed. Never decides anything.
import { databaseTerms } from "../lexicon/data.ts";
import { RETIRED, retiredTerms } from "../lexicon/retired.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import { around } from "./find.ts";
import type { Reading, Topic } from "./topic.ts";

export const retiredTopic: Topic = {
  keys: [],
  read: (reading) => {
    const seen = new Set<string>();
    const named = reading.fields.flatMap((field) => findMentions(field.statements, retiredTerms));
    const diagnostics = [...named, ...lockTables(reading)]
      .filter((m) => !["negated", "past", "foreign"].includes(m.status) && m.id in RETIRED)
      .filter((m) => !seen.has(m.id) && seen.add(m.id))
      .map((m) => ({
        code: "DECISION_RETIRED_SERVICE" as const,
        severity: "warning" as const,
        pointer: m.evidence.pointer,
        message: `"${m.evidence.quote}": ${RETIRED[m.id] ?? "this service has ended"}.`,
        help: "Name the successor instead.",
      }));
    return { values: {}, diagnostics };
  },
};

/** "State in S3, the lock in DynamoDB": no one term has it. */
function lockTables(reading: Reading): Mention[] {
  return reading.fields
    .filter(({ section }) => section === "infrastructure_as_code")
    .flatMap((field) => findMentions(field.statements, databaseTerms))
    .filter((m) => m.id === "dynamodb" && /\block(?:s|ing)?\b/.test(around(m)))
    .map((m) => ({ ...m, id: "lock-table" }));
}
