// In: what `undo` did. Out: the value of its versioned JSON. Pure; the shapes are those of life-schemas.ts.
import { summarise } from "../write/change-set.ts";
import type { UndoOutcome } from "./outcome.ts";

export function undoValue({ mode, direction, out, recovered, changeSet, left }: UndoOutcome): unknown {
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
  };
}
