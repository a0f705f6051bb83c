// In: the resources of a module as Terraform JSON, and the values of each root. Out: what the snapshot says about them: instances with their arguments. Pure.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { evaluateJson, evaluateTemplate, type Scope } from "./expression/evaluate.ts";
import type { Node } from "./expression/syntax.ts";
import { known, type Value } from "./expression/value.ts";
import { fingerprint, referencesIn } from "./references.ts";
import { resourceType } from "./resources.ts";
import { type SnapshotModule, type SnapshotReason, type SnapshotResource, typeOf } from "./snapshot.ts";

/** A resource block: strings of `body` are templates, nested blocks are lists of objects. */
export interface ResourceBlock {
  /** `aws_vpc.this` */
  readonly address: string;
  readonly body: Readonly<Record<string, Json>>;
  readonly because: readonly SnapshotReason[];
}

export interface ModuleBlocks {
  readonly resources: readonly ResourceBlock[];
  /** `data.aws_iam_policy_document.orders_task` */
  readonly data: readonly Pick<ResourceBlock, "address" | "body">[];
  /** Name → template. */
  readonly locals: Readonly<Record<string, Json>>;
}

/** Arguments of the language, which are no values of the resource. */
const META = new Set(["for_each", "count", "provider", "depends_on", "lifecycle"]);
/** A longer text is kept as its fingerprint. */
const LONGEST_TEXT = 200;
const DATA = /(?<![\w.-])data\.[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g;
/** Data sources that read others. */
const DEEPEST = 8;
/** More than any block of ours has. */
const MOST_COPIES = 100;

/** What every environment shares. */
export function membersOf({ resources }: Pick<ModuleBlocks, "resources">): SnapshotModule["members"] {
  const addresses = new Set(resources.map(({ address }) => address));
  return Object.fromEntries(
    resources.map(({ address, body, because }) => {
      const uses = referencesIn(body).filter((other) => other !== address && addresses.has(other));
      const provider = /^\$\{aws\.(\w+)\}$/.exec(String(body["provider"] ?? ""))?.[1];
      const nameArgument = resourceType(typeOf(address))?.name?.argument;
      const name = nameArgument === undefined ? undefined : body[nameArgument];
      return [
        address,
        {
          because: [...because],
          uses: [...new Set(uses)].sort(),
          ...(provider === undefined ? {} : { provider }),
          ...(typeof name === "string" && isNameTemplate(name) ? { name } : {}),
        },
      ];
    }),
  );
}

function isNameTemplate(text: string): boolean {
  return /^([A-Za-z0-9._/-]|\$\{(local\.(prefix|short_prefix)|var\.(environment|region)|each\.(key|value)|data\.aws_caller_identity\.current\.account_id)\})+$/.test(
    text,
  );
}

/** Every instance of the module with these values of its variables. */
export function instancesOf(
  { resources, data, locals }: ModuleBlocks,
  variables: Readonly<Record<string, Json>>,
  trees: Map<string, Node> = new Map(),
): Record<string, SnapshotResource> {
  const byAddress = new Map(resources.map((block) => [block.address, block]));
  const base: Scope = {
    variables,
    locals,
    trees,
    argumentOf(address, name, key) {
      const block = byAddress.get(address);
      const template = block !== undefined && Object.hasOwn(block.body, name) ? block.body[name] : undefined;
      if (block === undefined || template === undefined) return undefined;
      const copies = copiesOf(block, base);
      const copy = copies.length === 1 && copies[0]?.suffix === "" ? copies[0] : copies.find((one) => one.key === key);
      return copy === undefined ? undefined : { template, scope: copy.scope };
    },
  };
  const documents = documentsOf(data, base);
  return Object.fromEntries(
    resources.flatMap((block) =>
      copiesOf(block, base).map(({ suffix, scope }) => [block.address + suffix, toResource(block, scope, documents)]),
    ),
  );
}

/** What data sources are asked for, as text, by address. One that asks for nothing is told the same every time. */
function documentsOf(data: ModuleBlocks["data"], scope: Scope): ReadonlyMap<string, string> {
  const asked = data.map(({ address, body }) => [address, argumentsOf(body, scope)] as const);
  return new Map(
    asked
      .filter(([, values]) => Object.keys(values).length > 0)
      .map(([address, values]) => [address, JSON.stringify(values)]),
  );
}

interface Copy {
  /** What its address has behind the block's: `["a"]`, `[0]`, or nothing. */
  readonly suffix: string;
  readonly key?: string;
  readonly scope: Scope;
}

/** One for a block alone, one for each key of `for_each` or number of `count`. Keys that only the cloud knows are one copy called `*`. */
function copiesOf({ body }: Pick<ResourceBlock, "body">, scope: Scope): Copy[] {
  const { count, for_each: each } = body;
  if (count !== undefined) {
    const value = evaluated(count, scope);
    const length = value.known ? Math.min(Number(value.json), MOST_COPIES) : 1;
    return Array.from({ length }, (_, index) => ({
      suffix: `[${index}]`,
      key: String(index),
      scope: { ...scope, index },
    }));
  }
  if (each === undefined) return [{ suffix: "", scope }];
  const keyed = (key: string, value: Json): Copy => ({
    suffix: `[${JSON.stringify(key)}]`,
    key,
    scope: { ...scope, each: { key, value } },
  });
  const value = evaluated(each, scope);
  if (!value.known) return [keyed("*", null)];
  if (Array.isArray(value.json)) return value.json.map((item: Json) => keyed(String(item), item));
  if (!isObject(value.json)) return [];
  return Object.entries(value.json).map(([key, item]) => keyed(key, item as Json));
}

function evaluated(template: Json, scope: Scope): Value {
  return typeof template === "string" ? evaluateTemplate(template, scope) : known(template);
}

/** The values of a block's own arguments. */
function argumentsOf(body: ResourceBlock["body"], scope: Scope): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => !META.has(name))
      .map(([name, value]) => [name, evaluateJson(value, scope)]),
  );
}

function toResource({ body }: ResourceBlock, scope: Scope, documents: ReadonlyMap<string, string>): SnapshotResource {
  const ignored = ignoredArguments(body);
  const kept = Object.entries(argumentsOf(body, scope)).filter(([name]) => !ignored.has(name));
  return {
    arguments: Object.fromEntries(
      kept.map(([name, value]) => [name, shortened(value, documents)]),
    ) as SnapshotResource["arguments"],
  };
}

function ignoredArguments(body: Readonly<Record<string, Json>>): ReadonlySet<string> {
  const blocks = body["lifecycle"];
  const lifecycle: Json | undefined = Array.isArray(blocks) ? (blocks[0] as Json | undefined) : blocks;
  const list = lifecycle !== undefined && isObject(lifecycle) ? lifecycle["ignore_changes"] : undefined;
  return new Set((Array.isArray(list) ? list : []).map((name) => String(name).replace(/^\$\{|\}$/g, "")));
}

function shortened(value: Json, documents: ReadonlyMap<string, string>): Json {
  if (typeof value === "string") {
    const through = new Set<string>();
    const whole = withDocuments(value, documents, through);
    return whole === value && value.length <= LONGEST_TEXT ? value : fingerprint(whole, [...through]);
  }
  if (Array.isArray(value)) return value.map((item: Json) => shortened(item, documents));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item as Json, documents)]));
}

/** The text with what its data sources are asked for in place of their addresses: who reads one changes with that, and not with its name. */
function withDocuments(text: string, documents: ReadonlyMap<string, string>, through: Set<string>, level = 0): string {
  if (level > DEEPEST || !text.includes("${") || !text.includes("data.")) return text;
  return text.replace(DATA, (address) => {
    const document = documents.get(address);
    if (document === undefined) return address;
    for (const reference of referencesIn(document)) through.add(reference);
    return withDocuments(document, documents, through, level + 1);
  });
}
