// In: a text or the comments of an item, on three sides. Out: what both edits make of it. Pure.
import { mergeLines } from "./lines.ts";

/**
 * The last resort inside of a value: the side that changed it, else its lines. Undefined: both changed the same.
 * `isLayout`: a text whose spaces mean nothing, such as the name and equals sign before a value; then a real change wins over an alignment.
 */
export function mergeText(
  base: string | undefined,
  ours: string,
  theirs: string,
  isLayout: boolean,
): string | undefined {
  if (ours === theirs || base === theirs) return ours;
  if (base === ours) return theirs;
  if (isLayout && bare(ours) === bare(theirs)) return theirs;
  if (base === undefined) return undefined;
  if (isLayout && bare(base) === bare(ours)) return theirs;
  if (isLayout && bare(base) === bare(theirs)) return ours;
  const sides = [base, ours, theirs];
  if (!sides.every((text) => text.includes("\n"))) return undefined;
  const [was, left, right] = sides.map((text) => text.split("\n")) as [string[], string[], string[]];
  const merged: string[] = [];
  for (const part of mergeLines(was, left, right)) {
    if (part.kind === "conflict") return undefined;
    for (const line of part.lines) merged.push(line);
  }
  return merged.join("\n");
}

/** Comments never conflict: where both sides changed the same ones, the user's stay and new ones of ours follow; those that the user took away stay away. */
export function mergeNotes(
  base: readonly string[] | undefined,
  ours: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const known = new Set(ours);
  const added = (lines: readonly string[]) => lines.filter((line) => !known.has(line));
  if (base === undefined) return [...ours, ...added(theirs)];
  return mergeLines(base, ours, theirs).flatMap((part) => {
    if (part.kind === "clean") return part.lines;
    return part.ours.length === 0 && (part.base ?? []).length > 0 ? [] : [...part.ours, ...added(part.theirs)];
  });
}

/** `size=3` and `size   = 3` begin alike. */
function bare(text: string): string {
  return text.replace(/\s+/g, "");
}
