// In: the zod schemas of the rooms. Out: JSON Schema text (draft 2020-12), the same bytes every time. Never describes a shape twice.
import * as z from "zod";
import { writtenOverridesSchema } from "../answers/overrides.ts";
import { outputSchema } from "../answers/schema.ts";
import { snapshotSchema } from "../resources/snapshot-file.ts";
import { choicesSchema } from "../write/choices.ts";
import { manifestSchema } from "../write/manifest.ts";
import { openConflictsSchema } from "../write/open-conflicts.ts";
import { diagnosticSchema as diagnostic } from "./diagnostic-schema.ts";
import { impactRowSchema, impactSchema } from "./impact/schemas.ts";
import { conflictsSchema, undoSchema } from "./life-schemas.ts";
import { reviewSchema } from "./review/schema.ts";

const evidence = z.object({
  pointer: z.string().meta({ description: "RFC 6901 pointer to the text." }),
  start: z.int().min(0),
  end: z.int().min(0),
  quote: z.string().meta({ description: "Exactly the text between start and end." }),
});
const explain = z.object({
  schemaVersion: z.literal(1),
  decisions: z.record(
    z.string(),
    z.object({
      value: z.json(),
      source: z.enum(["stated", "inferred", "default", "override"]),
      evidence: z.array(evidence),
    }),
  ),
  services: z.array(
    z.object({
      name: z.string(),
      runtime: z.string().nullable(),
      framework: z.string().nullable(),
      kind: z.string(),
      compute: z.string().nullable(),
      port: z.int().nullable(),
      evidence: z.array(evidence),
    }),
  ),
  diagnostics: z.array(diagnostic),
  coverage: z
    .object({
      texts: z.int().meta({ description: "Strings in the answers." }),
      answered: z.int().meta({ description: "Of them, those that say something." }),
      used: z.int().meta({ description: "Of those, the ones that fed a decision or ask for what every output has." }),
      unused: z.array(z.string()).meta({ description: "Pointers of answered texts that had no effect." }),
      fields: z
        .array(
          z.object({
            field: z.string(),
            fate: z.enum(["decides", "standard", "documents", "blank"]),
            decisions: z.array(z.string()),
            standards: z.array(z.string()).meta({ description: "Parts of every output that the texts ask for." }),
            effect: z.string().nullable().meta({ description: "What the field is for; null: for the documents only." }),
          }),
        )
        .meta({ description: "One row for each of the 41 fields of the template." }),
      unheard: z.array(evidence).meta({ description: "Sentences that ask for something and fed nothing." }),
    })
    .optional(),
  subject: z
    .object({
      name: z.string(),
      kind: z.enum(["file", "resource", "folder", "decision", "own", "kept"]).meta({
        description:
          "own: a file or folder of the user's, which no run touches. kept: generated before and no more, and kept for its edits.",
      }),
      file: z.string(),
      parts: z.array(z.string()).meta({ description: "Files and resources of a folder, a service or a decision." }),
      because: z.array(z.json()),
    })
    .optional(),
});
const infra = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("infra"),
  mode: z.enum(["write", "dry-run", "diff", "check"]),
  out: z.string(),
  diagnostics: z.array(diagnostic),
  recovered: z.boolean(),
  staged: z.array(z.string()).meta({ description: "Files in conflict that Git's index has as unmerged now." }),
  summary: z.record(z.string(), z.int()).optional(),
  changes: z
    .array(
      z.object({
        path: z.string(),
        verb: z.string(),
        reason: z.string(),
        blueprint: z.string(),
        conflicts: z.int().meta({ description: "Conflicts between markers in the file." }),
        conflictIds: z.array(z.string()).meta({ description: "What a person has to decide." }),
        from: z.string().optional().meta({ description: "Where a file that moves was." }),
      }),
    )
    .optional(),
  impact: z.array(impactRowSchema).optional(),
  diff: z.string().optional(),
});
const criteria = z
  .array(
    z.object({
      id: z.string(),
      title: z.string(),
      met: z.boolean(),
      missing: z.array(z.object({ pointer: z.string(), what: z.string() })),
    }),
  )
  .meta({ description: "The template's eleven completion criteria." });
const validate = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("validate"),
  criteria,
  diagnostics: z.array(diagnostic),
});
const interview = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("interview"),
  file: z.string(),
  ended: z.enum(["finished", "left", "refused"]).meta({
    description: "left: before the checkpoint; refused: the file has no place for answers, nothing was asked.",
  }),
  changed: z.array(z.string()).meta({ description: "Pointers of what was answered." }),
  questions: z
    .array(
      z.object({
        number: z.int().min(1),
        title: z.string(),
        fields: z.array(z.string()).meta({ description: "The fields of the template that hold the answer." }),
        isOpen: z.boolean(),
      }),
    )
    .meta({ description: "The template's 23 questions." }),
  criteria,
  diagnostics: z.array(diagnostic).meta({ description: "Of the checkpoint, as `validate` tells them." }),
});

const step7 = z
  .object({
    $schema: z.string().optional(),
    step: z.literal(7).optional(),
    project: z
      .string()
      .optional()
      .meta({ description: "Name of the system; else the name of the folder that holds this file." }),
    decisions: writtenOverridesSchema()
      .optional()
      .meta({ description: "Overrides of what is read from the text. Keys with dots may be nested." }),
    output: outputSchema,
  })
  .meta({ title: "Step 7: System Architecture, answers" });

const SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  choices: choicesSchema(),
  conflicts: conflictsSchema,
  diagnostics: z.array(diagnostic),
  explain,
  impact: impactSchema,
  infra,
  interview,
  manifest: manifestSchema(),
  "open-conflicts": openConflictsSchema(),
  resources: snapshotSchema(),
  review: reviewSchema,
  step7,
  undo: undoSchema,
  validate,
};

export const SCHEMA_NAMES: readonly string[] = Object.keys(SCHEMAS);

/** The schema's text, or undefined for a name that does not exist. */
export function printSchema(name: string): string | undefined {
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined;
  return schema === undefined ? undefined : `${JSON.stringify(z.toJSONSchema(schema, { io: "input" }), null, 2)}\n`;
}
