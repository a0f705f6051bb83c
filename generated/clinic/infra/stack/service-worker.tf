# From /output/services/1/technology: "same image as web, Celery"
resource "aws_security_group" "worker" {
  name        = "${local.prefix}-service-worker"
  description = "Tasks of worker"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-worker"
  }
}

resource "aws_cloudwatch_log_group" "worker" {
  name              = "/ecs/${local.prefix}/worker"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "worker_execution_trust" {
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

resource "aws_iam_role" "worker_execution" {
  name               = "${local.prefix}-worker-exec"
  description        = "Starts the tasks of worker"
  assume_role_policy = data.aws_iam_policy_document.worker_execution_trust.json
}

data "aws_iam_policy_document" "worker_execution" {
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
    resources = ["${aws_cloudwatch_log_group.worker.arn}:*"]
  }

  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:GetSecretValue"]
    resources = [
      aws_rds_cluster.main.master_user_secret[0].secret_arn,
      aws_secretsmanager_secret.cache_main.arn,
    ]
  }

  statement {
    sid       = "ReadParameters"
    actions   = ["ssm:GetParameters"]
    resources = [aws_ssm_parameter.twilio.arn, aws_ssm_parameter.signing_key.arn]
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

resource "aws_iam_role_policy" "worker_execution" {
  name   = "permissions"
  role   = aws_iam_role.worker_execution.id
  policy = data.aws_iam_policy_document.worker_execution.json
}

data "aws_iam_policy_document" "worker_task_trust" {
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

resource "aws_iam_role" "worker_task" {
  name               = "${local.prefix}-worker-task"
  description        = "What the code of worker may do"
  assume_role_policy = data.aws_iam_policy_document.worker_task_trust.json
}

data "aws_iam_policy_document" "worker_task" {
  statement {
    sid = "ReadWriteObjects"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = ["${aws_s3_bucket.files.arn}/*"]
  }

  statement {
    sid       = "ReadWriteListBuckets"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.files.arn]
  }

  statement {
    sid     = "SendMail"
    actions = ["ses:SendEmail", "ses:SendRawEmail"]
    resources = [
      "arn:${data.aws_partition.current.partition}:ses:${var.region}:${data.aws_caller_identity.current.account_id}:identity/${var.domain_name}",
      "arn:${data.aws_partition.current.partition}:ses:${var.region}:${data.aws_caller_identity.current.account_id}:configuration-set/${local.prefix}",
    ]
  }

  statement {
    sid       = "DataKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.data.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["s3.${var.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "worker_task" {
  name   = "permissions"
  role   = aws_iam_role.worker_task.id
  policy = data.aws_iam_policy_document.worker_task.json
}

resource "aws_ecs_task_definition" "worker" {
  family = "${local.prefix}-worker"
  container_definitions = jsonencode([
    {
      name                   = "worker"
      image                  = aws_ssm_parameter.web_image.insecure_value
      essential              = true
      command                = ["celery", "-A", "app", "worker", "--loglevel=INFO"]
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
          name  = "DATABASE_HOST"
          value = aws_rds_cluster.main.endpoint
        },
        {
          name  = "DATABASE_PORT"
          value = "5432"
        },
        {
          name  = "DATABASE_NAME"
          value = "clinic"
        },
        {
          name  = "DATABASE_TLS"
          value = "true"
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
        {
          name  = "FILES_BUCKET"
          value = aws_s3_bucket.files.bucket
        },
        {
          name  = "MAIL_DOMAIN"
          value = var.domain_name
        },
      ]
      secrets = [
        {
          name      = "DATABASE_USER"
          valueFrom = "${aws_rds_cluster.main.master_user_secret[0].secret_arn}:username::"
        },
        {
          name      = "DATABASE_PASSWORD"
          valueFrom = "${aws_rds_cluster.main.master_user_secret[0].secret_arn}:password::"
        },
        {
          name      = "CACHE_PASSWORD"
          valueFrom = aws_secretsmanager_secret.cache_main.arn
        },
        {
          name      = "TWILIO_API_KEY"
          valueFrom = aws_ssm_parameter.twilio.arn
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
          "sh",
          "-c",
          "celery -A app inspect ping --destination \"celery@$(hostname)\" --timeout 10",
        ]
        interval    = 60
        timeout     = 30
        retries     = 5
        startPeriod = 120
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.worker.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "worker"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["worker"].cpu
  execution_role_arn       = aws_iam_role.worker_execution.arn
  memory                   = var.services["worker"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.worker_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "worker"
  }
}

resource "aws_vpc_security_group_egress_rule" "worker_to_database_main" {
  description                  = "worker to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.database_main.id
  security_group_id            = aws_security_group.worker.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_main_from_worker" {
  description                  = "worker to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
  security_group_id            = aws_security_group.database_main.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "worker_to_cache_main" {
  description                  = "worker to cache main"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.cache_main.id
  security_group_id            = aws_security_group.worker.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_ingress_rule" "cache_main_from_worker" {
  description                  = "worker to cache main"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
  security_group_id            = aws_security_group.cache_main.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_egress_rule" "worker_to_https" {
  count = contains(var.internet_egress, "worker") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.worker.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "worker_through_s3" {
  description       = "worker to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.worker.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "worker_to_endpoints" {
  description                  = "worker to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.worker.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_worker" {
  description                  = "worker to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.worker.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

# Autoscaling owns the number of tasks after the first deployment.
resource "aws_ecs_service" "worker" {
  name                               = "worker"
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.this.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = var.services["worker"].min_count
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  force_new_deployment               = true
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.worker.arn

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
    security_groups  = [aws_security_group.worker.id]
    subnets          = values(aws_subnet.private)[*].id
  }

  tags = {
    Service = "worker"
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy.worker_execution,
    aws_iam_role_policy.worker_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "worker" {
  max_capacity       = var.services["worker"].max_count
  min_capacity       = var.services["worker"].min_count
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.worker.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

resource "aws_appautoscaling_policy" "worker_cpu" {
  name               = "worker-cpu"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = aws_appautoscaling_target.worker.scalable_dimension
  service_namespace  = aws_appautoscaling_target.worker.service_namespace

  target_tracking_scaling_policy_configuration {
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    target_value       = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
