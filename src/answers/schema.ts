// In: nothing. Out: the shape of the Step 7 answers as zod schemas, field by field. Never reads a file and never interprets text.
import * as z from "zod";

/** One free-text field: what people wrote, never code. */
const text = (description: string) => z.string().meta({ description });
const texts = (description: string) => z.array(z.string()).meta({ description });

export const serviceSchema = z
  .object({
    name: text("What the team calls the service. Unique; becomes the identifier everywhere."),
    purpose: text("What it does and for whom."),
    technology: text("Language, framework, version; or the managed service it is."),
    dependencies: texts("Other services, data stores and vendors it needs."),
    scaling_requirements: text("Instances, load, what it scales on."),
  })
  .meta({ description: "One service of the system." });

/** The inner object of the Step 7 template: ten sections, 41 fields. */
export const outputSchema = z.object({
  overall_architecture: z.object({
    architecture_type: text("Monolith, microservices, event-driven, …"),
    service_boundaries: texts("The parts and what each of them owns."),
    communication_patterns: texts("How the parts talk: REST, queues, events, …"),
    data_flow: text("How a request or event travels through the system."),
  }),
  services: z.array(serviceSchema).min(1),
  data_architecture: z.object({
    primary_database: text("Engine, version, size, availability."),
    caching_strategy: text("What is cached where."),
    data_synchronization: text("Consistency, replication, outbox, …"),
    backup_strategy: text("Frequency, retention, point in time."),
  }),
  security: z.object({
    authentication: text("Who logs in and with what."),
    authorization: text("Roles, tenants, policies."),
    encryption: text("At rest, in transit, compliance."),
    api_security: text("Rate limits, firewall, CORS, validation."),
  }),
  scalability: z.object({
    scaling_strategy: text("Horizontal or vertical, metrics, ranges."),
    load_balancing: text("Balancer, stickiness, health checks."),
    caching_layers: texts("Browser, CDN, application, database."),
    performance_optimization: texts("Replicas, pooling, compression, …"),
  }),
  infrastructure: z.object({
    hosting_strategy: text("Cloud, region, compute."),
    containerization: text("Docker, registry, orchestrator."),
    environment_management: text("Environments, accounts, secrets, configuration."),
    monitoring_setup: text("Logs, metrics, alerts, targets."),
  }),
  integrations: z.object({
    api_design: text("REST, GraphQL, gRPC, versioning."),
    external_services: texts("Vendors."),
    communication_patterns: texts("Webhooks, polling, callbacks."),
    error_handling: text("Retries, dead-letter queues, timeouts."),
  }),
  reliability: z.object({
    high_availability: text("Zones, redundancy, uptime."),
    disaster_recovery: text("RPO, RTO, second region."),
    backup_procedures: text("Schedule, restore tests."),
    failover_mechanisms: texts("What takes over when something fails."),
  }),
  infrastructure_as_code: z.object({
    tooling: text("Terraform, OpenTofu, CDK, …"),
    environment_provisioning: text("How environments are made."),
    configuration_management: text("Where settings and secrets live."),
    version_control: text("Where the code lives and what builds it."),
  }),
  architecture_diagrams: z.object({
    system_overview: text("Prose or Mermaid."),
    data_flow: text("Prose or Mermaid."),
    deployment_diagram: text("Prose or Mermaid."),
    security_architecture: text("Prose or Mermaid."),
  }),
});

/** The ten sections as parsed: every string as written, nothing interpreted. */
export type Output = z.infer<typeof outputSchema>;
export type AnsweredService = z.infer<typeof serviceSchema>;
