// In: generated files from all blueprints. Out: one checked set: unique, relative, portable paths that cannot leave the output folder. Never touches a disk.

/** `managed`: three-way merged on every run. `seed`: written for a new folder, the user's once they touch it. */
export type Ownership = "managed" | "seed";

export interface GeneratedFile {
  /** Relative, with forward slashes: `services/api/Dockerfile`. */
  readonly path: string;
  readonly content: string;
  readonly executable?: boolean;
  readonly ownership: Ownership;
  /** For seeds of a skeleton: written only when this folder does not hold any file of its own yet. */
  readonly onlyInNewFolder?: string;
  /** Name of the blueprint that made it. */
  readonly blueprint: string;
  /** Decision keys and pointers that it comes from: `explain <path>` prints them. */
  readonly because: readonly string[];
}

export type FileSet = ReadonlyMap<string, GeneratedFile>;

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** True for a path that stays inside the output folder on every system. */
export function isSafePath(path: string): boolean {
  if (path.length === 0 || path.length > 240) return false;
  return path
    .split("/")
    .every(
      (part) =>
        /^[A-Za-z0-9._@+-]+$/.test(part) &&
        part !== "." &&
        part !== ".." &&
        !RESERVED.test(part) &&
        !part.endsWith("."),
    );
}

/** Collects the files by path, sorted; a path that escapes or that two blueprints claim (also by case alone) is a bug and throws. */
export function toFileSet(files: readonly GeneratedFile[]): FileSet {
  const seen = new Map<string, GeneratedFile>();
  for (const file of files) {
    if (!isSafePath(file.path))
      throw new Error(`blueprint ${file.blueprint}: unsafe path ${JSON.stringify(file.path)}`);
    if (file.path.startsWith(".scaffold/"))
      throw new Error(`blueprint ${file.blueprint}: .scaffold/ belongs to the manifest`);
    const other = seen.get(file.path.toLowerCase());
    if (other !== undefined) throw new Error(`${file.path} is claimed by ${other.blueprint} and by ${file.blueprint}`);
    seen.set(file.path.toLowerCase(), file);
  }
  const sorted = [...seen.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Map(sorted.map((file) => [file.path, file]));
}
