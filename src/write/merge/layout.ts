// In: groups that are about to be merged, or the merged items of one. Out: the same with blank lines, commas and line ends as they must be. Pure; changes no value.
import type { Names } from "./identify.ts";
import { type Group, type Item, ownsLines, printBody } from "./tree.ts";

/** Where one side has a group on one line and the other on several, the lines win: there is room for the edits of both. */
export function matchLayout(
  base: Group | undefined,
  ours: Group,
  theirs: Group,
): readonly [Group | undefined, Group, Group] {
  const model = [ours, theirs].find((group) => isTall(group));
  if (model === undefined) return [base, ours, theirs];
  return [base && toLines(base, model), toLines(ours, model), toLines(theirs, model)];
}

function isTall(group: Group): boolean {
  return group.open.endsWith("\n") && group.items.length > 0 && ownsLines(group);
}

function toLines(group: Group, model: Group): Group {
  if (group.open === "" || group.open.endsWith("\n") || group.open.includes("\n") || group.close.includes("\n"))
    return group;
  const indent = /^[ \t]*/.exec(model.items[0] === undefined ? "" : printBody(model.items[0]))?.[0] ?? "";
  const items = group.items.map((item, index): Item => {
    const [first, ...rest] = item.parts;
    const parts = typeof first === "string" ? [indent + first.trimStart(), ...rest] : [indent, ...item.parts];
    const isLast = index === group.items.length - 1;
    // `x = 1 }`: the space belongs to the brace.
    return {
      ...item,
      gap: "",
      parts,
      comma: item.comma || (isLast && group.shape === "commas"),
      tail: `${item.tail.trimEnd()}\n`,
    };
  });
  return { ...group, open: model.open, items, close: model.close };
}

/** Blank lines and commas of merged items: what was first or last on its side need not be so any more. */
export function finishLayout(
  merged: readonly { readonly name: string; readonly item: Item }[],
  names: Names,
  ours: Group,
  theirs: Group,
): Item[] {
  const wasFirst = new Set([names.base[0], names.ours[0], names.theirs[0]]);
  const firstGap = ours.items[0]?.gap ?? theirs.items[0]?.gap ?? "";
  const isInline = !ownsLines(ours);
  const [inOurs, inTheirs] = [placesOf(names.ours), placesOf(names.theirs)];
  const spaced = merged.map(({ name, item }, index): Item => {
    const before = merged[index - 1]?.item;
    const stoodSo = (places: ReadonlyMap<string, number>, side: readonly string[], items: readonly Item[]) => {
      const at = places.get(name);
      return at !== undefined && side[at - 1] === merged[index - 1]?.name && items[at]?.gap === item.gap;
    };
    if (stoodSo(inOurs, names.ours, ours.items) || stoodSo(inTheirs, names.theirs, theirs.items)) return item;
    if (before === undefined) return wasFirst.has(name) ? item : { ...item, gap: firstGap };
    if (before.kind === "note" && !item.gap.includes("\n")) return { ...item, gap: `\n${item.gap}` };
    if (!wasFirst.has(name) || item.gap !== "") return item;
    if (isInline && !printBody(before).endsWith("\n")) return { ...item, gap: " " };
    const isApart = item.kind !== "entry" || before.kind === "block";
    return isApart ? { ...item, gap: "\n" } : item;
  });
  return ours.shape === "lines" ? spaced : withCommas(spaced, ours, theirs);
}

function placesOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}

function withCommas(items: readonly Item[], ours: Group, theirs: Group): Item[] {
  const isEntry = (item: Item) => item.kind !== "note";
  const last = items.findLastIndex(isEntry);
  const example = (ours.items.some(isEntry) ? ours : theirs).items.findLast(isEntry);
  return items.map((item, index) => {
    if (!isEntry(item) || item.isMarked) return item;
    if (index === last) return { ...item, comma: example?.comma === true };
    return { ...item, comma: ours.shape === "commas" || item.comma || !item.tail.includes("\n") };
  });
}
