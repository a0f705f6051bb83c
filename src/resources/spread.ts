// In: resources with their arguments before and after, and what a plan makes anew or changes already. Out: what is replaced and what changes in place because of that. Pure.

import { replacingArguments } from "./replacement.ts";
import { isChanged } from "./resource-type.ts";
import { resourceType, valueAt } from "./resources.ts";
import { type SnapshotResource, typeOf } from "./snapshot.ts";
import type { Pending } from "./unknown.ts";

export type Arguments = SnapshotResource["arguments"];

/** One resource. */
export interface Pair {
  readonly before: Arguments;
  readonly after: Arguments;
}

/** Follows what is not known to everything that reads it, until nothing more changes. Takes what is replaced out of `rest`: an argument that cannot change in place is not known. */
export function spread(
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
export function differing({ before, after }: Pair, pending: Pending): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((name) => isChanged(before[name], after[name]) || pending.behind(after[name]) !== undefined);
}
