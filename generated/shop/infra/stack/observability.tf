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

resource "aws_cloudwatch_metric_alarm" "storefront_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "storefront uses more than 90 % of its CPU for 15 minutes: autoscaling is at its limit or the size is too small."
  alarm_name          = "${local.prefix}-storefront-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.storefront.name
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

resource "aws_cloudwatch_metric_alarm" "storefront_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "storefront uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-storefront-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.storefront.name
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

resource "aws_cloudwatch_metric_alarm" "storefront_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "storefront has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-storefront-tasks"
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
        ServiceName = aws_ecs_service.storefront.name
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
        ServiceName = aws_ecs_service.storefront.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "storefront_errors" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than 5 % of the requests to storefront fail with a 5xx answer: look at its log group and its last deployment."
  alarm_name          = "${local.prefix}-storefront-errors"
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
        TargetGroup  = aws_lb_target_group.storefront.arn_suffix
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
        TargetGroup  = aws_lb_target_group.storefront.arn_suffix
      }
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 300
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "storefront_latency" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "One request in twenty to storefront takes longer than 2 seconds for 15 minutes."
  alarm_name          = "${local.prefix}-storefront-latency"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.storefront.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "storefront_unhealthy" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Tasks of storefront fail their health check for 5 minutes."
  alarm_name          = "${local.prefix}-storefront-unhealthy"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.storefront.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "storefront_down" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No task of storefront is healthy, or none is registered at all: nobody is served."
  alarm_name          = "${local.prefix}-storefront-down"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.storefront.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "catalog_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "catalog uses more than 90 % of its CPU for 15 minutes: autoscaling is at its limit or the size is too small."
  alarm_name          = "${local.prefix}-catalog-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.catalog.name
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

resource "aws_cloudwatch_metric_alarm" "catalog_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "catalog uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-catalog-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.catalog.name
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

resource "aws_cloudwatch_metric_alarm" "catalog_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "catalog has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-catalog-tasks"
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
        ServiceName = aws_ecs_service.catalog.name
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
        ServiceName = aws_ecs_service.catalog.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "catalog_errors" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than 5 % of the requests to catalog fail with a 5xx answer: look at its log group and its last deployment."
  alarm_name          = "${local.prefix}-catalog-errors"
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
        TargetGroup  = aws_lb_target_group.catalog.arn_suffix
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
        TargetGroup  = aws_lb_target_group.catalog.arn_suffix
      }
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 300
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "catalog_latency" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "One request in twenty to catalog takes longer than 2 seconds for 15 minutes."
  alarm_name          = "${local.prefix}-catalog-latency"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.catalog.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "catalog_unhealthy" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Tasks of catalog fail their health check for 5 minutes."
  alarm_name          = "${local.prefix}-catalog-unhealthy"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.catalog.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "catalog_down" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No task of catalog is healthy, or none is registered at all: nobody is served."
  alarm_name          = "${local.prefix}-catalog-down"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.catalog.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "orders_cpu" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "orders uses more than 90 % of its CPU for 15 minutes: autoscaling is at its limit or the size is too small."
  alarm_name          = "${local.prefix}-orders-cpu"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.orders.name
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

resource "aws_cloudwatch_metric_alarm" "orders_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "orders uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-orders-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.orders.name
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

resource "aws_cloudwatch_metric_alarm" "orders_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "orders has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-orders-tasks"
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
        ServiceName = aws_ecs_service.orders.name
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
        ServiceName = aws_ecs_service.orders.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "orders_errors" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "More than 5 % of the requests to orders fail with a 5xx answer: look at its log group and its last deployment."
  alarm_name          = "${local.prefix}-orders-errors"
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
        TargetGroup  = aws_lb_target_group.orders.arn_suffix
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
        TargetGroup  = aws_lb_target_group.orders.arn_suffix
      }
      metric_name = "RequestCount"
      namespace   = "AWS/ApplicationELB"
      period      = 300
      stat        = "Sum"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "orders_latency" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "One request in twenty to orders takes longer than 2 seconds for 15 minutes."
  alarm_name          = "${local.prefix}-orders-latency"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.orders.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "orders_unhealthy" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Tasks of orders fail their health check for 5 minutes."
  alarm_name          = "${local.prefix}-orders-unhealthy"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.orders.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "orders_down" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "No task of orders is healthy, or none is registered at all: nobody is served."
  alarm_name          = "${local.prefix}-orders-down"
  comparison_operator = "LessThanThreshold"
  dimensions = {
    LoadBalancer = aws_lb.public.arn_suffix
    TargetGroup  = aws_lb_target_group.orders.arn_suffix
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

resource "aws_cloudwatch_metric_alarm" "mailer_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "mailer uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-mailer-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.mailer.name
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

resource "aws_cloudwatch_metric_alarm" "mailer_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "mailer has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-mailer-tasks"
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
        ServiceName = aws_ecs_service.mailer.name
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
        ServiceName = aws_ecs_service.mailer.name
      }
      metric_name = "RunningTaskCount"
      namespace   = "ECS/ContainerInsights"
      period      = 300
      stat        = "Average"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "invoices_memory" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "invoices uses more than 90 % of its memory for 15 minutes: a leak, or the size is too small."
  alarm_name          = "${local.prefix}-invoices-memory"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ClusterName = aws_ecs_cluster.this.name
    ServiceName = aws_ecs_service.invoices.name
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

resource "aws_cloudwatch_metric_alarm" "invoices_tasks" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "invoices has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons."
  alarm_name          = "${local.prefix}-invoices-tasks"
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
        ServiceName = aws_ecs_service.invoices.name
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
        ServiceName = aws_ecs_service.invoices.name
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

resource "aws_cloudwatch_event_rule" "scheduled_task_failed" {
  name        = "${local.prefix}-scheduled-task-failed"
  description = "A scheduled task did not start or ended with an error"
  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = {
      clusterArn = [aws_ecs_cluster.this.arn]
      lastStatus = ["STOPPED"]
      taskDefinitionArn = [
        {
          prefix = "arn:${data.aws_partition.current.partition}:ecs:${var.region}:${data.aws_caller_identity.current.account_id}:task-definition/${local.prefix}-stock-sync:"
        },
      ]
      "$or" = [
        {
          containers = {
            exitCode = [
              {
                anything-but = 0
              },
            ]
          }
        },
        {
          stopCode = ["TaskFailedToStart"]
        },
      ]
    }
  })
}

resource "aws_cloudwatch_event_target" "scheduled_task_failed" {
  arn  = aws_sns_topic.alarms.arn
  rule = aws_cloudwatch_event_rule.scheduled_task_failed.name
}

resource "aws_cloudwatch_metric_alarm" "schedules_dropped" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Scheduled starts were dropped after their last retry: the dead-letter queue of the schedules holds what was to start."
  alarm_name          = "${local.prefix}-schedules-dropped"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    ScheduleGroup = local.prefix
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

resource "aws_cloudwatch_metric_alarm" "cache_main_evictions" {
  for_each = toset(formatlist("%03d", range(1, var.cache_main.nodes + 1)))

  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "The cache main drops more than a thousand entries in five minutes to make room: it is too small for what it should hold."
  alarm_name          = "${local.prefix}-cache-main-evictions-${each.value}"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    CacheClusterId = "${aws_elasticache_replication_group.main.replication_group_id}-${each.value}"
  }
  evaluation_periods = 3
  metric_name        = "Evictions"
  namespace          = "AWS/ElastiCache"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Sum"
  threshold          = 1000
  treat_missing_data = "missing"
}

resource "aws_cloudwatch_metric_alarm" "queue_mailer_age" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Messages in mailer wait longer than 15 minutes: its consumers are too few or stuck."
  alarm_name          = "${local.prefix}-queue-mailer-age"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.mailer.name
  }
  evaluation_periods = 3
  metric_name        = "ApproximateAgeOfOldestMessage"
  namespace          = "AWS/SQS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 900
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "queue_mailer_dead_letters" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Messages could not be processed by the consumers of mailer: look at them, repair the cause, then redrive. They are kept for 14 days."
  alarm_name          = "${local.prefix}-queue-mailer-dead-letters"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.mailer_dead_letters.name
  }
  evaluation_periods = 1
  metric_name        = "ApproximateNumberOfMessagesVisible"
  namespace          = "AWS/SQS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 0
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "queue_invoices_age" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Messages in invoices wait longer than 15 minutes: its consumers are too few or stuck."
  alarm_name          = "${local.prefix}-queue-invoices-age"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.invoices.name
  }
  evaluation_periods = 3
  metric_name        = "ApproximateAgeOfOldestMessage"
  namespace          = "AWS/SQS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 900
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "queue_invoices_dead_letters" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Messages could not be processed by the consumers of invoices: look at them, repair the cause, then redrive. They are kept for 14 days."
  alarm_name          = "${local.prefix}-queue-invoices-dead-letters"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.invoices_dead_letters.name
  }
  evaluation_periods = 1
  metric_name        = "ApproximateNumberOfMessagesVisible"
  namespace          = "AWS/SQS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 0
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "topic_events_undelivered" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Messages could not be delivered by the topic events: look at them, repair the cause, then redrive. They are kept for 14 days."
  alarm_name          = "${local.prefix}-topic-events-undelivered"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.events_topic_undelivered.name
  }
  evaluation_periods = 1
  metric_name        = "ApproximateNumberOfMessagesVisible"
  namespace          = "AWS/SQS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 0
  treat_missing_data = "notBreaching"
}

resource "aws_cloudwatch_metric_alarm" "schedules_dead_letters" {
  alarm_actions       = [aws_sns_topic.alarms.arn]
  alarm_description   = "Messages are starts of scheduled tasks that failed for good: look at them, repair the cause, then redrive. They are kept for 14 days."
  alarm_name          = "${local.prefix}-schedules-dead-letters"
  comparison_operator = "GreaterThanThreshold"
  dimensions = {
    QueueName = aws_sqs_queue.schedules_dead_letter.name
  }
  evaluation_periods = 1
  metric_name        = "ApproximateNumberOfMessagesVisible"
  namespace          = "AWS/SQS"
  ok_actions         = [aws_sns_topic.alarms.arn]
  period             = 300
  statistic          = "Maximum"
  threshold          = 0
  treat_missing_data = "notBreaching"
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
        SecretId = [aws_db_instance.main.master_user_secret[0].secret_arn]
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
          markdown = "## storefront"
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
              aws_lb_target_group.storefront.arn_suffix,
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
              aws_lb_target_group.storefront.arn_suffix,
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
              aws_lb_target_group.storefront.arn_suffix,
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
              aws_lb_target_group.storefront.arn_suffix,
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
              aws_lb_target_group.storefront.arn_suffix,
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
              aws_lb_target_group.storefront.arn_suffix,
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
              aws_ecs_service.storefront.name,
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
              aws_ecs_service.storefront.name,
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
              aws_ecs_service.storefront.name,
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
              aws_ecs_service.storefront.name,
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
          markdown = "## catalog"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 8
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
              aws_lb_target_group.catalog.arn_suffix,
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
              aws_lb_target_group.catalog.arn_suffix,
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
              aws_lb_target_group.catalog.arn_suffix,
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
        y      = 8
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
              aws_lb_target_group.catalog.arn_suffix,
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
              aws_lb_target_group.catalog.arn_suffix,
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
              aws_lb_target_group.catalog.arn_suffix,
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
        y      = 8
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
              aws_ecs_service.catalog.name,
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
              aws_ecs_service.catalog.name,
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
        y      = 8
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
              aws_ecs_service.catalog.name,
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
              aws_ecs_service.catalog.name,
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
          markdown = "## orders"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 15
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
              aws_lb_target_group.orders.arn_suffix,
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
              aws_lb_target_group.orders.arn_suffix,
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
              aws_lb_target_group.orders.arn_suffix,
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
        y      = 15
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
              aws_lb_target_group.orders.arn_suffix,
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
              aws_lb_target_group.orders.arn_suffix,
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
              aws_lb_target_group.orders.arn_suffix,
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
        y      = 15
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
              aws_ecs_service.orders.name,
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
              aws_ecs_service.orders.name,
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
        y      = 15
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
              aws_ecs_service.orders.name,
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
              aws_ecs_service.orders.name,
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
          markdown = "## mailer"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 22
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
              aws_ecs_service.mailer.name,
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
              aws_ecs_service.mailer.name,
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
        y      = 22
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
              aws_ecs_service.mailer.name,
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
              aws_ecs_service.mailer.name,
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
        y      = 28
        width  = 24
        height = 1
        properties = {
          markdown = "## invoices"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 29
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
              aws_ecs_service.invoices.name,
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
              aws_ecs_service.invoices.name,
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
        y      = 29
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
              aws_ecs_service.invoices.name,
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
              aws_ecs_service.invoices.name,
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
        y      = 35
        width  = 24
        height = 1
        properties = {
          markdown = "## Database main"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 36
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
        y      = 36
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
        y      = 36
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
        y      = 36
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
      {
        type   = "text"
        x      = 0
        y      = 42
        width  = 24
        height = 1
        properties = {
          markdown = "## Cache main"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 43
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
        y      = 43
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
        y      = 43
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
        y      = 43
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
      {
        type   = "text"
        x      = 0
        y      = 49
        width  = 24
        height = 1
        properties = {
          markdown = "## Queue mailer"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 50
        width  = 8
        height = 6
        properties = {
          title   = "Messages"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.mailer.name,
              {
                stat  = "Sum"
                label = "Sent"
              },
            ],
            [
              "AWS/SQS",
              "NumberOfMessagesDeleted",
              "QueueName",
              aws_sqs_queue.mailer.name,
              {
                stat  = "Sum"
                label = "Done"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.mailer.name,
              {
                stat  = "Maximum"
                label = "Waiting"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 8
        y      = 50
        width  = 8
        height = 6
        properties = {
          title   = "Seconds that the oldest has waited"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.mailer.name,
              {
                stat  = "Maximum"
                label = "Oldest"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 16
        y      = 50
        width  = 8
        height = 6
        properties = {
          title   = "Dead letters"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.mailer_dead_letters.name,
              {
                stat  = "Maximum"
                label = "Dead letters"
              },
            ],
          ]
        }
      },
      {
        type   = "text"
        x      = 0
        y      = 56
        width  = 24
        height = 1
        properties = {
          markdown = "## Queue invoices"
        }
      },
      {
        type   = "metric"
        x      = 0
        y      = 57
        width  = 8
        height = 6
        properties = {
          title   = "Messages"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/SQS",
              "NumberOfMessagesSent",
              "QueueName",
              aws_sqs_queue.invoices.name,
              {
                stat  = "Sum"
                label = "Sent"
              },
            ],
            [
              "AWS/SQS",
              "NumberOfMessagesDeleted",
              "QueueName",
              aws_sqs_queue.invoices.name,
              {
                stat  = "Sum"
                label = "Done"
              },
            ],
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.invoices.name,
              {
                stat  = "Maximum"
                label = "Waiting"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 8
        y      = 57
        width  = 8
        height = 6
        properties = {
          title   = "Seconds that the oldest has waited"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/SQS",
              "ApproximateAgeOfOldestMessage",
              "QueueName",
              aws_sqs_queue.invoices.name,
              {
                stat  = "Maximum"
                label = "Oldest"
              },
            ],
          ]
        }
      },
      {
        type   = "metric"
        x      = 16
        y      = 57
        width  = 8
        height = 6
        properties = {
          title   = "Dead letters"
          region  = var.region
          period  = 300
          view    = "timeSeries"
          stacked = false
          metrics = [
            [
              "AWS/SQS",
              "ApproximateNumberOfMessagesVisible",
              "QueueName",
              aws_sqs_queue.invoices_dead_letters.name,
              {
                stat  = "Maximum"
                label = "Dead letters"
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
