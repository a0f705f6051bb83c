// Upgrades of engines where they stand: what the stack needs for them, what the run says, and what AWS refuses.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/answers/read.ts";
import { NOTHING_HELD } from "../../src/architecture/held.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import { decide } from "../../src/decisions/decide.ts";
import { readDetails } from "../../src/decisions/details/details.ts";
import { engineStep } from "../../src/resources/engines.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { heldEngines, upgradeDiagnostics } from "../../src/resources/upgrades.ts";
import { accept } from "../../src/resources/verdict.ts";
import { base, type Document, edited, inProd } from "../helpers/shop-edits.ts";

const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
const database = (text: string) => (document: Document) => {
  document.output.data_architecture["primary_database"] = text;
};
const deciding = (decisions: Record<string, unknown>, then: (document: Document) => void) => (document: Document) => {
  Object.assign(document.decisions, decisions);
  then(document);
};
const told = (edit: (document: Document) => void, snapshot?: Snapshot, accepted: string[] = []) => {
  const run = edited(edit, snapshot);
  return { ...run, diagnostics: upgradeDiagnostics(run.predictions, accept(accepted)) };
};
const block = (text: string | undefined, start: string): string => {
  const from = text?.indexOf(start) ?? -1;
  return from < 0 ? "" : (text ?? "").slice(from, (text ?? "").indexOf("\n}\n", from));
};
const instance = (run: { text(path: string): string | undefined }) =>
  block(run.text("infra/stack/database.tf"), 'resource "aws_db_instance" "main"');
const group = (run: { text(path: string): string | undefined }) =>
  block(run.text("infra/stack/cache.tf"), 'resource "aws_elasticache_replication_group" "main"');

describe("a new major version", () => {
  const upgrade = told(database("PostgreSQL 18 on RDS, Multi-AZ. One database, a schema per service."));

  it("gives a stack that applies: in place, at once, with a group of the new family", () => {
    expect(inProd(upgrade.predictions, "aws_db_instance.main")).toBe("changed");
    expect(inProd(upgrade.predictions, "aws_db_parameter_group.main")).toBe("replaced");
    expect(instance(upgrade)).toMatch(
      /engine_version += "18"\n +allow_major_version_upgrade += true\n +apply_immediately += true/,
    );
    expect(instance(base)).not.toContain("apply_immediately");
  });

  it("is said, in the words of what it costs", () => {
    expect(upgrade.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["IMPACT_UPGRADE", "warning"]]);
    const [{ message, help } = { message: "", help: "" }] = upgrade.diagnostics;
    expect(message).toContain("from postgres 17 to postgres 18 in dev, prod, staging");
    expect(help).toContain('{"decisions":{"upgraded":{"aws_db_instance.main":"18"}}}');
  });

  it("stays over later runs, because an environment may not have applied it, until people say that all have", () => {
    const again = told(
      database("PostgreSQL 18 on RDS, Multi-AZ. One database, a schema per service."),
      upgrade.snapshot,
    );
    expect(again.predictions).toEqual([]);
    expect(instance(again)).toContain("allow_major_version_upgrade");
    const settle = (version: string) =>
      told(
        deciding({ upgraded: { "aws_db_instance.main": version } }, database("PostgreSQL 18 on RDS, Multi-AZ.")),
        again.snapshot,
      );
    expect(instance(settle("18"))).not.toContain("apply_immediately");
    // A statement of the upgrade before says nothing of this one.
    expect(instance(settle("17"))).toContain("apply_immediately");
  });

  it("of Aurora is one of the cluster", () => {
    const before = edited(database("Aurora PostgreSQL 16")).snapshot;
    const run = told(database("Aurora PostgreSQL 17"), before);
    const cluster = block(run.text("infra/stack/database.tf"), 'resource "aws_rds_cluster" "main"');
    expect(cluster).toContain("allow_major_version_upgrade");
    expect(run.diagnostics.map(({ code }) => code)).toEqual(["IMPACT_UPGRADE"]);
  });

  it("of MySQL with a replica names the order that RDS wants", () => {
    const mysql = (version: string) => database(`MySQL ${version} on RDS, Multi-AZ, with a read replica for reports`);
    const before = edited(mysql("8.0"));
    expect(before.text("infra/stack/database.tf")).toContain('"main_replica"');
    const [warning] = told(mysql("8.4"), before.snapshot).diagnostics;
    expect(warning?.message).toContain("the replica upgraded before its source");
    const postgres = told(
      database("PostgreSQL 18 on RDS with a read replica"),
      edited(database("PostgreSQL 17 on RDS with a read replica")).snapshot,
    );
    expect(postgres.diagnostics.map(({ code }) => code)).toEqual(["IMPACT_UPGRADE"]);
    expect(postgres.diagnostics[0]?.message).not.toContain("replica");
  });

  it("keeps the support that the database was made with: no apply changes that", () => {
    const before = edited(database("PostgreSQL 13 on RDS, Multi-AZ")).snapshot;
    const run = told(database("PostgreSQL 17 on RDS, Multi-AZ"), before);
    expect(instance(run)).toContain('"open-source-rds-extended-support"');
  });
});

describe("what RDS refuses", () => {
  it.each([
    ["an older major version", "PostgreSQL 17 on RDS, Multi-AZ", "PostgreSQL 16 on RDS, Multi-AZ", "postgres 16"],
    [
      "a jump over a version",
      "MySQL 5.7 on RDS, Multi-AZ",
      "MySQL 8.4 on RDS, Multi-AZ",
      "one major version at a time",
    ],
    ["less storage", "PostgreSQL 17 on RDS, 200 GB", "PostgreSQL 17 on RDS, 100 GB", "100 GiB"],
  ])("%s is an error that says what was, what is asked and how", (_, before, after, words) => {
    const { snapshot } = edited(database(before));
    const { diagnostics } = told(database(after), snapshot);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ code }) => code)).toEqual(["IMPACT_REFUSED"]);
    expect(errors[0]?.message).toContain(words);
    expect(errors[0]?.help).toContain("--accept-data-loss 'module.stack.aws_db_instance.main'");
    // Nothing of it is there yet.
    expect(
      told(database(after), snapshot, ["aws_db_instance.main"]).diagnostics.filter(
        ({ severity }) => severity === "error",
      ),
    ).toEqual([]);
  });

  it("is an older minor version too, which only a hand edit or an override can ask for", () => {
    const asked = (before: string, after: string) =>
      upgradeDiagnostics(
        [
          {
            root: "infra/environments/prod",
            address: "aws_db_instance.main",
            action: "changed",
            arguments: ["engine_version"],
            downgrades: [],
            because: [],
            values: {
              before: { engine: "postgres", engine_version: before },
              after: { engine: "postgres", engine_version: after },
              unknown: {},
            },
          },
        ],
        accept([]),
      );
    const [refused] = asked("15.7", "15.4");
    expect(refused?.code).toBe("IMPACT_REFUSED");
    expect(refused?.message).toContain("no way back to an older version");
    expect(asked("15.4", "15.7")).toEqual([]);
    expect(asked("15.7", "15")).toEqual([]);
  });

  it("knows which part of a version is the major one", () => {
    const step = (engine: string, before: string, after: string) =>
      engineStep({ engine, engine_version: before }, { engine, engine_version: after });
    expect(step("postgres", "17", "17.4")).toBe("same");
    expect(step("postgres", "17.4", "17")).toBe("same");
    expect(step("mysql", "8.0", "8.4")).toBe("up");
    expect(step("mysql", "8.0.40", "8.0")).toBe("same");
    expect(step("mariadb", "11.4", "10.11")).toBe("down");
    expect(step("valkey", "8.1", "8.2")).toBe("same");
  });
});

describe("Redis that becomes Valkey", () => {
  const cache = (engine: string) => (document: Document) => {
    document.decisions["cache"] = [engine];
  };
  const run = told(cache("valkey"));

  it("changes where it stands, with a version that the provider may see", () => {
    expect(inProd(run.predictions, "aws_elasticache_replication_group.main")).toBe("changed");
    expect(group(run)).toContain("apply_immediately");
    expect(group(run)).not.toContain("ignore_changes");
    expect(group(base)).toContain("ignore_changes = [engine_version]");
    expect(run.diagnostics.map(({ code }) => code)).toEqual(["IMPACT_UPGRADE"]);
  });

  it("leaves its users what they are, now and later", () => {
    const users = ["aws_elasticache_user", "aws_elasticache_user_group"];
    for (const type of users)
      expect(block(run.text("infra/stack/cache.tf"), `resource "${type}" "cache_main"`)).toMatch(/engine += "redis"/);
    const later = told(
      deciding({ upgraded: { "aws_elasticache_replication_group.main": "8.1" } }, cache("valkey")),
      run.snapshot,
    );
    expect(group(later)).toContain("ignore_changes = [engine_version]");
    for (const type of users)
      expect(later.predictions.map(({ address }) => address)).not.toContain(`${type}.cache_main`);
  });

  it("does not go back: that is a loss", () => {
    const back = told(cache("redis"), run.snapshot);
    expect(back.predictions.find(({ address }) => address === "aws_elasticache_replication_group.main")).toMatchObject({
      action: "replaced",
      arguments: expect.arrayContaining(["engine"]),
      loses: { kind: "content" },
    });
  });

  it("trusts no value of the list", () => {
    const snapshot = structuredClone(base.snapshot);
    for (const { resources } of Object.values(snapshot.roots))
      for (const [address, resource] of Object.entries(resources))
        if (address.startsWith("aws_db_instance.main"))
          resource.arguments["engine_lifecycle_support"] = '${file("/etc/passwd")}';
    expect(instance(edited(() => undefined, snapshot))).not.toContain("passwd");
  });
});

describe("an engine whose version no answer names", () => {
  const resolved = (text: string, snapshot?: Snapshot) => {
    const document = structuredClone(shop);
    document.output.data_architecture.primary_database = text;
    const { answers } = readAnswers(new TextEncoder().encode(JSON.stringify(document)), "shop");
    if (answers === undefined) throw new Error("the answers have errors");
    const decisions = decide(answers);
    const held = { ...NOTHING_HELD, ...heldEngines(snapshot, { databases: {}, caches: {} }) };
    const { architecture } = resolve(answers, decisions, readDetails(answers, decisions.services), held);
    return [architecture?.databases[0]?.version, architecture?.caches[0]?.version];
  };
  const before = edited((document) => {
    database("PostgreSQL 15 on RDS, Multi-AZ")(document);
    document.decisions["cache"] = ["redis"];
  }).snapshot;

  it("stays at the one that runs, whatever is recommended today", () => {
    expect(resolved("PostgreSQL on RDS, Multi-AZ")).toEqual(["17", "7.1"]);
    expect(resolved("PostgreSQL on RDS, Multi-AZ", before)).toEqual(["15", "7.1"]);
    expect(resolved("PostgreSQL 16 on RDS, Multi-AZ", before)[0]).toBe("16");
    const older = edited(() => undefined).snapshot;
    for (const { resources } of Object.values(older.roots)) {
      const group = resources["aws_elasticache_parameter_group.main"];
      if (group !== undefined) group.arguments["family"] = "redis6";
    }
    expect(resolved("PostgreSQL on RDS, Multi-AZ", older)[1]).toBe("6.2");
  });

  it("is the recommended one for another engine, and for a version that is none", () => {
    expect(resolved("MySQL on RDS, Multi-AZ", before)[0]).toBe("8.4");
    const broken = structuredClone(before);
    for (const { resources } of Object.values(broken.roots)) {
      const main = resources["aws_db_instance.main"];
      if (main !== undefined) main.arguments["engine_version"] = '15"\n}';
    }
    expect(resolved("PostgreSQL on RDS, Multi-AZ", broken)[0]).toBe("17");
  });
});
