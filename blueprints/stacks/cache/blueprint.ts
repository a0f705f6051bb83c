// In: foundation, keys, network. Out: every cache with its address, group and password. Never a rule that lets a service in: services add their own.
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group/index.js";
import { Construct } from "constructs";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { MemcachedCache } from "./memcached.ts";
import { ReplicationGroupCache } from "./replication-group.ts";
import { type CachePart, cacheName, declareCacheInput } from "./shared.ts";

export const cache: StackBlueprint<Parts> = {
  name: "cache",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const built = new Map<string, CachePart>();
    if (architecture.caches.length > 0) {
      const foundation = parts.get("foundation");
      const network = parts.get("network");
      const keys = parts.get("keys");
      const top = new Construct(stack, "cache");
      annotate(top, { file: "cache" });
      const subnets = named(
        new ElasticacheSubnetGroup(top, "subnets", {
          name: `${foundation.prefix}-caches`,
          description: "Isolated subnets",
          subnetIds: network.isolatedSubnetIds,
        }),
        "caches",
      );
      const scope = new Construct(top, "caches");
      for (const cache of architecture.caches) {
        const around = {
          foundation,
          keys,
          network,
          subnetGroupName: subnets.name,
          name: cacheName(architecture, cache, foundation.environment),
        };
        const home =
          cache.engine === "memcached"
            ? new MemcachedCache(scope, cache, around)
            : new ReplicationGroupCache(scope, cache, cache.engine, around);
        annotate(home, { because: cache.because });
        declareCacheInput(home, architecture, cache);
        built.set(cache.id, home.part);
      }
    }
    parts.set("caches", built);
  },
};
