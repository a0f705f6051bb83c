// In: an output folder. Out: the real disk below it. Never reads or writes through a symlink below that folder, nor outside of it.
import * as fs from "node:fs";
import { dirname, sep } from "node:path";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { checkPath, type Disk, type NodeKind, parentsOf, type WriteOptions } from "./disk.ts";
import { type LockOwner, takeLock } from "./lock-file.ts";
import { moveByCopy, NO_FOLLOW, readPlain, symlinkInTheWay } from "./plain-file.ts";

const POSIX = sep === "/";

/** 512 MB, as much as fits into one string: a sparse file of terabytes costs a commit nothing. */
const MAX_READ = 512 * 1024 * 1024;

/** Half of them written, half on their way to the medium: each holds a file descriptor, and some systems allow only 256. */
const MOST_OPEN = 128;

/** A disk rooted at `root` (absolute). The folder need not exist; it may itself be a symlink: the user named it. */
export function nodeDisk(root: string, owner: LockOwner): Disk {
  const inside = root.endsWith(sep) ? root : root + sep;
  const placeOf = (path: string) => (path === "" ? root : inside + path);

  /** Folders that were looked at since the program last gave way: milliseconds, in which no call of ours puts a symlink there. A look right before each call would still leave others the time between the two. */
  const seen = new Set<string>();

  /** The absolute path, after a look at every folder on the way: none may be a symlink. */
  function at(path: string): string {
    checkPath(path);
    const end = path.lastIndexOf("/");
    if (end !== -1 && !seen.has(path.slice(0, end))) lookAtParents(path);
    return placeOf(path);
  }

  function lookAtParents(path: string): void {
    if (seen.size === 0) queueMicrotask(() => seen.clear());
    for (const parent of parentsOf(path)) {
      if (seen.has(parent)) continue;
      const stat = fs.lstatSync(placeOf(parent), { throwIfNoEntry: false });
      if (stat === undefined) break;
      if (stat.isSymbolicLink()) throw symlinkInTheWay(parent);
      seen.add(parent);
    }
  }

  /** Files that were written and still wait for their `sync`. It goes through the handle that wrote: a failed write shows there, and nothing is opened twice. */
  const written = new Map<string, number>();

  async function syncOne(path: string): Promise<void> {
    try {
      const handle = written.get(path) ?? openToSync(at(path));
      written.delete(path);
      if (handle !== undefined) await sync(handle);
    } catch (error) {
      throw asScaffoldError("save", path, error);
    }
  }

  return {
    location: root,
    keepsExecutableBit: POSIX,
    stat: (path) =>
      attempt("look at", path, () => {
        const stat = lstat(at(path));
        return stat && { kind: kindOf(stat), executable: POSIX && stat.isFile() && (stat.mode & 0o100) !== 0 };
      }),
    list: (path) =>
      attempt("list", path, () => {
        const folder = at(path);
        if (path !== "" && lstat(folder)?.isSymbolicLink()) throw symlinkInTheWay(path);
        try {
          const entries = fs.readdirSync(folder, { withFileTypes: true });
          return entries
            .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
            .sort((a, b) => (a.name < b.name ? -1 : 1));
        } catch (error) {
          if (codeOf(error) === "ENOENT" || (codeOf(error) === "ENOTDIR" && path !== "")) return [];
          throw error;
        }
      }),
    read: (path, atMost = MAX_READ) => attempt("read", path, () => readPlain(at(path), atMost)),
    identity: (path) =>
      attempt("look at", path, () => {
        // Neither a commit nor an archive can carry these two over, and neither changes with a new owner or mode, a restart or a rename.
        // Where a file system keeps no time of birth, the time of the last change is as hard to foretell.
        const { ino, birthtimeNs, ctimeNs } = fs.lstatSync(at(path), { bigint: true });
        return `${ino}:${birthtimeNs > 0n ? birthtimeNs : ctimeNs}`;
      }),
    write: (path, bytes, options) =>
      attempt("write", path, () => {
        const like = options.like === undefined ? undefined : lstat(at(options.like));
        const handle = writePlain(at(path), bytes, options, like);
        if (written.size < MOST_OPEN) written.set(path, handle);
        else fs.closeSync(handle);
      }),
    sync: async (paths) => {
      for (let done = 0; done < paths.length; done += MOST_OPEN / 2)
        await Promise.all(paths.slice(done, done + MOST_OPEN / 2).map(syncOne));
    },
    rename: (from, to) => attempt("replace", to, () => move(at(from), at(to))),
    removeFile: (path) =>
      attempt("remove", path, () => {
        // Windows removes no file that is open.
        const handle = written.get(path);
        if (handle !== undefined) fs.closeSync(handle);
        written.delete(path);
        fs.unlinkSync(at(path));
      }),
    makeFolder: (path) =>
      attempt("create", path, () => {
        const folder = at(path);
        if (path === "") makeWithParents(folder);
        else {
          const stat = lstat(folder);
          if (stat?.isSymbolicLink()) throw symlinkInTheWay(path);
          if (stat?.isDirectory() !== true) fs.mkdirSync(folder);
        }
      }),
    removeFolder: (path) =>
      attempt("remove the folder", path, () => {
        try {
          fs.rmdirSync(at(path));
          seen.clear();
          return true;
        } catch (error) {
          if (["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR", "EBUSY"].includes(codeOf(error))) return false;
          throw error;
        }
      }),
    lock: (path) => attempt("lock", path, () => takeLock(at(path), owner)),
  };
}

/** Node's own recursive way never ends where a folder is there and takes no other one (/proc does). */
function makeWithParents(folder: string): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const parent = dirname(folder);
  if (parent !== folder) makeWithParents(parent);
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another run may have made it meanwhile.
    if (codeOf(error) !== "EEXIST" || !fs.statSync(folder).isDirectory()) throw error;
  }
}

function lstat(file: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

function kindOf(node: fs.Stats | fs.Dirent): NodeKind {
  if (node.isSymbolicLink()) return "symlink";
  if (node.isFile()) return "file";
  return node.isDirectory() ? "folder" : "other";
}

/** Returns the open handle. */
function writePlain(file: string, bytes: Uint8Array, options: WriteOptions, like: fs.Stats | undefined): number {
  const flags = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_TRUNC | NO_FOLLOW;
  const handle = fs.openSync(file, flags, options.executable ? 0o777 : 0o666);
  try {
    fs.writeFileSync(handle, bytes);
    if (POSIX && like?.isFile()) takeOver(handle, like, options.executable);
    return handle;
  } catch (error) {
    fs.closeSync(handle);
    throw error;
  }
}

/** Owner first: changing it clears mode bits. Only root may, so a refusal is no error (a container writing to a mounted folder is why this matters). */
function takeOver(handle: number, like: fs.Stats, executable: boolean): void {
  const own = fs.fstatSync(handle);
  if (own.uid !== like.uid || own.gid !== like.gid) {
    try {
      fs.fchownSync(handle, like.uid, like.gid);
    } catch (error) {
      if (codeOf(error) !== "EPERM") throw error;
    }
  }
  const mode = like.mode & 0o777;
  const isExecutable = (mode & 0o100) !== 0;
  // Who may read may execute; a mode that already says the right thing is not touched.
  const wanted = executable === isExecutable ? mode : executable ? mode | ((mode & 0o444) >> 2) : mode & ~0o111;
  fs.fchmodSync(handle, wanted);
}

/** Undefined for a folder on Windows, which cannot open one; its journal orders names by itself. */
function openToSync(file: string): number | undefined {
  if (!POSIX && fs.lstatSync(file).isDirectory()) return undefined;
  return fs.openSync(file, POSIX ? "r" : "r+");
}

/** Syncs and closes. Opening and closing are quick; only the waiting for the disk goes to other threads, for many files at a time. */
async function sync(handle: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      fs.fsync(handle, (error) => (error === null ? resolve() : reject(error)));
    });
  } catch (error) {
    // Some network file systems cannot sync folders.
    if (!fs.fstatSync(handle).isDirectory() || !["EINVAL", "ENOTSUP", "EPERM"].includes(codeOf(error))) throw error;
  } finally {
    fs.closeSync(handle);
  }
}

/** A rename; where a folder of the tree is a mount of its own, a copy beside the target and then a rename. */
function move(from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (codeOf(error) !== "EXDEV") throw error;
    moveByCopy(from, to);
  }
}

function attempt<T>(verb: string, path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw asScaffoldError(verb, path, error);
  }
}

function asScaffoldError(verb: string, path: string, error: unknown): unknown {
  if (error instanceof ScaffoldError) return error;
  return explain(codeOf(error), `cannot ${verb} ${path === "" ? "the output folder" : path}`, error);
}

function explain(code: string, what: string, cause: unknown): unknown {
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return new ScaffoldError(
      "WRITE_NOT_PERMITTED",
      `${what}: no permission (${code})`,
      "Change the permissions, or choose another folder.",
      cause,
    );
  }
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new ScaffoldError(
      "WRITE_DISK_FULL",
      `${what}: the disk is full (${code})`,
      "Free some space and run again.",
      cause,
    );
  }
  if (code === "ELOOP")
    return new ScaffoldError("WRITE_SYMLINK", `${what}: it is a symlink`, "Replace the symlink by a file.", cause);
  if (code === "") return cause;
  return new ScaffoldError("WRITE_FAILED", `${what} (${code})`, "Check the output folder and run again.", cause);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
