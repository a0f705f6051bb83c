// In: what is generated, and the output folder. Out: the change set, hand edits merged, and what the tree that it makes does to the infrastructure. Composition only; `infra` writes it, `impact` shows it.
import { type Diagnostic, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { type Prediction, predict } from "../resources/predict.ts";
import { wasOurs } from "../resources/removals.ts";
import type { SnapshotModule } from "../resources/snapshot.ts";
import { printSnapshot } from "../resources/snapshot-file.ts";
import type { ChangeSet } from "../write/change-set.ts";
import { compare } from "../write/compare.ts";
import { findDangling } from "../write/dangling.ts";
import { remarkOnDoubles } from "../write/doubles.ts";
import { declaredResources } from "../write/standing.ts";
import type { Arguments, Context } from "./context.ts";
import { predictMerged } from "./merged.ts";
import { type Made, type Prepared, prepare } from "./prepare.ts";

export interface Settled {
  readonly made: Made;
  readonly changeSet: ChangeSet;
  /** Made when somebody asks. */
  readonly predictions: () => readonly Prediction[];
  readonly diagnostics: readonly Diagnostic[];
}

export async function settle(
  first: Prepared,
  made: Made,
  disk: DiskReader,
  args: Arguments,
  context: Context,
): Promise<Settled> {
  const settled = await mergeAll(first, made, disk, args, context);
  const { earlier, snapshot, verdictOn } = settled.made;
  const merged = earlier && predictMerged(disk, settled.changeSet, earlier, snapshot);
  let predicted = merged?.predictions;
  const predictions = () => {
    predicted ??= predict(earlier, snapshot);
    return predicted;
  };
  const verdict = verdictOn(() => [...predictions(), ...(merged?.open ?? [])]);
  const diagnostics = sortDiagnostics([
    ...settled.diagnostics,
    ...settled.changeSet.diagnostics,
    ...(earlier === undefined ? [] : remarkOnDoubles(disk, settled.changeSet)),
    ...(earlier === undefined ? [] : findDangling(disk, settled.changeSet)),
    ...(merged?.diagnostics ?? []),
    ...verdict,
  ]);
  return { ...settled, predictions, diagnostics };
}

/** What still stands once hand edits are merged is known only then, and Terraform forgets nothing that stands: where that differs from the last run, the output is made again. */
async function mergeAll(
  { out, diagnostics }: Prepared,
  made: Made,
  disk: DiskReader,
  args: Arguments,
  context: Context,
): Promise<Pick<Settled, "made" | "changeSet" | "diagnostics">> {
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
