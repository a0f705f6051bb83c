// In: a path of the command line. Out: the answers file there as an interview reads and writes it. Never follows a symlink, and never waits for a device.
import { basename, dirname } from "node:path";
import { MAX_BYTES } from "../answers/read.ts";
import { checkReplaceable, replaceFile, withFileLock } from "../disk/replace-file.ts";
import type { Store } from "../interview/session.ts";
import type { Context } from "./context.ts";

/** Throws ScaffoldError before anything is asked when the file could not be saved: a symlink, a folder that nobody may write, another run. */
export async function openStore(path: string, context: Context): Promise<Store> {
  const absolute = context.absolute(path);
  const disk = context.openDisk(dirname(absolute));
  const name = basename(absolute);
  checkReplaceable(disk, name);
  if (disk.stat("") !== undefined) await withFileLock(disk, name, () => Promise.resolve());
  return {
    read: () => (disk.stat(name) === undefined ? undefined : disk.read(name, MAX_BYTES)),
    write: (bytes) => withFileLock(disk, name, () => replaceFile(disk, name, bytes)),
  };
}
