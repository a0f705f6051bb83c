# From /output/security/api_security: "AWS WAF"
resource "aws_security_group" "load_balancer" {
  name        = "${local.prefix}-load-balancer"
  description = "Public load balancer"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-load-balancer"
  }
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_https" {
  description       = "HTTPS from everywhere"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 443
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.load_balancer.id
  to_port           = 443
}

resource "aws_vpc_security_group_ingress_rule" "load_balancer_http" {
  #checkov:skip=CKV_AWS_260:Port 80 only redirects to HTTPS
  description       = "HTTP from everywhere, answered with a redirect to HTTPS"
  cidr_ipv4         = "0.0.0.0/0"
  from_port         = 80
  ip_protocol       = "tcp"
  security_group_id = aws_security_group.load_balancer.id
  to_port           = 80
}

resource "aws_lb" "public" {
  name                       = "${local.short_prefix}-public"
  desync_mitigation_mode     = "defensive"
  drop_invalid_header_fields = true
  enable_deletion_protection = var.deletion_protection
  enable_http2               = true
  idle_timeout               = 60
  internal                   = false
  ip_address_type            = "ipv4"
  load_balancer_type         = "application"
  security_groups            = [aws_security_group.load_balancer.id]
  subnets                    = values(aws_subnet.public)[*].id

  access_logs {
    bucket  = aws_s3_bucket_policy.access_logs.bucket
    enabled = true
    prefix  = "load-balancer"
  }

  depends_on = [aws_s3_bucket_policy.access_logs]
}

resource "aws_acm_certificate" "load_balancer" {
  domain_name       = var.domain_name
  validation_method = "DNS"

  options {
    certificate_transparency_logging_preference = "ENABLED"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "load_balancer_validation" {
  name            = one(aws_acm_certificate.load_balancer.domain_validation_options[*].resource_record_name)
  type            = one(aws_acm_certificate.load_balancer.domain_validation_options[*].resource_record_type)
  allow_overwrite = true
  records         = [one(aws_acm_certificate.load_balancer.domain_validation_options[*].resource_record_value)]
  ttl             = 300
  zone_id         = var.hosted_zone_id
}

resource "aws_acm_certificate_validation" "load_balancer" {
  certificate_arn         = aws_acm_certificate.load_balancer.arn
  validation_record_fqdns = [aws_route53_record.load_balancer_validation.fqdn]

  timeouts {
    create = "20m"
  }
}

resource "aws_lb_listener" "https" {
  certificate_arn                                              = aws_acm_certificate_validation.load_balancer.certificate_arn
  load_balancer_arn                                            = aws_lb.public.arn
  port                                                         = 443
  protocol                                                     = "HTTPS"
  routing_http_response_server_enabled                         = false
  routing_http_response_strict_transport_security_header_value = "max-age=31536000"
  routing_http_response_x_content_type_options_header_value    = "nosniff"
  ssl_policy                                                   = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"

  default_action {
    type = "fixed-response"

    fixed_response {
      content_type = "text/html"
      message_body = "<!doctype html><title>Not found</title><h1>Not found</h1>"
      status_code  = "404"
    }
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type = "redirect"

    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_route53_record" "load_balancer_a" {
  name    = var.domain_name
  type    = "A"
  zone_id = var.hosted_zone_id

  alias {
    name                   = aws_lb.public.dns_name
    evaluate_target_health = true
    zone_id                = aws_lb.public.zone_id
  }
}

resource "aws_wafv2_web_acl" "load_balancer" {
  name        = "${local.prefix}-load-balancer"
  description = "Firewall of load balancer"
  scope       = "REGIONAL"

  default_action {
    allow {}
  }

  rule {
    name     = "rate-limit"
    priority = 0

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit                 = var.waf_rate_limit
        evaluation_window_sec = 300
        aggregate_key_type    = "IP"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate-limit"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "AWSManagedRulesAmazonIpReputationList"
    priority = 10

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesAmazonIpReputationList"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesAmazonIpReputationList"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "AWSManagedRulesCommonRuleSet"
    priority = 20

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"

        rule_action_override {
          name = "SizeRestrictions_BODY"

          action_to_use {
            count {}
          }
        }
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesCommonRuleSet"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "AWSManagedRulesKnownBadInputsRuleSet"
    priority = 30

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesKnownBadInputsRuleSet"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "AWSManagedRulesSQLiRuleSet"
    priority = 40

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesSQLiRuleSet"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesSQLiRuleSet"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "AWSManagedRulesAnonymousIpList"
    priority = 50

    override_action {
      count {}
    }

    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesAnonymousIpList"
        vendor_name = "AWS"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "AWSManagedRulesAnonymousIpList"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "${local.prefix}-load-balancer"
    sampled_requests_enabled   = true
  }
}

resource "aws_cloudwatch_log_group" "waf_load_balancer" {
  name              = "aws-waf-logs-${local.prefix}-load-balancer"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

data "aws_iam_policy_document" "waf_load_balancer_log" {
  statement {
    sid       = "FirewallLogs"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.waf_load_balancer.arn}:*"]

    principals {
      type        = "Service"
      identifiers = ["delivery.logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:logs:${var.region}:${data.aws_caller_identity.current.account_id}:*"]
    }
  }
}

resource "aws_cloudwatch_log_resource_policy" "waf_load_balancer" {
  policy_document = data.aws_iam_policy_document.waf_load_balancer_log.json
  policy_name     = "${local.prefix}-waf-load-balancer"
}

resource "aws_wafv2_web_acl_logging_configuration" "load_balancer" {
  log_destination_configs = [aws_cloudwatch_log_group.waf_load_balancer.arn]
  resource_arn            = aws_wafv2_web_acl.load_balancer.arn

  redacted_fields {
    single_header {
      name = "authorization"
    }
  }

  redacted_fields {
    single_header {
      name = "cookie"
    }
  }

  depends_on = [aws_cloudwatch_log_resource_policy.waf_load_balancer]
}

resource "aws_wafv2_web_acl_association" "load_balancer" {
  resource_arn = aws_lb.public.arn
  web_acl_arn  = aws_wafv2_web_acl.load_balancer.arn
}
