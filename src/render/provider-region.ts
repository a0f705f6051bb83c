// In: the alias of a provider, the architecture and what earlier runs left. Out: the region of that provider. Never a region that nothing is known of.
import type { Architecture } from "../architecture/model.ts";
import type { ResourceGraph } from "./graph.ts";

/** What earlier runs made in a region stays there; CloudFront reads certificates and firewalls from us-east-1 only. */
export function regionOf(
  alias: string,
  { drRegion }: Architecture,
  { keptProviders: kept = {} }: ResourceGraph,
): string {
  const old = Object.hasOwn(kept, alias) ? kept[alias] : undefined;
  if (old !== undefined) return old;
  if (alias === "us_east_1") return "us-east-1";
  if (alias === "dr" && drRegion !== undefined) return drRegion;
  throw new Error(`no region is known for the provider alias ${alias}`);
}
