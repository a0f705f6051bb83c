// In: the items of a group on each side. Out: a name for every item, the same on all sides for what is the same thing. Pure.
import { sha256 } from "../content.ts";
import { type Item, meaningOf } from "./tree.ts";

export interface Names {
  readonly base: readonly string[];
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

interface Slot {
  readonly item: Item;
  name: string | undefined;
}

/**
 * An item whose key no sibling shares is named by it. Those that share one are matched by identity, the surest kind first, then by
 * content; what is left over then is the same thing edited, if both sides have equally much left, in their order.
 */
export function identify(base: readonly Item[], ours: readonly Item[], theirs: readonly Item[]): Names {
  const sides = [base, ours, theirs].map((items) => items.map((item): Slot => ({ item, name: undefined })));
  const [before, left, right] = sides as [Slot[], Slot[], Slot[]];
  for (const key of new Set([...base, ...ours, ...theirs].map((item) => item.key))) {
    const [b, o, t] = [before, left, right].map((slots) => slots.filter(({ item }) => item.key === key)) as [
      Slot[],
      Slot[],
      Slot[],
    ];
    if (key !== "" && b.length < 2 && o.length < 2 && t.length < 2) {
      for (const slot of [...b, ...o, ...t]) slot.name = key;
      continue;
    }
    const taken = new Set<string>();
    nameRest(b, key, taken);
    pair(b, o, "renamed");
    nameRest(o, key, taken);
    pair(b, t, "edited");
    // What both sides added is the same only if it says so.
    pair(
      o.filter(({ name }) => !b.some((one) => one.name === name)),
      t,
      "same",
    );
    nameRest(t, key, taken);
  }
  const namesOf = (slots: readonly Slot[]) => slots.map(({ name }) => name ?? "");
  return { base: namesOf(before), ours: namesOf(left), theirs: namesOf(right) };
}

/** How far two items may be apart: alike in identity or content; what is left over as well; also with another identity, when most of it is alike. */
type Reach = "same" | "edited" | "renamed";

function pair(known: readonly Slot[], unnamed: readonly Slot[], reach: Reach): void {
  const used = new Set<Slot>();
  const rest = () => ({
    free: known.filter((slot) => !used.has(slot)),
    open: unnamed.filter(({ name }) => name === undefined),
  });
  const join = (slot: Slot, other: Slot) => {
    slot.name = other.name;
    used.add(other);
  };
  const most = Math.max(0, ...[...known, ...unnamed].map(({ item }) => item.identities.length));
  for (let level = 0; level < most; level++) {
    const { free, open } = rest();
    for (const slot of open) {
      const wanted = slot.item.identities[level];
      if (wanted === undefined) continue;
      const has = ({ item }: Slot) => item.identities.includes(wanted);
      const [found, another] = free.filter((other) => !used.has(other) && has(other));
      if (found !== undefined && another === undefined && open.filter(has).length === 1) join(slot, found);
    }
  }
  const { free, open } = rest();
  const byMeaning = new Map<string, Slot[]>();
  for (const slot of free) byMeaning.set(meaningOf(slot.item), [...(byMeaning.get(meaningOf(slot.item)) ?? []), slot]);
  for (const slot of open) {
    const found = byMeaning.get(meaningOf(slot.item))?.shift();
    if (found !== undefined) join(slot, found);
  }
  if (reach === "same") return;
  const similar = rest();
  for (const slot of similar.open) {
    const found = similar.free.find(
      (other) => !used.has(other) && mayBeSame(other.item, slot.item, reach) && isAlike(other.item, slot.item),
    );
    if (found !== undefined) join(slot, found);
  }
  const last = rest();
  if (last.free.length !== last.open.length) return;
  for (const [index, slot] of last.open.entries()) {
    const other = last.free[index];
    if (other !== undefined && slot.item.identities.length === 0 && mayBeSame(other.item, slot.item, reach))
      join(slot, other);
  }
}

/** An identity that changed may be a new name, or another thing: only the user renames what is already there. */
function mayBeSame(a: Item, b: Item, reach: Reach): boolean {
  if (a.kind === "note" || b.kind === "note") return false;
  return reach === "renamed" || (a.identities.length === 0 && b.identities.length === 0);
}

/** More than half of the words are the same. */
function isAlike(a: Item, b: Item): boolean {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const free = new Map<string, number>();
  for (const word of left) free.set(word, (free.get(word) ?? 0) + 1);
  let alike = 0;
  for (const word of right) {
    const count = free.get(word) ?? 0;
    if (count > 0) alike++;
    free.set(word, count - 1);
  }
  return alike * 4 > left.length + right.length && alike > 1;
}

function wordsOf(item: Item): string[] {
  return meaningOf(item)
    .split(/[\s"',()[\]{}=]+/)
    .filter((word) => word !== "");
}

/** Longer values tell items apart, but are no names. */
const LONGEST_NAME = 80;

/** Names for what has none yet: by identity, else by number for what was generated last and by content for what is new. */
function nameRest(slots: readonly Slot[], key: string, taken: Set<string>): void {
  const isFirst = taken.size === 0;
  for (const [index, slot] of slots.entries()) {
    if (slot.name !== undefined) continue;
    const identity = slot.item.identities.find((one) => one.length < LONGEST_NAME && !one.includes("\n"));
    const mark = isFirst ? `#${index + 1}` : `~${sha256(meaningOf(slot.item)).slice(0, 6)}`;
    const name = identity === undefined ? `${key}${mark}` : `${key}[${identity}]`;
    let free = name;
    for (let count = 2; taken.has(free); count++) free = `${name}#${count}`;
    slot.name = free;
    taken.add(free);
  }
}
