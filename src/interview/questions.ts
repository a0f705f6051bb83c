// In: nothing. Out: the 23 questions of the template, with the fields that hold their answers and an example for each. Data; every field of the template has one place.
import type { Output } from "../answers/schema.ts";

/** One field as it is asked about. */
export interface Part {
  /** Section and name as in the template: "services.technology". */
  readonly field: string;
  readonly ask: string;
  /** An answer that the program can read; of a list one item a line. */
  readonly example: string;
  readonly isList?: true;
  /** May stay empty without leaving its question open. */
  readonly optional?: true;
}

export interface Question {
  /** 1 to 23, as in the template. */
  readonly number: number;
  /** One of SECTIONS. */
  readonly section: string;
  readonly title: string;
  readonly parts: readonly Part[];
}

/** The name that people type → what the section is called. */
export const SECTIONS: Readonly<Record<string, string>> = {
  architecture: "Architecture",
  data: "Data",
  security: "Security",
  scalability: "Scalability",
  infrastructure: "Infrastructure",
  integrations: "Integrations",
  reliability: "Reliability",
  "infrastructure-as-code": "Infrastructure as code",
};

const text = (field: string, ask: string, example: string): Part => ({ field, ask, example });
const list = (field: string, ask: string, example: string): Part => ({ field, ask, example, isList: true });
const optional = (part: Part): Part => ({ ...part, optional: true });

/** The questions of one section: title → what is asked. */
function section(name: string, questions: Readonly<Record<string, readonly Part[]>>): Omit<Question, "number">[] {
  return Object.entries(questions).map(([title, parts]) => ({ section: name, title, parts }));
}

/** The parts of one service, asked for each of them in the first question. */
export const SERVICE_PARTS: readonly Part[] = [
  text("services.name", "What is the service called? The name becomes its identifier.", "orders"),
  text(
    "services.purpose",
    "What does it do, and for whom? Say whether it answers requests, works in the background or runs on a schedule.",
    "REST API for checkout and order state, public under /orders",
  ),
  text(
    "services.technology",
    "Which language, framework and version, and which port?",
    "Node 24 with NestJS, port 3000",
  ),
  optional(
    list(
      "services.dependencies",
      "What does it need: other services, data stores, queues, vendors?",
      "PostgreSQL\nRedis\nSQS\nStripe",
    ),
  ),
  text(
    "services.scaling_requirements",
    "How many run at once, and what do they scale on?",
    "2 to 10 tasks, scales on CPU at 60 %",
  ),
];

/** In the order of the template. */
export const QUESTIONS: readonly Question[] = [
  ...section("architecture", {
    "the system and its services": [
      text(
        "overall_architecture.architecture_type",
        "What kind of system is it: one application, a few services, many? What do they run on?",
        "A modular monolith and two workers, in containers on ECS Fargate",
      ),
      list(
        "overall_architecture.service_boundaries",
        "Which parts does it have, and what does each of them own?",
        "Orders: checkout and order state, in PostgreSQL\nMailer: every mail that leaves us, from its queue in SQS",
      ),
      ...SERVICE_PARTS,
    ],
    "how the parts talk": [
      list(
        "overall_architecture.communication_patterns",
        "How do the parts talk to each other: requests, queues, events, sockets?",
        "REST between browser and orders\nSQS from orders to mailer",
      ),
      text(
        "overall_architecture.data_flow",
        "How does a request travel through the system, and where does its data end up?",
        "Browser -> orders -> PostgreSQL. orders puts a message into SQS, mailer takes it from there.",
      ),
      text(
        "architecture_diagrams.system_overview",
        "A drawing of the whole, in words or as Mermaid. The documents draw one of their own as well.",
        "Browser -> load balancer -> orders -> PostgreSQL",
      ),
      optional(
        text(
          "architecture_diagrams.data_flow",
          "A drawing of how the data flows, if you have one.",
          "orders -> SQS -> mailer -> SES",
        ),
      ),
    ],
    "external services": [
      list(
        "integrations.external_services",
        "Which services of others does the system use? For each of them a secret and a way out are made.",
        "Stripe\nAmazon SES",
      ),
    ],
  }),
  ...section("data", {
    "where it is stored": [
      text(
        "data_architecture.primary_database",
        "Which database, in which version, how large, with a standby?",
        "PostgreSQL 17 on RDS, db.t4g.medium, 50 GB, Multi-AZ",
      ),
    ],
    "how it stays consistent": [
      text(
        "data_architecture.data_synchronization",
        "How do the parts agree on the data: transactions, events, replicas, an outbox?",
        "One database. What leaves it goes through SQS, and consumers are idempotent.",
      ),
    ],
    "migrations and saved copies": [
      text(
        "data_architecture.backup_strategy",
        "How often is the data saved, for how long is a copy kept, and what is saved before a schema changes?",
        "Daily snapshots kept for 35 days, point in time recovery on; a manual snapshot before every migration",
      ),
    ],
  }),
  ...section("security", {
    "who gets in and what they may do": [
      text(
        "security.authentication",
        "Who logs in, and with what?",
        "Own accounts with e-mail and password, session cookies",
      ),
      text(
        "security.authorization",
        "Which roles or tenants are there, and who may do what?",
        "Customer, support and admin roles, checked in the API",
      ),
    ],
    "encryption and privacy": [
      text(
        "security.encryption",
        "What is encrypted, with whose keys, and which rules apply to the data?",
        "TLS everywhere, at rest with our own KMS keys; GDPR",
      ),
      optional(
        text(
          "architecture_diagrams.security_architecture",
          "A drawing of the zones and controls, if you have one.",
          "Internet -> WAF -> load balancer -> private subnets",
        ),
      ),
    ],
    "protection of the API": [
      text(
        "security.api_security",
        "What protects the API: firewall, rate limits, CORS, validation?",
        "AWS WAF in front of the load balancer, 2000 requests per 5 minutes and address",
      ),
    ],
  }),
  ...section("scalability", {
    "growing with the load": [
      text(
        "scalability.scaling_strategy",
        "How does the system grow, on which measure, and between which numbers?",
        "Horizontal, on CPU, 2 to 10 tasks",
      ),
    ],
    caches: [
      text(
        "data_architecture.caching_strategy",
        "What is cached, where, and what happens when the cache is lost?",
        "Redis on ElastiCache for sessions, kept for a day; a lost cache only costs a login",
      ),
      optional(
        list(
          "scalability.caching_layers",
          "Which layers cache: browser, content delivery, application, database?",
          "Redis\nbrowser",
        ),
      ),
    ],
    "live connections and balancing": [
      text(
        "scalability.load_balancing",
        "Does anything need a live connection (WebSocket, server-sent events)? How is the load balanced, with which health check?",
        "No WebSockets. One Application Load Balancer with path rules, health check on /health",
      ),
    ],
  }),
  ...section("infrastructure", {
    "where it runs": [
      text(
        "infrastructure.hosting_strategy",
        "Which cloud, which region, which compute, and what may it cost?",
        "AWS in Ireland, ECS on Fargate, 900 USD a month for production",
      ),
      text(
        "infrastructure.containerization",
        "Are there containers, from which registry, under which orchestrator?",
        "Docker images in ECR, run by ECS",
      ),
      optional(
        text(
          "architecture_diagrams.deployment_diagram",
          "A drawing of what runs where, if you have one.",
          "Three zones; tasks and database in private subnets",
        ),
      ),
    ],
    "environments, settings and secrets": [
      text(
        "infrastructure.environment_management",
        "Which environments are there, in which accounts?",
        "dev, staging and production, one AWS account each",
      ),
      text(
        "infrastructure_as_code.configuration_management",
        "Where do settings and secrets live?",
        "Settings as environment variables, secrets in AWS Secrets Manager",
      ),
    ],
    "monitoring and logs": [
      text(
        "infrastructure.monitoring_setup",
        "What watches the system, who is told, and how long are logs kept?",
        "CloudWatch logs kept for 90 days, alarms to ops@example.com, one dashboard",
      ),
    ],
  }),
  ...section("integrations", {
    "the API": [
      text(
        "integrations.api_design",
        "Which kind of API is it, how is it versioned and described?",
        "REST under /v1 behind the load balancer, with an OpenAPI document",
      ),
    ],
    "how others are connected": [
      list(
        "integrations.communication_patterns",
        "How do other systems reach you and you them: webhooks, polling, callbacks?",
        "Stripe webhooks come in through orders and wait in SQS",
      ),
    ],
    "background work that fails": [
      text(
        "integrations.error_handling",
        "What happens to work in the background that fails: how many tries, and then?",
        "Five tries, then a dead-letter queue with an alarm",
      ),
    ],
  }),
  ...section("reliability", {
    "staying up": [
      text(
        "reliability.high_availability",
        "How much may it be down, in how many zones does it run?",
        "Three zones, at least two tasks of the API, 99.9 % a month",
      ),
      optional(
        list(
          "reliability.failover_mechanisms",
          "What takes over when something fails?",
          "RDS Multi-AZ failover\nECS replaces unhealthy tasks",
        ),
      ),
    ],
    recovery: [
      text(
        "reliability.disaster_recovery",
        "How much data may be lost (RPO), how long may recovery take (RTO), is there a second region?",
        "RPO 15 minutes, RTO 4 hours, rebuilt in the same region",
      ),
      text(
        "reliability.backup_procedures",
        "Who makes the backups when, and how are restores tested?",
        "Daily by itself, a restore test every quarter",
      ),
    ],
    peaks: [
      list(
        "scalability.performance_optimization",
        "What keeps it fast when many come at once: replicas, connection pools, compression, content delivery?",
        "RDS Proxy for the connections\ngzip",
      ),
    ],
  }),
  ...section("infrastructure-as-code", {
    "the tool": [
      text("infrastructure_as_code.tooling", "Which tool describes the infrastructure?", "Terraform"),
      text(
        "infrastructure_as_code.environment_provisioning",
        "How is an environment made, and where does its state live?",
        "One state per environment in S3: dev, staging and production",
      ),
    ],
    "code, versions and delivery": [
      text(
        "infrastructure_as_code.version_control",
        "Where does the code live, what builds and deploys it, and how are dependencies kept up to date?",
        "GitHub, trunk based, GitHub Actions with an approval before production; lock files and Renovate",
      ),
    ],
  }),
].map((question, index) => ({ number: index + 1, ...question }));

/** The question that a field of the template belongs to. */
export function questionOf(field: string): Question | undefined {
  return QUESTIONS.find(({ parts }) => parts.some((part) => part.field === field));
}

/** Section and key of a field name. */
export function sectionAndKey(field: string): readonly [keyof Output, string] {
  const dot = field.indexOf(".");
  return [field.slice(0, dot) as keyof Output, field.slice(dot + 1)];
}
