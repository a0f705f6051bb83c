// In: bytes of .scaffold/manifest.json, which anyone may have edited. Out: the manifest, or a ScaffoldError; and its canonical text. Never trusts a path or a hash in it.
import * as z from "zod";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import { sentenceOf } from "../shared/issue-words.ts";
import { inOrder, isTooDeep, MAX_DEPTH, type ReadonlyJson, schemaVersionOf } from "../shared/json.ts";
import { lazily } from "../shared/lazily.ts";
import { toText } from "./content.ts";
import { contractSchema } from "./contracts.ts";
import { BASE_FOLDER, isTrackable, LOCAL_FOLDER, MANIFEST_PATH, MAX_META_FILE, META_FOLDER } from "./layout.ts";
import { type Look, look } from "./target.ts";

/** Schemas are made when a file is read: a first run reads none. */
export const hashSchema = lazily(() => z.string().regex(/^[0-9a-f]{64}$/));
export const pathSchema = lazily(() =>
  z.string().refine(isTrackable, {
    params: {
      wanted:
        "a path inside the output folder that every system can have (letters, digits and ._@+-), outside of .git and .scaffold",
    },
  }),
);

export const manifestFileSchema = lazily(() =>
  z
    .strictObject({
      blueprint: z.string().meta({ description: "Blueprint that made the file." }),
      executable: z.literal(true).optional(),
      folder: pathSchema()
        .optional()
        .meta({ description: "Of a seed: the folder that it was written for as a whole." }),
      ownership: z.enum(["managed", "seed"]).meta({
        description: "managed: merged on every run. seed: written for a new folder; the user's once they touch it.",
      }),
      state: z.enum(["deleted", "obsolete"]).optional().meta({
        description:
          "deleted: the user deleted it, it stays deleted. obsolete: not generated any more, kept for its edits.",
      }),
      sha256: hashSchema().meta({
        description: "SHA-256 of what was last generated; of a managed file its copy lies at .scaffold/base/<sha256>.",
      }),
    })
    .meta({ description: "A file that was generated." }),
);

/** The manifest: what was generated last, so that the next run can tell hand edits from old output. */
export const manifestSchema = lazily(() =>
  z
    .strictObject({
      schemaVersion: z.literal(1),
      tool: z.string().meta({ description: "Version of scaffold that wrote the folder." }),
      answers: hashSchema().meta({ description: "SHA-256 of the answers file." }),
      project: z.string().optional().meta({
        description: "Name of the system that the output was made for; it is kept when the answers give none.",
      }),
      decisions: z.record(z.string(), z.json()).meta({ description: "The decisions that the output was made from." }),
      services: z
        .record(z.string(), z.json())
        .optional()
        .meta({ description: "How each service was read, by its identifier." }),
      texts: z.record(z.string(), z.string()).optional().meta({
        description: "Field of the answers → hash of its text: tells an edit of the answers from a change of the tool.",
      }),
      contracts: z.record(z.string(), contractSchema()).optional().meta({
        description: "What the code of each folder in services/ shares with the rest of the output.",
      }),
      files: z.record(pathSchema(), manifestFileSchema()),
    })
    .meta({
      title: "scaffold manifest",
      description: "Written by scaffold to .scaffold/manifest.json and committed with the output.",
    }),
);

export type ManifestFile = z.infer<ReturnType<typeof manifestFileSchema>>;
export type Manifest = Readonly<z.infer<ReturnType<typeof manifestSchema>>>;

/** What the caller knows about a run; it is kept in the manifest as it is. */
export type Stamp = Pick<Manifest, "tool" | "answers" | "project" | "decisions" | "services" | "texts" | "contracts">;

/** Of the text that was read last: the steps of a run ask for the manifest one by one, and checking it costs more than all they do with it. */
let last: { readonly text: string; readonly manifest: Manifest } | undefined;

/** The manifest of the output folder; undefined when it has none. Throws for one that cannot be trusted: nothing is guessed from it. */
export function readManifest(disk: DiskReader): Manifest | undefined {
  for (const folder of [META_FOLDER, LOCAL_FOLDER, BASE_FOLDER]) {
    const stat = look(disk, folder);
    if (stat.kind !== "absent" && stat.kind !== "folder") throw inTheWay(folder, stat);
  }
  const found = look(disk, MANIFEST_PATH);
  if (found.kind === "absent") return undefined;
  if (found.kind !== "file") throw inTheWay(MANIFEST_PATH, found);
  const text = toText(disk.read(MANIFEST_PATH, MAX_META_FILE))?.text;
  if (text === undefined) throw broken("it is not text");
  if (last?.text !== text) last = { text, manifest: parseManifest(text) };
  return last.manifest;
}

function parseManifest(text: string): Manifest {
  if (isTooDeep(text)) throw broken(`it is nested deeper than ${MAX_DEPTH} levels`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(/^<{7} /m.test(text) ? "it holds conflict markers of a merge" : "it is not JSON", error);
  }
  const version = schemaVersionOf(value);
  if (version !== undefined && version > 1) {
    throw new ScaffoldError(
      "WRITE_MANIFEST_NEWER",
      `${MANIFEST_PATH} has version ${version}, this scaffold knows version 1`,
      "Update scaffold.",
    );
  }
  const parsed = manifestSchema().safeParse(value);
  if (!parsed.success) throw broken(sentenceOf(parsed.error.issues[0], value), parsed.error);
  return parsed.data;
}

/** Sorted keys, two spaces, a newline at the end: the same manifest is the same bytes, and one file more is a few lines more in a review. */
export function printManifest(manifest: Manifest): string {
  return printMeta(manifest);
}

/** The same for the other committed files of `.scaffold/`. */
export function printMeta(value: object): string {
  return `${JSON.stringify(inOrder(value as ReadonlyJson), null, 2)}\n`;
}

function inTheWay(place: string, found: Look): ScaffoldError {
  const code = found.kind === "blocked" && found.by === "symlink" ? "WRITE_SYMLINK" : "WRITE_MANIFEST_BROKEN";
  return new ScaffoldError(
    code,
    `${place} is not what it should be: a symlink or another kind of file is in the way`,
    `Move ${place} away and run again.`,
  );
}

function broken(why: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError(
    "WRITE_MANIFEST_BROKEN",
    `${MANIFEST_PATH} cannot be used: ${why}`,
    "Restore it from version control, or delete it: then every file that differs from the new output is left alone and reported.",
    cause,
  );
}
