// The types of index-loops.mjs, for its test.
interface Change {
  readonly start: number;
  readonly end: number;
  readonly other: string;
}

/** Path, and what stands in place of some of its expressions → the text of the module; of all modules in the folders of `include`. */
export function indexLoops(
  root: string,
  include: readonly string[],
): (path: string, changes?: readonly Change[]) => string;
