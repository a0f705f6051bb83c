// In: nothing. Out: services that have ended, are ending or are closed to new customers, with what takes their place, as data. Dates as known in late 2026.
import { compileLexicon } from "../text/lexicon.ts";

export const retiredTerms = compileLexicon("retired", {
  "app-runner": "app runner|aws app runner|apprunner",
  copilot: "copilot cli|aws copilot|copilot svc|ecs copilot",
  proton: "aws proton",
  "app-mesh": "app mesh|aws app mesh|appmesh",
  "x-ray": "x ray daemon|x ray sdk|xray daemon|xray sdk",
  cdktf: "cdktf|cdk for terraform",
  "waf-classic": "waf classic|aws waf classic",
  evidently: "cloudwatch evidently|evidently",
  qldb: "qldb|amazon qldb|quantum ledger database",
  "kinesis-sql": "kinesis data analytics sql|kinesis data analytics for sql|kinesis data analytics",
  "elastic-transcoder": "elastic transcoder|mediastore|elemental mediastore",
  "lock-table":
    "dynamodb lock table|dynamodb locking|dynamodb state locking|dynamodb state lock|dynamodb table for locking|dynamodb for locking|dynamodb for locks|dynamodb lock|dynamodb for state locking|dynamodb as state lock",
  oai: "origin access identity|oai",
  "launch-configuration": "launch configuration",
  "cli-v1": "aws cli v1|awscli v1|aws cli version 1",
  "performance-insights": "performance insights|rds performance insights",
  "s3-acl": "s3 acl|bucket acl|canned acl|object acl|public read acl|acl public read",
  // Longer names that only begin like one of the above.
  "in-support":
    "github copilot|microsoft copilot|kinesis data analytics for apache flink|kinesis data analytics for flink|kinesis data analytics flink|cloudwatch database insights|proton mail",
});

/** What the reader is told: the state of the service and its successor. */
export const RETIRED: Readonly<Record<string, string>> = {
  "app-runner": "AWS App Runner has been closed to new customers since 2026-04-30; use ECS",
  copilot: "Support for the Copilot CLI ended on 2026-06-12; the generated Terraform takes its place",
  proton: "AWS Proton ended on 2026-10-07; the generated Terraform takes its place",
  "app-mesh": "AWS App Mesh ended on 2026-09-30; use ECS Service Connect or VPC Lattice",
  "x-ray": "The X-Ray SDKs and daemon are in maintenance since 2026-02-25 and end on 2027-02-25; use OpenTelemetry",
  cdktf: "CDKTF was archived on 2025-12-10; plain HCL or CDK Terrain (cdktn) carries it on",
  "waf-classic": "AWS WAF Classic was retired on 2025-09-30; use WAFv2",
  evidently: "CloudWatch Evidently ended on 2025-10-17; use AppConfig feature flags",
  qldb: "Amazon QLDB ended on 2025-07-31; use Aurora, or S3 with object lock",
  "kinesis-sql":
    "Kinesis Data Analytics for SQL has ended (its data was deleted on 2026-01-27); use Managed Service for Apache Flink",
  "elastic-transcoder": "Elastic Transcoder and MediaStore ended in November 2025; use MediaConvert and S3",
  "lock-table": "DynamoDB tables for Terraform state locks are deprecated; the S3 backend locks with a file",
  oai: "Origin access identities are legacy; use origin access control",
  "launch-configuration": "Launch configurations are legacy; use launch templates",
  "cli-v1": "Version 1 of the AWS CLI is in maintenance and ends on 2027-07-15; use version 2",
  "s3-acl": "Access control lists of S3 are legacy; use bucket policies with object ownership enforced",
  "performance-insights": "The Performance Insights console ended in mid-2026; use CloudWatch Database Insights",
};
