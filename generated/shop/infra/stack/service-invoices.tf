# From /output/services/4/technology: "Python 3.13, plain consumer loop, uv"
resource "aws_ecr_repository" "invoices" {
  name                 = "${local.prefix}/invoices"
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

resource "aws_ecr_lifecycle_policy" "invoices" {
  repository = aws_ecr_repository.invoices.name
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
resource "aws_ssm_parameter" "invoices_image" {
  #checkov:skip=CKV2_AWS_34:The name of an image is no secret, and the pipeline must read it without a key
  #checkov:skip=CKV_AWS_337:The name of an image is no secret, and the pipeline must read it without a key
  name           = "/${local.prefix}/images/invoices"
  description    = "Image that runs, by digest; written by the pipeline"
  type           = "String"
  insecure_value = "${aws_ecr_repository.invoices.repository_url}:bootstrap"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_security_group" "invoices" {
  name        = "${local.prefix}-service-invoices"
  description = "Tasks of invoices"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-invoices"
  }
}

resource "aws_cloudwatch_log_group" "invoices" {
  name              = "/ecs/${local.prefix}/invoices"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "invoices_execution_trust" {
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

resource "aws_iam_role" "invoices_execution" {
  name               = "${local.prefix}-invoices-exec"
  description        = "Starts the tasks of invoices"
  assume_role_policy = data.aws_iam_policy_document.invoices_execution_trust.json
}

data "aws_iam_policy_document" "invoices_execution" {
  statement {
    sid       = "RegistryToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.invoices.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.invoices.arn}:*"]
  }

  statement {
    sid       = "ReadSecrets"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [aws_db_instance.main.master_user_secret[0].secret_arn]
  }

  statement {
    sid       = "SecretsKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.secrets.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["secretsmanager.${var.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "invoices_execution" {
  name   = "permissions"
  role   = aws_iam_role.invoices_execution.id
  policy = data.aws_iam_policy_document.invoices_execution.json
}

data "aws_iam_policy_document" "invoices_task_trust" {
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

resource "aws_iam_role" "invoices_task" {
  name               = "${local.prefix}-invoices-task"
  description        = "What the code of invoices may do"
  assume_role_policy = data.aws_iam_policy_document.invoices_task_trust.json
}

data "aws_iam_policy_document" "invoices_task" {
  statement {
    sid = "ConsumeQueues"
    actions = [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]
    resources = [aws_sqs_queue.invoices.arn]
  }

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
    sid       = "MessagingKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.messaging.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sqs.${var.region}.amazonaws.com"]
    }
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

resource "aws_iam_role_policy" "invoices_task" {
  name   = "permissions"
  role   = aws_iam_role.invoices_task.id
  policy = data.aws_iam_policy_document.invoices_task.json
}

resource "aws_ecs_task_definition" "invoices" {
  family = "${local.prefix}-invoices"
  container_definitions = jsonencode([
    {
      name                   = "invoices"
      image                  = aws_ssm_parameter.invoices_image.insecure_value
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
          name  = "DATABASE_HOST"
          value = aws_db_instance.main.address
        },
        {
          name  = "DATABASE_PORT"
          value = "5432"
        },
        {
          name  = "DATABASE_NAME"
          value = "shop"
        },
        {
          name  = "DATABASE_TLS"
          value = "true"
        },
        {
          name  = "FILES_BUCKET"
          value = aws_s3_bucket.files.bucket
        },
        {
          name  = "INVOICES_QUEUE_URL"
          value = aws_sqs_queue.invoices.url
        },
      ]
      secrets = [
        {
          name      = "DATABASE_USER"
          valueFrom = "${aws_db_instance.main.master_user_secret[0].secret_arn}:username::"
        },
        {
          name      = "DATABASE_PASSWORD"
          valueFrom = "${aws_db_instance.main.master_user_secret[0].secret_arn}:password::"
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
          "300",
        ]
        interval    = 30
        timeout     = 5
        retries     = 2
        startPeriod = 60
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.invoices.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "invoices"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["invoices"].cpu
  execution_role_arn       = aws_iam_role.invoices_execution.arn
  memory                   = var.services["invoices"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.invoices_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "invoices"
  }
}

resource "aws_vpc_security_group_egress_rule" "invoices_to_database_main" {
  description                  = "invoices to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.database_main.id
  security_group_id            = aws_security_group.invoices.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_main_from_invoices" {
  description                  = "invoices to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.invoices.id
  security_group_id            = aws_security_group.database_main.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "invoices_to_https" {
  count = contains(var.internet_egress, "invoices") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.invoices.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "invoices_through_s3" {
  description       = "invoices to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.invoices.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "invoices_to_endpoints" {
  description                  = "invoices to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.invoices.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_invoices" {
  description                  = "invoices to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.invoices.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

# Autoscaling owns the number of tasks after the first deployment.
resource "aws_ecs_service" "invoices" {
  name                               = "invoices"
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.this.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = var.services["invoices"].min_count
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  force_new_deployment               = true
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.invoices.arn

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
    security_groups  = [aws_security_group.invoices.id]
    subnets          = values(aws_subnet.private)[*].id
  }

  tags = {
    Service = "invoices"
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy.invoices_execution,
    aws_iam_role_policy.invoices_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "invoices" {
  max_capacity       = var.services["invoices"].max_count
  min_capacity       = var.services["invoices"].min_count
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.invoices.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

# Messages waiting per running task; without a running task, per one.
resource "aws_appautoscaling_policy" "invoices_backlog" {
  name               = "invoices-backlog"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.invoices.resource_id
  scalable_dimension = aws_appautoscaling_target.invoices.scalable_dimension
  service_namespace  = aws_appautoscaling_target.invoices.service_namespace

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
              value = aws_sqs_queue.invoices.name
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
              value = "invoices"
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
