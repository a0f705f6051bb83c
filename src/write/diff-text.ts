// In: a change set. Out: a unified diff of what a run would write, as `git apply` takes it. Never shows our own files under .scaffold. Pure.
import type { Change, ChangeSet } from "./change-set.ts";
import { type FileContent, sameBytes } from "./content.ts";
import { findHunks, type Hunk } from "./diff-lines.ts";

const CONTEXT = 3;

/** Paths in order, three lines of context; empty when nothing would be written. Conflicts that leave a file alone are not in it: their new side is `generated`. */
export function unifiedDiff(changeSet: ChangeSet): string {
  return changeSet.changes.map(diffOf).join("");
}

/** The diff of one path; empty when the file is not written. */
function diffOf({ path, before, after, from }: Change): string {
  if (from !== undefined) return diffOfFile(from.path, from.before, undefined) + diffOfFile(path, before, after);
  return diffOfFile(path, before, after);
}

function diffOfFile(path: string, before: FileContent | undefined, after: FileContent | undefined): string {
  if (before === after) return "";
  const head = [`diff --git a/${path} b/${path}`, ...modeLines(before, after)];
  const same = before !== undefined && after !== undefined && sameBytes(before.bytes, after.bytes);
  const body = same ? [] : bodyLines(path, before, after);
  return [...head, ...body].map((line) => `${line}\n`).join("");
}

function modeLines(before: FileContent | undefined, after: FileContent | undefined): string[] {
  const mode = (content: FileContent) => (content.executable ? "100755" : "100644");
  if (before === undefined) return after === undefined ? [] : [`new file mode ${mode(after)}`];
  if (after === undefined) return [`deleted file mode ${mode(before)}`];
  return before.executable === after.executable ? [] : [`old mode ${mode(before)}`, `new mode ${mode(after)}`];
}

function bodyLines(path: string, before: FileContent | undefined, after: FileContent | undefined): string[] {
  const left = toLines(before);
  const right = toLines(after);
  const groups = groupHunks(findHunks(left, right));
  if (groups.length === 0) return [];
  const names = [
    `--- ${before === undefined ? "/dev/null" : `a/${path}`}`,
    `+++ ${after === undefined ? "/dev/null" : `b/${path}`}`,
  ];
  return [...names, ...groups.flatMap((group) => showGroup(group, left, right))];
}

/** Lines with their newline, so that a last line without one is a different line. `\r` stays in the line, as Git has it. */
function toLines(content: FileContent | undefined): string[] {
  const text = content === undefined ? "" : new TextDecoder("utf-8", { ignoreBOM: true }).decode(content.bytes);
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Hunks whose context would touch are shown as one. */
function groupHunks(hunks: readonly Hunk[]): Hunk[][] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1);
    const previous = last?.at(-1);
    if (last !== undefined && previous !== undefined && hunk.start - previous.end <= 2 * CONTEXT) last.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

function showGroup(group: readonly Hunk[], left: readonly string[], right: readonly string[]): string[] {
  const [first, last] = [group[0], group.at(-1)];
  if (first === undefined || last === undefined) return [];
  const lead = Math.min(CONTEXT, first.start);
  const trail = Math.min(CONTEXT, left.length - last.end);
  const pieces: string[][] = [];
  const put = (sign: string, lines: readonly string[]) => pieces.push(lines.flatMap((line) => show(sign, line)));
  let done = first.start - lead;
  for (const hunk of group) {
    put(" ", left.slice(done, hunk.start));
    put("-", left.slice(hunk.start, hunk.end));
    put("+", right.slice(hunk.from, hunk.to));
    done = hunk.end;
  }
  put(" ", left.slice(done, done + trail));
  const old = range(first.start - lead, last.end + trail);
  const next = range(first.from - lead, last.to + trail);
  return [`@@ -${old} +${next} @@`, ...pieces.flat()];
}

function show(sign: string, line: string): string[] {
  return line.endsWith("\n") ? [sign + line.slice(0, -1)] : [sign + line, "\\ No newline at end of file"];
}

/** An empty range names the line before it; a length of one is left out. */
function range(start: number, end: number): string {
  const length = end - start;
  if (length === 0) return `${start},0`;
  return length === 1 ? `${start + 1}` : `${start + 1},${length}`;
}
