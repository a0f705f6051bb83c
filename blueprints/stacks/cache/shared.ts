// In: foundation, network. Out: what both kinds of cache need around them. Never a cache.
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import type { Construct } from "constructs";
import type { Architecture, Cache } from "../../../src/architecture/model.ts";
import { label, shorten } from "../../../src/shared/names.ts";
import { named } from "../expressions.ts";
import { shortName } from "../names.ts";
import type { StackParts } from "../parts.ts";
import { declareInput } from "../variables.ts";

export type CachePart = StackParts["caches"] extends ReadonlyMap<string, infer P> ? P : never;

/** UTC; they must not overlap, and not with the hour in which a database changes: one thing at a time. */
export const SNAPSHOT_WINDOW = "01:00-02:00";
export const MAINTENANCE_WINDOW = "sun:23:00-mon:00:00";

export interface CacheSurroundings {
  readonly foundation: StackParts["foundation"];
  readonly keys: StackParts["keys"];
  readonly network: StackParts["network"];
  readonly subnetGroupName: string;
  readonly name: string;
}

/** ElastiCache takes 40 characters: project 12, environment 16, cache 10, two dashes. */
export function cacheName(architecture: Architecture, cache: Cache, environment: string): string {
  return `${shorten(architecture.project.id, 12)}-${environment}-${shortName(cache.id, 10)}`;
}

/** Empty: services add one rule per edge. */
export function cacheGroup(scope: Construct, cache: Cache, { foundation, network }: CacheSurroundings): SecurityGroup {
  return named(
    new SecurityGroup(scope, "security-group", {
      name: `${foundation.prefix}-cache-${cache.id}`,
      description: `Cache ${cache.id}`,
      vpcId: network.vpcId,
    }),
    `cache_${label(cache.id)}`,
  );
}

/** One object per cache, so that a second one changes nothing about the first. */
export function declareCacheInput(scope: Construct, architecture: Architecture, cache: Cache): void {
  const name = `cache_${label(cache.id)}`;
  const memcached = cache.engine === "memcached";
  const more = memcached ? "" : ", multi_az = bool, snapshot_retention_days = number";
  declareInput(scope, name, architecture, {
    type: `object({ node_type = string, nodes = number${more} })`,
    description: memcached
      ? `Size of the cache ${cache.id}: node type and number of nodes.`
      : `Size of the cache ${cache.id}: node type, number of nodes, whether a node in another zone takes over (two nodes or more), days that snapshots are kept.`,
    valueFor: ({ cache: size }) => ({
      node_type: size.nodeType,
      nodes: size.nodes,
      ...(memcached ? {} : { multi_az: size.nodes > 1, snapshot_retention_days: size.snapshotRetentionDays }),
    }),
    validation: {
      condition: memcached
        ? `var.${name}.nodes >= 1 && var.${name}.nodes <= 40`
        : `var.${name}.nodes >= 1 && var.${name}.nodes <= 6 && (var.${name}.nodes > 1 || !var.${name}.multi_az)`,
      errorMessage: memcached
        ? "Memcached takes 1 to 40 nodes."
        : "A replication group takes 1 to 6 nodes, and needs two of them for multi_az.",
    },
  });
}
