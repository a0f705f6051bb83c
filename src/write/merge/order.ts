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
  const inBackbone = new Set(backbone);
  const chain = new Chain(backbone);
  const anchors = nextIn(inBackbone, other);
  for (const [index, name] of other.entries()) {
    if (inBackbone.has(name)) continue;
    const before = other[index - 1];
    const after = anchors[index];
    // A neighbour that the backbone dropped says little about the place; what took its place stands right there.
    const isSure = before !== undefined && (inBackbone.has(before) || !inBase.has(before));
    if (isSure || (before !== undefined && after === undefined)) chain.insertBehind(before, name);
    else chain.insertBefore(after, name);
  }
  return chain.names();
}

/** For each name the next one behind it that the backbone has. */
function nextIn(inBackbone: ReadonlySet<string>, names: readonly string[]): (string | undefined)[] {
  const found: (string | undefined)[] = new Array(names.length);
  let next: string | undefined;
  for (let index = names.length - 1; index >= 0; index--) {
    found[index] = next;
    const name = names[index] ?? "";
    if (inBackbone.has(name)) next = name;
  }
  return found;
}

/** A list that takes a name anywhere without moving the others. */
class Chain {
  private readonly next = new Map<string | undefined, string | undefined>();
  private readonly previous = new Map<string | undefined, string | undefined>();

  constructor(names: readonly string[]) {
    for (const name of names) this.insertBefore(undefined, name);
  }

  insertBehind(place: string, name: string): void {
    this.link(place, name, this.next.get(place));
  }

  /** Undefined: at the end. */
  insertBefore(place: string | undefined, name: string): void {
    this.link(this.previous.get(place), name, place);
  }

  names(): string[] {
    const names: string[] = [];
    for (let name = this.next.get(undefined); name !== undefined; name = this.next.get(name)) names.push(name);
    return names;
  }

  /** The ends meet at `undefined`. */
  private link(before: string | undefined, name: string, after: string | undefined): void {
    this.next.set(before, name);
    this.previous.set(name, before);
    this.next.set(name, after);
    this.previous.set(after, name);
  }
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
