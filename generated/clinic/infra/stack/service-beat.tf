# From /output/services/2/technology: "same image as web, celery beat"
resource "aws_security_group" "beat" {
  name        = "${local.prefix}-service-beat"
  description = "Tasks of beat"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-beat"
  }
}

resource "aws_cloudwatch_log_group" "beat" {
  name              = "/ecs/${local.prefix}/beat"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "beat_execution_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:*"]
    }
  }
}

resource "aws_iam_role" "beat_execution" {
  name               = "${local.prefix}-beat-exec"
  description        = "Starts the tasks of beat"
  assume_role_policy = data.aws_iam_policy_document.beat_execution_trust.json
}

data "aws_iam_policy_document" "beat_execution" {
  statement {
    sid       = "RegistryToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.web.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.beat.arn}:*"]
  }

  statement {
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_secretsmanager_secret.cache_main.arn]
  }

  statement {
    sid       = "ReadParameters"
    actions   = ["ssm:GetParameters"]
    resources = [aws_ssm_parameter.signing_key.arn]
  }

  statement {
    sid       = "SecretsKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.secrets.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${var.region}.amazonaws.com", "ssm.${var.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "beat_execution" {
  name   = "permissions"
  role   = aws_iam_role.beat_execution.id
  policy = data.aws_iam_policy_document.beat_execution.json
}

data "aws_iam_policy_document" "beat_task_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:*"]
    }
  }
}

resource "aws_iam_role" "beat_task" {
  name               = "${local.prefix}-beat-task"
  description        = "What the code of beat may do"
  assume_role_policy = data.aws_iam_policy_document.beat_task_trust.json
}

resource "aws_ecs_task_definition" "beat" {
  family = "${local.prefix}-beat"
  container_definitions = jsonencode([
    {
      name                   = "beat"
      image                  = aws_ssm_parameter.web_image.insecure_value
      essential              = true
      command                = ["celery", "-A", "app", "beat", "--loglevel=INFO", "--schedule=/tmp/celerybeat-schedule"]
      user                   = "10001:10001"
      readonlyRootFilesystem = true
      linuxParameters = {
        capabilities = {
          drop = ["ALL"]
        }
        initProcessEnabled = true
      }
      stopTimeout = 120
      environment = [
        {
          name  = "APP_ENVIRONMENT"
          value = var.environment
        },
        {
          name  = "AWS_REGION"
          value = var.region
        },
        {
          name  = "LOG_LEVEL"
          value = "info"
        },
        {
          name  = "CACHE_HOST"
          value = aws_elasticache_replication_group.main.primary_endpoint_address
        },
        {
          name  = "CACHE_PORT"
          value = "6379"
        },
        {
          name  = "CACHE_TLS"
          value = "true"
        },
      ]
      secrets = [
        {
          name      = "CACHE_PASSWORD"
          valueFrom = aws_secretsmanager_secret.cache_main.arn
        },
        {
          name      = "APP_SIGNING_KEY"
          valueFrom = aws_ssm_parameter.signing_key.arn
        },
      ]
      mountPoints = [
        {
          sourceVolume  = "tmp"
          containerPath = "/tmp"
          readOnly      = false
        },
      ]
      healthCheck = {
        command = [
          "CMD",
          "python",
          "-c",
          "import os, sys, time; sys.exit(time.time() - os.path.getmtime(sys.argv[1]) >= float(sys.argv[2]))",
          "/tmp/heartbeat",
          "900",
        ]
        interval    = 30
        timeout     = 5
        retries     = 2
        startPeriod = 60
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.beat.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "beat"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["beat"].cpu
  execution_role_arn       = aws_iam_role.beat_execution.arn
  memory                   = var.services["beat"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.beat_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "beat"
  }
}

resource "aws_vpc_security_group_egress_rule" "beat_to_cache_main" {
  description                  = "beat to cache main"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.cache_main.id
  security_group_id            = aws_security_group.beat.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_ingress_rule" "cache_main_from_beat" {
  description                  = "beat to cache main"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.beat.id
  security_group_id            = aws_security_group.cache_main.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_egress_rule" "beat_to_https" {
  count = contains(var.internet_egress, "beat") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.beat.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "beat_through_s3" {
  description       = "beat to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.beat.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "beat_to_endpoints" {
  description                  = "beat to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.beat.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_beat" {
  description                  = "beat to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.beat.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

# Must never run twice: exactly one task, and the old one stops first.
resource "aws_ecs_service" "beat" {
  name                               = "beat"
  availability_zone_rebalancing      = "DISABLED"
  cluster                            = aws_ecs_cluster.this.arn
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  desired_count                      = 1
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  force_new_deployment               = true
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.beat.arn

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 100 - var.spot_percent
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = var.spot_percent
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    assign_public_ip = false
    security_groups  = [aws_security_group.beat.id]
    subnets          = values(aws_subnet.private)[*].id
  }

  tags = {
    Service = "beat"
  }

  depends_on = [aws_ecs_cluster_capacity_providers.this, aws_iam_role_policy.beat_execution]
}
