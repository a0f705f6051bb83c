# The bucket is the output state_bucket_name of ../../bootstrap, given to init as -backend-config=bucket=…
terraform {
  backend "s3" {
    key          = "museum/staging.tfstate"
    region       = "eu-central-1"
    encrypt      = true
    kms_key_id   = "alias/museum-terraform-state"
    use_lockfile = true
  }
}
