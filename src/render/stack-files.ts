// In: the resource graph. Out: the files of the module `infra/stack`, split by concern. Never a value of an environment.
import type { Reason } from "../architecture/model.ts";
import type { GeneratedFile } from "./file-set.ts";
import type { GraphBlock, ResourceGraph } from "./graph.ts";
import { addressOf } from "./graph.ts";
import { printBlocks } from "./hcl.ts";
import { AWS_PROVIDER, REQUIRED_VERSION } from "./versions.ts";

/** One `.tf` file per concern, and `terraform.tf` with the versions and the provider configurations that a caller must hand in. */
export function stackFiles(graph: ResourceGraph, folder: string): GeneratedFile[] {
  const byFile = new Map<string, GraphBlock[]>();
  for (const block of [terraformBlock(graph.providerAliases), ...graph.blocks]) {
    const blocks = byFile.get(block.file) ?? [];
    blocks.push(block);
    byFile.set(block.file, blocks);
  }
  return [...byFile].map(([file, blocks]) => {
    const sorted = file === "variables" || file === "outputs" ? blocks.toSorted(byAddress) : blocks;
    return terraformFile(
      `${folder}/${file}.tf`,
      printBlocks(sorted),
      blocks.flatMap((block) => block.because),
    );
  });
}

/** A managed file of HCL that says which decisions and answers it comes from. */
export function terraformFile(path: string, content: string, reasons: readonly Reason[]): GeneratedFile {
  const because = new Set<string>();
  for (const { decision, pointer } of reasons) {
    because.add(decision);
    if (pointer !== undefined) because.add(pointer);
  }
  return { path, content, ownership: "managed", blueprint: "terraform", because: [...because].sort() };
}

/** `terraform { required_version, required_providers }`. */
export function terraformBlock(aliases: readonly string[]): GraphBlock {
  const aws = {
    ...AWS_PROVIDER,
    ...(aliases.length === 0 ? {} : { configuration_aliases: aliases.map((alias) => `\${aws.${alias}}`) }),
  };
  return {
    kind: "terraform",
    labels: [],
    file: "terraform",
    body: {
      attributes: [["required_version", REQUIRED_VERSION]],
      blocks: [{ name: "required_providers", labels: [], body: { attributes: [["aws", aws]], blocks: [] } }],
    },
    because: [],
    comment: undefined,
    skips: [],
  };
}

function byAddress(a: GraphBlock, b: GraphBlock): number {
  return addressOf(a) < addressOf(b) ? -1 : 1;
}
