// What `impact` says of a resource that changes: which argument, from what to what, and never a secret.
import { describe, expect, it } from "vitest";
import { rowsOf } from "../../src/report/impact/json.ts";
import { impactRowSchema } from "../../src/report/impact/schemas.ts";
import { printImpact } from "../../src/report/impact/text.ts";
import { type Prediction, predict } from "../../src/resources/predict.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { lossDiagnostics } from "../../src/resources/verdict.ts";
import { type Blocks, ROOT, snapshotOf } from "../helpers/snapshots.ts";

const style = { color: false, quiet: false } as never;
const printed = (predictions: Prediction[]) =>
  printImpact({ command: "impact", out: "out", diagnostics: [], isKnown: true, predictions }, style).stdout;
const shown = (before: Blocks, after: Blocks) => {
  const predictions = predict(snapshotOf(before), snapshotOf(after));
  const rows = rowsOf(predictions) as { address: string; changes?: unknown[] }[];
  for (const row of rows) expect(impactRowSchema.strict().safeParse(row).error).toBeUndefined();
  const { stdout } = printImpact({ command: "impact", out: "out", diagnostics: [], isKnown: true, predictions }, style);
  return { text: stdout, changes: Object.fromEntries(rows.map(({ address, changes }) => [address, changes])) };
};

const database = (more: Blocks[string]): Blocks => ({ "aws_db_instance.main": { engine: "postgres", ...more } });

describe("a row of impact", () => {
  it("says which argument goes from what to what", () => {
    const { text, changes } = shown(
      database({ backup_retention_period: 14, kms_key_id: "${aws_kms_key.a.arn}" }),
      database({ backup_retention_period: 7, kms_key_id: "${aws_kms_key.a.arn}", ca_cert_identifier: "rds" }),
    );
    expect(changes["module.stack.aws_db_instance.main"]).toEqual([
      { argument: "backup_retention_period", from: 14, to: 7 },
      { argument: "ca_cert_identifier", to: "rds" },
    ]);
    expect(text).toContain("backup_retention_period: 14 → 7\n");
    expect(text).toContain("ca_cert_identifier: → rds\n");
    expect(text).not.toContain("kms_key_id");
  });

  it("names what forces a replacement first, and what only the apply tells", () => {
    const task = (cpu: number): Blocks => ({
      "aws_ecs_task_definition.a": {
        family: "a",
        container_definitions: "x".repeat(cpu),
        cpu,
        tags: { size: `${cpu}` },
      },
      "aws_ecs_service.a": { name: "a", task_definition: "${aws_ecs_task_definition.a.arn}" },
    });
    const { text, changes } = shown(task(256), task(512));
    expect(changes["module.stack.aws_ecs_task_definition.a"]).toEqual([
      { argument: "container_definitions", replaces: true },
      { argument: "cpu", from: 256, to: 512, replaces: true },
      { argument: "tags.size", from: "256", to: "512" },
    ]);
    expect(changes["module.stack.aws_ecs_service.a"]).toEqual([
      { argument: "task_definition", from: "${aws_ecs_task_definition.a.arn}", unknown: true },
    ]);
    expect(text).toContain("container_definitions: changes (forces the replacement)\n");
    expect(text).toContain("cpu: 256 → 512 (forces the replacement)\n");
    expect(text).toContain("task_definition: aws_ecs_task_definition.a.arn → known after the apply\n");
    expect(text).not.toContain("sha256:");
  });

  it("leaves out no loss of data, and begins with the dearest", () => {
    const logs = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`aws_cloudwatch_log_group.a${index}`, { name: `a${index}` }]),
    );
    const before = snapshotOf({ ...logs, ...database({}), "aws_vpc.this": { cidr_block: "10.0.0.0/16" } });
    const predictions = predict(before, { ...before, roots: {} });
    const outcome = { command: "impact", out: "out", diagnostics: [], isKnown: true, predictions } as const;
    const { stdout } = printImpact(outcome, style);
    expect(stdout.split("\n")[1]).toContain("aws_db_instance.main");
    expect(stdout.match(/LOST/g)).toHaveLength(61);
    expect(stdout).toContain("… and 1 more abandoned");
    const [loss] = lossDiagnostics(predictions.filter(({ loses }) => loses !== undefined));
    expect(loss?.message).toMatch(/still there: module\.stack\.aws_db_instance\.main, .* and 55 more$/);
    expect(loss?.pointer).toBe("");
  });

  it("claims no unknown value where one of several is gone, and names the argument that reads them all", () => {
    const group = (zones: Record<string, number>): Blocks => ({
      "aws_subnet.private": { for_each: zones, availability_zone: "${each.key}" },
      "aws_db_subnet_group.a": { name: "a", subnet_ids: "${values(aws_subnet.private)[*].id}" },
    });
    const fewer = shown(group({ a: 0, b: 1 }), group({ a: 0 }));
    expect(fewer.changes["module.stack.aws_db_subnet_group.a"]).toBeUndefined();
    expect(fewer.text).toContain("changed   module.stack.aws_db_subnet_group.a: subnet_ids\n");
    const more = shown(group({ a: 0 }), group({ a: 0, b: 1 }));
    expect(more.text).toContain("subnet_ids: values(aws_subnet.private)[*].id → known after the apply\n");
  });

  it("goes into blocks, and counts what is more than a look takes in", () => {
    const plan = (days: number): Blocks => ({
      "aws_backup_plan.a": {
        name: "a",
        rule: [{ rule_name: "daily", lifecycle: [{ delete_after: days }] }],
        tags: Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`t${index}`, days])),
      },
    });
    const { text } = shown(plan(35), plan(7));
    expect(text).toContain("rule[0].lifecycle[0].delete_after: 35 → 7\n");
    expect(text).toContain("… and 3 more arguments\n");
  });

  it("stands once for all environments where it is the same, and losses stay where they are seen", () => {
    const database = (engine: string, name: string, size: number): Blocks => ({
      "aws_db_instance.main": { engine, identifier: `shop-${name}`, size },
      "aws_sqs_queue.jobs": { name: `shop-${name}-jobs`, delay_seconds: engine.length },
    });
    const roots = (engine: string) => {
      const all = ["dev", "prod", "staging"].map((name, index) => [
        `infra/environments/${name}`,
        snapshotOf(database(engine, name, index < 2 ? 1 : index)).roots[ROOT],
      ]);
      return { ...snapshotOf(database(engine, "prod", 1)), roots: Object.fromEntries(all) } as Snapshot;
    };
    const before = roots("postgres");
    const after = roots("mysql");
    const [stays] = Object.values(after.roots);
    if (stays === undefined) throw new Error("no root");
    stays.resources["aws_sqs_queue.jobs"] = { arguments: { name: "shop-dev-jobs", delay_seconds: 99 } };
    const text = printed(predict(before, after));
    const sections = text.split("\n\n").map((section) => section.split("\n"));
    expect(sections.map(([title]) => title).slice(0, 3)).toEqual([
      "infra/environments/{dev, prod, staging}: the same in each",
      "infra/environments/{prod, staging}: the same in each",
      "infra/environments/dev",
    ]);
    expect(text.match(/LOST/g)).toHaveLength(1);
    expect(sections[1]?.join("\n")).toContain("delay_seconds: 8 → 5");
    expect(sections[2]?.join("\n")).toContain("delay_seconds: 8 → 99");
    expect(text).toContain("Infrastructure: 3 replaced, 3 changed.");
  });

  it("is one line for all that only follow something else", () => {
    const queues = (name: string): Blocks => ({
      "aws_kms_key.a": { key_usage: name },
      ...Object.fromEntries(
        ["a", "b", "c", "d"].map((queue) => [
          `aws_sqs_queue.${queue}`,
          { name: queue, kms_master_key_id: "${aws_kms_key.a.arn}" },
        ]),
      ),
    });
    const { text } = shown(queues("x"), queues("y"));
    expect(text).toContain(
      "  changed   4 that only follow, known after the apply: aws_sqs_queue.a, aws_sqs_queue.b, aws_sqs_queue.c, aws_sqs_queue.d\n",
    );
  });

  it("shows no secret and no escape sequence", () => {
    const { text, changes } = shown(
      database({ password: "hunter2hunter2", description: "uses hunter2hunter2" }),
      database({ password: "AKIAABCDEFGHIJKLMNOP", description: "\u001b[31mred ghp_0123456789abcdefghijklmnopqrst" }),
    );
    const all = text + JSON.stringify(changes);
    for (const secret of ["hunter2", "AKIA", "ghp_", "\u001b"]) expect(all).not.toContain(secret);
    expect(text).toContain("password: (sensitive) → (sensitive)\n");
  });
});

describe("the last line of impact", () => {
  const predictions = predict(snapshotOf(database({ multi_az: true })), snapshotOf(database({ multi_az: false })));
  const lastLine = (code?: "IMPACT_DATA_LOSS" | "WRITE_LEFT_BEHIND") => {
    const diagnostics =
      code === undefined ? [] : [{ code, severity: "error", pointer: "", message: "", help: "" } as const];
    const { stdout } = printImpact({ command: "impact", out: "out", diagnostics, isKnown: true, predictions }, style);
    return stdout.trim().split("\n").at(-1);
  };

  it("says that data would be lost where it would, and that infra refuses where something else keeps it", () => {
    expect(lastLine("IMPACT_DATA_LOSS")).toContain("Data would be lost");
    expect(lastLine("WRITE_LEFT_BEHIND")).toBe("`scaffold infra` refuses until the errors are settled.");
    expect(lastLine()).toBe("Infrastructure: 1 changed.");
  });
});
