// In: what is backed up. Out: a monthly restore of the newest recovery points, thrown away afterwards. Never a restore over something that runs.
import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan/index.js";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection/index.js";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import type { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import type { DatabasePart } from "../database/shared.ts";
import { expr, jsonencode, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";

export interface RestoreTestProps {
  readonly prefix: string;
  readonly vaultArn: string;
  readonly roleArn: string;
  readonly databases: readonly Pick<DatabasePart, "arn" | "shape" | "subnetGroupName">[];
  readonly fileSystemArns: readonly string[];
  readonly bucketArns: readonly string[];
}

/** A backup that was never restored is a hope. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html */
export function addRestoreTests(scope: Construct, props: RestoreTestProps, parts: Parts): void {
  const { prefix, vaultArn, roleArn } = props;
  const arnsOf = (shape: DatabasePart["shape"]) =>
    props.databases.filter((database) => database.shape === shape).map(({ arn }) => arn);
  const kinds = [
    { id: "instances", type: "RDS", arns: arnsOf("instance") },
    { id: "clusters", type: "Aurora", arns: arnsOf("cluster") },
    { id: "file_systems", type: "EFS", arns: props.fileSystemArns },
    { id: "buckets", type: "S3", arns: props.bucketArns },
  ].filter(({ arns }) => arns.length > 0);
  if (kinds.length === 0) return;
  const place = placeOfDatabases(scope, props, parts);
  const plan = named(
    new BackupRestoreTestingPlan(scope, "restore-test", {
      // Letters, digits and underscores only.
      name: expr(`replace("${prefix}_monthly", "-", "_")`),
      scheduleExpression: "cron(0 12 ? * 1#1 *)",
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 8,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vaultArn],
          recoveryPointTypes: props.bucketArns.length > 0 ? ["CONTINUOUS", "SNAPSHOT"] : ["SNAPSHOT"],
          selectionWindowDays: 8,
        },
      ],
    }),
    "this",
  );
  annotate(plan, {
    comment:
      "First Sunday of the month: restores the newest recovery points beside the running system and deletes them again.",
  });
  for (const { id, type, arns } of kinds) {
    const selection = named(
      new BackupRestoreTestingSelection(scope, `restore-test-${id}`, {
        name: expr(`replace("${prefix}_${id}", "-", "_")`),
        restoreTestingPlanName: plan.name,
        protectedResourceType: type,
        protectedResourceArns: [...arns],
        iamRoleArn: roleArn,
        validationWindowHours: 1,
        ...(type === "RDS" || type === "Aurora" ? { restoreMetadataOverrides: place } : {}),
      }),
      id,
    );
    if (type === "S3")
      annotate(selection, {
        comment: "Copies every object into a bucket that AWS empties again: with terabytes, weigh the price of it.",
      });
    selection.addOverride("for_each", expr(`toset(var.backup.enabled ? ["${id}"] : [])`));
  }
}

/** Without these AWS restores into the default VPC, which an account need not have, and lets its default group in.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html */
function placeOfDatabases(
  scope: Construct,
  { prefix, databases }: RestoreTestProps,
  parts: Parts,
): Record<string, string> {
  const subnets = databases[0]?.subnetGroupName;
  if (subnets === undefined) return {};
  const group = named(
    new SecurityGroup(scope, "restore-test-group", {
      name: `${prefix}-restore-test`,
      description: "Restored databases, which nobody reaches",
      vpcId: parts.get("network").vpcId,
      tags: { Name: `${prefix}-restore-test` },
    }),
    "restore_test",
  );
  annotate(group, {
    skips: [{ check: "CKV2_AWS_5", reason: "Restore tests give this group to what they restore" }],
  });
  return { dbSubnetGroupName: subnets, vpcSecurityGroupIds: jsonencode([group.id]) };
}
