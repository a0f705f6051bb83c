// In: what a command did to files in conflict. Out: the same said to Git's index, where there is one. Loads Git's part only when there is something to say; never fails a run.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { Disk } from "../disk/disk.ts";
import type { Change, ChangeSet } from "../write/change-set.ts";
import { toBytes, toText } from "../write/content.ts";
import { findRegions, type MarkedRegion, replaceRegions } from "../write/merge/markers.ts";
import { readBase } from "../write/merge-base.ts";
import { type OpenFiles, readOpenConflicts } from "../write/open-conflicts.ts";

/** After a run: what is in conflict is unmerged, so that editors show three sides and a commit waits. */
export async function stageConflicts(folder: string, changeSet: ChangeSet): Promise<readonly string[]> {
  const files = changeSet.changes.flatMap(({ path, verb, before, generated, last }: Change) => {
    if (verb !== "conflict" || before === undefined || generated === undefined) return [];
    return [
      { path, base: last === undefined ? undefined : toBytes(last), ours: before.bytes, theirs: toBytes(generated) },
    ];
  });
  if (files.length === 0) return [];
  const { markUnmerged } = await import("../tools/git-index.ts");
  return markUnmerged(folder, files);
}

/** Before a run that writes: files that were in conflict until somebody edited them. Git goes on to have them as unmerged. */
export function settledByHand(disk: Disk, { changes }: ChangeSet): readonly string[] {
  let open: OpenFiles = {};
  try {
    open = readOpenConflicts(disk);
  } catch (error) {
    // A list that a merge broke is written anew by the run: it is no reason not to run.
    if (!(error instanceof ScaffoldError)) throw error;
  }
  return changes.flatMap(({ path, verb }) => (Object.hasOwn(open, path) && verb !== "conflict" ? [path] : []));
}

/** After a choice or an undo: files that were open in `before` and are not any more are merged. */
export async function settleStages(
  folder: string,
  disk: Disk,
  before: OpenFiles,
  theirs: ReadonlyMap<string, Uint8Array>,
  how: "add" | "reset",
): Promise<readonly string[]> {
  const open = readOpenConflicts(disk);
  const files = Object.keys(before).flatMap((path) => {
    const bytes = theirs.get(path);
    return bytes === undefined || Object.hasOwn(open, path) ? [] : [{ path, theirs: bytes }];
  });
  if (files.length === 0) return [];
  const { markMerged } = await import("../tools/git-index.ts");
  return markMerged(folder, files, how);
}

/** After an undo: files that were settled and are open again are unmerged again. `changes`: what the undo did. */
export async function reopenStages(
  folder: string,
  disk: Disk,
  before: OpenFiles,
  changes: readonly Change[],
): Promise<readonly string[]> {
  const files = Object.entries(readOpenConflicts(disk)).flatMap(([path, { form, base, theirs, blocks }]) => {
    const change = changes.find((one) => one.path === path);
    const generated = readBase(disk, theirs.sha256)?.text;
    const now = change?.after === undefined ? undefined : toText(change.after.bytes);
    if (Object.hasOwn(before, path) || form === "blocked" || now === undefined || generated === undefined) return [];
    const regions = findRegions(now.text);
    const ours = replaceRegions(now.text, regions, (region) => region.ours);
    const last = base === null ? undefined : (readBase(disk, base)?.text ?? lastIn(now.text, regions, blocks));
    return [
      {
        path,
        base: last === undefined ? undefined : toBytes(last),
        ours: toBytes(ours, now),
        theirs: toBytes(generated),
        replaced: change?.before?.bytes,
      },
    ];
  });
  if (files.length === 0) return [];
  const { markUnmerged } = await import("../tools/git-index.ts");
  return markUnmerged(folder, files);
}

/** What was generated before, in the places in conflict: the copy of the rest is not kept for a file with markers, and there the merge stands on both sides. */
function lastIn(text: string, regions: readonly MarkedRegion[], blocks: OpenFiles[string]["blocks"]): string {
  const known = new Map(blocks.map(({ id, base }) => [id, base ?? ""]));
  return replaceRegions(text, regions, (region) => known.get(region.id) ?? region.ours);
}

/** What is generated for each file that is open, read before the copies go. */
export function generatedSides(disk: Disk, open: OpenFiles): ReadonlyMap<string, Uint8Array> {
  return new Map(
    Object.entries(open).flatMap(([path, { theirs }]) => {
      const text = readBase(disk, theirs.sha256)?.text;
      return text === undefined ? [] : [[path, toBytes(text)] as const];
    }),
  );
}
