resource "aws_vpc" "this" {
  cidr_block           = var.vpc_cidr
  enable_dns_hostnames = true
  enable_dns_support   = true

  tags = {
    Name = local.prefix
  }
}

# The defaults of the VPC stay empty: whatever forgets to choose gets nothing.
resource "aws_default_security_group" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-default-closed"
  }
}

resource "aws_default_network_acl" "this" {
  default_network_acl_id = aws_vpc.this.default_network_acl_id

  tags = {
    Name = "${local.prefix}-default-closed"
  }

  lifecycle {
    ignore_changes = [subnet_ids]
  }
}

resource "aws_default_route_table" "this" {
  default_route_table_id = aws_vpc.this.default_route_table_id
  route                  = []

  tags = {
    Name = "${local.prefix}-default-closed"
  }
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = local.prefix
  }
}

# Public: load balancer and NAT gateways only.
resource "aws_subnet" "public" {
  for_each = var.availability_zones

  availability_zone       = "${var.region}${each.key}"
  cidr_block              = cidrsubnet(var.vpc_cidr, 8, 128 + each.value)
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-public-${each.key}"
    Tier = "public"
  }
}

# Private: the services; the way out is NAT.
resource "aws_subnet" "private" {
  for_each = var.availability_zones

  availability_zone       = "${var.region}${each.key}"
  cidr_block              = cidrsubnet(var.vpc_cidr, 4, each.value)
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-private-${each.key}"
    Tier = "private"
  }
}

# Isolated: data stores, with no way out at all.
resource "aws_subnet" "isolated" {
  for_each = var.availability_zones

  availability_zone       = "${var.region}${each.key}"
  cidr_block              = cidrsubnet(var.vpc_cidr, 8, 144 + each.value)
  map_public_ip_on_launch = false
  vpc_id                  = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-isolated-${each.key}"
    Tier = "isolated"
  }
}

resource "aws_eip" "nat" {
  for_each = var.nat_zones

  domain = "vpc"

  tags = {
    Name = "${local.prefix}-nat-${each.key}"
  }

  depends_on = [aws_internet_gateway.this]
}

resource "aws_nat_gateway" "this" {
  for_each = var.nat_zones

  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = aws_subnet.public[each.key].id

  tags = {
    Name = "${local.prefix}-nat-${each.key}"
  }

  depends_on = [aws_internet_gateway.this]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-public"
  }
}

resource "aws_route_table" "isolated" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-isolated"
  }
}

resource "aws_route_table" "private" {
  for_each = var.availability_zones

  vpc_id = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-private-${each.key}"
  }
}

resource "aws_route" "public_internet" {
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
  route_table_id         = aws_route_table.public.id
}

resource "aws_route" "private_nat" {
  for_each = local.nat_zone_of

  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.this[each.value].id
  route_table_id         = aws_route_table.private[each.key].id
}

resource "aws_route_table_association" "public" {
  for_each = var.availability_zones

  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.public[each.key].id
}

resource "aws_route_table_association" "private" {
  for_each = var.availability_zones

  route_table_id = aws_route_table.private[each.key].id
  subnet_id      = aws_subnet.private[each.key].id
}

resource "aws_route_table_association" "isolated" {
  for_each = var.availability_zones

  route_table_id = aws_route_table.isolated.id
  subnet_id      = aws_subnet.isolated[each.key].id
}

resource "aws_network_acl" "public" {
  subnet_ids = values(aws_subnet.public)[*].id
  vpc_id     = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-public"
  }
}

resource "aws_network_acl_rule" "public_vpc_in" {
  #checkov:skip=CKV_AWS_352:Inside the VPC security groups decide; this wall stands against the outside
  cidr_block     = aws_vpc.this.cidr_block
  egress         = false
  network_acl_id = aws_network_acl.public.id
  protocol       = "-1"
  rule_action    = "allow"
  rule_number    = 100
}

resource "aws_network_acl_rule" "public_http_in" {
  cidr_block     = "0.0.0.0/0"
  egress         = false
  from_port      = 80
  network_acl_id = aws_network_acl.public.id
  protocol       = "tcp"
  rule_action    = "allow"
  rule_number    = 110
  to_port        = 80
}

resource "aws_network_acl_rule" "public_https_in" {
  cidr_block     = "0.0.0.0/0"
  egress         = false
  from_port      = 443
  network_acl_id = aws_network_acl.public.id
  protocol       = "tcp"
  rule_action    = "allow"
  rule_number    = 120
  to_port        = 443
}

resource "aws_network_acl_rule" "public_answers_in" {
  #checkov:skip=CKV_AWS_231:Return traffic of NAT and load balancer uses every port from 1024 up; security groups admit no 3389
  cidr_block     = "0.0.0.0/0"
  egress         = false
  from_port      = 1024
  network_acl_id = aws_network_acl.public.id
  protocol       = "tcp"
  rule_action    = "allow"
  rule_number    = 200
  to_port        = 65535
}

resource "aws_network_acl_rule" "public_path_mtu_in" {
  #checkov:skip=CKV_AWS_352:One message of ICMP, by type and code: that protocol has no ports
  cidr_block     = "0.0.0.0/0"
  egress         = false
  icmp_code      = 4
  icmp_type      = 3
  network_acl_id = aws_network_acl.public.id
  protocol       = "icmp"
  rule_action    = "allow"
  rule_number    = 210
}

resource "aws_network_acl_rule" "public_all_out" {
  cidr_block     = "0.0.0.0/0"
  egress         = true
  network_acl_id = aws_network_acl.public.id
  protocol       = "-1"
  rule_action    = "allow"
  rule_number    = 100
}

resource "aws_network_acl" "private" {
  subnet_ids = values(aws_subnet.private)[*].id
  vpc_id     = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-private"
  }
}

resource "aws_network_acl_rule" "private_vpc_in" {
  #checkov:skip=CKV_AWS_352:Inside the VPC security groups decide; this wall stands against the outside
  cidr_block     = aws_vpc.this.cidr_block
  egress         = false
  network_acl_id = aws_network_acl.private.id
  protocol       = "-1"
  rule_action    = "allow"
  rule_number    = 100
}

resource "aws_network_acl_rule" "private_answers_in" {
  #checkov:skip=CKV_AWS_231:Return traffic of NAT and load balancer uses every port from 1024 up; security groups admit no 3389
  cidr_block     = "0.0.0.0/0"
  egress         = false
  from_port      = 1024
  network_acl_id = aws_network_acl.private.id
  protocol       = "tcp"
  rule_action    = "allow"
  rule_number    = 200
  to_port        = 65535
}

resource "aws_network_acl_rule" "private_path_mtu_in" {
  #checkov:skip=CKV_AWS_352:One message of ICMP, by type and code: that protocol has no ports
  cidr_block     = "0.0.0.0/0"
  egress         = false
  icmp_code      = 4
  icmp_type      = 3
  network_acl_id = aws_network_acl.private.id
  protocol       = "icmp"
  rule_action    = "allow"
  rule_number    = 210
}

resource "aws_network_acl_rule" "private_all_out" {
  cidr_block     = "0.0.0.0/0"
  egress         = true
  network_acl_id = aws_network_acl.private.id
  protocol       = "-1"
  rule_action    = "allow"
  rule_number    = 100
}

# Data stores talk to the VPC and to nothing else.
resource "aws_network_acl" "isolated" {
  subnet_ids = values(aws_subnet.isolated)[*].id
  vpc_id     = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-isolated"
  }
}

resource "aws_network_acl_rule" "isolated_vpc_in" {
  #checkov:skip=CKV_AWS_352:Inside the VPC security groups decide; this wall stands against the outside
  cidr_block     = aws_vpc.this.cidr_block
  egress         = false
  network_acl_id = aws_network_acl.isolated.id
  protocol       = "-1"
  rule_action    = "allow"
  rule_number    = 100
}

resource "aws_network_acl_rule" "isolated_vpc_out" {
  cidr_block     = aws_vpc.this.cidr_block
  egress         = true
  network_acl_id = aws_network_acl.isolated.id
  protocol       = "-1"
  rule_action    = "allow"
  rule_number    = 100
}

resource "aws_cloudwatch_log_group" "vpc_flow" {
  name              = "/aws/vpc/${local.prefix}/flow"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

data "aws_iam_policy_document" "vpc_flow_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "ArnLike"
      variable = "aws:SourceArn"
      values   = ["arn:${data.aws_partition.current.partition}:ec2:${var.region}:${data.aws_caller_identity.current.account_id}:vpc-flow-log/*"]
    }
  }
}

resource "aws_iam_role" "vpc_flow" {
  name               = "${local.prefix}-vpc-flow"
  description        = "Writes the VPC flow log"
  assume_role_policy = data.aws_iam_policy_document.vpc_flow_trust.json
}

data "aws_iam_policy_document" "vpc_flow" {
  statement {
    sid = "WriteFlowLog"
    actions = [
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:PutLogEvents",
    ]
    resources = [aws_cloudwatch_log_group.vpc_flow.arn, "${aws_cloudwatch_log_group.vpc_flow.arn}:*"]
  }
}

resource "aws_iam_role_policy" "vpc_flow" {
  name   = "permissions"
  role   = aws_iam_role.vpc_flow.id
  policy = data.aws_iam_policy_document.vpc_flow.json
}

resource "aws_flow_log" "this" {
  iam_role_arn         = aws_iam_role.vpc_flow.arn
  log_destination      = aws_cloudwatch_log_group.vpc_flow.arn
  log_destination_type = "cloud-watch-logs"
  traffic_type         = var.flow_log_traffic
  vpc_id               = aws_vpc.this.id

  tags = {
    Name = local.prefix
  }
}

data "aws_iam_policy_document" "s3_endpoint" {
  #checkov:skip=CKV_AWS_283:Endpoint policies name no principals: this one narrows what passes to own buckets and AWS's image layers
  statement {
    sid       = "OwnBucketsOnly"
    actions   = ["s3:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    sid       = "ImageLayers"
    actions   = ["s3:GetObject"]
    resources = ["arn:${data.aws_partition.current.partition}:s3:::prod-${var.region}-starport-layer-bucket/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

# Buckets of this account and the image layers of ECR; add a statement for buckets of others that services read.
resource "aws_vpc_endpoint" "s3" {
  policy            = data.aws_iam_policy_document.s3_endpoint.json
  route_table_ids   = values(aws_route_table.private)[*].id
  service_name      = "com.amazonaws.${var.region}.s3"
  vpc_endpoint_type = "Gateway"
  vpc_id            = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-s3"
  }
}

resource "aws_security_group" "endpoints" {
  name        = "${local.prefix}-endpoints"
  description = "Interface endpoints of AWS services"
  vpc_id      = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-endpoints"
  }
}

data "aws_iam_policy_document" "interface_endpoints" {
  statement {
    sid       = "OwnAccountOnly"
    actions   = ["ecr:*", "logs:*", "secretsmanager:*", "sqs:*"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each = var.interface_endpoints

  policy              = data.aws_iam_policy_document.interface_endpoints.json
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]
  service_name        = "com.amazonaws.${var.region}.${each.key}"
  subnet_ids          = values(aws_subnet.private)[*].id
  vpc_endpoint_type   = "Interface"
  vpc_id              = aws_vpc.this.id

  tags = {
    Name = "${local.prefix}-${each.key}"
  }
}
