data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_iam_policy_document" "state_key" {
  #checkov:skip=CKV_AWS_109:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_111:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_356:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  statement {
    sid       = "AccountAdministersThroughIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "state" {
  description             = "shop: Terraform state"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.state_key.json

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "state" {
  name          = "alias/shop-terraform-state"
  target_key_id = aws_kms_key.state.key_id
}

# Holds the state of every environment of this account. Bucket names are global: the account makes it unique.
resource "aws_s3_bucket" "state" {
  #checkov:skip=CKV_AWS_18:Nothing here records who reads the state: a trail of the account does, once it takes data events of this bucket. A bucket for access logs would need the same care as this one
  #checkov:skip=CKV_AWS_144:The state can be rebuilt by import; a copy in another region would be a second place with secrets in it
  #checkov:skip=CKV2_AWS_62:Nothing reacts to a change of the state
  bucket        = "shop-terraform-state-${local.account_id}"
  force_destroy = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.state.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "state" {
  bucket = aws_s3_bucket.state.id

  rule {
    id     = "expire-old-versions"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    expiration {
      expired_object_delete_marker = true
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }

  depends_on = [aws_s3_bucket_versioning.state]
}

data "aws_iam_policy_document" "state_bucket" {
  statement {
    sid       = "OnlyTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]

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

  statement {
    sid       = "OnlyTls12AndNewer"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.2"]
    }
  }
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = data.aws_iam_policy_document.state_bucket.json
}

data "aws_iam_policy_document" "recovery_state_key" {
  #checkov:skip=CKV_AWS_109:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_111:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  #checkov:skip=CKV_AWS_356:In a key policy the resource is always this key, and the account statement is what lets IAM policies work
  statement {
    sid       = "AccountAdministersThroughIam"
    actions   = ["kms:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "recovery_state" {
  provider = aws.dr

  description             = "shop: Terraform state"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.recovery_state_key.json

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_kms_alias" "recovery_state" {
  provider = aws.dr

  name          = "alias/shop-terraform-state"
  target_key_id = aws_kms_key.recovery_state.key_id
}

# Empty until the first region is lost: then the state of what is built in this one lies here. docs/runbook.md, Disaster recovery.
resource "aws_s3_bucket" "recovery_state" {
  #checkov:skip=CKV_AWS_18:Nothing here records who reads the state: a trail of the account does, once it takes data events of this bucket. A bucket for access logs would need the same care as this one
  #checkov:skip=CKV_AWS_144:The state can be rebuilt by import; a copy in another region would be a second place with secrets in it
  #checkov:skip=CKV2_AWS_62:Nothing reacts to a change of the state
  provider = aws.dr

  bucket        = "shop-recovery-state-${local.account_id}"
  force_destroy = false

  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_public_access_block" "recovery_state" {
  provider = aws.dr

  bucket                  = aws_s3_bucket.recovery_state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "recovery_state" {
  provider = aws.dr

  bucket = aws_s3_bucket.recovery_state.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "recovery_state" {
  provider = aws.dr

  bucket = aws_s3_bucket.recovery_state.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      kms_master_key_id = aws_kms_key.recovery_state.arn
      sse_algorithm     = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_versioning" "recovery_state" {
  provider = aws.dr

  bucket = aws_s3_bucket.recovery_state.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "recovery_state" {
  provider = aws.dr

  bucket = aws_s3_bucket.recovery_state.id

  rule {
    id     = "expire-old-versions"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    expiration {
      expired_object_delete_marker = true
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }

  depends_on = [aws_s3_bucket_versioning.recovery_state]
}

data "aws_iam_policy_document" "recovery_state_bucket" {
  statement {
    sid       = "OnlyTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.recovery_state.arn, "${aws_s3_bucket.recovery_state.arn}/*"]

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

  statement {
    sid       = "OnlyTls12AndNewer"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.recovery_state.arn, "${aws_s3_bucket.recovery_state.arn}/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.2"]
    }
  }
}

resource "aws_s3_bucket_policy" "recovery_state" {
  provider = aws.dr

  bucket = aws_s3_bucket.recovery_state.id
  policy = data.aws_iam_policy_document.recovery_state_bucket.json
}
