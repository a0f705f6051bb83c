// The table of resource types: complete for what we emit, consistent in itself, and right about replacements and downgrades in examples.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { replacingArguments } from "../../src/resources/replacement.ts";
import {
  downgrades,
  isWorse,
  RESOURCE_TYPES,
  replacementBy,
  resourceType,
  storedData,
  valueAt,
} from "../../src/resources/resources.ts";

const emitted = [
  ...new Set(
    readdirSync("generated").flatMap((name) =>
      ["stack", "bootstrap"].flatMap((part) =>
        readdirSync(`generated/${name}/infra/${part}`)
          .filter((file) => file.endsWith(".tf"))
          .flatMap((file) =>
            [...readFileSync(`generated/${name}/infra/${part}/${file}`, "utf8").matchAll(/^resource "(\w+)"/gm)].map(
              ([, type = ""]) => type,
            ),
          ),
      ),
    ),
  ),
].sort();

describe("the table of resource types", () => {
  it("knows what replaces every type that we emit", () => {
    expect(emitted.length).toBeGreaterThan(90);
    expect(emitted.filter((type) => replacingArguments(type) === undefined)).toEqual([]);
  });

  it("has each type once and speaks of each safety argument once", () => {
    const rows = [...RESOURCE_TYPES.values()];
    for (const { type, safety = [] } of rows) {
      const names = safety.map(({ argument }) => argument);
      expect(new Set(names).size, type).toBe(names.length);
    }
    expect(rows.length).toBeGreaterThan(130);
  });

  it("calls nothing benign that holds data", () => {
    for (const { type, benign, data } of RESOURCE_TYPES.values())
      expect(benign !== undefined && data !== undefined, type).toBe(false);
  });

  it("knows what replaces every type with data, or with a name that is not changed in place", () => {
    const untried = [...RESOURCE_TYPES.values()].filter(
      ({ type, data, name }) =>
        (data !== undefined || name?.inPlace === false) && (replacingArguments(type)?.length ?? 0) === 0,
    );
    // These two have no argument that replaces them.
    expect(untried.map(({ type }) => type)).toEqual(["aws_codecommit_repository", "aws_guardduty_detector"]);
    for (const { type, name } of RESOURCE_TYPES.values())
      if (name !== undefined)
        expect([type, replacingArguments(type)?.includes(name.argument)]).toEqual([type, !name.inPlace]);
  });
});

describe("replacementBy", () => {
  it("names the argument, and nothing for a change in place", () => {
    const before = { engine: "postgres", instance_class: "db.t4g.micro" };
    expect(replacementBy("aws_db_instance", before, { ...before, engine: "mysql" })).toEqual(["engine"]);
    expect(replacementBy("aws_db_instance", before, { ...before, instance_class: "db.m7g.large" })).toEqual([]);
    expect(replacementBy("aws_unheard_of", before, {})).toBeUndefined();
  });

  it("knows the cases in which an argument replaces", () => {
    const replaced = (before: string, after: string) =>
      replacementBy("aws_elasticache_replication_group", { engine: before }, { engine: after });
    expect(replaced("redis", "valkey")).toEqual([]);
    expect(replaced("valkey", "redis")).toEqual(["engine"]);
    const version = (before: string, after: string) =>
      replacementBy("aws_elasticache_replication_group", { engine_version: before }, { engine_version: after });
    expect(version("7.1", "6.2")).toEqual(["engine_version"]);
    expect(version("6.2", "7.1")).toEqual([]);
    expect(version("7.2", "7.10")).toEqual([]);
  });

  it("tells a block that appears from one that changes", () => {
    const repository = (keys: object[]) => ({ name: "a", encryption_configuration: keys as never });
    const one = { encryption_type: "KMS", kms_key: "k" };
    expect(replacementBy("aws_ecr_repository", repository([]), repository([one]))).toContain(
      "encryption_configuration{}",
    );
    expect(replacementBy("aws_ecr_repository", repository([one]), repository([{ ...one, kms_key: "l" }]))).toEqual([
      "encryption_configuration.kms_key",
    ]);
  });
});

describe("downgrades", () => {
  const named = (type: string, before: object, after: object) =>
    downgrades(type, before as never, after as never).map(({ argument }) => argument);

  it("follows each direction", () => {
    expect(
      named(
        "aws_db_instance",
        {
          deletion_protection: true,
          backup_retention_period: 7,
          publicly_accessible: false,
          skip_final_snapshot: false,
        },
        {
          deletion_protection: false,
          backup_retention_period: 0,
          publicly_accessible: true,
          skip_final_snapshot: true,
        },
      ),
    ).toEqual(["deletion_protection", "backup_retention_period", "skip_final_snapshot", "publicly_accessible"]);
    expect(
      named(
        "aws_db_instance",
        { deletion_protection: false, backup_retention_period: 1 },
        { deletion_protection: true, backup_retention_period: 7 },
      ),
    ).toEqual([]);
  });

  it("knows that logs without a limit are kept longest", () => {
    expect(named("aws_cloudwatch_log_group", { retention_in_days: 0 }, { retention_in_days: 30 })).toEqual([
      "retention_in_days",
    ]);
    expect(named("aws_cloudwatch_log_group", { retention_in_days: 30 }, { retention_in_days: 0 })).toEqual([]);
    expect(named("aws_cloudwatch_log_group", { retention_in_days: 30 }, {})).toEqual([]);
  });

  it("reads nested blocks as plans have them", () => {
    const status = (value: string) => ({ versioning_configuration: [{ status: value }] });
    expect(named("aws_s3_bucket_versioning", status("Enabled"), status("Suspended"))).toEqual([
      "versioning_configuration.status",
    ]);
    expect(named("aws_s3_bucket_versioning", status("Suspended"), status("Enabled"))).toEqual([]);
    const rules = (...days: number[]) => ({ rule: days.map((delete_after) => ({ lifecycle: [{ delete_after }] })) });
    expect(named("aws_backup_plan", rules(35, 90), rules(35, 30))).toEqual(["rule.lifecycle.delete_after"]);
  });

  it("minds a default that is on", () => {
    const rule = resourceType("aws_db_instance")?.safety?.find(
      ({ argument }) => argument === "delete_automated_backups",
    );
    if (rule === undefined) throw new Error("no rule");
    expect(isWorse(rule, undefined, true)).toBe(false);
    expect(isWorse(rule, false, undefined)).toBe(true);
  });
});

describe("valueAt", () => {
  it("walks blocks in lists and objects, and says nothing about what is not there", () => {
    expect(valueAt({ a: [{ b: { c: 1 } }] }, "a.b.c")).toBe(1);
    expect(valueAt({ a: [{ b: 1 }, { b: 2 }] }, "a.b")).toEqual([1, 2]);
    expect(valueAt({ a: [] }, "a.b")).toBeUndefined();
    expect(valueAt({ a: null }, "a")).toBeUndefined();
    expect(valueAt({}, "constructor")).toBeUndefined();
    expect(valueAt(undefined, "a")).toBeUndefined();
  });

  it("knows what is lost", () => {
    expect(storedData("aws_sqs_queue")?.what).toBe("the messages that wait in the queue");
    expect(storedData("aws_iam_role")).toBeUndefined();
  });
});
