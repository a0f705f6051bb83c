// In: the architecture and the stack blueprints. Out: the resource graph, synthesized in memory. Never writes files, save for the stock cdktf's own output folder in `synthesizeToFolder`.
import {
  App,
  DefaultTokenResolver,
  StringConcat,
  TerraformElement,
  TerraformProvider,
  TerraformStack,
  TerraformVariable,
  Tokenization,
} from "cdktf";
import { type IConstruct, type Node, RootConstruct } from "constructs";
import type { Architecture } from "../architecture/model.ts";
import { NOTES, type Notes, type StackBlueprint, VALUES } from "./blueprint.ts";
import { isKnown, isObject, type JsonObject, learn, property, type Shape, toBody } from "./body.ts";
import type { BlockKind, GraphBlock, GraphVariable, Json, ResourceGraph } from "./graph.ts";
import { resolveMarkers } from "./markers.ts";
import { AWS_PROVIDER } from "./versions.ts";

/** The stack blueprints in build order and the empty table of parts that they fill. */
export interface StackRegistry<Parts> {
  readonly blueprints: readonly StackBlueprint<Parts>[];
  createParts(): Parts;
}

const STACK = "stack";

/** The graph of everything that the blueprints build for this architecture. Pure: no file, no environment variable, no backend. */
export function synthesize<Parts>(architecture: Architecture, registry: StackRegistry<Parts>): ResourceGraph {
  return withoutTraces(() => {
    const stack = new ReadableStack(new RootConstruct(), STACK);
    build(stack, architecture, registry);
    return toGraph(stack);
  });
}

/** The same stack through the stock engine, written to `folder` as `cdktf synth` expects it of an app. The engine reads its own `CDKTF_*` variables. */
export function synthesizeToFolder<Parts>(
  architecture: Architecture,
  registry: StackRegistry<Parts>,
  folder: string,
): void {
  const app = new App({ outdir: folder, hclOutput: false });
  const stack = new ReadableStack(app, STACK);
  build(stack, architecture, registry);
  stack.addOverride("terraform.required_providers.aws", AWS_PROVIDER);
  app.synth();
}

/** The engine records a full stack trace for each of its thousands of tokens, a third of the whole time, for messages that we never print. Errors keep theirs. */
function withoutTraces<T>(work: () => T): T {
  const capture = Error.captureStackTrace;
  Error.captureStackTrace = () => undefined;
  try {
    return work();
  } finally {
    Error.captureStackTrace = capture;
  }
}

function build<Parts>(stack: TerraformStack, architecture: Architecture, registry: StackRegistry<Parts>): void {
  const parts = registry.createParts();
  for (const blueprint of registry.blueprints) {
    if (blueprint.appliesTo(architecture)) blueprint.build(stack, architecture, parts);
  }
}

/** Logical ids are the construct path joined by underscores: addresses that people read, instead of the engine's hashes. A child called `Resource` stands for its parent. */
class ReadableStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : (element as Node);
    const path = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const named = path.filter((id) => id !== "Resource");
    return (named.length === 0 ? path : named).join("_").replaceAll("-", "_");
  }
}

function toGraph(stack: TerraformStack): ResourceGraph {
  const blocks: GraphBlock[] = [];
  const variables: GraphVariable[] = [];
  const providerAliases = new Set<string>();
  const seen = new Set<string>();
  const resolve = resolverOf(stack);
  const shapes: Shapes = new Map();
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    if (TerraformProvider.isTerraformProvider(element)) {
      if (element.alias !== undefined) providerAliases.add(element.alias);
      continue;
    }
    if (element instanceof TerraformVariable) {
      variables.push({
        name: element.friendlyUniqueId,
        topic: notesOf(element).file ?? "main",
        values: valuesOf(element),
      });
    }
    for (const block of toBlocks(resolve, shapes, element)) {
      const address = [block.kind, ...block.labels].join(".");
      if (block.kind !== "locals" && seen.has(address)) throw new Error(`${address} is built twice`);
      seen.add(address);
      blocks.push(block);
    }
  }
  return {
    blocks: mergeLocals(blocks),
    variables: variables.sort((a, b) => (a.name < b.name ? -1 : 1)),
    providerAliases: [...providerAliases].sort(),
  };
}

const OWN_FILE: Readonly<Partial<Record<BlockKind, string>>> = {
  variable: "variables",
  output: "outputs",
  locals: "locals",
};

/** Kind and type of a block → its fields. */
type Shapes = Map<string, Shape>;

/** The shape of a block; the bindings are asked when it holds a field that no block of its type had before. */
function shapeOf(
  resolve: Resolve,
  shapes: Shapes,
  element: TerraformElement,
  [kind, type, name]: readonly [string, string, string],
  body: JsonObject,
): Shape {
  const key = `${kind} ${type}`;
  const shape: Shape = shapes.get(key) ?? new Map();
  shapes.set(key, shape);
  if (isKnown(shape, body)) return shape;
  const described: object = element.toHclTerraform();
  const all = holdsLazyBlocks(described) ? resolve(described) : described;
  learn(shape, property(property(property(all, kind), type), name));
  return shape;
}

function toBlocks(resolve: Resolve, shapes: Shapes, element: TerraformElement): GraphBlock[] {
  const json = resolve(element.toTerraform()) as JsonObject;
  const notes = notesOf(element);
  const about = {
    because: notes.because ?? [],
    comment: notes.comment,
    skips: notes.skips ?? [],
  };
  const blocks: GraphBlock[] = [];
  for (const [section, content] of Object.entries(json)) {
    const kind = section as BlockKind;
    const file = OWN_FILE[kind] ?? notes.file ?? "main";
    if (!isObject(content)) throw new Error(`${element.node.path}: ${section} is not printed`);
    if (kind === "locals") {
      blocks.push({ kind, labels: [], file, body: toBody("", content, undefined), ...about });
    } else if (kind === "variable" || kind === "output" || kind === "check") {
      for (const [name, body] of Object.entries(content)) {
        blocks.push({ kind, labels: [name], file, body: toBody("", body as JsonObject, undefined), ...about });
      }
    } else if (kind === "resource" || kind === "data") {
      for (const [type, named] of Object.entries(content)) {
        for (const [name, body] of Object.entries(named as JsonObject)) {
          const fields = body as JsonObject;
          const shape = shapeOf(resolve, shapes, element, [kind, type, name], fields);
          blocks.push({ kind, labels: [type, name], file, body: toBody(type, fields, shape), ...about });
        }
      }
    } else throw new Error(`${element.node.path}: ${section} is not printed`);
  }
  return blocks;
}

/** All locals share one block, sorted by name. */
function mergeLocals(blocks: readonly GraphBlock[]): GraphBlock[] {
  const locals = blocks.filter(({ kind }) => kind === "locals");
  const others = blocks.filter(({ kind }) => kind !== "locals");
  const first = locals[0];
  if (first === undefined) return others;
  const attributes = locals.flatMap(({ body }) => body.attributes).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return [{ ...first, because: [], comment: undefined, skips: [], body: { attributes, blocks: [] } }, ...others];
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

type Resolve = (value: object) => unknown;

/** For one finished stack, whose markers stand for the same everywhere: each text with one is resolved once. */
function resolverOf(stack: TerraformStack): Resolve {
  const options = { scope: stack, resolver: RESOLVER, preparing: false };
  const known = new Map<string, unknown>();
  const resolveMarked = (marked: unknown): unknown => {
    if (typeof marked !== "string") return Tokenization.resolve(marked, options);
    const resolved = known.get(marked) ?? Tokenization.resolve(marked, options);
    known.set(marked, resolved);
    return resolved;
  };
  return (value) => resolveMarkers(value, resolveMarked);
}

/** Whether a list of blocks is only known after resolving. Resolving every description would double the time of synthesis. */
function holdsLazyBlocks(shape: unknown): boolean {
  if (typeof shape !== "object" || shape === null) return false;
  if (Tokenization.isResolvable(shape)) return true;
  return Object.values(shape).some((value) => typeof value === "object" && holdsLazyBlocks(value));
}

/** Field by field, the nearest ancestor that says something. */
function notesOf(construct: IConstruct): Notes {
  let notes: Notes = {};
  for (const { node } of construct.node.scopes) {
    for (const { type, data } of node.metadata) if (type === NOTES) notes = { ...notes, ...(data as Notes) };
  }
  return notes;
}

function valuesOf(variable: TerraformVariable): Readonly<Record<string, Json>> {
  const entry = variable.node.metadata.find(({ type }) => type === VALUES);
  return entry === undefined ? {} : (entry.data as Readonly<Record<string, Json>>);
}
