variable "environments" {
  description = "Environments that live in this account: each gets an apply role of its own. With one account per environment, name only the environments of the account that this root is applied in."
  type        = set(string)
  default     = ["staging", "prod"]
  nullable    = false

  validation {
    condition     = length(var.environments) > 0
    error_message = "At least one environment lives in this account."
  }
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
