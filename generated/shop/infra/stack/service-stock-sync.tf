# From /output/services/5/technology: "Python 3.13 script, uv"
resource "aws_ecr_repository" "stock_sync" {
  name                 = "${local.prefix}/stock-sync"
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

resource "aws_ecr_lifecycle_policy" "stock_sync" {
  repository = aws_ecr_repository.stock_sync.name
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
resource "aws_ssm_parameter" "stock_sync_image" {
  #checkov:skip=CKV2_AWS_34:The name of an image is no secret, and the pipeline must read it without a key
  #checkov:skip=CKV_AWS_337:The name of an image is no secret, and the pipeline must read it without a key
  name           = "/${local.prefix}/images/stock-sync"
  description    = "Image that runs, by digest; written by the pipeline"
  type           = "String"
  insecure_value = "${aws_ecr_repository.stock_sync.repository_url}:bootstrap"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_security_group" "stock_sync" {
  #checkov:skip=CKV2_AWS_5:The schedule gives this group to each task that it starts
  name        = "${local.prefix}-service-stock-sync"
  description = "Tasks of stock-sync"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-stock-sync"
  }
}

resource "aws_cloudwatch_log_group" "stock_sync" {
  name              = "/ecs/${local.prefix}/stock-sync"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "stock_sync_execution_trust" {
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

resource "aws_iam_role" "stock_sync_execution" {
  name               = "${local.prefix}-stock-sync-exec"
  description        = "Starts the tasks of stock-sync"
  assume_role_policy = data.aws_iam_policy_document.stock_sync_execution_trust.json
}

data "aws_iam_policy_document" "stock_sync_execution" {
  statement {
    sid       = "RegistryToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.stock_sync.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.stock_sync.arn}:*"]
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

resource "aws_iam_role_policy" "stock_sync_execution" {
  name   = "permissions"
  role   = aws_iam_role.stock_sync_execution.id
  policy = data.aws_iam_policy_document.stock_sync_execution.json
}

data "aws_iam_policy_document" "stock_sync_task_trust" {
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

resource "aws_iam_role" "stock_sync_task" {
  name               = "${local.prefix}-stock-sync-task"
  description        = "What the code of stock-sync may do"
  assume_role_policy = data.aws_iam_policy_document.stock_sync_task_trust.json
}

resource "aws_ecs_task_definition" "stock_sync" {
  family = "${local.prefix}-stock-sync"
  container_definitions = jsonencode([
    {
      name                   = "stock-sync"
      image                  = aws_ssm_parameter.stock_sync_image.insecure_value
      essential              = true
      user                   = "10001:10001"
      readonlyRootFilesystem = true
      linuxParameters = {
        capabilities = {
          drop = ["ALL"]
        }
        initProcessEnabled = true
      }
      stopTimeout = 30
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
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.stock_sync.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "stock-sync"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["stock-sync"].cpu
  execution_role_arn       = aws_iam_role.stock_sync_execution.arn
  memory                   = var.services["stock-sync"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.stock_sync_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "stock-sync"
  }
}

resource "aws_vpc_security_group_egress_rule" "stock_sync_to_database_main" {
  description                  = "stock-sync to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.database_main.id
  security_group_id            = aws_security_group.stock_sync.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_main_from_stock_sync" {
  description                  = "stock-sync to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.stock_sync.id
  security_group_id            = aws_security_group.database_main.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "stock_sync_to_https" {
  count = contains(var.internet_egress, "stock-sync") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.stock_sync.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "stock_sync_through_s3" {
  description       = "stock-sync to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.stock_sync.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "stock_sync_to_endpoints" {
  description                  = "stock-sync to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.stock_sync.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_stock_sync" {
  description                  = "stock-sync to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.stock_sync.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

data "aws_iam_policy_document" "stock_sync_schedule_trust" {
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
      values   = [aws_scheduler_schedule_group.this.arn]
    }
  }
}

resource "aws_iam_role" "stock_sync_schedule" {
  name               = "${local.prefix}-stock-sync-schedule"
  description        = "Starts stock-sync on its schedule"
  assume_role_policy = data.aws_iam_policy_document.stock_sync_schedule_trust.json
}

data "aws_iam_policy_document" "stock_sync_schedule" {
  statement {
    sid     = "StartTask"
    actions = ["ecs:RunTask"]
    resources = [
      "arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:task-definition/${local.prefix}-stock-sync",
      "arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:task-definition/${local.prefix}-stock-sync:*",
    ]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [aws_ecs_cluster.this.arn]
    }
  }

  statement {
    sid       = "TagTask"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:task/${aws_ecs_cluster.this.name}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  statement {
    sid       = "HandRolesToTask"
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.stock_sync_execution.arn, aws_iam_role.stock_sync_task.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  statement {
    sid       = "KeepFailedStarts"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.schedules_dead_letter.arn]
  }

  statement {
    sid       = "MessagingKey"
    actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
    resources = [aws_kms_key.messaging.arn]

    condition {
      test     = "StringEquals"
      variable = "kms:ViaService"
      values   = ["sqs.${var.region}.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "stock_sync_schedule" {
  name   = "permissions"
  role   = aws_iam_role.stock_sync_schedule.id
  policy = data.aws_iam_policy_document.stock_sync_schedule.json
}

resource "aws_scheduler_schedule" "stock_sync" {
  #checkov:skip=CKV_AWS_297:The schedule carries no payload, only the names of what it starts; AWS encrypts it with its own key
  name                         = "stock-sync"
  description                  = "Starts stock-sync"
  group_name                   = aws_scheduler_schedule_group.this.name
  schedule_expression          = "cron(0 2 * * ? *)"
  schedule_expression_timezone = "Europe/London"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_ecs_cluster.this.arn
    role_arn = aws_iam_role.stock_sync_schedule.arn

    dead_letter_config {
      arn = aws_sqs_queue.schedules_dead_letter.arn
    }

    ecs_parameters {
      enable_ecs_managed_tags = true
      launch_type             = "FARGATE"
      platform_version        = "LATEST"
      propagate_tags          = "TASK_DEFINITION"
      task_count              = 1
      task_definition_arn     = aws_ecs_task_definition.stock_sync.arn

      network_configuration {
        assign_public_ip = false
        security_groups  = [aws_security_group.stock_sync.id]
        subnets          = values(aws_subnet.private)[*].id
      }
    }

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }
  }
}
