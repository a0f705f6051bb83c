data "aws_iam_policy_document" "logs_key" {
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
    sid       = "LogGroupsOfThisAccount"
    actions   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["logs.${var.region}.amazonaws.com"]
    }

    condition {
      test     = "ArnLike"
      variable = "kms:EncryptionContext:aws:logs:arn"
      values   = ["arn:${data.aws_partition.current.partition}:logs:${var.region}:${data.aws_caller_identity.current.account_id}:log-group:*"]
    }
  }
}

resource "aws_kms_key" "logs" {
  description             = "${local.prefix}: log groups"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.logs_key.json
}

resource "aws_kms_alias" "logs" {
  name          = "alias/${local.prefix}-logs"
  target_key_id = aws_kms_key.logs.key_id
}

data "aws_iam_policy_document" "messaging_key" {
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

resource "aws_kms_key" "messaging" {
  description             = "${local.prefix}: queues, topics and event buses"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.messaging_key.json
}

resource "aws_kms_alias" "messaging" {
  name          = "alias/${local.prefix}-messaging"
  target_key_id = aws_kms_key.messaging.key_id
}

data "aws_iam_policy_document" "data_key" {
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
    sid       = "DisksOfTasks"
    actions   = ["kms:GenerateDataKeyWithoutPlaintext"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["fargate.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:ecs:clusterAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:ecs:clusterName"
      values   = [local.prefix]
    }
  }

  statement {
    sid       = "TasksReadTheirDisks"
    actions   = ["kms:CreateGrant"]
    resources = ["*"]

    principals {
      type        = "Service"
      identifiers = ["fargate.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:ecs:clusterAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "kms:EncryptionContext:aws:ecs:clusterName"
      values   = [local.prefix]
    }

    condition {
      test     = "ForAllValues:StringEquals"
      variable = "kms:GrantOperations"
      values   = ["Decrypt"]
    }
  }
}

resource "aws_kms_key" "data" {
  description             = "${local.prefix}: databases, caches, buckets, file systems and images"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.data_key.json
}

resource "aws_kms_alias" "data" {
  name          = "alias/${local.prefix}-data"
  target_key_id = aws_kms_key.data.key_id
}

data "aws_iam_policy_document" "secrets_key" {
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
}

resource "aws_kms_key" "secrets" {
  description             = "${local.prefix}: secrets"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.secrets_key.json
}

resource "aws_kms_alias" "secrets" {
  name          = "alias/${local.prefix}-secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

data "aws_iam_policy_document" "backup_key" {
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
}

resource "aws_kms_key" "backup" {
  description             = "${local.prefix}: recovery points"
  deletion_window_in_days = 30
  enable_key_rotation     = true
  policy                  = data.aws_iam_policy_document.backup_key.json
}

resource "aws_kms_alias" "backup" {
  name          = "alias/${local.prefix}-backup"
  target_key_id = aws_kms_key.backup.key_id
}
