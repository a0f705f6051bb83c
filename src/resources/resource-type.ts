// In: nothing. Out: what one row of the table says about a Terraform resource type, for any plan, ours or somebody else's. Never a value of a system.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";

/** What is at stake when a value gets worse: the words that a finding starts with. */
export type Stake = "destruction" | "recovery" | "exposure" | "encryption" | "availability" | "evidence";

/**
 * The direction in which a change of the argument makes the system less safe.
 * - `off`: true → false or absent. `on`: false or absent → true.
 * - `lower`, `higher`: a number falls or rises; with `zero: "forever"` 0 and absent stand for "never ends" and are the highest value.
 * - `ends`: a number becomes 0; less of it is no matter.
 * - `olderTls`: a name of a TLS policy becomes one that takes an older TLS.
 * - `removed`: something → absent, null or an empty list.
 * - `leaves`: one of `safe` → anything else.
 */
export type Direction = "off" | "on" | "lower" | "higher" | "ends" | "olderTls" | "removed" | "leaves";

export interface SafetyArgument {
  /** Path from the resource's root, blocks by name, without indices: `versioning_configuration.status`. */
  readonly argument: string;
  readonly worse: Direction;
  readonly stake: Stake;
  /** Of `leaves`: the values that are safe. */
  readonly safe?: readonly Json[];
  /** Of `lower` and `higher`. */
  readonly zero?: "forever";
  /** Of `off`, `on`: what an absent argument means, where the provider's default is not false. */
  readonly absent?: boolean;
  /** Says what the worse value brings; completes "now …". */
  readonly now: string;
}

/** A change of `argument` that replaces the resource only in some cases. Without one of these, an argument of `replaces` always does. */
export interface Condition {
  readonly argument: string;
  /** Completes "replaces when …". */
  readonly when: string;
  /** Values as plan JSON has them; undefined and null are both "absent". */
  forces(before: Json | undefined, after: Json | undefined): boolean;
}

export interface PhysicalName {
  /** The argument that AWS shows people and that other systems use: `bucket`, `name`, `identifier`. */
  readonly argument: string;
  /** Whether AWS renames it where it stands; otherwise a new name is a new, empty resource. */
  readonly inPlace: boolean;
}

/** What is left of destroyed data, and the setting on which that depends. */
export interface Remainder {
  readonly what: string;
  /** `set`: any value but none. */
  readonly when?: { readonly argument: string } & (
    | { readonly is: Json }
    | { readonly isNot: Json }
    | { readonly isSet: true }
  );
}

export interface StoredData {
  /** What is lost with the resource; completes "lost: …". */
  readonly what: string;
  /** What remains after a destroy, for the person who has to get it back; undefined when nothing does. */
  readonly remains?: readonly Remainder[];
  /** Arguments with the values under which AWS refuses to destroy it: all data still there and the apply fails. */
  readonly guards?: readonly { readonly argument: string; readonly value: Json }[];
  /** `content`: what people wrote. `identity`: keys and names that nobody gets again. `history`: logs and backups. `copies`: can be made again from a source elsewhere, with effort. */
  readonly kind: "content" | "identity" | "history" | "copies";
}

/** One row. `type` is unique in the table. */
export interface ResourceType {
  readonly type: string;
  /** Undefined: destroying it loses nothing that an apply does not bring back. */
  readonly data?: StoredData;
  readonly name?: PhysicalName;
  readonly conditions?: readonly Condition[];
  readonly safety?: readonly SafetyArgument[];
  /** Why a replacement of it is daily business; undefined when it is not. */
  readonly benign?: string;
  /** What people notice while it is replaced, when it holds no data: "the address changes", "requests fail". */
  readonly interruption?: string;
  /** Where the facts come from, beside the provider itself: an AWS page. */
  readonly source?: string;
}

/** Whether two values differ; absent and null are the same, and so are objects whose keys stand in another order. */
export function isChanged(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after) return false;
  const [old, young] = [before ?? null, after ?? null];
  if (Array.isArray(old) && Array.isArray(young))
    return old.length !== young.length || old.some((item: Json, index) => isChanged(item, young[index]));
  if (!isObject(old) || !isObject(young)) return old !== young;
  return [...new Set([...Object.keys(old), ...Object.keys(young)])].some((key) =>
    isChanged(old[key] as Json | undefined, young[key] as Json | undefined),
  );
}

/** Whether a version such as "7.1" becomes an older one. What is not a version is not older. */
export function downgradedTo(before: Json | undefined, after: Json | undefined): boolean {
  const numbers = (value: Json | undefined): number[] =>
    typeof value === "string" && /^\d+(\.\w+)*$/.test(value) ? value.split(".").map(Number) : [];
  const [old, young] = [numbers(before), numbers(after)];
  for (let index = 0; index < Math.min(old.length, young.length); index += 1) {
    const difference = (young[index] ?? 0) - (old[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
