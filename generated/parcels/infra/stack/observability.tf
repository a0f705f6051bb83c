check "alarms_reach_somebody" {
  assert {
    condition     = !var.deletion_protection || length(var.alarm_emails) > 0
    error_message = "alarm_emails names nobody: the alarms of this environment reach nobody."
  }
}

resource "aws_sns_topic" "alarms" {
  name              = "${local.prefix}-alarms"
  kms_master_key_id = aws_kms_key.messaging.arn
}

data "aws_iam_policy_document" "alarms_topic" {
  statement {
    sid       = "ServicesOfThisAccountPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.rds.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    sid       = "ServicesWithoutSourcePublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com", "events.amazonaws.com"]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.alarms.arn]

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

resource "aws_sns_topic_policy" "alarms" {
  arn    = aws_sns_topic.alarms.arn
  policy = data.aws_iam_policy_document.alarms_topic.json
}

resource "aws_sns_topic_subscription" "alarm_emails" {
  for_each = var.alarm_emails

  endpoint  = each.value
  protocol  = "email"
  topic_arn = aws_sns_topic.alarms.arn
}

resource "aws_cloudwatch_metric_alarm" "api_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "api uses more than 90 % of its CPU for 15 minutes: autoscaling is at its limit or the size is too small."
  alarm_name          = "${local.prefix}-api-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.api.name
  }
  evaluation_periods = 3
  metric_name        = "CPUUtilization"
  namespace          = "AWS/ECS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Average"
  threshold          = 90
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_metric_alarm" "api_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "api uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-api-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.api.name
  }
  evaluation_periods = 3
  metric_name        = "MemoryUtilization"
  namespace          = "AWS/ECS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Average"
  threshold          = 90
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_metric_alarm" "api_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "api has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-api-tasks"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 3
  ok_actions          = [aws_sns_topic.alarms.arn]
  threshold           = 0
  treat_missing_data  = "missing"

  metric_query {
    expression  = "desired - running"
    id          = "absent"
    label       = "Tasks that do not run"
    return_data = true
  }

  metric_query {
    id = "desired"

    metric {
      dimensions = {
        ClusterName = aws_ecs_cluster.this.name
        ServiceName = aws_ecs_service.api.name
      }
      metric_name = "DesiredTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }

  metric_query {
    id = "running"

    metric {
      dimensions = {
        ClusterName = aws_ecs_cluster.this.name
        ServiceName = aws_ecs_service.api.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "api_errors" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than 5 % of the requests to api fail with a 5xx answer: look at its log group and its last deployment."
  alarm_name          = "${local.prefix}-api-errors"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  ok_actions          = [aws_sns_topic.alarms.arn]
  threshold           = 5
  treat_missing_data  = "notBreaching"

  metric_query {
    expression  = "IF(FILL(requests, 0) >= 20, 100 * FILL(errors, 0) / requests, 0)"
    id          = "percent"
    label       = "Failed requests in percent"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      dimensions = {
        LoadBalancer = aws_lb.public.arn_suffix
        TargetGroup  = aws_lb_target_group.api.arn_suffix
      }
      metric_name = "HTTPCode_Target_5XX_Count"
      namespace   = "AWS/ApplicationELB"
      period      = 300
      stat        = "Sum"
    }
  }

  metric_query {
    id = "requests"

    metric {
      dimensions = {
        LoadBalancer = aws_lb.public.arn_suffix
        TargetGroup  = aws_lb_target_group.api.arn_suffix
      }
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 300
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "api_latency" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "One request in twenty to api takes longer than 2 seconds for 15 minutes."
  alarm_name          = "${local.prefix}-api-latency"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.api.arn_suffix
  }
  evaluate_low_sample_count_percentiles = "ignore"
  evaluation_periods                    = 3
  extended_statistic                    = "p95"
  metric_name                           = "TargetResponseTime"
  namespace                             = "AWS/ApplicationELB"
  ok_actions                            = [aws_sns_topic.alarms.arn]
  period                                = 300
  threshold                             = 2
  treat_missing_data                    = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "api_unhealthy" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Tasks of api fail their health check for 5 minutes."
  alarm_name          = "${local.prefix}-api-unhealthy"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.api.arn_suffix
  }
  evaluation_periods = 5
  metric_name        = "UnHealthyHostCount"
  namespace          = "AWS/ApplicationELB"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 60
  statistic          = "Maximum"
  threshold          = 0
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "api_down" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No task of api is healthy, or none is registered at all: nobody is served."
  alarm_name          = "${local.prefix}-api-down"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.api.arn_suffix
  }
  evaluation_periods = 3
  metric_name        = "HealthyHostCount"
  namespace          = "AWS/ApplicationELB"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 60
  statistic          = "Maximum"
  threshold          = 1
  treat_missing_data = "breaching"
}

resource "aws_cloudwatch_metric_alarm" "load_balancer_errors" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "The load balancer answers 5xx itself: no healthy task, or tasks that drop connections."
  alarm_name          = "${local.prefix}-load-balancer-errors"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
  }
  evaluation_periods = 2
  metric_name        = "HTTPCode_ELB_5XX_Count"
  namespace          = "AWS/ApplicationELB"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Sum"
  threshold          = 10
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_event_rule" "deployment_failed" {
  name        = "${local.prefix}-deployment-failed"
  description = "A deployment failed and was rolled back"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Deployment State Change"]
    resources = [
      {
        prefix = "arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:service/${aws_ecs_cluster.this.name}/"
      },
    ]
    detail = {
      eventName = ["SERVICE_DEPLOYMENT_FAILED"]
    }
  })
}

resource "aws_cloudwatch_event_target" "deployment_failed" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.deployment_failed.name
}

resource "aws_cloudwatch_event_rule" "image_findings" {
  name        = "${local.prefix}-image-findings"
  description = "The scan of an image found something critical"
  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Image Scan"]
    detail = {
      scan-status = ["COMPLETE"]
      repository-name = [
        {
          prefix = "${local.prefix}/"
        },
      ]
      finding-severity-counts = {
        CRITICAL = [
          {
            numeric = [">", 0]
          },
        ]
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "image_findings" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.image_findings.name
}

resource "aws_cloudwatch_metric_alarm" "restarts_dropped" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "A restart around the rotation of a password did not happen: redeploy the services that use the database."
  alarm_name          = "${local.prefix}-restarts-dropped"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ScheduleGroup = "${local.prefix}-restarts"
  }
  evaluation_periods = 1
  metric_name        = "InvocationDroppedCount"
  namespace          = "AWS/Scheduler"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Sum"
  threshold          = 0
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_event_rule" "certificate_expires" {
  name        = "${local.prefix}-certificate-expires"
  description = "A certificate expires and could not be renewed: look at its validation records"
  event_pattern = jsonencode({
    source = ["aws.acm"]
    detail-type = [
      "ACM Certificate Approaching Expiration",
      "ACM Certificate Expired",
      "ACM Certificate Renewal Action Required",
    ]
    resources = [aws_acm_certificate.load_balancer.arn]
  })
}

resource "aws_cloudwatch_event_target" "certificate_expires" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.certificate_expires.name
}

resource "aws_cloudwatch_metric_alarm" "database_main_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "The database main uses more than 85 % CPU for 15 minutes: look at Performance Insights for the statements that do."
  alarm_name          = "${local.prefix}-database-main-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    DBInstanceIdentifier = aws_db_instance.main.identifier
  }
  evaluation_periods = 3
  metric_name        = "CPUUtilization"
  namespace          = "AWS/RDS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Average"
  threshold          = 85
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_metric_alarm" "database_main_connections" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "The database main has far more connections than usual at this time: a leak, or a service that scaled out."
  alarm_name          = "${local.prefix}-database-main-connections"
  comparison_operator = "GreaterThanUpperThreshold"
  evaluation_periods  = 3
  ok_actions          = [aws_sns_topic.alarms.arn]
  threshold_metric_id = "usual"
  treat_missing_data  = "notBreaching"

  metric_query {
    expression  = "ANOMALY_DETECTION_BAND(connections, 4)"
    id          = "usual"
    label       = "Usual number of connections"
    return_data = true
  }

  metric_query {
    id          = "connections"
    return_data = true

    metric {
      dimensions = {
        DBInstanceIdentifier = aws_db_instance.main.identifier
      }
      metric_name = "DatabaseConnections"
      namespace   = "AWS/RDS"
      period      = 300
      stat        = "Maximum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "database_main_storage" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Less storage is free in the database main than a twentieth of what it began with: growth by itself has reached its upper limit or waits six hours between steps."
  alarm_name          = "${local.prefix}-database-main-storage"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    DBInstanceIdentifier = aws_db_instance.main.identifier
  }
  evaluation_periods = 3
  metric_name        = "FreeStorageSpace"
  namespace          = "AWS/RDS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Minimum"
  threshold          = var.database_main.storage_gib * 53687091
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_event_rule" "key_disabled" {
  name        = "${local.prefix}-key-disabled"
  description = "A key was disabled or is to be deleted in 30 days, and what it encrypts with it"
  event_pattern = jsonencode({
    source      = ["aws.kms"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["kms.amazonaws.com"]
      eventName   = ["DisableKey", "ScheduleKeyDeletion"]
      resources = {
        ARN = [
          aws_kms_key.backup.arn,
          aws_kms_key.data.arn,
          aws_kms_key.logs.arn,
          aws_kms_key.messaging.arn,
          aws_kms_key.secrets.arn,
        ]
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "key_disabled" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.key_disabled.name
}

resource "aws_cloudwatch_event_rule" "rotation_failed" {
  name        = "${local.prefix}-rotation-failed"
  description = "The password of a database did not rotate: the old one stays valid until it does"
  event_pattern = jsonencode({
    source      = ["aws.secretsmanager"]
    detail-type = ["AWS Service Event via CloudTrail"]
    detail = {
      eventSource = ["secretsmanager.amazonaws.com"]
      eventName   = ["RotationAbandoned", "RotationFailed"]
      additionalEventData = {
        SecretId = [aws_db_instance.main.master_user_secret[0].secret_arn]
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "rotation_failed" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.rotation_failed.name
}

data "aws_iam_policy_document" "edge_messaging_key" {
  #checkov:skip=CKV_AWS_109:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_111:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_356:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  statement {
    sid       = "AccountAdministersThroughIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"]
    }
  }

  statement {
    sid       = "ServicesThatPublish"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type = "Service"
      identifiers = [
        "budgets.amazonaws.com",
        "cloudwatch.amazonaws.com",
        "events.rds.amazonaws.com",
        "sns.amazonaws.com",
      ]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    sid       = "ServicesThatPublishWithoutSayingForWhom"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com", "events.amazonaws.com"]
    }
  }
}

resource "aws_kms_key" "edge_messaging" {
  provider = aws.us_east_1

  description             = "${local.prefix}-edge: queues, topics and event buses"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.edge_messaging_key.json
}

resource "aws_kms_alias" "edge_messaging" {
  provider = aws.us_east_1

  name          = "alias/${local.prefix}-edge-edge-messaging"
  target_key_id = aws_kms_key.edge_messaging.key_id
}

resource "aws_sns_topic" "edge_alarms" {
  provider = aws.us_east_1

  name              = "${local.prefix}-edge-alarms"
  kms_master_key_id = aws_kms_key.edge_messaging.arn
}

data "aws_iam_policy_document" "edge_alarms_topic" {
  statement {
    sid       = "ServicesOfThisAccountPublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.edge_alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["budgets.amazonaws.com", "cloudwatch.amazonaws.com", "events.rds.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    sid       = "ServicesWithoutSourcePublish"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.edge_alarms.arn]

    principals {
      type        = "Service"
      identifiers = ["backup.amazonaws.com", "events.amazonaws.com"]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.edge_alarms.arn]

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

resource "aws_sns_topic_policy" "edge_alarms" {
  provider = aws.us_east_1

  arn    = aws_sns_topic.edge_alarms.arn
  policy = data.aws_iam_policy_document.edge_alarms_topic.json
}

resource "aws_sns_topic_subscription" "edge_alarm_emails" {
  provider = aws.us_east_1
  for_each = var.alarm_emails

  endpoint  = each.value
  protocol  = "email"
  topic_arn = aws_sns_topic.edge_alarms.arn
}

resource "aws_cloudwatch_metric_alarm" "site_track_edge_failures" {
  provider = aws.us_east_1

  alarm_actions       = [aws_sns_topic.edge_alarms.arn]
  alarm_description   = "More than 5 % of the requests for the site track end in a 5xx answer at CloudFront: look at its origin."
  alarm_name          = "${local.prefix}-site-track-edge-failures"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  ok_actions          = [aws_sns_topic.edge_alarms.arn]
  threshold           = 5
  treat_missing_data  = "notBreaching"

  metric_query {
    expression  = "IF(FILL(requests, 0) >= 20, FILL(errors, 0), 0)"
    id          = "percent"
    label       = "Failed requests in percent"
    return_data = true
  }

  metric_query {
    id = "errors"

    metric {
      dimensions = {
        DistributionId = aws_cloudfront_distribution.site_track.id
        Region         = "Global"
      }
      metric_name = "5xxErrorRate"
      namespace   = "AWS/CloudFront"
      period      = 300
      stat        = "Average"
    }
  }

  metric_query {
    id = "requests"

    metric {
      dimensions = {
        DistributionId = aws_cloudfront_distribution.site_track.id
        Region         = "Global"
      }
      metric_name = "Requests"
      namespace   = "AWS/CloudFront"
      period      = 300
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_event_rule" "edge_certificate_expires" {
  provider = aws.us_east_1

  name        = "${local.prefix}-edge-certificate-expires"
  description = "A certificate expires and could not be renewed: look at its validation records"
  event_pattern = jsonencode({
    source = ["aws.acm"]
    detail-type = [
      "ACM Certificate Approaching Expiration",
      "ACM Certificate Expired",
      "ACM Certificate Renewal Action Required",
    ]
    resources = [aws_acm_certificate.site_track.arn]
  })
}

resource "aws_cloudwatch_event_target" "edge_certificate_expires" {
  provider = aws.us_east_1

  arn  = aws_sns_topic.edge_alarms.arn
  rule = aws_cloudwatch_event_rule.edge_certificate_expires.name
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "text"
        x      = 0
        y      = 0
        width  = 24
        height = 1
        properties = {
          markdown = "## api"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 1
        width  = 6
        height = 6
        properties = {
          title   = "Requests and errors"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/ApplicationELB",
              "RequestCount",
              "LoadBalancer",
              aws_lb.public.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.api.arn_suffix,
              {
                stat  = "Sum"
                label = "Requests"
              },
            ],
            [
              "AWS/ApplicationELB",
              "HTTPCode_Target_5XX_Count",
              "LoadBalancer",
              aws_lb.public.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.api.arn_suffix,
              {
                stat  = "Sum"
                label = "5xx"
              },
            ],
            [
              "AWS/ApplicationELB",
              "HTTPCode_Target_4XX_Count",
              "LoadBalancer",
              aws_lb.public.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.api.arn_suffix,
              {
                stat  = "Sum"
                label = "4xx"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 6
        y      = 1
        width  = 6
        height = 6
        properties = {
          title   = "Seconds per request"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.public.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.api.arn_suffix,
              {
                stat  = "p50"
                label = "p50"
              },
            ],
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.public.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.api.arn_suffix,
              {
                stat  = "p95"
                label = "p95"
              },
            ],
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              aws_lb.public.arn_suffix,
              "TargetGroup",
              aws_lb_target_group.api.arn_suffix,
              {
                stat  = "p99"
                label = "p99"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 1
        width  = 6
        height = 6
        properties = {
          title   = "Saturation in percent"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/ECS",
              "CPUUtilization",
              "ClusterName",
              aws_ecs_cluster.this.name,
              "ServiceName",
              aws_ecs_service.api.name,
              {
                stat  = "Average"
                label = "CPU"
              },
            ],
            [
              "AWS/ECS",
              "MemoryUtilization",
              "ClusterName",
              aws_ecs_cluster.this.name,
              "ServiceName",
              aws_ecs_service.api.name,
              {
                stat  = "Average"
                label = "Memory"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 18
        y      = 1
        width  = 6
        height = 6
        properties = {
          title   = "Tasks"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "ECS/ContainerInsights",
              "RunningTaskCount",
              "ClusterName",
              aws_ecs_cluster.this.name,
              "ServiceName",
              aws_ecs_service.api.name,
              {
                stat  = "Average"
                label = "Running"
              },
            ],
            [
              "ECS/ContainerInsights",
              "DesiredTaskCount",
              "ClusterName",
              aws_ecs_cluster.this.name,
              "ServiceName",
              aws_ecs_service.api.name,
              {
                stat  = "Average"
                label = "Desired"
              },
            ],
          ]
        }
      },
      {
        type   = "text"
        x      = 0
        y      = 7
        width  = 24
        height = 1
        properties = {
          markdown = "## Database main"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 8
        width  = 6
        height = 6
        properties = {
          title   = "CPU in percent"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/RDS",
              "CPUUtilization",
              "DBInstanceIdentifier",
              aws_db_instance.main.identifier,
              {
                stat  = "Average"
                label = "CPU"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 6
        y      = 8
        width  = 6
        height = 6
        properties = {
          title   = "Connections"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/RDS",
              "DatabaseConnections",
              "DBInstanceIdentifier",
              aws_db_instance.main.identifier,
              {
                stat  = "Average"
                label = "Connections"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 8
        width  = 6
        height = 6
        properties = {
          title   = "Seconds per operation"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/RDS",
              "ReadLatency",
              "DBInstanceIdentifier",
              aws_db_instance.main.identifier,
              {
                stat  = "Average"
                label = "Read"
              },
            ],
            [
              "AWS/RDS",
              "WriteLatency",
              "DBInstanceIdentifier",
              aws_db_instance.main.identifier,
              {
                stat  = "Average"
                label = "Write"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 18
        y      = 8
        width  = 6
        height = 6
        properties = {
          title   = "Free memory in bytes"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/RDS",
              "FreeableMemory",
              "DBInstanceIdentifier",
              aws_db_instance.main.identifier,
              {
                stat  = "Average"
                label = "Memory"
              },
            ],
          ]
        }
      },
    ]
  })
  dashboard_name = local.prefix
}

# Counts everything in the account: one account per environment keeps it meaningful.
resource "aws_budgets_budget" "this" {
  name         = "${local.prefix}-monthly"
  budget_type  = "COST"
  limit_amount = tostring(var.budget_usd)
  limit_unit   = "USD"
  time_unit    = "MONTHLY"

  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = [aws_sns_topic_policy.alarms.arn]
    threshold                 = 80
    threshold_type            = "PERCENTAGE"
  }

  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "ACTUAL"
    subscriber_sns_topic_arns = [aws_sns_topic_policy.alarms.arn]
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
  }

  notification {
    comparison_operator       = "GREATER_THAN"
    notification_type         = "FORECASTED"
    subscriber_sns_topic_arns = [aws_sns_topic_policy.alarms.arn]
    threshold                 = 100
    threshold_type            = "PERCENTAGE"
  }
}
