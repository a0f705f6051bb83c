// In: the items of a group on each side. Out: a name for every item, the same on all sides for what is the same thing. Pure; time grows with the number of items, not with its square.
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

/** The slots of one side that share a key. */
type Sharing = ReadonlyMap<string, readonly Slot[]>;

/**
 * An item whose key no sibling shares is named by it. Those that share one are matched by identity, the surest kind first, then by
 * content; what is left over then is the same thing edited, if both sides have equally much left, in their order.
 */
export function identify(base: readonly Item[], ours: readonly Item[], theirs: readonly Item[]): Names {
  const sides = [base, ours, theirs].map((items) => items.map((item): Slot => ({ item, name: undefined })));
  const [before, left, right] = sides as [Slot[], Slot[], Slot[]];
  const [inBase, inOurs, inTheirs] = [before, left, right].map(byKey) as [Sharing, Sharing, Sharing];
  const names = new FreeNames();
  const shared: (readonly [string, readonly Slot[], readonly Slot[], readonly Slot[]])[] = [];
  for (const key of new Set([...inBase.keys(), ...inOurs.keys(), ...inTheirs.keys()])) {
    const [b, o, t] = [inBase.get(key) ?? [], inOurs.get(key) ?? [], inTheirs.get(key) ?? []];
    if (key === "" || b.length > 1 || o.length > 1 || t.length > 1) shared.push([key, b, o, t]);
    else for (const slot of [...b, ...o, ...t]) slot.name = names.take(key);
  }
  // Last, so that no number or identity behind a shared key gives the name that another item has for a key.
  for (const [key, b, o, t] of shared) {
    names.number(b, key);
    pair(b, o, "renamed");
    names.mark(o, key, b.length === 0);
    pair(b, t, "edited");
    // What both sides added, or gave the same new name, is the same only if it says so.
    const known = new Set(t.map(({ name }) => name));
    pair(
      o.filter(({ name }) => !known.has(name)),
      t,
      "same",
    );
    names.mark(t, key, b.length === 0 && o.length === 0);
  }
  const namesOf = (slots: readonly Slot[]) => slots.map(({ name }) => name ?? "");
  return { base: namesOf(before), ours: namesOf(left), theirs: namesOf(right) };
}

function byKey(slots: readonly Slot[]): Sharing {
  return groupBy(slots, ({ item }) => [item.key]);
}

function groupBy(slots: readonly Slot[], keysOf: (slot: Slot) => readonly string[]): Map<string, Slot[]> {
  const groups = new Map<string, Slot[]>();
  for (const slot of slots)
    for (const key of new Set(keysOf(slot))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [slot]);
      else group.push(slot);
    }
  return groups;
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
  pairByIdentity(known, rest, (other) => used.has(other), join);
  const { free, open } = rest();
  const byMeaning = groupBy(free.toReversed(), ({ item }) => [meaningOf(item)]);
  for (const slot of open) {
    const found = byMeaning.get(meaningOf(slot.item))?.pop();
    if (found !== undefined) join(slot, found);
  }
  if (reach === "same") return;
  pairAlike(rest(), reach, join);
  const last = rest();
  if (last.free.length !== last.open.length) return;
  for (const [index, slot] of last.open.entries()) {
    const other = last.free[index];
    if (other !== undefined && slot.item.identities.length === 0 && mayBeSame(other.item, slot.item, reach))
      join(slot, other);
  }
}

interface Rest {
  readonly free: readonly Slot[];
  readonly open: readonly Slot[];
}

/** Level by level: what has an identity alone on both sides is the same. */
function pairByIdentity(
  known: readonly Slot[],
  rest: () => Rest,
  isUsed: (slot: Slot) => boolean,
  join: (slot: Slot, other: Slot) => void,
): void {
  const identitiesOf = ({ item }: Slot) => item.identities;
  const most = rest().open.reduce((sum, { item }) => Math.max(sum, item.identities.length), 0);
  if (most === 0) return;
  const having = groupBy(known, identitiesOf);
  for (let level = 0; level < most; level++) {
    const { open } = rest();
    const asking = groupBy(open, identitiesOf);
    for (const slot of open) {
      const wanted = slot.item.identities[level];
      if (wanted === undefined || asking.get(wanted)?.length !== 1) continue;
      const [found, another] = (having.get(wanted) ?? []).filter((other) => !isUsed(other));
      if (found !== undefined && another === undefined) join(slot, found);
    }
  }
}

/** Words that are compared at most: far more than a person edits, and no file made to be slow takes longer. */
const MOST_WORDS = 2_000_000;

function pairAlike({ free, open }: Rest, reach: Reach, join: (slot: Slot, other: Slot) => void): void {
  const words = new Map<Item, readonly string[]>();
  const of = (item: Item) => {
    const known = words.get(item) ?? wordsOf(item);
    words.set(item, known);
    return known;
  };
  const left = new Set(free);
  let compared = 0;
  for (const slot of open) {
    for (const other of left) {
      if (compared > MOST_WORDS) return;
      compared++;
      if (!mayBeSame(other.item, slot.item, reach)) continue;
      compared += of(other.item).length + of(slot.item).length;
      if (!isAlike(of(other.item), of(slot.item))) continue;
      join(slot, other);
      left.delete(other);
      break;
    }
  }
}

/** An identity that changed may be a new name, or another thing: only the user renames what is already there. */
function mayBeSame(a: Item, b: Item, reach: Reach): boolean {
  if (a.kind === "note" || b.kind === "note") return false;
  return reach === "renamed" || (a.identities.length === 0 && b.identities.length === 0);
}

/** More than half of the words are the same. */
function isAlike(left: readonly string[], right: readonly string[]): boolean {
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

/** Hands out names that nobody has yet. */
class FreeNames {
  private readonly taken = new Set<string>();
  /** Wanted name → the number that was given last. */
  private readonly counts = new Map<string, number>();

  /** For a key that no sibling shares: the same on every side. */
  take(key: string): string {
    this.taken.add(key);
    return key;
  }

  /** What was generated last has its identity or its number. */
  number(slots: readonly Slot[], key: string): void {
    this.name(slots, key, (index) => `#${index + 1}`);
  }

  /** What has no name yet has its identity or its content, where nothing stood before it its number. */
  mark(slots: readonly Slot[], key: string, isFirst: boolean): void {
    if (isFirst) this.number(slots, key);
    else this.name(slots, key, (_, item) => `~${sha256(meaningOf(item)).slice(0, 6)}`);
  }

  private name(slots: readonly Slot[], key: string, markOf: (index: number, item: Item) => string): void {
    for (const [index, slot] of slots.entries()) {
      if (slot.name !== undefined) continue;
      const { item } = slot;
      const identity = item.identities.find((one) => one.length < LONGEST_NAME && !one.includes("\n"));
      slot.name = this.free(identity === undefined ? `${key}${markOf(index, item)}` : `${key}[${identity}]`);
    }
  }

  private free(wanted: string): string {
    let count = this.counts.get(wanted) ?? 1;
    let name = wanted;
    while (this.taken.has(name)) name = `${wanted}#${++count}`;
    this.counts.set(wanted, count);
    this.taken.add(name);
    return name;
  }
}
