// In: the names of the undo records. Out: what can be undone and redone, and what the next record is called. Never opens a record.
//
// A run leaves `N.json`, its undo `N.undo-M.json`, the redo of that `N.redo-M.json`, where M is the record that was reversed. Each holds what its step
// replaced, so a record that a later one names is spent: its content stands in the later one. A name is given in one rename, so there is no state between.
import type { DiskReader } from "../disk/disk.ts";
import type { Left } from "./journal.ts";
import { UNDO_FOLDER } from "./layout.ts";

/** What a change set is carried out as. */
export type Step =
  | { readonly kind: "run" }
  /** `newFolders`: what the reversed step made, and so the only folders that may go. `left`: what it and those before it did not do. */
  | {
      readonly kind: "undo" | "redo";
      readonly of: number;
      readonly newFolders: readonly string[];
      readonly left: readonly Left[];
    };

export type HistoryEntry = { readonly number: number; readonly path: string } & (
  | { readonly kind: "run" }
  | { readonly kind: "undo" | "redo"; readonly of: number }
);

export interface History {
  /** Oldest first: the last one is undone next. */
  readonly undoable: readonly HistoryEntry[];
  /** Oldest first: the last one is redone next. Empty again after a new run. */
  readonly redoable: readonly HistoryEntry[];
  /** Neither any more: they may go. */
  readonly spent: readonly HistoryEntry[];
  readonly next: number;
}

/** Steps that can be taken back, and forth again, taken together. */
const KEPT = 5;
const NAME = /^(\d{1,9})(?:\.(undo|redo)-(\d{1,9}))?\.json$/;

export function readHistory(disk: DiskReader): History {
  const all = disk
    .list(UNDO_FOLDER)
    .flatMap(({ name }) => parseName(name))
    .sort((a, b) => a.number - b.number);
  const reversed = new Set(all.flatMap((entry) => (entry.kind === "run" ? [] : [entry.of])));
  const lastRun = all.findLast(({ kind }) => kind === "run")?.number ?? 0;
  const live = all
    .filter(({ number, kind }) => !reversed.has(number) && (kind !== "undo" || number > lastRun))
    .slice(-KEPT);
  return {
    undoable: live.filter(({ kind }) => kind !== "undo"),
    redoable: live.filter(({ kind }) => kind === "undo"),
    spent: all.filter((entry) => !live.includes(entry)),
    next: (all.at(-1)?.number ?? 0) + 1,
  };
}

export function nextRecord(history: History, step: Step): string {
  return `${UNDO_FOLDER}/${history.next}${step.kind === "run" ? "" : `.${step.kind}-${step.of}`}.json`;
}

function parseName(name: string): HistoryEntry[] {
  const [, number = "", kind, of = ""] = NAME.exec(name) ?? [];
  if (number === "") return [];
  const own = { number: Number(number), path: `${UNDO_FOLDER}/${name}` };
  return [
    kind === undefined ? { ...own, kind: "run" } : { ...own, kind: kind === "undo" ? "undo" : "redo", of: Number(of) },
  ];
}
