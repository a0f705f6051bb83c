// In: a path and its three texts: base (last generated), ours (on disk), theirs (newly generated). Out: the merged text or a conflict. Pure; never picks a side of a conflict.
import { compareLines, type MergedPart, mergeLines } from "./merge-lines.ts";

export interface Sides {
  /** Undefined when it is not known what was generated last. */
  readonly base: string | undefined;
  readonly ours: string;
  readonly theirs: string;
}

export type Merged =
  | { readonly kind: "clean"; readonly text: string }
  /** `text` holds both sides between markers; undefined where markers would break the file, which is then left as it is. */
  | { readonly kind: "conflict"; readonly text: string | undefined; readonly regions: number };

/** One way to merge. The first in `MERGE_DRIVERS` that applies is used; drivers that know blocks go before the line driver. */
interface MergeDriver {
  readonly name: string;
  appliesTo(path: string): boolean;
  /** Only called when all three sides differ. */
  merge(sides: Sides): Merged;
}

const OURS_MARKER = "<<<<<<< yours: edited by hand";
const BETWEEN_MARKER = "=======";
const THEIRS_MARKER = ">>>>>>> scaffold: newly generated";

const lineDriver: MergeDriver = { name: "lines", appliesTo: () => true, merge: mergeText };

/** Line merge, but a result must parse when both sides did, and markers are never written: no JSON reader accepts them. */
const jsonDriver: MergeDriver = {
  name: "json",
  appliesTo: (path) => path.endsWith(".json"),
  merge: (sides) => {
    const merged = mergeText(sides);
    if (merged.kind === "conflict") return { ...merged, text: undefined };
    const breaks = isJson(sides.ours) && isJson(sides.theirs) && !isJson(merged.text);
    return breaks ? { kind: "conflict", text: undefined, regions: 1 } : merged;
  },
};

const MERGE_DRIVERS: readonly MergeDriver[] = [jsonDriver, lineDriver];

/** Three-way merge with the driver of the path. merge(b, o, b) = o, merge(b, b, t) = t, merge(b, x, x) = x, for any text. */
export function merge(path: string, sides: Sides): Merged {
  if (sides.ours === sides.theirs || sides.base === sides.theirs) return { kind: "clean", text: sides.ours };
  if (sides.base === sides.ours) return { kind: "clean", text: sides.theirs };
  const driver = MERGE_DRIVERS.find((candidate) => candidate.appliesTo(path)) ?? lineDriver;
  return driver.merge(sides);
}

/** How many conflicts of ours a text still holds. A lone marker counts: it was left behind by accident. */
export function countMarkers(text: string): number {
  if (!text.includes(OURS_MARKER) && !text.includes(THEIRS_MARKER)) return 0;
  const lines = text.split(/\r?\n/);
  const count = (marker: string) => lines.filter((line) => line === marker).length;
  return Math.max(count(OURS_MARKER), count(THEIRS_MARKER));
}

function mergeText({ base, ours, theirs }: Sides): Merged {
  const [left, right] = [toLines(ours), toLines(theirs)];
  const origin = base === undefined ? undefined : toLines(base);
  const parts =
    origin === undefined ? compareLines(left.lines, right.lines) : mergeLines(origin.lines, left.lines, right.lines);
  // The newline at the end is an edit of its own: else an editor that adds it would conflict with a change of the last line.
  const ends = origin !== undefined && left.ends === origin.ends ? right.ends : left.ends;
  const regions = parts.filter((part) => part.kind === "conflict").length;
  const lines = parts.flatMap(showPart);
  const text = lines.length === 0 ? "" : lines.join("\n") + (ends || parts.at(-1)?.kind === "conflict" ? "\n" : "");
  return regions === 0 ? { kind: "clean", text } : { kind: "conflict", text, regions };
}

function showPart(part: MergedPart): readonly string[] {
  if (part.kind === "clean") return part.lines;
  return [OURS_MARKER, ...part.ours, BETWEEN_MARKER, ...part.theirs, THEIRS_MARKER];
}

function toLines(text: string): { lines: string[]; ends: boolean } {
  if (text === "") return { lines: [], ends: true };
  const ends = text.endsWith("\n");
  return { lines: (ends ? text.slice(0, -1) : text).split("\n"), ends };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
