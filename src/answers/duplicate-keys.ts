// In: the text of the answers file, known to be JSON. Out: an error for every key that stands more than once in its object, with the lines. Never decides which of them is meant: a parser keeps the last in silence.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { toPointer } from "../shared/json-pointer.ts";
import { type Node, readTree } from "../shared/json-tree.ts";

/** Nobody mends more at once, and a file made to hold thousands must not fill the screen. */
const MOST = 50;
/** Places of one key that are named. */
const SHOWN = 3;

export function findDuplicateKeys(text: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const walk = ({ kind, parts }: Node, path: readonly (string | number)[]): void => {
    const starts = new Map<string, number[]>();
    parts.forEach(({ key, start, value }, index) => {
      if (kind === "object") {
        const places = starts.get(key);
        if (places === undefined) starts.set(key, [start]);
        else places.push(start);
      }
      walk(value, [...path, kind === "object" ? key : index]);
    });
    for (const [key, places] of starts)
      if (places.length > 1 && found.length < MOST) found.push(duplicate(text, [...path, key], places));
  };
  walk(readTree(text), []);
  return found;
}

function duplicate(text: string, path: readonly (string | number)[], places: readonly number[]): Diagnostic {
  const key = JSON.stringify(String(path.at(-1)).slice(0, 60));
  const lines = places.slice(0, SHOWN).map((at) => `line ${text.slice(0, at).split("\n").length}`);
  if (places.length > SHOWN) lines.push(`${places.length - SHOWN} more`);
  const times = places.length === 2 ? "twice" : `${places.length} times`;
  return {
    code: "ANSWERS_DUPLICATE_KEY",
    severity: "error",
    pointer: toPointer(path),
    message: `key ${key} stands ${times}, in ${lines.join(" and ")}; only the last one would count`,
    help: "Keep one of them, with all that belongs to it.",
  };
}
