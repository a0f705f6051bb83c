# On every resource that can have tags.
locals {
  tags = {
    Project     = "clinic"
    Environment = var.environment
    ManagedBy   = "opentofu"
  }
}

provider "aws" {
  region              = var.region
  allowed_account_ids = var.account_id == null ? null : [var.account_id]

  default_tags {
    tags = local.tags
  }
}
