// In: absolute paths. Out: bytes of plain files, and new files. Never follows a symlink in the last part, waits for a device or a pipe, or takes more than it was told to.
import * as fs from "node:fs";
import { ScaffoldError } from "../diagnostics/errors.ts";

// Neither exists on Windows, where `fs.constants` leaves them out.
export const NO_FOLLOW = fs.constants.O_NOFOLLOW ?? 0;
const NO_WAIT = fs.constants.O_NONBLOCK ?? 0;

/** The bytes of a plain file of at most `atMost` bytes. A symlink fails with ELOOP; anything else is told by name, without waiting for it. */
export function readPlain(file: string, atMost: number): Uint8Array {
  if (NO_FOLLOW === 0 && fs.lstatSync(file).isSymbolicLink()) throw symlinkInTheWay(file);
  const handle = fs.openSync(file, fs.constants.O_RDONLY | NO_FOLLOW | NO_WAIT);
  try {
    const stat = fs.fstatSync(handle);
    if (!stat.isFile()) throw unusable(file, "is not a plain file");
    if (stat.size > atMost) throw unusable(file, `has ${stat.size} bytes; at most ${atMost} are read`);
    return fs.readFileSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}

/** Makes a file that was not there. What has the name already is removed itself, never what it points to. */
export function createPlain(file: string, content: string): void {
  const handle = openNew(file);
  try {
    fs.writeFileSync(handle, content);
  } finally {
    fs.closeSync(handle);
  }
}

function openNew(file: string): number {
  const flags = fs.constants.O_WRONLY | fs.constants.O_CREAT | fs.constants.O_EXCL | NO_FOLLOW;
  return replacing(file, () => fs.openSync(file, flags, 0o666));
}

/** For a target on another device: a copy beside it, synced, and then a rename. */
export function moveByCopy(from: string, to: string): void {
  const beside = `${to}.scaffold-new`;
  if (!fs.lstatSync(from).isFile()) throw unusable(from, "is not a plain file");
  replacing(beside, () => fs.copyFileSync(from, beside, fs.constants.COPYFILE_EXCL));
  const handle = fs.openSync(beside, fs.constants.O_RDWR | NO_FOLLOW);
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(beside, to);
  fs.unlinkSync(from);
}

/** `make` fails when the name is taken: then the name, which only a run of ours gives, goes first. */
function replacing<T>(file: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    fs.unlinkSync(file);
    return make();
  }
}

export function symlinkInTheWay(path: string): ScaffoldError {
  return new ScaffoldError(
    "WRITE_SYMLINK",
    `${path} is a symlink, and symlinks are not followed`,
    "Replace the symlink by a file or a folder, or choose another output folder.",
  );
}

function unusable(file: string, why: string): ScaffoldError {
  return new ScaffoldError("WRITE_FAILED", `${file} ${why}`, `Move ${file} away and run again.`);
}
