// In: nothing. Out: the two interfaces that every blueprint implements, and how a construct says which file it goes to and why it exists. Never imports cdktf at run time.
import type { TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import type { Architecture, Reason } from "../architecture/model.ts";
import type { Decisions } from "../decisions/decision.ts";
import type { Retired } from "../resources/snapshot.ts";
import type { GeneratedFile } from "./file-set.ts";
import type { ResourceGraph } from "./graph.ts";

/** Adds constructs to the one stack. `Parts` is what stack blueprints hand to each other, in registry order. */
export interface StackBlueprint<Parts> {
  readonly name: string;
  appliesTo(architecture: Architecture): boolean;
  build(stack: TerraformStack, architecture: Architecture, parts: Parts): void;
}

export interface FileInput {
  readonly architecture: Architecture;
  readonly decisions: Decisions;
  /** The stack of this architecture, for documents and checks that speak of resources. */
  readonly graph: ResourceGraph;
  /** Environments that the answers gave up and that may still run, by id. */
  readonly retired?: Retired | undefined;
  /** What the blueprints before this one made, for those that speak of other files. */
  readonly files: readonly GeneratedFile[];
}

/** Returns text files. */
export interface FileBlueprint {
  readonly name: string;
  appliesTo(architecture: Architecture): boolean;
  render(input: FileInput): GeneratedFile[];
}

export const NOTES = "scaffold:notes";
export const VALUES = "scaffold:values";

/** What a construct says about itself and its children: the `.tf` file they are printed to, why they exist, and one sentence for the reader. The nearest ancestor that says something wins, field by field. */
export interface Notes {
  /** File of the stack module without ending: "network", "database", "service-api". */
  readonly file?: string;
  readonly because?: readonly Reason[];
  /** Printed above the block. Ours, never free text. */
  readonly comment?: string;
  /** Checkov checks that do not apply to this very resource, with the reason; printed as inline skips and into the controls table. */
  readonly skips?: readonly ControlException[];
}

export interface ControlException {
  readonly check: string;
  readonly reason: string;
}

/** Attaches notes to a construct. */
export function annotate(construct: IConstruct, notes: Notes): void {
  construct.node.addMetadata(NOTES, notes);
}
