// In: the answers file and the output folder of a review. Out: whether the output was made from other answers. Treats the manifest as untrusted.
import { hash } from "node:crypto";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { isObject } from "../shared/json.ts";
import type { Arguments, Context } from "./context.ts";

const MANIFEST_PATH = ".scaffold/manifest.json";

/** Whether the output in DIR was made from another version of these answers; false when nobody asked. */
export function isStale(args: Arguments, context: Context): boolean {
  const answers = args.values.get("answers");
  if (answers === undefined) return false;
  const path = `${args.values.get("out") ?? "."}/${MANIFEST_PATH}`;
  const made = hash("sha256", context.readFile(answers));
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(context.readFile(path)));
  } catch (cause) {
    if (cause instanceof ScaffoldError) throw cause;
    throw new ScaffoldError("REVIEW_SNAPSHOT", `${path} is not JSON`, "Run scaffold infra again.", cause);
  }
  return !isObject(manifest) || manifest["answers"] !== made;
}
