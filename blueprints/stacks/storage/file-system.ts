// In: a shared file system. Out: EFS with a mount target per zone and one access point for the containers' user. Never reachable without TLS and a role.
import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point/index.js";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy/index.js";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system/index.js";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy/index.js";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import type { FileSystem } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { expr, named, numberExpr } from "../expressions.ts";
import type { StackParts } from "../parts.ts";
import { policyDocument } from "../policies.ts";

/** User of every container image that scaffold makes. */
const CONTAINER_UID = 10001;

export interface SharedFileSystemProps {
  readonly foundation: StackParts["foundation"];
  readonly network: StackParts["network"];
  readonly key: string;
  /** The backup plan covers it; else EFS backs itself up daily. */
  readonly plannedBackup: boolean;
}

/** CKV_AWS_184, CKV_AWS_329, CKV_AWS_330. */
export class SharedFileSystem extends Construct {
  readonly part: StackParts["fileSystems"] extends ReadonlyMap<string, infer P> ? P : never;

  constructor(scope: Construct, { id, because }: FileSystem, props: SharedFileSystemProps) {
    super(scope, `file-system-${id}`);
    const { foundation, network, key, plannedBackup } = props;
    const logicalId = label(id);
    annotate(this, { because });
    const fileSystem = named(
      new EfsFileSystem(this, "file-system", {
        creationToken: `${foundation.prefix}-${id}`,
        encrypted: true,
        kmsKeyId: key,
        throughputMode: "elastic",
        lifecyclePolicy: [{ transitionToIa: "AFTER_30_DAYS" }, { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
        tags: { Name: `${foundation.prefix}-${id}` },
      }),
      logicalId,
    );
    // A file system made through the API is not backed up by itself; with a plan, EFS's own daily backup would be a second bill.
    if (!plannedBackup) {
      named(
        new EfsBackupPolicy(this, "backup", { fileSystemId: fileSystem.id, backupPolicy: { status: "ENABLED" } }),
        logicalId,
      );
    }
    const group = named(
      new SecurityGroup(this, "security-group", {
        name: `${foundation.prefix}-file-system-${id}`,
        description: `NFS of the shared file system ${id}`,
        vpcId: network.vpcId,
      }),
      `file_system_${logicalId}`,
    );
    const target = named(
      new EfsMountTarget(this, "mount-target", {
        fileSystemId: fileSystem.id,
        // Subnet lists are in the order of the zone letters.
        subnetId: Fn.element(
          network.isolatedSubnetIds,
          numberExpr("index(keys(var.availability_zones), each.key)"),
        ) as string,
        securityGroups: [group.id],
      }),
      logicalId,
    );
    target.addOverride("for_each", expr("var.availability_zones"));
    const accessPoint = named(
      new EfsAccessPoint(this, "access-point", {
        fileSystemId: fileSystem.id,
        posixUser: { uid: CONTAINER_UID, gid: CONTAINER_UID },
        rootDirectory: {
          path: "/data",
          creationInfo: { ownerUid: CONTAINER_UID, ownerGid: CONTAINER_UID, permissions: "0750" },
        },
        tags: { Name: `${foundation.prefix}-${id}` },
      }),
      logicalId,
    );
    const everyone = { effect: "Deny", resources: [fileSystem.arn], principals: [{ type: "*", identifiers: ["*"] }] };
    const policy = policyDocument(this, `${logicalId}_file_system`, [
      {
        ...everyone,
        sid: "OnlyOverTls",
        actions: ["elasticfilesystem:Client*"],
        condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
      },
      {
        ...everyone,
        sid: "OnlyThroughTheAccessPoint",
        actions: ["elasticfilesystem:Client*"],
        condition: [
          { test: "StringNotEquals", variable: "elasticfilesystem:AccessPointArn", values: [accessPoint.arn] },
        ],
      },
    ]);
    const attached = named(
      new EfsFileSystemPolicy(this, "file-system-policy", { fileSystemId: fileSystem.id, policy }),
      logicalId,
    );
    annotate(attached, {
      comment: "Allows nothing by itself: with a policy in place, only roles that IAM allows can mount.",
    });
    this.part = {
      id: fileSystem.id,
      arn: fileSystem.arn,
      accessPointId: accessPoint.id,
      accessPointArn: accessPoint.arn,
      securityGroupId: group.id,
    };
  }
}
