// Data: what the table of resources does not know because scaffold never builds it: guards that are resources of their own, more arguments of AWS, and other clouds. Sources: the providers' documentation of each type.

import type { SafetyArgument, Stake, StoredData } from "../resources/resource-type.ts";
import { resourceType, storedData } from "../resources/resources.ts";

const on = (argument: string, stake: Stake, now: string): SafetyArgument => ({ argument, worse: "on", stake, now });
const off = (argument: string, stake: Stake, now: string): SafetyArgument => ({ argument, worse: "off", stake, now });
const lower = (argument: string, stake: Stake, now: string): SafetyArgument => ({
  argument,
  worse: "lower",
  stake,
  now,
});
const removed = (argument: string, stake: Stake, now: string): SafetyArgument => ({
  argument,
  worse: "removed",
  stake,
  now,
});
const leaves = (argument: string, safe: SafetyArgument["safe"], stake: Stake, now: string): SafetyArgument => ({
  argument,
  worse: "leaves",
  ...(safe === undefined ? {} : { safe }),
  stake,
  now,
});
const olderTls = (argument: string): SafetyArgument => ({
  argument,
  worse: "olderTls",
  stake: "encryption",
  now: "clients may use an older TLS",
});

const PRIVATE_ACLS = [
  "private",
  "bucket-owner-read",
  "bucket-owner-full-control",
  "log-delivery-write",
  "aws-exec-read",
];
const PUBLIC_ACL = leaves("acl", PRIVATE_ACLS, "exposure", "others than the owner can read it");
const accountBlock = ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map(
  (argument) => off(argument, "exposure", "every bucket of the account can become public"),
);
const azureDatabase = [
  on("public_network_access_enabled", "exposure", "it is reachable from the internet"),
  lower("backup_retention_days", "recovery", "backups reach back less far"),
  off("geo_redundant_backup_enabled", "recovery", "backups stay in one region"),
];

export const MORE_SAFETY: Readonly<Record<string, readonly SafetyArgument[]>> = {
  aws_s3_bucket: [
    PUBLIC_ACL,
    off("versioning.enabled", "recovery", "what is overwritten or deleted is gone"),
    removed("server_side_encryption_configuration", "encryption", "objects have no encryption of your choice"),
  ],
  aws_s3_bucket_acl: [PUBLIC_ACL],
  aws_s3_account_public_access_block: accountBlock,
  aws_lambda_function_url: [leaves("authorization_type", ["AWS_IAM"], "exposure", "everybody can call the function")],
  aws_apigatewayv2_route: [
    leaves("authorization_type", ["AWS_IAM", "JWT", "CUSTOM"], "exposure", "everybody can call it"),
  ],
  aws_api_gateway_domain_name: [olderTls("security_policy")],
  aws_apigatewayv2_domain_name: [olderTls("domain_name_configuration.security_policy")],
  aws_api_gateway_method: [
    leaves("authorization", ["AWS_IAM", "CUSTOM", "COGNITO_USER_POOLS"], "exposure", "everybody can call it"),
  ],
  aws_ecs_service: [
    on("network_configuration.assign_public_ip", "exposure", "its tasks have addresses on the internet"),
  ],
  aws_subnet: [on("map_public_ip_on_launch", "exposure", "what starts in it gets an address on the internet")],
  aws_dms_replication_instance: [on("publicly_accessible", "exposure", "it has an address on the internet")],
  aws_docdb_cluster_instance: [
    off("auto_minor_version_upgrade", "exposure", "it no longer gets security fixes by itself"),
  ],
  aws_ebs_encryption_by_default: [off("enabled", "encryption", "new volumes of the account are not encrypted")],
  aws_ebs_snapshot_block_public_access: [
    leaves("state", ["block-all-sharing", "block-new-sharing"], "exposure", "snapshots can be shared with everybody"),
  ],
  aws_config_configuration_recorder_status: [off("is_enabled", "evidence", "changes are no longer recorded")],
  aws_iam_account_password_policy: [lower("minimum_password_length", "exposure", "shorter passwords are allowed")],
  aws_wafv2_web_acl: [removed("default_action.block", "exposure", "requests that no rule knows are let through")],
  aws_opensearch_domain: [
    off("advanced_security_options.enabled", "exposure", "access inside the domain is no longer controlled"),
    olderTls("domain_endpoint_options.tls_security_policy"),
  ],
  aws_elasticsearch_domain: [
    off("node_to_node_encryption.enabled", "encryption", "traffic between nodes is not encrypted"),
    off("encrypt_at_rest.enabled", "encryption", "its storage is not encrypted"),
    off("domain_endpoint_options.enforce_https", "encryption", "clients may connect without TLS"),
    olderTls("domain_endpoint_options.tls_security_policy"),
  ],
  aws_cloudfront_distribution: [removed("logging_config", "evidence", "requests are not logged")],
  aws_eks_cluster: [
    removed("enabled_cluster_log_types", "evidence", "the control plane logs nothing"),
    off("vpc_config.endpoint_private_access", "exposure", "nodes reach the control plane over the internet"),
  ],
  aws_msk_cluster: [on("client_authentication.unauthenticated", "exposure", "clients need no credential")],
  aws_transfer_server: [
    leaves("endpoint_type", ["VPC", "VPC_ENDPOINT"], "exposure", "it has an address on the internet"),
  ],
  aws_sagemaker_notebook_instance: [
    leaves("direct_internet_access", ["Disabled"], "exposure", "it reaches the internet past the network of its own"),
  ],
  aws_secretsmanager_secret_policy: [off("block_public_policy", "exposure", "its policy may let everybody in")],
  aws_flow_log: [leaves("traffic_type", ["ALL"], "evidence", "a part of the traffic is not logged")],
  aws_cloudwatch_metric_alarm: [
    { ...off("actions_enabled", "evidence", "nobody is told"), absent: true },
    removed("alarm_actions", "evidence", "nobody is told"),
  ],
  aws_cloudtrail: [removed("kms_key_id", "encryption", "logs are no longer encrypted with your key")],
  google_sql_database_instance: [
    off("deletion_protection", "destruction", "one apply can delete it"),
    off("settings.backup_configuration.enabled", "recovery", "there are no backups"),
    off(
      "settings.backup_configuration.point_in_time_recovery_enabled",
      "recovery",
      "there is no point in time recovery",
    ),
    on("settings.ip_configuration.ipv4_enabled", "exposure", "it has an address on the internet"),
  ],
  google_storage_bucket: [
    on("force_destroy", "destruction", "it is deleted with all that is in it"),
    off("versioning.enabled", "recovery", "what is overwritten or deleted is gone"),
    leaves("public_access_prevention", ["enforced"], "exposure", "objects can be made public"),
    off("uniform_bucket_level_access", "exposure", "single objects can be made public"),
  ],
  google_container_cluster: [off("deletion_protection", "destruction", "one apply can delete it")],
  google_bigquery_table: [off("deletion_protection", "destruction", "one apply can delete it")],
  azurerm_storage_account: [
    on("public_network_access_enabled", "exposure", "it is reachable from the internet"),
    on("allow_nested_items_to_be_public", "exposure", "containers can be made public"),
    off("https_traffic_only_enabled", "encryption", "clients may connect without TLS"),
    olderTls("min_tls_version"),
  ],
  azurerm_key_vault: [
    off("purge_protection_enabled", "destruction", "keys and secrets can be deleted for good at once"),
    lower("soft_delete_retention_days", "destruction", "deleted keys can be restored for less long"),
    on("public_network_access_enabled", "exposure", "it is reachable from the internet"),
  ],
  azurerm_postgresql_flexible_server: azureDatabase,
  azurerm_mysql_flexible_server: azureDatabase,
  azurerm_mssql_server: [
    on("public_network_access_enabled", "exposure", "it is reachable from the internet"),
    olderTls("minimum_tls_version"),
  ],
  aws_route53_record: [removed("health_check_id", "availability", "it answers with an address that is down")],
};

/** All arguments of a type whose change can make it less safe. */
export function safetyArguments(type: string): readonly SafetyArgument[] {
  const more = Object.hasOwn(MORE_SAFETY, type) ? (MORE_SAFETY[type] ?? []) : [];
  return [...(resourceType(type)?.safety ?? []), ...more];
}

/** Arguments that a family of rules judges by more than one number: which rule is on, and what it is about. */
const JUDGED_APART: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket_lifecycle_configuration: ["rule.expiration.days", "rule.noncurrent_version_expiration.noncurrent_days"],
};

export function isJudgedApart(type: string, argument: string): boolean {
  return Object.hasOwn(JUDGED_APART, type) && (JUDGED_APART[type] ?? []).includes(argument);
}

/** Resources that only protect others: without them, what stands here is so. */
interface Guard {
  readonly stake: Stake;
  readonly severity: "high" | "medium" | "low";
  readonly now: string;
}
const guard = (stake: Stake, severity: Guard["severity"], now: string): Guard => ({ stake, severity, now });

export const GUARDS: Readonly<Record<string, Guard>> = {
  aws_s3_bucket_public_access_block: guard("exposure", "high", "the bucket can become public"),
  aws_s3_account_public_access_block: guard("exposure", "high", "every bucket of the account can become public"),
  aws_s3_bucket_server_side_encryption_configuration: guard(
    "encryption",
    "medium",
    "new objects are not encrypted with your key",
  ),
  aws_s3_bucket_versioning: guard("recovery", "high", "versioning is suspended: what is overwritten is gone"),
  aws_s3_bucket_object_lock_configuration: guard("destruction", "high", "new objects are not locked"),
  aws_s3_bucket_policy: guard("exposure", "medium", "what it denied is no longer denied"),
  aws_s3_bucket_logging: guard("evidence", "medium", "access to the bucket is not logged"),
  aws_s3_bucket_ownership_controls: guard("exposure", "medium", "ACLs decide about objects again"),
  aws_backup_plan: guard("recovery", "high", "no backups are made by it"),
  aws_backup_selection: guard("recovery", "high", "what it selected is not backed up"),
  aws_backup_vault_lock_configuration: guard("destruction", "high", "recovery points can be deleted"),
  aws_backup_vault_policy: guard("destruction", "high", "what it denied is no longer denied"),
  aws_dlm_lifecycle_policy: guard("recovery", "high", "no snapshots are made by it"),
  aws_efs_backup_policy: guard("recovery", "high", "the file system is not backed up"),
  aws_efs_replication_configuration: guard("recovery", "medium", "the file system is not copied"),
  aws_cloudtrail: guard("evidence", "high", "nothing records who did what"),
  aws_config_configuration_recorder: guard("evidence", "medium", "changes are no longer recorded"),
  aws_flow_log: guard("evidence", "medium", "traffic is not logged"),
  aws_wafv2_web_acl_association: guard("exposure", "high", "nothing filters requests"),
  aws_wafv2_web_acl_logging_configuration: guard("evidence", "low", "blocked requests are not logged"),
  aws_shield_protection: guard("exposure", "medium", "it has no protection against floods"),
  aws_securityhub_account: guard("evidence", "medium", "findings are no longer collected"),
  aws_inspector2_enabler: guard("evidence", "medium", "nothing looks for vulnerabilities"),
  aws_secretsmanager_secret_rotation: guard("exposure", "medium", "the secret is not rotated"),
  aws_ebs_encryption_by_default: guard("encryption", "high", "new volumes of the account are not encrypted"),
  aws_iam_account_password_policy: guard("exposure", "medium", "passwords follow AWS's own rules only"),
  aws_cloudwatch_metric_alarm: guard("evidence", "low", "nobody is told"),
  aws_kms_key_policy: guard("exposure", "medium", "the default policy applies"),
};

/** Types of other providers, and of AWS beside the table, that hold what people wrote; by the prefix of the provider. */
const ELSEWHERE: readonly RegExp[] = [
  /^aws(?:_(?:dsql_cluster|redshiftserverless_namespace|glacier_vault|cloudformation_stack)|cc_rds_db_(?:instance|cluster))$/,
  /^google_(?:sql_database(?:_instance)?|storage_bucket|bigquery_(?:dataset|table)|spanner_(?:instance|database)|firestore_database|bigtable_(?:instance|table)|filestore_instance|compute_disk|redis_instance|alloydb_(?:cluster|instance)|kms_crypto_key|secret_manager_secret|container_cluster)$/,
  /^azurerm_(?:(?:ms)?sql_(?:server|database)|mssql_managed_(?:instance|database)|(?:postgresql|mysql|mariadb)_(?:flexible_server|server|database)|cosmosdb_(?:account|sql_database|sql_container|mongo_(?:database|collection))|storage_(?:account|container|share)|managed_disk|redis_cache|key_vault(?:_key|_secret)?|recovery_services_vault|resource_group)$/,
  /^kubernetes_(?:persistent_volume(?:_claim)?|namespace|stateful_set)(?:_v1)?$/,
  /^(?:mongodbatlas_(?:cluster|advanced_cluster)|digitalocean_(?:database_cluster|volume|spaces_bucket)|cloudflare_(?:r2_bucket|d1_database|workers_kv_namespace)|neon_(?:project|branch|database)|planetscale_database)$/,
  /^(?:postgresql_database|mysql_database|snowflake_database|scaleway_rdb_instance|hcloud_volume|linode_volume|oci_(?:database_db_system|objectstorage_bucket)|alicloud_db_instance|aiven_(?:pg|mysql|kafka|opensearch)|supabase_project|openstack_blockstorage_volume_v[23]|vault_mount|github_repository)$/,
];

/** Types of which nobody keeps anything: what they join or say is in the configuration. */
const EMPTY =
  /^(?:null_resource$|terraform_data$|time_|random_|local_)|_(?:attachment|association|rule|policy|record|permission|route|membership|binding|listener|alias|subscription)$/;

/** Whether data may go with a type that is in no table. */
export function mayHoldData(type: string): boolean {
  return resourceType(type) === undefined && dataOf(type) === undefined && !EMPTY.test(type);
}

/** What is lost with a resource of any provider that is known; undefined when nothing is, or nobody knows. */
export function dataOf(type: string): StoredData | undefined {
  const known = storedData(type);
  if (known !== undefined) return known;
  return ELSEWHERE.some((types) => types.test(type)) ? { what: "what is stored in it", kind: "content" } : undefined;
}
