import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Architecture, Environment } from "../../src/architecture/model.ts";
import { fargateSize } from "../../src/architecture/parts/task-size.ts";
import { understandDocument } from "../helpers/road.ts";

interface Document {
  decisions?: Record<string, unknown>;
  output: Record<string, Record<string, unknown>> & { services: Record<string, unknown>[] };
}

const shop: Document = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));

/** The shop with other words in some fields ("section.field"; "services.0.field"). */
function shopWith(fields: Readonly<Record<string, string>>, decisions?: Record<string, unknown>): Document {
  const copy = structuredClone(shop);
  for (const [path, text] of Object.entries(fields)) {
    const [section = "", ...rest] = path.split(".");
    const holder = section === "services" ? copy.output.services[Number(rest[0])] : copy.output[section];
    if (holder === undefined) throw new Error(`no ${path}`);
    holder[rest.at(-1) ?? ""] = text;
  }
  return decisions === undefined ? copy : { ...copy, decisions };
}

function resolved(document: Document): { architecture: Architecture; remarks: string[] } {
  const { architecture, diagnostics } = understandDocument(document);
  if (architecture === undefined) throw new Error(JSON.stringify(diagnostics));
  return { architecture, remarks: diagnostics.map(({ code, message }) => `${code} ${message}`) };
}

const environment = ({ environments }: Architecture, id: string): Environment => {
  const found = environments.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no environment ${id} among ${environments.map((one) => one.id)}`);
  return found;
};

const DATABASE = "data_architecture.primary_database";

describe("throttled logins", () => {
  const SECURITY = "security.api_security";

  it("get a limit of the firewall, with the words that ask for it", () => {
    const { architecture } = resolved(shopWith({ [SECURITY]: "WAF with managed rules; login pages are throttled" }));
    expect(architecture.edge.loginRateLimit).toBe(100);
    expect(architecture.numbers).toContainEqual({
      what: "Attempts to log in per five minutes and address",
      value: "100",
      because: expect.objectContaining({ decision: "waf", quote: "login pages are throttled" }),
    });
    expect(
      resolved(shopWith({ [SECURITY]: "WAF with managed rules" })).architecture.edge.loginRateLimit,
    ).toBeUndefined();
  });

  it("are named as not built without a firewall", () => {
    const { architecture, remarks } = resolved(shopWith({ [SECURITY]: "login pages are throttled" }, { waf: false }));
    expect(architecture.edge.loginRateLimit).toBeUndefined();
    expect(remarks.filter((remark) => /ARCH_NOT_BUILT attempts to log in/.test(remark))).toHaveLength(1);
  });
});

describe("sizes that Fargate offers", () => {
  it.each([
    ["as stated", { cpu: 1024, memoryMiB: 4096 }, [1024, 4096]],
    ["more memory takes a larger processor", { cpu: 1024, memoryMiB: 16384 }, [2048, 16384]],
    ["a large processor takes more memory", { cpu: 4096, memoryMiB: 1024 }, [4096, 8192]],
    ["a processor alone", { cpu: 2048, memoryMiB: null }, [2048, 4096]],
    ["memory alone", { cpu: null, memoryMiB: 8192 }, [1024, 8192]],
    ["little memory alone", { cpu: null, memoryMiB: 512 }, [256, 512]],
    ["between two processors", { cpu: 1536, memoryMiB: 3000 }, [2048, 4096]],
    ["between two sizes of memory", { cpu: 512, memoryMiB: 2500 }, [512, 3072]],
    ["no 1536 MiB on a quarter", { cpu: 256, memoryMiB: 1100 }, [256, 2048]],
    ["steps of 4 GiB above", { cpu: 8192, memoryMiB: 17000 }, [8192, 20480]],
    ["more than there is", { cpu: 16384, memoryMiB: 130000 }, [16384, 122880]],
  ])("%s", (_, stated, expected) => {
    expect(fargateSize(stated, [512, 1024])).toEqual(expected);
  });
});

describe("numbers of the answers", () => {
  const { architecture } = resolved(
    shopWith({
      "services.0.scaling_requirements": "3 to 9 tasks of 1 vCPU, 4 GiB, at 55 % CPU",
      [DATABASE]: "PostgreSQL 17 on Amazon RDS, db.m6g.xlarge, 700 GB. Staging has db.t4g.small and 20 GB.",
      "data_architecture.caching_strategy": "Redis for sessions on ElastiCache, cache.t4g.small, three nodes",
      "infrastructure.monitoring_setup": "CloudWatch. Logs are kept for 100 days. The budget is 800 USD a month.",
      "security.api_security": "AWS WAF, 100 requests per minute per IP",
    }),
  );
  const prod = environment(architecture, "prod");

  it("are production's", () => {
    const [first] = architecture.services;
    expect(prod.services[first?.id ?? ""]).toEqual({ cpu: 1024, memoryMiB: 4096, min: 3, max: 9 });
    expect(first?.scaling.cpuPercent).toBe(55);
    expect(prod.database).toMatchObject({ instanceClass: "db.m6g.xlarge", storageGiB: 700, maxStorageGiB: 1400 });
    expect(prod.cache).toMatchObject({ nodeType: "cache.t4g.small", nodes: 3 });
    expect(prod.logRetentionDays).toBe(120);
    expect(prod.budgetUsd).toBe(800);
    expect(architecture.edge.rateLimit).toBe(500);
  });

  it("leave the other environments to what is said of them, and to their profiles", () => {
    const staging = environment(architecture, "staging");
    expect(staging.database).toMatchObject({ instanceClass: "db.t4g.small", storageGiB: 20 });
    expect(environment(architecture, "dev").database).toMatchObject({ instanceClass: "db.t4g.small", storageGiB: 20 });
    expect(staging.cache).toMatchObject({ nodeType: "cache.t4g.small", nodes: 2 });
    expect([staging.logRetentionDays, staging.budgetUsd]).toEqual([90, 500]);
    expect(staging.services[architecture.services[0]?.id ?? ""]).toMatchObject({ cpu: 512, memoryMiB: 1024 });
  });

  it("are listed with the words that state them", () => {
    const listed = architecture.numbers.map(({ what, value, because }) => `${what}: ${value} <- ${because.quote}`);
    const id = architecture.services[0]?.id;
    expect(listed).toEqual([
      `Task of ${id}: 1024 CPU units, 4096 MiB <- 1 vCPU, 4 GiB`,
      `Processor target of ${id}: 55 % <- 55 %`,
      "Class of the database: db.m6g.xlarge <- db.m6g.xlarge",
      "Storage of the database: 700 GiB <- 700 GB",
      "Class of the cache: cache.t4g.small <- cache.t4g.small",
      "Nodes of the cache: 3 <- three nodes",
      "Days of logs: 120 <- 100 days",
      expect.stringMatching(/^Requests per five minutes and address: 500 <- 100 requests per minute/),
      "Tries of a message before the dead-letter queue: 5 <- Five tries",
      "Budget of a month: 800 USD <- 800 USD",
      "Class of the database in staging: db.t4g.small <- db.t4g.small",
      "Storage of the database in staging: 20 GiB <- 20 GB",
    ]);
  });

  it("stay with the profile where the text states none", () => {
    const plain = resolved(shopWith({ [DATABASE]: "PostgreSQL on Amazon RDS. A small machine is fine." })).architecture;
    expect(environment(plain, "prod").database).toMatchObject({ instanceClass: "db.m7g.large", storageGiB: 100 });
    expect(environment(plain, "prod").logRetentionDays).toBe(365);
  });
});

describe("Aurora", () => {
  it("has classes of its own in every profile", () => {
    const { architecture } = resolved(shopWith({ [DATABASE]: "Amazon Aurora PostgreSQL" }));
    expect(architecture.environments.map(({ id, database }) => `${id} ${database.instanceClass}`)).toEqual(
      expect.arrayContaining(["staging db.t4g.large", "prod db.r7g.large"]),
    );
  });

  it("cannot have classes of RDS", () => {
    const { architecture, remarks } = resolved(shopWith({ [DATABASE]: "Amazon Aurora MySQL on db.m6g.large" }));
    expect(environment(architecture, "prod").database.instanceClass).toBe("db.r7g.large");
    expect(remarks).toContain("ARCH_ASSUMED aurora-mysql cannot have the class db.m6g.large: the profile's is used");
    expect(architecture.numbers.map(({ what }) => what)).not.toContain("Class of the database");
  });

  it("counts the writer beside the readers", () => {
    const { architecture } = resolved(shopWith({ [DATABASE]: "Amazon Aurora PostgreSQL, db.r7g.xlarge, two readers" }));
    expect(environment(architecture, "prod").database).toMatchObject({
      instanceClass: "db.r7g.xlarge",
      auroraInstances: 3,
    });
    expect(environment(architecture, "staging").database.auroraInstances).toBe(1);
  });

  it("takes its capacity from the text, and no class when it is serverless", () => {
    const { architecture, remarks } = resolved(
      shopWith({ [DATABASE]: "Aurora PostgreSQL Serverless v2, 1 to 8 ACU. The console said db.r7g.large." }),
    );
    expect(environment(architecture, "prod").database).toMatchObject({ auroraMinCapacity: 1, auroraMaxCapacity: 8 });
    expect(environment(architecture, "staging").database).toMatchObject({ auroraMaxCapacity: 4 });
    expect(remarks.filter((one) => one.includes("serverless database has no class"))).toHaveLength(1);
  });
});

describe("limits of what is built", () => {
  it("says that one read replica is built where several are stated", () => {
    const { remarks } = resolved(shopWith({ [DATABASE]: "PostgreSQL on Amazon RDS with 2 read replicas" }));
    expect(remarks).toContain("ARCH_ASSUMED the answers state 2 read replicas; one is built");
  });

  it("does not list a rate that no firewall uses", () => {
    const document = shopWith({ "security.api_security": "300 requests / 5 min per IP" }, { waf: false });
    expect(resolved(document).architecture.numbers.map(({ what }) => what)).not.toContain(
      "Requests per five minutes and address",
    );
  });

  it("keeps to the least that AWS WAF takes", () => {
    const document = shopWith({ "security.api_security": "AWS WAF, 5 requests / 5 min per IP" });
    expect(resolved(document).architecture.edge.rateLimit).toBe(10);
  });

  it("leaves room for a stated storage to grow", () => {
    const grown = resolved(
      shopWith({ [DATABASE]: "PostgreSQL on Amazon RDS, 500 GB storage, autoscaling to 500 GB" }),
    ).architecture;
    expect(environment(grown, "prod").database).toMatchObject({ storageGiB: 500, maxStorageGiB: 550 });
  });
});

it("an environment of production's size gets its sizes and nothing else of it", () => {
  const { architecture } = resolved(
    shopWith({
      [DATABASE]: "PostgreSQL on Amazon RDS, db.m6g.xlarge, 300 GB",
      "infrastructure.environment_management": "Environments: dev, staging, prod. Staging is a copy of prod.",
    }),
  );
  const staging = environment(architecture, "staging");
  expect(staging.database).toMatchObject({ instanceClass: "db.m6g.xlarge", storageGiB: 300, multiAz: false });
  expect(staging.deletionProtection).toBe(false);
  expect(staging.services).toEqual(environment(architecture, "prod").services);
  expect(environment(architecture, "dev").database.instanceClass).toBe("db.t4g.small");
});
