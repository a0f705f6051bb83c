// In: an architecture and, for a partial stack, the blueprints to build. Out: its resource graph and questions to it. Never writes.
import { Parts } from "../../blueprints/stacks/parts.ts";
import { stackRegistry } from "../../blueprints/stacks/registry.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import type { StackBlueprint } from "../../src/render/blueprint.ts";
import { bodyToJson, type JsonObject } from "../../src/render/body.ts";
import { addressOf, type ResourceGraph } from "../../src/render/graph.ts";
import { printBlocks } from "../../src/render/hcl.ts";
import { synthesize } from "../../src/render/synth.ts";

/** The graph of the given blueprints only, in that order; of the whole registry without them. */
export function graphOf(architecture: Architecture, blueprints?: readonly StackBlueprint<Parts>[]): ResourceGraph {
  const registry = blueprints === undefined ? stackRegistry : { blueprints, createParts: () => new Parts() };
  return synthesize(architecture, registry);
}

/** The block at `address` ("aws_vpc.this", "data.aws_caller_identity.current", "var.region") as JSON, every nested block as a list; throws when it is not there. */
export function blockAt(graph: ResourceGraph, address: string): JsonObject {
  const block = graph.blocks.find((candidate) => addressOf(candidate) === address);
  if (block === undefined) throw new Error(`no ${address}; there are ${graph.blocks.map(addressOf).join(", ")}`);
  return bodyToJson(block.body);
}

/** The same block as HCL text. */
export function hclAt(graph: ResourceGraph, address: string): string {
  return printBlocks(graph.blocks.filter((candidate) => addressOf(candidate) === address));
}
