// In: one environment and the inputs and outputs of the stack module. Out: the root that people plan and apply. Never a resource of its own.
import type { Architecture, Environment } from "../architecture/model.ts";
import { alignAssignments, printExpression } from "./expression.ts";
import type { GeneratedFile } from "./file-set.ts";
import type { BlockKind, Body, GraphBlock, GraphVariable, Json, NestedBlock, ResourceGraph } from "./graph.ts";
import { textOf } from "./graph.ts";
import { flatten, printBlocks } from "./hcl.ts";
import { regionOf } from "./provider-region.ts";
import { terraformBlock, terraformFile } from "./stack-files.ts";

/** `main`, `terraform`, `providers`, `backend`, `variables`, `outputs` and the values in `<env>.auto.tfvars`, for each environment. What no environment has for itself is printed once. */
export function environmentFiles(architecture: Architecture, graph: ResourceGraph, folder: string): GeneratedFile[] {
  const variables = sorted(graph.blocks.filter(({ kind }) => kind === "variable"));
  const outputs = sorted(graph.blocks.filter(({ kind }) => kind === "output"));
  const providers = printBlocks([tagsBlock(architecture), ...providerBlocks(architecture, graph)]);
  const main = printBlocks([moduleBlock(variables, graph.providerAliases)]);
  const terraform = printBlocks([terraformBlock([])]);
  const inputs = printBlocks(sorted([ACCOUNT_ID, ...variables.map(withoutValidation)]));
  const handedOn = printBlocks(outputs.map(passedOn));
  return architecture.environments.flatMap((environment) => {
    const file = (name: string, content: string) =>
      terraformFile(`${folder}/${environment.id}/${name}`, content, environment.because);
    return [
      file("main.tf", main),
      file("terraform.tf", terraform),
      file("providers.tf", providers),
      file("backend.tf", printBlocks([backendBlock(architecture, environment)])),
      file("variables.tf", inputs),
      ...(outputs.length === 0 ? [] : [file("outputs.tf", handedOn)]),
      file(`${environment.id}.auto.tfvars`, printValues(graph, environment)),
    ];
  });
}

const BARE_BLOCK = { file: "main", because: [], comment: undefined, skips: [] } as const;

function block(kind: BlockKind, labels: readonly string[], body: Partial<Body>, comment?: string): GraphBlock {
  return { ...BARE_BLOCK, kind, labels, comment, body: { attributes: [], blocks: [], ...body } };
}

function sorted(blocks: readonly GraphBlock[]): GraphBlock[] {
  return blocks.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

function nameOf({ labels }: GraphBlock): string {
  return labels[0] ?? "";
}

function moduleBlock(variables: readonly GraphBlock[], aliases: readonly string[]): GraphBlock {
  const providers = Object.fromEntries(["aws", ...aliases.map((alias) => `aws.${alias}`)].map((name) => [name, name]));
  return block("module", ["stack"], {
    attributes: [
      ["source", "../../stack"],
      ...(aliases.length === 0 ? [] : ([["providers", providers]] as const)),
      ...variables.map((variable) => [nameOf(variable), `\${var.${nameOf(variable)}}`] as const),
    ],
  });
}

/** Not in the module: it only guards the root against the wrong account. */
const ACCOUNT_ID = block("variable", ["account_id"], {
  attributes: [
    ["description", "The only AWS account that this environment may be applied to; null turns the guard off."],
    ["type", "string"],
    ["default", null],
  ],
  blocks: [
    {
      name: "validation",
      labels: [],
      body: {
        attributes: [
          ["condition", '${var.account_id == null || can(regex("^[0-9]{12}$", var.account_id))}'],
          ["error_message", "An account id is twelve digits."],
        ],
        blocks: [],
      },
    },
  ],
});

/** The module checks its inputs itself. */
function withoutValidation(variable: GraphBlock): GraphBlock {
  return { ...variable, body: { ...variable.body, blocks: [] } };
}

function passedOn(output: GraphBlock): GraphBlock {
  const kept = output.body.attributes.filter(([name]) => name === "description" || name === "sensitive");
  return block("output", output.labels, { attributes: [...kept, ["value", `\${module.stack.${nameOf(output)}}`]] });
}

function tagsBlock(architecture: Architecture): GraphBlock {
  const tags = { Project: architecture.project.id, Environment: "${var.environment}", ManagedBy: architecture.iac };
  return block("locals", [], { attributes: [["tags", tags]] }, "On every resource that can have tags.");
}

const KEPT_PROVIDER = "For what earlier runs made in this region: without it, no plan can let go of that.";

function providerBlocks(architecture: Architecture, graph: ResourceGraph): GraphBlock[] {
  const { providerAliases: aliases, keptProviders: kept = {} } = graph;
  const provider = (alias: string | undefined, region: Json): GraphBlock => {
    const tags: NestedBlock = {
      name: "default_tags",
      labels: [],
      body: { attributes: [["tags", "${local.tags}"]], blocks: [] },
    };
    const comment = alias !== undefined && Object.hasOwn(kept, alias) ? KEPT_PROVIDER : undefined;
    const body = {
      attributes: [
        ...(alias === undefined ? [] : ([["alias", alias]] as const)),
        ["region", region],
        ["allowed_account_ids", "${var.account_id == null ? null : [var.account_id]}"],
      ],
      blocks: [tags],
    } satisfies Body;
    return block("provider", ["aws"], body, comment);
  };
  return [
    provider(undefined, "${var.region}"),
    ...aliases.map((alias) => provider(alias, regionOf(alias, architecture, graph))),
  ];
}

function backendBlock(architecture: Architecture, environment: Environment): GraphBlock {
  const s3: NestedBlock = {
    name: "backend",
    labels: ["s3"],
    body: {
      attributes: [
        ["key", `${architecture.project.id}/${environment.id}.tfstate`],
        ["region", architecture.region],
        ["encrypt", true],
        ["kms_key_id", `alias/${architecture.project.id}-terraform-state`],
        ["use_lockfile", true],
      ],
      blocks: [],
    },
  };
  const comment =
    "The bucket is the output state_bucket_name of ../../bootstrap, given to init as -backend-config=bucket=…";
  return block("terraform", [], { blocks: [s3] }, comment);
}

/** The inputs that every concern reads are declared beside the locals; their values come first. */
const FOUNDATION = "locals";

/** Every input with its value here, by topic, each under its description: the page where people change numbers. */
function printValues(graph: ResourceGraph, environment: Environment): string {
  const topics = new Map<string, GraphVariable[]>();
  for (const variable of graph.variables) {
    if (!Object.hasOwn(variable.values, environment.id)) continue;
    topics.set(variable.topic, [...(topics.get(variable.topic) ?? []), variable]);
  }
  const descriptions = new Map(
    graph.blocks
      .filter(({ kind }) => kind === "variable")
      .map((variable) => [nameOf(variable), descriptionOf(variable)]),
  );
  const sections = [...topics]
    .map(([topic, variables]) => [topic === FOUNDATION ? "" : topic, variables] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([topic, variables]) => {
      const lines = variables.map(({ name, values }) => {
        const text = alignAssignments([[name, printExpression(values[environment.id] ?? null)]], "");
        return `# ${flatten(descriptions.get(name) ?? name)}\n${text}`;
      });
      return `# ---- ${topic === "" ? "this environment" : topic} ----\n\n${lines.join("\n")}`;
    });
  const account =
    '# The account that this environment may be applied to. Plans against any other account stop at once.\n# account_id = "123456789012"\n';
  return [
    `# Values of ${environment.id} (profile ${environment.profile}). The place to change sizes and limits.\n`,
    account,
    ...sections,
  ].join("\n");
}

function descriptionOf(variable: GraphBlock): string {
  return textOf(variable, "description") || nameOf(variable);
}
