// In: an answers file and an output folder. Out: the change set, shown or carried out. Composition only: every step lives in its room.
import { type Diagnostic, hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { InfraMode, InfraOutcome } from "../report/outcome.ts";
import { wasOurs } from "../resources/removals.ts";
import { printSnapshot, type SnapshotModule } from "../resources/snapshot.ts";
import { applyChanges } from "../write/apply.ts";
import { type ChangeSet, isUpToDate } from "../write/change-set.ts";
import { compare } from "../write/compare.ts";
import { unifiedDiff } from "../write/diff-text.ts";
import { asIfRecovered, recover } from "../write/recovery.ts";
import { declaredResources } from "../write/standing.ts";
import type { Arguments, Command, Context } from "./context.ts";
import { type Made, type Prepared, prepare } from "./prepare.ts";
import { stageConflicts } from "./stages.ts";

export const command: Command = {
  async run(args, context) {
    const mode = modeOf(args);
    const first = await prepare(args, context);
    if (first.made === undefined) {
      const { out, diagnostics } = first;
      const nothing = { architecture: undefined, changeSet: undefined, predictions: undefined, diff: undefined };
      return {
        exitCode: 1,
        outcome: { command: "infra", mode, out, diagnostics, ...nothing, recovered: false, staged: [] },
      };
    }
    const { out } = first;
    const disk = context.openDisk(out);
    const refused = hasErrors(first.diagnostics);
    // A real run finishes what an interrupted one left; the views look at the folder as it would be then.
    const recovered = mode === "write" && !refused && (await recover(disk)).wasInterrupted;
    const reader = mode === "write" && !refused ? disk : asIfRecovered(disk);
    const { made, diagnostics, changeSet } = await settle(first, first.made, reader, args, context);
    const blocked = hasErrors(diagnostics) || hasErrors(changeSet.diagnostics);
    const isWritten = mode === "write" && !blocked;
    if (isWritten) await applyChanges(changeSet, disk);
    const outcome: InfraOutcome = {
      command: "infra",
      mode,
      out,
      diagnostics: sortDiagnostics([...diagnostics, ...changeSet.diagnostics]),
      architecture: made.architecture,
      changeSet,
      predictions: made.isKnown ? made.predictions() : undefined,
      diff: mode === "diff" ? unifiedDiff(changeSet) : undefined,
      recovered,
      staged: isWritten ? await stageConflicts(context.absolute(out), changeSet) : [],
    };
    return { exitCode: exitCodeOf(mode, blocked, outcome), outcome };
  },
};

interface Settled {
  readonly made: Made;
  readonly diagnostics: readonly Diagnostic[];
  readonly changeSet: ChangeSet;
}

/** What still stands once hand edits are merged is known only then, and Terraform forgets nothing that stands: where that differs from the last run, the output is made again. */
async function settle(
  { out, diagnostics }: Prepared,
  made: Made,
  disk: DiskReader,
  args: Arguments,
  context: Context,
): Promise<Settled> {
  const restore = args.lists.get("restore") ?? [];
  const compareWith = ({ fileSet, stamp, renames, snapshot }: Made) =>
    compare({ fileSet, disk, stamp, renames, resources: printSnapshot(snapshot), restore, out });
  const changeSet = compareWith(made);
  const { stack, bootstrap } = made.snapshot.modules;
  // Reading back what every file declares is dear, and only what was once there can be forgotten.
  if ([stack, bootstrap].every((module) => wasOurs(module).length === 0)) return { made, diagnostics, changeSet };
  const standing = {
    stack: declaredResources(disk, changeSet, "infra/stack"),
    bootstrap: declaredResources(disk, changeSet, "infra/bootstrap"),
  };
  const differs = (module: SnapshotModule, now: ReadonlySet<string>) =>
    wasOurs(module).some((address) => now.has(address) !== (module.standing ?? []).includes(address));
  if (!differs(stack, standing.stack) && !differs(bootstrap, standing.bootstrap))
    return { made, diagnostics, changeSet };
  const again = await prepare(args, context, standing);
  if (again.made === undefined) throw new Error("the same answers gave nothing the second time");
  return { made: again.made, diagnostics: again.diagnostics, changeSet: compareWith(again.made) };
}

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
