// In: the graph of the bootstrap root. Out: its files. Never a backend: its state starts on the disk of the person who applies it.
import type { Architecture } from "../architecture/model.ts";
import type { GeneratedFile } from "./file-set.ts";
import type { GraphBlock, ResourceGraph } from "./graph.ts";
import { printBlocks } from "./hcl.ts";
import { stackFiles, terraformFile } from "./stack-files.ts";

/** The files of `infra/bootstrap`: those of its graph, the provider and the values to fill in. */
export function bootstrapFiles(architecture: Architecture, graph: ResourceGraph, folder: string): GeneratedFile[] {
  const provider: GraphBlock = {
    kind: "provider",
    labels: ["aws"],
    file: "providers",
    body: {
      attributes: [["region", "${var.region}"]],
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
  };
  const files = [...stackFiles(graph, folder), terraformFile(`${folder}/providers.tf`, printBlocks([provider]), [])];
  if (!graph.variables.some(({ name }) => name === "repository")) return files;
  return [...files, terraformFile(`${folder}/bootstrap.auto.tfvars`, repositoryValue(architecture), [])];
}

/** A name longer than the 39 characters that GitHub allows: nobody can own it, so the roles trust nobody until it is replaced. */
const NOBODY = "replace-this-with-your-github-organisation";

function repositoryValue(architecture: Architecture): string {
  return [
    "# The GitHub repository whose workflows may assume the roles, as owner/name. Until it is replaced, nobody can.",
    `repository = "${NOBODY}/${architecture.project.id}"`,
    "",
  ].join("\n");
}
