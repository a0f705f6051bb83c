// In: decisions as read now, and the output folder. Out: the decisions to build with: a newer version of the tool does not change its mind in silence. Reads the folder's manifest, never writes.
import type { Answers } from "../answers/answers.ts";
import type { Decisions } from "../decisions/decision.ts";
import { applyLock, readLock, type Unlocked } from "../decisions/lock.ts";
import type { DiskReader } from "../disk/disk.ts";
import { VERSION } from "../version.ts";
import { readManifest } from "../write/manifest.ts";

/** Holds `decisions` to the reading that the folder was made from; with `--accept-readings`, or for a folder without a manifest, they stay as they are. */
export function underLock(
  answers: Answers,
  decisions: Decisions,
  disk: DiskReader,
  accepted: boolean,
  version = VERSION,
): Unlocked {
  const manifest = accepted ? undefined : readManifest(disk);
  if (manifest === undefined) return { decisions, kept: new Set() };
  return applyLock(answers, decisions, readLock(manifest), manifest.tool !== version);
}
