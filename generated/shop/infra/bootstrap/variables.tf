variable "environments" {
  description = "Environments that live in this account: each gets an apply role of its own. Empty: the one that the workspace is called after, and all of them in the workspace \"default\"."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "identity_provider_arn" {
  description = "ARN of the identity provider of GitHub, where the account has one already: an account can have one only. It must know the audiences of this root. Empty: this root makes it."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/.+)?$", var.identity_provider_arn))
    error_message = "The identity provider is named by its ARN."
  }
}

variable "region" {
  description = "AWS region of the state."
  type        = string
  default     = "eu-west-1"
  nullable    = false
}

variable "subject_prefix" {
  description = "How the subjects of the GitHub repository that may assume the roles begin: repo:OWNER@ID/NAME@ID, or repo:OWNER/NAME for a repository that is older than July 2026. README.md has the command that prints it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^repo:[A-Za-z0-9_-]+(@[0-9]+)?/[A-Za-z0-9._-]+(@[0-9]+)?$", var.subject_prefix))
    error_message = "The prefix is written as repo:OWNER@ID/NAME@ID or repo:OWNER/NAME, without wildcards."
  }
}
