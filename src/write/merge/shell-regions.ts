// In: a merge by line of a shell script. Out: the same with every conflict wide enough to be marked: from one place where a comment may stand to another one. Never drops or changes a line.
import type { MergedPart } from "./lines.ts";
import { readShell } from "./shell.ts";

interface Cell {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly base: readonly string[] | undefined;
  readonly clashes: boolean;
}

export function widenRegions(parts: readonly MergedPart[]): MergedPart[] {
  const cells = parts.flatMap((part): Cell[] =>
    part.kind === "clean"
      ? part.lines.map((line) => ({ ours: [line], theirs: [line], base: [line], clashes: false }))
      : [{ ...part, clashes: true }],
  );
  const { free } = readShell(cells.flatMap(({ ours }) => ours.map((line) => `${line}\n`)).join(""));
  const starts: number[] = [0];
  for (const { ours } of cells) starts.push((starts.at(-1) ?? 0) + ours.length);
  const isFree = (cell: number) => free[starts[cell] ?? 0] !== false;

  const ranges: { readonly from: number; readonly to: number }[] = [];
  for (const [index, { clashes }] of cells.entries()) {
    // Widened up to here already.
    if (!clashes || index < (ranges.at(-1)?.to ?? 0)) continue;
    let [from, to] = [index, index + 1];
    while (from > 0 && !isFree(from)) from--;
    while (to < cells.length && !isFree(to)) to++;
    ranges.push({ from, to });
  }

  const widened: MergedPart[] = [];
  let done = 0;
  for (const { from, to } of [...ranges, { from: cells.length, to: cells.length }]) {
    if (from > done) widened.push({ kind: "clean", lines: cells.slice(done, from).flatMap(({ ours }) => ours) });
    const range = cells.slice(from, to);
    const base = range.some((cell) => cell.base === undefined) ? undefined : range.flatMap((cell) => cell.base ?? []);
    const [ours, theirs] = [range.flatMap((cell) => cell.ours), range.flatMap((cell) => cell.theirs)];
    if (range.length > 0) widened.push({ kind: "conflict", ours, theirs, base });
    done = to;
  }
  return widened;
}
