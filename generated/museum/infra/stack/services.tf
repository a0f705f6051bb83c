# Sessions of `aws ecs execute-command`, should someone open that door for a while; services keep it shut.
# From /output/services/0/technology: "Node 24 with Express, TypeScript, npm"
resource "aws_cloudwatch_log_group" "exec" {
  name              = "/ecs/${local.prefix}-exec-sessions"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

resource "aws_service_discovery_http_namespace" "this" {
  name        = local.prefix
  description = "Names under which services find each other"
}

resource "aws_ecs_cluster" "this" {
  name = local.prefix

  configuration {
    execute_command_configuration {
      kms_key_id = aws_kms_key.logs.arn
      logging    = "OVERRIDE"

      log_configuration {
        cloud_watch_encryption_enabled = true
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.exec.name
      }
    }

    managed_storage_configuration {
      fargate_ephemeral_storage_kms_key_id = aws_kms_key.data.arn
    }
  }

  service_connect_defaults {
    namespace = aws_service_discovery_http_namespace.this.arn
  }

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
  cluster_name       = aws_ecs_cluster.this.name

  default_capacity_provider_strategy {
    base              = 1
    capacity_provider = "FARGATE"
    weight            = 1
  }
}

resource "aws_scheduler_schedule_group" "restarts" {
  name = "${local.prefix}-restarts"
}

data "aws_iam_policy_document" "password_restarts_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = [aws_scheduler_schedule_group.restarts.arn]
    }
  }
}

resource "aws_iam_role" "password_restarts" {
  name               = "${local.prefix}-restarts"
  description        = "Redeploys services around the rotation of passwords"
  assume_role_policy = data.aws_iam_policy_document.password_restarts_trust.json
}

data "aws_iam_policy_document" "password_restarts" {
  statement {
    sid       = "Redeploy"
    actions   = ["ecs:UpdateService"]
    resources = ["arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:service/${aws_ecs_cluster.this.name}/collection"]
  }
}

resource "aws_iam_role_policy" "password_restarts" {
  name   = "permissions"
  role   = aws_iam_role.password_restarts.id
  policy = data.aws_iam_policy_document.password_restarts.json
}

resource "aws_scheduler_schedule" "restart_collection" {
  #checkov:skip=CKV_AWS_297:The schedule carries the names of what it restarts and no secret; AWS encrypts it with its own key
  name                         = "collection"
  description                  = "Redeploys collection with the new password"
  group_name                   = aws_scheduler_schedule_group.restarts.name
  schedule_expression          = "cron(10,40 4-5 1 1,3,5,7,9,11 ? *)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn = "arn:${data.aws_partition.current.partition}:scheduler:::aws-sdk:ecs:updateService"
    input = jsonencode({
      Cluster            = aws_ecs_cluster.this.name
      Service            = "collection"
      ForceNewDeployment = true
    })
    role_arn = aws_iam_role.password_restarts.arn

    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 3
    }
  }
}
