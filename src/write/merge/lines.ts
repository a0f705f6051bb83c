// In: three versions of a text as lines. Out: the merge in parts, each clean or in conflict. Never drops a line of ours without a part that shows it. Pure.
import { findHunks, type Hunk } from "../diff-lines.ts";

export type MergedPart =
  | { readonly kind: "clean"; readonly lines: readonly string[] }
  | {
      readonly kind: "conflict";
      readonly ours: readonly string[];
      readonly theirs: readonly string[];
      /** What stood there; undefined when that is not known. */
      readonly base: readonly string[] | undefined;
    };

/** Three-way merge by line. Edits that share no line merge cleanly, on neighbouring lines only where their order is clear. */
export function mergeLines(base: readonly string[], ours: readonly string[], theirs: readonly string[]): MergedPart[] {
  const parts: Growing[] = [];
  let done = 0;
  for (const group of groupHunks(findHunks(base, ours), findHunks(base, theirs))) {
    clean(parts, base.slice(done, group.start));
    const left = sideOf(group.ours, ours, base, group);
    const right = sideOf(group.theirs, theirs, base, group);
    if (group.theirs.length === 0) clean(parts, left);
    else if (group.ours.length === 0) clean(parts, right);
    else if ([...group.ours, ...group.theirs].every(isLineForLine))
      mergeEachLine(parts, base.slice(group.start, group.end), left, right);
    else conflict(parts, left, right, base.slice(group.start, group.end));
    done = group.end;
  }
  clean(parts, base.slice(done));
  return parts;
}

/** Three lists of one length: a hunk of one side may well hold lines that only that side changed. */
function mergeEachLine(
  parts: Growing[],
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): void {
  for (const [index, line] of base.entries()) {
    const [left, right] = [ours.slice(index, index + 1), theirs.slice(index, index + 1)];
    if (left[0] === line) clean(parts, right);
    else if (right[0] === line) clean(parts, left);
    else conflict(parts, left, right, [line]);
  }
}

/** Without a common base every difference is a conflict. */
export function compareLines(ours: readonly string[], theirs: readonly string[]): MergedPart[] {
  const parts: Growing[] = [];
  let done = 0;
  for (const hunk of findHunks(ours, theirs)) {
    clean(parts, ours.slice(done, hunk.start));
    conflict(parts, ours.slice(hunk.start, hunk.end), theirs.slice(hunk.from, hunk.to), undefined);
    done = hunk.end;
  }
  clean(parts, ours.slice(done));
  return parts;
}

interface Group {
  start: number;
  end: number;
  readonly ours: Hunk[];
  readonly theirs: Hunk[];
}

function groupHunks(ours: readonly Hunk[], theirs: readonly Hunk[]): Group[] {
  const groups: Group[] = [];
  const queue = [
    ...ours.map((hunk) => ({ hunk, side: "ours" as const })),
    ...theirs.map((hunk) => ({ hunk, side: "theirs" as const })),
  ].sort((a, b) => a.hunk.start - b.hunk.start || a.hunk.end - b.hunk.end);
  for (const { hunk, side } of queue) {
    const group = groups.at(-1);
    // Hunks of one side never touch: only the last one of the other side can reach as far as this one.
    const other = (side === "ours" ? group?.theirs : group?.ours)?.at(-1);
    if (group !== undefined && (hunk.start < group.end || (other !== undefined && clashes(other, hunk)))) {
      group.end = Math.max(group.end, hunk.end);
      group[side].push(hunk);
    } else {
      groups.push({ start: hunk.start, end: hunk.end, ours: [], theirs: [], [side]: [hunk] });
    }
  }
  return groups;
}

/**
 * `first` starts no later than `second`. Where they only touch, the order of what both add is unknown, unless one of them
 * replaces line for line: then the other one's lines stand clearly before or behind it (`min = 2` over `max = 4`).
 */
function clashes(first: Hunk, second: Hunk): boolean {
  if (second.start !== first.end) return second.start < first.end;
  return !isLineForLine(first) && !isLineForLine(second);
}

function isLineForLine(hunk: Hunk): boolean {
  return hunk.end > hunk.start && hunk.end - hunk.start === hunk.to - hunk.from;
}

/** What one side has in the place of `base[group.start, group.end)`: outside of its own hunks it equals the base. */
function sideOf(
  hunks: readonly Hunk[],
  side: readonly string[],
  base: readonly string[],
  group: Group,
): readonly string[] {
  // Joined at once: as arguments of a call, a hundred thousand lines are too many.
  const pieces: (readonly string[])[] = [];
  let done = group.start;
  for (const hunk of hunks) {
    pieces.push(base.slice(done, hunk.start), side.slice(hunk.from, hunk.to));
    done = hunk.end;
  }
  const lines = [...pieces, base.slice(done, group.end)].flat();
  return lines;
}

/** A part while it is made. It grows in place: a copy for each line would take forever. */
type Growing =
  | { readonly kind: "clean"; readonly lines: string[] }
  | {
      readonly kind: "conflict";
      readonly ours: string[];
      readonly theirs: string[];
      readonly base: string[] | undefined;
    };

function clean(parts: Growing[], lines: readonly string[]): void {
  if (lines.length === 0) return;
  const last = parts.at(-1);
  if (last?.kind === "clean") append(last.lines, lines);
  else parts.push({ kind: "clean", lines: [...lines] });
}

/** One by one: as arguments of a call, a hundred thousand lines are too many. */
function append(list: string[], lines: readonly string[]): void {
  for (const line of lines) list.push(line);
}

/** What both sides have alike at the edges of a conflict is no conflict. */
function conflict(
  parts: Growing[],
  ours: readonly string[],
  theirs: readonly string[],
  base: readonly string[] | undefined,
): void {
  const most = Math.min(ours.length, theirs.length);
  let head = 0;
  while (head < most && ours[head] === theirs[head]) head++;
  let tail = 0;
  while (tail < most - head && ours[ours.length - 1 - tail] === theirs[theirs.length - 1 - tail]) tail++;
  clean(parts, ours.slice(0, head));
  const left = ours.slice(head, ours.length - tail);
  const right = theirs.slice(head, theirs.length - tail);
  const last = parts.at(-1);
  if (last?.kind === "conflict") {
    append(last.ours, left);
    append(last.theirs, right);
    append(last.base ?? [], base ?? []);
  } else if (left.length > 0 || right.length > 0)
    parts.push({ kind: "conflict", ours: left, theirs: right, base: base && [...base] });
  clean(parts, ours.slice(ours.length - tail));
}
