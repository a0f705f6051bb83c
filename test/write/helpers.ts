// Short ways to say "this is generated" and "run the tool" in tests of the writing room.

import type { Disk, DiskReader } from "../../src/disk/disk.ts";
import { type MemoryDisk, memoryDisk } from "../../src/disk/memory-disk.ts";
import { type GeneratedFile, toFileSet } from "../../src/render/file-set.ts";
import { type Applied, applyChanges } from "../../src/write/apply.ts";
import type { ChangeSet } from "../../src/write/change-set.ts";
import { type CompareInput, compare } from "../../src/write/compare.ts";
import { recover } from "../../src/write/recovery.ts";

export const STAMP = { tool: "1.0.0", answers: "0".repeat(64), decisions: { compute: ["ecs-fargate"] } };

export type Tree = Readonly<Record<string, string | Partial<GeneratedFile>>>;

/** Managed files from path → content; an object sets more. */
export function generated(tree: Tree) {
  return toFileSet(
    Object.entries(tree).map(([path, value]) => ({
      path,
      content: "",
      ownership: "managed" as const,
      blueprint: "test",
      because: [],
      ...(typeof value === "string" ? { content: value } : value),
    })),
  );
}

export interface Run {
  readonly changeSet: ChangeSet;
  readonly applied: Applied;
  /** path → verb. */
  readonly verbs: Record<string, string>;
}

/** One run of the tool: recover, compare, apply. */
export async function run(disk: Disk, tree: Tree): Promise<Run> {
  await recover(disk);
  const changeSet = plan(disk, tree);
  return { changeSet, applied: await applyChanges(changeSet, disk), verbs: verbsOf(changeSet) };
}

export function plan(
  disk: DiskReader,
  tree: Tree,
  more: Partial<Pick<CompareInput, "renames" | "restore">> = {},
): ChangeSet {
  return compare({ fileSet: generated(tree), disk, stamp: STAMP, ...more });
}

export function verbsOf(changeSet: ChangeSet): Record<string, string> {
  return Object.fromEntries(changeSet.changes.map((change) => [change.path, change.verb]));
}

/** The user's part of the tree: without `.scaffold/`. */
export function userFiles(disk: MemoryDisk): Record<string, string> {
  return Object.fromEntries(Object.entries(disk.files()).filter(([path]) => !path.startsWith(".scaffold/")));
}

/** Everything but what belongs to one checkout. */
export function committed(disk: MemoryDisk): Record<string, string> {
  return Object.fromEntries(Object.entries(disk.files()).filter(([path]) => !path.startsWith(".scaffold/local/")));
}

/** A disk on which `tree` was generated once. */
export async function generatedDisk(tree: Tree, options = {}): Promise<MemoryDisk> {
  const disk = memoryDisk(options);
  await run(disk, tree);
  return disk;
}
