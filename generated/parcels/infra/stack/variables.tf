variable "alarm_emails" {
  description = "E-mail addresses that receive alarms; each must confirm the subscription once. Alarms reach nobody until an address stands here."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "availability_zones" {
  description = "Zone letter to its place in the address plan, 0 to 7. A letter must keep its number for ever."
  type        = map(number)
  nullable    = false

  validation {
    condition     = length(var.availability_zones) >= 2 && length(distinct(values(var.availability_zones))) == length(var.availability_zones) && alltrue([for number in values(var.availability_zones) : number >= 0 && number <= 7])
    error_message = "availability_zones needs at least two zones with different numbers between 0 and 7."
  }
}

variable "backup" {
  description = "Backups by the plan: whether anything is covered, days that recovery points and their copies are kept."
  type        = object({ enabled = bool, retention_days = number, copy_retention_days = number })
  nullable    = false

  validation {
    condition     = var.backup.retention_days >= 1 && var.backup.copy_retention_days >= 1
    error_message = "Recovery points and copies are kept for at least a day."
  }
}

variable "break_glass_role_arns" {
  description = "Roles that may delete recovery points before their time, made outside of this stack. While it is empty, nobody may; once it names one, only they change the policy of the vault."
  type        = set(string)
  default     = []
  nullable    = false
}

# Counts everything in the account: one account per environment keeps it meaningful.
variable "budget_usd" {
  description = "Budget of a month in US dollars."
  type        = number
  nullable    = false

  validation {
    condition     = var.budget_usd > 0
    error_message = "The budget is more than nothing."
  }
}

variable "database_main" {
  description = "Size of the database main: class, standby in a second zone, storage with its upper limit, days of point-in-time recovery, Performance Insights (not on the smallest classes)."
  type        = object({ instance_class = string, multi_az = bool, storage_gib = number, max_storage_gib = number, backup_retention_days = number, performance_insights = bool })
  nullable    = false

  validation {
    condition     = var.database_main.backup_retention_days >= 1 && var.database_main.backup_retention_days <= 35 && var.database_main.max_storage_gib > var.database_main.storage_gib
    error_message = "Backups are kept 1 to 35 days, and the upper limit of the storage is above its size."
  }
}

variable "deletion_protection" {
  description = "Refuse to delete databases and load balancers, and keep the logs of services that are removed."
  type        = bool
  nullable    = false
}

variable "domain_name" {
  description = "Domain of this environment, without a trailing dot. Replace the placeholder: a plan of a real account refuses it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+[a-z]{2,}$", var.domain_name))
    error_message = "domain_name must be a lower-case domain such as shop.example.com."
  }
}

variable "environment" {
  description = "Short name of this environment; part of every resource name."
  type        = string
  nullable    = false

  validation {
    condition     = length(var.environment) <= 16 && can(regex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", var.environment))
    error_message = "environment must be 1 to 16 lower-case letters, digits or single dashes, starting with a letter and not ending with a dash."
  }
}

variable "flow_log_traffic" {
  description = "Traffic that the flow log records: ALL or REJECT."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["ALL", "REJECT"], var.flow_log_traffic)
    error_message = "flow_log_traffic must be ALL or REJECT."
  }
}

variable "hosted_zone_id" {
  description = "Id of the Route 53 hosted zone that holds domain_name. Replace the placeholder: a plan of a real account refuses it."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Z0-9]{8,32}$", var.hosted_zone_id))
    error_message = "hosted_zone_id must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ."
  }
}

variable "interface_endpoints" {
  description = "AWS services reached through interface endpoints; each costs by the hour and zone."
  type        = set(string)
  nullable    = false
}

variable "internet_egress" {
  description = "Services that may open HTTPS connections to the internet. The others reach AWS through interface_endpoints and nothing else: add a service before its code calls somebody outside, and a zone to nat_zones where there is none."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(["api"], var.internet_egress)) == 0 || length(setsubtract(["ecr.api", "ecr.dkr", "logs", "secretsmanager"], var.interface_endpoints)) == 0
    error_message = "While a service is outside of internet_egress, interface_endpoints must name all that services call."
  }
}

variable "log_retention_days" {
  description = "Days that log groups keep their events."
  type        = number
  nullable    = false
}

variable "nat_zones" {
  description = "Zones that hold a NAT gateway; the others send through the first of them. None while nothing may reach the internet."
  type        = set(string)
  nullable    = false

  validation {
    condition     = length(setsubtract(var.nat_zones, keys(var.availability_zones))) == 0 && (length(var.nat_zones) > 0 || length(var.internet_egress) == 0)
    error_message = "nat_zones must name zones of availability_zones, at least one while internet_egress names a service."
  }
}

variable "region" {
  description = "AWS region of this environment."
  type        = string
  nullable    = false
}

variable "services" {
  description = "Size of each service: CPU units, memory in MiB, and the range of its number of tasks."
  type        = map(object({ cpu = number, memory = number, min_count = number, max_count = number }))
  nullable    = false

  validation {
    condition     = length(setsubtract(["api"], keys(var.services))) == 0 && alltrue([for size in values(var.services) : size.min_count <= size.max_count])
    error_message = "services must size every service, with min_count not above max_count."
  }
}

variable "spot_percent" {
  description = "Share of tasks on Fargate Spot, 0 to 100: cheaper, and AWS may stop them at two minutes' notice."
  type        = number
  nullable    = false

  validation {
    condition     = var.spot_percent >= 0 && var.spot_percent <= 100
    error_message = "spot_percent must lie between 0 and 100."
  }
}

variable "vpc_cidr" {
  description = "Address range of the VPC; the plan of subnets expects a /16."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrhost(var.vpc_cidr, 0)) && try(tonumber(split("/", var.vpc_cidr)[1]), 32) <= 19
    error_message = "vpc_cidr must be an IPv4 range of /19 or larger, such as 10.20.0.0/16: a load balancer takes no subnet smaller than /27."
  }
}

variable "waf_rate_limit" {
  description = "Requests per five minutes and address before the firewall blocks. Everybody in one building or behind one proxy has the same address: raise it where many visitors come from one place."
  type        = number
  nullable    = false

  validation {
    condition     = var.waf_rate_limit >= 10 && var.waf_rate_limit <= 2000000000
    error_message = "waf_rate_limit must lie between 10 and 2000000000, the bounds of AWS WAF."
  }
}
