// In: a file as a tree, on three sides. Out: the merged tree and its conflicts. Pure; knows no language.
import type { Choose } from "./conflict.ts";
import type { FoundConflicts } from "./found-conflicts.ts";
import { identify, type Names } from "./identify.ts";
import { finishLayout, matchLayout } from "./layout.ts";
import { markRegion, toId } from "./markers.ts";
import { mergeNotes, mergeText } from "./merge-text.ts";
import { mergeOrder } from "./order.ts";
import {
  type Group,
  type Item,
  isGroup,
  meaningOf,
  ownsLines,
  type Part,
  printBody,
  printItem,
  printParts,
} from "./tree.ts";

export interface TreeContext {
  readonly path: string;
  readonly choose: Choose;
  /** False where the language has no comments: conflicts are listed only. */
  readonly canMark: boolean;
  /** False when it is not known what was generated last: then what only one side has is a conflict as well. */
  readonly knowsBase: boolean;
  /** Conflicts that stand in the result; filled by the merge. */
  readonly conflicts: FoundConflicts;
  /** Brings a group to which both sides added something into the form that the language's formatter gives it. */
  readonly tidy: (merged: Group, ours: Group, theirs: Group) => Group;
  /** The item in the form of `model`, where the language has two forms for the same; else the item itself. */
  readonly adapt: (item: Item, model: Item) => Item;
}

/** Undefined when there is a conflict inside that cannot be marked there: the item around it is the conflict then. */
export function mergeGroup(
  context: TreeContext,
  place: string,
  base: Group | undefined,
  ours: Group,
  theirs: Group,
): Group | undefined {
  if (
    ours.shape !== theirs.shape ||
    ours.indent !== theirs.indent ||
    (ours.bullet === undefined) !== (theirs.bullet === undefined)
  )
    return undefined;
  const [b, o, t] = matchLayout(base, ours, theirs);
  const names = identify(b?.items ?? [], o.items, t.items);
  if (o.sort === "list" && isUnclear(names, b?.items ?? [])) return undefined;
  const sides = {
    base: byName(names.base, b?.items ?? []),
    ours: byName(names.ours, o.items),
    theirs: byName(names.theirs, t.items),
  };
  const spot: Spot = {
    isMarkable: [o, t].every((group) => group.markable && ownsLines(group)),
    needsComma: o.shape === "commas",
  };
  const merged: { name: string; item: Item }[] = [];
  for (const name of mergeOrder(b && names.base, names.ours, names.theirs)) {
    const id = place === "" ? name : `${place}/${name}`;
    const item = mergeItem(context, id, spot, sides.base.get(name), sides.ours.get(name), sides.theirs.get(name));
    if (item === "unmarkable") return undefined;
    if (item !== undefined) merged.push({ name, item });
  }
  const group: Group = {
    ...o,
    open: mergeText(b?.open, o.open, t.open, true) ?? o.open,
    close: mergeText(b?.close, o.close, t.close, true) ?? o.close,
    items: finishLayout(merged, names, o, t),
  };
  return context.tidy(group, o, t);
}

/** Where an item stands: whether lines of comment may stand around it, and whether it needs a comma behind it there. */
interface Spot {
  readonly isMarkable: boolean;
  readonly needsComma: boolean;
}

/** The same nameless element gone on both sides, and something new on both: nobody can say whether each means its own in the place of the old one. */
function isUnclear({ base, ours, theirs }: Names, items: readonly Item[]): boolean {
  const [before, left, right] = [new Set(base), new Set(ours), new Set(theirs)];
  const isGone = (name: string) => !left.has(name) && !right.has(name);
  if (!base.some((name, index) => isGone(name) && items[index]?.identities.length === 0)) return false;
  const added = (side: readonly string[]) => side.filter((name) => !before.has(name));
  const [mine, generated] = [added(ours), added(theirs)];
  const isSame = mine.length === generated.length && mine.every((name) => right.has(name));
  return mine.length > 0 && generated.length > 0 && !isSame;
}

function byName(names: readonly string[], items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item, index) => [names[index] ?? "", item]));
}

type Outcome = Item | undefined | "unmarkable";

function mergeItem(
  context: TreeContext,
  id: string,
  spot: Spot,
  base: Item | undefined,
  ours: Item | undefined,
  theirs: Item | undefined,
): Outcome {
  const known = context.conflicts.count;
  const clash = (notes?: readonly string[]) => {
    // Conflicts inside of it are part of this one.
    context.conflicts.keepFirst(known);
    return conflict(context, id, spot, { base, ours, theirs, notes });
  };
  if (ours === undefined || theirs === undefined) {
    const left = ours ?? theirs;
    if (left === undefined) return undefined;
    if (left.kind === "note" || (base === undefined && context.knowsBase)) return base === undefined ? left : undefined;
    return base === undefined || hasNews(base, left) ? clash() : undefined;
  }
  if (base !== undefined) {
    const [was, left, right] = [base, ours, theirs].map(printItem);
    if (left === right || was === right) return ours;
    if (was === left) return { ...theirs, comma: ours.comma };
  }
  const notes = mergeNotes(base?.notes, ours.notes, theirs.notes);
  // What the user added is generated now, in our hand: nothing of it is the user's any more.
  if (context.knowsBase && base === undefined && meaningOf(ours) === meaningOf(theirs)) return { ...theirs, notes };
  const left = context.adapt(ours, theirs);
  const right = context.adapt(theirs, left);
  const was = base && context.adapt(base, left);
  const parts = mergeParts(context, id, was?.parts, left.parts, right.parts);
  if (parts === undefined) return clash(notes);
  return {
    ...left,
    gap: mergeText(base?.gap, ours.gap, theirs.gap, false) ?? ours.gap,
    notes,
    parts,
    // Both wrote another comment behind the value: the user's stays.
    tail: mergeText(was?.tail, left.tail, right.tail, true) ?? left.tail,
  };
}

/** Says something that `base` does not say. A comment taken away is nothing to keep, another order is nothing new. */
function hasNews(base: Item, item: Item): boolean {
  const known = new Set(base.notes.map((line) => line.trim()));
  if (item.notes.some((line) => !known.has(line.trim()))) return true;
  return meaningOf(item) !== meaningOf(base) && sortedWords(item) !== sortedWords(base);
}

function sortedWords(item: Item): string {
  return meaningOf(item)
    .split(/[\s,[\]{}()]+/)
    .filter((word) => word !== "")
    .sort()
    .join(" ");
}

function mergeParts(
  context: TreeContext,
  id: string,
  base: readonly Part[] | undefined,
  ours: readonly Part[],
  theirs: readonly Part[],
): readonly Part[] | undefined {
  const [was, left, right] = [base && printParts(base), printParts(ours), printParts(theirs)];
  if (left === right || was === right) return ours;
  if (was === left) return theirs;
  const isLike = (parts: readonly Part[]) =>
    parts.length === ours.length && parts.every((part, index) => isGroup(part) === isGroup(ours[index] ?? ""));
  if (!isLike(theirs)) {
    const text = mergeText(was, left, right, false);
    return text === undefined ? undefined : [text];
  }
  const before = base !== undefined && isLike(base) ? base : undefined;
  const merged: Part[] = [];
  for (const [index, part] of ours.entries()) {
    const [old, other] = [before?.[index], theirs[index] ?? ""];
    const result =
      isGroup(part) && isGroup(other)
        ? mergeGroup(context, id, old !== undefined && isGroup(old) ? old : undefined, part, other)
        : mergeText(textOf(old), textOf(part) ?? "", textOf(other) ?? "", index === 0 && ours.length > 1);
    if (result === undefined) return undefined;
    merged.push(result);
  }
  return merged;
}

function textOf(part: Part | undefined): string | undefined {
  return part === undefined || isGroup(part) ? undefined : part;
}

function conflict(
  context: TreeContext,
  place: string,
  spot: Spot,
  sides: {
    base: Item | undefined;
    ours: Item | undefined;
    theirs: Item | undefined;
    notes: readonly string[] | undefined;
  },
): Outcome {
  const { ours, theirs, notes } = sides;
  // Notes that could be merged stand before the region, the others in it.
  const show = (item: Item | undefined) =>
    item &&
    (notes === undefined ? item.notes.join("") : "") + printBody({ ...item, comma: item.comma || spot.needsComma });
  const id = context.conflicts.freeId(toId(place));
  const found = { path: context.path, id, ours: show(ours), theirs: show(theirs), base: show(sides.base) };
  const side = context.choose(found);
  if (side !== undefined) {
    const chosen = sides[side];
    return chosen && { ...chosen, notes: notes ?? chosen.notes };
  }
  if (context.canMark && !spot.isMarkable) return "unmarkable";
  context.conflicts.add(found);
  if (!context.canMark) return ours;
  const region = markRegion(context.path, id, found.ours ?? "", found.theirs ?? "");
  const frame = ours ?? theirs;
  return frame && { ...frame, notes: notes ?? [], parts: [region], comma: false, tail: "", isMarked: true };
}
