# The bucket is the output state_bucket_name of ../../bootstrap, given to init as -backend-config=bucket=…
terraform {
  backend "s3" {
    key          = "parcels/prod.tfstate"
    region       = "eu-north-1"
    encrypt      = true
    kms_key_id   = "alias/parcels-terraform-state"
    use_lockfile = true
  }
}
