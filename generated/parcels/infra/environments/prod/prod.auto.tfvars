# Values of prod (profile prod). The place to change sizes and limits.

# The account that this environment may be applied to. Plans against any other account stop at once.
# account_id = "123456789012"

# ---- this environment ----

# Refuse to delete databases and load balancers, and keep the logs of services that are removed.
deletion_protection = true

# Domain of this environment, without a trailing dot. Replace the placeholder: a plan of a real account refuses it.
domain_name = "parcels.example.com"

# Short name of this environment; part of every resource name.
environment = "prod"

# Id of the Route 53 hosted zone that holds domain_name. Replace the placeholder: a plan of a real account refuses it.
hosted_zone_id = "Z00000000000000000000"

# Days that log groups keep their events.
log_retention_days = 365

# AWS region of this environment.
region = "eu-north-1"

# ---- backup ----

# Backups by the plan: whether anything is covered, days that recovery points and their copies are kept.
backup = {
  enabled             = true
  retention_days      = 14
  copy_retention_days = 14
}

# ---- database ----

# Size of the database main: class, standby in a second zone, storage with its upper limit, days of point-in-time recovery, Performance Insights (not on the smallest classes).
database_main = {
  instance_class        = "db.m7g.large"
  multi_az              = true
  storage_gib           = 100
  max_storage_gib       = 1000
  backup_retention_days = 14
  performance_insights  = true
}

# ---- edge ----

# Requests per five minutes and address before the firewall blocks. Everybody in one building or behind one proxy has the same address: raise it where many visitors come from one place.
waf_rate_limit = 2000

# ---- network ----

# Zone letter to its place in the address plan, 0 to 7. A letter must keep its number for ever.
availability_zones = {
  a = 0
  b = 1
}

# Traffic that the flow log records: ALL or REJECT.
flow_log_traffic = "ALL"

# AWS services reached through interface endpoints; each costs by the hour and zone.
interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]

# Zones that hold a NAT gateway; the others send through the first of them. None while nothing may reach the internet.
nat_zones = []

# Address range of the VPC; the plan of subnets expects a /16.
vpc_cidr = "10.30.0.0/16"

# ---- observability ----

# Budget of a month in US dollars.
budget_usd = 1500

# ---- services ----

# Services that may open HTTPS connections to the internet. The others reach AWS through interface_endpoints and nothing else: add a service before its code calls somebody outside, and a zone to nat_zones where there is none.
internet_egress = []

# Size of each service: CPU units, memory in MiB, and the range of its number of tasks.
services = {
  api = {
    cpu       = 256
    memory    = 512
    min_count = 2
    max_count = 4
  }
}

# Share of tasks on Fargate Spot, 0 to 100: cheaper, and AWS may stop them at two minutes' notice.
spot_percent = 0
