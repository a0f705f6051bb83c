# From /output/services/1/technology: "Python 3.13, FastAPI, uv"
resource "aws_ecr_repository" "catalog" {
  name                 = "${local.prefix}/catalog"
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

resource "aws_ecr_lifecycle_policy" "catalog" {
  repository = aws_ecr_repository.catalog.name
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
resource "aws_ssm_parameter" "catalog_image" {
  #checkov:skip=CKV2_AWS_34:The name of an image is no secret, and the pipeline must read it without a key
  #checkov:skip=CKV_AWS_337:The name of an image is no secret, and the pipeline must read it without a key
  name           = "/${local.prefix}/images/catalog"
  description    = "Image that runs, by digest; written by the pipeline"
  type           = "String"
  insecure_value = "${aws_ecr_repository.catalog.repository_url}:bootstrap"

  lifecycle {
    ignore_changes = [insecure_value]
  }
}

resource "aws_security_group" "catalog" {
  name        = "${local.prefix}-service-catalog"
  description = "Tasks of catalog"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-service-catalog"
  }
}

resource "aws_cloudwatch_log_group" "catalog" {
  name              = "/ecs/${local.prefix}/catalog"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
  skip_destroy      = var.deletion_protection
}

data "aws_iam_policy_document" "catalog_execution_trust" {
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

resource "aws_iam_role" "catalog_execution" {
  name               = "${local.prefix}-catalog-exec"
  description        = "Starts the tasks of catalog"
  assume_role_policy = data.aws_iam_policy_document.catalog_execution_trust.json
}

data "aws_iam_policy_document" "catalog_execution" {
  statement {
    sid       = "RegistryToken"
    actions   = ["ecr:GetAuthorizationToken"]
    resources = ["*"]
  }

  statement {
    sid       = "PullImage"
    actions   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = [aws_ecr_repository.catalog.arn]
  }

  statement {
    sid       = "WriteLog"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.catalog.arn}:*"]
  }

  statement {
    sid     = "ReadSecrets"
    actions = ["secretsmanager:GetSecretValue"]
    resources = [
      aws_db_instance.main.master_user_secret[0].secret_arn,
      aws_secretsmanager_secret.cache_main.arn,
      aws_secretsmanager_secret.signing_key.arn,
    ]
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

resource "aws_iam_role_policy" "catalog_execution" {
  name   = "permissions"
  role   = aws_iam_role.catalog_execution.id
  policy = data.aws_iam_policy_document.catalog_execution.json
}

data "aws_iam_policy_document" "catalog_task_trust" {
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

resource "aws_iam_role" "catalog_task" {
  name               = "${local.prefix}-catalog-task"
  description        = "What the code of catalog may do"
  assume_role_policy = data.aws_iam_policy_document.catalog_task_trust.json
}

data "aws_iam_policy_document" "catalog_task" {
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

resource "aws_iam_role_policy" "catalog_task" {
  name   = "permissions"
  role   = aws_iam_role.catalog_task.id
  policy = data.aws_iam_policy_document.catalog_task.json
}

resource "aws_ecs_task_definition" "catalog" {
  family = "${local.prefix}-catalog"
  container_definitions = jsonencode([
    {
      name                   = "catalog"
      image                  = aws_ssm_parameter.catalog_image.insecure_value
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
          name          = "catalog"
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
        {
          name      = "CACHE_PASSWORD"
          valueFrom = aws_secretsmanager_secret.cache_main.arn
        },
        {
          name      = "APP_SIGNING_KEY"
          valueFrom = aws_secretsmanager_secret.signing_key.arn
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
          "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=4)",
          "http://127.0.0.1:8080/healthz",
        ]
        interval    = 15
        timeout     = 5
        retries     = 3
        startPeriod = 30
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.catalog.name
          awslogs-region        = var.region
          awslogs-stream-prefix = "catalog"
          mode                  = "non-blocking"
          max-buffer-size       = "25m"
        }
      }
    },
  ])
  cpu                      = var.services["catalog"].cpu
  execution_role_arn       = aws_iam_role.catalog_execution.arn
  memory                   = var.services["catalog"].memory
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  task_role_arn            = aws_iam_role.catalog_task.arn

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "tmp"
  }

  tags = {
    Service = "catalog"
  }
}

resource "aws_vpc_security_group_egress_rule" "catalog_to_database_main" {
  description                  = "catalog to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.database_main.id
  security_group_id            = aws_security_group.catalog.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "database_main_from_catalog" {
  description                  = "catalog to database main"
  from_port                    = 5432
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.catalog.id
  security_group_id            = aws_security_group.database_main.id
  to_port                      = 5432
}

resource "aws_vpc_security_group_egress_rule" "catalog_to_cache_main" {
  description                  = "catalog to cache main"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.cache_main.id
  security_group_id            = aws_security_group.catalog.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_ingress_rule" "cache_main_from_catalog" {
  description                  = "catalog to cache main"
  from_port                    = 6379
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.catalog.id
  security_group_id            = aws_security_group.cache_main.id
  to_port                      = 6379
}

resource "aws_vpc_security_group_egress_rule" "load_balancer_to_catalog" {
  description                  = "load balancer to catalog"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.catalog.id
  security_group_id            = aws_security_group.load_balancer.id
  to_port                      = 8080
}

resource "aws_vpc_security_group_ingress_rule" "catalog_from_load_balancer" {
  description                  = "load balancer to catalog"
  from_port                    = 8080
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.load_balancer.id
  security_group_id            = aws_security_group.catalog.id
  to_port                      = 8080
}

resource "aws_vpc_security_group_egress_rule" "catalog_to_https" {
  count = contains(var.internet_egress, "catalog") ? 1 : 0

  description       = "HTTPS to AWS services and to the external systems that this service calls"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.catalog.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "catalog_through_s3" {
  description       = "catalog to S3 through its gateway"
  from_port         = 443
  ip_protocol       = "tcp"
  prefix_list_id    = aws_vpc_endpoint.s3.prefix_list_id
  security_group_id = aws_security_group.catalog.id
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "catalog_to_endpoints" {
  description                  = "catalog to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.endpoints.id
  security_group_id            = aws_security_group.catalog.id
  to_port                      = 443
}

resource "aws_vpc_security_group_ingress_rule" "endpoints_from_catalog" {
  description                  = "catalog to the endpoints of AWS services"
  from_port                    = 443
  ip_protocol                  = "tcp"
  referenced_security_group_id = aws_security_group.catalog.id
  security_group_id            = aws_security_group.endpoints.id
  to_port                      = 443
}

resource "aws_lb_target_group" "catalog" {
  #checkov:skip=CKV_AWS_378:TLS ends at the load balancer; the last hop stays inside the VPC between two security groups
  name                 = "${local.short_prefix}-catalog-8080"
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

resource "aws_lb_listener_rule" "catalog" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 39965

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.catalog.arn
  }

  condition {
    host_header {
      values = [var.domain_name]
    }
  }

  condition {
    path_pattern {
      values = ["/catalog", "/catalog/*", "/api/catalog", "/api/catalog/*"]
    }
  }
}

# Autoscaling owns the number of tasks after the first deployment.
resource "aws_ecs_service" "catalog" {
  name                               = "catalog"
  availability_zone_rebalancing      = "ENABLED"
  cluster                            = aws_ecs_cluster.this.arn
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  desired_count                      = var.services["catalog"].min_count
  enable_ecs_managed_tags            = true
  enable_execute_command             = false
  force_new_deployment               = true
  health_check_grace_period_seconds  = 60
  platform_version                   = "LATEST"
  propagate_tags                     = "SERVICE"
  task_definition                    = aws_ecs_task_definition.catalog.arn

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
    container_name   = "catalog"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.catalog.arn
  }

  network_configuration {
    assign_public_ip = false
    security_groups  = [aws_security_group.catalog.id]
    subnets          = values(aws_subnet.private)[*].id
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.this.arn

    log_configuration {
      log_driver = "awslogs"
      options = {
        awslogs-group         = aws_cloudwatch_log_group.catalog.name
        awslogs-region        = var.region
        awslogs-stream-prefix = "service-connect"
        mode                  = "non-blocking"
        max-buffer-size       = "25m"
      }
    }

    service {
      discovery_name = "catalog"
      port_name      = "catalog"

      client_alias {
        dns_name = "catalog"
        port     = 8080
      }

      timeout {
        idle_timeout_seconds        = 300
        per_request_timeout_seconds = 60
      }
    }
  }

  tags = {
    Service = "catalog"
  }

  depends_on = [
    aws_ecs_cluster_capacity_providers.this,
    aws_iam_role_policy.catalog_execution,
    aws_iam_role_policy.catalog_task,
    aws_lb_listener_rule.catalog,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_appautoscaling_target" "catalog" {
  max_capacity       = var.services["catalog"].max_count
  min_capacity       = var.services["catalog"].min_count
  resource_id        = "service/${aws_ecs_cluster.this.name}/${aws_ecs_service.catalog.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"
}

resource "aws_appautoscaling_policy" "catalog_cpu" {
  name               = "catalog-cpu"
  policy_type        = "TargetTrackingScaling"
  resource_id        = aws_appautoscaling_target.catalog.resource_id
  scalable_dimension = aws_appautoscaling_target.catalog.scalable_dimension
  service_namespace  = aws_appautoscaling_target.catalog.service_namespace

  target_tracking_scaling_policy_configuration {
    scale_in_cooldown  = 300
    scale_out_cooldown = 60
    target_value       = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
