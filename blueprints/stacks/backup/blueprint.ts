// In: databases, buckets, file systems, alarms. Out: vault, plans, copies in the second region, restore tests and what reports failures. Never the automated backups of a database: those are its own.
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection/index.js";
import { BackupVaultNotifications } from "@cdktf/provider-aws/lib/backup-vault-notifications/index.js";
import { DbInstanceAutomatedBackupsReplication } from "@cdktf/provider-aws/lib/db-instance-automated-backups-replication/index.js";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { expr, named, numberExpr } from "../expressions.ts";
import { DomainKey } from "../keys/blueprint.ts";
import type { Parts, StackParts } from "../parts.ts";
import { policyDocument } from "../policies.ts";
import { declareInput } from "../variables.ts";
import { addPlan } from "./plan.ts";
import { addRestoreTests } from "./restore-test.ts";
import { plansBackups } from "./scope.ts";
import { GuardedVault } from "./vault.ts";
import { addSilenceAlarm, addVaultEvents } from "./watch.ts";

/** Longest that a bucket's continuous backup can be kept, in days. https://docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html */
const CONTINUOUS_DAYS = 35;

/** Vault and plan stand in every environment; what they cover is chosen by input, so that an environment without backups costs nothing. */
export const backup: StackBlueprint<Parts> = {
  name: "backup",
  appliesTo: plansBackups,
  build(stack, architecture, parts) {
    const foundation = parts.get("foundation");
    const { prefix } = foundation;
    const top = new Construct(stack, "backup");
    annotate(top, { file: "backup", because: architecture.backup.because });
    declareBackupInput(top, architecture);

    const vault = new GuardedVault(top, "vault", {
      name: `${prefix}-backup`,
      logicalId: "this",
      key: parts.get("keys").backup,
      keepDays: "var.backup.retention_days",
    });
    const copies = addCopyVault(top, architecture, foundation);
    const copyTo = copies?.vaultArn;
    if (copies !== undefined && architecture.backup.pointInTime) replicateInstances(top, parts, copies);
    const role = addRole(top, architecture, foundation);

    const { databases, buckets, fileSystems } = resources(parts);
    // Continuous backups end after 35 days; what must be kept longer is kept as snapshots.
    const continuous = architecture.backup.pointInTime && architecture.backup.retentionDays <= CONTINUOUS_DAYS;
    const snapshots = [...databases, ...fileSystems, ...(continuous ? [] : buckets)];
    const select = (id: string, planId: string, arns: string[]) => {
      const selection = named(
        new BackupSelection(top, `selection-${id}`, { name: id, planId, iamRoleArn: role.arn, resources: arns }),
        id,
      );
      selection.addOverride("for_each", expr(`toset(var.backup.enabled ? ["${id}"] : [])`));
    };
    if (snapshots.length > 0) {
      const plan = addPlan(top, "snapshots", {
        prefix,
        frequencyHours: architecture.backup.frequencyHours,
        vaultName: vault.name,
        copyTo,
        continuous: false,
        keepDays: "var.backup.retention_days",
      });
      annotate(plan, {
        comment:
          "Snapshots. Databases recover to a point in time from their own automated backups: if this plan were continuous, it would take over their retention setting.",
      });
      select("snapshots", plan.id, snapshots);
    }
    if (continuous && buckets.length > 0) {
      const plan = addPlan(top, "continuous", {
        prefix,
        frequencyHours: architecture.backup.frequencyHours,
        vaultName: vault.name,
        copyTo,
        continuous: true,
        keepDays: `min(var.backup.retention_days, ${CONTINUOUS_DAYS})`,
      });
      annotate(plan, { comment: "Buckets, to any second of the days kept." });
      select("continuous", plan.id, buckets);
      named(
        new BackupVaultNotifications(top, "notifications", {
          backupVaultName: vault.name,
          snsTopicArn: parts.get("alarms").admittingTopicArn,
          backupVaultEvents: ["S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"],
        }),
        "this",
      );
    }
    addRestoreTests(
      top,
      {
        prefix,
        vaultArn: vault.arn,
        roleArn: role.arn,
        databases: [...parts.get("databases").values()],
        fileSystemArns: fileSystems,
        bucketArns: buckets,
      },
      parts,
    );
    addVaultEvents(top, parts, vault, role);
    addSilenceAlarm(top, architecture, parts, vault);
  },
};

function resources(parts: Parts): { databases: string[]; buckets: string[]; fileSystems: string[] } {
  const arns = (entries: ReadonlyMap<string, { readonly arn: string }>) => [...entries.values()].map(({ arn }) => arn);
  return {
    databases: arns(parts.get("databases")),
    buckets: arns(parts.get("buckets")),
    fileSystems: arns(parts.get("fileSystems")),
  };
}

function declareBackupInput(scope: Construct, architecture: Architecture): void {
  declareInput(scope, "break_glass_role_arns", architecture, {
    type: "set(string)",
    description:
      "Roles that may delete recovery points before their time, made outside of this stack. While it is empty, nobody may; once it names one, only they change the policy of the vault.",
    default: [],
  });
  declareInput(scope, "backup", architecture, {
    type: "object({ enabled = bool, retention_days = number, copy_retention_days = number })",
    description:
      "Backups by the plan: whether anything is covered, days that recovery points and their copies are kept.",
    valueFor: ({ backup: size }) => ({
      enabled: size.enabled,
      retention_days: size.retentionDays,
      copy_retention_days: size.copyRetentionDays,
    }),
    validation: {
      condition: "var.backup.retention_days >= 1 && var.backup.copy_retention_days >= 1",
      errorMessage: "Recovery points and copies are kept for at least a day.",
    },
  });
}

interface Copies {
  readonly vaultArn: string;
  readonly keyArn: string;
  readonly provider: AwsProvider;
}

/** The copy has a vault and a key of its own, so that losing the first region loses neither. */
function addCopyVault(
  top: Construct,
  architecture: Architecture,
  foundation: StackParts["foundation"],
): Copies | undefined {
  const provider = foundation.dr;
  if (!architecture.backup.crossRegion || provider === undefined) return undefined;
  const key = new DomainKey(top, "copy-key", foundation, architecture, {
    domain: "backup",
    logicalId: "backup_copy",
    provider,
  });
  const vault = new GuardedVault(top, "copy-vault", {
    name: `${foundation.prefix}-backup-copy`,
    logicalId: "copy",
    key: key.arn,
    keepDays: "var.backup.copy_retention_days",
    provider,
  });
  return { vaultArn: vault.arn, keyArn: key.arn, provider };
}

/** Snapshots alone reach the second region as often as the plan runs; with the transaction logs there, an instance recovers there to a point in time. A cluster has no such replication: its copies are the snapshots.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html */
function replicateInstances(top: Construct, parts: Parts, { keyArn, provider }: Copies): void {
  for (const [id, { arn, shape }] of parts.get("databases")) {
    if (shape !== "instance") continue;
    const replication = named(
      new DbInstanceAutomatedBackupsReplication(top, `replication-${id}`, {
        sourceDbInstanceArn: arn,
        kmsKeyId: keyArn,
        retentionPeriod: numberExpr(`var.database_${label(id)}.backup_retention_days`),
        provider,
      }),
      label(id),
    );
    replication.addOverride("for_each", expr(`toset(var.backup.enabled ? ["${id}"] : [])`));
  }
}

/** AWS Backup names no source when it takes a role, so the trust has no condition; only principals of this account can hand the role over. */
function addRole(
  top: Construct,
  architecture: Architecture,
  { accountId, partition, prefix }: StackParts["foundation"],
): IamRole {
  const role = named(
    new IamRole(top, "role", {
      name: `${prefix}-backup`,
      description: "AWS Backup makes recovery points and restores them",
      assumeRolePolicy: policyDocument(top, "backup_trust", [
        {
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["backup.amazonaws.com"] }],
          condition: [{ test: "StringEquals", variable: "aws:SourceAccount", values: [accountId] }],
        },
      ]),
    }),
    "backup",
  );
  const managed: Record<string, string> = {
    backup: "service-role/AWSBackupServiceRolePolicyForBackup",
    restore: "service-role/AWSBackupServiceRolePolicyForRestores",
    ...(architecture.buckets.length === 0
      ? {}
      : {
          bucket_backup: "AWSBackupServiceRolePolicyForS3Backup",
          bucket_restore: "AWSBackupServiceRolePolicyForS3Restore",
        }),
  };
  for (const [id, policy] of Object.entries(managed)) {
    named(
      new IamRolePolicyAttachment(top, `role-${id}`, {
        role: role.name,
        policyArn: `arn:${partition}:iam::aws:policy/${policy}`,
      }),
      id === "backup" ? "backup" : `backup_${id}`,
    );
  }
  return role;
}
