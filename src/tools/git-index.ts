// In: a folder and the three sides of files in it. Out: Git's index, in which such a file is unmerged, as after a merge of Git's own, or merged again. Only where Git, a work tree and the tracked file are there; never fails a run, never runs a hook.
import { execa } from "execa";

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

/** What a hook or an alias of the caller set would lead to another index or another tree. */
const FOREIGN = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"];
/** A bare repository inside a checkout is committed content like any other: its configuration would name programs of a stranger. Git before 2.38 does not know the setting: see `hasOwnGit`. */
const NO_HOOKS = ["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit"];
const PATIENCE_MS = 10_000;

/**
 * Writes stages 1 to 3 for each file that is tracked and whose staged content is in the last commit, in the work tree or in an undo record: what was staged and stands nowhere
 * else is left alone, and so is a file that is unmerged already. Returns the paths that are unmerged now.
 */
export async function markUnmerged(folder: string, files: readonly UnmergedFile[]): Promise<string[]> {
  const done: string[] = [];
  if (files.length === 0 || !(await hasOwnGit(folder))) return done;
  for (const { path, base, ours, theirs, replaced } of files) {
    const [entry, ...more] = await entriesOf(folder, path);
    const prefix = await git(folder, ["rev-parse", "--show-prefix"]);
    if (entry?.stage !== 0 || more.length > 0 || prefix === undefined) continue;
    const blobs = await Promise.all([base, ours, theirs].map((bytes) => bytes && store(folder, path, bytes)));
    const [first, second, third] = blobs;
    if (second === undefined || third === undefined || (base !== undefined && first === undefined)) continue;
    const isKept =
      entry.blob === second ||
      entry.blob === (await committed(folder, path))?.blob ||
      (replaced !== undefined && entry.blob === (await hash(folder, path, replaced)));
    if (!isKept) continue;
    const lines = blobs.flatMap((blob, index) => (blob === undefined ? [] : [`${entry.mode} ${blob} ${index + 1}`]));
    const whole = prefix.replace(/\n$/, "") + path;
    if (await update(folder, whole, [`0 ${"0".repeat(second.length)}`, ...lines])) done.push(path);
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
  if (files.length === 0 || !(await hasOwnGit(folder))) return done;
  for (const { path, theirs } of files) {
    const third = (await entriesOf(folder, path)).find(({ stage }) => stage === 3);
    if (third === undefined || third.blob !== (await hash(folder, path, theirs))) continue;
    const words = how === "add" ? ["add", "-f", "--", path] : ["reset", "-q", "--", path];
    if ((await git(folder, words)) !== undefined) done.push(path);
  }
  return done;
}

/** True when the repository lies in a `.git`, which no clone can bring along; a folder of committed files that looks like a repository does not count. */
async function hasOwnGit(folder: string): Promise<boolean> {
  const place = (await git(folder, ["rev-parse", "--absolute-git-dir"]))?.trim();
  return place?.split(/[\\/]/).includes(".git") ?? false;
}

async function entriesOf(folder: string, path: string): Promise<IndexEntry[]> {
  const listed = await git(folder, ["ls-files", "-s", "-z", "--", `:(literal)${path}`]);
  return (listed ?? "").split("\0").flatMap((line) => {
    const [, mode = "", blob = "", stage = ""] = /^(\d{6}) ([0-9a-f]{40,64}) (\d)\t/.exec(line) ?? [];
    return blob === "" ? [] : [{ mode, blob, stage: Number(stage) }];
  });
}

async function committed(folder: string, path: string): Promise<{ blob: string } | undefined> {
  const blob = (await git(folder, ["rev-parse", "--verify", "-q", `HEAD:./${path}`]))?.trim();
  return blob ? { blob } : undefined;
}

/** With the filters of the path, as `git add` would: line ends and LFS. */
async function store(folder: string, path: string, bytes: Uint8Array): Promise<string | undefined> {
  return (await git(folder, ["hash-object", "-w", "--stdin", "--path", path], bytes))?.trim();
}

async function hash(folder: string, path: string, bytes: Uint8Array): Promise<string | undefined> {
  return (await git(folder, ["hash-object", "--stdin", "--path", path], bytes))?.trim();
}

async function update(folder: string, path: string, lines: readonly string[]): Promise<boolean> {
  const input = lines.map((line) => `${line}\t${path}\0`).join("");
  return (await git(folder, ["update-index", "-z", "--index-info"], new TextEncoder().encode(input))) !== undefined;
}

/** What it printed; undefined when it failed or is not installed. */
async function git(folder: string, words: readonly string[], input?: Uint8Array): Promise<string | undefined> {
  const result = await execa("git", [...NO_HOOKS, ...words], {
    cwd: folder,
    reject: false,
    timeout: PATIENCE_MS,
    stripFinalNewline: false,
    env: Object.fromEntries(FOREIGN.map((name) => [name, undefined])),
    ...(input === undefined ? { stdin: "ignore" as const } : { input }),
  });
  return result.failed ? undefined : result.stdout;
}
