// The edits of the answers that are planned for real, by name, each with what it must come to for one resource. Data only.
import type { Answers } from "./base.ts";

export interface Edit {
  readonly name: string;
  /** Changes a copy of the base. */
  edit(answers: Answers): void;
  /** What people expect of it: an address inside the module and its action. Both the prediction and the plan must say so. */
  readonly expect?: Readonly<Record<string, string>>;
  /** Given to `infra` as --accept-data-loss, because it refuses without. */
  readonly accept?: readonly string[];
  /** Of the third that every run of the pipeline plans. */
  readonly always?: true;
  /** Rules of the review that stop it although it is asked for: more rights are for a person to accept. */
  readonly stopped?: readonly string[];
  /** Planned with a refresh: what changes shows only where the provider looks for what the state has. */
  readonly refreshed?: true;
}

const service = (answers: Answers, name: string) => {
  const found = answers.output.services.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the base has no service ${name}`);
  return found;
};
const decide = (answers: Answers, decisions: Record<string, unknown>): void => {
  Object.assign(answers.decisions, decisions);
};

export const EDITS: readonly Edit[] = [
  { name: "nothing", edit: () => undefined, always: true },
  {
    name: "region",
    edit: (answers) => {
      answers.output.infrastructure.hosting_strategy = "AWS in Frankfurt, ECS on Fargate";
    },
    accept: ["infra/environments/prod", "infra/bootstrap"],
    expect: { "aws_db_instance.main": "stranded", "aws_s3_bucket.files": "stranded" },
    // Only a refresh sees that the other region is empty; who gets into the new one is new.
    refreshed: true,
    stopped: ["iam/trust-broadened", "network/world-open", "iam/public"],
  },
  {
    name: "database engine",
    edit: (answers) => {
      answers.output.data_architecture.primary_database = "MySQL 8.4 on RDS, Multi-AZ";
      for (const name of ["orders", "nightly"]) {
        const { dependencies } = service(answers, name);
        dependencies.splice(dependencies.indexOf("PostgreSQL"), 1, "MySQL");
      }
      answers.output.overall_architecture.data_flow = "Browser -> web -> orders -> MySQL.";
    },
    accept: ["aws_db_instance.main"],
    expect: { "aws_db_instance.main": "replaced" },
    always: true,
  },
  {
    name: "database version",
    edit: (answers) => {
      answers.output.data_architecture.primary_database = "PostgreSQL 18 on RDS, Multi-AZ";
    },
    expect: { "aws_db_instance.main": "changed" },
  },
  {
    name: "instance to Aurora",
    edit: (answers) => {
      answers.output.data_architecture.primary_database = "Aurora PostgreSQL 17";
    },
    accept: ["aws_cloudwatch_log_group.database_main_postgresql"],
    expect: { "aws_db_instance.main": "forgotten", "aws_rds_cluster.main": "created" },
    always: true,
  },
  {
    name: "database removed",
    edit: (answers) => {
      answers.output.data_architecture.primary_database = "None, we keep no data of our own";
      for (const name of ["orders", "nightly"]) {
        const { dependencies } = service(answers, name);
        dependencies.splice(dependencies.indexOf("PostgreSQL"), 1);
      }
      answers.output.overall_architecture.data_flow = "Browser -> web -> orders.";
      answers.output.overall_architecture.architecture_type = "A few services";
      answers.output.reliability.failover_mechanisms = [];
      decide(answers, { databases: [] });
    },
    expect: { "aws_db_instance.main": "forgotten", "aws_db_subnet_group.databases": "forgotten" },
    always: true,
  },
  {
    name: "database removed and destroyed",
    edit: (answers) => {
      decide(answers, { databases: [], destroy: ["aws_db_instance.main"] });
      answers.output.data_architecture.primary_database = "None, we keep no data of our own";
      for (const name of ["orders", "nightly"]) {
        const { dependencies } = service(answers, name);
        dependencies.splice(dependencies.indexOf("PostgreSQL"), 1);
      }
      answers.output.overall_architecture.data_flow = "Browser -> web -> orders.";
    },
    expect: { "aws_db_instance.main": "destroyed" },
  },
  {
    name: "multi-AZ off",
    edit: (answers) => {
      decide(answers, { multiAz: false });
      answers.output.data_architecture.primary_database = "PostgreSQL 17 on RDS, one zone";
      answers.output.reliability.high_availability = "One zone is enough";
      answers.output.reliability.failover_mechanisms = [];
    },
    expect: { "aws_db_instance.main": "changed" },
    always: true,
  },
  {
    name: "backup retention longer",
    edit: (answers) => {
      answers.output.data_architecture.backup_strategy = "Daily snapshots kept for 35 days, point in time recovery on";
    },
    expect: { "aws_db_instance.main": "changed" },
  },
  {
    name: "backup retention shorter",
    edit: (answers) => {
      answers.output.data_architecture.backup_strategy = "Daily snapshots kept for 7 days, point in time recovery on";
    },
    expect: { "aws_db_instance.main": "changed" },
    always: true,
  },
  {
    name: "cache engine to Valkey",
    edit: (answers) => {
      answers.output.data_architecture.caching_strategy = "Valkey on ElastiCache for product pages";
      answers.output.scalability.caching_layers = ["Valkey"];
      const { dependencies } = service(answers, "orders");
      dependencies.splice(dependencies.indexOf("Redis"), 1, "Valkey");
    },
  },
  {
    name: "cache engine to Memcached",
    edit: (answers) => {
      answers.output.data_architecture.caching_strategy = "Memcached on ElastiCache for product pages";
      answers.output.scalability.caching_layers = ["Memcached"];
      const { dependencies } = service(answers, "orders");
      dependencies.splice(dependencies.indexOf("Redis"), 1, "Memcached");
    },
  },
  {
    name: "cache removed",
    edit: (answers) => {
      answers.output.data_architecture.caching_strategy = "None";
      answers.output.scalability.caching_layers = [];
      decide(answers, { cache: [] });
      const { dependencies } = service(answers, "orders");
      dependencies.splice(dependencies.indexOf("Redis"), 1);
    },
  },
  {
    name: "service added",
    edit: (answers) => {
      answers.output.services.push({
        name: "search",
        purpose: "API for search",
        technology: "Python 3.13, FastAPI, uv",
        dependencies: ["PostgreSQL"],
        scaling_requirements: "1 to 3 tasks",
      });
    },
    expect: { "aws_ecr_repository.search": "created" },
  },
  {
    // It comes first, and the one that is live at / stays there.
    name: "web service added",
    edit: (answers) => {
      answers.output.services.unshift({
        name: "portal",
        purpose: "Server-rendered pages for partners",
        technology: "Node 24, Express",
        dependencies: ["orders"],
        scaling_requirements: "1 to 2 tasks",
      });
    },
    expect: { "aws_lb_listener_rule.portal": "created" },
  },
  {
    name: "service removed",
    edit: (answers) => {
      answers.output.services = answers.output.services.filter(({ name }) => name !== "nightly");
    },
    expect: { "aws_ecr_repository.nightly": "forgotten", "aws_ecr_lifecycle_policy.nightly": "forgotten" },
    always: true,
  },
  {
    name: "service renamed without a word",
    edit: (answers) => {
      service(answers, "nightly").name = "reports";
    },
    expect: { "aws_ecr_repository.nightly": "forgotten", "aws_ecr_repository.reports": "created" },
  },
  {
    name: "service renamed and said so",
    edit: (answers) => {
      service(answers, "nightly").name = "reports";
      decide(answers, { renamed: { services: { nightly: "reports" } } });
    },
    expect: { "aws_ecr_repository.reports": "moved", "aws_cloudwatch_log_group.reports": "moved" },
    always: true,
  },
  {
    name: "service with a queue renamed without a word",
    edit: (answers) => {
      service(answers, "mailer").name = "postman";
    },
    expect: { "aws_sqs_queue.mailer": "forgotten", "aws_sqs_queue.postman": "created" },
  },
  {
    name: "service with a queue renamed and said so",
    edit: (answers) => {
      service(answers, "mailer").name = "postman";
      decide(answers, { renamed: { services: { mailer: "postman" }, queues: { mailer: "postman" } } });
    },
    expect: { "aws_sqs_queue.postman": "moved", "aws_sqs_queue.postman_dead_letters": "moved" },
    always: true,
  },
  {
    name: "scheduled job becomes a worker",
    edit: (answers) => {
      Object.assign(service(answers, "nightly"), {
        purpose: "Background worker that writes reports",
        scaling_requirements: "1 to 2",
        dependencies: ["PostgreSQL", "S3", "SQS"],
      });
    },
  },
  {
    name: "service size",
    edit: (answers) => {
      service(answers, "orders").scaling_requirements = "4 to 20 tasks with 2 vCPU and 4 GB";
    },
  },
  {
    name: "service in another language",
    edit: (answers) => {
      service(answers, "orders").technology = "Python 3.13, FastAPI, uv";
    },
  },
  {
    name: "bucket removed",
    edit: (answers) => {
      decide(answers, { objectStorage: false });
      for (const name of ["orders", "nightly"]) {
        const { dependencies } = service(answers, name);
        dependencies.splice(dependencies.indexOf("S3"), 1);
      }
    },
    expect: { "aws_s3_bucket.files": "forgotten", "aws_s3_bucket_versioning.files": "forgotten" },
    always: true,
  },
  {
    name: "queues removed",
    edit: (answers) => {
      decide(answers, { queues: [] });
      answers.output.overall_architecture.communication_patterns = ["REST between all of them"];
      answers.output.data_architecture.data_synchronization = "None";
      for (const name of ["orders", "mailer"]) {
        const { dependencies } = service(answers, name);
        dependencies.splice(dependencies.indexOf("SQS"), 1);
      }
    },
  },
  {
    name: "environment added",
    edit: (answers) => {
      decide(answers, { environments: ["staging", "prod"] });
    },
    always: true,
  },
  {
    name: "environment renamed and said so",
    edit: (answers) => {
      decide(answers, { environments: ["live"], renamed: { environments: { prod: "live" } } });
    },
  },
  {
    name: "CDN on",
    edit: (answers) => {
      decide(answers, { cdn: true });
    },
    stopped: ["iam/broadened"],
  },
  {
    name: "firewall on",
    edit: (answers) => {
      decide(answers, { waf: true });
    },
  },
  {
    name: "secrets in parameters",
    edit: (answers) => {
      decide(answers, { secrets: "ssm" });
    },
    stopped: ["iam/broadened"],
  },
  {
    name: "file system added",
    edit: (answers) => {
      decide(answers, { fileStorage: "efs" });
    },
  },
  {
    name: "copies in a second region",
    edit: (answers) => {
      decide(answers, { "backup.crossRegion": true, regions: ["eu-west-1", "eu-central-1"] });
    },
  },
];
