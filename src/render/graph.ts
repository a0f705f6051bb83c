// In: nothing. Out: the resource graph as data: blocks of Terraform with their file, reasons and dependencies. Never cdktf's types.
import type { Reason } from "../architecture/model.ts";
import type { ReadonlyJson } from "../shared/json.ts";
import type { ControlException } from "./blueprint.ts";

/** A value as Terraform JSON has it: strings may be templates ("x-${aws_vpc.this.id}"). */
export type Json = ReadonlyJson;

/** The content of a block in print order. `attributes` are `name = value`; `blocks` are nested blocks, each with its own body. */
export interface Body {
  readonly attributes: readonly (readonly [name: string, value: Json])[];
  readonly blocks: readonly NestedBlock[];
}

export interface NestedBlock {
  readonly name: string;
  readonly labels: readonly string[];
  readonly body: Body;
}

export type BlockKind =
  | "terraform"
  | "provider"
  | "variable"
  | "locals"
  | "data"
  | "resource"
  | "module"
  | "output"
  | "moved"
  | "removed"
  | "check"
  | "import";

export interface GraphBlock {
  readonly kind: BlockKind;
  /** `["aws_vpc", "this"]` for a resource, `["region"]` for a variable, `[]` for locals. */
  readonly labels: readonly string[];
  /** File without ending. */
  readonly file: string;
  readonly body: Body;
  readonly because: readonly Reason[];
  readonly comment: string | undefined;
  readonly skips: readonly ControlException[];
}

/** An input of the stack module, with its value in each environment. */
export interface GraphVariable {
  readonly name: string;
  /** File of the construct that declares it, without ending: what it is about. */
  readonly topic: string;
  /** Environment id → value for `<env>.auto.tfvars`; an environment without a value leaves the default. */
  readonly values: Readonly<Record<string, Json>>;
}

export interface ResourceGraph {
  readonly blocks: readonly GraphBlock[];
  readonly variables: readonly GraphVariable[];
  /** Provider configurations that the module expects beside the default one ("us_east_1", "dr"). */
  readonly providerAliases: readonly string[];
  /** Alias → region, of those that only resources of earlier runs need: Terraform cannot destroy or forget what it has no configuration for. */
  readonly keptProviders?: Readonly<Record<string, string>>;
}

/** `aws_vpc.this`, `data.aws_caller_identity.current`, `var.region`, … */
export function addressOf(block: GraphBlock): string {
  switch (block.kind) {
    case "resource":
      return block.labels.join(".");
    case "data":
      return ["data", ...block.labels].join(".");
    case "variable":
      return `var.${block.labels.join(".")}`;
    case "output":
      return `output.${block.labels.join(".")}`;
    case "module":
      return `module.${block.labels.join(".")}`;
    default:
      return [block.kind, ...block.labels].join(".");
  }
}

/** An argument that is a text, as it is printed; empty where there is none. */
export function textOf(block: GraphBlock | undefined, name: string): string {
  const value = block?.body.attributes.find(([own]) => own === name)?.[1];
  return typeof value === "string" ? value : "";
}
