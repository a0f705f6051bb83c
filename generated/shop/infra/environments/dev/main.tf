module "stack" {
  source = "../../stack"

  providers = {
    aws    = aws
    aws.dr = aws.dr
  }

  alarm_emails          = var.alarm_emails
  availability_zones    = var.availability_zones
  backup                = var.backup
  break_glass_role_arns = var.break_glass_role_arns
  budget_usd            = var.budget_usd
  cache_main            = var.cache_main
  database_main         = var.database_main
  deletion_protection   = var.deletion_protection
  domain_name           = var.domain_name
  environment           = var.environment
  flow_log_traffic      = var.flow_log_traffic
  hosted_zone_id        = var.hosted_zone_id
  interface_endpoints   = var.interface_endpoints
  internet_egress       = var.internet_egress
  log_retention_days    = var.log_retention_days
  nat_zones             = var.nat_zones
  region                = var.region
  restored_key_arn      = var.restored_key_arn
  services              = var.services
  spot_percent          = var.spot_percent
  vpc_cidr              = var.vpc_cidr
  waf_rate_limit        = var.waf_rate_limit
}
