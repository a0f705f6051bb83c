// In: the read answers. Out: a warning for every service in use that has ended or is closed. Never decides anything.
import { RETIRED, retiredTerms } from "../lexicon/retired.ts";
import { findMentions } from "../text/mentions.ts";
import type { Topic } from "./topic.ts";

export const retiredTopic: Topic = {
  keys: [],
  read: (reading) => {
    const seen = new Set<string>();
    const diagnostics = reading.fields
      .flatMap((field) => findMentions(field.statements, retiredTerms))
      .filter((m) => !["negated", "past", "foreign"].includes(m.status) && !seen.has(m.id) && seen.add(m.id))
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
