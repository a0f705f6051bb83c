// In: a merged body or object, and what it was merged from. Out: the same with equals signs and comments in columns, as `terraform fmt` has them. Changes nothing that was not in columns before.
import { type Group, type Item, ownsLines, printBody, printGroup, printParts } from "../tree.ts";

export function alignColumns(merged: Group, ours: Group, theirs: Group): Group {
  // A conflict breaks the columns only until it is resolved.
  if (merged.shape === "commas" || !ownsLines(merged) || merged.items.some((item) => item.isMarked)) return merged;
  const text = printGroup(merged);
  if (text === printGroup(ours) || text === printGroup(theirs)) return merged;
  return isAligned(ours) && isAligned(theirs) ? align(merged) : merged;
}

function isAligned(group: Group): boolean {
  return printGroup(align(group)) === printGroup(group);
}

const ASSIGNMENT = /^([ \t]*)(\S(?:.*\S)?)[ \t]*=[ \t]*$/;

/** Runs of lines without a blank line, a comment or a value of several lines between them. */
function align(group: Group): Group {
  const items: Item[] = [];
  let run: Item[] = [];
  const close = () => {
    for (const item of alignComments(alignNames(run))) items.push(item);
    run = [];
  };
  for (const item of group.items) {
    if (item.gap !== "" || item.notes.length > 0) close();
    if (!isLine(item)) {
      close();
      items.push(item.kind === "entry" && !item.isMarked ? (alignNames([item])[0] ?? item) : item);
    } else run.push(item);
  }
  close();
  return { ...group, items };
}

function isLine(item: Item): boolean {
  return item.kind === "entry" && !item.isMarked && printBody(item).indexOf("\n") === printBody(item).length - 1;
}

function alignNames(run: readonly Item[]): Item[] {
  const names = run.map(({ parts }) => (typeof parts[0] === "string" ? ASSIGNMENT.exec(parts[0]) : null));
  const width = widest(names.map((match) => match?.[2]?.length ?? 0));
  return run.map((item, index) => {
    const [, indent, name] = names[index] ?? [];
    if (indent === undefined || name === undefined) return item;
    return { ...item, parts: [`${indent}${name.padEnd(width)} = `, ...item.parts.slice(1)] };
  });
}

/** Comments behind values, on lines that follow each other. */
function alignComments(run: readonly Item[]): Item[] {
  const result = [...run];
  for (let start = 0; start < run.length; start++) {
    let end = start;
    while (end < run.length && /^[ \t]+[#/]/.test(run[end]?.tail ?? "")) end++;
    const widths = result.slice(start, end).map((item) => printParts(item.parts).length + (item.comma ? 1 : 0));
    const column = widest(widths);
    for (const [index, width] of widths.entries()) {
      const item = result[start + index];
      if (item !== undefined)
        result[start + index] = { ...item, tail: " ".repeat(column - width + 1) + item.tail.trimStart() };
    }
    start = Math.max(start, end);
  }
  return result;
}

function widest(widths: readonly number[]): number {
  return widths.reduce((most, width) => Math.max(most, width), 0);
}
