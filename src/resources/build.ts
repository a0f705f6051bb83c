// In: the resources of a module as Terraform JSON, and the values of each root. Out: what the snapshot says about them: instances with the arguments that matter. Pure.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { shortHash } from "../shared/names.ts";
import { evaluateJson, evaluateTemplate, type Scope } from "./expression/evaluate.ts";
import { Memory, rememberModule } from "./expression/memory.ts";
import { referencesIn } from "./references.ts";
import { replacingArguments } from "./replacement.ts";
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
  /** Name → template. */
  readonly locals: Readonly<Record<string, Json>>;
}

/** Arguments of the language, which are no values of the resource. */
const META = new Set(["for_each", "count", "provider", "depends_on", "lifecycle"]);
/** A longer text is kept as its hash and its references. */
const LONGEST_TEXT = 200;

/** What every environment shares. */
export function membersOf({ resources }: ModuleBlocks): SnapshotModule["members"] {
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

/** Undefined for a resource without `for_each`. */
type Keys = readonly { readonly key: string; readonly value: Json }[] | undefined;

/** Every instance of the module, for each of the roots that call it with these values of its variables. Most of a module is the same in all of them, and is evaluated once. */
export function instancesOf(
  { resources, locals }: ModuleBlocks,
  roots: readonly Readonly<Record<string, Json>>[],
): Record<string, SnapshotResource>[] {
  const byAddress = new Map(resources.map((block) => [block.address, block]));
  const shared = rememberModule();
  const constant = new Map<ResourceBlock, SnapshotResource>();
  return roots.map((variables) => {
    const memory = new Memory(shared);
    const { base, keysOf } = scopeOf(byAddress, { variables, locals, memory });
    const instances: Record<string, SnapshotResource> = {};
    for (const block of resources) {
      for (const each of keysOf(block) ?? [undefined]) {
        const address = each === undefined ? block.address : `${block.address}[${JSON.stringify(each.key)}]`;
        const known = constant.get(block);
        const made = memory.watch(() => known ?? toResource(block, each === undefined ? base : { ...base, each }));
        if (!made.readsRoot && !made.readsInstance) constant.set(block, made.value);
        instances[address] = made.value;
      }
    }
    return instances;
  });
}

/** What a root knows, and the keys of each resource in it. */
function scopeOf(
  byAddress: ReadonlyMap<string, ResourceBlock>,
  { memory, ...known }: Scope & { readonly memory: Memory },
): { readonly base: Scope; readonly keysOf: (block: ResourceBlock) => Keys } {
  const keys = new Map<ResourceBlock, Keys>();
  const base: Scope = {
    ...known,
    memory,
    argumentOf(address, name, key) {
      const block = byAddress.get(address);
      const template = block !== undefined && Object.hasOwn(block.body, name) ? block.body[name] : undefined;
      if (block === undefined || template === undefined) return undefined;
      const all = keysOf(block);
      if (all === undefined) return { template, scope: base };
      const each = all.find((one) => one.key === key);
      return each === undefined ? undefined : { template, scope: { ...base, each } };
    },
  };
  function keysOf(block: ResourceBlock): Keys {
    if (block.body["for_each"] === undefined) return undefined;
    memory.note("root");
    const found = keys.get(block) ?? findKeys(block.body["for_each"], base);
    keys.set(block, found);
    return found;
  }
  return { base, keysOf };
}

/** Keys that only the cloud knows are one instance called `*`. */
function findKeys(template: Json, scope: Scope): Keys {
  const value =
    typeof template === "string" ? evaluateTemplate(template, scope) : ({ known: true, json: template } as const);
  if (!value.known) return [{ key: "*", value: null }];
  if (Array.isArray(value.json)) return value.json.map((item: Json) => ({ key: String(item), value: item }));
  if (!isObject(value.json)) return [];
  return Object.entries(value.json).map(([key, item]) => ({ key, value: item as Json }));
}

function toResource({ address, body }: ResourceBlock, scope: Scope): SnapshotResource {
  const type = typeOf(address);
  const kept = keptArguments(type);
  const ignored = ignoredArguments(body);
  const shown: Record<string, Json> = {};
  const others: Record<string, Json> = {};
  for (const name of Object.keys(body)) {
    if (META.has(name) || ignored?.has(name)) continue;
    const evaluated = evaluateJson(body[name] ?? null, scope);
    if (kept === undefined || kept.has(name)) shown[name] = shortened(evaluated);
    else others[name] = evaluated;
  }
  const text = JSON.stringify(others);
  const known = shown as SnapshotResource["arguments"];
  if (text === "{}") return { arguments: known };
  // References stay readable: whether they change decides what changes with them.
  const rest = [shortHash(text), ...new Set(text.match(/\baws_[a-z0-9_]+\.[A-Za-z0-9_-]+(\[\\"[^"\\]*\\"\])?/g) ?? [])];
  return { arguments: known, rest: rest.join(" ").replaceAll("\\", "") };
}

/** Type → the names of the arguments that are listed; undefined: all of them. */
const KEPT = new Map<string, ReadonlySet<string> | undefined>();

function keptArguments(type: string): ReadonlySet<string> | undefined {
  if (!KEPT.has(type)) KEPT.set(type, findKeptArguments(type));
  return KEPT.get(type);
}

function findKeptArguments(type: string): ReadonlySet<string> | undefined {
  const row = resourceType(type);
  if (row?.data !== undefined) return undefined;
  const paths = [
    ...(replacingArguments(type) ?? []),
    ...(row?.conditions ?? []).map(({ argument }) => argument),
    ...(row?.safety ?? []).map(({ argument }) => argument),
    ...(row?.name === undefined ? [] : [row.name.argument]),
  ];
  return new Set(paths.map((path) => path.replace(/\{\}$/, "").split(".")[0] ?? ""));
}

function ignoredArguments(body: Readonly<Record<string, Json>>): ReadonlySet<string> | undefined {
  const blocks = body["lifecycle"];
  if (blocks === undefined) return undefined;
  const lifecycle: Json | undefined = Array.isArray(blocks) ? (blocks[0] as Json | undefined) : blocks;
  const list = lifecycle !== undefined && isObject(lifecycle) ? lifecycle["ignore_changes"] : undefined;
  return new Set((Array.isArray(list) ? list : []).map((name) => String(name).replace(/^\$\{|\}$/g, "")));
}

function shortened(value: Json): Json {
  if (typeof value === "string") {
    if (value.length <= LONGEST_TEXT) return value;
    return [`sha256:${shortHash(value)}`, ...referencesIn(value, true).map((reference) => `\${${reference}}`)].join(
      " ",
    );
  }
  if (Array.isArray(value)) return value.map((item: Json) => shortened(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shortened(item as Json)]));
}
