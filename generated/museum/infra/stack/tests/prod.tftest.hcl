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

variables {
  alarm_emails = ["on-call@example.com"]
  availability_zones = {
    a = 0
    b = 1
  }
  backup = {
    enabled             = true
    retention_days      = 21
    copy_retention_days = 21
  }
  budget_usd = 1500
  database_main = {
    instance_class        = "db.m7g.large"
    multi_az              = true
    storage_gib           = 100
    max_storage_gib       = 1000
    backup_retention_days = 21
  }
  deletion_protection = true
  domain_name         = "museum.example.com"
  environment         = "prod"
  flow_log_traffic    = "ALL"
  hosted_zone_id      = "Z00000000000000000000"
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager"]
  internet_egress     = []
  log_retention_days  = 365
  nat_zones           = []
  region              = "eu-central-1"
  services = {
    collection = {
      cpu       = 512
      memory    = 1024
      min_count = 2
      max_count = 4
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
    condition     = aws_kms_key.data.enable_key_rotation
    error_message = "aws_kms_key.data: must rotate every year (KMS.4)"
  }

  assert {
    condition     = aws_kms_key.secrets.enable_key_rotation
    error_message = "aws_kms_key.secrets: must rotate every year (KMS.4)"
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
    condition     = aws_ecr_repository.collection.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.collection: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.collection.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.collection: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.collection.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.collection: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.collection_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.collection_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.collection_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_collection.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_collection.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_collection: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_collection.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_collection.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_collection: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.collection_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.collection_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.collection_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.collection_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.collection_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.collection_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.collection_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.collection_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.collection_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.collection_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.collection_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_collection.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_collection.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_collection: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.collection.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.collection: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.collection.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.collection: a failed deployment must roll back by itself"
  }
}
