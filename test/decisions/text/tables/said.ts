// Fields of answers, by the phenomenon of language that they hold, and the decision that must come of them. Data only.

export type Said = readonly [fields: Readonly<Record<string, string>>, key: string, value: unknown];

export const SAID: Readonly<Record<string, readonly Said[]>> = {
  "named once, and nothing uses it": [
    [
      {
        "infrastructure.hosting_strategy":
          "ECS on Fargate. The group's standard, which is EKS on its shared platform, came up at some length.",
        "architecture_diagrams.deployment_diagram": "ALB, Fargate, RDS",
      },
      "compute",
      ["ecs-fargate"],
    ],
    [
      { "infrastructure.hosting_strategy": "ECS on Fargate for the API and EKS for the models" },
      "compute",
      ["ecs-fargate", "eks"],
    ],
    [
      { "data_architecture.primary_database": "RDS MySQL 8. Heroku Postgres -> MySQL, Apr '23 (don't ask)." },
      "databases",
      ["mysql"],
    ],
    [{ "data_architecture.primary_database": "MySQL, and Postgres for reports" }, "databases", ["mysql", "postgres"]],
    [
      { "data_architecture.primary_database": "PostgreSQL 16 on RDS. MongoDB holds the catalogue." },
      "databases",
      ["mongodb", "postgres"],
    ],
    [
      { "data_architecture.caching_strategy": "Valkey. Went from Redis 6.2 to Valkey without downtime." },
      "cache",
      ["valkey"],
    ],
    [
      {
        "data_architecture.caching_strategy": "Valkey on ElastiCache for sessions",
        "overall_architecture.data_flow": "browser -> api -> Redis -> database",
      },
      "cache",
      ["valkey"],
    ],
    [
      { "data_architecture.caching_strategy": "Redis for the queue, Memcached for fragments" },
      "cache",
      ["memcached", "redis"],
    ],
  ],
  "preference and choice": [
    [{ "data_architecture.primary_database": "Postgres or MySQL, leaning Postgres" }, "databases", ["postgres"]],
    [
      { "data_architecture.primary_database": "MySQL or Postgres, leaning towards Postgres" },
      "databases",
      ["postgres"],
    ],
    [{ "data_architecture.primary_database": "Postgres over MySQL" }, "databases", ["postgres"]],
    [{ "data_architecture.primary_database": "MySQL (well, MariaDB)" }, "databases", ["mariadb"]],
  ],
  "role only": [
    [
      {
        "infrastructure_as_code.tooling": "Terraform, DynamoDB only as state lock",
        "data_architecture.primary_database": "RDS Postgres",
      },
      "databases",
      ["postgres"],
    ],
    [
      { "infrastructure_as_code.tooling": "Terraform with S3 state and a DynamoDB table for the lock" },
      "databases",
      [],
    ],
    [{ "infrastructure.hosting_strategy": "AWS, ECS Fargate; one EC2, bastion only" }, "compute", ["ecs-fargate"]],
    [
      { "infrastructure.hosting_strategy": "AWS ECS on Fargate. EC2 only for the bastion." },
      "compute",
      ["ecs-fargate"],
    ],
    [
      { "infrastructure.hosting_strategy": "AWS ECS on Fargate, plus an EC2 instance as jump host" },
      "compute",
      ["ecs-fargate"],
    ],
  ],
  exceptions: [
    [
      { "infrastructure.hosting_strategy": "AWS, all on Fargate except the worker, which stays on EC2" },
      "compute",
      ["ecs-fargate", "ec2-asg"],
    ],
    [{ "infrastructure.hosting_strategy": "AWS, everything on Fargate except the worker" }, "compute", ["ecs-fargate"]],
  ],
  "numbered lists": [
    [
      { "infrastructure.environment_management": "1. dev\n2. staging\n3. prod" },
      "environments",
      ["dev", "staging", "prod"],
    ],
    [
      { "infrastructure.environment_management": "Environments:\n1. dev (small)\n2. acc\n3. prod" },
      "environments",
      ["dev", "acc", "prod"],
    ],
    [{ "infrastructure.environment_management": "1) dev 2) test 3) prod" }, "environments", ["dev", "test", "prod"]],
    [{ "infrastructure.environment_management": "(1) dev, (2) uat, (3) live" }, "environments", ["dev", "uat", "prod"]],
    [
      { "infrastructure.environment_management": "We have 3 environments: 1. dev, 2. qa and 3. production." },
      "environments",
      ["dev", "qa", "prod"],
    ],
    [
      { "infrastructure.environment_management": "1. Integration\n2. Test\n3. Live" },
      "environments",
      ["integration", "test", "prod"],
    ],
    [{ "infrastructure.environment_management": "a) dev\nb) prod" }, "environments", ["dev", "prod"]],
    [
      {
        "infrastructure.environment_management":
          "Four stages, numbered:\n  1. sandbox – devs play here\n  2. int – integration\n  3. abn – acceptance\n  4. prd",
      },
      "environments",
      ["sandbox", "int", "abn", "prod"],
    ],
    [
      { "infrastructure.environment_management": "Environments (all AWS accounts):\n1. `dev`\n2. `stage`\n3. `prod`" },
      "environments",
      ["dev", "staging", "prod"],
    ],
  ],
  "numbers with units": [
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "nightly at 2am, keep 35 days",
      },
      "backup.retentionDays",
      35,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "snapshots every 8h, kept for five weeks",
      },
      "backup.frequencyHours",
      8,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "8-hourly snapshots, kept for five weeks",
      },
      "backup.frequencyHours",
      8,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "reliability.disaster_recovery": "RPO of a quarter hour, RTO one and a half hours",
      },
      "backup.rtoMinutes",
      90,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "reliability.disaster_recovery": "RPO of a quarter hour, RTO one and a half hours",
      },
      "backup.rpoMinutes",
      15,
    ],
    [
      { "data_architecture.primary_database": "RDS Postgres", "reliability.disaster_recovery": "RPO: 15', RTO: 1h30" },
      "backup.rtoMinutes",
      90,
    ],
    [
      { "data_architecture.primary_database": "RDS Postgres", "reliability.disaster_recovery": "RTO 2 hours or less" },
      "backup.rtoMinutes",
      120,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "reliability.disaster_recovery": "RPO was 24 hours, is 15 minutes",
      },
      "backup.rpoMinutes",
      15,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "reliability.disaster_recovery": "RPO: before 24 h, now 1 h",
      },
      "backup.rpoMinutes",
      60,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "reliability.disaster_recovery": "RPO 24h (old), 1h (new)",
      },
      "backup.rpoMinutes",
      60,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "reliability.disaster_recovery": "old RPO: 24h, new RPO: 1h",
      },
      "backup.rpoMinutes",
      60,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "Retention raised from 7 to 35 days",
      },
      "backup.retentionDays",
      35,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "Daily snapshots, 14 days instead of 7",
      },
      "backup.retentionDays",
      14,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "Daily snapshots, 30 days (used to be 7)",
      },
      "backup.retentionDays",
      30,
    ],
    [
      {
        "data_architecture.primary_database": "RDS Postgres",
        "data_architecture.backup_strategy": "Daily snapshots. 14 days now, 30 days from next year.",
      },
      "backup.retentionDays",
      14,
    ],
  ],
  ranges: [
    [{ "services.scaling_requirements": "2 to 20 tasks" }, "scaling.max", 20],
    [{ "services.scaling_requirements": "between two and twenty tasks" }, "scaling.max", 20],
    [{ "services.scaling_requirements": "min 2, max twenty-four tasks" }, "scaling.max", 24],
    [{ "services.scaling_requirements": "3 to 9 tasks, was 2 to 4" }, "scaling.max", 9],
    [{ "services.scaling_requirements": "used to be 2-4, now 3-9 tasks" }, "scaling.min", 3],
    [{ "services.scaling_requirements": "2+ tasks, at most 12" }, "scaling.max", 12],
    [{ "services.scaling_requirements": "half a dozen tasks at most, two at least" }, "scaling.max", 6],
    [{ "services.scaling_requirements": "2 → 10 tasks" }, "scaling.max", 10],
  ],
  "words for numbers": [
    [{ "reliability.high_availability": "three AZs" }, "multiAz", true],
    [{ "reliability.high_availability": "across 3 availability zones" }, "multiAz", true],
    [{ "reliability.high_availability": "One AZ is enough" }, "multiAz", false],
  ],
  "typing errors": [
    [{ "data_architecture.primary_database": "Postgers 16 on RDS" }, "databases", ["postgres"]],
    [{ "infrastructure.hosting_strategy": "AWS Fragate" }, "compute", ["ecs-fargate"]],
    [{ "infrastructure.monitoring_setup": "Cloudwach and Grafna" }, "monitoring", ["cloudwatch", "grafana"]],
    [{ "data_architecture.caching_strategy": "Rediss, memcahed" }, "cache", ["redis", "memcached"]],
    [{ "infrastructure_as_code.tooling": "Terrafrom" }, "iac", "terraform"],
    [{ "infrastructure_as_code.version_control": "Github Acitons" }, "ci", "github-actions"],
    [{ "data_architecture.primary_database": "Dynamodbb" }, "databases", ["dynamodb"]],
    [{ "infrastructure.hosting_strategy": "AWS, Kubernets (EKS)" }, "compute", ["eks"]],
    [{ "security.authentication": "Congito user pool" }, "auth", "cognito"],
    [{ "infrastructure.hosting_strategy": "AWS Lamda" }, "compute", ["lambda"]],
  ],
  "British spelling": [
    [
      { "infrastructure.hosting_strategy": "AWS, containerised, on ECS Fargate in our own organisation" },
      "compute",
      ["ecs-fargate"],
    ],
    [{ "infrastructure.hosting_strategy": "own data centre" }, "cloud", "onprem"],
    [{ "data_architecture.primary_database": "Postgres is our favoured choice over MySQL" }, "databases", ["postgres"]],
  ],
  abbreviations: [
    [
      { "data_architecture.primary_database": "PG 16", "infrastructure.hosting_strategy": "AWS" },
      "databases",
      ["postgres"],
    ],
    [{ "infrastructure.hosting_strategy": "k8s on AWS" }, "compute", ["eks"]],
    [{ "infrastructure_as_code.tooling": "TF" }, "iac", "terraform"],
    [{ "infrastructure_as_code.tooling": "CFN" }, "iac", "cloudformation"],
    [{ "infrastructure_as_code.version_control": "GHA" }, "ci", "github-actions"],
    [{ "infrastructure.monitoring_setup": "CW" }, "monitoring", ["cloudwatch"]],
    [{ "data_architecture.primary_database": "DDB" }, "databases", ["dynamodb"]],
    [{ "security.api_security": "CF in front, WAF" }, "waf", true],
    [{ "data_architecture.caching_strategy": "EC for Redis" }, "cache", ["redis"]],
  ],
  ownership: [
    [{ "overall_architecture.communication_patterns": "Events go to the platform team's Kafka" }, "queues", []],
    [
      { "data_architecture.primary_database": "Postgres on RDS. Reports read the finance department's Oracle." },
      "databases",
      ["postgres"],
    ],
    [{ "data_architecture.primary_database": "Postgres; the vendor runs it" }, "databases", []],
  ],
  "old and new side by side": [
    [
      { "data_architecture.primary_database": "Oracle today. We plan to migrate from Oracle to Postgres next year." },
      "databases",
      ["oracle"],
    ],
    [
      { "data_architecture.primary_database": "We plan to migrate from Oracle to Postgres next year." },
      "databases",
      ["oracle"],
    ],
    [
      { "infrastructure.hosting_strategy": "On ECS Fargate; will be replaced by EKS in 2028" },
      "compute",
      ["ecs-fargate"],
    ],
    [{ "data_architecture.primary_database": "MySQL will be replaced with Aurora next year" }, "databases", ["mysql"]],
    [
      { "infrastructure.hosting_strategy": "AWS. EC2 is being replaced by Fargate this quarter" },
      "compute",
      ["ecs-fargate"],
    ],
    [{ "infrastructure_as_code.tooling": "We are not moving away from Terraform" }, "iac", "terraform"],
    [{ "data_architecture.primary_database": "No plans to leave MySQL" }, "databases", ["mysql"]],
  ],
  "questions with answers": [
    [{ "data_architecture.caching_strategy": "Redis? No." }, "cache", []],
    [{ "data_architecture.caching_strategy": "Do we cache? Yes. Redis." }, "cache", ["redis"]],
    [{ "data_architecture.caching_strategy": "Redis? Yes." }, "cache", ["redis"]],
  ],
  "the database and the parts around it": [
    [
      {
        "data_architecture.primary_database": "MariaDB on RDS, a single instance; nobody would pay for a standby.",
        "reliability.high_availability": "Web tasks in two zones. The database is in one and we accept an afternoon.",
      },
      "multiAz",
      false,
    ],
    [{ "reliability.high_availability": "Web tasks in two zones. The database is single-AZ." }, "multiAz", false],
    [{ "reliability.high_availability": "Web tasks and the database in two zones." }, "multiAz", true],
  ],
  "what others run, named again in a drawing": [
    [
      {
        "overall_architecture.communication_patterns":
          "Positions arrive on the Kafka cluster that the data platform team operates. Between our own services: SQS.",
        "overall_architecture.data_flow": "truck -> Kafka (data platform) -> track",
      },
      "queues",
      ["sqs"],
    ],
    [
      {
        "overall_architecture.communication_patterns":
          "Between our own services: SQS. Whether track should publish through SNS or straight into Kafka is still being argued about.",
      },
      "queues",
      ["sqs"],
    ],
  ],
  "a tender that still runs": [
    [
      {
        "infrastructure.monitoring_setup": "Datadog or Dynatrace, the tender runs until autumn. Until then CloudWatch.",
      },
      "monitoring",
      ["cloudwatch"],
    ],
  ],
  shares: [[{ "reliability.high_availability": "Multi-AZ, 99.95 %" }, "multiAz", true]],
  "what others own and we build on": [
    [
      { "infrastructure_as_code.version_control": "Code in Bitbucket. Builds run on the Agency's Jenkins" },
      "ci",
      "jenkins",
    ],
    [{ "infrastructure_as_code.version_control": "The Agency's Jenkins builds and deploys" }, "ci", "jenkins"],
    [
      { "infrastructure_as_code.version_control": "GitHub Actions. The Agency's Jenkins builds other things" },
      "ci",
      "github-actions",
    ],
    [
      { "infrastructure_as_code.version_control": "Code on GitHub. The partner's Jenkins deploys their own systems" },
      "ci",
      "github-actions",
    ],
  ],
};
