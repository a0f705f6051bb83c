// In: how often, how long, where to. Out: one backup plan. Never what it covers: selections say that.
import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan/index.js";
import type { Construct } from "constructs";
import { named, numberExpr } from "../expressions.ts";
import { backupSchedule } from "./schedule.ts";

export interface PlanProps {
  readonly prefix: string;
  readonly frequencyHours: number;
  readonly vaultName: string;
  /** ARN of the vault in the second region. */
  readonly copyTo: string | undefined;
  readonly continuous: boolean;
  /** Terraform expression. */
  readonly keepDays: string;
}

export function addPlan(scope: Construct, id: string, props: PlanProps): BackupPlan {
  const { prefix, frequencyHours, vaultName, copyTo, continuous, keepDays } = props;
  return named(
    new BackupPlan(scope, `plan-${id}`, {
      name: `${prefix}-${id}`,
      rule: [
        {
          ruleName: id,
          targetVaultName: vaultName,
          schedule: backupSchedule(frequencyHours),
          scheduleExpressionTimezone: "Etc/UTC",
          startWindow: 60,
          completionWindow: 12 * 60,
          enableContinuousBackup: continuous,
          lifecycle: { deleteAfter: numberExpr(keepDays) },
          ...(copyTo === undefined
            ? {}
            : {
                copyAction: [
                  {
                    destinationVaultArn: copyTo,
                    lifecycle: { deleteAfter: numberExpr("var.backup.copy_retention_days") },
                  },
                ],
              }),
        },
      ],
    }),
    id,
  );
}
