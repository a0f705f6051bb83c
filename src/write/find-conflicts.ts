// In: an output folder. Out: every conflict that waits for a person, with its sides and where it stands. Reads the disk, never writes. Markers in a file count also when no list of ours names them.
import type { DiskReader } from "../disk/disk.ts";
import { clashOf } from "./clash.ts";
import { toText } from "./content.ts";
import { WHOLE_FILE } from "./judge-conflict.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import type { Conflict } from "./merge/conflict.ts";
import { countMarkers, findRegions, hasLoneMarker } from "./merge/markers.ts";
import { readBase } from "./merge-base.ts";
import { type OpenFile, type OpenFiles, readOpenConflicts, toConflict } from "./open-conflicts.ts";
import { look } from "./target.ts";

/** The id of what is left of a conflict whose markers were half deleted. */
export const LONE_MARKER = "marker";

export interface FoundConflict extends Conflict {
  readonly form: OpenFile["form"];
  readonly reason: string;
  /** Line of the opening marker, from 1; undefined where there are no markers. */
  readonly line: number | undefined;
}

export interface Found {
  readonly conflicts: readonly FoundConflict[];
  /** What the list of ours has, as it was read. */
  readonly open: OpenFiles;
  readonly manifest: Manifest | undefined;
}

export function findConflicts(disk: DiskReader): Found {
  const manifest = readManifest(disk);
  const open = readOpenConflicts(disk);
  const paths = [...new Set([...Object.keys(manifest?.files ?? {}), ...Object.keys(open)])].sort();
  const conflicts = paths.flatMap((path) => {
    const listed = Object.hasOwn(open, path) ? open[path] : undefined;
    if (listed !== undefined && listed.form !== "marked")
      return listed.blocks.map((block) => ({
        ...toConflict(path, block),
        form: listed.form,
        reason: reasonOf(listed, block),
        line: undefined,
      }));
    return findMarked(disk, path, listed, manifest?.files[path]?.sha256);
  });
  return { conflicts, open, manifest };
}

/** The regions that are still in the file. One that the user has settled by hand is none any more. */
function findMarked(
  disk: DiskReader,
  path: string,
  listed: OpenFile | undefined,
  base: string | undefined,
): FoundConflict[] {
  const text = textAt(disk, path);
  if (text === undefined || countMarkers(text) === 0) return [];
  // What was generated with markers in it is no conflict.
  if (listed === undefined && base !== undefined && countMarkers(readBase(disk, base)?.text ?? "") > 0) return [];
  const blocks = new Map(listed?.blocks.map((block) => [block.id, block]));
  const whole = findRegions(text).map(({ id, ours, theirs, from }): FoundConflict => {
    const block = blocks.get(id);
    const sides = block ? toConflict(path, block) : { path, id, ours, theirs, base: undefined };
    const reason = listed && block ? reasonOf(listed, block) : "markers in the file";
    return { ...sides, form: "marked", reason, line: from + 1 };
  });
  if (!hasLoneMarker(text)) return whole;
  const sides = { path, id: LONE_MARKER, ours: undefined, theirs: undefined, base: undefined };
  return [...whole, { ...sides, form: "marked", reason: "a marker has lost its counterpart", line: undefined }];
}

/** Where it is not known what was generated before, nobody can say who did what. */
function reasonOf({ form, base, reason }: OpenFile, block: OpenFile["blocks"][number]): string {
  if (form === "blocked" || base === null || block.id === WHOLE_FILE) return reason;
  return clashOf(toConflict("", block));
}

function textAt(disk: DiskReader, path: string): string | undefined {
  return look(disk, path).kind === "file" ? toText(disk.read(path))?.text : undefined;
}
