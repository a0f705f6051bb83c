// In: a folder and the three sides of files in it. Out: Git's index, in which such a file is unmerged, as after a merge of Git's own, or merged again. Only where Git, a work tree and the tracked file are there; never fails a run.
import { type Git, gitIn } from "./git.ts";

/** One file in conflict; bytes as they are in the work tree. */
export interface UnmergedFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly base: Uint8Array | undefined;
  readonly ours: Uint8Array;
  readonly theirs: Uint8Array;
  /** What stood there before an undo put the conflict back: it is in the undo record, so it may be staged. */
  readonly replaced?: Uint8Array | undefined;
}

interface IndexEntry {
  readonly mode: string;
  readonly blob: string;
  readonly stage: number;
}

/**
 * Writes stages 1 to 3 for each file that is tracked and whose staged content is in the last commit, in the work tree or in an undo record: what was staged and stands nowhere
 * else is left alone, and so is a file that is unmerged already, or that a filter would turn into something else. Returns the paths that are unmerged now.
 */
export async function markUnmerged(folder: string, files: readonly UnmergedFile[]): Promise<string[]> {
  const done: string[] = [];
  const git = files.length === 0 ? undefined : await gitIn(folder);
  if (git === undefined) return done;
  for (const { path, base, ours, theirs, replaced } of files) {
    const [entry, ...more] = await entriesOf(git, path);
    if (entry?.stage !== 0 || more.length > 0) continue;
    const blobs = await Promise.all([base, ours, theirs].map((bytes) => bytes && store(git, path, bytes)));
    const [first, second, third] = blobs;
    if (second === undefined || third === undefined || (base !== undefined && first === undefined)) continue;
    const isKept =
      entry.blob === second ||
      entry.blob === (await committed(git, path))?.blob ||
      (replaced !== undefined && entry.blob === (await hash(git, path, replaced)));
    if (!isKept) continue;
    const lines = blobs.flatMap((blob, index) => (blob === undefined ? [] : [`${entry.mode} ${blob} ${index + 1}`]));
    if (await update(git, path, [`0 ${"0".repeat(second.length)}`, ...lines])) done.push(path);
  }
  return done;
}

/**
 * Ends it for files whose stage 3 is `theirs`, which only we can have put there. `add` stages what is in the work tree, as `git add` does;
 * `reset` takes the last commit's, as `git reset` does. Returns the paths that are merged now.
 */
export async function markMerged(
  folder: string,
  files: readonly Pick<UnmergedFile, "path" | "theirs">[],
  how: "add" | "reset",
): Promise<string[]> {
  const done: string[] = [];
  const git = files.length === 0 ? undefined : await gitIn(folder);
  if (git === undefined) return done;
  for (const { path, theirs } of files) {
    const third = (await entriesOf(git, path)).find(({ stage }) => stage === 3);
    if (third === undefined || third.blob !== (await hash(git, path, theirs))) continue;
    const isMerged = how === "add" ? (await git(["add", "-f", "--", path])) !== undefined : await reset(git, path);
    if (isMerged) done.push(path);
  }
  return done;
}

async function entriesOf(git: Git, path: string): Promise<IndexEntry[]> {
  const listed = await git(["ls-files", "-s", "-z", "--", path]);
  return (listed ?? "").split("\0").flatMap((line) => {
    const [, mode = "", blob = "", stage = ""] = /^(\d{6}) ([0-9a-f]{40,64}) (\d)\t/.exec(line) ?? [];
    return blob === "" ? [] : [{ mode, blob, stage: Number(stage) }];
  });
}

/** The last commit's. */
async function committed(git: Git, path: string): Promise<Pick<IndexEntry, "mode" | "blob"> | undefined> {
  const listed = await git(["ls-tree", "-z", "HEAD", "--", path]);
  const [, mode, blob] = /^(\d{6}) blob ([0-9a-f]{40,64})\t/.exec(listed ?? "") ?? [];
  return mode === undefined || blob === undefined ? undefined : { mode, blob };
}

/** With the line ends of the path, as `git add` would. */
async function store(git: Git, path: string, bytes: Uint8Array): Promise<string | undefined> {
  return (await git(["hash-object", "-w", "--stdin", "--path", path], bytes))?.trim();
}

async function hash(git: Git, path: string, bytes: Uint8Array): Promise<string | undefined> {
  return (await git(["hash-object", "--stdin", "--path", path], bytes))?.trim();
}

/** As `git reset` of the one file; that of Git looks at every other file too, through their filters. */
async function reset(git: Git, path: string): Promise<boolean> {
  const entry = await committed(git, path);
  const [any] = await entriesOf(git, path);
  if (any === undefined) return false;
  const gone = `0 ${"0".repeat(any.blob.length)}`;
  return update(git, path, entry === undefined ? [gone] : [gone, `${entry.mode} ${entry.blob} 0`]);
}

/** `path` is relative to the folder; the index names files from the top of the work tree. */
async function update(git: Git, path: string, lines: readonly string[]): Promise<boolean> {
  const prefix = await git(["rev-parse", "--show-prefix"]);
  if (prefix === undefined) return false;
  const whole = prefix.replace(/\n$/, "") + path;
  const input = lines.map((line) => `${line}\t${whole}\0`).join("");
  return (await git(["update-index", "-z", "--index-info"], new TextEncoder().encode(input))) !== undefined;
}
