# An account has one of each issuer: name it in identity_provider_arn when another project made it already.
resource "aws_iam_openid_connect_provider" "github" {
  count = var.identity_provider_arn == "" ? 1 : 0

  client_id_list = ["sts.amazonaws.com"]
  url            = "https://token.actions.githubusercontent.com"
}

data "aws_iam_policy_document" "plan_trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.identity_provider_arn == "" ? one(aws_iam_openid_connect_provider.github[*].arn) : var.identity_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["${var.subject_prefix}:pull_request", "${var.subject_prefix}:ref:refs/heads/main"]
    }
  }
}

# Reads settings and the state, which holds values in clear text, but not the contents of data stores; writes nothing, not even the lock of the state. Anyone who can open a pull request from a branch of the repository holds this role, and with it can read the passwords of the caches, which every plan reads.
resource "aws_iam_role" "plan" {
  name                 = "unsafe-name-x-id-b-b-plan"
  assume_role_policy   = data.aws_iam_policy_document.plan_trust.json
  max_session_duration = 3600
  path                 = "/pipeline/"
}

resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.plan.name
  policy_arn = "arn:${local.partition}:iam::aws:policy/ReadOnlyAccess"
}

data "aws_iam_policy_document" "plan" {
  #checkov:skip=CKV_AWS_108:On all resources stand denials only, and the request for a random password, which knows no resource
  #checkov:skip=CKV_AWS_356:On all resources stand denials only, and the request for a random password, which knows no resource
  statement {
    sid       = "FindState"
    actions   = ["s3:ListBucket"]
    resources = [aws_s3_bucket.state.arn]
  }

  statement {
    sid       = "ReadState"
    actions   = ["s3:GetObject"]
    resources = ["${aws_s3_bucket.state.arn}/*"]
  }

  statement {
    sid       = "UseStateKey"
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.state.arn]
  }

  statement {
    sid       = "ReadCachePasswords"
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [for environment in local.environments : "arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:unsafe-name-x-id-b-b-${environment}/cache/*"]
  }

  statement {
    sid       = "MakeRandomPassword"
    actions   = ["secretsmanager:GetRandomPassword"]
    resources = ["*"]
  }

  statement {
    sid       = "UseSecretsKey"
    actions   = ["kms:Decrypt"]
    resources = ["arn:${local.partition}:kms:*:${local.account_id}:key/*"]

    condition {
      test     = "StringLike"
      variable = "kms:ViaService"
      values   = ["secretsmanager.*.amazonaws.com"]
    }

    condition {
      test     = "ForAnyValue:StringEquals"
      variable = "kms:ResourceAliases"
      values   = [for environment in local.environments : "alias/unsafe-name-x-id-b-b-${environment}-secrets"]
    }
  }

  statement {
    sid           = "NoObjects"
    effect        = "Deny"
    actions       = ["s3:GetObject*"]
    not_resources = ["${aws_s3_bucket.state.arn}/*"]
  }

  statement {
    sid           = "NoSecrets"
    effect        = "Deny"
    actions       = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"]
    not_resources = [for environment in local.environments : "arn:${local.partition}:secretsmanager:*:${local.account_id}:secret:unsafe-name-x-id-b-b-${environment}/cache/*"]
  }

  statement {
    sid           = "NoParameters"
    effect        = "Deny"
    actions       = ["ssm:Get*"]
    not_resources = [for environment in local.environments : "arn:${local.partition}:ssm:*:${local.account_id}:parameter/unsafe-name-x-id-b-b-${environment}/images/*"]
  }

  statement {
    sid           = "NoFunctions"
    effect        = "Deny"
    actions       = ["lambda:GetFunction", "lambda:GetFunctionConfiguration", "lambda:ListFunctions"]
    not_resources = [for environment in local.environments : "arn:${local.partition}:lambda:*:${local.account_id}:function:unsafe-name-x-id-b-b-${environment}-*"]
  }

  statement {
    sid    = "NoContents"
    effect = "Deny"
    actions = [
      "athena:GetQueryResults*",
      "cassandra:Select",
      "codeartifact:ReadFromRepository",
      "codecommit:BatchGet*",
      "codecommit:GetBlob",
      "codecommit:GetFile",
      "codecommit:GetFolder",
      "codecommit:GitPull",
      "cognito-identity:GetCredentialsForIdentity",
      "cognito-identity:GetOpenIdToken*",
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:GetRecords",
      "dynamodb:PartiQLSelect",
      "dynamodb:Query",
      "dynamodb:Scan",
      "ec2:GetConsole*",
      "ec2:GetPasswordData",
      "ecr:BatchGetImage",
      "ecr:GetDownloadUrlForLayer",
      "kinesis:GetRecords",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:GetLogObject",
      "logs:GetLogRecord",
      "logs:GetQueryResults",
      "logs:StartLiveTail",
      "logs:StartQuery",
      "rds-data:*",
      "rds:Download*",
      "sqs:ReceiveMessage",
      "sts:GetSessionToken",
    ]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "plan" {
  name   = "plan"
  role   = aws_iam_role.plan.id
  policy = data.aws_iam_policy_document.plan.json
}

data "aws_iam_policy_document" "apply_trust" {
  for_each = toset(local.environments)

  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [var.identity_provider_arn == "" ? one(aws_iam_openid_connect_provider.github[*].arn) : var.identity_provider_arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["${var.subject_prefix}:environment:${each.key}"]
    }
  }
}

# Assumed only by jobs of the GitHub environment of the same name: protect that environment with required reviewers. What is tagged or called as another environment's is denied to it, so leave the tags Project and Environment as they are. A role that it makes for a service is not held by that: whoever applies a change of roles can still reach anything in the account, and only an account for each environment ends this.
resource "aws_iam_role" "apply" {
  for_each = toset(local.environments)

  name                 = "unsafe-name-x-id-b-b-apply-${each.key}"
  assume_role_policy   = data.aws_iam_policy_document.apply_trust[each.key].json
  max_session_duration = 7200
  path                 = "/pipeline/"
}

resource "aws_iam_role_policy_attachment" "apply" {
  for_each = toset(local.environments)

  role       = aws_iam_role.apply[each.key].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/PowerUserAccess"
}

data "aws_iam_policy_document" "apply" {
  for_each = toset(local.environments)

  statement {
    sid = "RolesOfTheEnvironment"
    actions = [
      "iam:AttachRolePolicy",
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:CreateRole",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:DetachRolePolicy",
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListPolicyVersions",
      "iam:ListRolePolicies",
      "iam:PutRolePolicy",
      "iam:TagPolicy",
      "iam:TagRole",
      "iam:UntagPolicy",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ]
    resources = [
      "arn:${local.partition}:iam::${local.account_id}:role/unsafe-name-x-id-b-b-${each.key}-*",
      "arn:${local.partition}:iam::${local.account_id}:policy/unsafe-name-x-id-b-b-${each.key}-*",
    ]
  }

  statement {
    sid       = "HandRolesToServices"
    actions   = ["iam:PassRole"]
    resources = ["arn:${local.partition}:iam::${local.account_id}:role/unsafe-name-x-id-b-b-${each.key}-*"]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values = [
        "backup.amazonaws.com",
        "ecs-tasks.amazonaws.com",
        "events.amazonaws.com",
        "monitoring.rds.amazonaws.com",
        "rds.amazonaws.com",
        "restore-testing.backup.amazonaws.com",
        "scheduler.amazonaws.com",
        "vpc-flow-logs.amazonaws.com",
      ]
    }
  }

  statement {
    sid       = "NothingOfOtherEnvironments"
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/Project"
      values   = ["unsafe-name-x-id-b-b"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:ResourceTag/Environment"
      values   = [each.key]
    }

    condition {
      test     = "Null"
      variable = "aws:ResourceTag/Environment"
      values   = ["false"]
    }
  }

  statement {
    sid       = "NoStateAndBucketsOfOthers"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = concat(["${aws_s3_bucket.state.arn}/bootstrap/*"], [for environment in local.environments : "${aws_s3_bucket.state.arn}/unsafe-name-x-id-b-b/${environment}.tfstate*" if environment != each.key], [for environment in local.environments : "arn:${local.partition}:s3:::unsafe-name-x-id-b-b-${environment}-*" if environment != each.key && !startswith(each.key, "${environment}-")])
  }

  statement {
    sid    = "StateStaysGuarded"
    effect = "Deny"
    actions = [
      "s3:DeleteBucket*",
      "s3:DeleteObjectVersion*",
      "s3:PutBucket*",
      "s3:PutEncryptionConfiguration",
      "s3:PutLifecycleConfiguration",
      "s3:PutReplicationConfiguration",
    ]
    resources = [aws_s3_bucket.state.arn, "${aws_s3_bucket.state.arn}/*"]
  }

  statement {
    sid    = "StateKeyStays"
    effect = "Deny"
    actions = [
      "kms:CreateGrant",
      "kms:DeleteImportedKeyMaterial",
      "kms:Disable*",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:UpdatePrimaryRegion",
    ]
    resources = [aws_kms_key.state.arn]
  }

  statement {
    sid       = "NoFalseName"
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]

    condition {
      test     = "StringEquals"
      variable = "aws:RequestTag/Project"
      values   = ["unsafe-name-x-id-b-b"]
    }

    condition {
      test     = "StringNotEquals"
      variable = "aws:RequestTag/Environment"
      values   = [each.key]
    }

    condition {
      test     = "Null"
      variable = "aws:RequestTag/Environment"
      values   = ["false"]
    }
  }
}

resource "aws_iam_role_policy" "apply" {
  for_each = toset(local.environments)

  name   = "apply"
  role   = aws_iam_role.apply[each.key].id
  policy = data.aws_iam_policy_document.apply[each.key].json
}
