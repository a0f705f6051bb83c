// In: a journal that an interrupted run left. Out: the tree as it was before that run, really or only as a view. Never touches a file that somebody edited since.
import { type Disk, type DiskReader, type FolderEntry, parentsOf } from "../disk/disk.ts";
import { type FileContent, sha256 } from "./content.ts";
import { type Journal, readJournal } from "./journal.ts";
import { JOURNAL_PATH, LOCAL_FOLDER, LOCK_PATH, STAGING_FOLDER } from "./layout.ts";
import { look, withCachedLists } from "./target.ts";

export interface RolledBack {
  readonly restored: readonly string[];
  /** Edited after the run wrote them: left as they are. */
  readonly kept: readonly string[];
}

/**
 * Puts the tree back to what it was before the journal's run. Can be interrupted and repeated: what is back already is skipped.
 * A later `undo` puts its record at JOURNAL_PATH and calls `recover`: then an undo can crash too.
 */
export async function rollBack(journal: Journal, disk: Disk): Promise<RolledBack> {
  const judged = judgeRestores(journal.operations, disk);
  const restore = judged.flatMap(({ operation, verdict }) => (verdict === "restore" ? [operation] : []));
  const staged = await stageBack(restore, disk);
  const isFolder = (folder: string) => disk.stat(folder)?.kind === "folder";
  // What is new goes before what was there comes back: on a disk that ignores case they may have the same name.
  for (const { path } of restore) if (!staged.has(path)) disk.removeFile(path);
  for (const folder of [...journal.newFolders].reverse()) if (isFolder(folder)) disk.removeFolder(folder);
  for (const [path, place] of staged) {
    for (const folder of parentsOf(path)) disk.makeFolder(folder);
    disk.rename(place, path);
  }
  const touched = new Set(restore.map(({ path }) => parentsOf(path).at(-1) ?? ""));
  await disk.sync([...touched].sort().filter(isFolder));
  return {
    restored: restore.map(({ path }) => path).sort(),
    kept: judged.flatMap(({ operation, verdict }) => (verdict === "kept" ? [operation.path] : [])),
  };
}

async function stageBack(restore: readonly Recorded[], disk: Disk): Promise<ReadonlyMap<string, string>> {
  const staged = new Map<string, string>();
  for (const [index, { path, before }] of restore.entries()) {
    if (before === null) continue;
    disk.makeFolder(STAGING_FOLDER);
    const place = `${STAGING_FOLDER}/back-${index}`;
    disk.write(place, Buffer.from(before.base64, "base64"), { executable: before.executable, like: path });
    staged.set(path, place);
  }
  await disk.sync([...staged.values()]);
  return staged;
}

export type Recorded = Journal["operations"][number];

/** All at once, from one picture of the disk: what is put back does not change what is to be put back. */
export function judgeRestores(
  operations: readonly Recorded[],
  disk: DiskReader,
): { operation: Recorded; verdict: "restore" | "done" | "kept" }[] {
  const reader = withCachedLists(disk);
  return operations.map((operation) => ({ operation, verdict: judgeRestore(operation, reader) }));
}

function judgeRestore(operation: Recorded, disk: DiskReader): "restore" | "done" | "kept" {
  const found = look(disk, operation.path);
  if (found.kind === "blocked" || found.kind === "folder") return "kept";
  const now =
    found.kind === "file"
      ? { bytes: disk.read(operation.path), executable: disk.stat(operation.path)?.executable === true }
      : undefined;
  if (isState(disk, now, operation.before)) return "done";
  return isState(disk, now, operation.after) ? "restore" : "kept";
}

/** True when `now` is the recorded state. Where there is no executable bit it says nothing. */
function isState(
  disk: DiskReader,
  now: FileContent | undefined,
  then: { sha256: string; executable: boolean } | null,
): boolean {
  if (now === undefined || then === null) return now === undefined && then === null;
  return sha256(now.bytes) === then.sha256 && (!disk.keepsExecutableBit || now.executable === then.executable);
}

export interface Recovered extends RolledBack {
  /** True when an earlier run had been interrupted. */
  readonly wasInterrupted: boolean;
}

/** Finishes what an interrupted run left: puts the tree back and clears the staging. Call it before comparing; does nothing, not even lock, when there is nothing. */
export async function recover(disk: Disk): Promise<Recovered> {
  const nothing = { wasInterrupted: false, restored: [], kept: [] };
  if (!hasLeftovers(disk)) return nothing;
  const unlock = disk.lock(LOCK_PATH);
  try {
    const journal = readJournal(disk);
    const result = journal === undefined ? nothing : { wasInterrupted: true, ...(await rollBack(journal, disk)) };
    if (journal !== undefined) disk.removeFile(JOURNAL_PATH);
    clearStaging(disk);
    return result;
  } finally {
    unlock();
  }
}

function hasLeftovers(disk: DiskReader): boolean {
  if (look(disk, LOCAL_FOLDER).kind !== "folder") return false;
  return look(disk, JOURNAL_PATH).kind !== "absent" || look(disk, STAGING_FOLDER).kind !== "absent";
}

/** Removes what a run staged and did not use. */
export function clearStaging(disk: Disk): void {
  for (const entry of disk.list(STAGING_FOLDER))
    if (entry.kind === "file") disk.removeFile(`${STAGING_FOLDER}/${entry.name}`);
  disk.removeFolder(STAGING_FOLDER);
}

/** The disk as it would be after `recover`, without writing: dry runs tell the truth after a crash too. */
export function asIfRecovered(disk: DiskReader): DiskReader {
  const journal = hasLeftovers(disk) ? readJournal(disk) : undefined;
  if (journal === undefined) return disk;
  const restore = judgeRestores(journal.operations, disk).flatMap(({ operation, verdict }) =>
    verdict === "restore" ? [operation] : [],
  );
  const before = new Map(restore.map((operation) => [operation.path, operation.before]));
  const folders = new Set(
    restore.flatMap((operation) => (operation.before === null ? [] : ["", ...parentsOf(operation.path)])),
  );
  return {
    ...disk,
    stat: (path) => {
      const content = before.get(path);
      if (content !== undefined) return content === null ? undefined : { kind: "file", executable: content.executable };
      return disk.stat(path) ?? (folders.has(path) ? { kind: "folder", executable: false } : undefined);
    },
    read: (path, atMost) => {
      const content = before.get(path);
      return content ? Buffer.from(content.base64, "base64") : disk.read(path, atMost);
    },
    list: (folder) => {
      const inside = folder === "" ? "" : `${folder}/`;
      const names = new Map<string, FolderEntry>(disk.list(folder).map((entry) => [entry.name, entry]));
      for (const [path, content] of before) {
        if (!path.startsWith(inside)) continue;
        const [name = "", ...rest] = path.slice(inside.length).split("/");
        if (rest.length > 0 && content !== null && !names.has(name)) names.set(name, { name, kind: "folder" });
        if (rest.length === 0 && content === null) names.delete(name);
        if (rest.length === 0 && content !== null) names.set(name, { name, kind: "file" });
      }
      return [...names.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
  };
}
