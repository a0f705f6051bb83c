// In: the sides of a conflict. Out: in words who did what there. Pure.
import type { Conflict } from "./merge/conflict.ts";

type Known = Pick<Conflict, "base" | "ours" | "theirs">;

/** Of one place, where it is known what was generated before. */
export function clashOf({ base, ours, theirs }: Known): string {
  if (ours === undefined) return "you removed it, and something else is generated there now";
  if (theirs === undefined) return "you changed it, and it is no longer generated";
  return base === undefined ? "both added it, each in its own way" : "both changed it";
}

/** Of all places of a file together. */
export function clashesOf(conflicts: readonly Known[]): string {
  const kinds = new Set(
    conflicts.map(({ ours, theirs }) =>
      ours === undefined ? "removed" : theirs === undefined ? "dropped" : "changed",
    ),
  );
  const [only] = kinds;
  if (kinds.size > 1) return "you and scaffold changed the same places";
  if (only === "removed") return "you removed what is generated in another way now";
  return only === "dropped" ? "you changed what is no longer generated" : "both changed the same place";
}
