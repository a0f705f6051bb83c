// In: two resource snapshots. Out: what applying the second after the first does to every resource instance, with the argument and the reason. Pure; never reads a state or a cloud.
import { followMoves, movesNow } from "./moves.ts";
import { completed } from "./older-list.ts";
import { replacingArguments } from "./replacement.ts";
import { isChanged, type StoredData } from "./resource-type.ts";
import { downgrades, replacementBy, resourceType, storedData, valueAt } from "./resources.ts";
import {
  type Snapshot,
  type SnapshotReason,
  type SnapshotResource,
  type SnapshotRoot,
  typeOf,
  withoutKey,
} from "./snapshot.ts";
import { Pending } from "./unknown.ts";

/**
 * - `created`: new. `changed`: in place. `replaced`: destroyed and made again. `destroyed`: gone.
 * - `forgotten`: it stays in the cloud, and Terraform no longer knows it (`removed` block).
 * - `stranded`: it stays in the cloud in the old region, Terraform no longer sees it and makes a new, empty one.
 * - `abandoned`: its whole root is gone: it stays in the cloud and in a state that nothing reads any more.
 * - `moved`: only its address changes. A resource that is moved and changed is `changed` or `replaced` with `previous`.
 */
export type Action =
  | "created"
  | "changed"
  | "replaced"
  | "destroyed"
  | "forgotten"
  | "stranded"
  | "abandoned"
  | "moved";

export interface Prediction {
  /** Folder of the root: `infra/environments/prod`. */
  readonly root: string;
  /** Inside the module: `aws_db_instance.main`. `terraformAddress` gives the one that Terraform prints. */
  readonly address: string;
  readonly previous?: string;
  readonly action: Action;
  /** Of `replaced`: the arguments that force it. Of `changed`: those that change. */
  readonly arguments: readonly string[];
  /** Of `changed` and `replaced`: its arguments before and after, as far as they are known, with the parts that are not. Not masked. */
  readonly values?: { readonly before: Arguments; readonly after: Arguments; readonly unknown: unknown };
  /** The resource whose own replacement or creation brings this about. */
  readonly via?: string;
  /** Set when the system loses it: what is stored in a resource that is replaced, destroyed, stranded or abandoned. */
  readonly loses?: StoredData;
  /** Set when it is stored in a resource that is forgotten. */
  readonly leaves?: StoredData;
  /** What an in-place change makes less safe: argument and words. */
  readonly downgrades: readonly { readonly argument: string; readonly now: string }[];
  /** The decisions and words behind it: of the new resource, or of the old one where there is no new one. */
  readonly because: readonly SnapshotReason[];
}

/** Types whose resources have no region of their own. */
const GLOBAL =
  /^(aws_(iam|cloudfront|route53|budgets|organizations|globalaccelerator)_|null_|random_|terraform_|tls_|time_)/;

/** Every instance that does not stay as it is, by root and address. Nothing before: everything is created. */
export function predict(earlier: Snapshot | undefined, after: Snapshot): Prediction[] {
  const before = earlier === undefined ? undefined : completed(earlier, after);
  const roots = [...new Set([...Object.keys(before?.roots ?? {}), ...Object.keys(after.roots)])].sort();
  return roots.flatMap((root) => {
    const [old, young] = [before?.roots[root], after.roots[root]];
    if (young === undefined) return old === undefined || before === undefined ? [] : abandoned(root, old, before);
    return predictRoot({ root, old, young, before, after });
  });
}

function abandoned(root: string, old: SnapshotRoot, before: Snapshot): Prediction[] {
  return Object.keys(old.resources).map((address) => ({
    root,
    address,
    action: "abandoned",
    arguments: [],
    ...loss("loses", address),
    downgrades: [],
    because: reasons(before, old, address),
  }));
}

interface Input {
  readonly root: string;
  readonly old: SnapshotRoot | undefined;
  readonly young: SnapshotRoot;
  readonly before: Snapshot | undefined;
  readonly after: Snapshot;
}

function predictRoot({ root, old, young, before, after }: Input): Prediction[] {
  const module = after.modules[young.module];
  const moved = followMoves(old?.resources ?? {}, movesNow(module), young.resources);
  const removed = new Set(module.removed);
  const standing = new Set(module.standing ?? []);
  const found = new Map<string, Prediction>();
  const put = (address: string, action: Action, more: Partial<Prediction> = {}): void => {
    const isGone = action === "destroyed" || action === "forgotten";
    found.set(address, {
      root,
      address,
      ...previous(moved, address),
      action,
      arguments: [],
      downgrades: [],
      because:
        isGone && before !== undefined && old !== undefined
          ? reasons(before, old, address)
          : reasons(after, young, address),
      ...more,
    });
  };
  const pending = new Pending();
  for (const address of moved.keys())
    if (young.resources[address] === undefined && !standing.has(withoutKey(address))) {
      if (removed.has(withoutKey(address))) put(address, "forgotten", loss("leaves", address));
      else put(address, "destroyed", loss("loses", address));
      if (address === withoutKey(address)) pending.change(address);
      else pending.make(address);
    }
  // What a file declared by hand until now was no resource of the last run's own.
  for (const address of before?.modules[young.module].standing ?? [])
    if (removed.has(address) && !standing.has(address)) put(address, "forgotten", loss("leaves", address));
  for (const [address, resource] of Object.entries(young.resources)) {
    const known = moved.get(address)?.resource;
    const alias = module.members[withoutKey(address)]?.provider ?? "aws";
    if (known === undefined) put(address, "created");
    else if (!GLOBAL.test(address) && old !== undefined && isChanged(old.regions[alias], young.regions[alias]))
      put(address, "stranded", { arguments: ["region"], ...loss("loses", address) });
    else {
      const by = replacementBy(typeOf(address), known.arguments, resource.arguments) ?? [];
      if (by.length === 0) continue;
      put(address, "replaced", { arguments: by, ...loss("loses", address) });
    }
    pending.make(address);
  }
  const rest = new Map<string, Pair>();
  for (const [address, resource] of Object.entries(young.resources)) {
    const known = moved.get(address)?.resource;
    if (known !== undefined && !found.has(address))
      rest.set(address, { before: known.arguments, after: resource.arguments });
  }
  for (const [address, { argument, via }] of spread(rest, pending))
    put(address, "replaced", { arguments: [argument], via, ...loss("loses", address) });
  for (const [address, { before: old, after: now }] of rest) {
    const names = differing({ before: old, after: now }, pending);
    if (names.length > 0) {
      const worse = downgrades(typeOf(address), old, now);
      put(address, "changed", { arguments: names, downgrades: worse.map(({ argument, now }) => ({ argument, now })) });
    } else if (moved.get(address)?.address !== address) put(address, "moved");
  }
  for (const [address, one] of found) {
    const values = one.action === "changed" || one.action === "replaced" ? moved.get(address)?.resource : undefined;
    const now = young.resources[address]?.arguments;
    if (values !== undefined && now !== undefined)
      found.set(address, { ...one, values: { before: values.arguments, after: now, unknown: pending.marks(now) } });
  }
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function previous(moved: ReadonlyMap<string, { readonly address: string }>, address: string): { previous?: string } {
  const old = moved.get(address)?.address;
  return old === undefined || old === address ? {} : { previous: old };
}

type Arguments = SnapshotResource["arguments"];

interface Pair {
  readonly before: Arguments;
  readonly after: Arguments;
}

/** Follows what is not known to everything that reads it, until nothing more changes. Takes what is replaced out of `rest`: an argument that cannot change in place is not known. */
function spread(
  rest: Map<string, Pair>,
  pending: Pending,
): Map<string, { readonly argument: string; readonly via: string }> {
  const replaced = new Map<string, { readonly argument: string; readonly via: string }>();
  const changed = new Set<string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const [address, pair] of rest) {
      const forced = forcedBy(address, pair.after, pending);
      if (forced !== undefined) {
        replaced.set(address, forced);
        rest.delete(address);
        pending.make(address);
        grew = true;
      } else if (!changed.has(address) && differing(pair, pending).length > 0) {
        changed.add(address);
        pending.change(address);
        grew = true;
      }
    }
  }
  return replaced;
}

function forcedBy(
  address: string,
  body: Arguments,
  pending: Pending,
): { readonly argument: string; readonly via: string } | undefined {
  for (const argument of replacingArguments(typeOf(address)) ?? []) {
    if (argument.endsWith("{}") || isConditional(address, argument)) continue;
    const via = pending.behind(valueAt(body, argument));
    if (via !== undefined) return { argument, via };
  }
  return undefined;
}

function isConditional(address: string, argument: string): boolean {
  return (resourceType(typeOf(address))?.conditions ?? []).some((condition) => condition.argument === argument);
}

/** The arguments that change in place. */
function differing({ before, after }: Pair, pending: Pending): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((name) => isChanged(before[name], after[name]) || pending.behind(after[name]) !== undefined);
}

function loss(field: "loses" | "leaves", address: string): { loses?: StoredData; leaves?: StoredData } {
  const data = storedData(typeOf(address));
  return data === undefined ? {} : { [field]: data };
}

function reasons(snapshot: Snapshot, root: SnapshotRoot, address: string): readonly SnapshotReason[] {
  const own = snapshot.modules[root.module].members[withoutKey(address)]?.because ?? [];
  return own.length > 0 ? own : root.because;
}
