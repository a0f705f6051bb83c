// The system that the edits start from: small, and of every kind of resource that holds data and that the emulator can keep. Data only.

/** As a person writes step7.json; `decisions` pins what the edits shall not touch by accident. */
export const BASE = {
  step: 7,
  project: "kiosk",
  decisions: { environments: ["prod"] } as Record<string, unknown>,
  output: {
    overall_architecture: {
      architecture_type: "A few services around one database",
      service_boundaries: ["Web: pages", "Orders: order state", "Mailer: mails", "Nightly: reports"],
      communication_patterns: ["REST between web and orders", "SQS for everything that may wait"],
      data_flow: "Browser -> web -> orders -> Postgres. orders publishes events, mailer picks them up from its queue.",
    },
    services: [
      {
        name: "web",
        purpose: "Server-rendered pages",
        technology: "Node 24, Express",
        dependencies: ["orders"],
        scaling_requirements: "2 to 4 tasks",
      },
      {
        name: "orders",
        purpose: "API for order state",
        technology: "Node 24 with NestJS",
        dependencies: ["PostgreSQL", "SQS", "Redis", "S3"],
        scaling_requirements: "2 to 6 tasks",
      },
      {
        name: "mailer",
        purpose: "Background worker that sends order mails",
        technology: "Go 1.26",
        dependencies: ["SQS"],
        scaling_requirements: "1 to 4 by queue depth",
      },
      {
        name: "nightly",
        purpose: "Scheduled job: writes reports every night at 2am",
        technology: "Python 3.13 script, uv",
        dependencies: ["PostgreSQL", "S3"],
        scaling_requirements: "one run at a time",
      },
    ],
    data_architecture: {
      primary_database: "PostgreSQL 17 on RDS, Multi-AZ",
      caching_strategy: "Redis on ElastiCache for product pages",
      data_synchronization: "Events over SQS, consumers are idempotent",
      backup_strategy: "Daily snapshots kept for 14 days, point in time recovery on",
    },
    security: {
      authentication: "Own accounts with e-mail and password",
      authorization: "Customer and admin roles",
      encryption: "TLS everywhere, at rest with our own KMS keys",
      api_security: "Signed sessions",
    },
    scalability: {
      scaling_strategy: "Horizontal, on CPU",
      load_balancing: "One Application Load Balancer with path rules",
      caching_layers: ["Redis"],
      performance_optimization: ["Indexes"],
    },
    infrastructure: {
      hosting_strategy: "AWS in Ireland, ECS on Fargate",
      containerization: "Docker",
      environment_management: "Terraform, one account for each environment",
      monitoring_setup: "CloudWatch logs and alarms",
    },
    integrations: {
      api_design: "REST",
      external_services: [],
      communication_patterns: [],
      error_handling: "Five tries, then a dead-letter queue",
    },
    reliability: {
      high_availability: "Three AZs",
      disaster_recovery: "RPO 15 minutes, RTO 4 hours",
      backup_procedures: "Restore test every quarter",
      failover_mechanisms: ["RDS Multi-AZ failover"],
    },
    infrastructure_as_code: {
      tooling: "Terraform",
      environment_provisioning: "One state per environment in S3",
      configuration_management: "Environment variables, secrets from Secrets Manager",
      version_control: "GitHub, GitHub Actions",
    },
    architecture_diagrams: { system_overview: "", data_flow: "", deployment_diagram: "", security_architecture: "" },
  },
};

export type Answers = typeof BASE;
