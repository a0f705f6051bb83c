// In: two resource snapshots. Out: what applying the second after the first does to every resource instance, with the argument and the reason. Pure; never reads a state or a cloud.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { followMoves } from "./moves.ts";
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
  /** Of `replaced`: the arguments that force it. Of `changed`: those that are known to change; what the snapshot keeps as a hash has no name. */
  readonly arguments: readonly string[];
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
export function predict(before: Snapshot | undefined, after: Snapshot): Prediction[] {
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
  const moved = followMoves(old?.resources ?? {}, module.moved, young.resources);
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
  // New, or one of several that is gone: whoever reads the whole set by its name reads something else now.
  const fresh = new Set<string>();
  for (const address of moved.keys())
    if (young.resources[address] === undefined && !standing.has(withoutKey(address))) {
      if (removed.has(withoutKey(address))) put(address, "forgotten", loss("leaves", address));
      else put(address, "destroyed", loss("loses", address));
      if (address !== withoutKey(address)) fresh.add(address);
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
    fresh.add(address);
  }
  spread(young, fresh, (address, argument, via) =>
    put(address, "replaced", { arguments: [argument], via, ...loss("loses", address) }),
  );
  for (const [address, resource] of Object.entries(young.resources)) {
    const known = moved.get(address)?.resource;
    if (known === undefined || found.has(address)) continue;
    const change = inPlace(address, known, resource, fresh);
    if (change !== undefined) put(address, "changed", change);
    else if (moved.get(address)?.address !== address) put(address, "moved");
  }
  return [...found.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

function previous(moved: ReadonlyMap<string, { readonly address: string }>, address: string): { previous?: string } {
  const old = moved.get(address)?.address;
  return old === undefined || old === address ? {} : { previous: old };
}

/** What a new resource computes is not known before the apply: whoever needs it in an argument that cannot change is replaced with it. */
function spread(
  root: SnapshotRoot,
  fresh: Set<string>,
  replace: (address: string, argument: string, via: string) => void,
): void {
  const waiting = new Set(Object.keys(root.resources).filter((address) => !fresh.has(address)));
  for (let grew = true; grew; ) {
    grew = false;
    const isFresh = freshness(fresh);
    for (const address of waiting) {
      const body = root.resources[address]?.arguments ?? {};
      for (const argument of replacingArguments(typeOf(address)) ?? []) {
        if (argument.endsWith("{}") || isConditional(address, argument)) continue;
        const via = referencedIn(valueAt(body, argument), isFresh);
        if (via === undefined) continue;
        replace(address, argument, via);
        fresh.add(address);
        waiting.delete(address);
        grew = true;
        break;
      }
    }
  }
}

function isConditional(address: string, argument: string): boolean {
  return (resourceType(typeOf(address))?.conditions ?? []).some((condition) => condition.argument === argument);
}

/** Whether a reference, with or without a key, names something that is new. */
function freshness(fresh: ReadonlySet<string>): (reference: string) => boolean {
  const bases = new Set([...fresh].map(withoutKey));
  return (reference) => (reference.includes("[") ? fresh.has(reference) : bases.has(reference));
}

const ADDRESS = /(?<![\w.-])[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*(\["[^"]*"\])?/g;

function referencedIn(value: Json | undefined, isFresh: (reference: string) => boolean): string | undefined {
  if (typeof value === "string")
    return value.includes("${")
      ? value
          .replaceAll("\\", "")
          .match(ADDRESS)
          ?.find((reference) => isFresh(reference))
      : undefined;
  const inner: readonly Json[] = Array.isArray(value)
    ? value
    : value !== undefined && isObject(value)
      ? (Object.values(value) as Json[])
      : [];
  for (const item of inner) {
    const found = referencedIn(item, isFresh);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What changes in place; undefined when nothing does. */
function inPlace(
  address: string,
  known: SnapshotResource,
  resource: SnapshotResource,
  fresh: ReadonlySet<string>,
): Partial<Prediction> | undefined {
  const isFresh = freshness(fresh);
  const names = [...new Set([...Object.keys(known.arguments), ...Object.keys(resource.arguments)])].sort();
  const changed = names.filter(
    (name) =>
      isChanged(known.arguments[name], resource.arguments[name]) ||
      referencedIn(resource.arguments[name], isFresh) !== undefined,
  );
  const restChanges = isChanged(known.rest, resource.rest);
  const restReads = resource.rest?.match(ADDRESS)?.some((reference) => isFresh(reference)) === true;
  if (changed.length === 0 && !restChanges && !restReads) return undefined;
  const worse = downgrades(typeOf(address), known.arguments, resource.arguments);
  return { arguments: changed, downgrades: worse.map(({ argument, now }) => ({ argument, now })) };
}

function loss(field: "loses" | "leaves", address: string): { loses?: StoredData; leaves?: StoredData } {
  const data = storedData(typeOf(address));
  return data === undefined ? {} : { [field]: data };
}

function reasons(snapshot: Snapshot, root: SnapshotRoot, address: string): readonly SnapshotReason[] {
  const own = snapshot.modules[root.module].members[withoutKey(address)]?.because ?? [];
  return own.length > 0 ? own : root.because;
}
