// The vocabulary of a comparison: one change per path, and what a run would do to the disk. Views over it; never computes one and never touches a disk.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { FileContent } from "./content.ts";
import type { Conflict } from "./merge/conflict.ts";

/**
 * What happens to one path.
 * `create` new · `update` untouched by hand, new content · `merge` hand edits and new content together · `unchanged` as generated ·
 * `keep` a hand edit or the user's own file, nothing new from us · `user-deleted` stays deleted · `skip` a seed for a folder that already has files ·
 * `remove` no longer generated and untouched · `obsolete-edited` no longer generated but edited, so kept · `adopt` was there before with the same content ·
 * `absorb` a hand edit that is generated now, so that it is none any more · `move` generated under a new path, with the hand edits of the old one ·
 * `conflict` a person must look: between markers in the file, or, where that is not possible, with the file left as it is.
 */
export type Verb =
  | "create"
  | "update"
  | "merge"
  | "unchanged"
  | "keep"
  | "user-deleted"
  | "skip"
  | "remove"
  | "obsolete-edited"
  | "adopt"
  | "absorb"
  | "move"
  | "conflict";

export interface Change {
  readonly path: string;
  readonly verb: Verb;
  /** Why, in a few words, for a person. */
  readonly reason: string;
  readonly blueprint: string;
  /** On disk when compared; undefined when there was no plain file. */
  readonly before: FileContent | undefined;
  /** On disk afterwards; the same object as `before` when the file is not written. */
  readonly after: FileContent | undefined;
  /** What the blueprints make of this path now; undefined when they no longer do. */
  readonly generated: string | undefined;
  /** Of a `conflict`: what they made of it in the last run; undefined when that is not known. */
  readonly last?: string;
  /** Conflicts between markers in `after`. A `conflict` with 0 leaves the file as it is. */
  readonly markedRegions: number;
  /** What a person has to decide, in the order of the file; also where no markers can be written. Every `conflict` has at least one. */
  readonly conflicts: readonly Conflict[];
  /** Of a `move`: where it was, and with what; it goes from there. */
  readonly from?: { readonly path: string; readonly before: FileContent };
}

/** One write or removal. `before` is checked again right before it is done. */
export interface Operation {
  readonly path: string;
  readonly before: FileContent | undefined;
  readonly after: FileContent | undefined;
}

/** Everything a run would do, decided: dry run, diff, check and the real run are views of this one value. */
export interface ChangeSet {
  /** Sorted by path. */
  readonly changes: readonly Change[];
  /** With an error in it nothing may be written. */
  readonly diagnostics: readonly Diagnostic[];
  /** In the order in which they are done; our own files come last, the manifest at the very end. Empty: nothing to do. */
  readonly operations: readonly Operation[];
}

/** How many paths have each verb. */
export function summarise(changeSet: ChangeSet): Readonly<Record<Verb, number>> {
  const counts: Record<Verb, number> = {
    create: 0,
    update: 0,
    merge: 0,
    unchanged: 0,
    keep: 0,
    "user-deleted": 0,
    skip: 0,
    remove: 0,
    "obsolete-edited": 0,
    adopt: 0,
    absorb: 0,
    move: 0,
    conflict: 0,
  };
  for (const change of changeSet.changes) counts[change.verb]++;
  return counts;
}

/** False when the folder differs from what the answers imply, hand edits apart: the answer of `--check`. Our own bookkeeping does not count. */
export function isUpToDate(changeSet: ChangeSet): boolean {
  return changeSet.changes.every((change) => change.verb !== "conflict" && change.before === change.after);
}
