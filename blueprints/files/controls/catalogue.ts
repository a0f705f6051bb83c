// In: nothing. Out: the controls that a prod environment must pass, with the ids of the field's checkers and the resource types that they are about. Data only.

import type { RelationalEngine } from "../../../src/architecture/model.ts";

export interface Control {
  readonly title: string;
  /** Checkov ids; FSBP ids. */
  readonly checks: readonly string[];
  readonly standards: readonly string[];
  /** Terraform types that meet it; the row is shown when the stack has one of them. */
  readonly types: readonly string[];
  /** FSBP ids that are about one engine, shown where the stack has it. */
  readonly ofEngine?: Readonly<Record<RelationalEngine, readonly string[]>>;
  /** What the row says where services log in to a database as its owner. */
  readonly withOwners?: string;
  /** What the row says where every such resource has an exception from a check. */
  readonly without?: { readonly check: string; readonly standard: string; readonly title: string };
}

/** Tier M of Checkov (2026-08) and of AWS Foundational Security Best Practices, https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html */
export const CONTROLS: readonly Control[] = [
  control("Network traffic is logged", "CKV2_AWS_11", "EC2.6", "aws_flow_log"),
  control("The default security group is closed", "CKV2_AWS_12", "EC2.2", "aws_default_security_group"),
  control("No address on the internet by default", "CKV_AWS_130", "EC2.15", "aws_subnet"),
  control(
    "Security groups per part, each rule described; out to the internet HTTPS only, and only services that call somebody there (`internet_egress`)",
    "CKV_AWS_23 CKV_AWS_24 CKV_AWS_25 CKV_AWS_382",
    "EC2.13 EC2.14",
    "aws_vpc_security_group_ingress_rule aws_vpc_security_group_egress_rule",
  ),
  control("AWS services are reached without the internet", "", "EC2.55 EC2.56", "aws_vpc_endpoint"),
  control(
    "The load balancer drops bad headers, defends against desync, logs, and cannot be deleted in prod",
    "CKV_AWS_131 CKV_AWS_150 CKV_AWS_91 CKV_AWS_328",
    "ELB.4 ELB.5 ELB.6 ELB.12",
    "aws_lb",
  ),
  control("HTTPS only, TLS 1.2 or newer", "CKV_AWS_2 CKV_AWS_103 CKV2_AWS_20 CKV2_AWS_74", "ELB.1", "aws_lb_listener"),
  control(
    "A web firewall with logs stands in front",
    "CKV2_AWS_28 CKV2_AWS_31 CKV_AWS_175 CKV_AWS_192 CKV_AWS_342",
    "ELB.16 WAF.10 WAF.11 WAF.12",
    "aws_wafv2_web_acl aws_wafv2_web_acl_logging_configuration",
  ),
  control(
    "CloudFront: HTTPS only, modern TLS, private origin, security headers",
    "CKV_AWS_34 CKV_AWS_68 CKV_AWS_174 CKV2_AWS_32 CKV2_AWS_46 CKV2_AWS_72",
    "CloudFront.3 CloudFront.6 CloudFront.7 CloudFront.8 CloudFront.13",
    "aws_cloudfront_distribution",
  ),
  control(
    "Buckets are private, encrypted, versioned, without ACLs, TLS only",
    "CKV_AWS_19 CKV_AWS_21 CKV_AWS_53 CKV_AWS_54 CKV_AWS_55 CKV_AWS_56 CKV_AWS_145 CKV_AWS_300 CKV2_AWS_6 CKV2_AWS_65",
    "S3.1 S3.2 S3.3 S3.5 S3.8 S3.12 S3.13 S3.17",
    "aws_s3_bucket aws_s3_bucket_public_access_block aws_s3_bucket_policy",
  ),
  control(
    "Databases are private, encrypted, Multi-AZ in prod, protected from deletion, backed up",
    "CKV_AWS_16 CKV_AWS_17 CKV_AWS_96 CKV_AWS_133 CKV_AWS_139 CKV_AWS_157 CKV_AWS_293 CKV_AWS_327",
    "RDS.2 RDS.3 RDS.5 RDS.8 RDS.11",
    "aws_db_instance aws_rds_cluster",
    {
      check: "CKV_AWS_157",
      standard: "RDS.5",
      title: "Databases are private, encrypted, protected from deletion, backed up",
    },
    onClusters("RDS.7", "RDS.15", "RDS.27"),
  ),
  control(
    "Databases: TLS forced, logs exported, IAM sign-in, minor upgrades",
    "CKV_AWS_129 CKV_AWS_161 CKV_AWS_162 CKV_AWS_226 CKV_AWS_324 CKV2_AWS_27 CKV2_AWS_30 CKV2_AWS_69",
    "RDS.10 RDS.13",
    "aws_db_parameter_group aws_rds_cluster_parameter_group",
    undefined,
    // RDS.9 asks MySQL and MariaDB for audit and general logs as well, which they do not write here: claimed nowhere.
    {
      postgres: ["RDS.9", "RDS.36", "RDS.38"],
      mysql: ["RDS.39"],
      mariadb: ["RDS.44"],
      "aurora-postgres": ["RDS.9", "RDS.12", "RDS.37"],
      "aurora-mysql": ["RDS.12", "RDS.34", "RDS.45"],
    },
  ),
  control(
    "Caches are encrypted, ask for a password, fail over",
    "CKV_AWS_29 CKV_AWS_30 CKV_AWS_31 CKV_AWS_191 CKV2_AWS_50",
    "ElastiCache.1 ElastiCache.3 ElastiCache.4 ElastiCache.5 ElastiCache.6",
    "aws_elasticache_replication_group",
    { check: "CKV2_AWS_50", standard: "ElastiCache.3", title: "Caches are encrypted and ask for a password" },
  ),
  control("Queues are encrypted and not public", "CKV_AWS_27 CKV_AWS_168 CKV2_AWS_73", "SQS.1", "aws_sqs_queue"),
  control("Topics are encrypted and not public", "CKV_AWS_26 CKV_AWS_169 CKV_AWS_385", "SNS.1 SNS.4", "aws_sns_topic"),
  // What people fill in is rotated by runbook and stands among the exceptions, so CKV2_AWS_57 and SecretsManager.1 and .4 are claimed nowhere.
  control("Secrets have a key of their own", "CKV_AWS_149", "", "aws_secretsmanager_secret"),
  control("The passwords of databases rotate by themselves", "", "", "aws_secretsmanager_secret_rotation"),
  control(
    "Keys rotate every year, with a policy of their own",
    "CKV_AWS_7 CKV_AWS_33 CKV2_AWS_64",
    "KMS.3 KMS.4 KMS.5",
    "aws_kms_key",
  ),
  control(
    "The log groups of the stack are kept for a year in prod, encrypted (not those that AWS makes by itself: `/aws/ecs/containerinsights/…`, `RDSOSMetrics`)",
    "CKV_AWS_66 CKV_AWS_158 CKV_AWS_338",
    "",
    "aws_cloudwatch_log_group",
    {
      check: "CKV_AWS_338",
      standard: "",
      title:
        "The log groups of the stack are encrypted and kept for as long as the answers say (not those that AWS makes by itself: `/aws/ecs/containerinsights/…`, `RDSOSMetrics`)",
    },
  ),
  control("The cluster is observed", "CKV_AWS_65 CKV_AWS_223 CKV_AWS_224", "ECS.12", "aws_ecs_cluster"),
  control(
    "Tasks: no privileges, read-only root, two roles",
    "CKV_AWS_97 CKV_AWS_249 CKV_AWS_334 CKV_AWS_335 CKV_AWS_336",
    "ECS.1 ECS.3 ECS.4 ECS.5 ECS.8 ECS.9",
    "aws_ecs_task_definition",
  ),
  control("Services have no public address", "CKV_AWS_332 CKV_AWS_333", "ECS.2 ECS.10", "aws_ecs_service"),
  control(
    "Images: tags never move, encrypted, scanned",
    "CKV_AWS_51 CKV_AWS_136 CKV_AWS_163",
    "ECR.1 ECR.2 ECR.3",
    "aws_ecr_repository",
  ),
  {
    ...control(
      "Roles allow what an arrow of the architecture needs and nothing else",
      "CKV_AWS_60 CKV_AWS_61 CKV_AWS_107 CKV_AWS_108 CKV_AWS_109 CKV_AWS_110 CKV_AWS_111 CKV_AWS_356",
      "IAM.1 IAM.21",
      "aws_iam_role aws_iam_role_policy",
    ),
    withOwners:
      "Roles of AWS allow what an arrow of the architecture needs and nothing else; inside a database its services are its owner (Exceptions)",
  },
  control(
    "File systems are encrypted and backed up",
    "CKV_AWS_42 CKV_AWS_184 CKV2_AWS_18",
    "EFS.1 EFS.2 EFS.3",
    "aws_efs_file_system",
  ),
  control(
    "Backups have a vault with a lock, and a key of its own for buckets and file systems (snapshots of databases keep the database's key)",
    "CKV_AWS_166 CKV2_AWS_8",
    "Backup.1 RDS.26",
    "aws_backup_vault aws_backup_plan",
  ),
  control("Alarms reach somebody", "CKV_AWS_319", "CloudWatch.15", "aws_cloudwatch_metric_alarm"),
];

/** Controls that only look at clusters. */
function onClusters(...standards: readonly string[]): NonNullable<Control["ofEngine"]> {
  return { postgres: [], mysql: [], mariadb: [], "aurora-postgres": standards, "aurora-mysql": standards };
}

function control(
  title: string,
  checks: string,
  standards: string,
  types: string,
  without?: NonNullable<Control["without"]>,
  ofEngine?: NonNullable<Control["ofEngine"]>,
): Control {
  const words = (list: string) => list.split(" ").filter((word) => word !== "");
  const row = { title, checks: words(checks), standards: words(standards), types: words(types) };
  return { ...row, ...(without === undefined ? {} : { without }), ...(ofEngine === undefined ? {} : { ofEngine }) };
}
