// In: decisions and the texts they came from. Out: the rows that both the text and the JSON report print. Pure.
import type { Decisions, Evidence } from "../decisions/decision.ts";

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
