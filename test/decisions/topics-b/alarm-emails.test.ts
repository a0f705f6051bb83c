// In: texts that name addresses. Out: proof that those of alarms are read, with their words, and land in the values of production and nowhere else.
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../../src/answers/read.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { walkRoad } from "../../helpers/road.ts";
import { smallSystem } from "../../helpers/small-system.ts";

const MONITORING = "infrastructure.monitoring_setup";

function system(say: Readonly<Record<string, string>>, decisions = {}) {
  const services = [{ name: "api", purpose: "REST API", technology: "Go 1.26", dependencies: ["PostgreSQL"] }];
  const all = { "data_architecture.primary_database": "PostgreSQL 17 on RDS", ...say };
  return smallSystem({ services, say: all, decisions });
}

function read(text: string, field = MONITORING, decisions = {}) {
  const bytes = new TextEncoder().encode(JSON.stringify(system({ [field]: text }, decisions)));
  const { answers, diagnostics } = readAnswers(bytes, "small");
  if (answers === undefined) throw new Error(JSON.stringify(diagnostics));
  return decide(answers).table.alarmEmails;
}

describe("addresses of alarms", () => {
  it.each([
    ["CloudWatch, alerts go to ops@example.com", ["ops@example.com"]],
    [
      "Alarms are mailed to ops@example.com and on-call@team.example.co.uk.",
      ["ops@example.com", "on-call@team.example.co.uk"],
    ],
    ["On-call is paged via Ops+Pager@example.com (mailing list)", ["Ops+Pager@example.com"]],
    ["Notify <it@museum.example> when a queue grows", ["it@museum.example"]],
    ["Alerts of prod go to ops@example.com, those of staging to qa@example.com", ["ops@example.com"]],
  ])("%s", (text, value) => {
    const decision = read(text);
    expect(decision.value).toEqual(value);
    expect(decision.source).toBe("stated");
    for (const { start, end, quote } of decision.evidence) expect(text.slice(start, end)).toBe(quote);
  });

  it.each([
    "CloudWatch alarms, nobody is told yet",
    "Questions about the dashboards to jane@example.com",
    "Alerts used to go to old@example.com",
    "Alerts do not go to jane@example.com",
    "Alerts of staging go to qa@example.com",
    "Alerts go to @ops-channel and ops@localhost",
    "Alerts go to ops@example.com later",
    `Alerts go to ${"a".repeat(60)}@${"b".repeat(60)}.example.com`,
  ])("none: %s", (text) => {
    expect(read(text)).toMatchObject({ value: [], source: "default" });
  });

  it("are not taken from a drawing, and an override wins, also to keep one out", () => {
    expect(read("Alerts -> ops@example.com", "architecture_diagrams.system_overview").value).toEqual([]);
    const kept = read("Alerts go to jane@example.com", MONITORING, { alarmEmails: [] });
    expect(kept).toMatchObject({ value: [], source: "override" });
  });

  it("are refused as an override where they are none", () => {
    const bytes = new TextEncoder().encode(JSON.stringify(system({}, { alarmEmails: ["ops at example.com"] })));
    expect(readAnswers(bytes, "small").diagnostics).toMatchObject([
      { pointer: "/decisions/alarmEmails/0", message: expect.stringContaining("allowed: an e-mail address") },
    ]);
  });

  it("stand in the values of production, and in those of no other environment", () => {
    const { files } = walkRoad(system({ [MONITORING]: "Alerts go to ops@example.com" }));
    const values = (id: string) => files.get(`infra/environments/${id}/${id}.auto.tfvars`) ?? "";
    expect(values("prod")).toContain('alarm_emails = ["ops@example.com"]');
    expect(values("dev")).not.toContain("alarm_emails =");
    expect(files.get("README.md")).toContain("In `prod` it is `ops@example.com`, as the answers say.");
    const silent = walkRoad(system({})).files;
    expect(silent.get("infra/environments/prod/prod.auto.tfvars")).not.toContain("alarm_emails =");
  });
});
