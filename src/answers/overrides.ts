// In: nothing. Out: the typed, strict form of the top-level `decisions` object, and the type of every decision's value. Never holds a default.
import * as z from "zod";

export const CLOUDS = ["aws", "gcp", "azure", "onprem", "other"] as const;
export const COMPUTE = [
  "ecs-fargate",
  "ecs-ec2",
  "eks",
  "lambda",
  "ec2-asg",
  "app-runner",
  "elastic-beanstalk",
  "lightsail",
  "static-site",
  "batch",
  "cloud-run",
  "gke",
  "aks",
  "container-apps",
  "other",
] as const;
export const DATABASES = [
  "postgres",
  "mysql",
  "mariadb",
  "aurora-postgres",
  "aurora-mysql",
  "dynamodb",
  "documentdb",
  "mongodb",
  "sqlserver",
  "oracle",
  "sqlite",
  "opensearch",
  "redshift",
  "timestream",
  "neptune",
  "firestore",
  "cassandra",
  "clickhouse",
  "influxdb",
  "neo4j",
  "cosmosdb",
  "bigquery",
  "cockroachdb",
  "other",
] as const;
export const CACHES = ["redis", "valkey", "memcached", "dax", "other"] as const;
export const QUEUES = [
  "sqs",
  "sns",
  "eventbridge",
  "rabbitmq",
  "activemq",
  "msk",
  "kafka",
  "kinesis",
  "redis",
  "nats",
  "cloud-tasks",
  "pubsub",
  "service-bus",
  "step-functions",
  "other",
] as const;
export const AUTHS = [
  "cognito",
  "auth0",
  "okta",
  "keycloak",
  "oidc",
  "github",
  "own",
  "none",
  "entra-id",
  "firebase",
  "clerk",
  "other",
] as const;
export const SECRETS = [
  "secrets-manager",
  "ssm",
  "vault",
  "doppler",
  "key-vault",
  "gcp-secret-manager",
  "other",
] as const;
export const MONITORING = [
  "cloudwatch",
  "datadog",
  "prometheus",
  "grafana",
  "new-relic",
  "sentry",
  "elk",
  "opentelemetry",
  "splunk",
  "pagerduty",
  "honeybadger",
  "dynatrace",
  "honeycomb",
  "gcp-monitoring",
  "azure-monitor",
  "other",
] as const;
export const IAC = ["terraform", "opentofu", "cdktf", "aws-cdk", "cloudformation", "pulumi", "other"] as const;
export const CI = [
  "github-actions",
  "gitlab-ci",
  "circleci",
  "bitbucket",
  "jenkins",
  "azure-pipelines",
  "buildkite",
] as const;
export const RUNTIMES = [
  "node",
  "python",
  "go",
  "java",
  "dotnet",
  "ruby",
  "php",
  "rust",
  "elixir",
  "static",
  "other",
] as const;
export const KINDS = ["web", "api", "worker", "scheduled", "static", "external"] as const;

const serviceOverride = z.strictObject({
  runtime: z.enum(RUNTIMES).optional(),
  framework: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,30}$/)
    .optional(),
  kind: z.enum(KINDS).optional(),
  compute: z.enum(COMPUTE).optional(),
  port: z.int().min(1024).max(65535).optional(),
});

/** Every decision that a user can override: key → value, strict. The keys with dots are accepted nested or flat. */
export const overridesSchema = z.strictObject({
  cloud: z.enum(CLOUDS).optional(),
  compute: z.array(z.enum(COMPUTE)).optional(),
  databases: z.array(z.enum(DATABASES).meta({ description: "A data store that the system owns" })).optional(),
  cache: z.array(z.enum(CACHES).meta({ description: "A server-side cache" })).optional(),
  queues: z.array(z.enum(QUEUES).meta({ description: "Messaging that the system owns" })).optional(),
  cdn: z.boolean().optional(),
  waf: z.boolean().optional(),
  objectStorage: z.boolean().optional(),
  websockets: z.boolean().optional(),
  multiAz: z.boolean().optional(),
  multiRegion: z.boolean().optional(),
  fileStorage: z.enum(["efs", "none"]).optional(),
  auth: z.enum(AUTHS).meta({ description: "Who logs users in" }).optional(),
  secrets: z.enum(SECRETS).meta({ description: "Where secrets live" }).optional(),
  monitoring: z.array(z.enum(MONITORING).meta({ description: "Monitoring tools" })).optional(),
  iac: z.enum(IAC).optional(),
  ci: z.enum(CI).optional(),
  environments: z
    // No double or final dash: RDS and ElastiCache refuse them. No names that Windows keeps for devices.
    .array(
      z
        .string()
        .max(16)
        .regex(/^(?!(?:con|prn|aux|nul|com\d|lpt\d)$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
    )
    .min(1)
    .max(20)
    .optional(),
  regions: z
    .array(z.string().regex(/^(?:[a-z]{2,4}(?:-[a-z]+)+-\d|[a-z]{2,12}-[a-z]+\d{1,2}|[a-z]{6,20}\d?)$/))
    .min(1)
    .optional(),
  "backup.frequencyHours": z.number().min(0.25).max(8760).optional(),
  "backup.retentionDays": z.int().min(1).max(36500).optional(),
  "backup.rpoMinutes": z.number().nonnegative().max(525600).optional(),
  "backup.rtoMinutes": z.number().nonnegative().max(525600).optional(),
  "backup.crossRegion": z.boolean().optional(),
  "backup.pitr": z.boolean().optional(),
  "scaling.min": z.int().min(0).max(1000).optional(),
  "scaling.max": z.int().min(1).max(5000).optional(),
  services: z.record(z.string(), serviceOverride).optional(),
});

export type Overrides = z.infer<typeof overridesSchema>;
type ValuesOf<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };
/** Sets that the text may widen with names of its own; an override is held to the known ones. */
interface OpenValues {
  databases: string[];
  cache: string[];
  queues: string[];
  auth: string;
  secrets: string;
  monitoring: string[];
}
/** The value of each decision (`services` apart). */
export type DecisionValues = ValuesOf<Omit<Overrides, "services" | keyof OpenValues>> & OpenValues;
export type DecisionKey = keyof DecisionValues;
export type ServiceOverride = z.infer<typeof serviceOverride>;
export type Runtime = (typeof RUNTIMES)[number];
export type Kind = (typeof KINDS)[number];
export type Compute = (typeof COMPUTE)[number];
