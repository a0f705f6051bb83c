variable "environments" {
  description = "Environments that live in this account: each gets an apply role of its own. With one account per environment, name only the environments of the account that this root is applied in."
  type        = set(string)
  default     = ["dev", "staging", "prod"]
  nullable    = false

  validation {
    condition     = length(var.environments) > 0
    error_message = "At least one environment lives in this account."
  }
}

variable "region" {
  description = "AWS region of the state."
  type        = string
  default     = "eu-west-1"
  nullable    = false
}

variable "repository" {
  description = "GitHub repository that may assume the roles, as owner/name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$", var.repository))
    error_message = "The repository is written as owner/name, without wildcards."
  }
}
