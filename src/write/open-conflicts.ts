// In: .scaffold/conflicts.json, and the verdicts of a run. Out: which conflicts wait for a person, with all sides. Never the only witness: markers in a file count without it, see find-conflicts.ts.
import * as z from "zod";
import type { DiskReader } from "../disk/disk.ts";
import { lazily } from "../shared/lazily.ts";
import { CONFLICTS_PATH } from "./layout.ts";
import { hashSchema, manifestFileSchema, pathSchema, printMeta } from "./manifest.ts";
import type { Conflict } from "./merge/conflict.ts";
import { readMeta } from "./meta-file.ts";

const openFileSchema = lazily(() => {
  const side = z.string().nullable();
  return z.strictObject({
    form: z.enum(["marked", "left", "blocked"]).meta({
      description:
        "marked: both sides stand in the file, between markers. left: the file is as the user has it. blocked: something else has its name.",
    }),
    reason: z.string(),
    base: hashSchema().nullable().meta({ description: "What was generated before; null when that is not known." }),
    theirs: manifestFileSchema().meta({
      description: "What is generated now. Contents lie at .scaffold/base/<sha256>.",
    }),
    blocks: z.array(z.strictObject({ id: z.string(), base: side, ours: side, theirs: side })).min(1),
  });
});

export const openConflictsSchema = lazily(() =>
  z.strictObject({ schemaVersion: z.literal(1), files: z.record(pathSchema(), openFileSchema()) }).meta({
    title: "scaffold conflicts",
    description: "Conflicts that wait for a person, written to .scaffold/conflicts.json and committed; no file: none.",
  }),
);

export type OpenFile = z.infer<ReturnType<typeof openFileSchema>>;
/** By path. */
export type OpenFiles = Readonly<Record<string, OpenFile>>;

export function readOpenConflicts(disk: DiskReader): OpenFiles {
  return readMeta(disk, CONFLICTS_PATH, openConflictsSchema)?.files ?? {};
}

/** Undefined when none is open: then there is no file. */
export function printOpenConflicts(files: OpenFiles): string | undefined {
  return Object.keys(files).length === 0 ? undefined : printMeta({ schemaVersion: 1, files });
}

export function toBlock({ id, base, ours, theirs }: Conflict): OpenFile["blocks"][number] {
  return { id, base: base ?? null, ours: ours ?? null, theirs: theirs ?? null };
}

export function toConflict(path: string, { id, base, ours, theirs }: OpenFile["blocks"][number]): Conflict {
  return { path, id, base: base ?? undefined, ours: ours ?? undefined, theirs: theirs ?? undefined };
}
