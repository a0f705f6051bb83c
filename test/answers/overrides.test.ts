// In: `decisions` with slips at every depth. Out: proof that each is an error with the near key or value, and that what can be read beside them still counts.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOverrides } from "../../src/answers/override-reader.ts";
import { readAnswers } from "../../src/answers/read.ts";

const told = (decisions: unknown) =>
  readOverrides(decisions).diagnostics.map(({ severity, pointer, help }) => `${severity} ${pointer} ${help}`);

const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
const bytesOf = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));

describe("an override of a service that does not exist", () => {
  const read = (services: Record<string, unknown>) =>
    readAnswers(bytesOf({ ...shop, decisions: { services } }), "shop");

  it("is an error with the near name, and counts for that one while the rest is judged", () => {
    const { answers, partial, diagnostics } = read({ "ord/ers": { kind: "api" }, mailer: { port: 9000 } });
    expect(answers).toBeUndefined();
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: "DECISION_UNKNOWN_SERVICE",
        severity: "error",
        pointer: "/decisions/services/ord~1ers",
        message: expect.stringContaining("storefront, catalog, orders"),
        help: 'Did you mean "orders"?',
      }),
    ]);
    expect(partial?.answers.overrides.services).toEqual({ orders: { kind: "api" }, mailer: { port: 9000 } });
  });

  it("takes nothing from a service that has one of its own", () => {
    const { partial } = read({ ordrs: { kind: "worker" }, orders: { kind: "api" }, elsewhere: { kind: "web" } });
    expect(partial?.answers.overrides.services).toEqual({ orders: { kind: "api" } });
  });
});

describe("slips in decisions", () => {
  it.each([
    [{ databses: [] }, "/decisions/databses", "databases"],
    [{ "multi-az": true }, "/decisions/multi-az", "multiAz"],
    [{ object_storage: true }, "/decisions/object_storage", "objectStorage"],
    [{ backups: { rpoMinutes: 5 } }, "/decisions/backups", "backup"],
    [{ rpoMinutes: 5 }, "/decisions/rpoMinutes", "backup.rpoMinutes"],
    [{ monitor: ["cloudwatch"] }, "/decisions/monitor", "monitoring"],
    [{ "backup.rpoMinute": 5 }, "/decisions/backup.rpoMinute", "backup.rpoMinutes"],
    [{ backup: { rpoMinute: 5 } }, "/decisions/backup/rpoMinute", "rpoMinutes"],
    [{ backup: { retention: 5 } }, "/decisions/backup/retention", "retentionDays"],
    [{ scaling: { mim: 5 } }, "/decisions/scaling/mim", "min"],
    [{ services: { orders: { knd: "api" } } }, "/decisions/services/orders/knd", "kind"],
    [{ services: { orders: { kind: "apy" } } }, "/decisions/services/orders/kind", "api"],
    [{ renamed: { service: {} } }, "/decisions/renamed/service", "services"],
    [{ renamed: { filesystems: {} } }, "/decisions/renamed/filesystems", "fileSystems"],
    [{ cache: ["reddis"] }, "/decisions/cache/0", "redis"],
    [{ compute: ["ecs_fargate"] }, "/decisions/compute/0", "ecs-fargate"],
    [{ ci: "github" }, "/decisions/ci", "github-actions"],
    [{ auth: "Cognito" }, "/decisions/auth", "cognito"],
  ])("%j", (decisions, pointer, near) => {
    expect(told(decisions)).toEqual([`error ${pointer} Did you mean "${near}"?`]);
  });

  it("guesses nothing far away", () => {
    expect(told({ frobnicate: 1 })).toEqual(["error /decisions/frobnicate Use one of the allowed keys."]);
    expect(told({ cloud: "ibm" })).toEqual(["error /decisions/cloud Use one of the allowed values."]);
  });

  it("lists the keys of the group that the key stands in", () => {
    expect(readOverrides({ scaling: { most: 5 } }).diagnostics[0]?.message).toBe(
      'unknown key "most"; allowed: min, max',
    );
    expect(told({ backup: 5 })).toEqual(['error /decisions/backup Write { "frequencyHours": … }.']);
  });

  it("a key that stands flat and nested is said twice", () => {
    const decisions = { backup: { rpoMinutes: 5 }, "backup.rpoMinutes": 10 };
    expect(readOverrides(decisions).diagnostics).toMatchObject([
      { severity: "error", pointer: "/decisions/backup/rpoMinutes", message: expect.stringContaining("stands twice") },
    ]);
  });

  it.each([
    [{ scaling: { min: 9, max: 3 } }, "/decisions/scaling/min", "/decisions/scaling/max"],
    [{ "scaling.min": 9, scaling: { max: 3 } }, "/decisions/scaling.min", "/decisions/scaling/max"],
  ])("more tasks at least than at most: %j", (decisions, pointer, other) => {
    expect(readOverrides(decisions).diagnostics).toMatchObject([
      { severity: "error", pointer, message: expect.stringContaining(other) },
    ]);
    expect(readOverrides({ scaling: { min: 3, max: 3 } }).diagnostics).toEqual([]);
  });
});

describe("what can be read beside a slip", () => {
  it("counts, and what the slip is about is named", () => {
    const decisions = {
      ci: "nope",
      databses: ["mysql"],
      cloud: "aws",
      backup: { pitr: true, rpoMinute: 3 },
      services: { orders: { kind: "apy" }, mailer: { kind: "worker" } },
    };
    const { overrides, unread } = readOverrides(decisions);
    expect(overrides).toEqual({ cloud: "aws", "backup.pitr": true, services: { mailer: { kind: "worker" } } });
    expect([...unread.keys].sort()).toEqual(["backup.rpoMinutes", "ci", "databases"]);
    expect([...unread.services]).toEqual(["orders"]);
  });

  it("of no object at all is nothing, and about everything", () => {
    expect(readOverrides([]).overrides).toEqual({});
    expect(readOverrides([]).unread.keys.has("cloud")).toBe(true);
  });

  it("follows no prototype", () => {
    const decisions = JSON.parse('{ "__proto__": { "cloud": "gcp" }, "ci": "jenkins" }');
    expect(readOverrides(decisions).overrides).toEqual({ ci: "jenkins" });
    expect(({} as Record<string, unknown>)["cloud"]).toBeUndefined();
  });
});
