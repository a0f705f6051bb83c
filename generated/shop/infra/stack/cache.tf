resource "aws_elasticache_subnet_group" "caches" {
  name        = "${local.prefix}-caches"
  description = "Isolated subnets"
  subnet_ids  = values(aws_subnet.isolated)[*].id
}

# From /output/data_architecture/caching_strategy: "Redis"
resource "aws_elasticache_parameter_group" "main" {
  name        = "shop-${var.environment}-main-redis7"
  family      = "redis7"
  description = "Eviction as the use of the cache asks for"

  parameter {
    name  = "maxmemory-policy"
    value = "allkeys-lru"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_secretsmanager_secret" "cache_main" {
  #checkov:skip=CKV2_AWS_57:Tasks read this password when they start; it is rotated by runbook, with both passwords valid meanwhile
  name                    = "${local.prefix}/cache/main"
  description             = "Password of the cache main"
  kms_key_id              = aws_kms_key.secrets.arn
  recovery_window_in_days = 30
}

data "aws_secretsmanager_random_password" "cache_main" {
  exclude_punctuation = true
  password_length     = 48
}

# Random on the first apply, kept from then on. The state holds it: ElastiCache cannot be given a password that Terraform does not know.
resource "aws_secretsmanager_secret_version" "cache_main" {
  secret_id     = aws_secretsmanager_secret.cache_main.id
  secret_string = data.aws_secretsmanager_random_password.cache_main.random_password

  lifecycle {
    ignore_changes = [secret_string]
  }
}

resource "aws_elasticache_user" "cache_main" {
  access_string = "on ~* &* +@all -@dangerous +flushdb +info +keys +sort"
  engine        = "redis"
  user_id       = "shop-${var.environment}-main"
  user_name     = "default"

  authentication_mode {
    type      = "password"
    passwords = [aws_secretsmanager_secret_version.cache_main.secret_string]
  }
}

resource "aws_elasticache_user_group" "cache_main" {
  engine        = "redis"
  user_group_id = "shop-${var.environment}-main"
  user_ids      = [aws_elasticache_user.cache_main.user_id]
}

resource "aws_security_group" "cache_main" {
  name        = "${local.prefix}-cache-main"
  description = "Cache main"
  vpc_id      = aws_vpc.this.id
}

resource "aws_cloudwatch_log_group" "cache_main_slow_log" {
  name              = "/aws/vendedlogs/elasticache/shop-${var.environment}-main/slow-log"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "cache_main_engine_log" {
  name              = "/aws/vendedlogs/elasticache/shop-${var.environment}-main/engine-log"
  kms_key_id        = aws_kms_key.logs.arn
  retention_in_days = var.log_retention_days
}

# AWS moves minor versions forward; going back to the one written here would replace the cache. Remove ignore_changes for the apply that changes the major version.
resource "aws_elasticache_replication_group" "main" {
  description                = "Redis: cache"
  at_rest_encryption_enabled = "true"
  auto_minor_version_upgrade = "true"
  automatic_failover_enabled = var.cache_main.multi_az
  engine                     = "redis"
  engine_version             = "7.1"
  kms_key_id                 = aws_kms_key.data.arn
  maintenance_window         = "sun:23:00-mon:00:00"
  multi_az_enabled           = var.cache_main.multi_az
  node_type                  = var.cache_main.node_type
  num_cache_clusters         = var.cache_main.nodes
  parameter_group_name       = aws_elasticache_parameter_group.main.name
  port                       = 6379
  replication_group_id       = "shop-${var.environment}-main"
  security_group_ids         = [aws_security_group.cache_main.id]
  snapshot_retention_limit   = var.cache_main.snapshot_retention_days
  snapshot_window            = "01:00-02:00"
  subnet_group_name          = aws_elasticache_subnet_group.caches.name
  transit_encryption_enabled = true
  transit_encryption_mode    = "required"
  user_group_ids             = [aws_elasticache_user_group.cache_main.user_group_id]

  log_delivery_configuration {
    destination      = aws_cloudwatch_log_group.cache_main_slow_log.name
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "slow-log"
  }

  log_delivery_configuration {
    destination      = aws_cloudwatch_log_group.cache_main_engine_log.name
    destination_type = "cloudwatch-logs"
    log_format       = "json"
    log_type         = "engine-log"
  }

  lifecycle {
    ignore_changes = [engine_version]
  }
}
