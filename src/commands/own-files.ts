// In: a path that the trace of an output does not have. Out: whose file or folder it is, when there is one. Reads the disk, never writes.
import type { Subject } from "../report/outcome.ts";
import { isTrackable } from "../write/layout.ts";
import { readManifest } from "../write/manifest.ts";
import { asIfRecovered } from "../write/recovery.ts";
import { filesBelow } from "../write/target.ts";
import type { Context } from "./context.ts";

/** The path inside of the output folder, also as it is seen from where the user stands. */
export function withoutFolder(path: string, out: string): string {
  const folder = `${out.replace(/^\.\//, "").replace(/\/+$/, "")}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** What lies in the output folder and is not in the trace: a file of the user's, one that we wrote before and no longer do, or a folder of such. */
export function ownSubject(path: string, out: string, context: Context): Subject | undefined {
  if (!isTrackable(path)) return undefined;
  const disk = context.openDisk(out);
  const found = disk.stat(path);
  if (found === undefined) return undefined;
  const parts = found.kind === "folder" ? filesBelow(disk, path) : [];
  const files = readManifest(asIfRecovered(disk))?.files ?? {};
  const known = Object.hasOwn(files, path) ? files[path] : undefined;
  const kind = known === undefined ? "own" : known.state === "obsolete" ? "kept" : undefined;
  return kind && { name: path, kind, file: path, because: [], parts };
}
