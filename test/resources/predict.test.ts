// What a plan does to one resource, on small modules: counted resources, data sources in between, renames, texts that are too long to keep.
import { describe, expect, it } from "vitest";
import { predict } from "../../src/resources/predict.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { parseSnapshot, printSnapshot } from "../../src/resources/snapshot-file.ts";
import { type Blocks, ROOT, snapshotOf } from "../helpers/snapshots.ts";

const actions = (before: Snapshot, after: Snapshot) =>
  Object.fromEntries(predict(before, after).map(({ address, action }) => [address, action]));

describe("a resource with count", () => {
  const rule = (count: string): Blocks => ({
    "aws_vpc_security_group_egress_rule.to_https": { count, security_group_id: "sg-1", cidr_ipv4: "0.0.0.0/0" },
  });
  const list = (open: readonly string[]) =>
    snapshotOf(rule('${contains(var.open, "orders") ? 1 : 0}'), { open: [...open] });

  it("is as many instances as the environment has, and none for 0", () => {
    expect(Object.keys(list(["orders"]).roots["infra/environments/prod"]?.resources ?? {})).toEqual([
      "aws_vpc_security_group_egress_rule.to_https[0]",
    ]);
    expect(actions(list([]), list(["orders"]))).toEqual({
      "aws_vpc_security_group_egress_rule.to_https[0]": "created",
    });
    expect(actions(list(["orders"]), list([]))).toEqual({
      "aws_vpc_security_group_egress_rule.to_https[0]": "destroyed",
    });
    const before = snapshotOf({});
    expect(actions(before, list([]))).toEqual({});
  });

  it("is moved by Terraform itself when it gets its count or loses it", () => {
    const alone = snapshotOf({
      "aws_vpc_security_group_egress_rule.to_https": { security_group_id: "sg-1", cidr_ipv4: "0.0.0.0/0" },
    });
    expect(actions(alone, list(["orders"]))).toEqual({ "aws_vpc_security_group_egress_rule.to_https[0]": "moved" });
    expect(actions(list(["orders"]), alone)).toEqual({ "aws_vpc_security_group_egress_rule.to_https": "moved" });
  });

  it("has its number", () => {
    const numbered = snapshotOf({ "aws_sqs_queue.a": { count: 2, name: "queue-${count.index}" } });
    expect(numbered.roots["infra/environments/prod"]?.resources).toEqual({
      "aws_sqs_queue.a[0]": { arguments: { name: "queue-0" } },
      "aws_sqs_queue.a[1]": { arguments: { name: "queue-1" } },
    });
    expect(parseSnapshot(printSnapshot(numbered))).toEqual({ snapshot: numbered });
  });
});

describe("a data source", () => {
  const policy = (queue: string, document: Readonly<Record<string, string>>): Blocks => ({
    [`aws_sqs_queue.${queue}`]: { name: "orders", visibility_timeout_seconds: Number(document["timeout"] ?? 30) },
    [`data.aws_iam_policy_document.${queue}`]: {
      statement: [
        { actions: [document["action"] ?? "sqs:SendMessage"], resources: [`\${aws_sqs_queue.${queue}.arn}`] },
      ],
    },
    "aws_iam_role_policy.task": {
      name: "task",
      role: "task",
      policy: `\${data.aws_iam_policy_document.${queue}.json}`,
    },
  });
  const before = snapshotOf(policy("orders", {}));

  it("passes on what it is asked for", () => {
    expect(actions(before, snapshotOf(policy("orders", { action: "sqs:ReceiveMessage" })))).toEqual({
      "aws_iam_role_policy.task": "changed",
    });
  });

  it("is not read before what it refers to is up to date, so who reads it changes as well", () => {
    expect(actions(before, snapshotOf(policy("orders", { timeout: "60" })))).toEqual({
      "aws_sqs_queue.orders": "changed",
      "aws_iam_role_policy.task": "changed",
    });
    // Without one in between, what a resource computes stays known while it changes in place.
    const direct = (timeout: number) =>
      snapshotOf({
        "aws_sqs_queue.orders": { name: "orders", visibility_timeout_seconds: timeout },
        "aws_sqs_queue_policy.orders": { queue_url: "${aws_sqs_queue.orders.id}", policy: "{}" },
      });
    expect(actions(direct(30), direct(60))).toEqual({ "aws_sqs_queue.orders": "changed" });
  });

  it("counts inside of an expression, too", () => {
    const chosen = (action: string) =>
      snapshotOf({
        "data.aws_iam_policy_document.a": { statement: [{ actions: [action] }] },
        "aws_iam_role_policy.task": {
          policy: "${length(aws_sqs_queue.x.arn) > 0 ? data.aws_iam_policy_document.a.json : null}",
        },
      });
    expect(actions(chosen("sqs:SendMessage"), chosen("sqs:ReceiveMessage"))).toEqual({
      "aws_iam_role_policy.task": "changed",
    });
  });

  it("under another name says the same", () => {
    const moved = [{ from: "aws_sqs_queue.orders", to: "aws_sqs_queue.bestellungen" }];
    expect(actions(before, snapshotOf(policy("bestellungen", {}), {}, moved))).toEqual({
      "aws_sqs_queue.bestellungen": "moved",
    });
  });
});

describe("a long text", () => {
  const task = (repository: string, word: string): Blocks => ({
    [`aws_ecr_repository.${repository}`]: { name: "shop/orders" },
    "aws_ecs_task_definition.orders": {
      family: "orders",
      container_definitions: `\${jsonencode([{ image = aws_ecr_repository.${repository}.repository_url, text = "${word.repeat(200)}" }])}`,
    },
  });
  const before = snapshotOf(task("orders", "a"));

  it("is told from another one, and is the same where only names of resources in it moved", () => {
    expect(actions(before, snapshotOf(task("orders", "b")))).toEqual({ "aws_ecs_task_definition.orders": "replaced" });
    const moved = [{ from: "aws_ecr_repository.orders", to: "aws_ecr_repository.sales" }];
    expect(actions(before, snapshotOf(task("sales", "a"), {}, moved))).toEqual({ "aws_ecr_repository.sales": "moved" });
    expect(JSON.stringify(before.roots[ROOT]?.resources)).not.toContain("aaaa");
  });
});
