// In: nothing. Out: the table of safety properties that the generated `terraform test` files state, by resource type. Never anything that is unknown before apply.
import type { Environment, ProfileName } from "../architecture/model.ts";
import type { GraphBlock } from "./graph.ts";

export interface SafetyRule {
  readonly type: string;
  /** Only in environments of this profile. */
  readonly profile?: ProfileName;
  /** Only in environments that are meant to have the property. */
  readonly when?: (environment: Environment) => boolean;
  /** Only for blocks that are written so. */
  readonly where?: (block: GraphBlock) => boolean;
  /** HCL condition on a reference to the resource. */
  readonly condition: (reference: string, environment: Environment) => string;
  /** What must hold, in words. */
  readonly message: string;
}

const is = (type: string, attribute: string, message: string, profile?: ProfileName): SafetyRule => ({
  type,
  condition: (reference) => `${reference}.${attribute}`,
  message,
  ...(profile === undefined ? {} : { profile }),
});

const isNot = (type: string, attribute: string, message: string): SafetyRule => ({
  type,
  condition: (reference) => `!${reference}.${attribute}`,
  message,
});

const sets = (attribute: string, value?: string) => (block: GraphBlock) =>
  block.body.attributes.some(([name, found]) => name === attribute && (value === undefined || found === value));

/** Controls of the FSBP standard and of Checkov that a plan can prove: https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html */
export const SAFETY: readonly SafetyRule[] = [
  is("aws_db_instance", "storage_encrypted", "storage must be encrypted (RDS.3)"),
  isNot("aws_db_instance", "publicly_accessible", "must not be reachable from the internet (RDS.2)"),
  {
    type: "aws_db_instance",
    where: (block) => !sets("replicate_source_db")(block),
    condition: (reference) => `${reference}.backup_retention_period >= 1`,
    message: "backups must be kept (RDS.11)",
  },
  {
    type: "aws_db_instance",
    profile: "prod",
    where: (block) => !sets("replicate_source_db")(block),
    condition: (reference) => `${reference}.backup_retention_period >= 7`,
    message: "backups must be kept for a week at least (RDS.11)",
  },
  is("aws_db_instance", "deletion_protection", "must be protected from deletion (RDS.8)", "prod"),
  {
    type: "aws_db_instance",
    profile: "prod",
    when: ({ database }) => database.multiAz,
    where: (block) => !sets("replicate_source_db")(block),
    condition: (reference) => `${reference}.multi_az`,
    message: "must have a standby in another zone (RDS.5)",
  },
  {
    ...isNot("aws_db_instance", "skip_final_snapshot", "must leave a snapshot when it is deleted"),
    where: (block) => !sets("replicate_source_db")(block),
  },
  is("aws_rds_cluster", "storage_encrypted", "storage must be encrypted (RDS.27)"),
  isNot("aws_rds_cluster", "skip_final_snapshot", "must leave a snapshot when it is deleted"),
  is("aws_rds_cluster", "deletion_protection", "must be protected from deletion (RDS.7)", "prod"),
  {
    type: "aws_rds_cluster",
    profile: "prod",
    condition: (reference) => `${reference}.backup_retention_period >= 7`,
    message: "backups must be kept for a week at least (RDS.14)",
  },
  isNot("aws_rds_cluster_instance", "publicly_accessible", "must not be reachable from the internet (RDS.2)"),
  is("aws_db_proxy", "require_tls", "must accept encrypted connections only"),
  is("aws_elasticache_replication_group", "at_rest_encryption_enabled", "must be encrypted at rest (ElastiCache.4)"),
  is("aws_elasticache_replication_group", "transit_encryption_enabled", "must be encrypted in transit (ElastiCache.5)"),
  {
    ...is(
      "aws_elasticache_replication_group",
      "automatic_failover_enabled",
      "must fail over by itself (ElastiCache.3)",
      "prod",
    ),
    when: ({ cache }) => cache.nodes > 1,
  },
  is("aws_efs_file_system", "encrypted", "must be encrypted at rest (EFS.1)"),
  {
    type: "aws_s3_bucket_public_access_block",
    condition: (reference) =>
      ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
        .map((name) => `${reference}.${name}`)
        .join(" && "),
    message: "the bucket must not be public (S3.8)",
  },
  isNot("aws_s3_bucket", "force_destroy", "must not be deleted together with its objects"),
  is("aws_kms_key", "enable_key_rotation", "must rotate every year (KMS.4)"),
  isNot("aws_subnet", "map_public_ip_on_launch", "must not hand out public addresses (EC2.15)"),
  {
    type: "aws_vpc_security_group_ingress_rule",
    condition: (reference) => `${reference}.cidr_ipv4 != "0.0.0.0/0" || contains([80, 443], ${reference}.to_port)`,
    message: "only web traffic may come from anywhere (EC2.18)",
  },
  {
    type: "aws_vpc_security_group_egress_rule",
    condition: (reference) => `${reference}.ip_protocol != "-1" || ${reference}.cidr_ipv4 != "0.0.0.0/0"`,
    message: "must name the ports that it opens to everywhere (CKV_AWS_382)",
  },
  is("aws_lb", "drop_invalid_header_fields", "must drop malformed headers (ELB.4)"),
  is("aws_lb", "enable_deletion_protection", "must be protected from deletion (ELB.6)", "prod"),
  {
    type: "aws_lb_listener",
    where: sets("protocol", "HTTPS"),
    condition: (reference) => `startswith(${reference}.ssl_policy, "ELBSecurityPolicy-TLS13-1-2")`,
    message: "must speak TLS 1.2 or newer (ELB.17)",
  },
  {
    type: "aws_ecs_service",
    condition: (reference) => `alltrue([for one in ${reference}.network_configuration : !one.assign_public_ip])`,
    message: "tasks must not have public addresses (ECS.2)",
  },
  {
    type: "aws_ecs_service",
    condition: (reference) =>
      `alltrue([for one in ${reference}.deployment_circuit_breaker : one.enable && one.rollback])`,
    message: "a failed deployment must roll back by itself",
  },
  {
    type: "aws_ecr_repository",
    condition: (reference) => `${reference}.image_tag_mutability == "IMMUTABLE"`,
    message: "tags must not move (ECR.2)",
  },
  {
    type: "aws_cloudwatch_log_group",
    condition: (reference) => `${reference}.retention_in_days > 0`,
    message: "events must not be kept for ever",
  },
  {
    type: "aws_cloudwatch_log_group",
    profile: "prod",
    when: ({ logRetentionDays }) => logRetentionDays >= 365,
    condition: (reference) => `${reference}.retention_in_days >= 365`,
    message: "events must be kept for a year (CloudWatch.16)",
  },
  {
    type: "aws_cloudwatch_log_group",
    profile: "prod",
    when: ({ logRetentionDays }) => logRetentionDays < 365,
    condition: (reference, { logRetentionDays }) => `${reference}.retention_in_days >= ${logRetentionDays}`,
    message: "events must be kept as long as the answers say",
  },
];
