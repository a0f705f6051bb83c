// In: two resource snapshots. Out: what applying the second after the first does to every resource instance, with the argument and the reason. Pure; never reads a state or a cloud.
import { followMoves, type Moved, movesNow } from "./moves.ts";
import { completed } from "./older-list.ts";
import { isChanged, type StoredData } from "./resource-type.ts";
import { downgrades, replacementBy, storedData } from "./resources.ts";
import {
  type Snapshot,
  type SnapshotReason,
  type SnapshotResource,
  type SnapshotRoot,
  typeOf,
  withoutKey,
} from "./snapshot.ts";
import { type Arguments, differing, type Pair, spread } from "./spread.ts";
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
  if (earlier === after) return [];
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

function predictRoot(input: Input): Prediction[] {
  const { old, young, before, after } = input;
  const module = after.modules[young.module];
  const moved = followMoves(old?.resources ?? {}, movesNow(module), young.resources);
  const found = new Map<string, Prediction>();
  const pending = new Pending();
  const put: Put = (address, action, more = {}) => {
    const isGone = action === "destroyed" || action === "forgotten";
    const because =
      isGone && before !== undefined && old !== undefined
        ? reasons(before, old, address)
        : reasons(after, young, address);
    const empty = { arguments: [], downgrades: [] };
    found.set(address, { root: input.root, address, ...previous(moved, address), action, ...empty, because, ...more });
  };
  putGone(input, moved, pending, put);
  const rest = new Map<string, Pair>();
  for (const [address, resource] of Object.entries(young.resources)) {
    const known = moved.get(address)?.resource;
    const alias = module.members[withoutKey(address)]?.provider ?? "aws";
    if (known === undefined) put(address, "created");
    else if (!GLOBAL.test(address) && old !== undefined && isChanged(old.regions[alias], young.regions[alias]))
      put(address, "stranded", { arguments: ["region"], ...loss("loses", address) });
    else {
      const by = replacementBy(typeOf(address), known.arguments, resource.arguments) ?? [];
      if (by.length > 0) put(address, "replaced", { arguments: by, ...loss("loses", address) });
      else rest.set(address, { before: known.arguments, after: resource.arguments });
    }
    if (found.has(address)) pending.make(address);
  }
  for (const [address, { argument, via }] of spread(rest, pending))
    put(address, "replaced", { arguments: [argument], via, ...loss("loses", address) });
  for (const [address, pair] of rest) {
    const names = differing(pair, pending);
    const worse = downgrades(typeOf(address), pair.before, pair.after);
    if (names.length > 0)
      put(address, "changed", { arguments: names, downgrades: worse.map(({ argument, now }) => ({ argument, now })) });
    else if (moved.get(address)?.address !== address) put(address, "moved");
  }
  return [...found.values()]
    .map((one) => withValues(one, moved.get(one.address)?.resource, young.resources[one.address], pending))
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

type Put = (address: string, action: Action, more?: Partial<Prediction>) => void;

/** What the new list does not have any more. */
function putGone({ young, before, after }: Input, moved: ReadonlyMap<string, Moved>, pending: Pending, put: Put): void {
  const module = after.modules[young.module];
  const removed = new Set(module.removed);
  const standing = new Set(module.standing ?? []);
  for (const address of moved.keys()) {
    const block = withoutKey(address);
    if (young.resources[address] !== undefined || standing.has(block)) continue;
    if (removed.has(block)) put(address, "forgotten", loss("leaves", address));
    else put(address, "destroyed", loss("loses", address));
    pending.lose(address);
  }
  // What a file declared by hand until now was no resource of the last run's own.
  for (const address of before?.modules[young.module].standing ?? [])
    if (removed.has(address) && !standing.has(address)) put(address, "forgotten", loss("leaves", address));
}

function withValues(
  one: Prediction,
  old: SnapshotResource | undefined,
  young: SnapshotResource | undefined,
  pending: Pending,
): Prediction {
  if ((one.action !== "changed" && one.action !== "replaced") || old === undefined || young === undefined) return one;
  return {
    ...one,
    values: { before: old.arguments, after: young.arguments, unknown: pending.marks(young.arguments) },
  };
}

function previous(moved: ReadonlyMap<string, Moved>, address: string): { previous?: string } {
  const old = moved.get(address)?.address;
  return old === undefined || old === address ? {} : { previous: old };
}

function loss(field: "loses" | "leaves", address: string): { loses?: StoredData; leaves?: StoredData } {
  const data = storedData(typeOf(address));
  return data === undefined ? {} : { [field]: data };
}

function reasons(snapshot: Snapshot, root: SnapshotRoot, address: string): readonly SnapshotReason[] {
  const own = snapshot.modules[root.module].members[withoutKey(address)]?.because ?? [];
  return own.length > 0 ? own : root.because;
}
