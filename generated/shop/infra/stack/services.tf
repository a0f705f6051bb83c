# Sessions of `aws ecs execute-command`, should someone open that door for a while; services keep it shut.
# From /output/services/0/technology: "Next.js 15 on Node 24, TypeScript"
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

resource "aws_scheduler_schedule_group" "this" {
  name = local.prefix
}

# Starts of scheduled tasks that failed after all retries; kept for 14 days.
resource "aws_sqs_queue" "schedules_dead_letter" {
  name                      = "${local.prefix}-schedules-dead-letter"
  kms_master_key_id         = aws_kms_key.messaging.arn
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "schedules_dead_letter" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.schedules_dead_letter.arn]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_sqs_queue_policy" "schedules_dead_letter" {
  policy    = data.aws_iam_policy_document.schedules_dead_letter.json
  queue_url = aws_sqs_queue.schedules_dead_letter.url
}
