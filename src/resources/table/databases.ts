// Data: what databases, caches, brokers and streams hold, and what makes them less safe. Sources: AWS pages named per row; arguments by provider 5.100.
import { downgradedTo, isChanged, type Remainder, type ResourceType, type SafetyArgument } from "../resource-type.ts";

const PROTECTED: SafetyArgument = {
  argument: "deletion_protection",
  worse: "off",
  stake: "destruction",
  now: "one apply can delete it",
};
const ENCRYPTED: SafetyArgument = {
  argument: "storage_encrypted",
  worse: "off",
  stake: "encryption",
  now: "its storage is not encrypted",
};
const FINAL_SNAPSHOT: SafetyArgument = {
  argument: "skip_final_snapshot",
  worse: "on",
  stake: "destruction",
  now: "nothing is kept when it is deleted",
};
const KEPT_BACKUPS: SafetyArgument = {
  argument: "delete_automated_backups",
  worse: "on",
  absent: true,
  stake: "destruction",
  now: "its automated backups go with it",
};
const PRIVATE: SafetyArgument = {
  argument: "publicly_accessible",
  worse: "on",
  stake: "exposure",
  now: "it has an address on the internet",
};
const LOGS: SafetyArgument = {
  argument: "enabled_cloudwatch_logs_exports",
  worse: "removed",
  stake: "evidence",
  now: "its logs go nowhere",
};
const IAM: SafetyArgument = {
  argument: "iam_database_authentication_enabled",
  worse: "off",
  stake: "exposure",
  now: "only passwords open it",
};
const MANAGED_PASSWORD: SafetyArgument = {
  argument: "manage_master_user_password",
  worse: "off",
  stake: "exposure",
  now: "its password is no longer managed and rotated by AWS",
};
const backups = (argument: string): SafetyArgument => ({
  argument,
  worse: "lower",
  stake: "recovery",
  now: "backups reach back less far",
});
const PROTECTION_GUARD = { argument: "deletion_protection", value: true } as const;
const SNAPSHOT: Remainder = { what: "a final snapshot", when: { argument: "skip_final_snapshot", is: false } };
const BACKUPS: Remainder = {
  what: "the automated backups",
  when: { argument: "delete_automated_backups", is: false },
};

/** DocumentDB and Neptune are RDS clusters in all that matters here. */
const CLUSTER_SAFETY = [PROTECTED, backups("backup_retention_period"), FINAL_SNAPSHOT, ENCRYPTED, LOGS] as const;

export const DATABASES: readonly ResourceType[] = [
  {
    type: "aws_db_instance",
    data: {
      what: "every row of the database",
      kind: "content",
      remains: [SNAPSHOT, BACKUPS],
      guards: [PROTECTION_GUARD],
    },
    name: { argument: "identifier", inPlace: true },
    safety: [
      PROTECTED,
      backups("backup_retention_period"),
      FINAL_SNAPSHOT,
      KEPT_BACKUPS,
      ENCRYPTED,
      PRIVATE,
      { argument: "multi_az", worse: "off", stake: "availability", now: "no standby takes over when its zone fails" },
      IAM,
      MANAGED_PASSWORD,
      LOGS,
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.DBInstance.Modifying.html",
  },
  {
    type: "aws_rds_cluster",
    data: {
      what: "every row of the database",
      kind: "content",
      remains: [SNAPSHOT, BACKUPS],
      guards: [PROTECTION_GUARD],
    },
    name: { argument: "cluster_identifier", inPlace: false },
    conditions: [
      {
        argument: "storage_type",
        when: "it moves between Aurora's own storage and a Multi-AZ cluster's",
        forces: (before, after) => isChanged(before, after) && [before, after].some(isProvisioned),
      },
    ],
    safety: [
      ...CLUSTER_SAFETY,
      KEPT_BACKUPS,
      IAM,
      MANAGED_PASSWORD,
      { argument: "backtrack_window", worse: "lower", stake: "recovery", now: "it can be turned back less far" },
    ],
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html",
  },
  {
    type: "aws_rds_cluster_instance",
    // The rows are the cluster's; an instance is one way to them.
    name: { argument: "identifier", inPlace: false },
    safety: [PRIVATE],
    interruption: "connections to this instance break; when it is the only one, the database is away",
  },
  {
    type: "aws_db_instance_automated_backups_replication",
    data: { what: "the copies of the backups in the other region", kind: "history" },
    safety: [
      { argument: "retention_period", worse: "lower", stake: "recovery", now: "copied backups reach back less far" },
    ],
  },
  { type: "aws_db_snapshot", data: { what: "the snapshot", kind: "history" } },
  { type: "aws_db_cluster_snapshot", data: { what: "the snapshot", kind: "history" } },
  {
    type: "aws_rds_global_cluster",
    data: { what: "the link between the regions' clusters", kind: "copies", guards: [PROTECTION_GUARD] },
    safety: [PROTECTED, ENCRYPTED],
  },
  {
    type: "aws_docdb_cluster",
    data: { what: "every document of the database", kind: "content", remains: [SNAPSHOT], guards: [PROTECTION_GUARD] },
    name: { argument: "cluster_identifier", inPlace: false },
    safety: CLUSTER_SAFETY,
  },
  {
    type: "aws_neptune_cluster",
    data: { what: "the graph", kind: "content", remains: [SNAPSHOT], guards: [PROTECTION_GUARD] },
    name: { argument: "cluster_identifier", inPlace: false },
    safety: CLUSTER_SAFETY,
  },
  {
    type: "aws_redshift_cluster",
    data: { what: "every table of the warehouse", kind: "content", remains: [SNAPSHOT] },
    name: { argument: "cluster_identifier", inPlace: false },
    safety: [
      backups("automated_snapshot_retention_period"),
      FINAL_SNAPSHOT,
      PRIVATE,
      { argument: "encrypted", worse: "off", stake: "encryption", now: "its storage is not encrypted" },
    ],
  },
  {
    type: "aws_dynamodb_table",
    data: {
      what: "every item of the table",
      kind: "content",
      remains: [{ what: "a backup of 35 days", when: { argument: "point_in_time_recovery.enabled", is: true } }],
      guards: [{ argument: "deletion_protection_enabled", value: true }],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      { ...PROTECTED, argument: "deletion_protection_enabled" },
      {
        argument: "point_in_time_recovery.enabled",
        worse: "off",
        stake: "recovery",
        now: "it cannot be set back to a moment",
      },
      {
        argument: "server_side_encryption.enabled",
        worse: "off",
        stake: "encryption",
        now: "AWS holds the key instead of you",
      },
    ],
    source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  },
  {
    type: "aws_elasticache_replication_group",
    data: {
      what: "the keys and values in the cache, which are sessions and jobs where it is a broker",
      kind: "content",
      remains: [{ what: "a final snapshot", when: { argument: "final_snapshot_identifier", isSet: true } }],
    },
    name: { argument: "replication_group_id", inPlace: false },
    conditions: [
      {
        argument: "engine",
        when: "it goes back from Valkey to Redis",
        forces: (before, after) => before === "valkey" && after === "redis",
      },
      {
        argument: "engine_version",
        when: "it is lowered, which AWS does not do in place",
        forces: (before, after) => downgradedTo(before, after),
      },
    ],
    safety: [
      { ...backups("snapshot_retention_limit"), now: "snapshots reach back less far" },
      {
        argument: "at_rest_encryption_enabled",
        worse: "off",
        stake: "encryption",
        now: "its storage is not encrypted",
      },
      {
        argument: "transit_encryption_enabled",
        worse: "off",
        stake: "encryption",
        now: "traffic to it can be read on the network",
      },
      {
        argument: "automatic_failover_enabled",
        worse: "off",
        stake: "availability",
        now: "no replica takes over when the primary fails",
      },
      { argument: "multi_az_enabled", worse: "off", stake: "availability", now: "its nodes may share one zone" },
      { argument: "user_group_ids", worse: "removed", stake: "exposure", now: "it asks for no password" },
      { argument: "auth_token", worse: "removed", stake: "exposure", now: "whoever reaches it needs no password" },
    ],
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Modify.html",
  },
  {
    type: "aws_elasticache_cluster",
    data: { what: "what the cache holds", kind: "copies" },
    name: { argument: "cluster_id", inPlace: false },
    conditions: [
      {
        argument: "engine_version",
        when: "it is lowered, which AWS does not do in place",
        forces: (before, after) => downgradedTo(before, after),
      },
    ],
    safety: [
      {
        argument: "transit_encryption_enabled",
        worse: "off",
        stake: "encryption",
        now: "traffic to it can be read on the network",
      },
      backups("snapshot_retention_limit"),
    ],
  },
  {
    type: "aws_elasticache_serverless_cache",
    data: { what: "what the cache holds", kind: "content" },
    name: { argument: "name", inPlace: false },
    safety: [backups("snapshot_retention_limit")],
  },
  {
    type: "aws_memorydb_cluster",
    data: {
      what: "everything in the database, which MemoryDB keeps durably",
      kind: "content",
      remains: [{ what: "a final snapshot", when: { argument: "final_snapshot_name", isSet: true } }],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      backups("snapshot_retention_limit"),
      { argument: "tls_enabled", worse: "off", absent: true, stake: "encryption", now: "traffic to it can be read" },
    ],
  },
  {
    type: "aws_dax_cluster",
    data: { what: "what the cache holds", kind: "copies" },
    name: { argument: "cluster_name", inPlace: false },
  },
  {
    type: "aws_opensearch_domain",
    data: {
      what: "every index of the domain",
      kind: "content",
      remains: [{ what: "automated snapshots for 14 days, which only AWS Support restores" }],
    },
    name: { argument: "domain_name", inPlace: false },
    safety: [
      {
        argument: "node_to_node_encryption.enabled",
        worse: "off",
        stake: "encryption",
        now: "traffic between its nodes can be read",
      },
      { argument: "encrypt_at_rest.enabled", worse: "off", stake: "encryption", now: "its storage is not encrypted" },
      {
        argument: "domain_endpoint_options.enforce_https",
        worse: "off",
        stake: "encryption",
        now: "it answers without TLS",
      },
    ],
  },
  {
    type: "aws_elasticsearch_domain",
    data: { what: "every index of the domain", kind: "content" },
    name: { argument: "domain_name", inPlace: false },
  },
  {
    type: "aws_opensearchserverless_collection",
    data: { what: "every index of the collection", kind: "content" },
    name: { argument: "name", inPlace: false },
  },
  {
    type: "aws_keyspaces_table",
    data: { what: "every row of the table", kind: "content" },
    name: { argument: "table_name", inPlace: false },
  },
  {
    type: "aws_timestreamwrite_database",
    data: { what: "every table of the database", kind: "content" },
    name: { argument: "database_name", inPlace: false },
  },
  {
    type: "aws_timestreamwrite_table",
    data: { what: "every record of the table", kind: "content" },
    name: { argument: "table_name", inPlace: false },
  },
  {
    type: "aws_qldb_ledger",
    data: { what: "the ledger", kind: "content", guards: [PROTECTION_GUARD] },
    safety: [{ ...PROTECTED, absent: true }],
  },
  {
    type: "aws_lightsail_database",
    data: { what: "every row of the database", kind: "content", remains: [SNAPSHOT] },
    safety: [FINAL_SNAPSHOT, PRIVATE],
  },
];

function isProvisioned(type: unknown): boolean {
  return typeof type === "string" && /^(io|gp)\d/.test(type);
}
