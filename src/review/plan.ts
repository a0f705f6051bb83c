// In: nothing. Out: the shape of a plan as the review sees it. Values are as untrusted as the file that they come from; never text for people.

/** One per row of the plan, by its tuple of actions; the names of the counts in the JSON report. */
export type Action =
  | "create"
  | "update"
  | "delete"
  | "replace"
  | "replaceForget"
  | "forget"
  | "read"
  | "noop"
  | "other";

/** Keys and indexes from the root of a resource's values. */
export type Path = readonly (string | number)[];

/** The values of a resource or output on one side, with marks that mirror them: `true` at any level covers everything below. */
export interface Side {
  readonly value: unknown;
  readonly sensitive: unknown;
}

/** One planned, drifted or deferred change of one object. Address and deposed key together are unique in a plan. */
export interface Row {
  readonly address: string;
  readonly previousAddress: string | undefined;
  readonly module: string | undefined;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly action: Action;
  /** As the file has them; their order tells what comes first in a replacement. */
  readonly actions: readonly string[];
  /** Why Terraform chose the action; an open set of words. */
  readonly reason: string | undefined;
  /** Arguments that force a replacement; empty when Terraform names none (tainted, requested, triggered). */
  readonly replacePaths: readonly Path[];
  readonly deposed: string | undefined;
  /** How an import names the object: its id, or its identity as JSON; undefined when nothing is imported. */
  readonly importing: string | undefined;
  readonly before: Side;
  readonly after: Side;
  /** Mirrors the value after: `true` where it is known only after apply. */
  readonly afterUnknown: unknown;
}

export interface OutputRow {
  readonly name: string;
  readonly action: Action;
  readonly before: Side;
  readonly after: Side;
  readonly afterUnknown: unknown;
}

export interface DeferredRow {
  readonly reason: string;
  readonly row: Row;
}

/** One checked object with what failed in it. */
export interface Check {
  readonly address: string;
  /** pass, fail, error, unknown, or a word of a later Terraform. */
  readonly status: string;
  readonly problems: readonly string[];
}

/** A provider's action that the plan would invoke (Terraform 1.14 and later). */
export interface Invocation {
  readonly address: string;
  readonly type: string;
}

export interface Plan {
  /** The environment that it belongs to. */
  readonly environment: string;
  /** The file as the user named it. */
  readonly source: string;
  readonly formatVersion: string | undefined;
  readonly terraformVersion: string | undefined;
  readonly rows: readonly Row[];
  readonly outputs: readonly OutputRow[];
  readonly drift: readonly Row[];
  readonly deferred: readonly DeferredRow[];
  readonly checks: readonly Check[];
  readonly invocations: readonly Invocation[];
  /** Attributes outside that feed what is planned, "address" to paths; undefined when the file does not say. */
  readonly relevant: readonly { readonly resource: string; readonly attribute: Path }[] | undefined;
  readonly errored: boolean;
  /** Undefined where the file does not say, as OpenTofu's never do. */
  readonly complete: boolean | undefined;
  readonly applyable: boolean | undefined;
  /** The whole document, for the search for secrets only. */
  readonly document: Readonly<Record<string, unknown>>;
}
