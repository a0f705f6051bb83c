# From /output/services/0/dependencies/1: "queue"
resource "aws_sqs_queue" "s_dead_letters" {
  name                      = "${local.prefix}-s-dead-letters"
  kms_master_key_id         = aws_kms_key.messaging.arn
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "s_dead_letters_queue" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.s_dead_letters.arn]

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

resource "aws_sqs_queue_policy" "s_dead_letters" {
  policy    = data.aws_iam_policy_document.s_dead_letters_queue.json
  queue_url = aws_sqs_queue.s_dead_letters.url
}

resource "aws_sqs_queue" "s" {
  name                       = "${local.prefix}-s"
  kms_master_key_id          = aws_kms_key.messaging.arn
  message_retention_seconds  = 345600
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 180
}

resource "aws_sqs_queue_redrive_policy" "s" {
  queue_url = aws_sqs_queue.s.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.s_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "s_dead_letters" {
  queue_url = aws_sqs_queue.s_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.s.arn]
  })
}

data "aws_iam_policy_document" "s_queue" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.s.arn]

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

resource "aws_sqs_queue_policy" "s" {
  policy    = data.aws_iam_policy_document.s_queue.json
  queue_url = aws_sqs_queue.s.url

  depends_on = [aws_sqs_queue_redrive_policy.s]
}

resource "aws_sqs_queue" "worker_if_id_dead_letters" {
  name                      = "${local.prefix}-worker-if-id-dead-letters"
  kms_master_key_id         = aws_kms_key.messaging.arn
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "worker_if_id_dead_letters_queue" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.worker_if_id_dead_letters.arn]

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

resource "aws_sqs_queue_policy" "worker_if_id_dead_letters" {
  policy    = data.aws_iam_policy_document.worker_if_id_dead_letters_queue.json
  queue_url = aws_sqs_queue.worker_if_id_dead_letters.url
}

resource "aws_sqs_queue" "worker_if_id" {
  name                       = "${local.prefix}-worker-if-id"
  kms_master_key_id          = aws_kms_key.messaging.arn
  message_retention_seconds  = 345600
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 180
}

resource "aws_sqs_queue_redrive_policy" "worker_if_id" {
  queue_url = aws_sqs_queue.worker_if_id.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.worker_if_id_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "worker_if_id_dead_letters" {
  queue_url = aws_sqs_queue.worker_if_id_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.worker_if_id.arn]
  })
}

data "aws_iam_policy_document" "worker_if_id_queue" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.worker_if_id.arn]

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

resource "aws_sqs_queue_policy" "worker_if_id" {
  policy    = data.aws_iam_policy_document.worker_if_id_queue.json
  queue_url = aws_sqs_queue.worker_if_id.url

  depends_on = [aws_sqs_queue_redrive_policy.worker_if_id]
}
