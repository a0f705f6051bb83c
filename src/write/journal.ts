// In: what is about to be written. Out: a record from which the tree before can be put back, after an error, after a crash, or later by `undo`. Never touches a file that somebody edited since.
//
// A journal says which bytes go where, so one that came with a clone could write anything under the name of a repair. Therefore each names the checkout
// that it was written in: the identity of `.scaffold/local/checkout` on the disk (number and time of birth of the file), which neither a commit nor an
// archive can carry over. One with another identity is reported and nothing is restored; so is the own one after the folder was copied elsewhere.
import * as z from "zod";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { type Disk, type DiskReader, type FolderEntry, parentsOf } from "../disk/disk.ts";
import { isTooDeep } from "../shared/json.ts";
import type { Operation } from "./change-set.ts";
import { type FileContent, sha256 } from "./content.ts";
import {
  CHECKOUT_PATH,
  isJournalable,
  isJournalableFolder,
  JOURNAL_PATH,
  LOCAL_FOLDER,
  LOCK_PATH,
  STAGING_FOLDER,
} from "./layout.ts";
import { look, withCachedLists } from "./target.ts";

const path = z.string().refine(isJournalable, { error: "not a path that a run writes" });
const identity = { executable: z.boolean(), sha256: z.string() };
const journalSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** Identity of CHECKOUT_PATH when it was written. */
  checkout: z.string(),
  /** Folders that the run makes, parents first. */
  newFolders: z.array(z.string().refine(isJournalableFolder, { error: "not a folder that a run makes" })),
  operations: z.array(
    z.strictObject({
      path,
      before: z
        .strictObject({ ...identity, base64: z.base64() })
        .refine(({ base64, sha256: hash }) => sha256(Buffer.from(base64, "base64")) === hash, {
          error: "not the content of its hash",
        })
        .nullable(),
      after: z.strictObject(identity).nullable(),
    }),
  ),
});

/** The state before a run, with the bytes, and after it, with hashes. While it lies at JOURNAL_PATH the run is not complete. */
export type Journal = z.infer<typeof journalSchema>;

export function toJournal(operations: readonly Operation[], newFolders: readonly string[], checkout: string): Journal {
  return {
    schemaVersion: 1,
    checkout,
    newFolders: [...newFolders],
    operations: operations.map(({ path, before, after }) => ({
      path,
      before:
        before === undefined ? null : { ...identify(before), base64: Buffer.from(before.bytes).toString("base64") },
      after: after === undefined ? null : identify(after),
    })),
  };
}

export function printJournal(journal: Journal): string {
  return `${JSON.stringify(journal)}\n`;
}

/** Makes the file that stands for this checkout, if there is none, and gives its identity. It lasts before any journal names it. */
export async function identifyCheckout(disk: Disk): Promise<string> {
  const found = look(disk, CHECKOUT_PATH).kind;
  if (found !== "file" && found !== "absent")
    throw new ScaffoldError("WRITE_FAILED", `${CHECKOUT_PATH} is not a plain file`, `Delete ${CHECKOUT_PATH}.`);
  if (found === "absent") {
    disk.write(CHECKOUT_PATH, new Uint8Array(), { executable: false });
    await disk.sync([CHECKOUT_PATH, LOCAL_FOLDER]);
  }
  return disk.identity(CHECKOUT_PATH);
}

/** The journal or undo record at `path`; undefined when there is none. Throws for one that is damaged or was written in another checkout. */
export function readJournal(disk: DiskReader, path: string = JOURNAL_PATH): Journal | undefined {
  if (look(disk, path).kind === "absent") return undefined;
  const journal = parseJournal(disk, path);
  const here = look(disk, CHECKOUT_PATH).kind === "file" ? disk.identity(CHECKOUT_PATH) : undefined;
  if (journal.checkout !== here) {
    throw new ScaffoldError(
      "WRITE_JOURNAL_BROKEN",
      `${path} was not written in this checkout, so nothing was restored from it`,
      `Delete ${path}. If you did not copy this folder here yourself, ask where the file comes from.`,
    );
  }
  return journal;
}

function parseJournal(disk: DiskReader, path: string): Journal {
  try {
    const text = new TextDecoder().decode(disk.read(path));
    if (isTooDeep(text)) throw new Error("nested too deep");
    return journalSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new ScaffoldError(
      "WRITE_JOURNAL_BROKEN",
      `${path} cannot be read`,
      `Compare the folder with version control, then delete ${path}.`,
      error,
    );
  }
}

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
  const judged = judgeRestores(journal, disk);
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

type Recorded = Journal["operations"][number];

/** All at once, from one picture of the disk: what is put back does not change what is to be put back. */
function judgeRestores(
  journal: Journal,
  disk: DiskReader,
): { operation: Recorded; verdict: "restore" | "done" | "kept" }[] {
  const reader = withCachedLists(disk);
  return journal.operations.map((operation) => ({ operation, verdict: judgeRestore(operation, reader) }));
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
  const restore = judgeRestores(journal, disk).flatMap(({ operation, verdict }) =>
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

function identify(content: FileContent): { executable: boolean; sha256: string } {
  return { executable: content.executable, sha256: sha256(content.bytes) };
}
