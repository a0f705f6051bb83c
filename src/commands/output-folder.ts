// In: --out, or the folder where the user stands. Out: the output folder that is meant, as the user would name it. Never guesses between two.
import { ScaffoldError } from "../diagnostics/errors.ts";
import { MANIFEST_PATH, META_FOLDER } from "../write/layout.ts";
import type { Arguments, Context } from "./context.ts";

const DEFAULT_PARENT = "generated";

/** Without `--out` a run makes `generated/<project>` where the user stands. Inside of an output folder that would be a second tree in the first, which nobody wants. */
export function requireOutside(args: Arguments, context: Context): void {
  if (args.values.has("out")) return;
  const around = outputAround(context);
  if (around === undefined) return;
  const where = around === "." ? "this folder is an output folder" : `this folder lies in the output folder ${around}`;
  throw new ScaffoldError(
    "USAGE",
    `${where}, and without --out a second one would be made inside of it`,
    `Use --out ${around} for the one that is there, or --out DIR for another one.`,
  );
}

/** For commands that only read: without `--out` the output folder that the user stands in, or below, is the one that is meant. */
export function fromWithin(args: Arguments, context: Context): Arguments {
  const around = args.values.has("out") ? undefined : outputAround(context);
  return around === undefined ? args : { ...args, values: new Map([...args.values, ["out", around]]) };
}

/** The current folder or the nearest one above it that holds a manifest. */
function outputAround(context: Context): string | undefined {
  const levels = context.absolute(".").split(/[\\/]/).length;
  const folders = [
    ".",
    ...Array.from({ length: levels - 1 }, (_, up) =>
      Array(up + 1)
        .fill("..")
        .join("/"),
    ),
  ];
  return folders.find((folder) => holdsManifest(context, folder));
}

function holdsManifest(context: Context, folder: string): boolean {
  try {
    return context.openDisk(folder).stat(MANIFEST_PATH)?.kind === "file";
  } catch (error) {
    // What may not be looked at says nothing.
    if (error instanceof ScaffoldError) return false;
    throw error;
  }
}

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
