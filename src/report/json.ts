// In: an outcome. Out: versioned JSON on stdout, with a schema for each command. Pure; never prints for people.
import { unreachable } from "../diagnostics/errors.ts";
import { summarise } from "../write/change-set.ts";
import { serviceRows } from "./explain-view.ts";
import { impactValue, rowsOf } from "./impact/json.ts";
import { conflictsValue, undoValue } from "./life-json.ts";
import type { ExplainOutcome, InfraOutcome, Outcome, Printed } from "./outcome.ts";
import { reviewValue } from "./review/json.ts";

export function printJson(outcome: Outcome): Printed {
  if (outcome.command === "schema") return { stdout: outcome.text, stderr: "" };
  return { stdout: `${JSON.stringify(toValue(outcome), null, 2)}\n`, stderr: "" };
}

function toValue(outcome: Exclude<Outcome, { command: "schema" }>): unknown {
  switch (outcome.command) {
    case "infra":
      return infraValue(outcome);
    case "conflicts":
      return conflictsValue(outcome);
    case "impact":
      return impactValue(outcome);
    case "undo":
      return undoValue(outcome);
    case "validate":
      return { schemaVersion: 1, command: "validate", criteria: outcome.criteria, diagnostics: outcome.diagnostics };
    case "interview":
      return { schemaVersion: 1, ...outcome };
    case "explain":
      return explainValue(outcome);
    case "review":
      return reviewValue(outcome);
    default:
      return unreachable(outcome);
  }
}

function infraValue({
  mode,
  out,
  diagnostics,
  changeSet,
  predictions,
  diff,
  recovered,
  staged,
}: InfraOutcome): unknown {
  const changes = changeSet?.changes.map(({ path, verb, reason, blueprint, markedRegions, conflicts, from }) => ({
    path,
    verb,
    reason,
    blueprint,
    conflicts: markedRegions,
    conflictIds: conflicts.map(({ id }) => id),
    ...(from === undefined ? {} : { from: from.path }),
  }));
  return {
    schemaVersion: 1,
    command: "infra",
    mode,
    out,
    diagnostics,
    recovered,
    staged,
    ...(changeSet === undefined ? {} : { summary: summarise(changeSet), changes }),
    ...(predictions === undefined ? {} : { impact: rowsOf(predictions) }),
    ...(diff === undefined ? {} : { diff }),
  };
}

function explainValue(outcome: ExplainOutcome): unknown {
  const { decisions, diagnostics, subject, coverage } = outcome;
  return {
    schemaVersion: 1,
    decisions: decisions?.table ?? {},
    services: decisions === undefined ? [] : serviceRows(decisions),
    diagnostics,
    ...(coverage === undefined ? {} : { coverage }),
    ...(subject === undefined ? {} : { subject }),
  };
}
