locals {
  nat_zone_of  = { for zone in keys(var.availability_zones) : zone => contains(var.nat_zones, zone) ? zone : sort(var.nat_zones)[0] }
  prefix       = "museum-${var.environment}"
  short_prefix = length(local.prefix) <= 14 ? local.prefix : "${substr(local.prefix, 0, 8)}-${substr(sha256(local.prefix), 0, 5)}"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}
