# From /output/services/0/technology: "Go 1.26, standard library, listens on port 8080, health-checked at /healthz"
resource "aws_ecr_repository" "api" {
  name                 = "${local.prefix}/api"
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

resource "aws_ecr_lifecycle_policy" "api" {
  repository = aws_ecr_repository.api.name
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
resource "aws_ssm_parameter" "api_image" {
  #checkov:skip=CKV2_AWS_34:The name of an image is no secret, and the pipeline must read it without a key
  #checkov:skip=CKV_AWS_337:The name of an image is no secret, and the pipeline must read it without a key
  name           = "/${local.prefix}/images/api"
  description    = "Image that runs, by digest; written by the pipeline"
  type           = "String"
  insecure_value = "${aws_ecr_repository.api.repository_url}:bootstrap"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_security_group" "api" {
  name        = "${local.prefix}-service-api"
  description = "Tasks of api"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-api"
  }
}

resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/${local.prefix}/api"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "api_execution_trust" {
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

resource "aws_iam_role" "api_execution" {
  name               = "${local.prefix}-api-exec"
  description        = "Starts the tasks of api"
  assume_role_policy = data.aws_iam_policy_document.api_execution_trust.json
}

data "aws_iam_policy_document" "api_execution" {
  statement {
    sid       = "RegistryToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.api.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.api.arn}:*"]
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

resource "aws_iam_role_policy" "api_execution" {
  name   = "permissions"
  role   = aws_iam_role.api_execution.id
  policy = data.aws_iam_policy_document.api_execution.json
}

data "aws_iam_policy_document" "api_task_trust" {
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

resource "aws_iam_role" "api_task" {
  name               = "${local.prefix}-api-task"
  description        = "What the code of api may do"
  assume_role_policy = data.aws_iam_policy_document.api_task_trust.json
}

resource "aws_ecs_task_definition" "api" {
  family = "${local.prefix}-api"
  container_definitions = jsonencode([
    {
      name                   = "api"
      image                  = aws_ssm_parameter.api_image.insecure_value
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
      portMappings = [
        {
          name          = "api"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
          appProtocol   = "http"
        },
      ]
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
          name  = "PORT"
          value = "8080"
        },
        {
          name  = "DATABASE_HOST"
          value = aws_db_instance.main.address
        },
        {
          name  = "DATABASE_PORT"
          value = "3306"
        },
        {
          name  = "DATABASE_NAME"
          value = "parcels"
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
      healthCheck = {
        command     = ["CMD", "/app/server", "healthcheck"]
        interval    = 15
        timeout     = 5
        retries     = 3
        startPeriod = 30
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "api"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["api"].cpu
  execution_role_arn       = aws_iam_role.api_execution.arn
  memory                   = var.services["api"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.api_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "api"
  }
}

resource "aws_vpc_security_group_egress_rule" "api_to_database_main" {
  description                  = "api to database main"
  from_port                    = 3306
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.database_main.id
  security_group_id            = aws_security_group.api.id
  to_port                      = 3306
}

resource "aws_vpc_security_group_ingress_rule" "database_main_from_api" {
  description                  = "api to database main"
  from_port                    = 3306
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.api.id
  security_group_id            = aws_security_group.database_main.id
  to_port                      = 3306
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_api" {
  description                  = "load balancer to api"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.api.id
  security_group_id            = aws_security_group.load_balancer.id
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "api_from_load_balancer" {
  description                  = "load balancer to api"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.load_balancer.id
  security_group_id            = aws_security_group.api.id
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "api_to_https" {
  count = contains(var.internet_egress, "api") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.api.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "api_through_s3" {
  description       = "api to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.api.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "api_to_endpoints" {
  description                  = "api to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.api.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_api" {
  description                  = "api to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.api.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

resource "aws_lb_target_group" "api" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; the last hop stays inside the VPC between two security groups
  name                 = "${local.short_prefix}-api-8080"
  deregistration_delay = "30"
  port                 = 8080
  protocol             = "HTTP"
  target_type          = "ip"
  vpc_id               = aws_vpc.this.id

  health_check {
    healthy_threshold   = 2
    interval            = 15
    matcher             = "200"
    path                = "/healthz"
    protocol            = "HTTP"
    timeout             = 5
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lb_listener_rule" "api" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 49000

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api.arn
  }

  condition {
    host_header {
      values = ["api.${var.domain_name}"]
    }
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }
}

# Autoscaling owns the number of tasks after the first deployment.
resource "aws_ecs_service" "api" {
  name                               = "api"
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.this.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = var.services["api"].min_count
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  force_new_deployment               = true
  health_check_grace_period_seconds  = 60
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.api.arn

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

  load_balancer {
    container_name   = "api"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api.arn
  }

  network_configuration {
    assign_public_ip = false
    security_groups  = [aws_security_group.api.id]
    subnets          = values(aws_subnet.private)[*].id
  }

  tags = {
    Service = "api"
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy.api_execution,
    aws_lb_listener_rule.api,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "api" {
  max_capacity       = var.services["api"].max_count
  min_capacity       = var.services["api"].min_count
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.api.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

resource "aws_appautoscaling_policy" "api_cpu" {
  name               = "api-cpu"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.api.resource_id
  scalable_dimension = aws_appautoscaling_target.api.scalable_dimension
  service_namespace  = aws_appautoscaling_target.api.service_namespace

  target_tracking_scaling_policy_configuration {
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    target_value       = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
