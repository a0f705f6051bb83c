// In: what is backed up. Out: a monthly restore of the newest recovery points, thrown away afterwards. Never a restore over something that runs.
import { BackupRestoreTestingPlan } from "@cdktf/provider-aws/lib/backup-restore-testing-plan/index.js";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection/index.js";
import type { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { expr, named } from "../expressions.ts";

export interface RestoreTestProps {
  readonly prefix: string;
  readonly vaultArn: string;
  readonly roleArn: string;
  readonly instanceArns: readonly string[];
  readonly clusterArns: readonly string[];
  readonly fileSystemArns: readonly string[];
}

/** A backup that was never restored is a hope. https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 * Buckets are left out: a full restore of every object each month costs more than it tells. */
export function addRestoreTests(scope: Construct, props: RestoreTestProps): void {
  const { prefix, vaultArn, roleArn } = props;
  const kinds = [
    { id: "instances", type: "RDS", arns: props.instanceArns },
    { id: "clusters", type: "Aurora", arns: props.clusterArns },
    { id: "file_systems", type: "EFS", arns: props.fileSystemArns },
  ].filter(({ arns }) => arns.length > 0);
  if (kinds.length === 0) return;
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
          recoveryPointTypes: ["SNAPSHOT"],
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
      }),
      id,
    );
    selection.addOverride("for_each", expr(`toset(var.backup.enabled ? ["${id}"] : [])`));
  }
}
