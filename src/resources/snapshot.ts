// In: the text of .scaffold/resources.json, which anyone may have edited. Out: the resource snapshot, or why it is none; and its canonical text. Never evaluates what is in it.
import * as z from "zod";
import { sentenceOf } from "../shared/issue-words.ts";
import { isTooDeep, MAX_DEPTH, schemaVersionOf, sortedKeys } from "../shared/json.ts";
import { lazily } from "../shared/lazily.ts";

/** What is written now. */
export const SNAPSHOT_VERSION = 2;

/** Only a run over an earlier one reads a snapshot: until then nothing of this is made. */
function makeSchemas() {
  /** `aws_vpc.this`: type and label, nothing that could be code. */
  const address = z.string().regex(/^[a-z][a-z0-9_]{1,80}\.[A-Za-z_][A-Za-z0-9_-]{0,120}$/);
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

  const reasonSchema = z.strictObject({
    decision: z.string(),
    pointer: z.string().optional(),
    quote: z.string().optional(),
  });

  const memberSchema = z
    .strictObject({
      because: z.array(reasonSchema).meta({ description: "The decisions and words that it comes from." }),
      uses: z.array(address).meta({ description: "Resources of the module that its arguments name." }),
      provider: z
        .string()
        .optional()
        .meta({ description: "Alias of its provider configuration; absent for the default one." }),
      name: nameTemplate.optional().meta({ description: "Its physical name, before an environment fills it in." }),
    })
    .meta({ description: "What is the same in every environment." });

  const moduleSchema = z.strictObject({
    members: z.record(address, memberSchema).meta({ description: "Every resource by its address inside the module." }),
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
  });

  const resourceSchema = z.strictObject({
    arguments: z.record(z.string(), z.json()).meta({
      description:
        "Every argument, evaluated with the environment's values; what only the cloud knows stays a reference, and of a long text a hash and the references are kept.",
    }),
    rest: z
      .string()
      .optional()
      .meta({ description: "Of version 1 only, which listed some of the arguments: a hash of those that it did not." }),
  });

  const rootSchema = z.strictObject({
    module: z.enum(["stack", "bootstrap"]),
    regions: z
      .record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), z.string().regex(/^[a-z]{2}(-[a-z0-9]{1,20}){2,4}$/))
      .meta({ description: 'Region of each provider configuration; "aws" is the default one.' }),
    because: z.array(reasonSchema).meta({ description: "Why the root exists." }),
    resources: z
      .record(instance, resourceSchema)
      .meta({ description: "Every instance by its address inside the module." }),
  });

  const retiredSchema = z.strictObject({
    resources: z.int().min(0).meta({ description: "How many instances it had." }),
    data: z.array(instance).meta({ description: "Those that hold data." }),
  });

  const snapshotSchema = z
    .strictObject({
      schemaVersion: z
        .literal([1, SNAPSHOT_VERSION])
        .meta({ description: "1: lists of earlier versions, with some arguments only." }),
      modules: z.strictObject({ stack: moduleSchema, bootstrap: moduleSchema }),
      roots: z
        .record(z.string().regex(/^infra\/(bootstrap|environments\/[a-z][a-z0-9-]*)$/), rootSchema)
        .meta({ description: "Every root by its folder." }),
      retired: z.record(id, retiredSchema).optional().meta({
        description:
          "Environments that went away with their resources still in a state, by id. Kept, because nobody tells when they are taken down.",
      }),
      parts: z.record(z.string(), z.record(id, z.string())).meta({
        description: "What people can rename, by kind and id, each with what it is: a rename is recognised by it.",
      }),
    })
    .meta({
      title: "scaffold resource snapshot",
      description:
        "Written by scaffold to .scaffold/resources.json and committed: the resources that the output declares, so that the next run can say what an edit of the answers does to them.",
    });

  return { moveSchema, reasonSchema, moduleSchema, resourceSchema, rootSchema, retiredSchema, snapshotSchema };
}

type Schemas = ReturnType<typeof makeSchemas>;

export const snapshotSchema: () => Schemas["snapshotSchema"] = lazily(() => makeSchemas().snapshotSchema);

export type Snapshot = z.infer<Schemas["snapshotSchema"]>;
export type SnapshotRoot = z.infer<Schemas["rootSchema"]>;
export type SnapshotModule = z.infer<Schemas["moduleSchema"]>;
export type SnapshotResource = z.infer<Schemas["resourceSchema"]>;
export type Move = z.infer<Schemas["moveSchema"]>;
export type Retired = NonNullable<Snapshot["retired"]>;
export type SnapshotReason = z.infer<Schemas["reasonSchema"]>;
export type ModuleName = SnapshotRoot["module"];

/** Terraform's own address: resources of an environment live in the module `stack` of its root. */
export function terraformAddress(root: SnapshotRoot | ModuleName, address: string): string {
  const module = typeof root === "string" ? root : root.module;
  return module === "stack" ? `module.stack.${address}` : address;
}

/** `aws_subnet.private["a"]` and `aws_subnet.private[0]` → `aws_subnet.private`. */
export function withoutKey(address: string): string {
  return address.replace(/\[.*\]$/s, "");
}

export function typeOf(address: string): string {
  return address.slice(0, address.indexOf("."));
}

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
  if (version !== undefined && version > SNAPSHOT_VERSION)
    return { problem: `it has version ${version}, this scaffold knows version ${SNAPSHOT_VERSION}` };
  const parsed = snapshotSchema().safeParse(value);
  if (parsed.success) return { snapshot: parsed.data };
  return { problem: sentenceOf(parsed.error.issues[0], value) };
}

/** One resource per line, in order: the same resources are the same bytes, and one resource more is one line more. */
export function printSnapshot(snapshot: Snapshot): string {
  return `${printValue(snapshot, 0)}\n`;
}

/** Levels that get lines of their own: down to `roots.<root>.resources.<address>` and `modules.<module>.members.<address>`. Below, the fields are as whoever made them put them, always alike. */
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
