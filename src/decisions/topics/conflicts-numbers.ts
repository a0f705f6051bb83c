// In: the decisions, of the text and of overrides. Out: a warning for numbers that cannot hold together. Never changes a decision.
import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decision, DecisionTable } from "../decision.ts";
import type { Reading } from "./topic.ts";

/** An RPO against snapshots or dumps alone; point-in-time recovery settles it. */
export function recovery(_: Reading, table: DecisionTable): Diagnostic[] {
  const rpo = table["backup.rpoMinutes"];
  const every = table["backup.frequencyHours"];
  const pitr = table["backup.pitr"];
  const isTold = rpo.source !== "default" && (every.source !== "default" || pitr.source === "override");
  if (!isTold || pitr.value || rpo.value >= every.value * 60) return [];
  return [
    contradiction(
      table,
      "backup.rpoMinutes",
      ["backup.frequencyHours", "backup.pitr"],
      `an RPO of ${rpo.value} minutes cannot be met by a backup every ${every.value} hours alone`,
      "Say that point-in-time recovery is on, or name the RPO that the backups meet.",
    ),
  ];
}

/** Weekly backups that are kept for a day: most of the time there is none. */
export function keptTooShort(_: Reading, table: DecisionTable): Diagnostic[] {
  const every = table["backup.frequencyHours"];
  const days = table["backup.retentionDays"];
  if (every.source === "default" || days.source === "default" || every.value <= days.value * 24) return [];
  return [
    contradiction(
      table,
      "backup.retentionDays",
      ["backup.frequencyHours"],
      `a backup every ${every.value} hours that is kept for ${days.value} days is gone before the next one is made`,
      "Keep backups longer than the time between two of them.",
    ),
  ];
}

/** One bound of an override and the other one of the text; of two overrides the reader of overrides has told it. */
export function turnedBounds(_: Reading, table: DecisionTable): Diagnostic[] {
  const { "scaling.min": least, "scaling.max": most } = table;
  const isMixed = (least.source === "override") !== (most.source === "override");
  if (!isMixed || least.source === "default" || most.source === "default" || least.value <= most.value) return [];
  const [key, other] = least.source === "override" ? BOUNDS : ([BOUNDS[1], BOUNDS[0]] as const);
  return [
    contradiction(
      table,
      key,
      [other],
      `at least ${least.value} tasks are asked for and at most ${most.value}; ${least.value} are run`,
      `Set decisions.${other} as well.`,
    ),
  ];
}

const BOUNDS = ["scaling.min", "scaling.max"] as const;

/** At the words that decide `key`, or at its override. A doubt about an override is no doubt about the text, so its message does not begin with the key: those are settled by it. */
function contradiction(
  table: DecisionTable,
  key: DecisionKey,
  others: readonly DecisionKey[],
  message: string,
  help: string,
): Diagnostic {
  const isOverridden = [key, ...others].some((one) => table[one].source === "override");
  const pointer = placeOf(key, table[key]);
  const related = others
    .filter((one) => table[one].source !== "default")
    .map((one) => placeOf(one, table[one]))
    .filter((place) => place !== pointer);
  return {
    code: "DECISION_CONFLICT",
    severity: "warning",
    pointer,
    message: isOverridden ? message : `${key}: ${message}`,
    help,
    ...(related.length > 0 ? { related } : {}),
  };
}

function placeOf(key: DecisionKey, { source, evidence }: Decision<unknown>): string {
  const [at] = evidence;
  return source === "override" || at === undefined ? `/decisions/${key.replace(".", "/")}` : at.pointer;
}
