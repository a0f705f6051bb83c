# From /output/services/1/technology: "React with Vite, static files on S3 behind CloudFront"
resource "aws_s3_bucket" "site_track" {
  #checkov:skip=CKV_AWS_144:The files come from the build and can be uploaded again at any time
  #checkov:skip=CKV2_AWS_62:Nothing acts on single uploads; the pipeline invalidates the distribution itself
  bucket        = "${local.prefix}-track-${data.aws_caller_identity.current.account_id}-site"
  force_destroy = false
}

resource "aws_s3_bucket_public_access_block" "site_track" {
  bucket                  = aws_s3_bucket.site_track.bucket
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "site_track" {
  bucket = aws_s3_bucket.site_track.bucket

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_versioning" "site_track" {
  bucket = aws_s3_bucket.site_track.bucket

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "site_track" {
  bucket = aws_s3_bucket.site_track.bucket

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.data.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "site_track" {
  bucket = aws_s3_bucket.site_track.bucket

  rule {
    id     = "old-versions"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }
}

resource "aws_s3_bucket_logging" "site_track" {
  bucket        = aws_s3_bucket.site_track.bucket
  target_bucket = aws_s3_bucket_policy.access_logs.bucket
  target_prefix = "s3/track/"

  depends_on = [aws_s3_bucket_policy.access_logs]
}

resource "aws_cloudfront_origin_access_control" "site_track" {
  name                              = "${local.prefix}-track"
  description                       = "Reads the bucket of track"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_function" "site_track" {
  name    = "${local.prefix}-track"
  code    = "function handler(event) {\n  var request = event.request;\n  if (request.uri.lastIndexOf(\".\") <= request.uri.lastIndexOf(\"/\")) {\n    request.uri = \"/index.html\";\n  }\n  return request;\n}\n"
  comment = "Routes of the app answer with index.html"
  publish = true
  runtime = "cloudfront-js-2.0"
}

# Add other origins that the site loads from to the content security policy.
resource "aws_cloudfront_response_headers_policy" "site_track" {
  #checkov:skip=CKV_AWS_259:It asks for preload, which binds the whole domain for months: the owner of the domain decides that
  name = "${local.prefix}-track"

  security_headers_config {
    content_security_policy {
      content_security_policy = "default-src 'self'; img-src 'self' data:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
      override                = false
    }

    content_type_options {
      override = true
    }

    frame_options {
      frame_option = "DENY"
      override     = true
    }

    referrer_policy {
      override        = true
      referrer_policy = "strict-origin-when-cross-origin"
    }

    strict_transport_security {
      access_control_max_age_sec = 31536000
      include_subdomains         = true
      override                   = true
      preload                    = false
    }
  }
}

resource "aws_acm_certificate" "site_track" {
  provider = aws.us_east_1

  domain_name       = var.domain_name
  validation_method = "DNS"

  options {
    certificate_transparency_logging_preference = "ENABLED"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_route53_record" "site_track_validation" {
  name            = one(aws_acm_certificate.site_track.domain_validation_options[*].resource_record_name)
  type            = one(aws_acm_certificate.site_track.domain_validation_options[*].resource_record_type)
  allow_overwrite = true
  records         = [one(aws_acm_certificate.site_track.domain_validation_options[*].resource_record_value)]
  ttl             = 300
  zone_id         = var.hosted_zone_id
}

resource "aws_acm_certificate_validation" "site_track" {
  provider = aws.us_east_1

  certificate_arn         = aws_acm_certificate.site_track.arn
  validation_record_fqdns = [aws_route53_record.site_track_validation.fqdn]

  timeouts {
    create = "20m"
  }
}

# /api/* reaches the load balancer as it is, prefix included. compose.yaml has no CloudFront: there the site calls the port of the service, under the same path.
resource "aws_cloudfront_distribution" "site_track" {
  #checkov:skip=CKV_AWS_374:The answers name no country to shut out
  #checkov:skip=CKV_AWS_86:Access logs go through CloudWatch log delivery; the check knows only the old way, which needs bucket ACLs
  #checkov:skip=CKV_AWS_310:The site has one bucket in one region; its files can be built again at any time
  aliases             = [var.domain_name]
  comment             = "Site track"
  default_root_object = "index.html"
  enabled             = true
  http_version        = "http2and3"
  is_ipv6_enabled     = true
  price_class         = "PriceClass_100"
  web_acl_id          = aws_wafv2_web_acl.cloudfront.arn

  default_cache_behavior {
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cache_policy_id            = "658327ea-f89d-4fab-a63d-7e88639e58f6"
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site_track.id
    target_origin_id           = "bucket"
    viewer_protocol_policy     = "redirect-to-https"

    function_association {
      event_type   = "viewer-request"
      function_arn = aws_cloudfront_function.site_track.arn
    }
  }

  ordered_cache_behavior {
    allowed_methods            = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]
    cache_policy_id            = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    cached_methods             = ["GET", "HEAD"]
    compress                   = true
    origin_request_policy_id   = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
    path_pattern               = "/api/*"
    response_headers_policy_id = aws_cloudfront_response_headers_policy.site_track.id
    target_origin_id           = "load-balancer"
    viewer_protocol_policy     = "https-only"
  }

  origin {
    domain_name              = aws_s3_bucket.site_track.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site_track.id
    origin_id                = "bucket"
  }

  origin {
    domain_name = "api.${var.domain_name}"
    origin_id   = "load-balancer"

    custom_header {
      name  = "X-Origin-Secret"
      value = sensitive(terraform_data.origin_secret.output)
    }

    custom_origin_config {
      http_port              = 80
      https_port             = 443
      origin_protocol_policy = "https-only"
      origin_read_timeout    = 60
      origin_ssl_protocols   = ["TLSv1.2"]
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }

  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.site_track.certificate_arn
    minimum_protocol_version = "TLSv1.2_2021"
    ssl_support_method       = "sni-only"
  }
}

resource "aws_route53_record" "site_track_a" {
  name    = var.domain_name
  type    = "A"
  zone_id = var.hosted_zone_id

  alias {
    name                   = aws_cloudfront_distribution.site_track.domain_name
    evaluate_target_health = false
    zone_id                = aws_cloudfront_distribution.site_track.hosted_zone_id
  }
}

resource "aws_route53_record" "site_track_aaaa" {
  name    = var.domain_name
  type    = "AAAA"
  zone_id = var.hosted_zone_id

  alias {
    name                   = aws_cloudfront_distribution.site_track.domain_name
    evaluate_target_health = false
    zone_id                = aws_cloudfront_distribution.site_track.hosted_zone_id
  }
}

resource "aws_cloudwatch_log_delivery_source" "site_track" {
  provider = aws.us_east_1

  name         = "${local.prefix}-track"
  log_type     = "ACCESS_LOGS"
  resource_arn = aws_cloudfront_distribution.site_track.arn
}

resource "aws_cloudwatch_log_delivery_destination" "site_track" {
  provider = aws.us_east_1

  name          = "${local.prefix}-track"
  output_format = "w3c"

  delivery_destination_configuration {
    destination_resource_arn = "${aws_s3_bucket.access_logs.arn}/cloudfront/track"
  }
}

resource "aws_cloudwatch_log_delivery" "site_track" {
  provider = aws.us_east_1

  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.site_track.arn
  delivery_source_name     = aws_cloudwatch_log_delivery_source.site_track.name

  depends_on = [aws_s3_bucket_policy.access_logs]
}

data "aws_iam_policy_document" "site_track_bucket" {
  statement {
    sid       = "DistributionReads"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.site_track.arn}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.site_track.arn]
    }
  }

  statement {
    sid       = "DistributionLists"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.site_track.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudfront.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudfront_distribution.site_track.arn]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.site_track.arn, "${aws_s3_bucket.site_track.arn}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "OnlyModernTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.site_track.arn, "${aws_s3_bucket.site_track.arn}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.2"]
    }
  }
}

resource "aws_s3_bucket_policy" "site_track" {
  bucket = aws_s3_bucket.site_track.bucket
  policy = data.aws_iam_policy_document.site_track_bucket.json
}
