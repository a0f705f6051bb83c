// In: what `undo` or `conflicts` did. Out: the value of its versioned JSON. Pure; the shapes are those of life-schemas.ts.
import { summarise } from "../write/change-set.ts";
import type { ConflictsOutcome, UndoOutcome } from "./outcome.ts";

export function undoValue({ mode, direction, out, recovered, changeSet, left, staged, reset }: UndoOutcome): unknown {
  return {
    schemaVersion: 1,
    command: "undo",
    mode,
    direction,
    out,
    recovered,
    diagnostics: changeSet.diagnostics,
    summary: summarise(changeSet),
    changes: changeSet.changes.map(({ path, verb, reason }) => ({ path, verb, reason })),
    left,
    staged,
    reset,
  };
}

export function conflictsValue(outcome: ConflictsOutcome): unknown {
  const { action, mode, out, conflicts, remembered, changeSet, left, staged } = outcome;
  return {
    schemaVersion: 1,
    command: "conflicts",
    action,
    mode,
    out,
    diagnostics: changeSet?.diagnostics ?? [],
    conflicts: conflicts.map(({ path, id, form, reason, line, base, ours, theirs }) => ({
      path,
      id,
      form,
      reason,
      line: line ?? null,
      base: base ?? null,
      ours: ours ?? null,
      theirs: theirs ?? null,
    })),
    remembered,
    changes: (changeSet?.changes ?? []).map(({ path, verb, reason }) => ({ path, verb, reason })),
    left,
    staged,
  };
}
