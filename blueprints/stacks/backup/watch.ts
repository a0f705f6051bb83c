// In: the vault and who writes into it. Out: what rings when a backup fails, does not come, or when somebody opens the vault. Never a recovery point.
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import type { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { addAlarm } from "../observability/alarm.ts";
import { AlarmingEvent } from "../observability/events.ts";
import type { Parts } from "../parts.ts";
import { WEEK } from "./schedule.ts";
import type { GuardedVault } from "./vault.ts";

/** A job that never starts (a service that the account has not opted in to, a selection that finds nothing) fails nowhere.
 * An alarm looks back a week at most, which is too short to miss a weekly backup. https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html */
export function addSilenceAlarm(top: Construct, { backup }: Architecture, parts: Parts, vault: GuardedVault): void {
  if (backup.frequencyHours >= WEEK) return;
  addAlarm(
    { scope: top, prefix: parts.get("foundation").prefix, topicArn: parts.get("alarms").topicArn },
    {
      id: "backup-missing",
      description: `No backup has arrived in the vault for 30 hours: look at the jobs of AWS Backup and at its service opt-in of the region.`,
      namespace: "AWS/Backup",
      metric: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: vault.name },
      statistic: "Sum",
      below: 1,
      periodSeconds: 6 * 3600,
      periods: 5,
      silence: "breaching",
      forEach: 'toset(var.backup.enabled ? ["this"] : [])',
    },
  );
}

export function addVaultEvents(top: Construct, parts: Parts, vault: GuardedVault, role: IamRole): void {
  const common = { prefix: parts.get("foundation").prefix, topicArn: parts.get("alarms").topicArn };
  const failed = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"];
  new AlarmingEvent(top, "backup-failed", {
    ...common,
    name: "backup-failed",
    logicalId: "backup_failed",
    description: "A backup into this vault failed",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change"],
      detail: { state: failed, backupVaultName: [vault.name] },
    },
  });
  // By way of CloudTrail, so where the account has a trail. While no break-glass role is named, this is what stands before a vault that is opened.
  new AlarmingEvent(top, "backup-opened", {
    ...common,
    name: "backup-opened",
    logicalId: "backup_opened",
    description:
      "Somebody took the policy or the lock of this vault away, or changed one, or deleted a backup before its time",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["backup.amazonaws.com"],
        eventName: [
          "DeleteBackupVault",
          "DeleteBackupVaultAccessPolicy",
          "DeleteBackupVaultLockConfiguration",
          "DeleteRecoveryPoint",
          "PutBackupVaultAccessPolicy",
          "PutBackupVaultLockConfiguration",
          "UpdateRecoveryPointLifecycle",
        ],
        requestParameters: { backupVaultName: [vault.name] },
      },
    },
  });
  new AlarmingEvent(top, "copy-or-restore-failed", {
    ...common,
    name: "copy-or-restore-failed",
    logicalId: "backup_copy_or_restore_failed",
    description: "A copy of a recovery point, a restore or a restore test failed",
    pattern: {
      source: ["aws.backup"],
      "detail-type": ["Copy Job State Change", "Restore Job State Change"],
      // Neither names the vault in the same field; both say whose role they ran under.
      detail: { iamRoleArn: [role.arn], $or: [{ state: failed }, { status: failed }] },
    },
  });
}
