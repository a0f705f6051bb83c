// In: a block as Terraform JSON and the provider bindings' description of its fields. Out: a body that tells nested blocks and attributes apart. Never imports cdktf.
import { setField } from "../shared/json.ts";
import type { Body, Json, NestedBlock } from "./graph.ts";
import { isMarkerOfList, isPlainObject } from "./markers.ts";

export type JsonObject = { readonly [key: string]: Json };

/** Blocks of the language itself, which the bindings' descriptions leave out. */
const LANGUAGE_BLOCKS = new Set([
  "lifecycle",
  "precondition",
  "postcondition",
  "connection",
  "provisioner",
  "validation",
  "assert",
]);

/** Fields that the bindings call "any" because the provider nests them without end; inside them every object is a block. */
const UNTYPED_BLOCKS: Readonly<Record<string, string>> = {
  aws_wafv2_web_acl: "statement",
  aws_wafv2_rule_group: "statement",
};

/** Lists that are attributes in the provider, although they may be written as blocks: an empty one says "none", a missing one "leave them". */
const EMPTY_SAYS_NONE: Readonly<Record<string, readonly string[]>> = {
  aws_default_route_table: ["route"],
  aws_default_security_group: ["egress", "ingress"],
  aws_network_acl: ["egress", "ingress"],
  aws_route_table: ["route"],
  aws_security_group: ["egress", "ingress"],
};

/** What the bindings say about the fields of a block: the same for every block of a type, so one description serves them all. */
export type Shape = Map<string, Field>;

interface Field {
  readonly isBlock: boolean;
  /** The fields of a block. */
  readonly inner?: Shape;
}

const ATTRIBUTE: Field = { isBlock: false };

/** How the fields of one element are read. */
export interface Reading {
  /** "aws_vpc", or "" for variables and outputs. */
  readonly type: string;
  /** The value of a field with its references as text; undefined when there is none. */
  resolve(value: unknown): unknown;
  /** Adds to the shape what the bindings say of this very element: asked when it has a field that none of its type had before. */
  learn(): void;
}

type Fields = Readonly<Record<string, unknown>>;

/** Arguments that every type has and no description holds. */
const META_ARGUMENTS = new Set(["count", "depends_on", "for_each", "provider", "dynamic", "//"]);

/** Adds what a resolved description of one block says: `{ field: { isBlock, value } }`. */
export function learn(shape: Shape, described: unknown): void {
  if (typeof described !== "object" || described === null) return;
  for (const [name, field] of Object.entries(described)) {
    const isBlock = property(field, "isBlock");
    if (typeof isBlock !== "boolean") continue;
    if (!isBlock) {
      shape.set(name, ATTRIBUTE);
      continue;
    }
    const inner = shape.get(name)?.inner ?? new Map();
    shape.set(name, { isBlock, inner });
    const value = property(field, "value");
    for (const item of Array.isArray(value) ? value : [value]) learn(inner, item);
  }
}

/** Reads the fields of one block. One that `shape` does not know is an attribute. */
export function toBody(reading: Reading, fields: Fields, shape: Shape | undefined, inUntyped = false): Body {
  const attributes: [string, Json][] = [];
  const blocks: NestedBlock[] = [];
  const { type } = reading;
  for (const name of Object.keys(fields)) {
    const given = fields[name];
    if (given === undefined || given === null || name === "//") continue;
    if (name === "dynamic") {
      blocks.push(...toDynamicBlocks(reading, reading.resolve(given) as Json));
      continue;
    }
    const isWide = typeof given === "object";
    if (isWide && shape !== undefined && !shape.has(name) && !META_ARGUMENTS.has(name) && !LANGUAGE_BLOCKS.has(name))
      reading.learn();
    const field = shape?.get(name);
    const untyped = inUntyped || UNTYPED_BLOCKS[type] === name;
    const isBlock = LANGUAGE_BLOCKS.has(name) || field?.isBlock === true || (untyped && holdsObjects(given));
    // What is in a block is resolved when the block is read.
    const value = (isBlock && isPlain(given) ? given : reading.resolve(given)) as Json | undefined;
    if (value === undefined || value === null) continue;
    // A whole list of blocks given by one expression has no block syntax; the provider reads it as an attribute.
    const saysNone = Array.isArray(value) && value.length === 0 && EMPTY_SAYS_NONE[type]?.includes(name);
    if (!isBlock || typeof value !== "object" || saysNone) {
      attributes.push([name, value]);
      continue;
    }
    for (const item of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
      const block = isPlain(item) ? item : (reading.resolve(item) as Json | undefined);
      if (block === undefined) continue;
      if (!isObject(block)) throw new Error(`${type}: block ${name} holds ${JSON.stringify(block)}`);
      blocks.push({ name, labels: [], body: toBody(reading, block, field?.inner, untyped) });
    }
  }
  return { attributes, blocks };
}

/** `dynamic "name" { for_each, content { … } }`: the bindings do not describe the content, so every object in it is a block. */
function toDynamicBlocks(reading: Reading, value: Json): NestedBlock[] {
  const { type } = reading;
  if (!isObject(value)) throw new Error(`${type}: dynamic holds ${JSON.stringify(value)}`);
  return Object.entries(value).map(([label, dynamic]) => {
    if (!isObject(dynamic) || !isObject(dynamic["content"] ?? null))
      throw new Error(`${type}: dynamic ${label} has no content`);
    const { content, ...rest } = dynamic;
    const body = toBody(reading, rest, undefined);
    const inner = toBody(reading, content as JsonObject, undefined, true);
    return {
      name: "dynamic",
      labels: [label],
      body: { attributes: body.attributes, blocks: [{ name: "content", labels: [], body: inner }] },
    };
  });
}

/** A body as Terraform JSON again, every block as a list; for comparisons. */
export function bodyToJson(body: Body): JsonObject {
  const json: Record<string, Json> = {};
  for (const [name, value] of body.attributes) setField(json, name, value);
  for (const block of body.blocks) {
    const name = [block.name, ...block.labels].join(".");
    const known = json[name];
    json[name] = [...(Array.isArray(known) ? (known as readonly Json[]) : []), bodyToJson(block.body)];
  }
  return json;
}

/** Own property of anything. */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** An object or a list of objects; the engine's own objects stand for something else. */
function holdsObjects(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 && value.every(isPlainObject) : isPlainObject(value);
}

function isPlain(value: unknown): boolean {
  return Array.isArray(value) ? !value.some(isMarkerOfList) : isPlainObject(value);
}

export function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
