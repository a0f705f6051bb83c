// In: the architecture and the stack blueprints. Out: the resource graph, synthesized in memory. Never writes files, save for the stock cdktf's own output folder in `synthesizeToFolder`.
import {
  App,
  DefaultTokenResolver,
  StringConcat,
  TerraformDataSource,
  TerraformElement,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
  Tokenization,
} from "cdktf";
import { type IConstruct, type Node, RootConstruct } from "constructs";
import type { Architecture } from "../architecture/model.ts";
import { NOTES, type Notes, type StackBlueprint, VALUES } from "./blueprint.ts";
import { learn, type Shape, toBody } from "./body.ts";
import type { BlockKind, GraphBlock, GraphVariable, Json, ResourceGraph } from "./graph.ts";
import { isPlainObject, resolveMarkers } from "./markers.ts";
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
  const context: Context = { resolve: resolverOf(stack), shapes: new Map(), notes: new Map() };
  for (const element of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(element)) continue;
    if (TerraformProvider.isTerraformProvider(element)) {
      if (element.alias !== undefined) providerAliases.add(element.alias);
      continue;
    }
    if (element instanceof TerraformVariable) {
      variables.push({
        name: element.friendlyUniqueId,
        topic: notesOf(element, context.notes).file ?? "main",
        values: valuesOf(element),
      });
    }
    for (const block of toBlocks(context, element)) {
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

interface Context {
  readonly resolve: Resolve;
  /** Kind and type of a block → its fields. */
  readonly shapes: Map<string, Shape>;
  readonly notes: Map<IConstruct, Notes>;
}

function toBlocks({ resolve, shapes, notes: known }: Context, element: TerraformElement): GraphBlock[] {
  const notes = notesOf(element, known);
  const about = { because: notes.because ?? [], comment: notes.comment, skips: notes.skips ?? [] };
  const toBlock = (kind: BlockKind, labels: readonly string[], fields: Fields, shape?: Shape): GraphBlock => {
    const type = shape === undefined ? "" : (labels[0] ?? "");
    const learn = () => shape && learnFrom(element, shape, resolve);
    const body = toBody({ type, resolve, learn }, fields, shape);
    return { kind, labels, file: OWN_FILE[kind] ?? notes.file ?? "main", body, ...about };
  };
  const toConstruct = (kind: BlockKind, type: string, name: string, fields: Fields): GraphBlock => {
    const key = `${kind} ${type}`;
    const shape: Shape = shapes.get(key) ?? new Map();
    shapes.set(key, shape);
    return toBlock(kind, [type, name], fields, shape);
  };
  if (isPlainConstruct(element)) {
    const kind = element instanceof TerraformResource ? "resource" : "data";
    return [toConstruct(kind, element.terraformResourceType, element.friendlyUniqueId, argumentsOf(element))];
  }
  const sections: Readonly<Record<string, Fields | undefined>> = element.toTerraform();
  return Object.entries(sections).flatMap(([section, content = {}]) => {
    const kind = section as BlockKind;
    const entries = Object.entries(content) as [string, Fields][];
    if (kind === "locals") return [toBlock(kind, [], content)];
    if (kind === "variable" || kind === "output" || kind === "check")
      return entries.map(([name, fields]) => toBlock(kind, [name], fields));
    if (kind === "resource" || kind === "data")
      return entries.flatMap(([type, named]) =>
        Object.entries(named).map(([name, fields]) => toConstruct(kind, type, name, fields as Fields)),
      );
    if (sections[section] === undefined) return [];
    throw new Error(`${element.node.path}: ${section} is not printed`);
  });
}

type Fields = Readonly<Record<string, unknown>>;

/** Most resources and data sources say all in their arguments. The engine's own way to them merges what they could have beside and copies it all three times, so only the others take it. */
function isPlainConstruct(element: TerraformElement): element is TerraformResource | TerraformDataSource {
  if (Object.keys(element["rawOverrides"]).length > 0) return false;
  if (element instanceof TerraformDataSource) return true;
  return (
    element instanceof TerraformResource &&
    element.provisioners === undefined &&
    element.connection === undefined &&
    element["_imported"] === undefined &&
    !element.hasResourceMove()
  );
}

function argumentsOf(element: TerraformResource | TerraformDataSource): Fields {
  const fields: Fields =
    element instanceof TerraformResource ? element["synthesizeAttributes"]() : element["synthesizeAttributes"]();
  const { dependsOn, count, provider, lifecycle, forEach } = element;
  if ((dependsOn ?? count ?? provider ?? lifecycle ?? forEach) === undefined) return fields;
  const meta = element.terraformMetaArguments;
  return {
    ...fields,
    depends_on: meta["dependsOn"],
    count: meta["count"],
    provider: meta["provider"],
    lifecycle: meta["lifecycle"] && inTerraformCase(meta["lifecycle"]),
    for_each: meta["forEach"],
  };
}

/** The engine's own `lifecycle` and what is in it, named as Terraform names it. */
function inTerraformCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inTerraformCase);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      inTerraformCase(field),
    ]),
  );
}

/** Adds what the bindings say of this element. A list of blocks may only be known after resolving. */
function learnFrom(element: TerraformElement, shape: Shape, resolve: Resolve): void {
  let described: object = {};
  if (element instanceof TerraformResource) described = element["synthesizeHclAttributes"]();
  else if (element instanceof TerraformDataSource) described = element["synthesizeHclAttributes"]();
  learn(shape, holdsLazyBlocks(described) ? resolve(described) : described);
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

type Resolve = (value: unknown) => unknown;

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

/** Field by field, the nearest ancestor that says something. `known` keeps what was asked before. */
function notesOf(construct: IConstruct, known: Map<IConstruct, Notes>): Notes {
  const before = known.get(construct);
  if (before !== undefined) return before;
  let notes = construct.node.scope === undefined ? {} : notesOf(construct.node.scope, known);
  for (const { type, data } of construct.node.metadata) if (type === NOTES) notes = { ...notes, ...(data as Notes) };
  known.set(construct, notes);
  return notes;
}

function valuesOf(variable: TerraformVariable): Readonly<Record<string, Json>> {
  const entry = variable.node.metadata.find(({ type }) => type === VALUES);
  return entry === undefined ? {} : (entry.data as Readonly<Record<string, Json>>);
}
