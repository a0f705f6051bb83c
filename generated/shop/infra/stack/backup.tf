# From /output/data_architecture/backup_strategy: "35 days"
resource "aws_backup_vault" "this" {
  name          = "${local.prefix}-backup"
  force_destroy = false
  kms_key_arn   = aws_kms_key.backup.arn
}

data "aws_iam_policy_document" "this_vault" {
  statement {
    sid       = "OnlyBreakGlassDeletes"
    effect    = "Deny"
    actions   = concat(["backup:DeleteBackupVault", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], length(var.break_glass_role_arns) > 0 ? ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration"] : [])
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = coalescelist(tolist(var.break_glass_role_arns), ["arn:${data.aws_partition.current.partition}:iam::000000000000:role/nobody"])
    }
  }
}

# Recovery points expire by their lifecycle; to delete one earlier takes a role that break_glass_role_arns names. Once it names one, only that role changes this policy.
resource "aws_backup_vault_policy" "this" {
  backup_vault_name = aws_backup_vault.this.name
  policy            = data.aws_iam_policy_document.this_vault.json

  depends_on = [aws_backup_vault_lock_configuration.this]

  lifecycle {
    replace_triggered_by = [aws_backup_vault_lock_configuration.this]
  }
}

# Governance mode. With changeable_for_days it would become compliance mode, which nobody, AWS included, can undo: decide that by hand.
resource "aws_backup_vault_lock_configuration" "this" {
  backup_vault_name  = aws_backup_vault.this.name
  min_retention_days = min(var.backup.retention_days, 7)
}

data "aws_iam_policy_document" "backup_copy_key" {
  #checkov:skip=CKV_AWS_109:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_111:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_356:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  statement {
    sid       = "AccountAdministersThroughIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "backup_copy" {
  provider = aws.dr

  description             = "${local.prefix}: recovery points"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.backup_copy_key.json
}

resource "aws_kms_alias" "backup_copy" {
  provider = aws.dr

  name          = "alias/${local.prefix}-backup-copy"
  target_key_id = aws_kms_key.backup_copy.key_id
}

resource "aws_backup_vault" "copy" {
  provider = aws.dr

  name          = "${local.prefix}-backup-copy"
  force_destroy = false
  kms_key_arn   = aws_kms_key.backup_copy.arn
}

data "aws_iam_policy_document" "copy_vault" {
  statement {
    sid       = "OnlyBreakGlassDeletes"
    effect    = "Deny"
    actions   = concat(["backup:DeleteBackupVault", "backup:DeleteBackupVaultLockConfiguration", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"], length(var.break_glass_role_arns) > 0 ? ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration"] : [])
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = coalescelist(tolist(var.break_glass_role_arns), ["arn:${data.aws_partition.current.partition}:iam::000000000000:role/nobody"])
    }
  }
}

# Recovery points expire by their lifecycle; to delete one earlier takes a role that break_glass_role_arns names. Once it names one, only that role changes this policy.
resource "aws_backup_vault_policy" "copy" {
  provider = aws.dr

  backup_vault_name = aws_backup_vault.copy.name
  policy            = data.aws_iam_policy_document.copy_vault.json

  depends_on = [aws_backup_vault_lock_configuration.copy]

  lifecycle {
    replace_triggered_by = [aws_backup_vault_lock_configuration.copy]
  }
}

# Governance mode. With changeable_for_days it would become compliance mode, which nobody, AWS included, can undo: decide that by hand.
resource "aws_backup_vault_lock_configuration" "copy" {
  provider = aws.dr

  backup_vault_name  = aws_backup_vault.copy.name
  min_retention_days = min(var.backup.copy_retention_days, 7)
}

resource "aws_db_instance_automated_backups_replication" "main" {
  provider = aws.dr
  for_each = toset(var.backup.enabled ? ["main"] : [])

  kms_key_id             = aws_kms_key.backup_copy.arn
  retention_period       = var.database_main.backup_retention_days
  source_db_instance_arn = aws_db_instance.main.arn
}

data "aws_iam_policy_document" "backup_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "backup" {
  name               = "${local.prefix}-backup"
  description        = "AWS Backup makes recovery points and restores them"
  assume_role_policy = data.aws_iam_policy_document.backup_trust.json
}

resource "aws_iam_role_policy_attachment" "backup" {
  role       = aws_iam_role.backup.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
}

resource "aws_iam_role_policy_attachment" "backup_restore" {
  role       = aws_iam_role.backup.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"
}

resource "aws_iam_role_policy_attachment" "backup_bucket_backup" {
  role       = aws_iam_role.backup.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup"
}

resource "aws_iam_role_policy_attachment" "backup_bucket_restore" {
  role       = aws_iam_role.backup.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore"
}

# Snapshots. Databases recover to a point in time from their own automated backups: if this plan were continuous, it would take over their retention setting.
resource "aws_backup_plan" "snapshots" {
  name = "${local.prefix}-snapshots"

  rule {
    completion_window            = 720
    enable_continuous_backup     = false
    rule_name                    = "snapshots"
    schedule                     = "cron(0 5 * * ? *)"
    schedule_expression_timezone = "Etc/UTC"
    start_window                 = 60
    target_vault_name            = aws_backup_vault.this.name

    copy_action {
      destination_vault_arn = aws_backup_vault.copy.arn

      lifecycle {
        delete_after = var.backup.copy_retention_days
      }
    }

    lifecycle {
      delete_after = var.backup.retention_days
    }
  }
}

resource "aws_backup_selection" "snapshots" {
  for_each = toset(var.backup.enabled ? ["snapshots"] : [])

  name         = "snapshots"
  resources    = [aws_db_instance.main.arn]
  iam_role_arn = aws_iam_role.backup.arn
  plan_id      = aws_backup_plan.snapshots.id
}

# Buckets, to any second of the days kept.
resource "aws_backup_plan" "continuous" {
  name = "${local.prefix}-continuous"

  rule {
    completion_window            = 720
    enable_continuous_backup     = true
    rule_name                    = "continuous"
    schedule                     = "cron(0 5 * * ? *)"
    schedule_expression_timezone = "Etc/UTC"
    start_window                 = 60
    target_vault_name            = aws_backup_vault.this.name

    copy_action {
      destination_vault_arn = aws_backup_vault.copy.arn

      lifecycle {
        delete_after = var.backup.copy_retention_days
      }
    }

    lifecycle {
      delete_after = min(var.backup.retention_days, 35)
    }
  }
}

resource "aws_backup_selection" "continuous" {
  for_each = toset(var.backup.enabled ? ["continuous"] : [])

  name         = "continuous"
  resources    = [aws_s3_bucket.files.arn]
  iam_role_arn = aws_iam_role.backup.arn
  plan_id      = aws_backup_plan.continuous.id
}

resource "aws_backup_vault_notifications" "this" {
  backup_vault_events = ["S3_BACKUP_OBJECT_FAILED", "S3_RESTORE_OBJECT_FAILED"]
  backup_vault_name   = aws_backup_vault.this.name
  sns_topic_arn       = aws_sns_topic_policy.alarms.arn
}

resource "aws_security_group" "restore_test" {
  #checkov:skip=CKV2_AWS_5:Restore tests give this group to what they restore
  name        = "${local.prefix}-restore-test"
  description = "Restored databases, which nobody reaches"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-restore-test"
  }
}

# First Sunday of the month: restores the newest recovery points beside the running system and deletes them again.
resource "aws_backup_restore_testing_plan" "this" {
  name                         = replace("${local.prefix}_monthly", "-", "_")
  schedule_expression          = "cron(0 12 ? * 1#1 *)"
  schedule_expression_timezone = "Etc/UTC"
  start_window_hours           = 8

  recovery_point_selection {
    algorithm             = "LATEST_WITHIN_WINDOW"
    include_vaults        = [aws_backup_vault.this.arn]
    recovery_point_types  = ["CONTINUOUS", "SNAPSHOT"]
    selection_window_days = 8
  }
}

resource "aws_backup_restore_testing_selection" "instances" {
  for_each = toset(var.backup.enabled ? ["instances"] : [])

  name                    = replace("${local.prefix}_instances", "-", "_")
  iam_role_arn            = aws_iam_role.backup.arn
  protected_resource_arns = [aws_db_instance.main.arn]
  protected_resource_type = "RDS"
  restore_metadata_overrides = {
    dbSubnetGroupName   = aws_db_subnet_group.databases.name
    vpcSecurityGroupIds = jsonencode([aws_security_group.restore_test.id])
  }
  restore_testing_plan_name = aws_backup_restore_testing_plan.this.name
  validation_window_hours   = 1
}

# Copies every object into a bucket that AWS empties again: with terabytes, weigh the price of it.
resource "aws_backup_restore_testing_selection" "buckets" {
  for_each = toset(var.backup.enabled ? ["buckets"] : [])

  name                      = replace("${local.prefix}_buckets", "-", "_")
  iam_role_arn              = aws_iam_role.backup.arn
  protected_resource_arns   = [aws_s3_bucket.files.arn]
  protected_resource_type   = "S3"
  restore_testing_plan_name = aws_backup_restore_testing_plan.this.name
  validation_window_hours   = 1
}

resource "aws_cloudwatch_event_rule" "backup_failed" {
  name        = "${local.prefix}-backup-failed"
  description = "A backup into this vault failed"
  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = ["Backup Job State Change"]
    detail = {
      state           = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"]
      backupVaultName = [aws_backup_vault.this.name]
    }
  })
}

resource "aws_cloudwatch_event_target" "backup_failed" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.backup_failed.name
}

resource "aws_cloudwatch_event_rule" "backup_opened" {
  name        = "${local.prefix}-backup-opened"
  description = "Somebody took the policy or the lock of this vault away, or changed one, or deleted a backup before its time"
  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["backup.amazonaws.com"]
      eventName = [
        "DeleteBackupVault",
        "DeleteBackupVaultAccessPolicy",
        "DeleteBackupVaultLockConfiguration",
        "DeleteRecoveryPoint",
        "PutBackupVaultAccessPolicy",
        "PutBackupVaultLockConfiguration",
        "UpdateRecoveryPointLifecycle",
      ]
      requestParameters = {
        backupVaultName = [aws_backup_vault.this.name]
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "backup_opened" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.backup_opened.name
}

resource "aws_cloudwatch_event_rule" "backup_copy_or_restore_failed" {
  name        = "${local.prefix}-copy-or-restore-failed"
  description = "A copy of a recovery point, a restore or a restore test failed"
  event_pattern = jsonencode({
    source      = ["aws.backup"]
    detail-type = ["Copy Job State Change", "Restore Job State Change"]
    detail = {
      iamRoleArn = [aws_iam_role.backup.arn]
      "$or" = [
        {
          state = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"]
        },
        {
          status = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"]
        },
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "backup_copy_or_restore_failed" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.backup_copy_or_restore_failed.name
}

resource "aws_cloudwatch_metric_alarm" "backup_missing" {
  for_each = toset(var.backup.enabled ? ["this"] : [])

  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No backup has arrived in the vault for 30 hours: look at the jobs of AWS Backup and at its service opt-in of the region."
  alarm_name          = "${local.prefix}-backup-missing"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    BackupVaultName = aws_backup_vault.this.name
  }
  evaluation_periods = 5
  metric_name        = "NumberOfBackupJobsCompleted"
  namespace          = "AWS/Backup"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 21600
  statistic          = "Sum"
  threshold          = 1
  treat_missing_data = "breaching"
}
