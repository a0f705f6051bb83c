# The bucket is the output state_bucket_name of ../../bootstrap, given to init as -backend-config=bucket=…
terraform {
  backend "s3" {
    key          = "unsafe-name-x-id-b-b/staging.tfstate"
    region       = "eu-west-1"
    encrypt      = true
    kms_key_id   = "alias/unsafe-name-x-id-b-b-terraform-state"
    use_lockfile = true
  }
}
