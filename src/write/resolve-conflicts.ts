// In: conflicts that a person chose a side of. Out: the change set that carries the choice out and remembers it. Reads the disk, never writes; touches no place that was not chosen.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { keepBooks, writeIfDifferent } from "./bookkeeping.ts";
import type { Change, ChangeSet } from "./change-set.ts";
import { answerTo, type Choices, keyOf, printChoices, readChoices } from "./choices.ts";
import { type FileContent, sha256, toBytes, toText } from "./content.ts";
import { type Found, type FoundConflict, LONE_MARKER } from "./find-conflicts.ts";
import { PLACE, WHOLE_FILE } from "./judge-conflict.ts";
import { CHOICES_PATH } from "./layout.ts";
import type { ManifestFile } from "./manifest.ts";
import type { Conflict, Side } from "./merge/conflict.ts";
import { countMarkers, findRegions, replaceRegions } from "./merge/markers.ts";
import { merge } from "./merge/merge.ts";
import { readBase } from "./merge-base.ts";
import { type OpenFile, toBlock } from "./open-conflicts.ts";
import { look } from "./target.ts";

export interface Resolved {
  readonly changeSet: ChangeSet;
  /** Conflicts that are open afterwards. */
  readonly left: number;
}

/** What became of one file: its new content, what stays open, and how it is tracked from now on. */
interface Outcome {
  readonly after: FileContent | undefined;
  readonly open: OpenFile | undefined;
  /** Undefined: as before. */
  readonly entry: ManifestFile | undefined;
  readonly answered: readonly Conflict[];
  readonly problem?: string;
  /** Where the usual one is none. */
  readonly help?: string;
}

export function resolveConflicts(
  disk: DiskReader,
  found: Found,
  chosen: readonly FoundConflict[],
  side: Side,
): Resolved {
  const { manifest } = found;
  const open: Record<string, OpenFile> = { ...found.open };
  const files: Record<string, ManifestFile> = { ...manifest?.files };
  const choices = new Map(readChoices(disk));
  const changes: Change[] = [];
  const diagnostics: Diagnostic[] = [];
  let left = found.conflicts.length;
  for (const path of new Set(chosen.map((conflict) => conflict.path))) {
    const mine = chosen.filter((conflict) => conflict.path === path);
    const before = contentAt(disk, path);
    const outcome = resolveFile({ disk, path, before, listed: open[path], chosen: mine, side, choices });
    if (outcome.problem !== undefined) {
      diagnostics.push(notPossible(path, outcome.problem, outcome.help));
      continue;
    }
    for (const { path: place, id, ...sides } of outcome.answered)
      choices.set(keyOf({ path: place, id, ...sides }), { path, id, side });
    if (outcome.entry !== undefined) files[path] = outcome.entry;
    if (outcome.open === undefined) delete open[path];
    else open[path] = outcome.open;
    left -= mine.length;
    changes.push(toChange(path, before, outcome, side));
  }
  const operations = [
    ...changes
      .filter(({ before, after }) => before !== after)
      .map(({ path, before, after }) => ({ path, before, after })),
    ...writeIfDifferent(disk, CHOICES_PATH, printChoices(choices)),
    ...(manifest === undefined ? [] : keepBooks(disk, { ...manifest, files }, open, new Map())),
  ];
  return { changeSet: { changes, diagnostics, operations }, left };
}

interface Task {
  readonly disk: DiskReader;
  readonly path: string;
  readonly before: FileContent | undefined;
  readonly listed: OpenFile | undefined;
  readonly chosen: readonly FoundConflict[];
  readonly side: Side;
  readonly choices: Choices;
}

function resolveFile(task: Task): Outcome {
  const { listed, chosen, side, before } = task;
  if (chosen.some(({ id }) => id === PLACE)) {
    if (side === "theirs") return { ...nothing(task), problem: `it cannot be written: ${listed?.reason ?? ""}` };
    return { after: before, open: undefined, entry: undefined, answered: chosen };
  }
  if (before === undefined) return { ...nothing(task), problem: "the file is not there any more" };
  return listed === undefined || listed.form === "marked"
    ? resolveMarked(task, before)
    : resolveLeft(task, before, listed);
}

function nothing({ before, listed }: Task): Outcome {
  return { after: before, open: listed, entry: undefined, answered: [] };
}

/** Both sides stand in the file: each region becomes the one that was chosen. */
function resolveMarked(task: Task, before: FileContent): Outcome {
  const { chosen, side, listed } = task;
  const form = toText(before.bytes);
  const ids = new Set(chosen.map(({ id }) => id));
  if (ids.has(LONE_MARKER)) {
    const help = "Edit the file, remove what is left of the markers, and keep what you want between them.";
    return { ...nothing(task), problem: "a marker has lost its counterpart, so nobody can say what is meant", help };
  }
  const old = form?.text ?? "";
  const regions = findRegions(old).filter(({ id }) => ids.delete(id));
  const text = replaceRegions(old, regions, (region) => region[side]);
  const after = { bytes: toBytes(text, form), executable: before.executable };
  const blocks = listed?.blocks.filter(({ id }) => !chosen.some((one) => one.id === id)) ?? [];
  const isDone = countMarkers(text) === 0 || blocks.length === 0;
  return {
    after,
    open: isDone || listed === undefined ? undefined : { ...listed, blocks },
    entry: undefined,
    answered: chosen,
  };
}

/** The file was left as it is: the merge is done again, now with the answers, and written once all of them are there. */
function resolveLeft({ disk, path, chosen, side, choices }: Task, before: FileContent, listed: OpenFile): Outcome {
  const theirs = readBase(disk, listed.theirs.sha256)?.text;
  const ours = toText(before.bytes);
  const isWhole = chosen.some(({ id }) => id === WHOLE_FILE);
  const done = (after: FileContent, answered: readonly Conflict[]): Outcome => ({
    after,
    open: undefined,
    entry: listed.theirs,
    answered,
  });
  if (isWhole && side === "ours") return done(before, chosen);
  if (theirs === undefined)
    return {
      after: before,
      open: listed,
      entry: undefined,
      answered: [],
      problem: "what is generated is not known; run infra again",
    };
  const executable = listed.theirs.executable === true;
  if (isWhole) return done({ bytes: toBytes(theirs, ours), executable }, chosen);
  if (ours === undefined)
    return { after: before, open: listed, entry: undefined, answered: [], problem: "it is not text" };
  const base = listed.base === null ? undefined : readBase(disk, listed.base)?.text;
  const answered: Conflict[] = [];
  const choose = (conflict: Conflict): Side | undefined => {
    if (!chosen.some(({ id }) => id === conflict.id)) return answerTo(choices, conflict);
    answered.push(conflict);
    return side;
  };
  const merged = merge(path, { base, ours: ours.text, theirs }, choose);
  if (merged.kind === "clean")
    return done({ bytes: toBytes(merged.text, ours), executable: before.executable }, answered);
  return { after: before, open: { ...listed, blocks: merged.conflicts.map(toBlock) }, entry: undefined, answered };
}

/** Answers that are given up: the next change of the place asks again; what was settled stays as it is. */
export function forgetChoices(disk: DiskReader, keys: ReadonlySet<string>): ChangeSet {
  const kept = new Map([...readChoices(disk)].filter(([key]) => !keys.has(key)));
  return { changes: [], diagnostics: [], operations: writeIfDifferent(disk, CHOICES_PATH, printChoices(kept)) };
}

function toChange(path: string, before: FileContent | undefined, { after, open }: Outcome, side: Side): Change {
  // The very same where nothing was read: what is behind a symlink, or a folder.
  const isSame =
    before === after || (before !== undefined && after !== undefined && sha256(before.bytes) === sha256(after.bytes));
  const chosen = side === "ours" ? "yours" : "newly generated";
  return {
    path,
    verb: open !== undefined ? "conflict" : isSame ? "keep" : "update",
    reason: open === undefined ? chosen : `${chosen}; ${open.blocks.length} more to choose`,
    blueprint: "",
    before,
    after: isSame && before?.executable === after?.executable ? before : after,
    generated: undefined,
    markedRegions: 0,
    conflicts: [],
  };
}

const CLEAR_THE_WAY = "Change, move or delete what is in the way, then run infra again; or choose --ours.";

function notPossible(path: string, why: string, help = CLEAR_THE_WAY): Diagnostic {
  return { code: "WRITE_NOT_RESOLVED", severity: "error", pointer: "", message: `${path}: ${why}`, help };
}

function contentAt(disk: DiskReader, path: string): FileContent | undefined {
  if (look(disk, path).kind !== "file") return undefined;
  return { bytes: disk.read(path), executable: disk.stat(path)?.executable === true };
}
