# What must hold in every plan of staging. Run with: terraform test

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

variables {
  alarm_emails = ["on-call@example.com"]
  availability_zones = {
    a = 0
    b = 1
  }
  backup = {
    enabled             = true
    retention_days      = 14
    copy_retention_days = 14
  }
  budget_usd = 500
  cache_main = {
    node_type               = "cache.t4g.small"
    nodes                   = 2
    multi_az                = true
    snapshot_retention_days = 1
  }
  database_main = {
    instance_class        = "db.t4g.medium"
    multi_az              = false
    storage_gib           = 20
    max_storage_gib       = 200
    backup_retention_days = 7
  }
  deletion_protection = false
  domain_name         = "staging.unsafe-name-x-id-b-b.example.com"
  environment         = "staging"
  flow_log_traffic    = "ALL"
  hosted_zone_id      = "Z00000000000000000000"
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "sqs"]
  internet_egress     = []
  log_retention_days  = 90
  nat_zones           = []
  region              = "eu-west-1"
  services = {
    api-rm-x-b-id = {
      cpu       = 512
      memory    = 1024
      min_count = 1
      max_count = 3
    }
    worker-if-id = {
      cpu       = 1024
      memory    = 2048
      min_count = 1
      max_count = 2
    }
    x-con = {
      cpu       = 512
      memory    = 1024
      min_count = 1
      max_count = 2
    }
  }
  spot_percent   = 0
  vpc_cidr       = "10.20.0.0/16"
  waf_rate_limit = 2000
}

run "staging_is_safe" {
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
    condition     = !aws_s3_bucket.access_logs.force_destroy
    error_message = "aws_s3_bucket.access_logs: must not be deleted together with its objects"
  }

  assert {
    condition     = aws_s3_bucket_public_access_block.access_logs.block_public_acls && aws_s3_bucket_public_access_block.access_logs.block_public_policy && aws_s3_bucket_public_access_block.access_logs.ignore_public_acls && aws_s3_bucket_public_access_block.access_logs.restrict_public_buckets
    error_message = "aws_s3_bucket_public_access_block.access_logs: the bucket must not be public (S3.8)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.database_main_postgresql.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.database_main_postgresql: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.database_main_upgrade.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.database_main_upgrade: events must not be kept for ever"
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
    condition     = !aws_db_instance.main.skip_final_snapshot
    error_message = "aws_db_instance.main: must leave a snapshot when it is deleted"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cache_main_slow_log.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.cache_main_slow_log: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.cache_main_engine_log.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.cache_main_engine_log: events must not be kept for ever"
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
    condition     = aws_cloudwatch_log_group.exec.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.exec: events must not be kept for ever"
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
    condition     = startswith(aws_lb_listener.https.ssl_policy, "ELBSecurityPolicy-TLS13-1-2")
    error_message = "aws_lb_listener.https: must speak TLS 1.2 or newer (ELB.17)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.waf_load_balancer.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.waf_load_balancer: events must not be kept for ever"
  }

  assert {
    condition     = aws_ecr_repository.api_rm_x_b_id.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.api_rm_x_b_id: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.api_rm_x_b_id.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.api_rm_x_b_id: events must not be kept for ever"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_api_rm_x_b_id.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_api_rm_x_b_id.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_api_rm_x_b_id: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_api_rm_x_b_id.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_api_rm_x_b_id.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_api_rm_x_b_id: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_api_rm_x_b_id.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_api_rm_x_b_id.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_api_rm_x_b_id: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.api_rm_x_b_id_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.api_rm_x_b_id_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.api_rm_x_b_id_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.api_rm_x_b_id_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.api_rm_x_b_id_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.api_rm_x_b_id_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.api_rm_x_b_id_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_api_rm_x_b_id.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_api_rm_x_b_id.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_api_rm_x_b_id: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.api_rm_x_b_id.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.api_rm_x_b_id: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.api_rm_x_b_id.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.api_rm_x_b_id: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.worker_if_id.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.worker_if_id: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.worker_if_id.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.worker_if_id: events must not be kept for ever"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_if_id_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_if_id_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_if_id_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_worker_if_id.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_worker_if_id.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_worker_if_id: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.worker_if_id_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.worker_if_id_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_if_id_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_if_id_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_if_id_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_if_id_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_if_id_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_if_id_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_worker_if_id.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_worker_if_id.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_worker_if_id: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.worker_if_id.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.worker_if_id: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.worker_if_id.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.worker_if_id: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_ecr_repository.x_con.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.x_con: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.x_con.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.x_con: events must not be kept for ever"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.x_con_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.x_con_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.x_con_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_x_con.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_x_con.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_x_con: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.x_con_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.x_con_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.x_con_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_x_con.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_x_con.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_x_con: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_x_con.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_x_con.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_x_con: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.x_con_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.x_con_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.x_con_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.x_con_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.x_con_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.x_con_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.x_con_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.x_con_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.x_con_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.x_con_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.x_con_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_x_con.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_x_con.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_x_con: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.x_con.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.x_con: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.x_con.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.x_con: a failed deployment must roll back by itself"
  }
}
