resource "aws_db_subnet_group" "databases" {
  name        = "${local.prefix}-databases"
  description = "Isolated subnets"
  subnet_ids  = values(aws_subnet.isolated)[*].id
}

data "aws_iam_policy_document" "database_monitoring_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["monitoring.rds.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:rds:${var.region}:${data.aws_caller_identity.current.account_id}:db:${local.prefix}-*"]
    }
  }
}

resource "aws_iam_role" "database_monitoring" {
  name               = "${local.prefix}-database-monitoring"
  description        = "RDS writes operating system metrics to CloudWatch Logs"
  assume_role_policy = data.aws_iam_policy_document.database_monitoring_trust.json
}

resource "aws_iam_role_policy_attachment" "database_monitoring" {
  role       = aws_iam_role.database_monitoring.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"
}

# From /output/data_architecture/primary_database: "PostgreSQL"
resource "aws_db_parameter_group" "main" {
  name        = "${local.prefix}-main-postgres17"
  family      = "postgres17"
  description = "TLS only, slow statements and schema changes logged"

  parameter {
    name         = "log_parameter_max_length"
    value        = "0"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_parameter_max_length_on_error"
    value        = "0"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_error_verbosity"
    value        = "terse"
    apply_method = "immediate"
  }

  parameter {
    name         = "rds.force_ssl"
    value        = "1"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_statement"
    value        = "ddl"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_min_duration_statement"
    value        = "1000"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_connections"
    value        = "1"
    apply_method = "immediate"
  }

  parameter {
    name         = "log_disconnections"
    value        = "1"
    apply_method = "immediate"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group" "database_main" {
  name        = "${local.prefix}-database-main"
  description = "Database main"
  vpc_id      = aws_vpc.this.id
}

resource "aws_cloudwatch_log_group" "database_main_postgresql" {
  name              = "/aws/rds/instance/${local.prefix}-main/postgresql"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "database_main_upgrade" {
  name              = "/aws/rds/instance/${local.prefix}-main/upgrade"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

resource "aws_db_instance" "main" {
  identifier                          = "${local.prefix}-main"
  allocated_storage                   = var.database_main.storage_gib
  auto_minor_version_upgrade          = true
  backup_retention_period             = var.database_main.backup_retention_days
  backup_window                       = "01:00-02:00"
  ca_cert_identifier                  = "rds-ca-rsa2048-g1"
  copy_tags_to_snapshot               = true
  database_insights_mode              = "standard"
  db_name                             = "shop"
  db_subnet_group_name                = aws_db_subnet_group.databases.name
  delete_automated_backups            = false
  deletion_protection                 = var.deletion_protection
  enabled_cloudwatch_logs_exports     = ["postgresql", "upgrade"]
  engine                              = "postgres"
  engine_lifecycle_support            = "open-source-rds-extended-support-disabled"
  engine_version                      = "17"
  final_snapshot_identifier           = "${local.prefix}-main-final"
  iam_database_authentication_enabled = true
  instance_class                      = var.database_main.instance_class
  kms_key_id                          = var.restored_key_arn == "" ? aws_kms_key.data.arn : var.restored_key_arn
  maintenance_window                  = "sun:02:30-sun:03:30"
  manage_master_user_password         = true
  master_user_secret_kms_key_id       = aws_kms_key.secrets.arn
  max_allocated_storage               = var.database_main.max_storage_gib
  monitoring_interval                 = 60
  monitoring_role_arn                 = aws_iam_role.database_monitoring.arn
  multi_az                            = var.database_main.multi_az
  parameter_group_name                = aws_db_parameter_group.main.name
  performance_insights_enabled        = true
  performance_insights_kms_key_id     = aws_kms_key.data.arn
  port                                = 5432
  publicly_accessible                 = false
  skip_final_snapshot                 = false
  storage_encrypted                   = true
  storage_type                        = "gp3"
  username                            = "app_owner"
  vpc_security_group_ids              = [aws_security_group.database_main.id]

  depends_on = [
    aws_cloudwatch_log_group.database_main_postgresql,
    aws_cloudwatch_log_group.database_main_upgrade,
  ]
}

# RDS itself would rotate every seven days, at a time of its own. Tasks read the password when they start: the schedules of the group restarts redeploy them.
resource "aws_secretsmanager_secret_rotation" "database_main" {
  rotate_immediately = false
  secret_id          = aws_db_instance.main.master_user_secret[0].secret_arn

  rotation_rules {
    duration            = "1h"
    schedule_expression = "cron(0 4 1 1,3,5,7,9,11 ? *)"
  }
}

resource "aws_db_event_subscription" "database_instances" {
  name             = "${local.prefix}-db-instance"
  event_categories = ["availability", "configuration change", "failover", "failure", "low storage", "maintenance"]
  sns_topic        = aws_sns_topic_policy.alarms.arn
  source_ids       = [aws_db_instance.main.identifier]
  source_type      = "db-instance"
}

resource "aws_db_event_subscription" "database_parameter_groups" {
  name             = "${local.prefix}-db-parameter-group"
  event_categories = ["configuration change"]
  sns_topic        = aws_sns_topic_policy.alarms.arn
  source_ids       = [aws_db_parameter_group.main.name]
  source_type      = "db-parameter-group"
}
