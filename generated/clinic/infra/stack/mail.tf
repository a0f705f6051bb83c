resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = local.prefix

  delivery_options {
    tls_policy = "REQUIRE"
  }

  reputation_options {
    reputation_metrics_enabled = true
  }

  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

# New accounts may only send to verified addresses: ask AWS once for production access of SES.
resource "aws_sesv2_email_identity" "this" {
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  email_identity         = var.domain_name

  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

resource "aws_route53_record" "dkim_0" {
  name    = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[0]}._domainkey.${var.domain_name}"
  type    = "CNAME"
  records = ["${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[0]}.dkim.amazonses.com"]
  ttl     = 1800
  zone_id = var.hosted_zone_id
}

resource "aws_route53_record" "dkim_1" {
  name    = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[1]}._domainkey.${var.domain_name}"
  type    = "CNAME"
  records = ["${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[1]}.dkim.amazonses.com"]
  ttl     = 1800
  zone_id = var.hosted_zone_id
}

resource "aws_route53_record" "dkim_2" {
  name    = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[2]}._domainkey.${var.domain_name}"
  type    = "CNAME"
  records = ["${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[2]}.dkim.amazonses.com"]
  ttl     = 1800
  zone_id = var.hosted_zone_id
}
