// In: a Memcached cache. Out: a cluster with TLS in the isolated subnets. Never with a password or at-rest encryption: Memcached has neither.
import { ElasticacheCluster } from "@cdktf/provider-aws/lib/elasticache-cluster/index.js";
import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group/index.js";
import { Construct } from "constructs";
import type { Cache } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { expr, named, numberExpr } from "../expressions.ts";
import { type CachePart, type CacheSurroundings, cacheGroup, MAINTENANCE_WINDOW } from "./shared.ts";

export class MemcachedCache extends Construct {
  readonly part: CachePart;

  constructor(scope: Construct, cache: Cache, around: CacheSurroundings) {
    super(scope, `cache-${cache.id}`);
    const { name, subnetGroupName } = around;
    const id = label(cache.id);
    const input = `var.cache_${id}`;
    const family = `memcached${cache.version.split(".").slice(0, 2).join(".")}`;
    const parameters = named(
      new ElasticacheParameterGroup(this, "parameters", {
        name: `${name}-${family.replaceAll(".", "-")}`,
        family,
        description: "Defaults of the engine, in a group of our own so that they can change",
        lifecycle: { createBeforeDestroy: true },
      }),
      id,
    );
    const group = cacheGroup(this, cache, around);
    const resource = named(
      new ElasticacheCluster(this, "cluster", {
        clusterId: name,
        engine: "memcached",
        engineVersion: fullVersion(cache.version),
        nodeType: expr(`${input}.node_type`),
        numCacheNodes: numberExpr(`${input}.nodes`),
        azMode: expr(`${input}.nodes > 1 ? "cross-az" : "single-az"`),
        port: cache.port,
        parameterGroupName: parameters.name,
        subnetGroupName,
        securityGroupIds: [group.id],
        transitEncryptionEnabled: true,
        autoMinorVersionUpgrade: "true",
        maintenanceWindow: MAINTENANCE_WINDOW,
      }),
      id,
    );
    annotate(resource, {
      skips: [{ check: "CKV_AWS_134", reason: "Memcached has no snapshots: it keeps nothing that could be restored" }],
    });
    this.part = {
      host: resource.clusterAddress,
      port: String(cache.port),
      securityGroupId: group.id,
      passwordSecretArn: undefined,
      identifier: resource.clusterId,
    };
  }
}

/**
 * The provider takes Memcached with three numbers only, and ElastiCache offers those that it lists: of 1.6 they are 1.6.6, 1.6.12, 1.6.17 and, since January 10, 2024,
 * 1.6.22 (https://docs.aws.amazon.com/AmazonElastiCache/latest/mem-ug/supported-engine-versions-mc.html, …/mem-ug/WhatsNew.html).
 */
function fullVersion(version: string): string {
  return version === "1.6" ? "1.6.22" : version;
}
