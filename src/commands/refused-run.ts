// In: what was found on the way to a run that writes nothing, since something keeps it from it. Out: what is true of such a run. Never leaves out an error, or what a run would meet the next time as well.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** What only a tree that was written makes true: who follows the advice all the same deletes what is still generated, or what still runs. */
const OF_A_WRITTEN_TREE: ReadonlySet<Diagnostic["code"]> = new Set([
  "WRITE_KEPT_EDITED",
  "WRITE_OTHER_ENGINE",
  "IMPACT_KEPT",
  "IMPACT_STANDING",
  "IMPACT_RETURNS",
]);

export function trueOfRefused(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ code, severity }) => severity === "error" || !OF_A_WRITTEN_TREE.has(code));
}
