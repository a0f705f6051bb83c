// In: the resources before and after a rename. Out: the physical names that they keep, where AWS would make a new, empty resource of a new name. Pure.
import { resourceType } from "./resources.ts";
import { type Move, type SnapshotModule, typeOf } from "./snapshot.ts";

/** Address after → name template of the run that made it. Only of types that hold data and cannot be renamed where they stand. */
export function keptNames(
  before: SnapshotModule | undefined,
  after: SnapshotModule["members"],
  moves: readonly Move[],
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [address, member] of Object.entries(after)) {
    const row = resourceType(typeOf(address));
    if (row?.data === undefined || row.name === undefined || row.name.inPlace) continue;
    const known = before?.names[address];
    const old = moves
      .filter(({ to }) => to === address)
      .map(({ from }) => before?.names[from] ?? before?.members[from]?.name)
      .find((name) => name !== undefined);
    const name = known ?? old;
    if (name !== undefined && name !== member.name) kept[address] = name;
  }
  return kept;
}
