// What production does not have because the answers ask for less: said where it is built, in the plan's tests and in the documents.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { walkRoad } from "../helpers/road.ts";

const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));

function shopWith(fields: Readonly<Record<string, Readonly<Record<string, string>>>>, decisions = {}) {
  const copy = structuredClone(shop);
  copy.decisions = decisions;
  for (const [section, texts] of Object.entries(fields)) Object.assign(copy.output[section], texts);
  return walkRoad(copy);
}

const file = ({ files }: ReturnType<typeof walkRoad>, path: string): string => {
  const text = files.get(path);
  if (text === undefined) throw new Error(`no ${path}`);
  return text;
};
const skipped = ({ graph }: ReturnType<typeof walkRoad>, check: string) =>
  graph.blocks
    .filter(({ skips }) => skips.some((skip) => skip.check === check))
    .map(({ labels: [type, name] }) => `${type} ${name}`);
const count = (text: string, piece: string) => text.split(piece).length - 1;

describe("logs that production keeps for less than a year", () => {
  const road = shopWith({
    infrastructure: { monitoring_setup: "CloudWatch. Logs are kept for 90 days | <b>not</b> longer." },
  });
  const groups = road.graph.blocks.filter(({ labels: [type] }) => type === "aws_cloudwatch_log_group").length;

  it("have an exception on every log group", () => {
    expect(groups).toBeGreaterThan(3);
    expect(skipped(road, "CKV_AWS_338")).toHaveLength(groups);
    expect(file(road, "infra/stack/network.tf")).toContain("#checkov:skip=CKV_AWS_338:The answers keep logs 90 days");
  });

  it("are what the plan's test expects", () => {
    const test = file(road, "infra/stack/tests/prod.tftest.hcl");
    expect(count(test, ".retention_in_days >= 90")).toBe(groups);
    expect(test).not.toContain("retention_in_days >= 365");
  });

  it("are claimed by no control, and explained by the words of the answers", () => {
    const controls = file(road, "docs/controls.md");
    expect(controls).not.toContain("kept for a year in prod");
    expect(controls).toContain("The answers keep logs 90 days");
    expect(file(road, "docs/decisions.md")).toMatch(
      /\| Days of logs \| `90` \| “90 days” \(`\S+monitoring_setup`\) \|/,
    );
  });
});

it("a cache of one node has no failover to check", () => {
  const road = shopWith({ data_architecture: { caching_strategy: "Redis on ElastiCache, a single node" } });
  expect(skipped(road, "CKV2_AWS_50")).toHaveLength(1);
  expect(file(road, "infra/stack/tests/prod.tftest.hcl")).not.toContain(".automatic_failover_enabled");
  expect(file(road, "docs/controls.md")).not.toContain("fail over");
});

it("a database in one zone has no standby to check", () => {
  const road = shopWith({}, { multiAz: false });
  expect(skipped(road, "CKV_AWS_157")).toEqual(["aws_db_instance main"]);
  expect(file(road, "infra/stack/tests/prod.tftest.hcl")).not.toContain(".multi_az\n");
  expect(file(road, "docs/controls.md")).not.toContain("Multi-AZ in prod");
});

it("what production has is checked", () => {
  const road = walkRoad(shop);
  for (const check of ["CKV_AWS_338", "CKV2_AWS_50", "CKV_AWS_157"]) expect(skipped(road, check)).toEqual([]);
  const test = file(road, "infra/stack/tests/prod.tftest.hcl");
  expect(test).toContain(".retention_in_days >= 365");
  expect(test).toContain(".automatic_failover_enabled");
  expect(test).toMatch(/aws_db_instance\.\w+\.multi_az$/m);
  expect(file(road, "docs/controls.md")).toContain(
    "The log groups of the stack are kept for a year in prod, encrypted",
  );
});
