// In: the resource graph. Out: the names that things have in AWS: what is renamed in the answers keeps the name that it was made with. Pure.
import { type ResourceGraph, textOf } from "../../../src/render/graph.ts";

/** The last part of the name of a part's image reference and repository. */
export function imageNameOf(id: string, { blocks }: ResourceGraph): string {
  const label = `${id.replaceAll("-", "_")}_image`;
  const block = blocks.find(({ labels }) => labels[0] === "aws_ssm_parameter" && labels[1] === label);
  return /\/images\/([^/]+)$/.exec(textOf(block, "name"))?.[1] ?? id;
}

/** Of the queues whose Terraform name ends so. */
export function queueNames({ blocks }: ResourceGraph, end: string, prefix: string): string[] {
  return blocks
    .filter(
      ({ kind, labels: [type, name = ""] }) => kind === "resource" && type === "aws_sqs_queue" && name.endsWith(end),
    )
    .map((block) => textOf(block, "name").replace("${local.prefix}", prefix));
}
