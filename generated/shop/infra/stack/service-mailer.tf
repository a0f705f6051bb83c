# From /output/services/3/technology: "Go 1.26"
resource "aws_ecr_repository" "mailer" {
  name                 = "${local.prefix}/mailer"
  force_delete         = false
  image_tag_mutability = "IMMUTABLE"

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.data.arn
  }

  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_lifecycle_policy" "mailer" {
  repository = aws_ecr_repository.mailer.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "Untagged images go after two weeks"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = 14
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 2
        description  = "The last 100 releases stay, three entries each, to roll back to"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 300
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# The pipeline writes the digest of what it built here; Terraform reads it back and never sets it again.
resource "aws_ssm_parameter" "mailer_image" {
  #checkov:skip=CKV2_AWS_34:The name of an image is no secret, and the pipeline must read it without a key
  #checkov:skip=CKV_AWS_337:The name of an image is no secret, and the pipeline must read it without a key
  name           = "/${local.prefix}/images/mailer"
  description    = "Image that runs, by digest; written by the pipeline"
  type           = "String"
  insecure_value = "${aws_ecr_repository.mailer.repository_url}:bootstrap"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_security_group" "mailer" {
  name        = "${local.prefix}-service-mailer"
  description = "Tasks of mailer"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-mailer"
  }
}

resource "aws_cloudwatch_log_group" "mailer" {
  name              = "/ecs/${local.prefix}/mailer"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "mailer_execution_trust" {
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

resource "aws_iam_role" "mailer_execution" {
  name               = "${local.prefix}-mailer-exec"
  description        = "Starts the tasks of mailer"
  assume_role_policy = data.aws_iam_policy_document.mailer_execution_trust.json
}

data "aws_iam_policy_document" "mailer_execution" {
  statement {
    sid       = "RegistryToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.mailer.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.mailer.arn}:*"]
  }
}

resource "aws_iam_role_policy" "mailer_execution" {
  name   = "permissions"
  role   = aws_iam_role.mailer_execution.id
  policy = data.aws_iam_policy_document.mailer_execution.json
}

data "aws_iam_policy_document" "mailer_task_trust" {
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

resource "aws_iam_role" "mailer_task" {
  name               = "${local.prefix}-mailer-task"
  description        = "What the code of mailer may do"
  assume_role_policy = data.aws_iam_policy_document.mailer_task_trust.json
}

data "aws_iam_policy_document" "mailer_task" {
  statement {
    sid = "ConsumeQueues"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]
    resources = [aws_sqs_queue.mailer.arn]
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
    sid       = "MessagingKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.messaging.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sqs.${var.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "mailer_task" {
  name   = "permissions"
  role   = aws_iam_role.mailer_task.id
  policy = data.aws_iam_policy_document.mailer_task.json
}

resource "aws_ecs_task_definition" "mailer" {
  family = "${local.prefix}-mailer"
  container_definitions = jsonencode([
    {
      name                   = "mailer"
      image                  = aws_ssm_parameter.mailer_image.insecure_value
      essential              = true
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
          name  = "MAILER_QUEUE_URL"
          value = aws_sqs_queue.mailer.url
        },
        {
          name  = "MAIL_DOMAIN"
          value = var.domain_name
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
        command     = ["CMD", "/app/server", "healthcheck", "/tmp/heartbeat", "300"]
        interval    = 30
        timeout     = 5
        retries     = 2
        startPeriod = 60
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.mailer.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "mailer"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["mailer"].cpu
  execution_role_arn       = aws_iam_role.mailer_execution.arn
  memory                   = var.services["mailer"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.mailer_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "mailer"
  }
}

resource "aws_vpc_security_group_egress_rule" "mailer_to_https" {
  count = contains(var.internet_egress, "mailer") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.mailer.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "mailer_through_s3" {
  description       = "mailer to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.mailer.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "mailer_to_endpoints" {
  description                  = "mailer to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.mailer.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_mailer" {
  description                  = "mailer to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.mailer.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

# Autoscaling owns the number of tasks after the first deployment.
resource "aws_ecs_service" "mailer" {
  name                               = "mailer"
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.this.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = var.services["mailer"].min_count
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  force_new_deployment               = true
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.mailer.arn

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
    security_groups  = [aws_security_group.mailer.id]
    subnets          = values(aws_subnet.private)[*].id
  }

  tags = {
    Service = "mailer"
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy.mailer_execution,
    aws_iam_role_policy.mailer_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "mailer" {
  max_capacity       = var.services["mailer"].max_count
  min_capacity       = var.services["mailer"].min_count
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.mailer.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

# Messages waiting per running task; without a running task, per one.
resource "aws_appautoscaling_policy" "mailer_backlog" {
  name               = "mailer-backlog"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.mailer.resource_id
  scalable_dimension = aws_appautoscaling_target.mailer.scalable_dimension
  service_namespace  = aws_appautoscaling_target.mailer.service_namespace

  target_tracking_scaling_policy_configuration {
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    target_value       = 100

    customized_metric_specification {
      metrics {
        id          = "visible"
        label       = "Messages waiting"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            metric_name = "ApproximateNumberOfMessagesVisible"
            namespace   = "AWS/SQS"

            dimensions {
              name  = "QueueName"
              value = aws_sqs_queue.mailer.name
            }
          }
        }
      }

      metrics {
        id          = "running"
        label       = "Tasks running"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            metric_name = "RunningTaskCount"
            namespace   = "ECS/ContainerInsights"

            dimensions {
              name  = "ClusterName"
              value = aws_ecs_cluster.this.name
            }

            dimensions {
              name  = "ServiceName"
              value = "mailer"
            }
          }
        }
      }

      metrics {
        expression  = "visible / IF(running > 1, running, 1)"
        id          = "backlog"
        label       = "Backlog per task"
        return_data = true
      }
    }
  }
}
