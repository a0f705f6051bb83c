# What must hold in every plan of prod. Run with: terraform test

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }

  mock_data "aws_iam_policy_document" {
    defaults = {
      json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }
}

mock_provider "aws" {
  alias = "dr"

  mock_data "aws_caller_identity" {
    defaults = {
      account_id = "123456789012"
    }
  }

  mock_data "aws_partition" {
    defaults = {
      partition  = "aws"
      dns_suffix = "amazonaws.com"
    }
  }

  mock_data "aws_iam_policy_document" {
    defaults = {
      json = "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
    }
  }
}

variables {
  alarm_emails = ["on-call@example.com"]
  availability_zones = {
    a = 0
    b = 1
    c = 2
  }
  backup = {
    enabled             = true
    retention_days      = 35
    copy_retention_days = 35
  }
  budget_usd = 1500
  cache_main = {
    node_type               = "cache.m7g.large"
    nodes                   = 2
    multi_az                = true
    snapshot_retention_days = 7
  }
  database_main = {
    instance_class        = "db.m7g.large"
    multi_az              = true
    storage_gib           = 100
    max_storage_gib       = 1000
    backup_retention_days = 35
  }
  deletion_protection = true
  domain_name         = "shop.example.com"
  environment         = "prod"
  flow_log_traffic    = "ALL"
  hosted_zone_id      = "Z00000000000000000000"
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "sns", "sqs"]
  internet_egress     = ["orders", "mailer"]
  log_retention_days  = 365
  nat_zones           = ["a", "b", "c"]
  region              = "eu-west-1"
  services = {
    storefront = {
      cpu       = 512
      memory    = 1024
      min_count = 3
      max_count = 12
    }
    catalog = {
      cpu       = 512
      memory    = 1024
      min_count = 2
      max_count = 8
    }
    orders = {
      cpu       = 512
      memory    = 1024
      min_count = 2
      max_count = 10
    }
    mailer = {
      cpu       = 256
      memory    = 512
      min_count = 1
      max_count = 4
    }
    invoices = {
      cpu       = 512
      memory    = 1024
      min_count = 1
      max_count = 3
    }
    stock-sync = {
      cpu       = 512
      memory    = 1024
      min_count = 1
      max_count = 1
    }
  }
  spot_percent   = 0
  vpc_cidr       = "10.30.0.0/16"
  waf_rate_limit = 2000
}

run "prod_is_safe" {
  command = plan

  assert {
    condition     = aws_kms_key.logs.enable_key_rotation
    error_message = "aws_kms_key.logs: must rotate every year (KMS.4)"
  }

  assert {
    condition     = aws_kms_key.messaging.enable_key_rotation
    error_message = "aws_kms_key.messaging: must rotate every year (KMS.4)"
  }

  assert {
    condition     = aws_kms_key.secrets.enable_key_rotation
    error_message = "aws_kms_key.secrets: must rotate every year (KMS.4)"
  }

  assert {
    condition     = aws_kms_key.data.enable_key_rotation
    error_message = "aws_kms_key.data: must rotate every year (KMS.4)"
  }

  assert {
    condition     = aws_kms_key.backup.enable_key_rotation
    error_message = "aws_kms_key.backup: must rotate every year (KMS.4)"
  }

  assert {
    condition     = alltrue([for one in aws_subnet.public : !one.map_public_ip_on_launch])
    error_message = "aws_subnet.public: must not hand out public addresses (EC2.15)"
  }

  assert {
    condition     = alltrue([for one in aws_subnet.private : !one.map_public_ip_on_launch])
    error_message = "aws_subnet.private: must not hand out public addresses (EC2.15)"
  }

  assert {
    condition     = alltrue([for one in aws_subnet.isolated : !one.map_public_ip_on_launch])
    error_message = "aws_subnet.isolated: must not hand out public addresses (EC2.15)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.vpc_flow.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.vpc_flow: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.vpc_flow.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.vpc_flow: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = !aws_s3_bucket.access_logs.force_destroy
    error_message = "aws_s3_bucket.access_logs: must not be deleted together with its objects"
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.access_logs.block_public_acls && aws_s3_bucket_public_access_block.access_logs.block_public_policy && aws_s3_bucket_public_access_block.access_logs.ignore_public_acls && aws_s3_bucket_public_access_block.access_logs.restrict_public_buckets
    error_message = "aws_s3_bucket_public_access_block.access_logs: the bucket must not be public (S3.8)"
  }

  assert {
    condition     = !aws_s3_bucket.files.force_destroy
    error_message = "aws_s3_bucket.files: must not be deleted together with its objects"
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.files.block_public_acls && aws_s3_bucket_public_access_block.files.block_public_policy && aws_s3_bucket_public_access_block.files.ignore_public_acls && aws_s3_bucket_public_access_block.files.restrict_public_buckets
    error_message = "aws_s3_bucket_public_access_block.files: the bucket must not be public (S3.8)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.database_main_postgresql.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.database_main_postgresql: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.database_main_postgresql.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.database_main_postgresql: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.database_main_upgrade.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.database_main_upgrade: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.database_main_upgrade.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.database_main_upgrade: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_db_instance.main.storage_encrypted
    error_message = "aws_db_instance.main: storage must be encrypted (RDS.3)"
  }

  assert {
    condition     = !aws_db_instance.main.publicly_accessible
    error_message = "aws_db_instance.main: must not be reachable from the internet (RDS.2)"
  }

  assert {
    condition     = aws_db_instance.main.backup_retention_period >= 1
    error_message = "aws_db_instance.main: backups must be kept (RDS.11)"
  }

  assert {
    condition     = aws_db_instance.main.backup_retention_period >= 7
    error_message = "aws_db_instance.main: backups must be kept for a week at least (RDS.11)"
  }

  assert {
    condition     = aws_db_instance.main.deletion_protection
    error_message = "aws_db_instance.main: must be protected from deletion (RDS.8)"
  }

  assert {
    condition     = aws_db_instance.main.multi_az
    error_message = "aws_db_instance.main: must have a standby in another zone (RDS.5)"
  }

  assert {
    condition     = !aws_db_instance.main.skip_final_snapshot
    error_message = "aws_db_instance.main: must leave a snapshot when it is deleted"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cache_main_slow_log.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.cache_main_slow_log: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cache_main_slow_log.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.cache_main_slow_log: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cache_main_engine_log.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.cache_main_engine_log: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cache_main_engine_log.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.cache_main_engine_log: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_elasticache_replication_group.main.at_rest_encryption_enabled
    error_message = "aws_elasticache_replication_group.main: must be encrypted at rest (ElastiCache.4)"
  }

  assert {
    condition     = aws_elasticache_replication_group.main.transit_encryption_enabled
    error_message = "aws_elasticache_replication_group.main: must be encrypted in transit (ElastiCache.5)"
  }

  assert {
    condition     = aws_elasticache_replication_group.main.automatic_failover_enabled
    error_message = "aws_elasticache_replication_group.main: must fail over by itself (ElastiCache.3)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.exec: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.exec.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.exec: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer_https.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.load_balancer_https.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.load_balancer_https: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.load_balancer_http.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.load_balancer_http.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.load_balancer_http: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_lb.public.drop_invalid_header_fields
    error_message = "aws_lb.public: must drop malformed headers (ELB.4)"
  }

  assert {
    condition     = aws_lb.public.enable_deletion_protection
    error_message = "aws_lb.public: must be protected from deletion (ELB.6)"
  }

  assert {
    condition     = startswith(aws_lb_listener.https.ssl_policy, "ELBSecurityPolicy-TLS13-1-2")
    error_message = "aws_lb_listener.https: must speak TLS 1.2 or newer (ELB.17)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.waf_load_balancer.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.waf_load_balancer: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.waf_load_balancer.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.waf_load_balancer: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_ecr_repository.storefront.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.storefront: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.storefront.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.storefront: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.storefront.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.storefront: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.storefront_to_catalog.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.storefront_to_catalog.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.storefront_to_catalog: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.catalog_from_storefront.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.catalog_from_storefront.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.catalog_from_storefront: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.storefront_to_orders.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.storefront_to_orders.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.storefront_to_orders: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.orders_from_storefront.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.orders_from_storefront.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.orders_from_storefront: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.storefront_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.storefront_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.storefront_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_storefront.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_storefront.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_storefront: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_storefront.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_storefront.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_storefront: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.storefront_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.storefront_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.storefront_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.storefront_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.storefront_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.storefront_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.storefront_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.storefront_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.storefront_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.storefront_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.storefront_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_storefront.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_storefront.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_storefront: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.storefront.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.storefront: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.storefront.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.storefront: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.catalog.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.catalog: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.catalog.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.catalog: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.catalog.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.catalog: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.catalog_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.catalog_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.catalog_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_catalog.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_catalog.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_catalog: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.catalog_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.catalog_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.catalog_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_catalog.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_catalog.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_catalog: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_catalog.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_catalog.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_catalog: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.catalog_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.catalog_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.catalog_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.catalog_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.catalog_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.catalog_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.catalog_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.catalog_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.catalog_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.catalog_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.catalog_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_catalog.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_catalog.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_catalog: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.catalog.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.catalog: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.catalog.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.catalog: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.orders.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.orders: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.orders.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.orders: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.orders.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.orders: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.orders_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.orders_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.orders_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_orders.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_orders.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_orders: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_orders.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_orders.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_orders: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.orders_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.orders_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.orders_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.orders_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.orders_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.orders_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.orders_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.orders_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.orders_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.orders_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.orders_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_orders.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_orders.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_orders: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.orders.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.orders: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.orders.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.orders: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.mailer.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.mailer: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.mailer.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.mailer: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.mailer.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.mailer: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.mailer_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.mailer_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.mailer_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.mailer_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.mailer_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.mailer_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.mailer_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.mailer_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_mailer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_mailer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_mailer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.mailer.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.mailer: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.mailer.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.mailer: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.invoices.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.invoices: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.invoices.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.invoices: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.invoices.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.invoices: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.invoices_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.invoices_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.invoices_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_invoices.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_invoices.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_invoices: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.invoices_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.invoices_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.invoices_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.invoices_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.invoices_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.invoices_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.invoices_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.invoices_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_invoices.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_invoices.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_invoices: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.invoices.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.invoices: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.invoices.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.invoices: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.stock_sync.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.stock_sync: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.stock_sync.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.stock_sync: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.stock_sync.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.stock_sync: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.stock_sync_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.stock_sync_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.stock_sync_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_stock_sync.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_stock_sync.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_stock_sync: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.stock_sync_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.stock_sync_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.stock_sync_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.stock_sync_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.stock_sync_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.stock_sync_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.stock_sync_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.stock_sync_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_stock_sync.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_stock_sync.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_stock_sync: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_kms_key.backup_copy.enable_key_rotation
    error_message = "aws_kms_key.backup_copy: must rotate every year (KMS.4)"
  }
}
