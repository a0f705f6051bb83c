// In: what was found on the way to a run that wrote. Out: the same, where advice that was meant for before the run says how to get back there. Changes no code and no severity.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** From now on the old part is not known any more: a rename that is stated over this run fits nothing (`IMPACT_RENAME_UNKNOWN`). */
const UNDO_FIRST = "This run made them two: if they are one, undo it first (scaffold undo).";

export function trueOfWritten(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map((one) => (one.code === "IMPACT_RENAME" ? { ...one, help: `${UNDO_FIRST} ${one.help}` } : one));
}
