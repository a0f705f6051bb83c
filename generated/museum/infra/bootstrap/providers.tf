provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project   = "museum"
      ManagedBy = "terraform"
    }
  }
}
