// In: a path and its three texts: base (last generated), ours (on disk), theirs (newly generated). Out: the merged text or its conflicts. Pure; never picks a side of a conflict that the caller did not pick.
import type { Choose, Merged, Sides } from "./conflict.ts";
import { mergeByLine } from "./line-driver.ts";
import { parses } from "./parses.ts";

/**
 * Three-way merge in the language of the path. merge(b, o, b) = o, merge(b, b, t) = t, merge(b, x, x) = x, for any text.
 * A result, marked or not, parses whenever both sides did.
 */
export function merge(path: string, sides: Sides, choose: Choose = () => undefined): Merged {
  if (sides.ours === sides.theirs || sides.base === sides.theirs) return { kind: "clean", text: sides.ours };
  if (sides.base === sides.ours) return { kind: "clean", text: sides.theirs };
  const merged = mergeByLine(path, sides, choose);
  if (merged.text === undefined || parses(path, merged.text)) return merged;
  if (!parses(path, sides.ours) || !parses(path, sides.theirs)) return merged;
  if (merged.kind === "conflict") return { ...merged, text: undefined };
  const { base, ours, theirs } = sides;
  return { kind: "conflict", text: undefined, conflicts: [{ path, id: "file", base, ours, theirs }] };
}
