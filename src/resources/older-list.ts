// In: the resource list of an earlier run and the one of this run. Out: the earlier one as if it had listed what this one lists, so that what it never tracked is no change. Pure; claims no change that it cannot know.
import { isFingerprint } from "./references.ts";
import { type Snapshot, type SnapshotResource, type SnapshotRoot, withoutKey } from "./snapshot.ts";

/** Where the earlier list is silent, it says what is there now. */
export function completed(before: Snapshot, after: Snapshot): Snapshot {
  if (before.isPartial !== true) return before;
  const roots = Object.entries(before.roots).map(([name, root]): [string, SnapshotRoot] => {
    const young = after.roots[name];
    return [name, young === undefined ? root : completedRoot(root, young, after)];
  });
  return { ...before, roots: Object.fromEntries(roots) };
}

function completedRoot(old: SnapshotRoot, young: SnapshotRoot, after: Snapshot): SnapshotRoot {
  const members = after.modules[young.module].members;
  const moves = new Map(after.modules[young.module].moved.map(({ from, to }) => [from, to]));
  const resources = Object.entries(old.resources).flatMap(([address, resource]): [string, SnapshotResource][] => {
    const now = moves.get(address) ?? address;
    // `count` was not looked at: a block with one was listed as one resource without a number.
    const key = young.resources[now] === undefined && young.resources[`${now}[0]`] !== undefined ? "[0]" : "";
    const same = young.resources[now + key];
    if (same !== undefined) return [[address + key, completedResource(resource, same)]];
    return now === withoutKey(now) && members[now] !== undefined ? [] : [[address, resource]];
  });
  return { ...old, resources: Object.fromEntries(resources) };
}

function completedResource({ arguments: old, rest }: SnapshotResource, young: SnapshotResource): SnapshotResource {
  const known = Object.entries(old).map(([name, value]) => [
    name,
    // Texts were hashed in another way, and what data sources are asked for was not part of them.
    holdsFingerprint(value) || holdsFingerprint(young.arguments[name]) ? (young.arguments[name] ?? value) : value,
  ]);
  return { arguments: { ...(rest === undefined ? {} : young.arguments), ...Object.fromEntries(known) } };
}

function holdsFingerprint(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsFingerprint);
  if (typeof value === "object" && value !== null) return Object.values(value).some(holdsFingerprint);
  return isFingerprint(value);
}
