// In: architectures. Out: proof of the settings that keep data: encrypted, private, TLS only, without a password in the state, recoverable.
import { describe, expect, it } from "vitest";
import { alarmTopic } from "../../blueprints/stacks/alarm-topic/blueprint.ts";
import { database } from "../../blueprints/stacks/database/blueprint.ts";
import { ENGINES } from "../../blueprints/stacks/database/engines.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { network } from "../../blueprints/stacks/network/blueprint.ts";
import type { Database } from "../../src/architecture/model.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const postgres: Database = {
  id: "main",
  because: [],
  engine: "postgres",
  version: "17",
  port: 5432,
  databaseName: "shop",
  username: "shop_admin",
  proxy: false,
  serverless: false,
  readReplica: false,
};

const build = (...databases: Partial<Database>[]) =>
  graphOf({ ...everything(), databases: databases.map((over) => ({ ...postgres, ...over })) }, [
    foundation,
    keys,
    network,
    alarmTopic,
    database,
  ]);

const parameters = (graph: ReturnType<typeof build>, address: string) =>
  Object.fromEntries(
    (blockAt(graph, address)["parameter"] as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
  );

const valuesOf = (graph: ReturnType<typeof build>, name: string) =>
  graph.variables.find((variable) => variable.name === name)?.values;

describe("an instance", () => {
  const graph = build({});

  it("is private, encrypted, watched and hard to lose", () => {
    expect(blockAt(graph, "aws_db_instance.main")).toMatchObject({
      engine: "postgres",
      engine_version: "17",
      engine_lifecycle_support: "open-source-rds-extended-support-disabled",
      publicly_accessible: false,
      storage_encrypted: true,
      // In the second region an instance keeps the key of its copies.
      kms_key_id: '${var.restored_key_arn == "" ? aws_kms_key.data.arn : var.restored_key_arn}',
      multi_az: "${var.database_main.multi_az}",
      iam_database_authentication_enabled: true,
      deletion_protection: "${var.deletion_protection}",
      delete_automated_backups: false,
      skip_final_snapshot: false,
      final_snapshot_identifier: "${local.prefix}-main-final",
      copy_tags_to_snapshot: true,
      auto_minor_version_upgrade: true,
      monitoring_interval: 60,
      performance_insights_enabled: true,
      performance_insights_kms_key_id: "${aws_kms_key.data.arn}",
      database_insights_mode: "standard",
      ca_cert_identifier: "rds-ca-rsa2048-g1",
      depends_on: [
        "aws_cloudwatch_log_group.database_main_postgresql",
        "aws_cloudwatch_log_group.database_main_upgrade",
      ],
    });
  });

  it("has a password that RDS makes and rotates, and that nothing of ours knows", () => {
    const block = blockAt(graph, "aws_db_instance.main");
    expect(block).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: "${aws_kms_key.secrets.arn}",
    });
    expect(block).not.toHaveProperty("password");
    expect(blockAt(graph, "aws_secretsmanager_secret_rotation.database_main")).toMatchObject({
      secret_id: "${aws_db_instance.main.master_user_secret[0].secret_arn}",
      rotate_immediately: false,
      // At a known hour, clear of backups and maintenance, and never more than 90 days apart.
      rotation_rules: [{ schedule_expression: "cron(0 4 1 1,3,5,7,9,11 ? *)", duration: "1h" }],
    });
  });

  it("keeps the values of rows and statements out of its log", () => {
    const values = Object.fromEntries(
      (blockAt(graph, "aws_db_parameter_group.main")["parameter"] as readonly { name: string; value: string }[]).map(
        ({ name, value }) => [name, value],
      ),
    );
    expect(values).toMatchObject({ log_error_verbosity: "terse", log_parameter_max_length: "0" });
  });

  it("reports what happens to the instances of a cluster as well", () => {
    const cluster = build({ engine: "aurora-postgres" });
    expect(blockAt(cluster, "aws_db_event_subscription.database_cluster_instances")).toMatchObject({
      source_type: "db-instance",
      source_ids: "${concat(values(aws_rds_cluster_instance.main)[*].identifier)}",
    });
  });

  it("takes its size from one input per database", () => {
    expect(valuesOf(graph, "database_main")).toEqual({
      staging: {
        instance_class: "db.t4g.small",
        multi_az: false,
        storage_gib: 20,
        max_storage_gib: 100,
        backup_retention_days: 1,
      },
      prod: {
        instance_class: "db.m7g.large",
        multi_az: true,
        storage_gib: 100,
        max_storage_gib: 500,
        backup_retention_days: 35,
      },
    });
  });

  it("has a group without rules: who may come in is said by the edges", () => {
    const group = blockAt(graph, "aws_security_group.database_main");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
    const rules = graph.blocks.map(addressOf).filter((address) => /database.*rule|rule.*database/.test(address));
    expect(rules).toEqual([]);
  });

  it("does not change when a second database comes", () => {
    const both = build({}, { id: "audit", engine: "mysql", version: "8.4", port: 3306 });
    const own = graph.blocks.map(addressOf).filter((address) => address.includes("main"));
    expect(own.length).toBeGreaterThan(5);
    for (const address of own) expect(blockAt(both, address)).toEqual(blockAt(graph, address));
  });
});

describe("engines", () => {
  const graph = build(
    { id: "mysql", engine: "mysql", version: "8.4", port: 3306 },
    { id: "maria", engine: "mariadb", version: "11.8", port: 3306 },
    { id: "apg", engine: "aurora-postgres", version: "17" },
    { id: "amy", engine: "aurora-mysql", version: "8.0", port: 3306, serverless: true },
  );

  it("have their own parameter families and all force TLS", () => {
    expect(blockAt(graph, "aws_db_parameter_group.mysql")["family"]).toBe("mysql8.4");
    expect(blockAt(graph, "aws_db_parameter_group.maria")["family"]).toBe("mariadb11.8");
    expect(blockAt(graph, "aws_rds_cluster_parameter_group.apg")["family"]).toBe("aurora-postgresql17");
    expect(blockAt(graph, "aws_rds_cluster_parameter_group.amy")["family"]).toBe("aurora-mysql8.0");
    expect(parameters(graph, "aws_rds_cluster_parameter_group.apg")["rds.force_ssl"]).toBe("1");
    for (const address of [
      "aws_db_parameter_group.mysql",
      "aws_db_parameter_group.maria",
      "aws_rds_cluster_parameter_group.amy",
    ]) {
      expect(parameters(graph, address)["require_secure_transport"]).toBe("1");
    }
  });

  it("log what CloudWatch can take, into groups that exist first", () => {
    expect(blockAt(graph, "aws_db_instance.mysql")["enabled_cloudwatch_logs_exports"]).toEqual(["error", "slowquery"]);
    expect(blockAt(graph, "aws_rds_cluster.amy")).toMatchObject({
      enabled_cloudwatch_logs_exports: ["audit", "error", "slowquery"],
      backtrack_window: 86400,
    });
    expect(blockAt(graph, "aws_cloudwatch_log_group.database_amy_audit")["name"]).toBe(
      "/aws/rds/cluster/${local.prefix}-amy/audit",
    );
  });

  it("switch Performance Insights off where the class refuses it, which would fail the apply", () => {
    const on = (name: string) =>
      Object.entries(valuesOf(graph, name) ?? {}).map(([environment, size]) => [
        environment,
        (size as { performance_insights?: boolean }).performance_insights,
      ]);
    expect(on("database_mysql")).toEqual([
      ["staging", false],
      ["prod", true],
    ]);
    expect(on("database_apg")).toEqual([
      ["staging", undefined],
      ["prod", undefined],
    ]);
    expect(blockAt(graph, "aws_db_instance.mysql")["performance_insights_kms_key_id"]).toBe(
      "${var.database_mysql.performance_insights ? aws_kms_key.data.arn : null}",
    );
  });

  it("name Aurora's instances, so that one can go without the others moving", () => {
    expect(blockAt(graph, "aws_rds_cluster_instance.apg")["for_each"]).toBe("${var.database_apg.instances}");
    expect(valuesOf(graph, "database_apg")).toMatchObject({ prod: { instances: ["1", "2"] } });
    expect(blockAt(graph, "aws_rds_cluster.amy")["serverlessv2_scaling_configuration"]).toEqual([
      { min_capacity: "${var.database_amy.min_capacity}", max_capacity: "${var.database_amy.max_capacity}" },
    ]);
    expect(blockAt(graph, "aws_rds_cluster_instance.amy")["instance_class"]).toBe("db.serverless");
  });
});

describe("a read replica", () => {
  it("follows its primary and leaves no snapshot, which RDS would refuse", () => {
    const graph = build({ readReplica: true });
    const replica = blockAt(graph, "aws_db_instance.main_replica");
    expect(replica).toMatchObject({
      replicate_source_db: "${aws_db_instance.main.identifier}",
      skip_final_snapshot: true,
      storage_encrypted: true,
      publicly_accessible: false,
    });
    expect(replica).not.toHaveProperty("username");
    expect(blockAt(graph, "aws_db_event_subscription.database_instances")["source_ids"]).toEqual([
      "${aws_db_instance.main.identifier}",
      "${aws_db_instance.main_replica.identifier}",
    ]);
  });
});

describe("a proxy", () => {
  const graph = build({ proxy: true });

  it("takes TLS only and is the only one let into the database", () => {
    expect(blockAt(graph, "aws_db_proxy.main")).toMatchObject({ require_tls: true, engine_family: "POSTGRESQL" });
    expect(blockAt(graph, "aws_vpc_security_group_ingress_rule.database_main_from_proxy")).toMatchObject({
      security_group_id: "${aws_security_group.database_main.id}",
      referenced_security_group_id: "${aws_security_group.database_main_proxy.id}",
      from_port: 5432,
      to_port: 5432,
    });
  });

  it("reads one password and decrypts it through Secrets Manager alone", () => {
    expect(blockAt(graph, "data.aws_iam_policy_document.database_main_proxy")["statement"]).toEqual([
      {
        sid: "Password",
        actions: ["secretsmanager:GetSecretValue"],
        resources: ["${aws_db_instance.main.master_user_secret[0].secret_arn}"],
      },
      {
        sid: "PasswordKey",
        actions: ["kms:Decrypt"],
        resources: ["${aws_kms_key.secrets.arn}"],
        condition: [
          {
            test: "StringEquals",
            variable: "kms:ViaService",
            values: ["secretsmanager.${var.region}.amazonaws.com"],
          },
        ],
      },
    ]);
  });

  it("stands in the database's place for the services", () => {
    const whole = graphOf({ ...everything(), databases: [{ ...postgres, proxy: true }] });
    const text = JSON.stringify(whole.blocks.filter(({ file }) => file === "service-orders"));
    expect(text).toContain("aws_db_proxy.main.endpoint");
    expect(text).toContain("aws_security_group.database_main_proxy.id");
    expect(text).not.toContain("aws_db_instance.main.address");
  });
});

describe("the logs of PostgreSQL", () => {
  it("hold no bound values, which are people's data; older versions do not know the setting", () => {
    const names = (version: string) =>
      ENGINES.postgres.parameters(version).map(({ name, value }) => `${name}=${value}`);
    for (const setting of ["log_parameter_max_length=0", "log_parameter_max_length_on_error=0"]) {
      expect(names("17")).toContain(setting);
      expect(names("12")).not.toContain(setting);
    }
  });
});
