// In: nothing. Out: the types of a decision and of its evidence. Never decides.
import type { Compute, DecisionKey, DecisionValues, Kind, Runtime } from "../answers/overrides.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** A piece of the answers: `quote` is exactly `text.slice(start, end)` of the string at `pointer` (UTF-16 units). */
export interface Evidence {
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
}

/**
 * A typed answer. `stated`: the text says it; `inferred`: the text implies it; `default`: the text does not decide; `override`: the user's `decisions` object.
 * Stated and inferred ones always carry evidence; the union makes one without it impossible.
 */
export type Decision<T> =
  | { readonly value: T; readonly source: "stated" | "inferred"; readonly evidence: readonly [Evidence, ...Evidence[]] }
  | { readonly value: T; readonly source: "default" | "override"; readonly evidence: readonly Evidence[] };

export type DecisionTable = { readonly [K in DecisionKey]: Decision<DecisionValues[K]> };

/** How one service of the answers is read. `index` is its position in `services`. */
export interface ServiceReading {
  readonly index: number;
  readonly name: string;
  readonly runtime: Runtime | null;
  readonly framework: string | null;
  readonly kind: Kind;
  readonly compute: Compute | null;
  readonly port: number | null;
  /** Language version as written ("20", "3.12"), else null. */
  readonly version: string | null;
  /** "npm", "pnpm", "uv", "pip", "maven", "gradle", …; null where the text does not say. */
  readonly packageManager: string | null;
  /** Tasks of this service, where its own scaling text says so. */
  readonly min: number | null;
  readonly max: number | null;
  /** For scheduled services: an AWS Scheduler expression ("cron(0 2 * * ? *)", "rate(1 minute)"), and its time zone where named. */
  readonly schedule: string | null;
  readonly timezone: string | null;
  /** Name of the service whose image this one runs ("same image, queue:work"), else null. */
  readonly sharesImageWith: string | null;
  readonly evidence: readonly Evidence[];
}

/** Words of a text that were used: `key` is a decision key, "services.<name>" or the name of a detail ("externals"). */
export interface Use {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** Everything that was read from the answers. Numbers that the text does not decide (backup.*, scaling.*) carry their default with source `default`. */
export interface Decisions {
  readonly table: DecisionTable;
  readonly services: readonly ServiceReading[];
  readonly diagnostics: readonly Diagnostic[];
  /** Pointer → what the text there fed, and with which words; texts that fed nothing are absent. */
  readonly coverage: ReadonlyMap<string, readonly Use[]>;
}
