// In: open conflicts and the words of a command line. Out: the conflicts that are meant. Never takes one of several for the one that was named.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { FoundConflict } from "../write/find-conflicts.ts";
import type { Arguments, Context } from "./context.ts";

interface Named {
  readonly path: string;
  readonly id: string;
}

/** True when the word is its file, a folder above it, or its id. */
export function isAt({ path, id }: Named, word: string): boolean {
  const place = word.replace(/^\.\//, "").replace(/\/+$/, "");
  return path === place || path.startsWith(`${place}/`) || id === word;
}

/** A path as the shell completes it, from where the user stands, as the output folder names it; anything else as it is. */
export function withinOutput(word: string, out: string, context: Pick<Context, "absolute">): string {
  const [place = "", whole = ""] = [word, out].map((path) => context.absolute(path).replaceAll("\\", "/"));
  const folder = `${whole.replace(/\/+$/, "")}/`;
  return place.startsWith(folder) ? place.slice(folder.length) : word;
}

/** `--all`; a file or a folder; an id that only one file has; or a file and an id. */
export function pickConflicts(conflicts: readonly FoundConflict[], args: Arguments, place?: string): FoundConflict[] {
  const [, named, second] = args.positionals;
  const isNamed = named === undefined || conflicts.some((one) => isAt(one, named));
  const first = isNamed ? named : (place ?? named);
  if (args.flags.has("all")) return [...conflicts];
  if (first === undefined)
    throw new ScaffoldError(
      "USAGE",
      "which conflict?",
      "Name a file or an id, or use --all; see scaffold conflicts list.",
    );
  if (second !== undefined) return conflicts.filter((one) => isAt(one, first) && one.id === second);
  const picked = conflicts.filter((one) => isAt(one, first));
  const byId = picked.filter(({ id }) => id === first);
  if (byId.length > 1 && byId.length === picked.length) {
    const places = byId.map(({ path }) => path).join(", ");
    throw new ScaffoldError("USAGE", `${first} is in several files: ${places}`, "Name the file and the id.");
  }
  return picked;
}
