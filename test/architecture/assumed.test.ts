// In: systems that leave something open, or talk of what they do not want. Out: proof that nothing is invented in silence.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../helpers/small-system.ts";

const API = { name: "api", purpose: "REST API", technology: "Java 21, Spring Boot 3.5", dependencies: ["PostgreSQL"] };

function built(say: SmallSystem["say"] = {}, decisions: SmallSystem["decisions"] = {}) {
  const { architecture, diagnostics } = understandDocument(
    smallSystem({
      services: [API],
      say: { "data_architecture.primary_database": "PostgreSQL 17 on RDS", ...say },
      decisions,
    }),
  );
  return {
    database: architecture?.databases[0],
    drRegion: architecture?.drRegion,
    assumed: diagnostics.filter(({ code }) => code === "ARCH_ASSUMED").map(({ message }) => message),
  };
}

describe("the region of the copies", () => {
  const copies = (text: string) => built({ "data_architecture.backup_strategy": text });

  it("is told as assumed where no answer names it", () => {
    const { drRegion, assumed } = copies("Daily snapshots, every one is copied to another region");
    expect(drRegion).toBe("eu-central-1");
    expect(assumed.join()).toContain("no answer names it: eu-central-1 is assumed");
  });

  it("is no assumption where one does", () => {
    const { drRegion, assumed } = copies("Daily snapshots, every one is copied to eu-west-3");
    expect(drRegion).toBe("eu-west-3");
    expect(assumed.join()).not.toContain("is assumed");
  });
});

describe("RDS Proxy and a reader", () => {
  const told = (text: string) => built({ "scalability.performance_optimization": text }).database;

  it.each([
    ["RDS Proxy was contemplated but is not warranted at fewer than 150 connections"],
    ["RDS Proxy isn't needed yet"],
    ["We looked at RDS Proxy; RDS Proxy would be overkill"],
    ["thinking about RDS Proxy"],
  ])("are not built: %s", (text) => expect(told(text)?.proxy).toBe(false));

  it.each([["RDS Proxy in front of the database"], ["Connections go through RDS Proxy"]])("are built: %s", (text) =>
    expect(told(text)?.proxy).toBe(true),
  );

  it("thinking about read replicas builds none", () => {
    expect(told("thinking about read replicas, not needed yet")?.readReplica).toBe(false);
    expect(told("one read replica for reports")?.readReplica).toBe(true);
  });
});
