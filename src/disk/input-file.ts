// In: a path that the user named. Out: the file's bytes, or a ScaffoldError that says why not. Never writes.
import { readFileSync } from "node:fs";
import { ScaffoldError } from "../diagnostics/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
  ENOTDIR: "a part of the path is a file",
};

export function readInputFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new ScaffoldError(
      "IO_READ",
      `${path} cannot be read: ${REASONS[code] ?? (code || String(cause))}`,
      "Check the path and its permissions.",
      cause,
    );
  }
}
