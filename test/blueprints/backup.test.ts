// In: architectures and hours. Out: proof that backups are as often, as long and as far away as the answers say.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alarmTopic } from "../../blueprints/stacks/alarm-topic/blueprint.ts";
import { backup } from "../../blueprints/stacks/backup/blueprint.ts";
import { backupSchedule } from "../../blueprints/stacks/backup/schedule.ts";
import { database } from "../../blueprints/stacks/database/blueprint.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { network } from "../../blueprints/stacks/network/blueprint.ts";
import { storage } from "../../blueprints/stacks/storage/blueprint.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const shop = everything();
const build = (over: Partial<Architecture> = {}) =>
  graphOf({ ...shop, ...over }, [foundation, keys, network, alarmTopic, storage, database, backup]);
const typesOf = (graph: ReturnType<typeof build>) => new Set(graph.blocks.map(({ labels }) => labels[0]));

describe("the schedule", () => {
  it.each([
    [1, "cron(0 * * * ? *)"],
    [0.25, "cron(0 * * * ? *)"],
    [4, "cron(0 1,5,9,13,17,21 * * ? *)"],
    [5, "cron(0 1,5,9,13,17,21 * * ? *)"],
    [6, "cron(0 5,11,17,23 * * ? *)"],
    [12, "cron(0 5,17 * * ? *)"],
    [24, "cron(0 5 * * ? *)"],
    [48, "cron(0 5 * * ? *)"],
    [168, "cron(0 5 ? * SUN *)"],
    [720, "cron(0 5 ? * SUN *)"],
  ])("every %s hours is %s", (hours, expected) => {
    expect(backupSchedule(hours)).toBe(expected);
  });

  it("is never less often than asked for, also over midnight", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 167 }), (hours) => {
        const field = /^cron\(0 (\S+) \* \* \? \*\)$/.exec(backupSchedule(hours))?.[1] ?? "";
        const starts = field === "*" ? Array.from({ length: 24 }, (_, hour) => hour) : field.split(",").map(Number);
        const gaps = starts.map((start, index) => (starts[index + 1] ?? (starts[0] ?? 0) + 24) - start);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(hours);
      }),
    );
  });
});

describe("the plan", () => {
  const graph = build();

  it("covers databases and file systems by snapshots and buckets continuously, each by reference", () => {
    expect(blockAt(graph, "aws_backup_selection.snapshots")).toMatchObject({
      for_each: '${toset(var.backup.enabled ? ["snapshots"] : [])}',
      resources: ["${aws_db_instance.main.arn}", "${aws_efs_file_system.shared.arn}"],
    });
    expect(blockAt(graph, "aws_backup_selection.continuous")["resources"]).toEqual(["${aws_s3_bucket.uploads.arn}"]);
    expect(blockAt(graph, "aws_backup_plan.continuous")["rule"]).toMatchObject([
      {
        enable_continuous_backup: true,
        lifecycle: [{ delete_after: "${min(var.backup.retention_days, 35)}" }],
      },
    ]);
    expect(blockAt(graph, "aws_backup_plan.snapshots")["rule"]).toMatchObject([
      {
        enable_continuous_backup: false,
        schedule: "cron(0 5 * * ? *)",
        lifecycle: [{ delete_after: "${var.backup.retention_days}" }],
        copy_action: [
          {
            destination_vault_arn: "${aws_backup_vault.copy.arn}",
            lifecycle: [{ delete_after: "${var.backup.copy_retention_days}" }],
          },
        ],
      },
    ]);
  });

  it("keeps buckets as snapshots when they must last longer than a continuous backup can", () => {
    const long = build({ backup: { ...shop.backup, retentionDays: 365 } });
    expect(blockAt(long, "aws_backup_selection.snapshots")["resources"]).toContain("${aws_s3_bucket.uploads.arn}");
    expect(long.blocks.some(({ labels }) => labels[1] === "continuous")).toBe(false);
  });

  it("takes its numbers from the environment", () => {
    expect(graph.variables.find(({ name }) => name === "backup")?.values).toEqual({
      staging: { enabled: false, retention_days: 35, copy_retention_days: 14 },
      prod: { enabled: true, retention_days: 35, copy_retention_days: 14 },
    });
  });

  it("does not exist without anything to save or anybody who wants it", () => {
    expect(typesOf(build({ databases: [], buckets: [], fileSystems: [] }))).not.toContain("aws_backup_vault");
    const environments = shop.environments.map((environment) => ({
      ...environment,
      backup: { ...environment.backup, enabled: false },
    }));
    expect(typesOf(build({ environments }))).not.toContain("aws_backup_vault");
  });
});

describe("vaults", () => {
  it("stand in both regions, each under a key of its own region", () => {
    const graph = build();
    expect(blockAt(graph, "aws_backup_vault.this")).toMatchObject({ kms_key_arn: "${aws_kms_key.backup.arn}" });
    for (const address of ["aws_backup_vault.copy", "aws_kms_key.backup_copy", "aws_backup_vault_policy.copy"]) {
      expect(blockAt(graph, address)["provider"]).toBe("aws.dr");
    }
    expect(blockAt(graph, "aws_backup_vault.copy")["kms_key_arn"]).toBe("${aws_kms_key.backup_copy.arn}");
  });

  it("stay in one region when the answers do not ask for another", () => {
    const graph = build({ drRegion: undefined, backup: { ...shop.backup, crossRegion: false } });
    expect(graph.blocks.some(({ labels }) => labels[1] === "copy")).toBe(false);
    expect(JSON.stringify(graph.blocks)).not.toContain("copy_action");
  });

  it("let nobody but the roles of the input delete a recovery point, none by default", () => {
    expect(blockAt(build(), "data.aws_iam_policy_document.this_vault")["statement"]).toEqual([
      {
        sid: "OnlyBreakGlassDeletes",
        effect: "Deny",
        // With a role named, nobody else opens the policy again; without one, somebody must be able to name it. The lock and the vault are shut either way.
        actions:
          '${concat(["backup:DeleteBackupVault", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], length(var.break_glass_role_arns) > 0 ? ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration"] : [])}',
        resources: ["*"],
        principals: [{ type: "AWS", identifiers: ["*"] }],
        condition: [
          {
            test: "ArnNotLike",
            variable: "aws:PrincipalArn",
            values:
              '${coalescelist(tolist(var.break_glass_role_arns), ["arn:${data.aws_partition.current.partition}:iam::000000000000:role/nobody"])}',
          },
        ],
      },
    ]);
    expect(blockAt(build(), "var.break_glass_role_arns")).toMatchObject({ type: "set(string)", default: [] });
  });
});

describe("the lock of a vault", () => {
  it("is put before the policy that denies to put it", () => {
    for (const id of ["this", "copy"])
      expect(JSON.stringify(blockAt(build(), `aws_backup_vault_policy.${id}`)["depends_on"])).toContain(
        `aws_backup_vault_lock_configuration.${id}`,
      );
    // Terraform replaces a lock that changes: the policy, which denies to delete it, goes before and comes after.
    expect(blockAt(build(), "aws_backup_vault_policy.this")["lifecycle"]).toMatchObject([
      { replace_triggered_by: ["aws_backup_vault_lock_configuration.this"] },
    ]);
  });

  it("can be undone, and never asks for a longer life than the plan gives", () => {
    const graph = build();
    expect(blockAt(graph, "aws_backup_vault_lock_configuration.this")).toEqual({
      backup_vault_name: "${aws_backup_vault.this.name}",
      min_retention_days: "${min(var.backup.retention_days, 7)}",
    });
    expect(blockAt(graph, "aws_backup_vault_lock_configuration.copy")).toMatchObject({
      provider: "aws.dr",
      min_retention_days: "${min(var.backup.copy_retention_days, 7)}",
    });
  });
});

describe("a backup that does not come", () => {
  const address = "aws_cloudwatch_metric_alarm.backup_missing";

  it("alarms where the plan is on", () => {
    expect(blockAt(build(), address)).toMatchObject({
      for_each: '${toset(var.backup.enabled ? ["this"] : [])}',
      namespace: "AWS/Backup",
      metric_name: "NumberOfBackupJobsCompleted",
      dimensions: { BackupVaultName: "${aws_backup_vault.this.name}" },
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      period: 21600,
      evaluation_periods: 5,
      treat_missing_data: "breaching",
    });
  });

  it("is not waited for where backups are weekly: an alarm looks back a week at most", () => {
    const weekly = build({ backup: { ...shop.backup, frequencyHours: 168 } });
    expect(typesOf(weekly)).not.toContain("aws_cloudwatch_metric_alarm");
  });
});

describe("the logs of an instance", () => {
  const address = "aws_db_instance_automated_backups_replication.main";

  it("follow into the second region, under its key, where backups are on", () => {
    expect(blockAt(build(), address)).toMatchObject({
      for_each: '${toset(var.backup.enabled ? ["main"] : [])}',
      source_db_instance_arn: "${aws_db_instance.main.arn}",
      kms_key_id: "${aws_kms_key.backup_copy.arn}",
      retention_period: "${var.database_main.backup_retention_days}",
      provider: "aws.dr",
    });
  });

  it("stay where nobody asked for a point in time or for a second region", () => {
    for (const over of [{ pointInTime: false }, { crossRegion: false }])
      expect(typesOf(build({ backup: { ...shop.backup, ...over } }))).not.toContain(
        "aws_db_instance_automated_backups_replication",
      );
    const databases = shop.databases.map((one) => ({ ...one, engine: "aurora-postgres" as const }));
    expect(typesOf(build({ databases }))).not.toContain("aws_db_instance_automated_backups_replication");
  });
});

describe("the role of AWS Backup", () => {
  it("is taken for this account alone", () => {
    expect(blockAt(build(), "data.aws_iam_policy_document.backup_trust")["statement"]).toMatchObject([
      {
        principals: [{ identifiers: ["backup.amazonaws.com"] }],
        condition: [
          {
            test: "StringEquals",
            variable: "aws:SourceAccount",
            values: ["${data.aws_caller_identity.current.account_id}"],
          },
        ],
      },
    ]);
  });
});

describe("restores", () => {
  it("are tried every month, beside what runs", () => {
    const graph = build();
    expect(blockAt(graph, "aws_backup_restore_testing_plan.this")).toMatchObject({
      name: '${replace("${local.prefix}_monthly", "-", "_")}',
      schedule_expression: "cron(0 12 ? * 1#1 *)",
    });
    expect(blockAt(graph, "aws_backup_restore_testing_selection.instances")).toMatchObject({
      protected_resource_type: "RDS",
      protected_resource_arns: ["${aws_db_instance.main.arn}"],
    });
  });

  it("of databases land in their own subnets, where nobody reaches them, and not in a default VPC", () => {
    for (const engine of ["postgres", "aurora-postgres"] as const) {
      const graph = build({ databases: shop.databases.map((one) => ({ ...one, engine })) });
      const kind = engine === "postgres" ? "instances" : "clusters";
      expect(blockAt(graph, `aws_backup_restore_testing_selection.${kind}`)).toMatchObject({
        restore_metadata_overrides: {
          dbSubnetGroupName: "${aws_db_subnet_group.databases.name}",
          vpcSecurityGroupIds: "${jsonencode([aws_security_group.restore_test.id])}",
        },
      });
      const rules = graph.blocks.filter(({ labels }) => labels[0]?.startsWith("aws_vpc_security_group_"));
      expect(JSON.stringify(rules)).not.toContain("restore_test");
    }
    expect(typesOf(build({ databases: [] }))).toContain("aws_backup_restore_testing_selection");
    expect(JSON.stringify(build({ databases: [] }).blocks)).not.toContain("restore_test.id");
  });

  it("of buckets read their continuous backups", () => {
    expect(blockAt(build(), "aws_backup_restore_testing_selection.buckets")).toMatchObject({
      protected_resource_type: "S3",
      protected_resource_arns: ["${aws_s3_bucket.uploads.arn}"],
    });
    expect(blockAt(build(), "aws_backup_restore_testing_plan.this")["recovery_point_selection"]).toMatchObject([
      { recovery_point_types: ["CONTINUOUS", "SNAPSHOT"] },
    ]);
    expect(
      blockAt(build({ buckets: [] }), "aws_backup_restore_testing_plan.this")["recovery_point_selection"],
    ).toMatchObject([{ recovery_point_types: ["SNAPSHOT"] }]);
  });
});
