// In: two lists of lines. Out: where they differ. Pure; time grows with the size of the difference, also when nearly all lines look alike.
//
// Lines that are unique in both lists are matched first (patience diff, https://bramcohen.livejournal.com/73318.html), so that blocks of
// configuration are compared with themselves and not with the next block's braces; what lies between is compared after Myers
// ("An O(ND) Difference Algorithm and Its Variations", 1986), up to a limit beyond which the stretch counts as rewritten.

/** Lines `start` to `end` of one list became lines `from` to `to` of the other; ends are exclusive. Between hunks at least one line is equal. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

const MOST_EDITS = 600;

/** The differences in order; empty when the lists are equal. */
export function findHunks(before: readonly string[], after: readonly string[]): Hunk[] {
  const partner = new Int32Array(before.length).fill(-1);
  const pending: Range[] = [{ start: 0, end: before.length, from: 0, to: after.length }];
  for (let range = pending.pop(); range !== undefined; range = pending.pop()) {
    const middle = matchEnds(before, after, range, partner);
    if (middle.start === middle.end || middle.from === middle.to) continue;
    const anchors = findAnchors(before, after, middle);
    if (anchors.length === 0) matchShortest(before, after, middle, partner);
    let { start, from } = middle;
    for (const [left, right] of anchors) {
      partner[left] = right;
      pending.push({ start, end: left, from, to: right });
      [start, from] = [left + 1, right + 1];
    }
    if (anchors.length > 0) pending.push({ start, end: middle.end, from, to: middle.to });
  }
  return toHunks(partner, after.length);
}

type Range = Hunk;

/** Matches equal lines at both ends of the range and returns what is left. */
function matchEnds(before: readonly string[], after: readonly string[], range: Range, partner: Int32Array): Range {
  let { start, end, from, to } = range;
  while (start < end && from < to && before[start] === after[from]) partner[start++] = from++;
  while (start < end && from < to && before[end - 1] === after[to - 1]) partner[--end] = --to;
  return { start, end, from, to };
}

/** Lines that occur once on each side of the range, in the longest order that both sides share. */
function findAnchors(before: readonly string[], after: readonly string[], range: Range): [number, number][] {
  const left = placesOf(before, range.start, range.end);
  const right = placesOf(after, range.from, range.to);
  const common: [number, number][] = [];
  for (const [line, place] of left) {
    const other = right.get(line);
    if (place >= 0 && other !== undefined && other >= 0) common.push([place, other]);
  }
  return longestRising(common);
}

/** Line → where it is; -1 when it is there more than once. In order of first appearance. */
function placesOf(lines: readonly string[], start: number, end: number): Map<string, number> {
  const places = new Map<string, number>();
  for (let index = start; index < end; index++) {
    const line = lines[index] ?? "";
    places.set(line, places.has(line) ? -1 : index);
  }
  return places;
}

/** The longest subsequence whose second numbers rise; the first ones rise already. */
function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, [, value]] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const result: [number, number][] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) result.push(pair);
  }
  return result.reverse();
}

/** Myers' greedy search for a shortest edit of the range; gives up, and leaves all of it unmatched, beyond MOST_EDITS. */
function matchShortest(before: readonly string[], after: readonly string[], range: Range, partner: Int32Array): void {
  const [height, width] = [range.end - range.start, range.to - range.from];
  const most = Math.min(height + width, MOST_EDITS);
  // furthest[k + most + 1]: how far down diagonal k (place in `before` minus place in `after`) the edits so far can get.
  const furthest = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(furthest.slice());
    for (let k = -edits; k <= edits; k += 2) {
      let x = nextStart(furthest, k, edits, most);
      let y = x - k;
      while (x < height && y < width && before[range.start + x] === after[range.from + y]) [x, y] = [x + 1, y + 1];
      furthest[k + most + 1] = x;
      if (x >= height && y >= width) {
        walkBack(trace, edits, most, range, partner);
        return;
      }
    }
  }
}

function nextStart(furthest: Int32Array, k: number, edits: number, most: number): number {
  const above = furthest[k + most] ?? 0;
  const below = furthest[k + most + 2] ?? 0;
  return k === -edits || (k !== edits && above < below) ? below : above + 1;
}

function walkBack(trace: readonly Int32Array[], edits: number, most: number, range: Range, partner: Int32Array): void {
  let [x, y] = [range.end - range.start, range.to - range.from];
  for (let step = edits; step >= 0; step--) {
    const furthest = trace[step] ?? new Int32Array();
    const k = x - y;
    const start = step === 0 ? 0 : nextStart(furthest, k, step, most);
    while (x > start && y > start - k) partner[range.start + --x] = range.from + --y;
    if (step === 0) return;
    const cameDown = k === -step || (k !== step && (furthest[k + most] ?? 0) < (furthest[k + most + 2] ?? 0));
    [x, y] = cameDown ? [start, start - k - 1] : [start - 1, start - k];
  }
}

function toHunks(partner: Int32Array, length: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [start, from] = [0, 0];
  const close = (end: number, to: number) => {
    if (start < end || from < to) hunks.push({ start, end, from, to });
    [start, from] = [end + 1, to + 1];
  };
  for (const [index, other] of partner.entries()) if (other >= 0) close(index, other);
  close(partner.length, length);
  return hunks;
}
