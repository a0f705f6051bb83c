// In: patterns with * and ?. Out: which of them could cover another pattern, found by what they start with. Never misses one: what it hands out is still to be compared.
import { covers } from "./glob.ts";

/** Values under patterns, to be asked which may cover one. */
export class PrefixMap<T> {
  readonly #byStart = new Map<string, T>();
  readonly #lengths = new Set<number>();

  /** The value under everything that starts as the pattern does, made when there is none. */
  at(pattern: string, make: () => T): T {
    const start = startOf(pattern);
    const known = this.#byStart.get(start);
    if (known !== undefined) return known;
    const value = make();
    this.#byStart.set(start, value);
    this.#lengths.add(start.length);
    return value;
  }

  /** What covers a pattern starts with a part of what the pattern starts with. */
  *mayCover(pattern: string): Iterable<T> {
    for (const length of this.#lengths) {
      if (length > pattern.length) continue;
      const value = this.#byStart.get(pattern.slice(0, length));
      if (value !== undefined) yield value;
    }
  }
}

/** The characters before the first that stand for others; a whole text when there is none. */
function startOf(pattern: string): string {
  return /^[^*?]*/.exec(pattern)?.[0] ?? "";
}

/** Whether one of many patterns covers another; each list is looked through once. */
export interface PatternSet {
  covers(pattern: string): boolean;
}

const sets = new WeakMap<readonly string[], PatternSet>();

export function patternSet(patterns: readonly string[]): PatternSet {
  const known = sets.get(patterns);
  if (known !== undefined) return known;
  const plain = new Set(patterns);
  const wild = new PrefixMap<string[]>();
  // Without a star or a question mark a pattern covers itself only.
  for (const pattern of plain) if (/[*?]/.test(pattern)) wild.at(pattern, () => []).push(pattern);
  const set: PatternSet = {
    covers(pattern) {
      if (plain.has(pattern)) return true;
      for (const list of wild.mayCover(pattern)) if (list.some((outer) => covers(outer, pattern))) return true;
      return false;
    },
  };
  sets.set(patterns, set);
  return set;
}
