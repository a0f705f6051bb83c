// In: an answers file and an output folder. Out: the change set, shown or carried out. Composition only: every step lives in its room.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { InfraMode, InfraOutcome } from "../report/outcome.ts";
import { applyChanges } from "../write/apply.ts";
import { isUpToDate } from "../write/change-set.ts";
import { unifiedDiff } from "../write/diff-text.ts";
import { asIfRecovered, recover } from "../write/recovery.ts";
import type { Arguments, Command } from "./context.ts";
import { prepare } from "./prepare.ts";
import { trueOfRefused } from "./refused-run.ts";
import { settle } from "./settle.ts";
import { settledByHand, stageConflicts } from "./stages.ts";
import { trueOfWritten } from "./written-run.ts";

export const command: Command = {
  async run(args, context) {
    const mode = modeOf(args);
    const first = await prepare(args, context);
    if (first.made === undefined) {
      const { out, diagnostics } = first;
      const nothing = { architecture: undefined, changeSet: undefined, predictions: undefined, diff: undefined };
      return {
        exitCode: 1,
        outcome: { command: "infra", mode, out, diagnostics, ...nothing, recovered: false, staged: [], settled: [] },
      };
    }
    const { out, made: generated } = first;
    const disk = context.openDisk(out);
    let settled = await settle(first, generated, asIfRecovered(disk), args, context);
    const isWanted = mode === "write" && !hasErrors(settled.diagnostics);
    // A real run finishes what an interrupted one left; the views look at the folder as it would be then.
    const recovered = isWanted && (await recover(disk)).wasInterrupted;
    if (recovered) settled = await settle(first, generated, disk, args, context);
    // What was put back is judged as well.
    const blocked = hasErrors(settled.diagnostics);
    const isWritten = mode === "write" && !blocked;
    const { made, changeSet, predictions } = settled;
    // A list or a diff shows the tree as it would be, and what is true of that one.
    const isShown = mode === "dry-run" || mode === "diff";
    const { diagnostics: all } = settled;
    const diagnostics = isWritten ? trueOfWritten(all) : blocked && !isShown ? trueOfRefused(all) : all;
    const byHand = isWritten ? settledByHand(disk, changeSet) : [];
    if (isWritten) await applyChanges(changeSet, disk);
    const outcome: InfraOutcome = {
      command: "infra",
      mode,
      out,
      diagnostics,
      architecture: made.architecture,
      changeSet,
      predictions: made.earlier === undefined ? undefined : predictions(),
      diff: mode === "diff" ? unifiedDiff(changeSet) : undefined,
      recovered,
      staged: isWritten ? await stageConflicts(context.absolute(out), changeSet) : [],
      settled: byHand,
    };
    return { exitCode: exitCodeOf(mode, blocked, outcome), outcome };
  },
};

function modeOf(args: Arguments): InfraMode {
  const modes = (["dry-run", "diff", "check"] as const).filter((flag) => args.flags.has(flag));
  if (modes.length > 1)
    throw new ScaffoldError("USAGE", `--${modes.join(" and --")} exclude each other`, "Use one of them.");
  return modes[0] ?? "write";
}

function exitCodeOf(mode: InfraMode, blocked: boolean, { changeSet }: InfraOutcome): 0 | 1 | 3 | 4 {
  if (changeSet === undefined) return 1;
  // Conflicts of an earlier run keep this one from starting: what is left for a person is the same.
  if (blocked) return changeSet.diagnostics.some(({ code }) => code === "WRITE_UNRESOLVED") ? 4 : 1;
  if (mode === "check") return isUpToDate(changeSet) ? 0 : 3;
  return changeSet.changes.some(({ verb }) => verb === "conflict") ? 4 : 0;
}
