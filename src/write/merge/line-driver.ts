// In: three texts. Out: their merge by line, for files whose language we do not read and as the last resort of those that we do. Pure.
import { sha256 } from "../content.ts";
import type { Choose, Conflict, Merged, Sides } from "./conflict.ts";
import { commentFormOf, languageOf } from "./language.ts";
import { compareLines, type MergedPart, mergeLines } from "./lines.ts";
import { markRegion } from "./markers.ts";
import { widenRegions } from "./shell-regions.ts";

export function mergeByLine(path: string, { base, ours, theirs }: Sides, choose: Choose): Merged {
  const [left, right] = [toLines(ours), toLines(theirs)];
  const origin = base === undefined ? undefined : toLines(base);
  const found =
    origin === undefined ? compareLines(left.lines, right.lines) : mergeLines(origin.lines, left.lines, right.lines);
  const parts = languageOf(path) === "shell" ? widenRegions(found) : found;
  // The newline at the end is an edit of its own: else an editor that adds it would conflict with a change of the last line.
  const ends = origin !== undefined && left.ends === origin.ends ? right.ends : left.ends;
  const conflicts: Conflict[] = [];
  const counts = new Map<string, number>();
  let text = "";
  let endsMarked = false;
  for (const part of parts) {
    const settled = part.kind === "clean" ? part.lines : settle(path, part, conflicts, counts, choose);
    endsMarked = typeof settled === "string";
    text += typeof settled === "string" ? settled : join(settled);
  }
  if (!ends && !endsMarked && text.endsWith("\n")) text = text.slice(0, -1);
  if (conflicts.length === 0) return { kind: "clean", text };
  return { kind: "conflict", text: commentFormOf(path) === "none" ? undefined : text, conflicts };
}

/** The chosen lines, or the marked region. */
function settle(
  path: string,
  part: Extract<MergedPart, { kind: "conflict" }>,
  conflicts: Conflict[],
  counts: Map<string, number>,
  choose: Choose,
): readonly string[] | string {
  const [left, right] = [join(part.ours), join(part.theirs)];
  const name = `lines-${sha256(`${left}\0${right}`).slice(0, 8)}`;
  const same = counts.get(name) ?? 0;
  const id = same === 0 ? name : `${name}#${same + 1}`;
  const conflict: Conflict = {
    path,
    id,
    ours: left || undefined,
    theirs: right || undefined,
    base: part.base && (join(part.base) || undefined),
  };
  const side = choose(conflict);
  if (side !== undefined) return part[side];
  conflicts.push(conflict);
  counts.set(name, same + 1);
  return markRegion(path, id, left, right);
}

function join(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}

function toLines(text: string): { lines: string[]; ends: boolean } {
  if (text === "") return { lines: [], ends: true };
  const ends = text.endsWith("\n");
  return { lines: (ends ? text.slice(0, -1) : text).split("\n"), ends };
}
