// In: a Valkey or Redis cache. Out: a replication group with TLS, password, logs and snapshots. Never open to a client without both.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group/index.js";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group/index.js";
import { Construct } from "constructs";
import type { Cache } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { booleanExpr, expr, named, numberExpr } from "../expressions.ts";
import { CachePassword } from "./password.ts";
import { type CachePart, type CacheSurroundings, cacheGroup, MAINTENANCE_WINDOW, SNAPSHOT_WINDOW } from "./shared.ts";

/** A cache may forget; a broker or session store may not: it must refuse writes instead of dropping jobs. */
const EVICTION = { cache: "allkeys-lru", broker: "noeviction", both: "noeviction" } as const;

/** CKV_AWS_29, 30, 31, 191 and CKV2_AWS_50. */
export class ReplicationGroupCache extends Construct {
  readonly part: CachePart;

  constructor(scope: Construct, cache: Cache, engine: "redis" | "valkey", around: CacheSurroundings) {
    super(scope, `cache-${cache.id}`);
    const { foundation, keys, subnetGroupName, name } = around;
    const id = label(cache.id);
    const input = `var.cache_${id}`;
    const family = `${engine}${cache.version.split(".")[0] ?? ""}`;
    const parameters = named(
      new ElasticacheParameterGroup(this, "parameters", {
        name: `${name}-${family}`,
        family,
        description: "Eviction as the use of the cache asks for",
        parameter: [{ name: "maxmemory-policy", value: EVICTION[cache.use] }],
        lifecycle: { createBeforeDestroy: true },
      }),
      id,
    );
    const password = new CachePassword(this, cache, { prefix: foundation.prefix, name, engine, key: keys.secrets });
    const group = cacheGroup(this, cache, around);
    const logs = (["slow-log", "engine-log"] as const).map((logType) => ({
      logType,
      // Under /aws/vendedlogs/ no resource policy is needed that could run full.
      group: named(
        new CloudwatchLogGroup(this, logType, {
          name: `/aws/vendedlogs/elasticache/${name}/${logType}`,
          kmsKeyId: keys.logs,
          retentionInDays: numberExpr("var.log_retention_days"),
        }),
        `cache_${id}_${logType.replace("-", "_")}`,
      ),
    }));
    const multiAz = booleanExpr(`${input}.multi_az`);
    const resource = named(
      new ElasticacheReplicationGroup(this, "replication-group", {
        replicationGroupId: name,
        description: `${engine === "valkey" ? "Valkey" : "Redis"}: ${cache.use === "both" ? "cache and broker" : cache.use}`,
        engine,
        engineVersion: cache.version,
        nodeType: expr(`${input}.node_type`),
        numCacheClusters: numberExpr(`${input}.nodes`),
        automaticFailoverEnabled: multiAz,
        multiAzEnabled: multiAz,
        port: cache.port,
        parameterGroupName: parameters.name,
        subnetGroupName,
        securityGroupIds: [group.id],
        atRestEncryptionEnabled: "true",
        kmsKeyId: keys.data,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        userGroupIds: [password.userGroupId],
        autoMinorVersionUpgrade: "true",
        maintenanceWindow: MAINTENANCE_WINDOW,
        snapshotRetentionLimit: numberExpr(`${input}.snapshot_retention_days`),
        snapshotWindow: SNAPSHOT_WINDOW,
        ...(cache.use === "cache" ? {} : { finalSnapshotIdentifier: `${name}-final` }),
        logDeliveryConfiguration: logs.map(({ logType, group: { name: destination } }) => ({
          destination,
          destinationType: "cloudwatch-logs",
          logFormat: "json",
          logType,
        })),
        lifecycle: { ignoreChanges: ["engine_version"] },
      }),
      id,
    );
    annotate(resource, {
      comment:
        "AWS moves minor versions forward; going back to the one written here would replace the cache. Remove ignore_changes for the apply that changes the major version.",
    });
    this.part = {
      host: resource.primaryEndpointAddress,
      port: String(cache.port),
      securityGroupId: group.id,
      passwordSecretArn: password.secretArn,
      identifier: resource.replicationGroupId,
    };
  }
}
