// In: the resource graph. Out: one `terraform test` file per environment that states the safety properties of its plan. Never needs an account: every provider is mocked.
import type { Architecture, Environment } from "../architecture/model.ts";
import { alignAssignments, printExpression } from "./expression.ts";
import type { GeneratedFile } from "./file-set.ts";
import type { GraphBlock, Json, ResourceGraph } from "./graph.ts";
import { addressOf } from "./graph.ts";
import { SAFETY, type SafetyRule } from "./safety.ts";
import { terraformFile } from "./stack-files.ts";
import { mockedResources } from "./test-mocks.ts";

/** `<env>.tftest.hcl` for each environment: `terraform test` in the module's folder runs them offline. */
export function testFiles(architecture: Architecture, graph: ResourceGraph, folder: string): GeneratedFile[] {
  const tofu = architecture.iac === "opentofu";
  const resources = tofu ? mockedResources(graph) : [];
  const mocks = [undefined, ...graph.providerAliases].map((alias) => mockProvider(alias, resources));
  const guarded = guardedIn(graph);
  return architecture.environments.map((environment) =>
    terraformFile(
      `${folder}/${environment.id}.tftest.hcl`,
      [
        `# What must hold in every plan of ${environment.id}. Run with: ${tofu ? "tofu" : "terraform"} test\n`,
        ...mocks,
        printVariables(graph, environment),
        printRun(guarded, environment),
      ].join("\n"),
      environment.because,
    ),
  );
}

/** Answers of data sources that the provider checks: account numbers and policy documents must look like themselves. */
const MOCKED_DATA: Readonly<Record<string, Readonly<Record<string, Json>>>> = {
  aws_caller_identity: { account_id: "123456789012" },
  aws_partition: { partition: "aws", dns_suffix: "amazonaws.com" },
  aws_iam_policy_document: { json: '{"Version":"2012-10-17","Statement":[]}' },
};

function mockProvider(alias: string | undefined, resources: ReturnType<typeof mockedResources>): string {
  const print = (kind: "mock_data" | "mock_resource", type: string, defaults: Json) =>
    `  ${kind} "${type}" {\n${alignAssignments([["defaults", printExpression(defaults, 4)]], "    ")}  }\n`;
  const data = [
    ...Object.entries(MOCKED_DATA).map(([type, defaults]) => print("mock_data", type, defaults)),
    ...resources.map(([type, defaults]) => print("mock_resource", type, defaults)),
  ];
  const name = alias === undefined ? [] : [`  alias = "${alias}"\n`];
  return `mock_provider "aws" {\n${[...name, ...data].join("\n")}}\n`;
}

/** What people fill in: a check of the stack that waits for it would fail the test. */
const FILLED_IN: Readonly<Record<string, Json>> = { alarm_emails: ["on-call@example.com"] };

function printVariables(graph: ResourceGraph, environment: Environment): string {
  const pairs = graph.variables
    .map(
      ({ name, values }) => [name, Object.hasOwn(values, environment.id) ? values : FILLED_IN, environment.id] as const,
    )
    .map(([name, values, id]) => [name, values === FILLED_IN ? values[name] : values[id]] as const)
    .flatMap(([name, value]) => (value === undefined ? [] : [[name, printExpression(value, 2)] as const]));
  return `variables {\n${alignAssignments(pairs, "  ")}}\n`;
}

/** A block and a property that blocks of its type must have. */
interface Guarded {
  readonly block: GraphBlock;
  readonly rule: SafetyRule;
}

function guardedIn({ blocks }: ResourceGraph): Guarded[] {
  const rulesOf = new Map<string, SafetyRule[]>();
  for (const rule of SAFETY) rulesOf.set(rule.type, [...(rulesOf.get(rule.type) ?? []), rule]);
  return blocks
    .filter(({ kind }) => kind === "resource")
    .flatMap((block) => (rulesOf.get(block.labels[0] ?? "") ?? []).map((rule) => ({ block, rule })))
    .filter(({ block, rule }) => rule.where?.(block) ?? true);
}

function printRun(guarded: readonly Guarded[], environment: Environment): string {
  const asserts = guarded
    .filter(({ rule }) => holdsIn(rule, environment))
    .map(({ block, rule }) => assertion(rule, block, environment));
  const body = ["  command = plan\n", ...asserts].join("\n");
  return `run "${environment.id.replaceAll("-", "_")}_is_safe" {\n${body}}\n`;
}

function holdsIn({ profile, when }: SafetyRule, environment: Environment): boolean {
  return (profile === undefined || profile === environment.profile) && (when?.(environment) ?? true);
}

function assertion(rule: SafetyRule, block: GraphBlock, environment: Environment): string {
  const address = addressOf(block);
  const isRepeated = block.body.attributes.some(([name]) => name === "for_each" || name === "count");
  const condition = isRepeated
    ? `alltrue([for one in ${address} : ${rule.condition("one", environment)}])`
    : rule.condition(address, environment);
  const pairs = [
    ["condition", condition],
    ["error_message", printExpression(`${address}: ${rule.message}`)],
  ] as const;
  return `  assert {\n${alignAssignments(pairs, "    ")}  }\n`;
}
