// Data: what queues, streams, logs, directories, zones and event stores hold. Sources: AWS pages named per row; arguments by provider 5.100.
import type { ResourceType, SafetyArgument } from "../resource-type.ts";

const KEY: SafetyArgument = {
  argument: "kms_master_key_id",
  worse: "removed",
  stake: "encryption",
  now: "AWS holds the key instead of you",
};

export const MESSAGING: readonly ResourceType[] = [
  {
    type: "aws_sqs_queue",
    data: { what: "the messages that wait in the queue", kind: "content" },
    name: { argument: "name", inPlace: false },
    safety: [
      KEY,
      {
        argument: "message_retention_seconds",
        worse: "lower",
        stake: "destruction",
        now: "messages that nobody reads are deleted earlier",
      },
      { argument: "sqs_managed_sse_enabled", worse: "off", stake: "encryption", now: "messages are not encrypted" },
    ],
    source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/step-delete-queue.html",
  },
  {
    type: "aws_sqs_queue_redrive_policy",
    safety: [
      { argument: "redrive_policy", worse: "removed", stake: "recovery", now: "messages that fail are deleted" },
    ],
  },
  {
    type: "aws_sns_topic",
    name: { argument: "name", inPlace: false },
    safety: [KEY],
    interruption: "its subscriptions end, those by mail have to be confirmed again",
  },
  {
    type: "aws_sns_topic_subscription",
    interruption: "what is published meanwhile does not arrive; by mail it has to be confirmed again",
  },
  {
    type: "aws_cloudwatch_event_bus",
    name: { argument: "name", inPlace: false },
    interruption: "events sent meanwhile are lost",
  },
  {
    type: "aws_cloudwatch_event_archive",
    data: { what: "the archived events, which can then not be replayed", kind: "history" },
    name: { argument: "name", inPlace: false },
    safety: [
      {
        argument: "retention_days",
        worse: "lower",
        zero: "forever",
        stake: "recovery",
        now: "events can be replayed less far back",
      },
    ],
  },
  {
    type: "aws_cloudwatch_event_rule",
    name: { argument: "name", inPlace: false },
    safety: [
      {
        argument: "state",
        worse: "leaves",
        safe: ["ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"],
        stake: "availability",
        now: "it does nothing",
      },
    ],
    interruption: "events that arrive meanwhile are not handled",
  },
  {
    type: "aws_kinesis_stream",
    data: { what: "the records that are still in the stream", kind: "content" },
    name: { argument: "name", inPlace: false },
    safety: [
      { argument: "retention_period", worse: "lower", stake: "recovery", now: "records are kept less long" },
      {
        argument: "encryption_type",
        worse: "leaves",
        safe: ["KMS"],
        stake: "encryption",
        now: "records are not encrypted",
      },
    ],
  },
  {
    type: "aws_kinesis_firehose_delivery_stream",
    data: { what: "the records that are not delivered yet", kind: "copies" },
  },
  {
    type: "aws_msk_cluster",
    data: { what: "every topic with its records", kind: "content" },
    name: { argument: "cluster_name", inPlace: false },
    safety: [
      {
        argument: "encryption_info.encryption_in_transit.client_broker",
        worse: "leaves",
        safe: ["TLS"],
        stake: "encryption",
        now: "clients may connect without TLS",
      },
    ],
  },
  { type: "aws_msk_serverless_cluster", data: { what: "every topic with its records", kind: "content" } },
  {
    type: "aws_mq_broker",
    data: { what: "the messages that wait in the broker", kind: "content" },
    safety: [
      { argument: "publicly_accessible", worse: "on", stake: "exposure", now: "it has an address on the internet" },
    ],
  },
  {
    type: "aws_cloudwatch_log_group",
    data: {
      what: "the logs",
      kind: "history",
      guards: [{ argument: "skip_destroy", value: true }],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      {
        argument: "retention_in_days",
        worse: "lower",
        zero: "forever",
        stake: "evidence",
        now: "logs are kept less long",
      },
      { argument: "kms_key_id", worse: "removed", stake: "encryption", now: "AWS holds the key instead of you" },
    ],
  },
  { type: "aws_cloudwatch_log_stream", data: { what: "the logs of the stream", kind: "history" } },
  {
    type: "aws_cloudtrail",
    safety: [
      { argument: "enable_logging", worse: "off", absent: true, stake: "evidence", now: "calls are not recorded" },
      {
        argument: "is_multi_region_trail",
        worse: "off",
        stake: "evidence",
        now: "calls in other regions are not recorded",
      },
      {
        argument: "enable_log_file_validation",
        worse: "off",
        stake: "evidence",
        now: "nobody sees when its files are changed",
      },
    ],
  },
  { type: "aws_flow_log", interruption: "traffic is not recorded meanwhile" },
  {
    type: "aws_cognito_user_pool",
    data: {
      what: "every user with their password, which nobody can export",
      kind: "identity",
      guards: [{ argument: "deletion_protection", value: "ACTIVE" }],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      {
        argument: "deletion_protection",
        worse: "leaves",
        safe: ["ACTIVE"],
        stake: "destruction",
        now: "one apply can delete it",
      },
      {
        argument: "mfa_configuration",
        worse: "leaves",
        safe: ["ON", "OPTIONAL"],
        stake: "exposure",
        now: "nobody has a second factor",
      },
    ],
    source: "https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-deletion-protection.html",
  },
  {
    type: "aws_cognito_user_pool_client",
    data: { what: "the client's id and secret, which applications hold", kind: "identity" },
  },
  {
    type: "aws_route53_zone",
    data: {
      what: "every record of the zone, and its name servers, which the registrar knows",
      kind: "identity",
      guards: [{ argument: "force_destroy", value: false }],
    },
    name: { argument: "name", inPlace: false },
    safety: [
      { argument: "force_destroy", worse: "on", stake: "destruction", now: "it is deleted with all that is in it" },
    ],
  },
  { type: "aws_route53_record", interruption: "the name does not resolve meanwhile" },
  { type: "aws_glue_catalog_database", data: { what: "the table definitions of the catalogue", kind: "copies" } },
  { type: "aws_glue_catalog_table", data: { what: "the table's definition", kind: "copies" } },
  {
    type: "aws_athena_workgroup",
    data: {
      what: "saved queries and their history",
      kind: "history",
      guards: [{ argument: "force_destroy", value: false }],
    },
  },
  {
    type: "aws_sesv2_email_identity",
    data: { what: "the verification of the domain and its signing keys", kind: "identity" },
  },
  { type: "aws_eip", interruption: "the public address changes, which others may have written into their firewalls" },
];
