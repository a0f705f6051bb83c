// Texts that draw one diagnostic, and texts next to them that draw none of the kind. Data only.

type Texts = Readonly<Record<string, string>>;

export interface Doubt {
  readonly name: string;
  readonly code: "DECISION_CONFLICT" | "DECISION_NO_BACKUP" | "DECISION_OPEN_CHOICE";
  readonly says: RegExp;
  readonly fires: Texts;
  readonly near: Texts;
  /** Service names, where their number matters. */
  readonly services?: readonly string[];
  /** Both sides stand in one field, or one side is a default. */
  readonly alone?: true;
}

const H = "infrastructure.hosting_strategy";
const DB = "data_architecture.primary_database";
const B = "data_architecture.backup_strategy";
const DR = "reliability.disaster_recovery";
const HA = "reliability.high_availability";
const TYPE = "overall_architecture.architecture_type";
const V = "infrastructure_as_code.version_control";
const P = "infrastructure_as_code.environment_provisioning";
const ENC = "security.encryption";

/** Contradictions, in the order of the field notes. */
export const CONTRADICTIONS: readonly Doubt[] = [
  {
    name: "functions and sticky sessions",
    code: "DECISION_CONFLICT",
    says: /cannot be had on functions/,
    fires: { [H]: "AWS Lambda for everything", "scalability.load_balancing": "sticky sessions by cookie" },
    near: { [H]: "AWS ECS Fargate", "scalability.load_balancing": "sticky sessions by cookie" },
  },
  {
    name: "active-active regions over one writer",
    code: "DECISION_CONFLICT",
    says: /takes writes in one region only/,
    fires: { [H]: "AWS", [HA]: "Active-active in two regions", [DB]: "RDS Postgres 17" },
    near: { [H]: "AWS", [HA]: "Active-passive in two regions", [DB]: "RDS Postgres 17" },
  },
  {
    name: "four nines in one region",
    code: "DECISION_CONFLICT",
    says: /runs in one region/,
    fires: { [H]: "AWS, a single region", [HA]: "99.99 % a month" },
    near: { [H]: "AWS, a single region", [HA]: "99.9 % a month, three zones" },
  },
  {
    name: "three nines in one zone",
    code: "DECISION_CONFLICT",
    says: /runs in one zone/,
    fires: { [HA]: "99.95 %", "scalability.load_balancing": "one ALB, single AZ" },
    near: { [HA]: "99.95 %", "scalability.load_balancing": "one ALB over three AZs" },
  },
  {
    name: "a recovery point below the schedule",
    code: "DECISION_CONFLICT",
    says: /cannot be met by a backup every 24 hours/,
    fires: { [B]: "nightly dumps, no point-in-time recovery", [DR]: "RPO 5 min" },
    near: { [B]: "nightly dumps and point-in-time recovery", [DR]: "RPO 5 min" },
  },
  {
    name: "a recovery time below a restore",
    code: "DECISION_CONFLICT",
    says: /is the only way back/,
    fires: {
      [DR]: "RTO 10 minutes",
      "reliability.backup_procedures": "we restore from the last snapshot",
    },
    near: {
      [DR]: "RTO 4 hours",
      "reliability.backup_procedures": "we restore from the last snapshot",
    },
  },
  {
    name: "a rule book without encryption",
    code: "DECISION_CONFLICT",
    says: /asks for encryption/,
    fires: { [TYPE]: "Clinical portal under HIPAA", [ENC]: "not needed" },
    near: { [TYPE]: "Clinical portal under HIPAA", [ENC]: "KMS at rest, TLS 1.3" },
  },
  {
    name: "a rule book and not a word of encryption",
    code: "DECISION_CONFLICT",
    says: /asks for encryption/,
    fires: { [TYPE]: "Shop under PCI-DSS", [ENC]: "the usual" },
    near: { [TYPE]: "Shop without PCI-DSS, the bank does the cards", [ENC]: "the usual" },
  },
  {
    name: "microservices over one database",
    code: "DECISION_CONFLICT",
    says: /is shared by what is called microservices/,
    fires: { [TYPE]: "Microservices", [DB]: "Postgres, a single shared database for all services" },
    near: { [TYPE]: "Microservices", [DB]: "Postgres, one database per service" },
    services: ["orders", "stock", "billing"],
  },
  {
    name: "no downtime by stopping first",
    code: "DECISION_CONFLICT",
    says: /interrupts the service/,
    fires: { [HA]: "Zero downtime", "infrastructure.containerization": "Docker, recreate strategy on release" },
    near: { [HA]: "Zero downtime", "infrastructure.containerization": "Docker, rolling updates" },
  },
  {
    name: "a cache as the database",
    code: "DECISION_CONFLICT",
    says: /is named as the primary database/,
    fires: { [DB]: "Redis" },
    near: { [DB]: "Postgres, Redis only in front of it" },
    alone: true,
  },
  {
    name: "a budget below the floor",
    code: "DECISION_CONFLICT",
    says: /is less than/,
    fires: { [H]: "AWS ECS Fargate, budget of $40 a month", [DB]: "RDS Postgres" },
    near: { [H]: "AWS ECS Fargate, budget of $400 a month", [DB]: "RDS Postgres" },
  },
  {
    name: "GitHub here, GitLab there",
    code: "DECISION_CONFLICT",
    says: /GitHub and GitLab|GitLab and GitHub/,
    fires: { [V]: "GitHub, trunk based", [P]: "GitLab CI applies the plan" },
    near: { [V]: "GitHub, moved from GitLab in 2024", [P]: "GitHub Actions applies the plan" },
  },
  {
    name: "data that stays in Europe, in Virginia",
    code: "DECISION_CONFLICT",
    says: /us-east-1/,
    fires: { [H]: "AWS us-east-1", [ENC]: "All data stays in the EU" },
    near: { [H]: "AWS eu-west-1", [ENC]: "All data stays in the EU" },
  },
  {
    name: "Kubernetes here, Fargate only there",
    code: "DECISION_CONFLICT",
    says: /alone is said to run everything/,
    fires: { [H]: "AWS, ECS Fargate only", "infrastructure.containerization": "Docker images on EKS" },
    near: { [H]: "AWS, ECS Fargate only", "infrastructure.containerization": "Docker images, no EKS" },
  },
  {
    name: "pods without a cluster",
    code: "DECISION_CONFLICT",
    says: /belongs to Kubernetes/,
    fires: { [H]: "AWS ECS on Fargate", "scalability.scaling_strategy": "pods scale on CPU" },
    near: { [H]: "AWS ECS on Fargate", "scalability.scaling_strategy": "tasks scale on CPU" },
  },
  {
    name: "one zone here, three there",
    code: "DECISION_CONFLICT",
    says: /several zones/,
    fires: { [HA]: "Multi-AZ", [DB]: "RDS Postgres in a single AZ" },
    near: { [HA]: "Multi-AZ", [DB]: "RDS Postgres, survives the loss of a single AZ" },
  },
  {
    name: "a cache that is denied and used",
    code: "DECISION_CONFLICT",
    says: /redis is denied here and used elsewhere/,
    fires: {
      "data_architecture.caching_strategy": "Redis for sessions",
      "infrastructure.containerization": "No Redis",
    },
    near: {
      "data_architecture.caching_strategy": "Redis for sessions",
      "infrastructure.containerization": "No Memcached",
    },
  },
  {
    name: "a database without backups",
    code: "DECISION_NO_BACKUP",
    says: /does without backups/,
    fires: { [DB]: "RDS Postgres", [B]: "No backups" },
    near: { [DB]: "RDS Postgres", [B]: "No backups of the logs, nightly snapshots of the database" },
    alone: true,
  },
];

/** Choices that the text leaves open. */
export const OPEN: readonly Doubt[] = [
  ["databases", DB, "Postgres or MySQL", "Postgres, not MySQL"],
  ["databases", DB, "Postgres/MySQL", "Postgres and, for the shop, MySQL"],
  ["databases", DB, "Either Aurora MySQL or DynamoDB, undecided", "Aurora MySQL and DynamoDB"],
  [
    "databases",
    DB,
    "PostgreSQL 16. Aurora or ordinary RDS is open until we have the estimate; the DBA leans towards Aurora.",
    "PostgreSQL 16 on Aurora. The security group is open to the tasks.",
  ],
  ["cache", "data_architecture.caching_strategy", "Redis or Valkey", "Valkey over Redis"],
  ["cache", "data_architecture.caching_strategy", "Memcached?", "Memcached"],
  ["queues", "overall_architecture.communication_patterns", "SQS or RabbitMQ, to be decided", "SQS"],
  ["compute", H, "AWS, torn between Fargate and EKS", "AWS, Fargate"],
  ["backup.rpoMinutes", DR, "RPO 15 minutes?", "RPO 15 minutes"],
].map(([key = "", field = "", fires = "", near = ""]) => ({
  name: `${key}: ${fires}`,
  code: "DECISION_OPEN_CHOICE",
  says: new RegExp(`^${key}:`),
  fires: { [field]: fires },
  near: { [field]: near },
  alone: true,
}));

/** Ended and ending services, row by row: a text that uses it, and one that does not. */
export const RETIRED_SAID: readonly (readonly [id: string, field: string, fires: string, near: string])[] = [
  ["app-runner", H, "AWS App Runner", "AWS ECS, no App Runner"],
  ["copilot", H, "AWS, deployed with the Copilot CLI", "AWS, code written with GitHub Copilot"],
  ["proton", H, "AWS Proton templates", "We left AWS Proton in 2025 for Terraform"],
  ["app-mesh", "infrastructure.containerization", "ECS with App Mesh", "ECS with Service Connect instead of App Mesh"],
  [
    "x-ray",
    "infrastructure.monitoring_setup",
    "Traces by the X-Ray daemon",
    "Traces shown in X-Ray, sent by OpenTelemetry",
  ],
  [
    "performance-insights",
    "infrastructure.monitoring_setup",
    "RDS Performance Insights",
    "CloudWatch Database Insights",
  ],
  ["cdktf", "infrastructure_as_code.tooling", "CDKTF in TypeScript", "AWS CDK in TypeScript"],
  ["waf-classic", "security.api_security", "WAF Classic with our rules", "WAFv2 with our rules"],
  [
    "evidently",
    "infrastructure.environment_management",
    "Feature flags in CloudWatch Evidently",
    "Feature flags in AppConfig, formerly Evidently",
  ],
  ["qldb", DB, "Postgres, the ledger in QLDB", "Postgres; QLDB was dropped last year"],
  [
    "kinesis-sql",
    "overall_architecture.data_flow",
    "Kinesis Data Analytics SQL sums up the clicks",
    "Kinesis Data Analytics for Apache Flink sums up the clicks",
  ],
  [
    "elastic-transcoder",
    "overall_architecture.data_flow",
    "Elastic Transcoder cuts the films",
    "MediaConvert cuts the films, Elastic Transcoder is not used",
  ],
  ["elastic-transcoder", "overall_architecture.data_flow", "Live segments go to MediaStore", "Live segments go to S3"],
  [
    "lock-table",
    "infrastructure_as_code.tooling",
    "Terraform, state in S3, the lock in DynamoDB",
    "Terraform, state in S3 with its own lock file; DynamoDB modules",
  ],
  [
    "lock-table",
    "infrastructure_as_code.tooling",
    "Terraform with a DynamoDB lock table",
    "Terraform without a DynamoDB lock table",
  ],
  [
    "oai",
    "security.encryption",
    "The bucket admits an origin access identity",
    "The bucket admits the origin access control",
  ],
  ["launch-configuration", H, "EC2 in an ASG from a launch configuration", "EC2 in an ASG from a launch template"],
  ["s3-acl", "security.authorization", "Uploads get a canned ACL", "Uploads get a bucket policy"],
  ["cli-v1", P, "Scripts with AWS CLI v1", "Scripts with AWS CLI v2"],
];

/** Versions past their end, and the versions next to them that are not. */
export const ENDED: readonly (readonly [field: string, fires: string, near: string])[] = [
  ["services.technology", "Node 16 with Express", "Node 24 with Express"],
  ["services.technology", "Express on Node.js 14", "Express on Node.js 22"],
  ["services.technology", "Lambda, nodejs18.x", "Lambda, nodejs22.x"],
  ["services.technology", "Python 3.8, Flask", "Python 3.13, Flask"],
  ["services.technology", "Python 2.7 scripts", "Python 3 scripts"],
  ["services.technology", "PHP 7.4 and Laravel", "PHP 8.4 and Laravel"],
  ["services.technology", "Ruby 2.7, Rails", "Ruby 3.4, Rails"],
  ["services.technology", "ASP.NET Core 6", "ASP.NET Core 10"],
  [DB, "PostgreSQL 13 on RDS", "PostgreSQL 17 on RDS"],
  [DB, "Postgres 9.6", "Postgres, 2 replicas"],
  [DB, "RDS MySQL 5.7", "RDS MySQL 8.4"],
  [DB, "MariaDB 10.5", "MariaDB 11.8"],
  ["data_architecture.caching_strategy", "Redis 4", "Redis 7.1"],
  ["data_architecture.caching_strategy", "Redis 5, upgraded from 3", "Redis 3 nodes"],
  [H, "EKS 1.29", "EKS 1.35"],
  [H, "Kubernetes 1.33 on AWS", "We came from Kubernetes 1.21 to ECS"],
];
