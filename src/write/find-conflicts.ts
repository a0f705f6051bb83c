// In: an output folder. Out: every conflict that waits for a person, with its sides and where it stands. Reads the disk, never writes. Markers in a file count also when no list of ours names them.
import type { DiskReader } from "../disk/disk.ts";
import { toText } from "./content.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import type { Conflict } from "./merge/conflict.ts";
import { countMarkers, findRegions } from "./merge/markers.ts";
import { readBase } from "./merge-base.ts";
import { type OpenFile, type OpenFiles, readOpenConflicts, toConflict } from "./open-conflicts.ts";
import { look } from "./target.ts";

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
        reason: listed.reason,
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
  return findRegions(text).map(({ id, ours, theirs, from }) => {
    const block = listed?.blocks.find((one) => one.id === id);
    const sides = block ? toConflict(path, block) : { path, id, ours, theirs, base: undefined };
    return { ...sides, form: "marked", reason: listed?.reason ?? "markers in the file", line: from + 1 };
  });
}

function textAt(disk: DiskReader, path: string): string | undefined {
  return look(disk, path).kind === "file" ? toText(disk.read(path))?.text : undefined;
}
