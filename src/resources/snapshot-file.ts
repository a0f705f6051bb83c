// In: the text of .scaffold/resources.json, which anyone may have edited. Out: the resource snapshot, or why it is none; and its canonical text. Never believes what is in it: whoever evaluates it counts the turns.
import * as z from "zod";
import { sentenceOf } from "../shared/issue-words.ts";
import { isTooDeep, type Json, MAX_DEPTH, schemaVersionOf, sortedKeys } from "../shared/json.ts";
import { lazily } from "../shared/lazily.ts";
import { toModule, toRoots } from "./build.ts";
import type { ModuleBlocks, ModuleName, Snapshot, SnapshotModule, SnapshotRoot } from "./snapshot.ts";

/** What is written now. Version 2 had every instance of every root evaluated, version 1 some arguments of them. */
const VERSION = 3;

/** Resources times roots: a hundred services in ten environments are a tenth of it. */
const MOST_INSTANCES = 500_000;

/** Only a run over an earlier one reads a snapshot: until then nothing of this is made. */
function makeSchemas() {
  /** `aws_vpc.this`: type and label, nothing that could be code. */
  const address = z.string().regex(/^[a-z][a-z0-9_]{1,80}\.[A-Za-z_][A-Za-z0-9_-]{0,120}$/);
  const dataAddress = z.string().regex(/^data\.[a-z][a-z0-9_]{1,80}\.[A-Za-z_][A-Za-z0-9_-]{0,120}$/);
  const instance = z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,80}\.[A-Za-z_][A-Za-z0-9_-]{0,120}(\["[^"\\${}\u0000-\u001f]{0,120}"\]|\[\d{1,3}\])?$/);
  /** A physical name as we write it: literal characters, and references to what names the environment. */
  const nameTemplate = z
    .string()
    .max(400)
    .regex(
      /^([A-Za-z0-9._/-]|\$\{(local\.(prefix|short_prefix)|var\.(environment|region)|each\.(key|value)|data\.aws_caller_identity\.current\.account_id)\})+$/,
    );
  const id = z.string().regex(/^[a-z][a-z0-9-]{0,80}$/);

  const moveSchema = z
    .strictObject({ from: instance, to: instance })
    .meta({ description: "An address of the module before and after a rename." });

  const reasons = z
    .array(z.strictObject({ decision: z.string(), pointer: z.string().optional(), quote: z.string().optional() }))
    .meta({ description: "The decisions and words that it comes from." });

  /** What is kept of a module beside its resources. */
  const kept = {
    moved: z
      .array(moveSchema)
      .meta({ description: "Renames so far. Kept, because an environment may not have applied them yet." }),
    removed: z.array(address).meta({
      description: "Resources that are no longer wanted and hold data: Terraform forgets them and destroys nothing.",
    }),
    standing: z.array(address).optional().meta({
      description:
        "Of `removed` and of what `moved` moves away from: what a file of the folder still declares by hand, so that no block forgets or moves it yet.",
    }),
    names: z.record(address, nameTemplate).meta({ description: "Physical names that a renamed resource keeps." }),
  };

  // What comes out of a JSON text needs no second look at each value in it.
  const json = z.unknown() as z.ZodType<Json>;
  const body = z.record(z.string(), json).meta({
    description: "The block as it is generated, in the form of Terraform JSON: texts are templates.",
  });
  const moduleSchema = z.strictObject({
    resources: z
      .record(address, z.strictObject({ because: reasons, body }))
      .meta({ description: "Every resource by its address inside the module." }),
    data: z.record(dataAddress, body).meta({ description: "Every data source by its address inside the module." }),
    locals: z.record(z.string(), json).meta({ description: "Its local values, as templates." }),
    ...kept,
  });

  /** What is kept of a root beside its resources. */
  const ofRoot = {
    module: z.enum(["stack", "bootstrap"]),
    regions: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), z.string().regex(/^[a-z]{2}(-[a-z0-9]{1,20}){2,4}$/))
      .meta({ description: 'Region of each provider configuration; "aws" is the default one.' }),
    because: reasons,
  };
  const rootSchema = z.strictObject({
    ...ofRoot,
    variables: z
      .record(z.string(), json)
      .meta({ description: "Values of the module's variables in this root, defaults included." }),
  });

  const retiredSchema = z.strictObject({
    resources: z.int().min(0).meta({ description: "How many instances it had." }),
    data: z.array(instance).meta({ description: "Those that hold data." }),
  });

  /** The same in every version. */
  const around = {
    retired: z.record(id, retiredSchema).optional().meta({
      description:
        "Environments that went away with their resources still in a state, by id. Kept, because nobody tells when they are taken down.",
    }),
    parts: z.record(z.string(), z.record(id, z.string())).meta({
      description: "What people can rename, by kind and id, each with what it is: a rename is recognised by it.",
    }),
  };
  const folder = z.string().regex(/^infra\/(bootstrap|environments\/[a-z][a-z0-9-]*)$/);

  const snapshotSchema = z
    .strictObject({
      schemaVersion: z.literal(VERSION),
      modules: z.strictObject({ stack: moduleSchema, bootstrap: moduleSchema }),
      roots: z.record(folder, rootSchema).meta({ description: "Every root by its folder." }),
      ...around,
    })
    .meta({
      title: "scaffold resource snapshot",
      description:
        "Written by scaffold to .scaffold/resources.json and committed: the resources that the output declares, so that the next run can say what an edit of the answers does to them.",
    });

  const member = z.strictObject({
    because: reasons,
    uses: z.array(address),
    provider: z.string().optional(),
    name: nameTemplate.optional(),
  });
  const resource = z.strictObject({ arguments: z.record(z.string(), json), rest: z.string().optional() });
  const olderModule = z.strictObject({ members: z.record(address, member), ...kept });
  const olderSchema = z.strictObject({
    schemaVersion: z.literal([1, 2]),
    modules: z.strictObject({ stack: olderModule, bootstrap: olderModule }),
    roots: z.record(folder, z.strictObject({ ...ofRoot, resources: z.record(instance, resource) })),
    ...around,
  });

  return { snapshotSchema, olderSchema };
}

const schemas = lazily(makeSchemas);

export const snapshotSchema = () => schemas().snapshotSchema;

type SnapshotFile = z.infer<ReturnType<typeof snapshotSchema>>;

/** The snapshot, or the reason why the text is none. */
export function parseSnapshot(text: string): { readonly snapshot: Snapshot } | { readonly problem: string } {
  if (isTooDeep(text)) return { problem: `it is nested deeper than ${MAX_DEPTH} levels` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { problem: /^<{7} /m.test(text) ? "it holds conflict markers of a merge" : "it is not JSON" };
  }
  const version = schemaVersionOf(value);
  if (version !== undefined && version > VERSION)
    return { problem: `it has version ${version}, this scaffold knows version ${VERSION}` };
  return version === VERSION ? parseBlocks(value) : parseOlder(value);
}

function parseBlocks(value: unknown): ReturnType<typeof parseSnapshot> {
  const parsed = snapshotSchema().safeParse(value);
  if (!parsed.success) return { problem: sentenceOf(parsed.error.issues[0], value) };
  const { schemaVersion: _, modules, roots, ...around } = parsed.data;
  const resources = Object.keys(modules.stack.resources).length + Object.keys(modules.bootstrap.resources).length;
  if (resources * Object.keys(roots).length > MOST_INSTANCES)
    return { problem: `it has more than ${MOST_INSTANCES} resources in all roots together` };
  const blocks = { stack: blocksOf(modules.stack), bootstrap: blocksOf(modules.bootstrap) };
  const rootsOf = (name: ModuleName) => {
    const own = Object.entries(roots).filter(([, { module }]) => module === name);
    return toRoots(name, blocks[name], Object.fromEntries(own.map(([path, { module: __, ...root }]) => [path, root])));
  };
  return {
    snapshot: {
      modules: {
        stack: moduleOf(modules.stack, blocks.stack),
        bootstrap: moduleOf(modules.bootstrap, blocks.bootstrap),
      },
      roots: { ...rootsOf("stack"), ...rootsOf("bootstrap") },
      ...around,
    },
  };
}

function blocksOf({ resources, data, locals }: SnapshotFile["modules"][ModuleName]): ModuleBlocks {
  return {
    resources: Object.entries(resources).map(([address, resource]) => ({ address, ...resource })),
    data: Object.entries(data).map(([address, body]) => ({ address, body })),
    locals,
  };
}

function moduleOf(
  { resources: _, data: __, locals: ___, ...kept }: SnapshotFile["modules"][ModuleName],
  blocks: ModuleBlocks,
): SnapshotModule {
  return toModule(blocks, kept);
}

function parseOlder(value: unknown): ReturnType<typeof parseSnapshot> {
  const parsed = schemas().olderSchema.safeParse(value);
  if (!parsed.success) return { problem: sentenceOf(parsed.error.issues[0], value) };
  const { schemaVersion, ...snapshot } = parsed.data;
  return { snapshot: schemaVersion === 1 ? { ...snapshot, isPartial: true } : snapshot };
}

/** What was printed: a later run compares the text, and may write it. */
const printed = new WeakMap<Snapshot, string>();

/** One resource per line, in order: the same resources are the same bytes, and one resource more is one line more. */
export function printSnapshot(snapshot: Snapshot): string {
  const text = printed.get(snapshot) ?? print(snapshot);
  printed.set(snapshot, text);
  return text;
}

function print({ modules, roots, retired, parts }: Snapshot): string {
  const stated = Object.entries(roots).map(([path, root]) => [path, statedBy(root)]);
  const file = {
    schemaVersion: VERSION,
    modules: { stack: declaredBy(modules.stack), bootstrap: declaredBy(modules.bootstrap) },
    roots: Object.fromEntries(stated),
    retired,
    parts,
  };
  return `${printValue(file, 0)}\n`;
}

function statedBy({ module, regions, because, variables }: SnapshotRoot): object {
  return { module, regions, because, variables };
}

function declaredBy({ blocks, moved, removed, standing, names }: SnapshotModule): object {
  if (blocks === undefined) throw new Error("a list of resources of an earlier version is only read");
  return {
    resources: Object.fromEntries(blocks.resources.map(({ address, because, body }) => [address, { because, body }])),
    data: Object.fromEntries(blocks.data.map(({ address, body }) => [address, body])),
    locals: blocks.locals,
    moved,
    removed,
    standing,
    names,
  };
}

/** The first of two lists that say the same, so that what was evaluated of it is not evaluated again; else the second. */
export function earlierOf(before: Snapshot | undefined, after: Snapshot): Snapshot {
  const isComparable = before?.modules.stack.blocks !== undefined;
  return isComparable && printSnapshot(before) === printSnapshot(after) ? before : after;
}

/** Levels that get lines of their own: down to `modules.<module>.resources.<address>` and `roots.<root>.variables.<name>`. Below, the fields are as whoever made them put them, always alike. */
const OPEN_LEVELS = 4;

function printValue(value: unknown, level: number): string {
  if (typeof value !== "object" || value === null || level >= OPEN_LEVELS) return JSON.stringify(value);
  const items = Array.isArray(value)
    ? value.map((item: unknown) => printValue(item, level + 1))
    : sortedKeys(value).flatMap((key) => {
        const item = (value as Readonly<Record<string, unknown>>)[key];
        return item === undefined ? [] : [`${JSON.stringify(key)}: ${printValue(item, level + 1)}`];
      });
  const [start, end] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  if (items.length === 0) return start + end;
  const indent = `\n${"  ".repeat(level)}`;
  return `${start}${indent}  ${items.join(`,${indent}  `)}${indent}${end}`;
}
