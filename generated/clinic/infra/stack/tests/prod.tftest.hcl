# What must hold in every plan of prod. Run with: tofu test

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

  mock_resource "aws_acm_certificate" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
      domain_validation_options = [
        {
          domain_name           = "example.com"
          resource_record_name  = "_mock.example.com"
          resource_record_type  = "CNAME"
          resource_record_value = "_mock.example.net"
        },
      ]
    }
  }

  mock_resource "aws_backup_vault" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_cloudwatch_log_group" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_ecr_repository" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_ecs_cluster" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_ecs_task_definition" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_iam_role" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_kms_key" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_lb" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_lb_listener" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_lb_target_group" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_rds_cluster" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
      master_user_secret = [
        {
          kms_key_id    = "mock"
          secret_arn    = "arn:aws:mock:us-east-1:123456789012:mock/mock"
          secret_status = "active"
        },
      ]
    }
  }

  mock_resource "aws_s3_bucket" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_scheduler_schedule_group" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_secretsmanager_secret" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_service_discovery_http_namespace" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_sesv2_email_identity" {
    defaults = {
      dkim_signing_attributes = {
        tokens = ["one", "two", "three"]
      }
    }
  }

  mock_resource "aws_sns_topic" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_ssm_parameter" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
    }
  }

  mock_resource "aws_wafv2_web_acl" {
    defaults = {
      arn = "arn:aws:mock:us-east-1:123456789012:mock/mock"
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
    retention_days      = 30
    copy_retention_days = 30
  }
  budget_usd = 1500
  cache_main = {
    node_type               = "cache.m7g.large"
    nodes                   = 2
    multi_az                = true
    snapshot_retention_days = 7
  }
  database_main = {
    instances             = ["1", "2"]
    min_capacity          = 2
    max_capacity          = 16
    backup_retention_days = 30
  }
  deletion_protection = true
  domain_name         = "clinic.example.com"
  environment         = "prod"
  flow_log_traffic    = "ALL"
  hosted_zone_id      = "Z00000000000000000000"
  interface_endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm"]
  internet_egress     = ["worker"]
  log_retention_days  = 365
  login_rate_limit    = 100
  nat_zones           = ["a", "b"]
  region              = "eu-central-1"
  services = {
    web = {
      cpu       = 512
      memory    = 1024
      min_count = 2
      max_count = 6
    }
    worker = {
      cpu       = 512
      memory    = 1024
      min_count = 1
      max_count = 4
    }
    beat = {
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
    condition     = aws_rds_cluster.main.storage_encrypted
    error_message = "aws_rds_cluster.main: storage must be encrypted (RDS.27)"
  }

  assert {
    condition     = !aws_rds_cluster.main.skip_final_snapshot
    error_message = "aws_rds_cluster.main: must leave a snapshot when it is deleted"
  }

  assert {
    condition     = aws_rds_cluster.main.deletion_protection
    error_message = "aws_rds_cluster.main: must be protected from deletion (RDS.7)"
  }

  assert {
    condition     = aws_rds_cluster.main.backup_retention_period >= 7
    error_message = "aws_rds_cluster.main: backups must be kept for a week at least (RDS.14)"
  }

  assert {
    condition     = alltrue([for one in aws_rds_cluster_instance.main : !one.publicly_accessible])
    error_message = "aws_rds_cluster_instance.main: must not be reachable from the internet (RDS.2)"
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
    condition     = aws_ecr_repository.web.image_tag_mutability == "IMMUTABLE"
    error_message = "aws_ecr_repository.web: tags must not move (ECR.2)"
  }

  assert {
    condition     = aws_cloudwatch_log_group.web.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.web: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.web.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.web: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.web_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.web_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.web_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_web.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_web.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_web: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.web_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.web_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.web_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_web.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_web.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_web: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.load_balancer_to_web.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.load_balancer_to_web.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.load_balancer_to_web: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.web_from_load_balancer.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.web_from_load_balancer.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.web_from_load_balancer: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.web_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.web_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.web_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.web_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.web_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.web_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.web_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.web_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_web.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_web.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_web: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.web.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.web: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.web.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.web: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_cloudwatch_log_group.worker.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.worker: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.worker.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.worker: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_to_database_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_to_database_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_to_database_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.database_main_from_worker.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.database_main_from_worker.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.database_main_from_worker: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_worker.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_worker.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_worker: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.worker_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.worker_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.worker_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.worker_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.worker_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_worker.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_worker.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_worker: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.worker.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.worker: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.worker.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.worker: a failed deployment must roll back by itself"
  }

  assert {
    condition     = aws_cloudwatch_log_group.beat.retention_in_days > 0
    error_message = "aws_cloudwatch_log_group.beat: events must not be kept for ever"
  }

  assert {
    condition     = aws_cloudwatch_log_group.beat.retention_in_days >= 365
    error_message = "aws_cloudwatch_log_group.beat: events must be kept for a year (CloudWatch.16)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.beat_to_cache_main.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.beat_to_cache_main.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.beat_to_cache_main: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.cache_main_from_beat.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.cache_main_from_beat.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.cache_main_from_beat: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_vpc_security_group_egress_rule.beat_to_https : one.ip_protocol != "-1" || one.cidr_ipv4 != "0.0.0.0/0"])
    error_message = "aws_vpc_security_group_egress_rule.beat_to_https: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.beat_through_s3.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.beat_through_s3.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.beat_through_s3: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_egress_rule.beat_to_endpoints.ip_protocol != "-1" || aws_vpc_security_group_egress_rule.beat_to_endpoints.cidr_ipv4 != "0.0.0.0/0"
    error_message = "aws_vpc_security_group_egress_rule.beat_to_endpoints: must name the ports that it opens to everywhere (CKV_AWS_382)"
  }

  assert {
    condition     = aws_vpc_security_group_ingress_rule.endpoints_from_beat.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], aws_vpc_security_group_ingress_rule.endpoints_from_beat.to_port)
    error_message = "aws_vpc_security_group_ingress_rule.endpoints_from_beat: only web traffic may come from anywhere (EC2.18)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.beat.network_configuration : !one.assign_public_ip])
    error_message = "aws_ecs_service.beat: tasks must not have public addresses (ECS.2)"
  }

  assert {
    condition     = alltrue([for one in aws_ecs_service.beat.deployment_circuit_breaker : one.enable && one.rollback])
    error_message = "aws_ecs_service.beat: a failed deployment must roll back by itself"
  }
}
