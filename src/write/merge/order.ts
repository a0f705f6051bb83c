// In: the order of names on three sides. Out: one order. Pure. A side that only reorders never conflicts.

/** All names of ours and theirs. The user's order is kept where the user changed it, else the generator's; names that only one side has stand where they stand there among their neighbours. */
export function mergeOrder(
  base: readonly string[] | undefined,
  ours: readonly string[],
  theirs: readonly string[],
): string[] {
  if (base === undefined) return weave(ours, theirs, new Set());
  const [inBase, inOurs, inTheirs] = [new Set(base), new Set(ours), new Set(theirs)];
  const hasMoved = !sameList(
    base.filter((name) => inOurs.has(name)),
    ours.filter((name) => inBase.has(name)),
  );
  const agree = sameList(
    ours.filter((name) => inTheirs.has(name)),
    theirs.filter((name) => inOurs.has(name)),
  );
  return hasMoved && !agree ? weave(ours, theirs, inBase) : weave(theirs, ours, inBase);
}

/** `backbone` with the names that only `other` has. */
function weave(backbone: readonly string[], other: readonly string[], inBase: ReadonlySet<string>): string[] {
  const result = [...backbone];
  const inBackbone = new Set(backbone);
  for (const [index, name] of other.entries()) {
    if (inBackbone.has(name)) continue;
    const before = other[index - 1];
    const after = other.slice(index + 1).find((next) => inBackbone.has(next));
    // A neighbour that the backbone dropped says little about the place; what took its place stands right there.
    const isSure = before !== undefined && (inBackbone.has(before) || !inBase.has(before));
    if (isSure || (before !== undefined && after === undefined)) result.splice(result.indexOf(before) + 1, 0, name);
    else result.splice(after === undefined ? result.length : result.indexOf(after), 0, name);
  }
  return result;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
