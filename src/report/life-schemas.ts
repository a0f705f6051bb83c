// In: nothing. Out: zod schemas of what `undo` prints as JSON. Data only.
import * as z from "zod";
import { diagnosticSchema } from "./diagnostic-schema.ts";

const left = z.int().min(0);

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
});
