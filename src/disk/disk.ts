// The port to one output folder: what every disk can do. Paths are relative with forward slashes; "" is the folder itself. Nothing here ever leaves that folder or follows a symlink below it.
import { ScaffoldError } from "../diagnostics/errors.ts";

export type NodeKind = "file" | "folder" | "symlink" | "other";

interface NodeStat {
  readonly kind: NodeKind;
  /** The owner may execute it. Always false where `keepsExecutableBit` is false. */
  readonly executable: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: NodeKind;
}

export interface WriteOptions {
  readonly executable: boolean;
  /** Take permissions and owner from this file, if it exists: what is replaced keeps them. */
  readonly like?: string;
}

/** The half that looks and never changes anything. */
export interface DiskReader {
  /** The folder as the user knows it, for messages. */
  readonly location: string;
  /** False where the file system has no such bit (Windows): then it is no evidence of an edit. */
  readonly keepsExecutableBit: boolean;
  /** Of the node itself, symlinks are not followed; undefined when there is none. */
  stat(path: string): NodeStat | undefined;
  /** Sorted by name; empty when there is no such folder. */
  list(path: string): readonly FolderEntry[];
  /** Of a plain file; throws when it has more than `atMost` bytes. */
  read(path: string, atMost?: number): Uint8Array;
  /** Names this very file on this disk: a copy, a checkout or an unpacked archive of it has another one. Stays the same when its content changes. */
  identity(path: string): string;
}

/** The whole port. A call is complete when it returns, or its promise does; only what was `sync`ed survives a loss of power. */
export interface Disk extends DiskReader {
  /** To be followed by `sync` of the same path before it gets another name: until then the file may stay open. */
  write(path: string, bytes: Uint8Array, options: WriteOptions): void;
  /** Forces the content of files, and the list of names of folders, to the medium; all at once, which is many times faster than one by one. */
  sync(paths: readonly string[]): Promise<void>;
  /** Replaces `to` in one step. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** One level; no error when it is there already. `""` makes the output folder with its parents. */
  makeFolder(path: string): void;
  /** Removes the folder if it is empty; says whether it did. */
  removeFolder(path: string): boolean;
  /** Takes the lock file at `path` or throws WRITE_LOCKED; a lock of a dead process is taken over. Returns the release. */
  lock(path: string): () => void;
}

/** Throws for a path that could mean a place outside the folder on any system. */
export function checkPath(path: string): void {
  if (path === "") return;
  const bad = /[\\\0]/.test(path) || path.split("/").some((part) => part === "" || part === "." || part === "..");
  if (bad || /^[A-Za-z]:/.test(path)) {
    throw new ScaffoldError(
      "WRITE_OUTSIDE",
      `the path ${JSON.stringify(path)} does not stay inside the output folder`,
      "Restore .scaffold/ from version control.",
    );
  }
}

/** `a/b/c` → `["a", "a/b"]`. */
export function parentsOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}
