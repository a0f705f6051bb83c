// In: the graph of the bootstrap root. Out: its files. Never a backend: its state starts on the disk of the person who applies it.
import type { Architecture } from "../architecture/model.ts";
import { printExpression } from "./expression.ts";
import type { GeneratedFile } from "./file-set.ts";
import { type GraphBlock, type GraphVariable, type ResourceGraph, textOf } from "./graph.ts";
import { printBlocks } from "./hcl.ts";
import { regionOf } from "./provider-region.ts";
import { stackFiles, terraformFile } from "./stack-files.ts";

/** The files of `infra/bootstrap`: those of its graph, the provider and the values to fill in. */
export function bootstrapFiles(architecture: Architecture, graph: ResourceGraph, folder: string): GeneratedFile[] {
  const provider = (alias: string | undefined, region: string): GraphBlock => ({
    kind: "provider",
    labels: ["aws"],
    file: "providers",
    body: {
      attributes: [...(alias === undefined ? [] : ([["alias", alias]] as const)), ["region", region]],
      blocks: [
        {
          name: "default_tags",
          labels: [],
          body: {
            attributes: [["tags", { Project: architecture.project.id, ManagedBy: architecture.iac }]],
            blocks: [],
          },
        },
      ],
    },
    because: [],
    comment: undefined,
    skips: [],
  });
  const providers = [
    provider(undefined, "${var.region}"),
    ...graph.providerAliases.map((alias) => provider(alias, regionOf(alias, architecture, graph))),
  ];
  const files = [...stackFiles(graph, folder), terraformFile(`${folder}/providers.tf`, printBlocks(providers), [])];
  const values = graph.variables.filter((variable) => Object.keys(variable.values).length > 0);
  if (values.length === 0) return files;
  return [...files, terraformFile(`${folder}/bootstrap.auto.tfvars`, placeholders(graph, values), [])];
}

/** Values that only people know: until they are replaced, the roles trust nobody. */
function placeholders(graph: ResourceGraph, variables: readonly GraphVariable[]): string {
  const lines = variables.flatMap(({ name, values }) => {
    const block = graph.blocks.find(({ kind, labels }) => kind === "variable" && labels[0] === name);
    const [value = ""] = Object.values(values);
    return ["", `# ${textOf(block, "description")}`, `${name} = ${printExpression(value)}`];
  });
  return ["# Whom the roles of the pipeline trust. Until this is replaced: nobody.", ...lines, ""].join("\n");
}
