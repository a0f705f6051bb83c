// Short ways to merge and to look at what came out.
import { readdirSync, readFileSync } from "node:fs";
import { merge } from "../../../src/write/merge/merge.ts";

/** The merged text, or the ids of the conflicts above the marked text. */
export function mergeOf(path: string, base: string | undefined, ours: string, theirs: string): string {
  const merged = merge(path, { base, ours, theirs });
  if (merged.kind === "clean") return merged.text;
  return `CONFLICT ${merged.conflicts.map(({ id }) => id).join(", ")}\n${merged.text ?? "(left as it is)"}`;
}

/** `text` with the first occurrence of each `from` replaced; every one must be there. */
export function edited(text: string, ...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`no ${JSON.stringify(from)} to replace`);
    return now.replace(from, () => to);
  }, text);
}

/** Every generated file of the reference trees whose path `wanted` takes: path → text. */
export function generatedFiles(wanted: (path: string) => boolean): Map<string, string> {
  const root = new URL("../../../generated/", import.meta.url);
  const names = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.pathname.length).replace(/^\/+/, ""))
    .filter((path) => !path.includes(".scaffold/") && wanted(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(new URL(path, root), "utf8")]));
}
