// In: an output folder with undo records. Out: the change set that takes the last step back, or takes one back that was undone. Reads the disk, never writes; what was edited since is never in it.
//
// An undo is a step like a run: same change set, same journal, same crash safety, and its own record, from which it is redone. See docs/decisions/0008-undo.md.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { Change, ChangeSet, Operation, Verb } from "./change-set.ts";
import type { FileContent } from "./content.ts";
import { type HistoryEntry, readHistory, type Step } from "./history.ts";
import { type Left, readJournal } from "./journal.ts";
import { CHOICES_PATH, GITIGNORE_PATH, META_FOLDER } from "./layout.ts";
import { judgeRestores, type Recorded } from "./recovery.ts";
import { look } from "./target.ts";

/** What is taken back: a run of infra, an answer to conflicts, or an undo. */
export type Reversed = "run" | "answer" | "undo";

export interface Reversal {
  readonly of: Reversed;
  /** Undefined when there is nothing to undo, or to redo. */
  readonly step: Step | undefined;
  readonly changeSet: ChangeSet;
  /** Steps that are left in each direction once this one is done. */
  readonly left: { readonly undo: number; readonly redo: number };
}

export interface ReversalOptions {
  readonly direction: "undo" | "redo";
  /** Go on although files were edited since; they stay as they are. */
  readonly keepEdited: boolean;
}

export function reverseStep(disk: DiskReader, { direction, keepEdited }: ReversalOptions): Reversal {
  const { undoable, redoable } = readHistory(disk);
  const entry = (direction === "undo" ? undoable : redoable).at(-1);
  if (entry === undefined) return nothingLeft(direction, undoable.length, redoable.length);
  const journal = readJournal(disk, entry.path) ?? { newFolders: [], operations: [], left: [] };
  const of = reversedBy(entry, journal.operations);
  const { again, elsewhere } = leftBefore(journal.left ?? [], direction, disk);
  // Without it version control would see locks and undo records: it stays even when the first run is undone.
  const judged = judgeRestores([...journal.operations, ...again], disk).filter(
    ({ operation }) => operation.path !== GITIGNORE_PATH || operation.before !== null,
  );
  const restored = judged.filter(({ verdict }) => verdict === "restore").map(({ operation }) => operation);
  const kept = judged.filter(({ verdict }) => verdict === "kept").map(({ operation }) => operation);
  const edited = [...kept, ...elsewhere.filter(({ isLost }) => isLost)].map(({ path }) => path);
  const left = [...kept.map((operation) => ({ ...operation, by: direction })), ...elsewhere.map(({ item }) => item)];
  const operations = restored.map((operation) => toOperation(operation, disk));
  return {
    of,
    step: { kind: direction, of: entry.number, newFolders: journal.newFolders, left },
    changeSet: {
      changes: [
        ...operations.filter(({ path }) => !isOwn(path)).map((operation) => toChange(operation, of)),
        ...edited.filter((path) => !isOwn(path)).map((path) => toKept(path, disk)),
      ].sort((a, b) => (a.path < b.path ? -1 : 1)),
      diagnostics: edited.flatMap((path) => editedSince(path, { direction, keepEdited }, of)),
      operations,
    },
    left:
      direction === "undo"
        ? { undo: undoable.length - 1, redo: redoable.length + 1 }
        : { undo: undoable.length + 1, redo: redoable.length - 1 },
  };
}

interface Elsewhere {
  readonly path: string;
  readonly item: Left;
  /** It was put where this step starts since, and only a step in the other direction has the bytes of it. */
  readonly isLost: boolean;
}

/** What steps before this one did not do. `again`: in this direction, so it is tried once more. `elsewhere`: in the other one. */
function leftBefore(left: readonly Left[], direction: Left["by"], disk: DiskReader) {
  const again = left.flatMap(({ by, ...operation }) => (by === direction ? [operation] : []));
  const elsewhere = left.flatMap((item): Elsewhere[] => {
    const { by, ...operation } = item;
    if (by === direction) return [];
    return [{ path: item.path, item, isLost: judgeRestores([operation], disk)[0]?.verdict === "done" }];
  });
  return { again, elsewhere };
}

function nothingLeft(direction: "undo" | "redo", undo: number, redo: number): Reversal {
  const help =
    direction === "undo"
      ? "The last five steps of this checkout can be undone; what was before is in version control, if anywhere."
      : "Only what was undone can be redone, until the next run.";
  const diagnostic: Diagnostic = {
    code: "WRITE_NOTHING_TO_UNDO",
    severity: "error",
    pointer: "",
    message: `there is nothing to ${direction} in this folder`,
    help,
  };
  return {
    of: direction === "undo" ? "run" : "undo",
    step: undefined,
    changeSet: { changes: [], diagnostics: [diagnostic], operations: [] },
    left: { undo, redo },
  };
}

function isOwn(path: string): boolean {
  return path.startsWith(`${META_FOLDER}/`);
}

function toOperation({ path, before }: Recorded, disk: DiskReader): Operation {
  return {
    path,
    before: contentAt(disk, path),
    after: before === null ? undefined : { bytes: Buffer.from(before.base64, "base64"), executable: before.executable },
  };
}

function contentAt(disk: DiskReader, path: string): FileContent | undefined {
  // By its exact name: where case is ignored, the name before and the one after may be the same file.
  if (look(disk, path).kind !== "file") return undefined;
  return { bytes: disk.read(path), executable: disk.stat(path)?.executable === true };
}

/** No run of infra writes down how a conflict was answered. */
function reversedBy({ kind }: HistoryEntry, operations: readonly Recorded[]): Reversed {
  if (kind === "undo") return "undo";
  return operations.some(({ path }) => path === CHOICES_PATH) ? "answer" : "run";
}

/** What was done, as a person would call it. */
export const STEP_WORDS: Readonly<Record<Reversed, string>> = {
  run: "the run",
  answer: "the conflicts were answered",
  undo: "the undo",
};

function toChange({ path, before, after }: Operation, of: Reversed): Change {
  const verb: Verb = after === undefined ? "remove" : before === undefined ? "create" : "update";
  const reason = { remove: "was not there", create: "was there", update: "was different" }[verb];
  return change(path, verb, `${reason} before ${STEP_WORDS[of]}`, before, after);
}

function toKept(path: string, disk: DiskReader): Change {
  const content = contentAt(disk, path);
  return change(path, "keep", "edited since, left as it is", content, content);
}

function change(path: string, verb: Verb, reason: string, before: Change["before"], after: Change["after"]): Change {
  return { path, verb, reason, blueprint: "", before, after, generated: undefined, markedRegions: 0, conflicts: [] };
}

/** Without its bookkeeping the tree before would not be whole: then there is no going on. */
function editedSince(path: string, { direction, keepEdited }: ReversalOptions, of: Reversed): Diagnostic[] {
  const help = isOwn(path)
    ? "Use version control to go back: somebody else wrote this folder's bookkeeping since."
    : `Move your edit elsewhere, or use --keep-edited: then everything else is put back, and files that were edited since stay as they are.`;
  if (keepEdited && !isOwn(path)) return [];
  const since = of === "answer" ? STEP_WORDS[of] : `${STEP_WORDS[of]} that ${direction} would take back`;
  const message = `${path} was edited since ${since}; nothing was written, so that the edit is not lost`;
  return [{ code: "WRITE_EDITED_SINCE", severity: "error", pointer: "", message, help }];
}
