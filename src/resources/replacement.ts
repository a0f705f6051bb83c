// Data: per resource type, the arguments whose change makes the AWS provider 5.100 replace the resource. Found once, by a plan of the real provider for every argument
// of these types: a state that differs from the configuration in that argument alone. What the provider refuses to plan alone comes from its documentation. No test
// repeats that for every argument; test/real/impact compares what comes of it with plans of whole systems. Never holds what only the API refuses at apply.

/** Paths from the resource's root, blocks by name; `name{}` is a block or an argument that appears or disappears. A type that is not listed is not known; an empty list is never replaced. */
const REPLACES: Readonly<Record<string, string>> = {
  aws_acm_certificate:
    "certificate_authority_arn domain_name key_algorithm subject_alternative_names validation_method validation_option.domain_name validation_option.validation_domain validation_option{}",
  aws_acm_certificate_validation: "certificate_arn validation_record_fqdns",
  aws_ami:
    "architecture boot_mode ebs_block_device.device_name ebs_block_device.snapshot_id ebs_block_device{} ena_support ephemeral_block_device{} image_location imds_support kernel_id name ramdisk_id root_device_name sriov_net_support tpm_support uefi_data virtualization_type",
  aws_appautoscaling_policy: "name resource_id scalable_dimension service_namespace",
  aws_appautoscaling_target: "resource_id scalable_dimension service_namespace",
  aws_appsync_graphql_api: "api_type visibility",
  aws_athena_workgroup: "name",
  aws_autoscaling_group:
    "initial_lifecycle_hook.default_result initial_lifecycle_hook.lifecycle_transition initial_lifecycle_hook.name initial_lifecycle_hook.notification_metadata initial_lifecycle_hook.notification_target_arn initial_lifecycle_hook.role_arn initial_lifecycle_hook{} name name_prefix",
  aws_backup_logically_air_gapped_vault: "max_retention_days min_retention_days name",
  aws_backup_plan: "name",
  aws_backup_restore_testing_plan: "name",
  aws_backup_restore_testing_selection: "name protected_resource_type restore_testing_plan_name",
  aws_backup_selection:
    "condition.string_equals.key condition.string_equals.value condition.string_like.key condition.string_like.value condition.string_not_equals.key condition.string_not_equals.value condition.string_not_like.key condition.string_not_like.value condition{} iam_role_arn name not_resources plan_id resources selection_tag.key selection_tag.type selection_tag.value selection_tag{}",
  aws_backup_vault: "kms_key_arn name",
  aws_backup_vault_lock_configuration: "backup_vault_name changeable_for_days max_retention_days min_retention_days",
  aws_backup_vault_notifications: "backup_vault_events backup_vault_name sns_topic_arn",
  aws_backup_vault_policy: "backup_vault_name",
  aws_budgets_budget: "name name_prefix",
  aws_cloudfront_distribution: "staging",
  aws_cloudfront_function: "name",
  aws_cloudfront_origin_access_control: "",
  aws_cloudfront_response_headers_policy: "",
  aws_cloudwatch_dashboard: "dashboard_name",
  aws_cloudwatch_event_archive: "event_source_arn name",
  aws_cloudwatch_event_bus: "name",
  aws_cloudwatch_event_rule: "event_bus_name name name_prefix",
  aws_cloudwatch_event_target: "event_bus_name rule target_id",
  aws_cloudwatch_log_delivery: "delivery_source_name",
  aws_cloudwatch_log_delivery_destination: "name",
  aws_cloudwatch_log_delivery_source: "log_type name",
  aws_cloudwatch_log_group: "log_group_class name name_prefix",
  aws_cloudwatch_log_metric_filter: "log_group_name name",
  aws_cloudwatch_log_resource_policy: "policy_name",
  aws_cloudwatch_log_stream: "log_group_name name",
  aws_cloudwatch_metric_alarm: "alarm_name",
  aws_codecommit_repository: "",
  aws_cognito_user_pool: "name username_configuration.case_sensitive",
  aws_customer_gateway: "certificate_arn device_name type",
  aws_dax_cluster:
    "availability_zones cluster_endpoint_encryption_type cluster_name iam_role_arn node_type server_side_encryption.enabled server_side_encryption{} subnet_group_name",
  aws_db_cluster_snapshot: "db_cluster_identifier db_cluster_snapshot_identifier",
  aws_db_event_subscription: "name name_prefix",
  aws_db_instance:
    "availability_zone backup_target custom_iam_instance_profile db_name engine kms_key_id nchar_character_set_name restore_to_point_in_time{} s3_import.bucket_name s3_import.bucket_prefix s3_import.ingestion_role s3_import.source_engine s3_import.source_engine_version s3_import{} snapshot_identifier storage_encrypted timezone username",
  aws_db_instance_automated_backups_replication: "kms_key_id pre_signed_url retention_period source_db_instance_arn",
  aws_db_parameter_group: "description family name name_prefix",
  aws_db_proxy: "engine_family vpc_subnet_ids",
  aws_db_proxy_default_target_group: "db_proxy_name",
  aws_db_proxy_target: "db_cluster_identifier db_instance_identifier db_proxy_name target_group_name",
  aws_db_snapshot: "db_instance_identifier db_snapshot_identifier",
  aws_db_subnet_group: "name name_prefix",
  aws_default_network_acl: "default_network_acl_id",
  aws_default_route_table: "default_route_table_id",
  aws_default_security_group: "vpc_id",
  aws_dlm_lifecycle_policy: "policy_details.schedule.copy_tags",
  aws_docdb_cluster:
    "availability_zones cluster_identifier cluster_identifier_prefix db_subnet_group_name engine kms_key_id master_username port restore_to_point_in_time.restore_to_time restore_to_point_in_time.restore_type restore_to_point_in_time.source_cluster_identifier restore_to_point_in_time.use_latest_restorable_time restore_to_point_in_time{} snapshot_identifier storage_encrypted",
  aws_docdb_cluster_instance: "availability_zone cluster_identifier engine identifier identifier_prefix",
  aws_dynamodb_global_table: "name",
  aws_dynamodb_table:
    "hash_key import_table{} local_secondary_index local_secondary_index{} name range_key restore_date_time restore_source_name restore_source_table_arn restore_to_latest_time",
  aws_ebs_snapshot: "description outpost_arn volume_id",
  aws_ebs_volume: "availability_zone encrypted kms_key_id outpost_arn snapshot_id",
  aws_ecr_lifecycle_policy: "policy repository",
  aws_ecr_repository:
    "encryption_configuration.encryption_type encryption_configuration.kms_key encryption_configuration{} name",
  aws_ecr_repository_policy: "repository",
  aws_ecrpublic_repository: "repository_name",
  aws_ecs_cluster: "name",
  aws_ecs_cluster_capacity_providers: "cluster_name",
  aws_ecs_service:
    "capacity_provider_strategy.base capacity_provider_strategy.capacity_provider capacity_provider_strategy.weight capacity_provider_strategy{} cluster deployment_controller.type deployment_controller{} iam_role launch_type name scheduling_strategy",
  aws_ecs_task_definition:
    "container_definitions cpu enable_fault_injection ephemeral_storage{} execution_role_arn family inference_accelerator.device_name inference_accelerator.device_type inference_accelerator{} ipc_mode memory network_mode pid_mode placement_constraints.expression placement_constraints.type placement_constraints{} proxy_configuration.container_name proxy_configuration.properties proxy_configuration.type proxy_configuration{} requires_compatibilities runtime_platform.cpu_architecture runtime_platform.operating_system_family runtime_platform{} task_role_arn volume.configure_at_launch volume.docker_volume_configuration.autoprovision volume.docker_volume_configuration.driver volume.docker_volume_configuration.driver_opts volume.docker_volume_configuration.labels volume.docker_volume_configuration.scope volume.efs_volume_configuration.file_system_id volume.efs_volume_configuration.root_directory volume.efs_volume_configuration.transit_encryption volume.efs_volume_configuration.transit_encryption_port volume.host_path volume.name volume{}",
  aws_efs_access_point:
    "file_system_id posix_user.gid posix_user.secondary_gids posix_user.uid posix_user{} root_directory.creation_info.owner_gid root_directory.creation_info.owner_uid root_directory.creation_info.permissions root_directory.path root_directory{}",
  aws_efs_backup_policy: "file_system_id",
  aws_efs_file_system: "availability_zone_name creation_token encrypted kms_key_id performance_mode",
  aws_efs_file_system_policy: "file_system_id",
  aws_efs_mount_target: "file_system_id ip_address subnet_id",
  aws_efs_replication_configuration: "destination.availability_zone_name destination.region",
  aws_eip: "address domain ipam_pool_id network_border_group public_ipv4_pool vpc",
  aws_eks_cluster:
    "access_config.bootstrap_cluster_creator_admin_permissions bootstrap_self_managed_addons compute_config.node_role_arn kubernetes_network_config.ip_family name outpost_config.control_plane_instance_type outpost_config.control_plane_placement.group_name outpost_config{} remote_network_config.remote_node_networks.cidrs remote_network_config.remote_pod_networks.cidrs remote_network_config{} role_arn",
  aws_elasticache_cluster:
    "availability_zone cluster_id engine engine_version network_type node_type outpost_mode port preferred_outpost_arn replication_group_id snapshot_arns snapshot_name subnet_group_name transit_encryption_enabled",
  aws_elasticache_parameter_group: "description family name",
  aws_elasticache_replication_group:
    "at_rest_encryption_enabled data_tiering_enabled engine engine_version global_replication_group_id kms_key_id network_type port replication_group_id security_group_names snapshot_arns snapshot_name subnet_group_name",
  aws_elasticache_subnet_group: "name",
  aws_elasticache_user: "user_id user_name",
  aws_elasticache_user_group: "user_group_id",
  aws_elasticsearch_domain:
    "advanced_security_options.enabled advanced_security_options{} domain_name encrypt_at_rest.enabled encrypt_at_rest.kms_key_id encrypt_at_rest{} node_to_node_encryption.enabled node_to_node_encryption{} vpc_options{}",
  aws_finspace_kx_database: "environment_id name",
  aws_flow_log:
    "deliver_cross_account_role destination_options{} eni_id iam_role_arn log_destination log_destination_type log_format log_group_name max_aggregation_interval subnet_id traffic_type transit_gateway_attachment_id transit_gateway_id vpc_id",
  aws_fsx_lustre_file_system:
    "backup_id copy_tags_to_backups deployment_type drive_cache_type efa_enabled imported_file_chunk_size kms_key_id security_group_ids storage_type subnet_ids",
  aws_fsx_ontap_file_system:
    "deployment_type ha_pairs kms_key_id preferred_subnet_id security_group_ids storage_type subnet_ids",
  aws_fsx_openzfs_file_system:
    "backup_id deployment_type endpoint_ip_address_range kms_key_id preferred_subnet_id root_volume_configuration.copy_tags_to_snapshots security_group_ids storage_type subnet_ids",
  aws_fsx_windows_file_system:
    "active_directory_id backup_id copy_tags_to_backups deployment_type kms_key_id preferred_subnet_id security_group_ids storage_type subnet_ids",
  aws_glue_catalog_database: "catalog_id name target_database{}",
  aws_glue_catalog_table: "catalog_id database_name name partition_index{} target_table{}",
  aws_iam_openid_connect_provider: "url",
  aws_iam_role: "name name_prefix path",
  aws_iam_role_policy: "name name_prefix role",
  aws_iam_role_policy_attachment: "policy_arn role",
  aws_instance:
    "ami associate_public_ip_address availability_zone cpu_core_count cpu_options.amd_sev_snp cpu_options.core_count cpu_options.threads_per_core cpu_threads_per_core ebs_block_device.delete_on_termination ebs_block_device.device_name ebs_block_device.encrypted ebs_block_device.iops ebs_block_device.kms_key_id ebs_block_device.snapshot_id ebs_block_device.throughput ebs_block_device.volume_size ebs_block_device.volume_type ebs_block_device{} ebs_optimized enclave_options.enabled ephemeral_block_device{} hibernation host_id instance_market_options.market_type instance_market_options.spot_options.instance_interruption_behavior instance_market_options.spot_options.max_price instance_market_options.spot_options.spot_instance_type instance_market_options{} key_name launch_template.name network_interface.delete_on_termination network_interface.device_index network_interface.network_card_index network_interface.network_interface_id network_interface{} placement_group placement_partition_number private_dns_name_options{} root_block_device.encrypted root_block_device.kms_key_id security_groups subnet_id tenancy",
  aws_internet_gateway: "",
  aws_keyspaces_table:
    "comment.message comment{} keyspace_name schema_definition.clustering_key.name schema_definition.clustering_key.order_by schema_definition.partition_key.name schema_definition.static_column.name table_name",
  aws_kinesis_firehose_delivery_stream: "extended_s3_configuration.dynamic_partitioning_configuration.enabled",
  aws_kinesis_stream: "name",
  aws_kms_alias: "name name_prefix",
  aws_kms_key: "custom_key_store_id customer_master_key_spec key_usage multi_region xks_key_id",
  aws_launch_template: "name name_prefix",
  aws_lb: "customer_owned_ipv4_pool internal load_balancer_type name name_prefix",
  aws_lb_listener: "load_balancer_arn",
  aws_lb_listener_rule: "listener_arn",
  aws_lb_target_group:
    "connection_termination health_check.enabled health_check.healthy_threshold health_check.interval health_check.matcher health_check.path health_check.protocol health_check.timeout health_check.unhealthy_threshold health_check{} ip_address_type lambda_multi_value_headers_enabled load_balancing_algorithm_type load_balancing_anomaly_mitigation load_balancing_cross_zone_enabled name name_prefix port protocol protocol_version proxy_protocol_v2 stickiness.cookie_duration stickiness.cookie_name stickiness.enabled stickiness.type stickiness{} target_failover.on_deregistration target_failover.on_unhealthy target_failover{} target_group_health.unhealthy_state_routing.minimum_healthy_targets_count target_group_health{} target_health_state.enable_unhealthy_connection_termination target_health_state.unhealthy_draining_interval target_health_state{} target_type vpc_id",
  aws_lightsail_database:
    "availability_zone blueprint_id bundle_id master_database_name master_username relational_database_name",
  aws_memorydb_cluster:
    "auto_minor_version_upgrade data_tiering kms_key_arn multi_region_cluster_name name name_prefix port snapshot_arns snapshot_name subnet_group_name tls_enabled",
  aws_mq_broker:
    "broker_name data_replication_primary_broker_arn deployment_mode encryption_options.kms_key_id encryption_options.use_aws_owned_key encryption_options{} engine_type ldap_server_metadata{} publicly_accessible subnet_ids",
  aws_msk_cluster:
    "broker_node_group_info.az_distribution broker_node_group_info.client_subnets broker_node_group_info.security_groups cluster_name encryption_info.encryption_at_rest_kms_key_arn encryption_info.encryption_in_transit.in_cluster encryption_info{} storage_mode",
  aws_msk_serverless_cluster: "cluster_name vpc_config.security_group_ids vpc_config.subnet_ids",
  aws_nat_gateway: "allocation_id connectivity_type subnet_id",
  aws_neptune_cluster:
    "availability_zones cluster_identifier cluster_identifier_prefix engine kms_key_arn neptune_subnet_group_name port snapshot_identifier storage_encrypted",
  aws_network_acl: "vpc_id",
  aws_network_acl_rule:
    "cidr_block egress from_port icmp_code icmp_type network_acl_id protocol rule_action rule_number to_port",
  aws_opensearch_domain:
    "domain_name encrypt_at_rest.enabled encrypt_at_rest.kms_key_id encrypt_at_rest{} node_to_node_encryption.enabled node_to_node_encryption{} vpc_options{}",
  aws_opensearchserverless_collection: "name standby_replicas type",
  aws_qldb_ledger: "name",
  aws_rds_cluster:
    "availability_zones cluster_identifier cluster_identifier_prefix cluster_scalability_type database_name db_subnet_group_name db_system_id engine engine_mode kms_key_id master_username restore_to_point_in_time{} s3_import.bucket_name s3_import.bucket_prefix s3_import.ingestion_role s3_import.source_engine s3_import.source_engine_version s3_import{} snapshot_identifier source_region storage_encrypted storage_type",
  aws_rds_cluster_instance:
    "availability_zone cluster_identifier db_subnet_group_name engine identifier identifier_prefix",
  aws_rds_cluster_parameter_group: "description family name name_prefix",
  aws_rds_cluster_snapshot_copy:
    "copy_tags destination_region kms_key_id presigned_url source_db_cluster_snapshot_identifier target_db_cluster_snapshot_identifier",
  aws_rds_global_cluster: "database_name engine global_cluster_identifier storage_encrypted",
  aws_redshift_cluster:
    "availability_zone cluster_identifier cluster_subnet_group_name master_username owner_account port snapshot_arn snapshot_cluster_identifier snapshot_identifier",
  aws_route: "destination_cidr_block destination_ipv6_cidr_block destination_prefix_list_id route_table_id",
  aws_route53_record: "name set_identifier type zone_id",
  aws_route53_zone: "delegation_set_id name",
  aws_route_table: "vpc_id",
  aws_route_table_association: "gateway_id subnet_id",
  aws_s3_bucket: "bucket bucket_prefix object_lock_configuration.object_lock_enabled object_lock_enabled",
  aws_s3_bucket_lifecycle_configuration: "bucket",
  aws_s3_bucket_logging: "bucket",
  aws_s3_bucket_notification: "bucket",
  aws_s3_bucket_object: "bucket key",
  aws_s3_bucket_object_lock_configuration: "bucket object_lock_enabled",
  aws_s3_bucket_ownership_controls: "bucket",
  aws_s3_bucket_policy: "bucket",
  aws_s3_bucket_public_access_block: "bucket",
  aws_s3_bucket_server_side_encryption_configuration: "bucket",
  aws_s3_bucket_versioning: "bucket",
  aws_s3_object: "bucket key",
  aws_sagemaker_notebook_instance: "direct_internet_access kms_key_id name security_groups subnet_id",
  aws_scheduler_schedule: "group_name name name_prefix",
  aws_scheduler_schedule_group: "name name_prefix",
  aws_secretsmanager_secret: "name name_prefix",
  aws_secretsmanager_secret_rotation: "secret_id",
  aws_secretsmanager_secret_version: "secret_id secret_string",
  aws_security_group: "description name name_prefix vpc_id",
  aws_service_discovery_http_namespace: "description name",
  aws_sesv2_configuration_set: "configuration_set_name",
  aws_sesv2_email_identity: "email_identity",
  aws_simpledb_domain: "name",
  aws_sns_topic: "fifo_topic name name_prefix",
  aws_sns_topic_policy: "arn",
  aws_sns_topic_subscription: "endpoint protocol topic_arn",
  aws_sqs_queue: "fifo_queue name name_prefix",
  aws_sqs_queue_policy: "queue_url",
  aws_sqs_queue_redrive_allow_policy: "queue_url",
  aws_sqs_queue_redrive_policy: "queue_url",
  aws_ssm_parameter: "data_type name",
  aws_ssoadmin_permission_set: "instance_arn name",
  aws_subnet: "availability_zone availability_zone_id cidr_block ipv6_native outpost_arn vpc_id",
  aws_timestreamwrite_database: "database_name",
  aws_timestreamwrite_table:
    "database_name schema.composite_partition_key.name schema.composite_partition_key.type schema{} table_name",
  aws_vpc: "cidr_block instance_tenancy ipv4_ipam_pool_id",
  aws_vpc_endpoint:
    "resource_configuration_arn service_name service_network_arn service_region vpc_endpoint_type vpc_id",
  aws_vpc_security_group_egress_rule:
    "cidr_ipv4{} cidr_ipv6{} prefix_list_id{} referenced_security_group_id{} security_group_id",
  aws_vpc_security_group_ingress_rule:
    "cidr_ipv4{} cidr_ipv6{} prefix_list_id{} referenced_security_group_id{} security_group_id",
  aws_wafv2_ip_set: "ip_address_version name name_prefix scope",
  aws_wafv2_regex_pattern_set: "name name_prefix scope",
  aws_wafv2_web_acl: "name name_prefix scope",
  aws_wafv2_web_acl_association: "resource_arn web_acl_arn",
  aws_wafv2_web_acl_logging_configuration: "log_destination_configs resource_arn",
  aws_workspaces_workspace:
    "bundle_id directory_id root_volume_encryption_enabled user_name user_volume_encryption_enabled volume_encryption_key",
  aws_cognito_user_pool_client: "generate_secret user_pool_id",
  aws_elasticache_serverless_cache: "engine kms_key_id name subnet_ids",
  aws_s3_directory_bucket: "bucket data_redundancy location.name location.type type",
  aws_s3tables_table: "format table_bucket_arn",
  terraform_data: "triggers_replace",
  tls_private_key: "algorithm ecdsa_curve rsa_bits",
  aws_guardduty_detector: "",
};

/** Undefined for a type that was never tried. */
export function replacingArguments(type: string): readonly string[] | undefined {
  const text = Object.hasOwn(REPLACES, type) ? REPLACES[type] : undefined;
  return text === undefined ? undefined : text.split(" ").filter((argument) => argument !== "");
}
