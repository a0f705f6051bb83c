// In: a name and a key. Out: a vault that nobody empties by mistake, in the region that the provider points to. Never a lock that cannot be undone: compliance mode is a decision for people.
import { BackupVault } from "@cdktf/provider-aws/lib/backup-vault/index.js";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration/index.js";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { listExpr, named, nameList, numberExpr } from "../expressions.ts";
import { policyDocument } from "../policies.ts";

export interface GuardedVaultProps {
  readonly name: string;
  readonly logicalId: string;
  readonly key: string;
  /** Terraform expression: days that the shortest-lived recovery point in the vault is kept. */
  readonly keepDays: string;
  readonly provider?: AwsProvider;
}

/** What is always shut. Vault and lock are among it: who takes an environment down takes the policy away first, and that is told (event backup-opened). */
const SHUT = [
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
];
/** What would open it again. Shut once a role is named: before, nobody could name one any more, and an account of an organisation may have no root user that could. */
const GUARDS = [
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:PutBackupVaultAccessPolicy",
  // In governance mode a lock is lowered as easily as it is taken away.
  "backup:PutBackupVaultLockConfiguration",
];
/** A backup with a shorter life than the lock's fails, so the lock never asks for more than the plan. */
const LOCK_DAYS = 7;

/** Deleting or shortening a recovery point takes a break-glass role, which people make outside of this stack: a role of the stack could be taken over by whoever applies it (CKV_AWS_166, Backup.1). The lock holds against every other principal: https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html */
export class GuardedVault extends Construct {
  readonly name: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: GuardedVaultProps) {
    super(scope, id);
    const { name, logicalId, key, keepDays } = props;
    const where = props.provider === undefined ? {} : { provider: props.provider };
    const vault = named(
      new BackupVault(this, "vault", { name, kmsKeyArn: key, forceDestroy: false, ...where }),
      logicalId,
    );
    this.name = vault.name;
    this.arn = vault.arn;
    const policy = policyDocument(this, `${logicalId}_vault`, [
      {
        sid: "OnlyBreakGlassDeletes",
        effect: "Deny",
        actions: listExpr(
          `concat(${nameList(SHUT)}, length(var.break_glass_role_arns) > 0 ? ${nameList(GUARDS)} : [])`,
        ),
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [
          {
            test: "ArnNotLike",
            variable: "aws:PrincipalArn",
            // An account that nobody has: while no role is named, nobody deletes.
            values: listExpr(
              `coalescelist(tolist(var.break_glass_role_arns), ["arn:\${data.aws_partition.current.partition}:iam::000000000000:role/nobody"])`,
            ),
          },
        ],
      },
    ]);
    const attached = named(
      new BackupVaultPolicy(this, "policy", {
        backupVaultName: vault.name,
        policy,
        // Once it names a role, nobody else may put the lock: the lock is there before.
        dependsOn: [{ fqn: `aws_backup_vault_lock_configuration.${logicalId}` }],
        // Another lock is another resource for Terraform, and the policy denies to take the old one away: it goes first and comes back last.
        lifecycle: { replaceTriggeredBy: [`aws_backup_vault_lock_configuration.${logicalId}`] },
        ...where,
      }),
      logicalId,
    );
    annotate(attached, {
      comment:
        "Recovery points expire by their lifecycle; to delete one earlier takes a role that break_glass_role_arns names. Once it names one, only that role changes this policy.",
    });
    const lock = named(
      new BackupVaultLockConfiguration(this, "lock", {
        backupVaultName: vault.name,
        minRetentionDays: numberExpr(`min(${keepDays}, ${LOCK_DAYS})`),
        ...where,
      }),
      logicalId,
    );
    annotate(lock, {
      comment:
        "Governance mode. With changeable_for_days it would become compliance mode, which nobody, AWS included, can undo: decide that by hand.",
    });
  }
}
