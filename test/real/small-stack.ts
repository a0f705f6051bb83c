// In: a rendered tree. Out: the same tree with a stack of two resources, in which everything about the pipeline is as it was. The whole stack would take minutes: the way of a change is walked here, not its content.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a module of the stack keeps: its inputs and its providers. */
const KEPT = ["terraform.tf", "variables.tf"];

const RESOURCES = `resource "aws_sqs_queue" "jobs" {
  name = "walk-\${var.environment}-jobs"
}

resource "aws_ssm_parameter" "note" {
  name  = "/walk-\${var.environment}/note"
  type  = "String"
  value = "first"
}
`;

/** A provider that the module asks for must be used in it. */
const ALIAS = `
data "aws_caller_identity" "us_east_1" {
  provider = aws.us_east_1
}
`;

export function shrinkStack(tree: string): void {
  const stack = join(tree, "infra/stack");
  const hasAlias = readFileSync(join(stack, "terraform.tf"), "utf8").includes("us_east_1");
  for (const name of readdirSync(stack)) if (!KEPT.includes(name)) rmSync(join(stack, name), { recursive: true });
  writeFileSync(join(stack, "main.tf"), RESOURCES + (hasAlias ? ALIAS : ""));
  for (const environment of readdirSync(join(tree, "infra/environments"))) {
    rmSync(join(tree, "infra/environments", environment, "outputs.tf"), { force: true });
  }
  want(tree, ["aws_sqs_queue.jobs", "aws_ssm_parameter.note"]);
}

/** Makes the list of resources say that the answers want these in every environment, and nothing else. */
export function want(tree: string, addresses: readonly string[]): void {
  const path = join(tree, ".scaffold/resources.json");
  const snapshot = JSON.parse(readFileSync(path, "utf8"));
  const because = [{ decision: "queues", pointer: "/output/data_architecture", quote: "a queue" }];
  snapshot.modules.stack.resources = Object.fromEntries(addresses.map((address) => [address, { because, body: {} }]));
  writeFileSync(path, JSON.stringify(snapshot));
}
