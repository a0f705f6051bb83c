// In: a word and the words that are allowed. Out: the one that was probably meant. Never guesses far.

/** The allowed word within two edits (one for short words), or undefined. Two neighbours that changed places are one edit. */
export function closest(word: string, allowed: readonly string[], limit = limitFor(word)): string | undefined {
  let best: string | undefined;
  let distance = limit + 1;
  for (const candidate of allowed) {
    const d = editDistance(word.toLowerCase().slice(0, 60), candidate.toLowerCase());
    if (d < distance) {
      best = candidate;
      distance = d;
    }
  }
  return best;
}

/** The same for keys: case, dashes and the group before a dot do not matter, and a part of one name only is that name ("retention", "rpo"). */
export function nearestKey(key: string, allowed: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, "");
  const wanted = plain(key);
  const same = allowed.find((one) => plain(one) === wanted);
  const last = allowed.find((one) => one.includes(".") && plain(one.slice(one.lastIndexOf(".") + 1)) === wanted);
  const near = same ?? last ?? closest(key, allowed);
  if (near !== undefined || wanted.length < 3) return near;
  const [only, ...more] = allowed.filter((one) => plain(one).includes(wanted));
  return more.length === 0 ? only : undefined;
}

function limitFor(word: string): number {
  return word.length <= 4 ? 1 : 2;
}

function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped =
        a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
