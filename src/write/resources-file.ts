// In: the output folder. Out: the resource snapshot of the last run, or a ScaffoldError for one that cannot be used. Never writes and never guesses.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import { parseSnapshot } from "../resources/snapshot-file.ts";
import { toText } from "./content.ts";
import { MAX_META_FILE, RESOURCES_PATH } from "./layout.ts";
import { look } from "./target.ts";

/** Undefined for a folder without one: a new output, or one of an older version. */
export function readResources(disk: DiskReader): Snapshot | undefined {
  const parsed = parseResources(disk);
  if (parsed === undefined || "snapshot" in parsed) return parsed?.snapshot;
  throw new ScaffoldError(
    "IMPACT_SNAPSHOT_BROKEN",
    `${RESOURCES_PATH} cannot be used: ${parsed.problem}`,
    "Restore it from version control. Without it nothing that an edit destroys can be named: delete it only when nothing has been applied yet.",
  );
}

/** The same for what does not depend on it: why it cannot be used is for the commands to say that do. */
export function parseResources(disk: DiskReader): ReturnType<typeof parseSnapshot> | undefined {
  const found = look(disk, RESOURCES_PATH);
  if (found.kind === "absent") return undefined;
  const text = found.kind === "file" ? toText(disk.read(RESOURCES_PATH, MAX_META_FILE))?.text : undefined;
  return text === undefined ? { problem: "it is no plain text file" } : parseSnapshot(text);
}
