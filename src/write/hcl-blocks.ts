// In: the text of a Terraform file. Out: its blocks in the form of Terraform JSON: what is no list and no object is a template. Never evaluates.
import type { ReadonlyJson as Json } from "../shared/json.ts";
import { readHcl } from "./merge/hcl/tree.ts";
import { type Group, type Item, isGroup, type Part } from "./merge/tree.ts";

export type Body = Readonly<Record<string, Json>>;

export interface HclBlock {
  /** `resource`, `variable`, `locals`, … */
  readonly kind: string;
  /** `aws_sqs_queue.jobs`; empty for a block without labels. */
  readonly labels: string;
  readonly body: Body;
}

export interface HclFile {
  readonly blocks: readonly HclBlock[];
  /** What stands outside of blocks: all of a file with values. */
  readonly values: Body;
}

/** Undefined for what Terraform would refuse. */
export function readBlocks(text: string): HclFile | undefined {
  const tree = readHcl(text);
  if (tree === undefined) return undefined;
  const blocks = tree.items
    .filter(({ kind }) => kind === "block")
    .map((item): HclBlock => {
      const [kind = "", ...labels] = item.key.split(".");
      return { kind, labels: labels.join("."), body: bodyOf(item) };
    });
  return { blocks, values: bodyOfGroup({ ...tree, items: tree.items.filter(({ kind }) => kind === "entry") }) };
}

function bodyOf({ parts }: Item): Body {
  const group = parts.find(isGroup);
  return group === undefined ? {} : bodyOfGroup(group);
}

/** Every nested block is an object in a list, under its name and labels. */
function bodyOfGroup({ items }: Group): Body {
  const body: Record<string, Json> = {};
  for (const item of items) {
    if (item.kind === "note") continue;
    if (item.kind === "entry") body[item.key] = toValue(item.parts.slice(1));
    else {
      const known = body[item.key];
      body[item.key] = [...(Array.isArray(known) ? (known as readonly Json[]) : []), bodyOf(item)];
    }
  }
  return body;
}

/** Lists and objects by their elements, so that they are compared one by one; everything else as the expression that it is. */
function toValue(parts: readonly Part[]): Json {
  const rest = parts.filter((part) => part !== "");
  const [only] = rest;
  if (rest.length === 1 && only !== undefined && isGroup(only)) {
    const items = only.items.filter(({ kind }) => kind !== "note");
    if (only.shape === "commas")
      return items.map(({ parts: [head = "", ...more] }) => toValue([trimmed(head), ...more]));
    if (items.every(({ key }) => /^[\w-]+$/.test(key)))
      return Object.fromEntries(items.map(({ key, parts: [, ...more] }) => [key, toValue(more)]));
  }
  return `\${${expressionOf(parts).trim()}}`;
}

function trimmed(part: Part): Part {
  return typeof part === "string" ? part.trim() : part;
}

/** The expression without the comments in it. */
function expressionOf(parts: readonly Part[]): string {
  return parts.map((part) => (isGroup(part) ? bracketed(part) : part)).join("");
}

function bracketed({ items, shape, open, close }: Group): string {
  const inner = items
    .filter(({ kind }) => kind !== "note")
    .map(({ parts, comma }) => expressionOf(parts) + (comma || shape === "commas" ? "," : "\n"));
  return `${open.trimStart().slice(0, 1)}${inner.join("")}${close.trimEnd().slice(-1)}`;
}
