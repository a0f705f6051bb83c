// In: a place for a lock and who we are. Out: the lock held, or WRITE_LOCKED. Never takes a lock whose holder may still live, and never follows a symlink: the folder may come from a stranger.
import { closeSync, linkSync, lstatSync, openSync, readFileSync, renameSync, unlinkSync, writeSync } from "node:fs";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { isObject } from "../shared/json.ts";
import { createPlain, readPlain, symlinkInTheWay } from "./plain-file.ts";

/** A lock is one short line. */
const MAX_LOCK = 4096;

/** Who takes locks: handed in by the process edge, so that this room does not ask about the process. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** True when a process with this id runs on this host. */
  isAlive(pid: number): boolean;
}

/** Takes the lock and returns its release. */
export function takeLock(file: string, owner: LockOwner): () => void {
  const mine = `${JSON.stringify({ host: owner.host, pid: owner.pid, started: startOf(owner.pid) })}\n`;
  for (let attempt = 0; attempt < 3; attempt++) {
    if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) throw symlinkInTheWay(file);
    if (create(file, mine, owner.pid)) return () => release(file, mine);
    const held = readOrUndefined(file);
    if (held === undefined) continue;
    if (!isStale(held, owner)) throw locked(file, held);
    discard(file, held, owner.pid);
  }
  throw locked(file, readOrUndefined(file) ?? "");
}

/** A hard link makes the lock appear with its content in one step, so a lock without an owner cannot be seen. */
function create(file: string, content: string, pid: number): boolean {
  const own = `${file}.${pid}`;
  try {
    createPlain(own, content);
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    if (!["EPERM", "ENOTSUP", "ENOSYS", "EOPNOTSUPP", "EMLINK"].includes(codeOf(error))) throw error;
    return createWithoutLinks(file, content);
  } finally {
    removeQuietly(own);
  }
}

/** For file systems without hard links (exFAT, some network shares). */
function createWithoutLinks(file: string, content: string): boolean {
  try {
    const handle = openSync(file, "wx");
    writeSync(handle, content);
    closeSync(handle);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function release(file: string, mine: string): void {
  if (readOrUndefined(file) === mine) removeQuietly(file);
}

/** Moves the stale lock away; if somebody else was faster and the moved one is fresh, it is put back. */
function discard(file: string, judged: string, pid: number): void {
  const aside = `${file}.stale.${pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (readOrUndefined(aside) !== judged) {
    try {
      linkSync(aside, file);
    } catch {
      // A third run holds it by now: it will notice nothing, and we report it as locked.
    }
  }
  removeQuietly(aside);
}

function isStale(held: string, owner: LockOwner): boolean {
  const holder = parse(held);
  if (holder === undefined || holder.host !== owner.host) return false;
  if (!owner.isAlive(holder.pid)) return true;
  // The id may have been given to another process since, which is usual in containers: the start tells them apart.
  const started = startOf(holder.pid);
  return holder.started !== "" && started !== "" && holder.started !== started;
}

function parse(held: string): { host: string; pid: number; started: string } | undefined {
  try {
    const value: unknown = JSON.parse(held);
    if (!isObject(value)) return undefined;
    const { host, pid, started } = value;
    if (typeof host !== "string" || typeof pid !== "number") return undefined;
    if (!Number.isInteger(pid) || pid < 1 || pid > 0x7fffffff) return undefined;
    return { host, pid, started: typeof started === "string" ? started : "" };
  } catch {
    return undefined;
  }
}

/** Start of a process in clock ticks since boot: field 22 of proc_pid_stat(5); "" where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function locked(file: string, held: string): ScaffoldError {
  const holder = parse(held);
  const who =
    holder === undefined
      ? "another run"
      : `process ${holder.pid} on ${holder.host.replace(/[^\w.-]/g, "?").slice(0, 64)}`;
  return new ScaffoldError(
    "WRITE_LOCKED",
    `${who} is writing to this folder`,
    `Wait until it has ended; if you are sure that it is gone, delete ${file}.`,
  );
}

/** Undefined when there is none; "" for what cannot be a lock of ours, which nobody takes over. */
function readOrUndefined(file: string): string | undefined {
  try {
    return new TextDecoder().decode(readPlain(file, MAX_LOCK));
  } catch (error) {
    return codeOf(error) === "ENOENT" ? undefined : "";
  }
}

function removeQuietly(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Gone already.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
