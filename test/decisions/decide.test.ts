// Whole documents in small: overrides, defaults, doubts and contradictions.
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/answers/answers.ts";
import { DEFAULTS, decide } from "../../src/decisions/decide.ts";
import { answersOf, type Texts } from "../helpers/answers.ts";

const codesOf = (answers: Answers) => decide(answers).diagnostics.map((item) => `${item.code} ${item.pointer}`);

describe("sources", () => {
  it("falls back to defaults without evidence where nothing is said", () => {
    const { table, coverage } = decide(answersOf({}));
    for (const [key, value] of Object.entries(DEFAULTS)) {
      expect(table[key as keyof typeof table], key).toEqual({ value, source: "default", evidence: [] });
    }
    expect([...coverage]).toEqual([["/services/0/name", [{ key: "services.api", start: 0, end: 3 }]]]);
  });

  it("quotes what it read", () => {
    const { table, coverage } = decide(answersOf({ "data_architecture.caching_strategy": "No Redis yet." }));
    expect(table.cache).toEqual({
      value: [],
      source: "stated",
      evidence: [{ pointer: "/data_architecture/caching_strategy", start: 3, end: 8, quote: "Redis" }],
    });
    expect(coverage.get("/data_architecture/caching_strategy")).toEqual([{ key: "cache", start: 3, end: 8 }]);
  });

  it("says between which languages a service is not decided, and nothing where one is", () => {
    const codes = (technology: string) => codesOf(answersOf({ "services.technology": technology }));
    const open = "DECISION_OPEN_CHOICE /services/0/technology";
    expect(codes("To be decided between Go and Node")).toContain(open);
    expect(codes("To be decided: Go or Node. Marta would write Go, the rest of us Node.")).toContain(open);
    expect(codes("Go, and Node for the build")).not.toContain(open);
  });

  it("says that a time of day without a zone is read as UTC", () => {
    const remarks = (purpose: string) =>
      decide(answersOf({ "services.purpose": purpose, "services.technology": "Go" })).diagnostics.filter((item) =>
        item.message.includes("time zone"),
      );
    expect(remarks("Every night at half past one: closes expired loans")).toHaveLength(1);
    expect(remarks("Every night at half past one London time: closes expired loans")).toEqual([]);
    expect(remarks("Every 15 minutes: closes expired loans")).toEqual([]);
  });

  it("lets an override win and settles the doubt with it", () => {
    const texts = { "data_architecture.primary_database": "Postgres or MySQL" };
    expect(codesOf(answersOf(texts))).toContain("DECISION_OPEN_CHOICE /data_architecture/primary_database");
    const decided = decide(answersOf(texts, { databases: ["mysql"] }));
    expect(decided.table.databases).toMatchObject({ value: ["mysql"], source: "override" });
    expect(decided.diagnostics.map((item) => item.code)).not.toContain("DECISION_OPEN_CHOICE");
  });
});

describe("coverage", () => {
  it("counts what feeds arrows, secrets and messaging, not only decisions", () => {
    const { coverage } = decide(
      answersOf({
        "services.dependencies": ["Postgres", "Stripe", "none"],
        "integrations.external_services": ["Twilio"],
        "integrations.communication_patterns": ["webhooks land on SQS"],
      }),
    );
    expect([...coverage.keys()].sort()).toEqual([
      "/integrations/communication_patterns/0",
      "/integrations/external_services/0",
      "/services/0/dependencies/0",
      "/services/0/dependencies/1",
      "/services/0/name",
    ]);
  });
});

describe("recovery", () => {
  const recovery = (database: string, backup: string, rpo: string) => {
    const { table, diagnostics } = decide(
      answersOf({
        "services.technology": "Go",
        "data_architecture.primary_database": database,
        "data_architecture.backup_strategy": backup,
        "reliability.disaster_recovery": rpo,
      }),
    );
    const { value, source } = table["backup.pitr"];
    return { pitr: `${value} ${source}`, codes: diagnostics.map(({ code }) => code) };
  };

  it.each([
    ["PostgreSQL", "Nightly backups, 30 days retention, PITR", "RPO 1 hour", "true stated", []],
    ["PostgreSQL", "Nightly backups, 30 days retention", "RPO 1 hour", "true default", []],
    ["PostgreSQL", "Nightly dumps, no PITR", "RPO 1 hour", "false stated", ["DECISION_CONFLICT"]],
    ["MongoDB", "Nightly dumps", "RPO 2 hours", "false default", ["DECISION_CONFLICT"]],
    ["none", "", "", "false default", []],
  ])("%s, %s, %s", (database, backup, rpo, pitr, codes) =>
    expect(recovery(database, backup, rpo)).toEqual({ pitr, codes }),
  );

  it.each(["No backups at all", "None", "we dont do backups", "No snapshots, no dumps."])(
    "warns when the text does without backups: %s",
    (backup) => expect(recovery("MySQL", backup, "").codes).toEqual(["DECISION_NO_BACKUP"]),
  );

  it.each(["Daily snapshots, no backups of the cache", "PITR, no other dumps", ""])("keeps quiet: %s", (backup) =>
    expect(recovery("MySQL", backup, "").codes).toEqual([]),
  );

  it("needs no backup where there is no database", () => expect(recovery("None", "None", "").codes).toEqual([]));
});

describe("a slash between engines that exclude each other", () => {
  it.each([
    ["Postgres/MySQL on RDS", ["postgres"], true],
    ["Aurora/Postgres", ["aurora-postgres"], false],
    ["Postgres/DynamoDB", ["postgres", "dynamodb"], false],
    ["Postgres/MySQL? We take MySQL.", ["mysql"], false],
  ])("%s", (text, value, open) => {
    const answers = answersOf({ "data_architecture.primary_database": text });
    expect(decide(answers).table.databases.value).toEqual(value);
    expect(codesOf(answers).includes("DECISION_OPEN_CHOICE /data_architecture/primary_database")).toBe(open);
  });
});

describe("what a word stands for depends on the rest", () => {
  it.each([
    ["Aurora Serverless v2 (PostgreSQL 15)", ["aurora-postgres"]],
    ["Aurora MySQL for the shop and Postgres on RDS for analytics", ["aurora-mysql", "postgres"]],
    ["RDS for SQL Server", ["sqlserver"]],
    ["Mongo compatible DocumentDB", ["documentdb"]],
    ["Oracle belongs to the parent company, we use MariaDB", ["mariadb"]],
  ])("databases: %s", (text, value) => {
    expect(decide(answersOf({ "data_architecture.primary_database": text })).table.databases.value).toEqual(value);
  });

  it.each([
    ["ECS on Fargate behind an ALB", ["ecs-fargate"]],
    ["ECS cluster with EC2 workers. Not Fargate, too costly.", ["ecs-ec2"]],
    ["EKS on Fargate profiles", ["eks"]],
    ["one EC2 box and a bastion", ["ec2-asg"]],
    ["Fargate; an EC2 bastion for the database", ["ecs-fargate"]],
    ["Kubernetes on Google Cloud", ["gke"]],
    ["All on Fargate except the importer, which runs on Lambda", ["ecs-fargate", "lambda"]],
  ])("compute: %s", (text, value) => {
    expect(decide(answersOf({ "infrastructure.hosting_strategy": text })).table.compute.value).toEqual(value);
  });

  it("tells events on EventBridge from a clock", () => {
    const queues = (text: string) =>
      decide(answersOf({ "overall_architecture.communication_patterns": [text] })).table.queues.value;
    expect(queues("EventBridge rule starts a task every night")).toEqual([]);
    expect(queues("Order events on EventBridge, SQS per consumer")).toEqual(["eventbridge", "sqs"]);
    expect(queues("SNS only for alarms")).toEqual([]);
  });
});

describe("doubts and contradictions", () => {
  it.each<[string, Texts, string]>([
    [
      "a retired service",
      { "infrastructure.hosting_strategy": "AWS App Runner" },
      "DECISION_RETIRED_SERVICE /infrastructure/hosting_strategy",
    ],
    [
      "a lock table",
      { "infrastructure_as_code.tooling": "Terraform, state in S3 with DynamoDB locking" },
      "DECISION_RETIRED_SERVICE /infrastructure_as_code/tooling",
    ],
    [
      "a denial here and a use there",
      { "data_architecture.caching_strategy": "No Redis.", "services.dependencies": ["Redis"] },
      "DECISION_CONFLICT /data_architecture/caching_strategy",
    ],
    [
      "four nines in one region",
      { "reliability.high_availability": "99.99% uptime" },
      "DECISION_CONFLICT /reliability/high_availability",
    ],
    [
      "residency",
      { "security.encryption": "Data must stay in the EU", "infrastructure.hosting_strategy": "AWS us-east-1" },
      "DECISION_CONFLICT /security/encryption",
    ],
    [
      "two pipelines' homes",
      {
        "infrastructure_as_code.version_control": "GitHub",
        "infrastructure_as_code.environment_provisioning": "GitLab pipeline",
      },
      "DECISION_CONFLICT /infrastructure_as_code/version_control",
    ],
    [
      "secrets in settings",
      { "infrastructure_as_code.configuration_management": "secrets live in .env files" },
      "DECISION_WEAK_SECRETS /infrastructure_as_code/configuration_management",
    ],
    [
      "a plan",
      { "data_architecture.caching_strategy": "Redis next year" },
      "DECISION_PLANNED /data_architecture/caching_strategy",
    ],
  ])("%s", (_, texts, code) => expect(codesOf(answersOf(texts))).toContain(code));

  it("keeps quiet about what agrees", () => {
    expect(
      codesOf(
        answersOf({
          "infrastructure.hosting_strategy": "AWS, ECS on Fargate in eu-west-1",
          "data_architecture.primary_database": "RDS PostgreSQL 16",
          "infrastructure_as_code.tooling": "Terraform",
        }),
      ).filter((code) => !code.includes("services")),
    ).toEqual([]);
  });
});

describe("what belongs to others or to the past", () => {
  const hosting = (text: string) => decide(answersOf({ "infrastructure.hosting_strategy": text }));

  it("keeps a region for copies out of the running ones", () => {
    for (const text of [
      "AWS eu-west-1, ECS. Backup region: Stockholm (eu-north-1).",
      "AWS eu-west-1. DR copies: Stockholm, eu-north-1.",
    ])
      expect(hosting(text).table.multiRegion.value, text).toBe(false);
    expect(
      hosting("AWS eu-west-1, ECS. Backup region: Stockholm (eu-north-1).").table["backup.crossRegion"],
    ).toMatchObject({ value: true, source: "stated" });
    expect(hosting("ECS in eu-west-1 and eu-north-1").table.multiRegion.value).toBe(true);
  });

  it.each([
    ["Visitors: Okta of the client", "okta"],
    ["Keycloak, operated by the university", "keycloak"],
    ["Cognito; the vendor's Okta is for the vendor", "cognito"],
    ["Cognito. Customers may bring their own Okta.", "cognito"],
    ["Passwords in our own table; Auth0 is not part of this project", "own"],
  ])("logs in with whoever runs it: %s", (text, want) => {
    expect(decide(answersOf({ "security.authentication": text })).table.auth.value).toBe(want);
  });

  it("does not warn of clouds that were left", () => {
    expect(hosting("AWS, in Dublin, on ECS. We left Heroku in 2018 and Azure in 2021.").diagnostics).not.toContainEqual(
      expect.objectContaining({ code: "DECISION_OTHER_CLOUD" }),
    );
  });

  it("names the thing, never its class, and no place twice", () => {
    const { diagnostics } = decide(
      answersOf({
        "infrastructure.hosting_strategy": "AWS, ECS. The blog is on Heroku.",
        "infrastructure_as_code.tooling": "Terraform, and Pulumi.",
      }),
    );
    expect(diagnostics.find((item) => item.code === "DECISION_OTHER_CLOUD")?.message).toContain("Heroku is named");
    expect(diagnostics.filter((item) => /\bother\b is named/.test(item.message))).toEqual([]);
    for (const item of diagnostics) expect(item.related ?? []).not.toContain(item.pointer);
    expect(diagnostics.find((item) => item.message.startsWith("iac:"))).toMatchObject({ code: "DECISION_CONFLICT" });
  });
});

describe("the primary database", () => {
  const texts = {
    "data_architecture.primary_database": "MySQL 8.4 on Amazon RDS",
    "overall_architecture.data_flow": "Browser -> api -> Postgres",
  };
  it("is the one of its own field, and another one elsewhere is a contradiction", () => {
    const { table, diagnostics } = decide(answersOf(texts));
    expect(table.databases.value).toEqual(["mysql", "postgres"]);
    expect(diagnostics).toContainEqual(
      expect.objectContaining({
        code: "DECISION_CONFLICT",
        pointer: "/overall_architecture/data_flow",
        related: ["/data_architecture/primary_database"],
      }),
    );
  });

  it("may have a second one beside it in its field", () => {
    const both = decide(
      answersOf({ ...texts, "data_architecture.primary_database": "MySQL, and Postgres for reports" }),
    );
    expect(both.table.databases.value).toEqual(expect.arrayContaining(["mysql", "postgres"]));
    expect(both.diagnostics.filter(({ message }) => message.includes("the primary database is"))).toEqual([]);
  });
});
