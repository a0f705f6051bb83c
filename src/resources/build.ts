// In: the resources of a module as Terraform JSON, and the values of each root. Out: what the snapshot says about them: instances with their arguments. Pure.
import { type Json as AnyJson, isObject, type ReadonlyJson as Json, setField, sortedKeys } from "../shared/json.ts";
import { lazily } from "../shared/lazily.ts";
import { evaluateJson, evaluateTemplate, type Scope } from "./expression/evaluate.ts";
import { Memory, ON_ROOT, rememberModule } from "./expression/memory.ts";
import { known, type Value } from "./expression/value.ts";
import { fingerprint, referencesIn } from "./references.ts";
import { resourceType } from "./resources.ts";
import {
  type Member,
  type ModuleBlocks,
  type ResourceBlock,
  type SnapshotModule,
  type SnapshotResource,
  type SnapshotRoot,
  typeOf,
} from "./snapshot.ts";

/** Arguments of the language, which are no values of the resource. */
const META = new Set(["for_each", "count", "provider", "depends_on", "lifecycle"]);
/** A longer text is kept as its fingerprint. */
const LONGEST_TEXT = 200;
const DATA = /(?<![\w.-])data\.[a-z][a-z0-9_]*\.[A-Za-z_][\w-]*/g;
/** Data sources that read others. */
const DEEPEST = 8;
/** More than any block of ours has. */
const MOST_COPIES = 100;
/** Copies that a root has of all its blocks together: a hundred services have a tenth of it. A file that anybody wrote may ask for millions. */
const MOST_COPIES_OF_ALL = 20_000;

/** A module of a list, with what follows from its blocks: known when it is first asked for. */
export function toModule(
  blocks: ModuleBlocks,
  kept: Omit<SnapshotModule, "blocks" | "members">,
): SnapshotModule & Required<Pick<SnapshotModule, "blocks">> {
  const members = lazily(() => membersOf(blocks));
  return {
    ...kept,
    blocks,
    get members() {
      return members();
    },
  };
}

/** What a root says itself. */
export type StatedRoot = Omit<SnapshotRoot, "module" | "resources"> & Required<Pick<SnapshotRoot, "variables">>;

/** The roots that call a module, with their instances: evaluated, all together, when those of one are first asked for. Most runs never do. */
export function toRoots(
  module: SnapshotRoot["module"],
  blocks: ModuleBlocks,
  stated: Readonly<Record<string, StatedRoot>>,
): Record<string, SnapshotRoot> {
  const instances = lazily(() =>
    instancesOf(
      blocks,
      Object.values(stated).map(({ variables }) => variables),
    ),
  );
  const entries = Object.entries(stated).map(([path, root], index): [string, SnapshotRoot] => [
    path,
    {
      ...root,
      module,
      get resources() {
        return instances()[index] ?? {};
      },
    },
  ]);
  return Object.fromEntries(entries);
}

/** What every environment shares. */
export function membersOf({ resources }: Pick<ModuleBlocks, "resources">): SnapshotModule["members"] {
  const addresses = new Set(resources.map(({ address }) => address));
  const members: Record<string, Member> = {};
  for (const { address, body, because } of resources) {
    const uses = referencesIn(body).filter((other) => other !== address && addresses.has(other));
    const provider = /^\$\{aws\.(\w+)\}$/.exec(String(body["provider"] ?? ""))?.[1];
    const nameArgument = resourceType(typeOf(address))?.name?.argument;
    const name = nameArgument === undefined ? undefined : body[nameArgument];
    members[address] = {
      because: [...because],
      uses: [...new Set(uses)].sort(),
      ...(provider === undefined ? {} : { provider }),
      ...(typeof name === "string" && isNameTemplate(name) ? { name } : {}),
    };
  }
  return members;
}

function isNameTemplate(text: string): boolean {
  return /^([A-Za-z0-9._/-]|\$\{(local\.(prefix|short_prefix)|var\.(environment|region)|each\.(key|value)|data\.aws_caller_identity\.current\.account_id)\})+$/.test(
    text,
  );
}

/** What a data source is asked for, as text, by address; undefined for one that asks for nothing. */
type Documents = (address: string) => string | undefined;

/** An argument of a block. `value`: once it is known to be the same in every instance. */
interface Argument {
  readonly name: string;
  readonly template: Json;
  value: Json | undefined;
}

/** Every instance of the module, for each of the roots that call it with these values of its variables. Most of a module is the same in all of them, and is evaluated once. */
export function instancesOf(
  { resources, data, locals }: ModuleBlocks,
  roots: readonly Readonly<Record<string, Json>>[],
): Record<string, SnapshotResource>[] {
  const byAddress = new Map(resources.map((block) => [block.address, block]));
  const shared = rememberModule();
  const known: Known = new Map();
  const blocks = resources.map((block) => ({ block, own: argumentsOf(block) }));
  return roots.map((variables) => {
    const memory = new Memory(shared);
    const { base, copiesOf } = scopeOf(byAddress, { variables, locals, memory });
    const documents = documentsOf(data, base, memory, known);
    const instances: Record<string, SnapshotResource> = {};
    for (const { block, own } of blocks)
      for (const { suffix, scope } of copiesOf(block))
        instances[block.address + suffix] = toResource(own, scope, memory, documents);
    return instances;
  });
}

/** What a root knows, and the copies of each resource in it. */
function scopeOf(
  byAddress: ReadonlyMap<string, ResourceBlock>,
  { memory, ...rest }: Scope & { readonly memory: Memory },
): { readonly base: Scope; readonly copiesOf: (block: ResourceBlock) => readonly Copy[] } {
  const copies = new Map<ResourceBlock, readonly Copy[]>();
  const base: Scope = {
    ...rest,
    memory,
    argumentOf(address, name, key) {
      const block = byAddress.get(address);
      const template = block !== undefined && Object.hasOwn(block.body, name) ? block.body[name] : undefined;
      if (block === undefined || template === undefined) return undefined;
      const all = copiesOf(block);
      const copy = all.length === 1 && all[0]?.suffix === "" ? all[0] : all.find((one) => one.key === key);
      return copy === undefined ? undefined : { template, scope: copy.scope };
    },
  };
  let room = MOST_COPIES_OF_ALL;
  const single: readonly Copy[] = [{ suffix: "", scope: base }];
  function copiesOf(block: ResourceBlock): readonly Copy[] {
    if (block.body["for_each"] === undefined && block.body["count"] === undefined) return single;
    memory.note(ON_ROOT);
    const known = copies.get(block);
    if (known !== undefined) return known;
    const found = findCopies(block, base, room);
    room -= found.length;
    copies.set(block, found);
    return found;
  }
  return { base, copiesOf };
}

/** Of data sources that are asked the same in every root. */
type Known = Map<string, string | undefined>;

function documentsOf(data: ModuleBlocks["data"], scope: Scope, memory: Memory, known: Known): Documents {
  const bodies = new Map(data.map(({ address, body }) => [address, body]));
  const own: Known = new Map();
  return (address) => {
    if (known.has(address)) return known.get(address);
    if (own.has(address)) {
      memory.note(ON_ROOT);
      return own.get(address);
    }
    const around = memory.begin();
    const document = documentOf(bodies.get(address) ?? {}, scope);
    (memory.end(around) === 0 ? known : own).set(address, document);
    return document;
  };
}

/** One that asks for nothing is told the same every time. */
function documentOf(body: ResourceBlock["body"], scope: Scope): string | undefined {
  const asked = Object.keys(body).filter((name) => !META.has(name));
  if (asked.length === 0) return undefined;
  return JSON.stringify(Object.fromEntries(asked.map((name) => [name, evaluateJson(body[name] ?? null, scope)])));
}

interface Copy {
  /** What its address has behind the block's: `["a"]`, `[0]`, or nothing. */
  readonly suffix: string;
  readonly key?: string;
  readonly scope: Scope;
}

/** One for each key of `for_each` or number of `count`. Keys that only the cloud knows are one copy called `*`, and so are more than there is room for. */
function findCopies({ body }: ResourceBlock, scope: Scope, room: number): Copy[] {
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
  const value = evaluated(each ?? null, scope);
  if (!value.known) return [unknownCopy(scope)];
  const list: readonly Json[] | undefined = Array.isArray(value.json) ? value.json : undefined;
  if (list === undefined && !isObject(value.json)) return [];
  const entries = list?.map((item): [string, Json] => [String(item), item]) ?? Object.entries(value.json as object);
  if (entries.length > room) return [unknownCopy(scope)];
  return entries.map(([key, item]) => keyed(scope, key, item));
}

function keyed(scope: Scope, key: string, value: Json): Copy {
  return { suffix: `[${JSON.stringify(key)}]`, key, scope: { ...scope, each: { key, value } } };
}

/** Stands for all of those whose keys are not known. */
function unknownCopy(scope: Scope): Copy {
  return keyed(scope, "*", null);
}

function evaluated(template: Json, scope: Scope): Value {
  return typeof template === "string" ? evaluateTemplate(template, scope) : known(template);
}

/** Those of the resource itself, in order. */
function argumentsOf({ body }: ResourceBlock): Argument[] {
  const ignored = ignoredArguments(body);
  return sortedKeys(body)
    .filter((name) => !META.has(name) && !ignored?.has(name))
    .map((name) => ({ name, template: body[name] ?? null, value: undefined }));
}

/** Evaluated when somebody asks: most of what is kept of earlier runs is only ever counted. */
function toResource(own: readonly Argument[], scope: Scope, memory: Memory, documents: Documents): SnapshotResource {
  const values = lazily(() => valuesOf(own, scope, memory, documents));
  return {
    get arguments() {
      return values();
    },
  };
}

function valuesOf(
  own: readonly Argument[],
  scope: Scope,
  memory: Memory,
  documents: Documents,
): SnapshotResource["arguments"] {
  const values: Record<string, Json> = {};
  for (const argument of own) {
    const { name, template } = argument;
    let { value } = argument;
    if (value === undefined) {
      const around = memory.begin();
      value = shortened(evaluateJson(template, scope), documents);
      if (memory.end(around) === 0) argument.value = value;
    }
    values[name] = value;
  }
  return values as Record<string, AnyJson>;
}

function ignoredArguments(body: Readonly<Record<string, Json>>): ReadonlySet<string> | undefined {
  const blocks = body["lifecycle"];
  if (blocks === undefined) return undefined;
  const lifecycle: Json | undefined = Array.isArray(blocks) ? (blocks[0] as Json | undefined) : blocks;
  const list = lifecycle !== undefined && isObject(lifecycle) ? lifecycle["ignore_changes"] : undefined;
  return new Set((Array.isArray(list) ? list : []).map((name) => String(name).replace(/^\$\{|\}$/g, "")));
}

/** With its fields in order. */
function shortened(value: Json, documents: Documents): Json {
  if (typeof value === "string") {
    if (value.length <= LONGEST_TEXT && !value.includes("data.")) return value;
    const through = new Set<string>();
    const whole = withDocuments(value, documents, through);
    return whole === value && value.length <= LONGEST_TEXT ? value : fingerprint(whole, [...through]);
  }
  if (Array.isArray(value)) return value.map((item: Json) => shortened(item, documents));
  if (!isObject(value)) return value;
  const made: Record<string, Json> = {};
  for (const key of sortedKeys(value)) setField(made, key, shortened(value[key] as Json, documents));
  return made;
}

/** The text with what its data sources are asked for in place of their addresses: who reads one changes with that, and not with its name. */
function withDocuments(text: string, documents: Documents, through: Set<string>, level = 0): string {
  if (level > DEEPEST || !text.includes("${") || !text.includes("data.")) return text;
  return text.replace(DATA, (address) => {
    const document = documents(address);
    if (document === undefined) return address;
    for (const reference of referencesIn(document)) through.add(reference);
    return withDocuments(document, documents, through, level + 1);
  });
}
