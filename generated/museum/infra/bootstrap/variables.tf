variable "environments" {
  description = "Environments that live in this account: each gets an apply role of its own. Empty: the one that the workspace is called after, and all of them in the workspace \"default\"."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "gitlab_host" {
  description = "Host of GitLab: gitlab.com, or your own."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z0-9.-]+$", var.gitlab_host))
    error_message = "The host is written without https:// and without a path."
  }
}

variable "identity_provider_arn" {
  description = "ARN of the identity provider of GitLab, where the account has one already: an account can have one only. It must know the audiences of this root. Empty: this root makes it."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = can(regex("^(arn:[a-z-]+:iam::[0-9]{12}:oidc-provider/.+)?$", var.identity_provider_arn))
    error_message = "The identity provider is named by its ARN."
  }
}

variable "project_path" {
  description = "GitLab project that may assume the roles, as group/project."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+$", var.project_path))
    error_message = "The project is written as group/project, without wildcards."
  }
}

variable "region" {
  description = "AWS region of the state."
  type        = string
  default     = "eu-central-1"
  nullable    = false
}

variable "subject_tells_protection" {
  description = "True once the subject of the project's tokens ends with environment_protected (README.md says how, and from which version of GitLab): then a role that applies demands a job of a protected environment, which waits for its approval."
  type        = bool
  default     = false
  nullable    = false
}
