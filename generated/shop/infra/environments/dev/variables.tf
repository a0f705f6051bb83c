variable "account_id" {
  description = "The only AWS account that this environment may be applied to; null turns the guard off."
  type        = string
  default     = null

  validation {
    condition     = var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))
    error_message = "An account id is twelve digits."
  }
}

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
}

variable "backup" {
  description = "Backups by the plan: whether anything is covered, days that recovery points and their copies are kept."
  type        = object({ enabled = bool, retention_days = number, copy_retention_days = number })
  nullable    = false
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
}

variable "cache_main" {
  description = "Size of the cache main: node type, number of nodes, whether a node in another zone takes over (two nodes or more), days that snapshots are kept."
  type        = object({ node_type = string, nodes = number, multi_az = bool, snapshot_retention_days = number })
  nullable    = false
}

variable "database_main" {
  description = "Size of the database main: class, standby in a second zone, storage with its upper limit, days of point-in-time recovery."
  type        = object({ instance_class = string, multi_az = bool, storage_gib = number, max_storage_gib = number, backup_retention_days = number })
  nullable    = false
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
}

variable "environment" {
  description = "Short name of this environment; part of every resource name."
  type        = string
  nullable    = false
}

variable "flow_log_traffic" {
  description = "Traffic that the flow log records: ALL or REJECT."
  type        = string
  nullable    = false
}

variable "hosted_zone_id" {
  description = "Id of the Route 53 hosted zone that holds domain_name. Replace the placeholder: a plan of a real account refuses it."
  type        = string
  nullable    = false
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
}

variable "region" {
  description = "AWS region of this environment."
  type        = string
  nullable    = false
}

variable "restored_key_arn" {
  description = "Key of the storage of databases that were restored from copies in this region, by its ARN; empty where databases were made here. Never change it while a database stands: it would be replaced."
  type        = string
  default     = ""
  nullable    = false
}

variable "services" {
  description = "Size of each service: CPU units, memory in MiB, and the range of its number of tasks."
  type        = map(object({ cpu = number, memory = number, min_count = number, max_count = number }))
  nullable    = false
}

variable "spot_percent" {
  description = "Share of tasks on Fargate Spot, 0 to 100: cheaper, and AWS may stop them at two minutes' notice."
  type        = number
  nullable    = false
}

variable "vpc_cidr" {
  description = "Address range of the VPC; the plan of subnets expects a /16."
  type        = string
  nullable    = false
}

variable "waf_rate_limit" {
  description = "Requests per five minutes and address before the firewall blocks. Everybody in one building or behind one proxy has the same address: raise it where many visitors come from one place."
  type        = number
  nullable    = false
}
