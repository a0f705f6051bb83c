// In: one of the small JSON files that are committed under .scaffold/, which anyone may have edited. Out: its value by its schema, or a ScaffoldError. Never guesses what a damaged one meant.
import type * as z from "zod";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import { sentenceOf } from "../shared/issue-words.ts";
import { isTooDeep } from "../shared/json.ts";
import { toText } from "./content.ts";
import { MAX_META_FILE } from "./layout.ts";
import { look } from "./target.ts";

/** Undefined when there is no such file. */
export function readMeta<T>(disk: DiskReader, path: string, schema: () => z.ZodType<T>): T | undefined {
  const found = look(disk, path).kind;
  if (found === "absent") return undefined;
  if (found !== "file") throw broken(path, "it is not a plain file");
  const text = toText(disk.read(path, MAX_META_FILE))?.text;
  if (text === undefined || isTooDeep(text)) throw broken(path, "it is not one of ours");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(path, /^<{7} /m.test(text) ? "it holds conflict markers of a merge" : "it is not JSON", error);
  }
  const parsed = schema().safeParse(value);
  if (parsed.success) return parsed.data;
  throw broken(path, sentenceOf(parsed.error.issues[0], value));
}

function broken(path: string, why: string, cause?: unknown): ScaffoldError {
  return new ScaffoldError(
    "WRITE_META_BROKEN",
    `${path} cannot be used: ${why}`,
    `Restore ${path} from version control, or delete it: conflicts are found again by the next run, answers to them are asked again.`,
    cause,
  );
}
