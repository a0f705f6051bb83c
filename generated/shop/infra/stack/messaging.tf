# From /output/services/2/dependencies/1: "SQS"
resource "aws_sqs_queue" "mailer_dead_letters" {
  name                      = "${local.prefix}-mailer-dead-letters"
  kms_master_key_id         = aws_kms_key.messaging.arn
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "mailer_dead_letters_queue" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.mailer_dead_letters.arn]

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

resource "aws_sqs_queue_policy" "mailer_dead_letters" {
  policy    = data.aws_iam_policy_document.mailer_dead_letters_queue.json
  queue_url = aws_sqs_queue.mailer_dead_letters.url
}

resource "aws_sqs_queue" "mailer" {
  name                       = "${local.prefix}-mailer"
  kms_master_key_id          = aws_kms_key.messaging.arn
  message_retention_seconds  = 345600
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 180
}

resource "aws_sqs_queue_redrive_policy" "mailer" {
  queue_url = aws_sqs_queue.mailer.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.mailer_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "mailer_dead_letters" {
  queue_url = aws_sqs_queue.mailer_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.mailer.arn]
  })
}

data "aws_iam_policy_document" "mailer_queue" {
  statement {
    sid       = "SubscribedTopics"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.mailer.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.events.arn]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.mailer.arn]

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

resource "aws_sqs_queue_policy" "mailer" {
  policy    = data.aws_iam_policy_document.mailer_queue.json
  queue_url = aws_sqs_queue.mailer.url

  depends_on = [aws_sqs_queue_redrive_policy.mailer]
}

resource "aws_sqs_queue" "invoices_dead_letters" {
  name                      = "${local.prefix}-invoices-dead-letters"
  kms_master_key_id         = aws_kms_key.messaging.arn
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "invoices_dead_letters_queue" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.invoices_dead_letters.arn]

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

resource "aws_sqs_queue_policy" "invoices_dead_letters" {
  policy    = data.aws_iam_policy_document.invoices_dead_letters_queue.json
  queue_url = aws_sqs_queue.invoices_dead_letters.url
}

resource "aws_sqs_queue" "invoices" {
  name                       = "${local.prefix}-invoices"
  kms_master_key_id          = aws_kms_key.messaging.arn
  message_retention_seconds  = 345600
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 180
}

resource "aws_sqs_queue_redrive_policy" "invoices" {
  queue_url = aws_sqs_queue.invoices.url
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.invoices_dead_letters.arn
    maxReceiveCount     = 5
  })
}

resource "aws_sqs_queue_redrive_allow_policy" "invoices_dead_letters" {
  queue_url = aws_sqs_queue.invoices_dead_letters.url
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [aws_sqs_queue.invoices.arn]
  })
}

data "aws_iam_policy_document" "invoices_queue" {
  statement {
    sid       = "SubscribedTopics"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.invoices.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.events.arn]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.invoices.arn]

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

resource "aws_sqs_queue_policy" "invoices" {
  policy    = data.aws_iam_policy_document.invoices_queue.json
  queue_url = aws_sqs_queue.invoices.url

  depends_on = [aws_sqs_queue_redrive_policy.invoices]
}

# From /output/overall_architecture/communication_patterns/1: "SQS"
resource "aws_sns_topic" "events" {
  name              = "${local.prefix}-events"
  kms_master_key_id = aws_kms_key.messaging.arn
}

data "aws_iam_policy_document" "events_topic" {
  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.events.arn]

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

resource "aws_sns_topic_policy" "events" {
  arn    = aws_sns_topic.events.arn
  policy = data.aws_iam_policy_document.events_topic.json
}

resource "aws_sqs_queue" "events_topic_undelivered" {
  name                      = "${local.prefix}-events-topic-undelivered"
  kms_master_key_id         = aws_kms_key.messaging.arn
  message_retention_seconds = 1209600
}

data "aws_iam_policy_document" "events_topic_undelivered_queue" {
  statement {
    sid       = "UndeliveredMessages"
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.events_topic_undelivered.arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.events.arn]
    }
  }

  statement {
    sid       = "OnlyOverTls"
    effect    = "Deny"
    actions   = ["sqs:*"]
    resources = [aws_sqs_queue.events_topic_undelivered.arn]

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

resource "aws_sqs_queue_policy" "events_topic_undelivered" {
  policy    = data.aws_iam_policy_document.events_topic_undelivered_queue.json
  queue_url = aws_sqs_queue.events_topic_undelivered.url
}

resource "aws_sns_topic_subscription" "events_to_mailer" {
  endpoint             = aws_sqs_queue.mailer.arn
  protocol             = "sqs"
  raw_message_delivery = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.events_topic_undelivered.arn
  })
  topic_arn = aws_sns_topic.events.arn
}

resource "aws_sns_topic_subscription" "events_to_invoices" {
  endpoint             = aws_sqs_queue.invoices.arn
  protocol             = "sqs"
  raw_message_delivery = true
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.events_topic_undelivered.arn
  })
  topic_arn = aws_sns_topic.events.arn
}
