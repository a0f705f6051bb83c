// In: decisions and the texts they came from. Out: the rows that both the text and the JSON report print. Pure.
import type { Decisions, Evidence } from "../decisions/decision.ts";
import type { ExplainOutcome } from "./outcome.ts";

export interface ServiceRow {
  readonly name: string;
  readonly runtime: string | null;
  readonly framework: string | null;
  readonly kind: string;
  readonly compute: string | null;
  readonly port: number | null;
  readonly evidence: readonly Evidence[];
}

/** A service that says nothing about its compute runs on the system's main one. */
export function serviceRows({ services, table }: Decisions): ServiceRow[] {
  const main = table.compute.value.find((name) => name !== "static-site") ?? null;
  return services.map(({ name, runtime, framework, kind, compute, port, evidence }) => ({
    name,
    runtime,
    framework,
    kind,
    compute: compute ?? (kind === "external" ? null : kind === "static" ? "static-site" : main),
    port,
    evidence,
  }));
}

/** How much of the text was used. A field counts as answered when it is not blank. */
export function coverageOf({ decisions, fields }: ExplainOutcome): {
  fields: number;
  answered: number;
  used: number;
  unused: string[];
} {
  const answered = fields.filter(({ text }) => text.trim() !== "");
  const fed = decisions?.coverage ?? new Map<string, readonly string[]>();
  const unused = answered.filter(({ pointer }) => !fed.has(pointer)).map(({ pointer }) => pointer);
  return { fields: fields.length, answered: answered.length, used: answered.length - unused.length, unused };
}
