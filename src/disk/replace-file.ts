// In: a disk, the name of a file in its folder, and new content. Out: the file replaced in one step. Never leaves half a file, and never writes through a symlink.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { Disk } from "./disk.ts";

/** Beside the file, so that the last step is a rename on one file system. */
const DRAFT = ".scaffold-new";
const LOCK = ".scaffold-lock";

/** Runs `work` while no other run of ours writes the file. Shows early whether the folder can be written at all. */
export async function withFileLock<T>(disk: Disk, name: string, work: () => Promise<T>): Promise<T> {
  disk.makeFolder("");
  const release = disk.lock(name + LOCK);
  try {
    return await work();
  } finally {
    release();
  }
}

/** The old content or the new one, whatever happens in between; permissions and owner stay. */
export async function replaceFile(disk: Disk, name: string, bytes: Uint8Array): Promise<void> {
  checkReplaceable(disk, name);
  const draft = name + DRAFT;
  // A name that only a run of ours gives: what a dead one left goes, be it a link that somebody else put there.
  if (disk.stat(draft) !== undefined) disk.removeFile(draft);
  try {
    disk.write(draft, bytes, { executable: disk.stat(name)?.executable ?? false, like: name });
    await disk.sync([draft]);
    disk.rename(draft, name);
  } catch (error) {
    if (disk.stat(draft) !== undefined) disk.removeFile(draft);
    throw error;
  }
  await disk.sync([""]);
}

/** Throws unless the name is free or that of a plain file. */
export function checkReplaceable(disk: Disk, name: string): void {
  const kind = disk.stat(name)?.kind;
  if (kind === "symlink")
    throw new ScaffoldError(
      "WRITE_SYMLINK",
      `${name} is a symlink, and symlinks are not followed`,
      "Name the file that it points to.",
    );
  if (kind !== undefined && kind !== "file")
    throw new ScaffoldError(
      "IO_READ",
      `${name} is ${kind === "folder" ? "a folder" : "no plain file"}`,
      "Name a file, or one that is not there yet.",
    );
}
