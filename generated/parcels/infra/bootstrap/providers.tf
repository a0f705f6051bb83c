provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project   = "parcels"
      ManagedBy = "terraform"
    }
  }
}
