// In: a change set. Out: the tree that it describes, or, after any error or crash, the tree as it was. Never overwrites a file that changed since the comparison.
//
// Order: lock · check every file against the comparison · stage all new content and sync it · write and sync the journal with the old content ·
// rename everything into place · sync the folders · move the journal to the undo records. That last rename is the moment at which the run has happened:
// a crash before it is rolled back by the next start, so there is one direction of recovery and it needs nothing but the journal.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { type Disk, parentsOf } from "../disk/disk.ts";
import type { ChangeSet, Operation } from "./change-set.ts";
import { type FileContent, sameBytes, toBytes } from "./content.ts";
import { nextRecord, readHistory, type Step } from "./history.ts";
import { identifyCheckout, printJournal, readJournal, toJournal } from "./journal.ts";
import { JOURNAL_PATH, LOCAL_FOLDER, LOCK_PATH, META_FOLDER, STAGING_FOLDER, UNDO_FOLDER } from "./layout.ts";
import { clearStaging, rollBack } from "./recovery.ts";
import { look, withCachedLists } from "./target.ts";

export interface Applied {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** Where the tree before is kept; undefined when there was nothing to do. */
  readonly undo: string | undefined;
}

/** Carries out a change set completely or not at all. A run with nothing to do does not touch the disk; an undo leaves its record all the same. */
export async function applyChanges(changeSet: ChangeSet, disk: Disk, step: Step = { kind: "run" }): Promise<Applied> {
  if (hasErrors(changeSet.diagnostics)) throw new Error("a change set with errors must not be applied");
  const { operations } = changeSet;
  if (operations.length === 0 && step.kind === "run") return { written: [], removed: [], undo: undefined };
  for (const folder of ["", META_FOLDER, LOCAL_FOLDER]) disk.makeFolder(folder);
  const unlock = disk.lock(LOCK_PATH);
  try {
    const undo = await applyLocked(operations, disk, step);
    const own = changeSet.changes.filter((change) => change.after !== change.before);
    return {
      written: own.filter((change) => change.after !== undefined).map((change) => change.path),
      removed: own.filter((change) => change.after === undefined).map((change) => change.path),
      undo,
    };
  } finally {
    unlock();
  }
}

async function applyLocked(operations: readonly Operation[], disk: Disk, step: Step): Promise<string> {
  if (readJournal(disk) !== undefined) throw changed("an interrupted run");
  const newFolders = checkAll(operations, disk);
  try {
    const staged = await stage(operations, disk);
    await writeJournal(operations, newFolders, disk, step);
    await carryOut(operations, staged, newFolders, disk, mayPrune(step));
    return await complete(disk, step);
  } catch (error) {
    const journal = readJournal(disk);
    if (journal !== undefined) {
      await rollBack(journal, disk);
      disk.removeFile(JOURNAL_PATH);
    }
    clearStaging(disk);
    throw error;
  }
}

/** Every file must still be what was compared. Returns the folders to be made, parents first. */
function checkAll(operations: readonly Operation[], disk: Disk): string[] {
  const reader = withCachedLists(disk);
  const folders = new Set<string>();
  for (const operation of operations) {
    const found = look(reader, operation.path);
    if (found.kind !== (operation.before === undefined ? "absent" : "file")) throw changed(operation.path);
    checkOne(operation, disk, found.kind === "file");
    if (operation.after === undefined) continue;
    for (const folder of parentsOf(operation.path))
      if (!folders.has(folder) && look(reader, folder).kind === "absent") folders.add(folder);
  }
  return [...folders].sort();
}

function checkOne({ path, before }: Operation, disk: Disk, exists = disk.stat(path) !== undefined): void {
  if (exists !== (before !== undefined)) throw changed(path);
  if (before !== undefined && !isSame(disk, path, before)) throw changed(path);
}

function isSame(disk: Disk, path: string, then: FileContent): boolean {
  if (!sameBytes(disk.read(path), then.bytes)) return false;
  return !disk.keepsExecutableBit || disk.stat(path)?.executable === then.executable;
}

/** How many files are written while those before them are on their way to the disk. */
const AT_A_TIME = 64;

/** Writes all new content beside the tree, where it needs no name yet. A full disk shows here, before anything has changed. */
async function stage(operations: readonly Operation[], disk: Disk): Promise<ReadonlyMap<string, string>> {
  disk.makeFolder(STAGING_FOLDER);
  const staged = new Map<string, string>();
  let written: string[] = [];
  let saving = Promise.resolve();
  try {
    for (const [index, { path, before, after }] of operations.entries()) {
      if (after === undefined) continue;
      const place = `${STAGING_FOLDER}/${index}`;
      const { executable } = after;
      disk.write(place, after.bytes, before === undefined ? { executable } : { executable, like: path });
      staged.set(path, place);
      written.push(place);
      if (written.length < AT_A_TIME) continue;
      await saving;
      saving = disk.sync(written);
      written = [];
    }
    await saving;
    await disk.sync(written);
  } catch (error) {
    await Promise.allSettled([saving]);
    throw error;
  }
  return staged;
}

async function writeJournal(
  operations: readonly Operation[],
  newFolders: readonly string[],
  disk: Disk,
  step: Step,
): Promise<void> {
  const draft = `${STAGING_FOLDER}/journal`;
  const journal = toJournal(operations, newFolders, await identifyCheckout(disk), step.kind === "run" ? [] : step.left);
  disk.write(draft, toBytes(printJournal(journal)), { executable: false });
  await disk.sync([draft]);
  disk.rename(draft, JOURNAL_PATH);
  await disk.sync([LOCAL_FOLDER]);
}

async function carryOut(
  operations: readonly Operation[],
  staged: ReadonlyMap<string, string>,
  newFolders: readonly string[],
  disk: Disk,
  mayGo: (folder: string) => boolean,
): Promise<void> {
  const targets = new Set(operations.flatMap(({ path, after }) => (after === undefined ? [] : parentsOf(path))));
  const touched = new Set<string>(newFolders.flatMap((folder) => ["", ...parentsOf(folder)]));
  const removals = operations.filter(({ after }) => after === undefined);
  for (const operation of removals) {
    checkOne(operation, disk);
    disk.removeFile(operation.path);
  }
  for (const { path } of removals)
    for (const folder of pruneUpwards(path, (folder) => mayGo(folder) && !targets.has(folder), disk))
      touched.add(folder);
  for (const folder of newFolders) disk.makeFolder(folder);
  for (const operation of operations) {
    const place = staged.get(operation.path);
    if (place === undefined) continue;
    checkOne(operation, disk);
    disk.rename(place, operation.path);
    touched.add(parentsOf(operation.path).at(-1) ?? "");
  }
  await disk.sync([...touched].sort().filter((folder) => disk.stat(folder)?.kind === "folder"));
}

/** An undo leaves a folder that was there before the step that it reverses. */
function mayPrune(step: Step): (folder: string) => boolean {
  if (step.kind === "run") return () => true;
  const made = new Set(step.newFolders);
  return (folder) => made.has(folder);
}

/** Removes the folders that a removal left empty, and says in which folder that ended. */
function pruneUpwards(path: string, mayGo: (folder: string) => boolean, disk: Disk): string[] {
  const parents = parentsOf(path).reverse();
  for (const folder of parents) {
    if (!mayGo(folder) || (disk.stat(folder)?.kind === "folder" && !disk.removeFolder(folder))) return [folder];
  }
  return [""];
}

/** The rename is the moment from which on the run has happened: the journal becomes a record for `undo`, and recovery finds none. */
async function complete(disk: Disk, step: Step): Promise<string> {
  disk.makeFolder(UNDO_FOLDER);
  const record = nextRecord(readHistory(disk), step);
  disk.rename(JOURNAL_PATH, record);
  await tidy(async () => {
    await disk.sync([UNDO_FOLDER, LOCAL_FOLDER]);
    for (const { path } of readHistory(disk).spent) disk.removeFile(path);
    clearStaging(disk);
  });
  return record;
}

/** Work after the fact: when it fails, the run has happened all the same, and the next one tidies up. */
async function tidy(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
  }
}

function changed(what: string): ScaffoldError {
  return new ScaffoldError(
    "WRITE_CHANGED",
    `${what} changed while the output was compared with the folder`,
    "Run again.",
  );
}
