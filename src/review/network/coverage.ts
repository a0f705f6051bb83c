// In: grants. Out: whether they, alone or together, let in what another grant lets in. Made once and asked often.
import { world } from "./cidr.ts";
import type { Grant } from "./grants.ts";
import { makePlane, type Plane, type Rectangle } from "./plane.ts";
import { isHeld, merge, type Span } from "./spans.ts";

export interface Coverage {
  holds(grant: Grant): boolean;
  /** Whether the whole internet gets in where the grant lets somebody in. */
  holdsWorld(grant: Grant): boolean;
}

export function makeCoverage(grants: readonly Grant[]): Coverage {
  const byKey = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = keyOf(grant, grant.protocol);
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [grant]);
    else same.push(grant);
  }
  const everyPort = new Map<string, Span[]>();
  const planes = new Map<string, Plane>();
  /** Addresses of grants for all protocols: they have all ports. */
  const allOf = (key: string) =>
    made(everyPort, key, () => merge(rectangles(byKey.get(key)).map((one) => one.addresses)));
  const planeOf = (key: string) => made(planes, key, () => makePlane(rectangles(byKey.get(key))));
  const holds = (grant: Grant): boolean => {
    const always = allOf(keyOf(grant, "all"));
    if (grant.protocol === "all") return isHeld(addressesOf(grant), [always]);
    return planeOf(keyOf(grant, grant.protocol)).holds(grant.from, grant.to, addressesOf(grant), always);
  };
  return {
    holds,
    holdsWorld: (grant) => grant.range !== undefined && holds({ ...grant, range: world(grant.range.family) }),
  };
}

/** What can only be compared with its like: sources that are no addresses with the same source. */
function keyOf({ direction, source, range }: Grant, protocol: string): string {
  return JSON.stringify([direction, protocol, range === undefined ? source : range.family]);
}

/** A source that is no address is one place. */
function addressesOf({ range }: Grant): Span {
  return range ?? { first: 0n, last: 0n };
}

function rectangles(grants: readonly Grant[] = []): Rectangle[] {
  return grants.map((grant) => ({ from: grant.from, to: grant.to, addresses: addressesOf(grant) }));
}

function made<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const value = make();
  cache.set(key, value);
  return value;
}
