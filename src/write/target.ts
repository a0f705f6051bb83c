// In: a disk and a path. Out: what is there, by exact name, without ever following a symlink. Never changes anything.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader, FolderEntry } from "../disk/disk.ts";

export type Look =
  | { readonly kind: "file" }
  | { readonly kind: "folder" }
  /** `collidesWith`: a name that differs by case alone; on macOS and Windows it is the same file. */
  | { readonly kind: "absent"; readonly collidesWith?: string }
  /** Something else is at `at`, which is the path or a folder above it. */
  | { readonly kind: "blocked"; readonly by: "symlink" | "file" | "other"; readonly at: string };

/** Looks at one path, part by part. */
export function look(disk: DiskReader, path: string): Look {
  const parts = path.split("/");
  let folder = "";
  for (const [depth, part] of parts.entries()) {
    const entries = disk.list(folder);
    const here = folder === "" ? part : `${folder}/${part}`;
    const entry = entries.find((candidate) => candidate.name === part);
    if (entry === undefined) {
      const other = entries.find((candidate) => fold(candidate.name) === fold(part));
      return other === undefined
        ? { kind: "absent" }
        : { kind: "absent", collidesWith: folder === "" ? other.name : `${folder}/${other.name}` };
    }
    if (entry.kind === "symlink" || entry.kind === "other") return { kind: "blocked", by: entry.kind, at: here };
    const isLast = depth === parts.length - 1;
    if (isLast) return { kind: entry.kind };
    if (entry.kind === "file") return { kind: "blocked", by: "file", at: here };
    folder = here;
  }
  return { kind: "folder" };
}

/** Every file below `folder` (or `folder` itself when it is a file), symlinks and other nodes included, folders not, save for one that the system keeps closed: it is there, and nobody knows what is in it. `isLeftOut`: of files, and of folders with a slash behind them. */
export function filesBelow(
  disk: DiskReader,
  folder: string,
  isLeftOut: (path: string) => boolean = () => false,
): string[] {
  if (disk.stat(folder)?.kind !== "folder") return disk.stat(folder) === undefined ? [] : [folder];
  const entries = unlessRefused(() => disk.list(folder));
  if (entries === undefined) return [folder];
  return entries.flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (isLeftOut(entry.kind === "folder" ? `${path}/` : path)) return [];
    return entry.kind === "folder" ? filesBelow(disk, path, isLeftOut) : [path];
  });
}

/** Undefined where the system does not let us, or where a file is larger than it may be: what people keep beside their code stops no run. */
export function unlessRefused<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof ScaffoldError) return undefined;
    throw error;
  }
}

/** The same disk, listing each folder once: for one comparison, which wants one picture anyway. */
export function withCachedLists(disk: DiskReader): DiskReader {
  const lists = new Map<string, readonly FolderEntry[]>();
  return {
    location: disk.location,
    keepsExecutableBit: disk.keepsExecutableBit,
    stat: (path) => disk.stat(path),
    read: (path, atMost) => disk.read(path, atMost),
    identity: (path) => disk.identity(path),
    list: (path) => {
      const known = lists.get(path);
      if (known !== undefined) return known;
      const entries = disk.list(path);
      lists.set(path, entries);
      return entries;
    },
  };
}

/** Two names that some file system takes for one: macOS also composes letters and accents. */
function fold(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
