// In: --out, or the folder where the user stands. Out: the output folder that is meant, as the user would name it. Never guesses between two.
import { ScaffoldError } from "../diagnostics/errors.ts";
import { MANIFEST_PATH, META_FOLDER } from "../write/layout.ts";
import type { Arguments, Context } from "./context.ts";

const DEFAULT_PARENT = "generated";

/** `--out`; else the current folder when it is an output folder; else the only one below `generated/`. */
export function findOutput(args: Arguments, context: Context): string {
  const named = args.values.get("out");
  if (named !== undefined) return named;
  const isOutput = (folder: string) => context.openDisk(folder).stat(META_FOLDER)?.kind === "folder";
  if (isOutput(".")) return ".";
  const found = context
    .openDisk(DEFAULT_PARENT)
    .list("")
    .filter(({ kind }) => kind === "folder")
    .map(({ name }) => `${DEFAULT_PARENT}/${name}`)
    .filter(isOutput);
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const why = found.length === 0 ? "there is no output folder here" : `there are several: ${found.join(", ")}`;
  throw new ScaffoldError("USAGE", why, `Name the folder that holds ${MANIFEST_PATH}: --out DIR`);
}
