// In: the values of a row before and after, with their marks. Out: what differs, by path, smallest parts first told. Compares real values: whether two secrets differ is told, what they are is not.
import { isObject } from "../shared/json.ts";
import { isMarked } from "./marks.ts";
import { parseInner } from "./masking/taint.ts";
import type { Path, Row } from "./plan.ts";

export interface Difference {
  readonly path: Path;
  /** Undefined where there is nothing on that side. */
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeMark: unknown;
  readonly afterMark: unknown;
  /** Known only after apply. */
  readonly isUnknown: boolean;
}

interface Pair {
  readonly before: unknown;
  readonly after: unknown;
  readonly beforeMark: unknown;
  readonly afterMark: unknown;
  readonly unknown: unknown;
}

/** Sorted by path. Empty for a change that Terraform keeps to itself (sensitivity or private data of the provider only). */
export function differencesOf(row: Pick<Row, "before" | "after" | "afterUnknown">): Difference[] {
  const found: Difference[] = [];
  compare(
    {
      before: row.before.value ?? undefined,
      after: row.after.value ?? undefined,
      beforeMark: row.before.sensitive,
      afterMark: row.after.sensitive,
      unknown: row.afterUnknown,
    },
    [],
    found,
  );
  return found;
}

function compare(pair: Pair, path: Path, found: Difference[]): void {
  const { before, after, unknown } = pair;
  if (unknown === true) {
    if (before !== undefined || path.length > 0) push(pair, path, true, found);
  } else if (pair.beforeMark === true || pair.afterMark === true) {
    // Keys of what is secret as a whole are as secret as its values.
    const isOpen = isMarked(unknown, []);
    if (isOpen || !isEqual(before, after)) push(pair, path, isOpen, found);
  } else if (isObject(before) && (isObject(after) || (after === undefined && isObject(unknown)))) {
    compareObjects(pair, before, isObject(after) ? after : {}, path, found);
  } else if (path.length === 0 && isObject(after)) {
    compareObjects(pair, {}, after, path, found);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(pair, before, after, path, found);
  } else if (!isEqual(before, after)) {
    const inner = documentsIn(pair);
    if (inner !== undefined) compare(inner, path, found);
    else push(pair, path, false, found);
  }
}

/** Documents inside strings (policies, container definitions) are told part by part, unless they are secret as a whole. */
function documentsIn({ before, after, beforeMark, afterMark }: Pair): Pair | undefined {
  if (typeof before !== "string" || typeof after !== "string" || beforeMark === true || afterMark === true)
    return undefined;
  const [one, two] = [parseInner(before), parseInner(after)];
  if (one === undefined || two === undefined) return undefined;
  return { before: one, after: two, beforeMark: undefined, afterMark: undefined, unknown: undefined };
}

function compareObjects(
  { beforeMark, afterMark, unknown }: Pair,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  path: Path,
  found: Difference[],
): void {
  const keys = new Set([
    ...Object.keys(before),
    ...Object.keys(after),
    ...(isObject(unknown) ? Object.keys(unknown) : []),
  ]);
  for (const key of [...keys].sort())
    compare(
      {
        before: own(before, key),
        after: own(after, key),
        beforeMark: beforeMark === true ? true : own(beforeMark, key),
        afterMark: afterMark === true ? true : own(afterMark, key),
        unknown: own(unknown, key),
      },
      [...path, key],
      found,
    );
}

/**
 * Sets come as lists in any order. Equal elements pair off first; what is left is compared place by place when both sides have
 * as many objects, and else told as a whole.
 */
function compareLists(
  pair: Pair,
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
  found: Difference[],
): void {
  if (before.length === 0 && after.length === 0) return;
  const at = (value: unknown, index: number) =>
    value === true ? true : Array.isArray(value) ? value[index] : undefined;
  const isOpen = (index: number) => isMarked(at(pair.unknown, index), []);
  const left = before.map((value, index) => ({ value, index, key: JSON.stringify(value) }));
  const right = after.map((value, index) => ({ value, index, key: JSON.stringify(value) }));
  const counts = new Map<string, number>();
  for (const { key, index } of right) if (!isOpen(index)) counts.set(key, (counts.get(key) ?? 0) + 1);
  const goneLeft = left.filter(({ key }) => !takeOne(counts, key));
  const matched = new Map<string, number>();
  for (const { key } of left) matched.set(key, (matched.get(key) ?? 0) + 1);
  const newRight = right.filter(({ key, index }) => isOpen(index) || !takeOne(matched, key));
  const arePairs = goneLeft.length === newRight.length && goneLeft.every(({ value }) => isObject(value));
  // Which name goes with which would tell something of names that are secret.
  const areOpen = !isMarked(pair.beforeMark, []) && !isMarked(pair.afterMark, []);
  const partners = !arePairs && areOpen ? byName(goneLeft, newRight) : byPlace(goneLeft, newRight);
  for (const [one, two] of partners) {
    const inner: Pair = {
      before: one?.value,
      after: two?.value,
      beforeMark: one === undefined ? undefined : at(pair.beforeMark, one.index),
      afterMark: two === undefined ? undefined : at(pair.afterMark, two.index),
      unknown: two === undefined ? undefined : at(pair.unknown, two.index),
    };
    const step = [...path, (two ?? one)?.index ?? 0];
    if (arePairs || (areOpen && isSame(one?.value, two?.value))) compare(inner, step, found);
    else push(inner, step, inner.unknown === true, found);
  }
}

interface Element {
  readonly value: unknown;
  readonly index: number;
}

type Partners = readonly [Element | undefined, Element | undefined];

/** Elements that have a name are told by it when others come or go; the rest are told whole, place by place. */
function byName(left: readonly Element[], right: readonly Element[]): readonly Partners[] {
  const named = new Map<string, Element>();
  for (const element of right) {
    const name = nameOf(element.value);
    if (name !== undefined && !named.has(name)) named.set(name, element);
  }
  const found: Partners[] = [];
  const alone: Element[] = [];
  for (const element of left) {
    const name = nameOf(element.value) ?? "";
    const partner = named.get(name);
    if (partner === undefined) alone.push(element);
    else found.push([element, partner]);
    named.delete(name);
  }
  const taken = new Set(found.map(([, partner]) => partner));
  const rest = right.filter((element) => !taken.has(element));
  return [...found, ...byPlace(alone, rest)];
}

function byPlace(left: readonly Element[], right: readonly Element[]): readonly Partners[] {
  const count = Math.max(left.length, right.length);
  return Array.from({ length: count }, (_, index): Partners => [left[index], right[index]]);
}

function isSame(before: unknown, after: unknown): boolean {
  const name = nameOf(before);
  return name !== undefined && name === nameOf(after);
}

/** What blocks and statements are called: rules of firewalls and backup plans, lifecycle rules, statements, containers, variables. */
function nameOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const key = ["name", "rule_name", "id", "Sid"].find((one) => typeof value[one] === "string" && value[one] !== "");
  return key === undefined ? undefined : `${key} ${String(value[key])}`;
}

function takeOne(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  if (count === 0) return false;
  counts.set(key, count - 1);
  return true;
}

function push(
  { before, after, beforeMark, afterMark }: Pair,
  path: Path,
  isUnknown: boolean,
  found: Difference[],
): void {
  found.push({ path, before, after, beforeMark, afterMark, isUnknown });
}

function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Missing, null and empty mean the same to people; order of keys means nothing. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isNothing(a) && isNothing(b)) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (isObject(a) && isObject(b))
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => isEqual(own(a, key), own(b, key)));
  return false;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** `ingress[0].cidr_blocks`, keys that are no plain words in quotes. */
export function printPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      if (!/^[\w-]+$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join("");
}
