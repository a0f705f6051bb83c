locals {
  nat_zone_of  = { for zone in keys(var.availability_zones) : zone => contains(var.nat_zones, zone) ? zone : sort(var.nat_zones)[0] if length(var.nat_zones) > 0 }
  prefix       = "parcels-${var.environment}"
  short_prefix = length(local.prefix) <= 14 ? local.prefix : "${substr(local.prefix, 0, 8)}-${substr(sha256(local.prefix), 0, 5)}"
}

data "aws_caller_identity" "current" {
  lifecycle {
    postcondition {
      condition     = self.account_id == "123456789012" || !endswith(var.domain_name, ".example.com")
      error_message = "domain_name is still the placeholder. The values stand in the .auto.tfvars of the environment."
    }

    postcondition {
      condition     = self.account_id == "123456789012" || !(var.hosted_zone_id == "Z00000000000000000000")
      error_message = "hosted_zone_id is still the placeholder. The values stand in the .auto.tfvars of the environment."
    }
  }
}

data "aws_partition" "current" {}
