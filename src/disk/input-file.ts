// In: a path that the user named. Out: the file's bytes, or a ScaffoldError that says why not. Never writes.
import { closeSync, openSync, readSync } from "node:fs";
import { ScaffoldError } from "../diagnostics/errors.ts";

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "this user may not read it",
  ENOTDIR: "a part of the path is a file",
};

/** More than any input that we take; a device or a pipe without an end stops here. */
const AT_MOST = 64 * 1024 * 1024;
const CHUNK = 256 * 1024;

export function readInputFile(path: string): Uint8Array {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    const chunks: Uint8Array[] = [];
    let total = 0;
    for (;;) {
      const chunk = new Uint8Array(CHUNK);
      const read = readSync(file, chunk, 0, CHUNK, null);
      if (read === 0) return Buffer.concat(chunks, total);
      chunks.push(chunk.subarray(0, read));
      total += read;
      checkSize(path, total);
    }
  } catch (cause) {
    if (cause instanceof ScaffoldError) throw cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    throw new ScaffoldError(
      "IO_READ",
      `${path} cannot be read: ${REASONS[code] ?? (code || String(cause))}`,
      "Check the path and its permissions.",
      cause,
    );
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Throws as soon as more has come than any input of ours has. */
export function checkSize(name: string, total: number): void {
  if (total > AT_MOST)
    throw new ScaffoldError(
      "IO_TOO_LARGE",
      `${name} has more than ${AT_MOST} bytes`,
      "Check that this is the file you meant.",
    );
}
