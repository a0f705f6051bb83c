// In: nothing. Out: the zod schema of `scaffold review --json`. Loaded by the printing of schemas only: a review itself never pays for it.
import * as z from "zod";
import { SEVERITIES } from "../../review/finding.ts";
import { diagnosticSchema } from "../diagnostic-schema.ts";

const count = z.int().min(0);
const counts = z
  .object({
    create: count,
    update: count,
    delete: count,
    replace: count,
    replaceForget: count.meta({ description: "Replaced, and the old object is kept outside of the state." }),
    forget: count.meta({ description: "Dropped from the state; nothing is destroyed." }),
    read: count,
    noop: count,
    other: count.meta({ description: "An action that this version does not know." }),
    move: count,
    import: count,
    deposed: count,
    drift: count,
    outputChanges: count,
    deferred: count,
  })
  .meta({ description: "create to other: one per row, by its tuple of actions; the others stand beside the action." });
const verdict = z.enum(["pass", "warn", "block"]);
const action = z.enum(["create", "update", "delete", "replace", "replaceForget", "forget", "read", "noop", "other"]);
const change = z.object({
  environment: z.string(),
  address: z.string(),
  previousAddress: z.string().optional(),
  mode: z.string(),
  type: z.string(),
  action,
  actions: z.array(z.string()).meta({ description: "The tuple as the plan has it." }),
  reason: z.string().optional(),
  forcedBy: z.array(z.string()).meta({ description: "Arguments that force the replacement." }),
  deposed: z.string().optional(),
  importing: z.string().optional(),
  intent: z
    .enum(["expected", "consequence", "unexpected"])
    .optional()
    .meta({ description: "Whether the answers ask for it; absent when nobody said what they want." }),
  benign: z.string().optional().meta({ description: "Why replacing this type is daily business." }),
  attributes: z
    .array(
      z.object({
        path: z.string(),
        before: z.string().optional(),
        after: z.string().optional(),
        forcesReplacement: z.boolean(),
      }),
    )
    .meta({ description: "Values as text, secrets replaced by (sensitive), long ones cut." }),
  moreAttributes: count,
});

export const reviewSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("review"),
  verdict,
  failOn: z.enum([...SEVERITIES, "never"]),
  errored: z.boolean(),
  counts,
  environments: z.array(
    z.object({
      name: z.string(),
      source: z.string(),
      verdict,
      errored: z.boolean(),
      complete: z.boolean().nullable(),
      terraformVersion: z.string().nullable(),
      counts,
    }),
  ),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(SEVERITIES),
      environment: z.string(),
      address: z.string().meta({ description: "Empty for a finding about the plan as a whole." }),
      message: z.string(),
      excuse: z
        .enum(["expected", "accepted"])
        .optional()
        .meta({ description: "Why it does not block although its severity would." }),
      blocks: z.boolean(),
    }),
  ),
  changes: z.array(change).meta({ description: "Every row but plain no-ops, most dangerous first." }),
  drift: z.array(change),
  deferred: z.array(change.extend({ deferredReason: z.string() })),
  outputs: z.array(
    z.object({
      environment: z.string(),
      name: z.string(),
      action,
      before: z.string().optional(),
      after: z.string().optional(),
    }),
  ),
  checks: z.array(
    z.object({ environment: z.string(), address: z.string(), status: z.string(), problems: z.array(z.string()) }),
  ),
  invocations: z.array(z.object({ environment: z.string(), address: z.string(), type: z.string() })),
  diagnostics: z.array(diagnosticSchema).meta({ description: "About how it was asked, not about the plans." }),
  divergence: z.array(z.object({ address: z.string(), actions: z.record(z.string(), z.string().nullable()) })),
});
