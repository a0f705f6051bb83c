// In: stretches of numbers, both ends included. Out: the same as sorted stretches that neither touch nor overlap, what two lists share, and whether lists hold a whole stretch.

export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

export function merge(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: Span[] = [];
  for (const span of sorted) {
    const before = merged.at(-1);
    if (before === undefined || span.first > before.last + 1n) merged.push(span);
    else if (span.last > before.last) merged[merged.length - 1] = { first: before.first, last: span.last };
  }
  return merged;
}

/** What is in both; both are merged. */
export function intersect(one: readonly Span[], two: readonly Span[]): Span[] {
  const found: Span[] = [];
  let [i, j] = [0, 0];
  for (let a = one[i], b = two[j]; a !== undefined && b !== undefined; a = one[i], b = two[j]) {
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    if (first <= last) found.push({ first, last });
    if (a.last < b.last) i += 1;
    else j += 1;
  }
  return found;
}

/** Whether the lists, each of them merged, together hold all of the span. Ends at the first hole. */
export function isHeld(span: Span, lists: readonly (readonly Span[])[]): boolean {
  let next = span.first;
  let isMoving = true;
  while (isMoving && next <= span.last) {
    isMoving = false;
    for (const list of lists) {
      const holder = list[firstReaching(list, next)];
      if (holder === undefined || holder.first > next) continue;
      next = holder.last + 1n;
      isMoving = true;
    }
  }
  return next > span.last;
}

/** Index of the first stretch that does not end before the number. */
function firstReaching(spans: readonly Span[], number: bigint): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.last ?? 0n) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
