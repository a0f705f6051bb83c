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
