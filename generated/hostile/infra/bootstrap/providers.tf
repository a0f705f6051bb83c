provider "aws" {
  region = var.region

  default_tags {
    tags = {
      Project   = "unsafe-name-x-id-b-b"
      ManagedBy = "terraform"
    }
  }
}
