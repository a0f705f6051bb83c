// What became of every text: each field that claims an effect has one, demands that nobody heard are listed, and nothing else is.
import { describe, expect, it } from "vitest";
import { FIELDS } from "../../src/answers/fields.ts";
import { reportCoverage } from "../../src/decisions/coverage.ts";
import { decide } from "../../src/decisions/decide.ts";
import { readDetails } from "../../src/decisions/details/details.ts";
import { answersOf, type Texts } from "../helpers/answers.ts";

const reportOf = (texts: Texts) => {
  const answers = answersOf(texts);
  return reportCoverage(answers, decide(answers));
};

/** What a reader would write in each field that changes the output; the others are for the documents. */
const PROBES: Texts = {
  "overall_architecture.architecture_type": "Event-driven microservices on EKS",
  "overall_architecture.service_boundaries": ["Search: owns the OpenSearch index"],
  "overall_architecture.communication_patterns": ["orders go over RabbitMQ"],
  "overall_architecture.data_flow": "events land in Kinesis and end in DynamoDB",
  "services.purpose": "Background worker, no HTTP",
  "services.technology": "Go 1.24",
  "services.dependencies": ["MySQL"],
  "services.scaling_requirements": "4 to 9 tasks",
  "data_architecture.primary_database": "MariaDB 11.4",
  "data_architecture.caching_strategy": "Memcached",
  "data_architecture.data_synchronization": "change events over SNS",
  "data_architecture.backup_strategy": "dumps every 6 hours, kept 90 days",
  "security.authentication": "Cognito",
  "security.encryption": "customer managed keys at rest, TLS in transit",
  "security.api_security": "AWS WAF, 500 requests per 5 minutes and IP",
  "scalability.scaling_strategy": "horizontal autoscaling on CPU",
  "scalability.load_balancing": "an application load balancer",
  "scalability.caching_layers": ["CloudFront", "Valkey"],
  "scalability.performance_optimization": ["assets through CloudFront"],
  "infrastructure.hosting_strategy": "AWS in Stockholm",
  "infrastructure.containerization": "Docker images on ECS with EC2 instances",
  "infrastructure.environment_management": "qa and production",
  "infrastructure.monitoring_setup": "Datadog",
  "integrations.api_design": "WebSockets for the live board",
  "integrations.external_services": ["Stripe"],
  "integrations.communication_patterns": ["callbacks are queued in SQS"],
  "integrations.error_handling": "7 tries, then a dead-letter queue",
  "reliability.high_availability": "three availability zones",
  "reliability.disaster_recovery": "RPO 10 minutes, RTO 2 hours",
  "reliability.backup_procedures": "snapshots every night, kept for 60 days",
  "reliability.failover_mechanisms": ["automatic failover of the database"],
  "infrastructure_as_code.tooling": "OpenTofu",
  "infrastructure_as_code.environment_provisioning": "dev, uat and production by the same module",
  "infrastructure_as_code.configuration_management": "parameters in SSM Parameter Store",
  "infrastructure_as_code.version_control": "GitLab with GitLab CI",
  "architecture_diagrams.system_overview": "Browser -> ALB -> api -> Aurora PostgreSQL",
  "architecture_diagrams.data_flow": "graph LR; api-->SQS",
  "architecture_diagrams.deployment_diagram": "ECS Fargate in eu-north-1",
  "architecture_diagrams.security_architecture": "WAF, then private subnets",
};

describe("the fields of the template", () => {
  it.each(
    FIELDS.filter(({ field, effect }) => effect !== null && field !== "services.name").map(({ field }) => [field]),
  )("%s has an effect by itself", (field) => {
    const probe = PROBES[field];
    if (probe === undefined) throw new Error(`no probe for ${field}`);
    const row = reportOf({ [field]: probe }).fields.find((item) => item.field === field);
    expect(["decides", "standard"]).toContain(row?.fate);
    if (row?.fate !== "decides") return;
    // A field that decides changes what is built, not only the report.
    const [with_, without] = [answersOf({ [field]: probe }), answersOf({})].map((answers) => {
      const { table, services } = decide(answers);
      return JSON.stringify([Object.values(table).map(({ value }) => value), services, readDetails(answers, services)]);
    });
    expect(with_).not.toBe(without);
  });

  it("names what is for the documents only", () => {
    const { fields } = reportOf({ "security.authorization": "Admins, editors and readers." });
    expect(fields.find(({ field }) => field === "security.authorization")).toEqual({
      field: "security.authorization",
      fate: "documents",
      decisions: [],
      standards: [],
      effect: null,
    });
  });

  it("counts what was used of what was said", () => {
    const report = reportOf({
      "data_architecture.caching_strategy": "Redis",
      "security.encryption": "TLS everywhere",
      "security.authorization": "Admins",
      "integrations.error_handling": "TBD",
    });
    expect(report).toMatchObject({ answered: 4, used: 3, unused: ["/security/authorization"] });
    expect(report.fields.filter(({ fate }) => fate === "standard").map(({ field }) => field)).toEqual([
      "security.encryption",
    ]);
  });
});

describe("demands", () => {
  const quotes = (texts: Texts) => reportOf(texts).unheard.map(({ quote }) => quote);

  it("are listed when nothing came of them", () => {
    expect(quotes({ "integrations.api_design": "Every answer must carry a trace id." })).toEqual([
      "Every answer must carry a trace id.",
    ]);
    expect(quotes({ "security.authorization": "Sessions end within 20 minutes. Admins see everything." })).toEqual([
      "Sessions end within 20 minutes.",
    ]);
  });

  it("for tests of restores are met by the schedule, in whatever words", () => {
    for (const text of [
      "A restore is rehearsed twice a year.",
      "Restores must be tested every quarter.",
      "We practise restores twice a year.",
      "Restore rehearsals twice a year.",
    ])
      expect(quotes({ "data_architecture.backup_strategy": text })).toEqual([]);
    expect(quotes({ "data_architecture.backup_strategy": "A fire drill is held twice a year." })).not.toEqual([]);
  });

  it("are not listed when they were used, are met by every output, or are no demands", () => {
    expect(quotes({ "data_architecture.backup_strategy": "Backups must be kept for 30 days." })).toEqual([]);
    expect(quotes({ "security.encryption": "All traffic must use TLS." })).toEqual([]);
    expect(quotes({ "overall_architecture.data_flow": "Customers browse and buy." })).toEqual([]);
  });

  it("are not listed when a number is a name or counts one of something", () => {
    expect(quotes({ "overall_architecture.service_boundaries": "S/4 invoices, kept by headquarters" })).toEqual([]);
    expect(quotes({ "integrations.api_design": "GraphQL was asked for by one customer and refused." })).toEqual([]);
    expect(quotes({ "integrations.api_design": "Answers take one second." })).toEqual(["Answers take one second."]);
  });

  it("are not listed when they count who and what there is", () => {
    expect(quotes({ "overall_architecture.architecture_type": "A monolith. We're four people." })).toEqual([]);
    expect(quotes({ "overall_architecture.data_flow": "Browser front end for the 23 stations" })).toEqual([]);
  });

  it("are not listed when they are denied, open, or the same as what was heard elsewhere", () => {
    expect(quotes({ "integrations.api_design": "We have not needed GraphQL so far." })).toEqual([]);
    expect(quotes({ "integrations.api_design": "Whether it should be GraphQL is still open." })).toEqual([]);
    const nightly = { "data_architecture.backup_strategy": "A backup every night, kept for 30 days." };
    expect(quotes({ ...nightly, "infrastructure.containerization": "Rebuilt nightly." })).toEqual([]);
    expect(quotes({ ...nightly, "infrastructure.containerization": "Rebuilt weekly." })).toEqual(["Rebuilt weekly."]);
  });

  it("are not listed when they speak of later or of before", () => {
    expect(quotes({ "integrations.api_design": "Next year we may need GraphQL." })).toEqual([]);
    expect(quotes({ "integrations.api_design": "We used to need SOAP." })).toEqual([]);
    expect(quotes({ "overall_architecture.architecture_type": "Until 2022 this was 3 PHP sites." })).toEqual([]);
  });
});
