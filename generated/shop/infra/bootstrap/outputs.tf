output "apply_role_arns" {
  description = "Role that applies, by environment: the variable AWS_APPLY_ROLE_ARN of each environment."
  value       = { for name, role in aws_iam_role.apply : name => role.arn }
}

output "plan_role_arn" {
  description = "Role that pull requests plan with: the variable AWS_PLAN_ROLE_ARN."
  value       = aws_iam_role.plan.arn
}

output "recovery_state_bucket_name" {
  description = "Bucket of the state in the second region, for the day that the first region is lost."
  value       = aws_s3_bucket.recovery_state.id
}

output "state_bucket_name" {
  description = "Bucket of the state: the variable TF_STATE_BUCKET."
  value       = aws_s3_bucket.state.id
}
