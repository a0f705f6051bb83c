// Fields of answers with a verdict on a thing, in the words of people who had not seen the tool and in others, and the decision that must come of them. Data only.
import type { Said } from "./said.ts";

const CACHE = "data_architecture.caching_strategy";
const DB = "data_architecture.primary_database";
const QUEUES = "overall_architecture.communication_patterns";
const HOST = "infrastructure.hosting_strategy";
const MON = "infrastructure.monitoring_setup";
const AZ = "reliability.high_availability";
const BACKUP = "data_architecture.backup_strategy";
const DRAWN = "architecture_diagrams.security_architecture";

export const VERDICTS_SAID: Readonly<Record<string, readonly Said[]>> = {
  "the verdict that a field opens with": [
    [{ [CACHE]: "None. p99 of ops-api is 11 ms, a Redis would be one more thing to page about." }, "cache", []],
    [{ [CACHE]: "No cache. Redis would be one more thing to run." }, "cache", []],
    [
      {
        [CACHE]:
          "No cache tier SHALL be provided in Release 1. Should load testing show the need, ElastiCache would be raised.",
      },
      "cache",
      [],
    ],
    [{ [CACHE]: "None. Memcached impressed nobody." }, "cache", []],
    [{ [CACHE]: "No cache in the API. Redis holds the sessions." }, "cache", ["redis"]],
    [{ [CACHE]: "None for pages. Redis 7 for sessions." }, "cache", ["redis"]],
    [{ [CACHE]: "Nothing clever: Redis, one node." }, "cache", ["redis"]],
    [{ [QUEUES]: "No Kafka. RabbitMQ moves the jobs." }, "queues", ["rabbitmq"]],
  ],
  "an explicit no somewhere else": [
    [
      {
        [QUEUES]: "api -> job. People sketched EventBridge flows last year.",
        "overall_architecture.data_flow": "So: a job. No EventBridge.",
      },
      "queues",
      [],
    ],
    [
      { [QUEUES]: "EventBridge for the orders.", [HOST]: "No EventBridge rule starts a task." },
      "queues",
      ["eventbridge"],
    ],
    [{ "security.api_security": "No AWS WAF.", [HOST]: "AWS, Fargate" }, "cloud", "aws"],
  ],
  "a no in a drawing": [
    [{ [DRAWN]: "Cloudflare is only our DNS. We use no CDN." }, "cdn", false],
    [{ "integrations.communication_patterns": "websocket we have removed" }, "websockets", false],
    [{ [DRAWN]: "A CDN stands in front." }, "cdn", true],
  ],
  "yes or no": [
    [{ [AZ]: "RDS is single AZ. Multi-AZ is double price, director said maybe in 2027." }, "multiAz", false],
    [{ [AZ]: "Comes: Multi-AZ, when the budget is there.", [DB]: "RDS Postgres, single-AZ" }, "multiAz", false],
    [{ [AZ]: "Multi-AZ. It is double the price but we accepted that." }, "multiAz", true],
    [
      { [BACKUP]: "Snapshots every 12 hours. Comes: a copy in another region, ticket 611, not started." },
      "backup.crossRegion",
      false,
    ],
    [{ [BACKUP]: "Snapshots every 12 hours. Is: a copy in another region." }, "backup.crossRegion", true],
    [{ "security.api_security": "Not coming: AWS WAF." }, "waf", false],
    [{ "scalability.load_balancing": "Out of scope: CloudFront." }, "cdn", false],
    [{ "integrations.communication_patterns": "Was: WebSockets. Is: polling." }, "websockets", false],
    [{ "integrations.communication_patterns": "Is: WebSockets. Was: polling." }, "websockets", true],
  ],
  numbers: [
    [
      {
        "reliability.disaster_recovery":
          "RPO was 7 days, is 10 minutes now, and would be about one minute with Aurora.",
      },
      "backup.rpoMinutes",
      10,
    ],
    [
      { "reliability.disaster_recovery": "RTO: 8 hours. The legacy service had an RTO of five working days." },
      "backup.rtoMinutes",
      480,
    ],
    [{ [DB]: "RDS Postgres", [BACKUP]: "Kept for 14 days. Comes: 90 days, in 2028." }, "backup.retentionDays", 14],
  ],
  "other people's": [
    [
      {
        [DB]: "MySQL 8.0 in RDS. Accounting program (Logo) has own SQL Server in the office, we only read by their REST service.",
      },
      "databases",
      ["mysql"],
    ],
    [
      { [DB]: "MySQL 8 on RDS. The reporting service has its own SQL Server on RDS." },
      "databases",
      ["mysql", "sqlserver"],
    ],
    [
      { [MON]: "CloudWatch. Zabbix looks only to the factory network, it is of the IT department, not for this." },
      "monitoring",
      ["cloudwatch"],
    ],
    [
      { [MON]: "Datadog. New Relic contract runs out in January, nothing reports to it any more." },
      "monitoring",
      ["datadog"],
    ],
    [
      {
        [HOST]: "AWS, ECS on Fargate",
        "architecture_diagrams.deployment_diagram": "wiki, partly outdated (shows VMware)",
      },
      "compute",
      ["ecs-fargate"],
    ],
  ],
  "one database for one program": [
    [
      {
        "overall_architecture.architecture_type": "It is a monolith. I read the microservices books.",
        [DB]: "Postgres on RDS, one DB",
      },
      "databases",
      ["postgres"],
    ],
  ],
};
