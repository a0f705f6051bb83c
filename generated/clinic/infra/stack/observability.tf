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

resource "aws_cloudwatch_metric_alarm" "web_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "web uses more than 90 % of its CPU for 15 minutes: autoscaling is at its limit or the size is too small."
  alarm_name          = "${local.prefix}-web-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.web.name
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

resource "aws_cloudwatch_metric_alarm" "web_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "web uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-web-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.web.name
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

resource "aws_cloudwatch_metric_alarm" "web_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "web has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-web-tasks"
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
        ServiceName = aws_ecs_service.web.name
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
        ServiceName = aws_ecs_service.web.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "web_errors" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than 5 % of the requests to web fail with a 5xx answer: look at its log group and its last deployment."
  alarm_name          = "${local.prefix}-web-errors"
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
        TargetGroup  = aws_lb_target_group.web.arn_suffix
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
        TargetGroup  = aws_lb_target_group.web.arn_suffix
      }
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 300
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "web_latency" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "One request in twenty to web takes longer than 2 seconds for 15 minutes."
  alarm_name          = "${local.prefix}-web-latency"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.web.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "web_unhealthy" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Tasks of web fail their health check for 5 minutes."
  alarm_name          = "${local.prefix}-web-unhealthy"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.web.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "web_down" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No task of web is healthy, or none is registered at all: nobody is served."
  alarm_name          = "${local.prefix}-web-down"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.web.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "worker_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "worker uses more than 90 % of its CPU for 15 minutes: autoscaling is at its limit or the size is too small."
  alarm_name          = "${local.prefix}-worker-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.worker.name
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

resource "aws_cloudwatch_metric_alarm" "worker_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "worker uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-worker-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.worker.name
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

resource "aws_cloudwatch_metric_alarm" "worker_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "worker has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-worker-tasks"
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
        ServiceName = aws_ecs_service.worker.name
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
        ServiceName = aws_ecs_service.worker.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "beat_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "beat uses more than 90 % of its CPU for 15 minutes: the size is too small, and it never runs twice."
  alarm_name          = "${local.prefix}-beat-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.beat.name
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

resource "aws_cloudwatch_metric_alarm" "beat_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "beat uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-beat-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.beat.name
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

resource "aws_cloudwatch_metric_alarm" "beat_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "beat has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-beat-tasks"
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
        ServiceName = aws_ecs_service.beat.name
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
        ServiceName = aws_ecs_service.beat.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
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

resource "aws_cloudwatch_log_metric_filter" "worker_heartbeats" {
  name           = "${local.prefix}-worker-heartbeats"
  log_group_name = aws_cloudwatch_log_group.worker.name
  pattern        = "{ $.message = \"heartbeat\" }"

  metric_transformation {
    name      = "Heartbeats"
    value     = "1"
    namespace = local.prefix
  }
}

resource "aws_cloudwatch_metric_alarm" "celery_heartbeat" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No worker has run the task heartbeat for 10 minutes: beat, broker or all workers stand still."
  alarm_name          = "${local.prefix}-celery-heartbeat"
  comparison_operator = "LessThanThreshold"
  dimensions          = {}
  evaluation_periods  = 1
  metric_name         = "Heartbeats"
  namespace           = local.prefix
  ok_actions          = [aws_sns_topic.alarms.arn]
  period              = 600
  statistic           = "Sum"
  threshold           = 1
  treat_missing_data  = "breaching"
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
    DBClusterIdentifier = aws_rds_cluster.main.cluster_identifier
    Role                = "WRITER"
  }
  evaluation_periods = 3
  metric_name        = "CPUUtilization"
  namespace          = "AWS/RDS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Average"
  threshold          = 85
  treat_missing_data = "notBreaching"
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
        DBClusterIdentifier = aws_rds_cluster.main.cluster_identifier
        Role                = "WRITER"
      }
      metric_name = "DatabaseConnections"
      namespace   = "AWS/RDS"
      period      = 300
      stat        = "Maximum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "database_main_replica_lag" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "A reader of the database main is more than a second behind its writer."
  alarm_name          = "${local.prefix}-database-main-replica-lag"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.main.cluster_identifier
  }
  evaluation_periods = 3
  metric_name        = "AuroraReplicaLagMaximum"
  namespace          = "AWS/RDS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 1000
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "database_main_capacity" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "The database main has used more than 90 % of its capacity units for 15 minutes: raise max_capacity."
  alarm_name          = "${local.prefix}-database-main-capacity"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    DBClusterIdentifier = aws_rds_cluster.main.cluster_identifier
  }
  evaluation_periods = 3
  metric_name        = "ACUUtilization"
  namespace          = "AWS/RDS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Average"
  threshold          = 90
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "cache_main_cpu" {
  for_each = toset(formatlist("%03d", range(1, var.cache_main.nodes + 1)))

  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "A node of the cache main has used more than 90 % of what its engine can use of the CPU for 15 minutes: look at the slow log."
  alarm_name          = "${local.prefix}-cache-main-cpu-${each.value}"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    CacheClusterId = "${aws_elasticache_replication_group.main.replication_group_id}-${each.value}"
  }
  evaluation_periods = 3
  metric_name        = can(regex("[.](micro|small|medium|large)$", var.cache_main.node_type)) ? "CPUUtilization" : "EngineCPUUtilization"
  namespace          = "AWS/ElastiCache"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Average"
  threshold          = can(regex("[.](micro|small|medium|large)$", var.cache_main.node_type)) && !can(regex("^cache[.](t1[.]micro|t2[.](micro|small)|m1[.](small|medium)|m3[.]medium)$", var.cache_main.node_type)) ? 45 : 90
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_metric_alarm" "cache_main_memory" {
  for_each = toset(formatlist("%03d", range(1, var.cache_main.nodes + 1)))

  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "The broker main is filled to more than 75 %; full it refuses new jobs. Look for queues that nobody empties."
  alarm_name          = "${local.prefix}-cache-main-memory-${each.value}"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    CacheClusterId = "${aws_elasticache_replication_group.main.replication_group_id}-${each.value}"
  }
  evaluation_periods = 3
  metric_name        = "DatabaseMemoryUsagePercentage"
  namespace          = "AWS/ElastiCache"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 75
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_metric_alarm" "mail_bounces" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than 5 % of the mails of this account come back: AWS stops its sending at 10 %."
  alarm_name          = "${local.prefix}-mail-bounces"
  comparison_operator = "GreaterThanThreshold"
  dimensions          = {}
  evaluation_periods  = 1
  metric_name         = "Reputation.BounceRate"
  namespace           = "AWS/SES"
  ok_actions          = [aws_sns_topic.alarms.arn]
  period              = 3600
  statistic           = "Average"
  threshold           = 0.05
  treat_missing_data  = "missing"
}

resource "aws_cloudwatch_metric_alarm" "mail_complaints" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than one in a thousand who get a mail of this account call it spam: AWS stops its sending at five."
  alarm_name          = "${local.prefix}-mail-complaints"
  comparison_operator = "GreaterThanThreshold"
  dimensions          = {}
  evaluation_periods  = 1
  metric_name         = "Reputation.ComplaintRate"
  namespace           = "AWS/SES"
  ok_actions          = [aws_sns_topic.alarms.arn]
  period              = 3600
  statistic           = "Average"
  threshold           = 0.001
  treat_missing_data  = "missing"
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
        SecretId = [aws_rds_cluster.main.master_user_secret[0].secret_arn]
      }
    }
  })
}

resource "aws_cloudwatch_event_target" "rotation_failed" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.rotation_failed.name
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
          markdown = "## web"
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
              aws_lb_target_group.web.arn_suffix,
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
              aws_lb_target_group.web.arn_suffix,
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
              aws_lb_target_group.web.arn_suffix,
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
              aws_lb_target_group.web.arn_suffix,
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
              aws_lb_target_group.web.arn_suffix,
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
              aws_lb_target_group.web.arn_suffix,
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
              aws_ecs_service.web.name,
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
              aws_ecs_service.web.name,
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
              aws_ecs_service.web.name,
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
              aws_ecs_service.web.name,
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
          markdown = "## worker"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 8
        width  = 12
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
              aws_ecs_service.worker.name,
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
              aws_ecs_service.worker.name,
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
        x      = 12
        y      = 8
        width  = 12
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
              aws_ecs_service.worker.name,
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
              aws_ecs_service.worker.name,
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
        y      = 14
        width  = 24
        height = 1
        properties = {
          markdown = "## beat"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 15
        width  = 12
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
              aws_ecs_service.beat.name,
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
              aws_ecs_service.beat.name,
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
        x      = 12
        y      = 15
        width  = 12
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
              aws_ecs_service.beat.name,
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
              aws_ecs_service.beat.name,
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
        y      = 21
        width  = 24
        height = 1
        properties = {
          markdown = "## Database main"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 22
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
              "DBClusterIdentifier",
              aws_rds_cluster.main.cluster_identifier,
              "Role",
              "WRITER",
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
        y      = 22
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
              "DBClusterIdentifier",
              aws_rds_cluster.main.cluster_identifier,
              "Role",
              "WRITER",
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
        y      = 22
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
              "DBClusterIdentifier",
              aws_rds_cluster.main.cluster_identifier,
              "Role",
              "WRITER",
              {
                stat  = "Average"
                label = "Read"
              },
            ],
            [
              "AWS/RDS",
              "WriteLatency",
              "DBClusterIdentifier",
              aws_rds_cluster.main.cluster_identifier,
              "Role",
              "WRITER",
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
        y      = 22
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
              "DBClusterIdentifier",
              aws_rds_cluster.main.cluster_identifier,
              "Role",
              "WRITER",
              {
                stat  = "Average"
                label = "Memory"
              },
            ],
          ]
        }
      },
      {
        type   = "text"
        x      = 0
        y      = 28
        width  = 24
        height = 1
        properties = {
          markdown = "## Cache main"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 29
        width  = 6
        height = 6
        properties = {
          title   = "CPU in percent"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [for node in range(1, var.cache_main.nodes + 1) : ["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", format("%s-%03d", aws_elasticache_replication_group.main.replication_group_id, node), { stat = "Average" }]]
        }
      },
      {
        type   = "metric"
        x      = 6
        y      = 29
        width  = 6
        height = 6
        properties = {
          title   = "Memory in percent"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [for node in range(1, var.cache_main.nodes + 1) : ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", format("%s-%03d", aws_elasticache_replication_group.main.replication_group_id, node), { stat = "Average" }]]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 29
        width  = 6
        height = 6
        properties = {
          title   = "Evictions"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [for node in range(1, var.cache_main.nodes + 1) : ["AWS/ElastiCache", "Evictions", "CacheClusterId", format("%s-%03d", aws_elasticache_replication_group.main.replication_group_id, node), { stat = "Average" }]]
        }
      },
      {
        type   = "metric"
        x      = 18
        y      = 29
        width  = 6
        height = 6
        properties = {
          title   = "Connections"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [for node in range(1, var.cache_main.nodes + 1) : ["AWS/ElastiCache", "CurrConnections", "CacheClusterId", format("%s-%03d", aws_elasticache_replication_group.main.replication_group_id, node), { stat = "Average" }]]
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
