// In: nothing. Out: zod schemas of what `undo` and `conflicts` print as JSON. Data only.
import * as z from "zod";
import { diagnosticSchema } from "./diagnostic-schema.ts";

const left = z.int().min(0);
const side = z.string().nullable();

export const undoSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("undo"),
  mode: z.enum(["write", "dry-run"]),
  direction: z.enum(["undo", "redo"]),
  out: z.string(),
  recovered: z.boolean().meta({ description: "An interrupted run was put back first." }),
  diagnostics: z.array(diagnosticSchema),
  summary: z.record(z.string(), z.int()),
  changes: z.array(
    z.object({ path: z.string(), verb: z.enum(["create", "update", "remove", "keep"]), reason: z.string() }),
  ),
  left: z.object({ undo: left, redo: left }).meta({ description: "Steps that can be taken from here." }),
  staged: z.array(z.string()).meta({ description: "Files that Git's index has as unmerged again." }),
  reset: z
    .array(z.string())
    .meta({ description: "Files that were unmerged in Git's index, and are as in the last commit there now." }),
});

export const conflictsSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("conflicts"),
  action: z.enum(["list", "show", "resolve", "forget"]),
  mode: z.enum(["write", "dry-run"]),
  out: z.string(),
  diagnostics: z.array(diagnosticSchema),
  conflicts: z
    .array(
      z.object({
        path: z.string(),
        id: z.string().meta({ description: "The place, the same in every run; unique in its file." }),
        form: z.enum(["marked", "left", "blocked"]),
        reason: z.string(),
        line: z.int().min(1).nullable().meta({ description: "Of the opening marker; null where there are none." }),
        base: side,
        ours: side,
        theirs: side,
      }),
    )
    .meta({ description: "list: all that are open; else those that were meant." }),
  remembered: z.array(
    z.object({ key: z.string(), path: z.string(), id: z.string(), side: z.enum(["ours", "theirs"]) }),
  ),
  changes: z.array(z.object({ path: z.string(), verb: z.enum(["update", "keep", "conflict"]), reason: z.string() })),
  left: left.meta({ description: "Conflicts that are open afterwards." }),
  staged: z.array(z.string()).meta({ description: "Files that Git's index has as merged now." }),
});
