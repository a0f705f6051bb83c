// What the emulator (moto 5.2.1) lacks, each entry with its reason: data for the test that applies. Never a reason to change generated code.

/** Types that cannot be created in the emulator. They are left out, together with everything that depends on them. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  aws_appautoscaling_target: "the provider crashes on the answer of RegisterScalableTarget",
  aws_backup_restore_testing_plan: "CreateRestoreTestingPlan is not implemented (404)",
  aws_backup_selection: "CreateBackupSelection is not implemented and the provider crashes on the answer",
  aws_backup_vault_policy: "PutBackupVaultAccessPolicy is not implemented (404)",
  aws_budgets_budget: "the provider crashes on the answer of DescribeBudget",
  aws_cloudfront_function: "CreateFunction is not implemented (404)",
  aws_cloudfront_response_headers_policy: "CreateResponseHeadersPolicy is not implemented (404)",
  aws_s3_bucket_logging: 'PutBucketLogging fails (500) when the target\'s policy has a statement for the principal "*"',
};

/** Attributes that the emulator does not store or return: each plan after the first would set them again. */
export const IGNORED: Readonly<Record<string, { readonly attributes: readonly string[]; readonly because: string }>> = {
  aws_backup_plan: { attributes: ["tags", "tags_all"], because: "tags are not returned" },
  aws_backup_vault: { attributes: ["tags", "tags_all"], because: "tags are not returned" },
  aws_db_instance: {
    attributes: [
      "database_insights_mode",
      "engine_lifecycle_support",
      "monitoring_interval",
      "monitoring_role_arn",
      "performance_insights_enabled",
      "performance_insights_kms_key_id",
    ],
    because: "monitoring, Performance Insights and the support model are not stored",
  },
  aws_db_parameter_group: { attributes: ["parameter"], because: "parameters are not returned" },
  aws_ecs_service: {
    attributes: [
      "availability_zone_rebalancing",
      "capacity_provider_strategy",
      "deployment_controller",
      "enable_ecs_managed_tags",
      "health_check_grace_period_seconds",
      "launch_type",
      "service_connect_configuration",
    ],
    because:
      "capacity providers, zone rebalancing, managed tags and the grace period are not returned, launch type EC2 is",
  },
  aws_kms_key: { attributes: ["rotation_period_in_days"], because: "GetKeyRotationStatus returns no period" },
  aws_secretsmanager_secret_rotation: {
    attributes: ["rotation_rules"],
    because: "of the rules only the number of days is stored, not a schedule and its window",
  },
  aws_vpc_security_group_egress_rule: {
    attributes: ["description"],
    because: "descriptions of rules that name another group are not returned",
  },
  aws_vpc_security_group_ingress_rule: {
    attributes: ["description"],
    because: "descriptions of rules that name another group are not returned",
  },
};

/** Applied and planned, then forgotten before the destroy: deleting them fails, and they end with what they belong to. */
export const NOT_DELETED: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret_rotation:
    "CancelRotateSecret refuses a secret without a Lambda function, which is what a secret managed by RDS is",
};
