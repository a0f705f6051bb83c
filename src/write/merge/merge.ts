// In: a path and its three texts: base (last generated), ours (on disk), theirs (newly generated). Out: the merged text or its conflicts. Pure; never picks a side of a conflict that the caller did not pick.
import type { Choose, Merged, Sides } from "./conflict.ts";
import { languageOf } from "./language.ts";
import { mergeByLine } from "./line-driver.ts";
import { parses } from "./parses.ts";
import { type Memory, mergeByTree } from "./tree-driver.ts";

/**
 * Three-way merge: by structure where the language has one that all three texts keep, else by line.
 * merge(b, o, b) = o, merge(b, b, t) = t, merge(b, x, x) = x, for any text. A result, marked or not, parses whenever both sides did.
 */
export function merge(path: string, sides: Sides, choose: Choose = () => undefined): Merged {
  const { base, ours, theirs } = sides;
  if (ours === theirs || base === theirs) return { kind: "clean", text: ours };
  if (base === ours) return { kind: "clean", text: theirs };
  const memory: Memory = new Map();
  const isSound = ({ text }: Merged) => text === undefined || parses(path, text, memory);
  const structural = mergeByTree(path, languageOf(path), sides, choose, memory);
  if (structural !== undefined && isSound(structural)) return structural;
  const merged = mergeByLine(path, sides, choose);
  if (isSound(merged) || !parses(path, ours) || !parses(path, theirs)) return merged;
  if (merged.kind === "conflict") return { ...merged, text: undefined };
  return { kind: "conflict", text: undefined, conflicts: [{ path, id: "file", base, ours, theirs }] };
}
