// In: systems with figures that AWS would refuse. Out: proof that each is told, with what is meant or built instead, and that figures which hold are left alone.
import { describe, expect, it } from "vitest";
import { judgeClass } from "../../src/architecture/parts/instance-class.ts";
import { understandDocument } from "../helpers/road.ts";
import { smallSystem } from "../helpers/small-system.ts";

const DATABASE = "data_architecture.primary_database";
const CACHE = "data_architecture.caching_strategy";

function told(say: Readonly<Record<string, string>>, decisions = {}, scaling = "", technology = "Go 1.26") {
  const services = [
    { name: "api", purpose: "REST API", technology, dependencies: ["PostgreSQL"], scaling_requirements: scaling },
    { name: "worker", purpose: "background worker that reads the queue", dependencies: ["SQS", "PostgreSQL"] },
  ];
  const plain = { [DATABASE]: "PostgreSQL 17 on RDS", [CACHE]: "Redis on ElastiCache", ...say };
  const { architecture, diagnostics } = understandDocument(smallSystem({ services, say: plain, decisions }));
  const production = architecture?.environments.find(({ id }) => id === "prod");
  return {
    production,
    remarks: diagnostics.map(({ severity, code, message, help }) => `${severity} ${code}: ${message} ${help}`),
    places: diagnostics.map(({ code, pointer }) => `${code} ${pointer}`),
  };
}

describe("classes", () => {
  it.each([
    ["db.t3.smal", "rds", "db.t3.small", true],
    ["db.t3.samll", "rds", "db.t3.small", true],
    ["db.m7g.2xlarg", "rds", "db.m7g.2xlarge", true],
    ["db.large", "rds", "db.t4g.large", true],
    ["db.r6g-large", "rds", "db.r6g.large", true],
    ["cache.t4g.meduim", "cache", "cache.t4g.medium", true],
    ["cache.r7g.xlarg", "cache", "cache.r7g.xlarge", true],
    ["db.t3.small", "aurora", "db.t3.medium", false],
    ["db.tg4.micro", "rds", "db.t4g.micro", false],
    ["db.c6g.large", "rds", "db.m6g.large", false],
    ["db.r6g.3xlarge", "rds", "db.r6g.xlarge", false],
  ] as const)("%s of %s: %s is meant", (name, family, near, isNone) => {
    const verdict = judgeClass(name, family);
    expect({ ...verdict, near: verdict.near }).toEqual({ isOffered: false, isNone, near });
  });

  it.each([
    ["db.t4g.micro", "rds"],
    ["db.m9g.24xlarge", "rds"],
    ["db.x2iedn.32xlarge", "rds"],
    ["db.r8gd.48xlarge", "aurora"],
    ["cache.r6gd.16xlarge", "cache"],
    ["cache.t4g.small", "cache"],
  ] as const)("%s of %s is offered", (name, family) => {
    expect(judgeClass(name, family).isOffered).toBe(true);
  });

  it("never suggests one that is not offered", () => {
    const parts = ["db", "cache"].flatMap((prefix) =>
      ["t3", "t9", "x1e", "c7gn", "zz1", "m5.large", ""].flatMap((family) =>
        ["smal", "xl", "metal", "9xlarge", "larg", "q"].map((size) => `${prefix}.${family}${family && "."}${size}`),
      ),
    );
    for (const name of parts) {
      for (const family of name.startsWith("db") ? (["rds", "aurora"] as const) : (["cache"] as const)) {
        expect(judgeClass(judgeClass(name, family).near, family), name).toMatchObject({ isOffered: true });
      }
    }
  });

  it("a slip is an error with what is meant", () => {
    const { remarks, places } = told({ [DATABASE]: "PostgreSQL 17 on RDS, db.t3.smal" });
    expect(remarks.join("\n")).toContain('error ARCH_IMPOSSIBLE: "db.t3.smal" is no class of AWS');
    expect(remarks.join("\n")).toContain('Did you mean "db.t3.small"?');
    expect(places).toContain("ARCH_IMPOSSIBLE /output/data_architecture/primary_database");
    expect(told({ [CACHE]: "Redis on ElastiCache, cache.t4g.smal" }).remarks.join()).toContain("cache.t4g.small");
    expect(told({ [DATABASE]: "PostgreSQL 17 on RDS, a t3.smal instance" }).remarks.join()).toContain("db.t3.small");
  });

  it.each([
    "PostgreSQL 17 on RDS at db.shop.internal",
    "PostgreSQL 17.2 on RDS, reachable as db.m1.shop.internal",
    "PostgreSQL 17 on RDS, db.t4g.small in dev, db.r7g.large in production",
    "PostgreSQL 17 on RDS; the r5.example records move later",
  ])("no class, or a right one: %s", (text) => {
    expect(told({ [DATABASE]: text }).remarks.join("\n")).not.toMatch(/ARCH_IMPOSSIBLE|cannot have the class/);
  });
});

describe("sizes", () => {
  it.each([
    ["storage beyond RDS", { [DATABASE]: "PostgreSQL 17 on RDS, 100000 GB storage" }, "more than the 65536 GiB"],
    [
      "growth to less",
      { [DATABASE]: "PostgreSQL 17 on RDS, 500 GB storage, autoscaling up to 100 GB" },
      "storage of 500 GiB cannot grow to",
    ],
    ["turned capacity", { [DATABASE]: "Aurora Serverless v2 PostgreSQL 17, 16 to 2 ACU" }, "read as 2 to 16"],
    ["too much capacity", { [DATABASE]: "Aurora Serverless v2 PostgreSQL 17, 1 to 500 ACU" }, "from 1 to 256"],
    ["readers", { [DATABASE]: "Aurora PostgreSQL 17 with 20 readers" }, "more than the 15 readers"],
    ["nodes", { [CACHE]: "Redis on ElastiCache, 9 nodes" }, "more than the 6 nodes"],
    ["zones", { "reliability.high_availability": "12 availability zones" }, "no region has more than 6"],
    ["logs", { "infrastructure.monitoring_setup": "CloudWatch logs kept 20 years" }, "3653 days are used"],
  ])("%s", (_, say, expected) => {
    const { remarks } = told(say);
    expect(remarks.filter((line) => line.startsWith("warning ARCH_ASSUMED")).join("\n")).toContain(expected);
  });

  it("builds what is allowed instead", () => {
    expect(told({ [CACHE]: "Redis on ElastiCache, 9 nodes" }).production?.cache.nodes).toBe(6);
    const { database } = told({ [DATABASE]: "Aurora Serverless v2 PostgreSQL 17, 16 to 2 ACU" }).production ?? {};
    expect([database?.auroraMinCapacity, database?.auroraMaxCapacity]).toEqual([2, 16]);
    const disk = told({ [DATABASE]: "PostgreSQL 17 on RDS, 500 GB storage, autoscaling up to 100 GB" }).production;
    expect(disk?.database.maxStorageGiB).toBeGreaterThanOrEqual(550);
  });

  it.each([
    ["0.25 vCPU and 8 GB each", "the next larger one, 1024 units and 8192 MiB"],
    ["3 vCPU, 5 GB", "the next larger one, 4096 units and 8192 MiB"],
    ["32 vCPU, 200 GB", "the largest one, 16384 units and 122880 MiB"],
  ])("a task that Fargate does not offer: %s", (scaling, expected) => {
    expect(told({}, {}, `2 to 8 tasks, ${scaling}`).remarks.join("\n")).toContain(expected);
  });

  it.each(["1 vCPU and 4 GB each", "0.5 vCPU", "2 GB RAM"])("no remark on a task of %s", (scaling) => {
    expect(told({}, {}, `2 to 8 tasks, ${scaling}`).remarks.join("\n")).not.toContain("Fargate has no task");
  });
});

describe("ports", () => {
  it.each(["port 99999", "port 0", "Port: 70000"])("%s is an error", (port) => {
    const { remarks, places } = told({}, {}, "", `Go 1.26, ${port}`);
    expect(remarks.join("\n")).toContain(`error DECISION_IMPOSSIBLE: Service "api": "${port}" is no port`);
    expect(places).toContain("DECISION_IMPOSSIBLE /output/services/0/technology");
  });

  it("an override settles it", () => {
    const { remarks } = told({}, { services: { api: { port: 9000 } } }, "", "Go 1.26, port 99999");
    expect(remarks.join("\n")).not.toContain("is no port");
  });

  it.each(["Go 1.26, port 65535", "Go 1.26, ships support 24/7", "Go 1.26, ported 12345678 lines"])(
    "no port: %s",
    (technology) => {
      expect(told({}, {}, "", technology).remarks.join("\n")).not.toMatch(/no port|listens on/);
    },
  );
});

describe("bounds", () => {
  it.each(["min 8, max 2", "8 to 2 tasks", "at least 8 tasks, at most 2"])("turned: %s", (scaling) => {
    const { remarks, production } = told({}, {}, scaling);
    expect(remarks.filter((line) => line.includes("read as 2 to 8"))).toHaveLength(1);
    expect(production?.services["api"]).toMatchObject({ min: 2, max: 8 });
  });

  it.each(["2 to 8 tasks", "8/2 tasks", "two at night, eight on Saturdays", "4 tasks"])("not turned: %s", (scaling) => {
    expect(told({}, {}, scaling).remarks.join("\n")).not.toContain("asks for more tasks at least");
  });

  it("turned in a text about all", () => {
    const { remarks } = told({ "scalability.scaling_strategy": "min 8 tasks, max 2 tasks" });
    expect(remarks.filter((line) => line.includes("read as 2 to 8"))).toHaveLength(1);
  });

  it("of an override and a text", () => {
    const { remarks, places } = told({}, { scaling: { min: 50 } }, "2 to 8 tasks");
    expect(remarks.join("\n")).toContain("at least 50 tasks are asked for and at most 8; 50 are run");
    expect(places).toContain("DECISION_CONFLICT /decisions/scaling/min");
    expect(told({}, { scaling: { min: 3 } }, "2 to 8 tasks").remarks.join("\n")).not.toContain("are asked for");
  });
});

describe("recovery", () => {
  const conflicts = (backup: Record<string, unknown>) =>
    told({}, { backup })
      .remarks.filter((line) => line.includes("DECISION_CONFLICT"))
      .join("\n");

  it("an RPO that the backups of the overrides cannot meet", () => {
    expect(conflicts({ rpoMinutes: 5, pitr: false })).toContain("an RPO of 5 minutes cannot be met");
    expect(conflicts({ rpoMinutes: 5, pitr: true })).toBe("");
    expect(conflicts({ rpoMinutes: 1440, pitr: false })).toBe("");
  });

  it("backups that are gone before the next one", () => {
    expect(conflicts({ frequencyHours: 168, retentionDays: 1 })).toContain("is gone before the next one is made");
    expect(conflicts({ frequencyHours: 24, retentionDays: 1 })).toBe("");
  });

  it("tells what a restore reaches", () => {
    const notes = (rpoMinutes: number) => told({}, { backup: { rpoMinutes } }).remarks.join("\n");
    expect(notes(1)).toContain("a restore reaches to within the last 5 minutes");
    expect(notes(5)).not.toContain("a restore reaches");
  });
});

describe("names", () => {
  const dependencies = (name: string) =>
    understandDocument(
      smallSystem({ services: [{ name: "orders", purpose: "REST API", dependencies: [name] }] }),
    ).diagnostics.map(({ message, help }) => `${message} ${help}`);

  it.each([
    ["Redsi", 'Write "redis"'],
    ["mysqk", 'Write "mysql"'],
    ["bukcet", ""],
  ])("a slip: %s", (name, expected) => {
    expect(dependencies(name).join("\n")).toContain(expected);
  });

  it.each(["Redis", "Radius", "Trello", "quotes", "SAP"])("no slip: %s", (name) => {
    expect(dependencies(name).join("\n")).not.toContain("names no part");
  });

  it("a region off by a letter, at the override", () => {
    const { remarks, places } = told({}, { regions: ["eu-wset-1"] });
    expect(remarks.join("\n")).toContain('Did you mean "eu-west-1"?');
    expect(places).toContain("ARCH_UNSUPPORTED_REGION /decisions/regions/0");
  });
});
