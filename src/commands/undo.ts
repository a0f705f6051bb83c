// In: an output folder. Out: its tree as it was before the last run, or before the last undo. Composition only.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { applyChanges } from "../write/apply.ts";
import { readOpenConflicts } from "../write/open-conflicts.ts";
import { asIfRecovered, recover } from "../write/recovery.ts";
import { reverseStep } from "../write/undo.ts";
import type { Command } from "./context.ts";
import { findOutput } from "./output-folder.ts";
import { generatedSides, reopenStages, settleStages } from "./stages.ts";

export const command: Command = {
  async run(args, context) {
    const out = findOutput(args, context);
    const mode = args.flags.has("dry-run") ? "dry-run" : "write";
    const disk = context.openDisk(out);
    const recovered = mode === "write" && (await recover(disk)).wasInterrupted;
    const direction = args.flags.has("redo") ? "redo" : "undo";
    const { of, step, changeSet, left } = reverseStep(mode === "write" ? disk : asIfRecovered(disk), {
      direction,
      keepEdited: args.flags.has("keep-edited"),
    });
    const refused = step === undefined || hasErrors(changeSet.diagnostics);
    const index: { reset: readonly string[]; staged: readonly string[] } = { reset: [], staged: [] };
    if (mode === "write" && !refused) {
      const open = readOpenConflicts(disk);
      const generated = generatedSides(disk, open);
      await applyChanges(changeSet, disk, step);
      index.reset = await settleStages(context.absolute(out), disk, open, generated, "reset");
      index.staged = await reopenStages(context.absolute(out), disk, open, changeSet.changes);
    }
    return {
      exitCode: refused ? 1 : 0,
      outcome: { command: "undo", mode, direction, of, out, recovered, changeSet, left, ...index },
    };
  },
};
