// In: a resource snapshot, and the Terraform files of a tree as blocks. Out: the snapshot with the resources that the files declare, hand edits included. Pure; reads no file and guesses no value.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { instancesOf } from "./build.ts";
import { evaluateJson } from "./expression/evaluate.ts";
import { Memory, rememberModule } from "./expression/memory.ts";
import type { ModuleBlocks, ModuleName, Snapshot, SnapshotRoot } from "./snapshot.ts";

/** A block in the form of Terraform JSON. */
export interface WrittenBlock {
  readonly kind: string;
  /** `aws_sqs_queue.jobs` */
  readonly labels: string;
  readonly body: Readonly<Record<string, Json>>;
}

/** What the files of one folder say together. `values`: those for its variables, the last word of each. */
export interface WrittenFolder {
  readonly blocks: readonly WrittenBlock[];
  readonly values: Readonly<Record<string, Json>>;
}

type Values = Readonly<Record<string, Json>>;
type ReadFolder = (folder: string) => WrittenFolder;

/** The call of the stack in a root; nothing else of a root is looked at. */
const CALL = "stack";
const MODULES: readonly ModuleName[] = ["stack", "bootstrap"];

/** The same system as the files declare it. */
export function asWritten(snapshot: Snapshot, read: ReadFolder): Snapshot {
  const roots: Record<string, SnapshotRoot> = {};
  for (const module of MODULES) {
    const { blocks, values } = read(`infra/${module}`);
    const own = Object.entries(snapshot.roots).filter(([, root]) => root.module === module);
    const folders = own.map(([path]) => (module === "stack" ? read(path) : { blocks, values }));
    const defaults = defaultsOf(blocks);
    const inputs = folders.map((folder) =>
      known({ ...defaults, ...(module === "stack" ? passedTo(folder) : evaluated(values)) }),
    );
    const instances = instancesOf(moduleOf(blocks), inputs);
    for (const [index, [path, root]] of own.entries())
      roots[path] = {
        module,
        because: root.because,
        regions: regionsOf(root, folders[index]),
        resources: instances[index] ?? {},
      };
  }
  // Every argument is known, whatever the list of the last run kept of them.
  return { ...snapshot, isPartial: false, roots };
}

function moduleOf(blocks: readonly WrittenBlock[]): ModuleBlocks {
  const of = (kind: string) => blocks.filter((block) => block.kind === kind);
  return {
    resources: of("resource").map(({ labels, body }) => ({ address: labels, body, because: [] })),
    data: of("data").map(({ labels, body }) => ({ address: `data.${labels}`, body })),
    locals: localsOf(blocks),
  };
}

function localsOf(blocks: readonly WrittenBlock[]): Values {
  return Object.assign({}, ...blocks.filter(({ kind }) => kind === "locals").map(({ body }) => body));
}

function defaultsOf(blocks: readonly WrittenBlock[]): Values {
  const defaults = blocks.flatMap(({ kind, labels, body }) =>
    kind === "variable" && body["default"] !== undefined ? [[labels, body["default"]] as const] : [],
  );
  return evaluated(Object.fromEntries(defaults));
}

function evaluated(values: Values, variables: Values = {}, locals: Values = {}): Values {
  const memory = new Memory(rememberModule());
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, evaluateJson(value, { variables, locals, memory })]),
  );
}

/** What is not known is no value: in the module its name stands for it. */
function known(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !holdsReference(value)));
}

function holdsReference(value: Json): boolean {
  if (typeof value === "string") return /(?<!\$)\$\{/.test(value);
  if (Array.isArray(value)) return value.some((item: Json) => holdsReference(item));
  return isObject(value) && Object.values(value).some((item) => holdsReference(item as Json));
}

/** What a root hands to the stack. */
function passedTo({ blocks, values }: WrittenFolder): Values {
  const { source: _, providers: __, ...passed } = callIn(blocks)?.body ?? {};
  return evaluated(passed, valuesIn(blocks, values), localsOf(blocks));
}

function valuesIn(blocks: readonly WrittenBlock[], values: Values): Values {
  return known({ ...defaultsOf(blocks), ...evaluated(values) });
}

function callIn(blocks: readonly WrittenBlock[]): WrittenBlock | undefined {
  return blocks.find(({ kind, labels }) => kind === "module" && labels === CALL);
}

/** Whether the folder of a root calls the stack in a way that can be followed. */
export function callsStack({ blocks }: WrittenFolder): boolean {
  const call = callIn(blocks);
  return (
    call !== undefined && evaluateJson(call.body["source"] ?? null, { variables: {}, locals: {} }) === "../../stack"
  );
}

/** The region of each provider configuration, where the files say it. */
function regionsOf(root: SnapshotRoot, folder: WrittenFolder | undefined): SnapshotRoot["regions"] {
  if (folder === undefined) return root.regions;
  const { blocks, values } = folder;
  const memory = new Memory(rememberModule());
  const scope = { variables: valuesIn(blocks, values), locals: localsOf(blocks), memory };
  const stated = blocks.flatMap(({ kind, labels, body }): [string, string][] => {
    if (kind !== "provider" || labels !== "aws") return [];
    const [alias, region] = [body["alias"], body["region"]].map((value) => evaluateJson(value ?? "", scope));
    const isRegion = typeof region === "string" && /^[a-z]{2}(-[a-z0-9]+){2,4}$/.test(region);
    return isRegion ? [[typeof alias === "string" && alias !== "" ? alias : "aws", region]] : [];
  });
  return { ...root.regions, ...Object.fromEntries(stated) };
}
