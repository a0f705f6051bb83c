locals {
  account_id   = data.aws_caller_identity.current.account_id
  environments = length(var.environments) > 0 ? tolist(var.environments) : tolist([for environment in ["prod"] : environment if contains(["default", environment], terraform.workspace)])
  partition    = data.aws_partition.current.partition
}
