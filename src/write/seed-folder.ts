// In: the folder of a skeleton. Out: whether we may write it, rename things in it, or take it away, as a whole. Reads the disk; a folder that a person works in is theirs.
import type { DiskReader } from "../disk/disk.ts";
import type { FileSet } from "../render/file-set.ts";
import { hasHash, sameContent, toBytes } from "./content.ts";
import type { ManifestFile } from "./manifest.ts";
import { pristineBytes } from "./merge-base.ts";
import { filesBelow, look } from "./target.ts";

export interface Surroundings {
  readonly disk: DiskReader;
  readonly fileSet: FileSet;
  readonly known: Readonly<Record<string, ManifestFile>>;
}

/** New: nothing was seeded there before, and every file in it holds what we wrote or are about to write. One that was adopted or edited shows that somebody builds something else there. */
export function isNewFolder({ disk, known, fileSet }: Surroundings, folder: string): boolean {
  if (Object.values(known).some((entry) => entry.folder === folder)) return false;
  const found = look(disk, folder);
  if (found.kind === "absent") return found.collidesWith === undefined;
  if (found.kind !== "folder") return false;
  return filesBelow(disk, folder).every((path) => {
    if (/(^|\/)(\.DS_Store|\.gitkeep)$/.test(path)) return true;
    if (disk.stat(path)?.kind !== "file") return false;
    const bytes = disk.read(path);
    const entry = Object.hasOwn(known, path) ? known[path] : undefined;
    if (entry !== undefined && pristineBytes(bytes, entry.sha256) !== undefined) return true;
    const generated = fileSet.get(path);
    return generated !== undefined && sameContent(bytes, toBytes(generated.content));
  });
}

/** What tools leave beside the code of people. */
const ARTIFACTS =
  /(^|\/)(node_modules|\.venv|venv|__pycache__|target|dist|build|coverage|\.next|\.pytest_cache|\.mypy_cache)\/|(^|\/)(\.DS_Store|\.gitkeep)$/;

/** Every file below a folder of code but what tools make again, whose folders are not even listed. */
export function codeBelow(disk: DiskReader, folder: string): string[] {
  return filesBelow(disk, folder, (path) => ARTIFACTS.test(path.slice(folder.length)));
}

/** Files below the folder that we did not write and are not about to; those that tools make again are left out. */
export function ownFiles({ disk, known, fileSet }: Surroundings, folder: string): string[] {
  return codeBelow(disk, folder).filter((path) => !Object.hasOwn(known, path) && !fileSet.has(path));
}

/** Whether a person builds on the skeleton of a folder that gets another name. `seeds`: its files that are written once, by where each is now. */
export function isWorkedIn(
  surroundings: Surroundings,
  folders: readonly string[],
  seeds: ReadonlyMap<string, ManifestFile>,
): boolean {
  if (folders.some((folder) => ownFiles(surroundings, folder).length > 0)) return true;
  const { disk } = surroundings;
  return [...seeds].some(([path, { sha256 }]) => disk.stat(path)?.kind === "file" && !hasHash(disk.read(path), sha256));
}

/** A skeleton that nobody touched and nobody works beside: all of it is there, as it was written. Such a one is still ours. */
export function isPristine(surroundings: Surroundings, folder: string): boolean {
  const { disk, known } = surroundings;
  const seeds = Object.entries(known).filter(([, entry]) => entry.folder === folder);
  return (
    seeds.length > 0 &&
    seeds.every(
      ([path, { sha256, state }]) =>
        state === undefined && look(disk, path).kind === "file" && hasHash(disk.read(path), sha256),
    ) &&
    ownFiles(surroundings, folder).length === 0
  );
}

/** A skeleton goes only as a whole: one file of it that was edited, or a file beside it, means that somebody builds on the rest. */
export function mayRemove({ disk, known, fileSet }: Surroundings, entry: ManifestFile): boolean {
  if (entry.folder === undefined || isPristine({ disk, known, fileSet }, entry.folder)) return true;
  return filesBelow(disk, entry.folder).every((path) => {
    const file = Object.hasOwn(known, path) ? known[path] : undefined;
    if (file === undefined || fileSet.has(path) || disk.stat(path)?.kind !== "file") return false;
    return pristineBytes(disk.read(path), file.sha256) !== undefined;
  });
}
