// In: foundation, keys, network. Out: the log bucket, application buckets and shared file systems. Never a site's bucket: that belongs to the site.
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type ControlException, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { plansBackups } from "../backup/scope.ts";
import type { Parts } from "../parts.ts";
import { ApplicationBucket } from "./bucket.ts";
import { SharedFileSystem } from "./file-system.ts";
import { LogBucket } from "./log-bucket.ts";

/** True when something writes access logs to S3. */
export function needsLogBucket(architecture: Architecture): boolean {
  const { buckets, edge, sites } = architecture;
  return edge.loadBalancer || edge.cdn || sites.length > 0 || buckets.length > 0;
}

export const storage: StackBlueprint<Parts> = {
  name: "storage",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const foundation = parts.get("foundation");
    const top = new Construct(stack, "storage");
    annotate(top, { file: "storage" });
    const { edge, sites } = architecture;
    if (needsLogBucket(architecture)) {
      const logs = new LogBucket(top, foundation, {
        loadBalancer: edge.loadBalancer,
        cdn: edge.cdn || sites.length > 0,
      });
      parts.set("logBucket", { name: logs.name, arn: logs.arn });
    }
    const bucketScope = new Construct(top, "buckets");
    parts.set(
      "buckets",
      new Map(
        architecture.buckets.map((bucket) => [
          bucket.id,
          new ApplicationBucket(bucketScope, bucket, {
            foundation,
            key: parts.get("keys").data,
            logBucketName: parts.get("logBucket").name,
            skips: replicationException(architecture),
          }),
        ]),
      ),
    );
    const fileSystemScope = new Construct(top, "file-systems");
    parts.set(
      "fileSystems",
      new Map(
        architecture.fileSystems.map((fileSystem) => [
          fileSystem.id,
          new SharedFileSystem(fileSystemScope, fileSystem, {
            foundation,
            network: parts.get("network"),
            key: parts.get("keys").data,
            plannedBackup: plansBackups(architecture),
          }).part,
        ]),
      ),
    );
  },
};

/** Replication copies deletions and mistakes within seconds; copies of backups are what the answers ask for. */
function replicationException(architecture: Architecture): ControlException[] {
  const copied = plansBackups(architecture) && architecture.backup.crossRegion && architecture.drRegion !== undefined;
  return [
    {
      check: "CKV_AWS_144",
      reason: copied
        ? "The backup plan copies this bucket's recovery points to the second region"
        : "The answers ask for no second region",
    },
  ];
}
