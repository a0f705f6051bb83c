// What becomes of engines and storage where they stand: a new major version is never a plan without findings, a minor one is.
import { describe, expect, it } from "vitest";
import type { Intent } from "../../src/review/intent.ts";
import { readPlan } from "../../src/review/read.ts";
import { review } from "../../src/review/review.ts";
import { bytesOf, everyOutput, fixture, reviewWith, rowOf } from "./plans.ts";

type Values = Record<string, unknown>;

const plain = (row: Record<string, unknown>) => {
  const result = reviewWith([row]);
  const found = result.findings.filter(({ address }) => address === row["address"]);
  const text = found
    .map(({ message }) => message.map((p) => (typeof p === "string" ? p : p.value)).join(""))
    .join("\n");
  return { rules: found.map(({ rule }) => rule), severities: found.map(({ severity }) => severity), text, result };
};
const engine = (name: string, version: string, more: Values = {}): Values => ({
  engine: name,
  engine_version: version,
  ...more,
});
const upgrade = rowOf(
  "aws_db_instance",
  engine("postgres", "15", { allow_major_version_upgrade: null, apply_immediately: false }),
  engine("postgres", "17", { allow_major_version_upgrade: true, apply_immediately: true }),
);

describe("a new major version", () => {
  it("of a database during the apply blocks, and says what it costs", () => {
    const { rules, text, result } = plain(upgrade);
    expect(rules).toEqual(["engine/upgrade"]);
    expect(text).toContain(
      "goes from postgres 15 to postgres 17, a new major version, during the apply: the database is",
    );
    expect(text).toContain("no way back but a snapshot");
    expect(result.verdict).toBe("block");
  });

  it("waits for the window where nothing hurries it", () => {
    const { rules, text } = plain(
      rowOf("aws_rds_cluster", engine("aurora-postgresql", "15.4"), engine("aurora-postgresql", "16.1")),
    );
    expect(rules).toEqual(["engine/upgrade"]);
    expect(text).toContain("in the next maintenance window");
  });

  it.each<readonly [string, Values, Values, string]>([
    ["aws_db_instance", { engine_version: "15.4" }, { engine_version: "17.2" }, "high"],
    ["aws_db_instance", engine("mysql", "8.0.40"), engine("mysql", "8.4.3"), "high"],
    [
      "aws_rds_global_cluster",
      engine("aurora-mysql", "5.7.mysql_aurora.2.11.2"),
      engine("aurora-mysql", "8.0.mysql_aurora.3.05.2"),
      "high",
    ],
    ["aws_docdb_cluster", engine("docdb", "4.0.0"), engine("docdb", "5.0.0"), "high"],
    ["aws_neptune_cluster", engine("neptune", "1.2.1.0"), engine("neptune", "1.3.0.0"), "high"],
    ["aws_elasticache_replication_group", engine("redis", "6.x"), engine("redis", "7.1"), "medium"],
    ["aws_elasticache_replication_group", engine("redis", "7.1"), engine("valkey", "8.0"), "medium"],
    ["aws_memorydb_cluster", engine("redis", "6.2"), engine("redis", "7.1"), "medium"],
  ])("%s %j → %j", (type, before, after, severity) => {
    const { rules, severities, text } = plain(rowOf(type, before, after));
    expect([rules, severities]).toEqual([["engine/upgrade"], [severity]]);
    expect(text).not.toContain("unset");
  });

  it("does not block where the answers ask for it, and only there", () => {
    const judged = (isUpgrade: boolean) => {
      const wish = { action: "changed" as const, downgrades: [], isUpgrade, because: [] };
      const address = String(upgrade["address"]);
      const intent: Intent = { wishes: new Map([[address, wish]]), wanted: new Set([address]), before: undefined };
      const document = { ...fixture("target"), resource_changes: [upgrade], resource_drift: [], complete: true };
      const plan = readPlan(bytesOf(document), "plan.json", "prod");
      return review([plan], { failOn: "high", intents: new Map([["prod", intent]]) });
    };
    expect(judged(true).findings.map(({ rule, excuse }) => [rule, excuse])).toEqual([["engine/upgrade", "expected"]]);
    expect(judged(true).verdict).toBe("warn");
    // The answers changed something else of the database.
    expect(judged(false).verdict).toBe("block");
  });
});

describe("daily business", () => {
  it.each<readonly [string, Values, Values]>([
    ["aws_db_instance", engine("postgres", "15.4"), engine("postgres", "15.7")],
    ["aws_db_instance", engine("postgres", "15"), engine("postgres", "15.7")],
    ["aws_db_instance", engine("mysql", "8.0.40"), engine("mysql", "8.0.41")],
    ["aws_db_instance", engine("sqlserver-se", "15.00.4153.1.v1"), engine("sqlserver-se", "15.00.4420.2.v1")],
    ["aws_elasticache_replication_group", engine("valkey", "8.1"), engine("valkey", "8.2")],
    ["aws_db_instance", { allocated_storage: 20 }, { allocated_storage: 100 }],
    ["aws_lambda_layer_version", engine("x", "1"), engine("x", "2")],
  ])("%s %j → %j", (type, before, after) => {
    expect(plain(rowOf(type, before, after)).rules).toEqual([]);
  });

  it("nor is anything said of what is made or replaced", () => {
    expect(plain(rowOf("aws_db_instance", null, engine("postgres", "17"))).rules).toEqual([]);
    const anew = { actions: ["delete", "create"], replace_paths: [["engine_version"]] };
    const row = rowOf("aws_elasticache_replication_group", engine("redis", "7.1"), engine("redis", "6.2"), anew);
    expect(plain(row).rules).toEqual(["data-loss/replace"]);
  });
});

describe("a version that is known only after apply", () => {
  const open = { after_unknown: { engine_version: true } };
  const row = rowOf("aws_db_instance", engine("postgres", "15"), { engine: "postgres" }, open);
  it("may be any: that is said, and does not block", () => {
    const { rules, severities, text, result } = plain(row);
    expect([rules, severities]).toEqual([["engine/unknown"], ["medium"]]);
    expect(text).toContain("until now postgres 15");
    expect(result.verdict).toBe("warn");
  });

  it("is no news of what is made, nor of the version that runs in the end", () => {
    expect(plain(rowOf("aws_db_instance", null, { engine: "postgres" }, open)).rules).toEqual([]);
    const actual = { after_unknown: { engine_version_actual: true } };
    expect(plain(rowOf("aws_db_instance", engine("postgres", "15"), engine("postgres", "15"), actual)).rules).toEqual(
      [],
    );
  });
});

describe("what AWS refuses", () => {
  it.each<readonly [string, Values, Values, string]>([
    ["aws_db_instance", engine("postgres", "17"), engine("postgres", "15"), "no way back to an older version"],
    ["aws_db_instance", engine("postgres", "15.7"), engine("postgres", "15.4"), "no way back to an older version"],
    ["aws_db_instance", engine("mysql", "5.7"), engine("mysql", "8.4"), "one major version at a time"],
    ["aws_db_instance", { allocated_storage: 100 }, { allocated_storage: 20 }, "allocated_storage goes from 100 to 20"],
    ["aws_ebs_volume", { size: 100 }, { size: 20 }, "never makes storage smaller"],
  ])("%s %j → %j", (type, before, after, words) => {
    const { rules, text, result } = plain(rowOf(type, before, after));
    expect(rules).toEqual(["engine/refused"]);
    expect(text).toContain(words);
    expect(result.verdict).toBe("block");
  });
});

describe("what is marked is found and not told", () => {
  const shown = (type: string, marked: string, variants: readonly (readonly [Values, Values])[]) =>
    new Set(
      variants.map(([before, after]) => {
        const marks = { before_sensitive: { [marked]: true }, after_sensitive: { [marked]: true } };
        return everyOutput({ format_version: "1.2", resource_changes: [rowOf(type, before, after, marks)] });
      }),
    );
  it.each<readonly [string, string, string, readonly (readonly [Values, Values])[]]>([
    [
      "engine/upgrade",
      "aws_db_instance",
      "engine_version",
      [
        [engine("mysql", "5.7"), engine("mysql", "8.0")],
        [engine("mysql", "5.7"), engine("mysql", "8.4")],
      ],
    ],
    [
      "engine/refused",
      "aws_db_instance",
      "engine_version",
      [
        [engine("postgres", "17"), engine("postgres", "15")],
        [engine("postgres", "15.7"), engine("postgres", "15.4")],
      ],
    ],
    [
      "engine/refused",
      "aws_db_instance",
      "allocated_storage",
      [
        [{ allocated_storage: 100 }, { allocated_storage: 20 }],
        [{ allocated_storage: 99 }, { allocated_storage: 98 }],
      ],
    ],
    [
      "engine/upgrade",
      "aws_db_instance",
      "apply_immediately",
      [
        [engine("postgres", "15"), engine("postgres", "16", { apply_immediately: true })],
        [engine("postgres", "15"), engine("postgres", "16", { apply_immediately: false })],
      ],
    ],
  ])("%s %s %s", (rule, type, marked, variants) => {
    const texts = shown(type, marked, variants);
    expect(texts.size).toBe(1);
    expect([...texts][0]).toContain(`"rule": "${rule}"`);
  });
});
