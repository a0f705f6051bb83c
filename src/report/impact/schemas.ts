// In: nothing. Out: zod schemas of what `impact` prints as JSON. Data only.
import * as z from "zod";
import { diagnosticSchema } from "../diagnostic-schema.ts";

export const impactRowSchema = z.object({
  root: z.string().meta({ description: "Folder of the Terraform root." }),
  address: z.string().meta({ description: "As Terraform prints it." }),
  previous: z.string().optional().meta({ description: "Address before a move." }),
  action: z.enum(["created", "changed", "replaced", "destroyed", "forgotten", "stranded", "abandoned", "moved"]).meta({
    description:
      "forgotten: stays in the cloud, Terraform lets go of it. stranded: stays in the old region. abandoned: its root is gone, its state is not.",
  }),
  arguments: z.array(z.string()).meta({ description: "That force a replacement, or are known to change." }),
  changes: z
    .array(
      z.object({
        argument: z.string().meta({ description: "Path, blocks by name." }),
        from: z.unknown().optional().meta({ description: "Absent: nothing, or a text that is too long to keep." }),
        to: z.unknown().optional(),
        unknown: z.literal(true).optional().meta({ description: "Only the apply tells what it becomes." }),
        replaces: z.literal(true).optional().meta({ description: "Forces the replacement." }),
      }),
    )
    .optional()
    .meta({ description: "Of what is changed or replaced; secrets are hidden." }),
  via: z.string().optional().meta({ description: "The resource whose replacement or creation brings it about." }),
  loses: z.string().optional().meta({ description: "What is stored in it and lost." }),
  leaves: z.string().optional().meta({ description: "What is stored in it and stays behind." }),
  downgrades: z.array(z.object({ argument: z.string(), now: z.string() })),
  because: z.array(z.object({ decision: z.string(), pointer: z.string().optional(), quote: z.string().optional() })),
});

export const impactSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("impact"),
  out: z.string(),
  known: z
    .boolean()
    .meta({ description: "False: the folder says nothing about earlier resources, everything counts as new." }),
  diagnostics: z.array(diagnosticSchema),
  summary: z.record(z.string(), z.int()).optional(),
  resources: z.array(impactRowSchema).optional().meta({ description: "Every instance that does not stay as it is." }),
});
