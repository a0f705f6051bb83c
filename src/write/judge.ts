// In: one path: what is generated now, what is on disk, what the manifest knows. Out: a verdict. Pure; the rules of regeneration stand here, those for what both sides changed in judge-conflict.ts, and nowhere else.
import type { Verb } from "./change-set.ts";
import { type FileContent, hasHash, sameContent, sha256, toBytes, toText } from "./content.ts";
import { judgeBlocked, judgeForeign, judgeMerge } from "./judge-conflict.ts";
import type { ManifestFile } from "./manifest.ts";
import type { Case, Generated, Verdict } from "./verdict.ts";

/** A file that is merged on every run. */
export function judgeManaged(one: Case, theirs: Generated): Verdict {
  const { ours, entry } = one;
  if (one.look.kind === "blocked" || one.look.kind === "folder") return judgeBlocked(one);
  if (ours === undefined) {
    if (entry !== undefined) return judgeDeleted(entry);
    return { verb: "create", reason: "new", after: theirs.content, entry: theirs.entry };
  }
  if (entry === undefined) return judgeForeign(one, ours, theirs);
  if (
    entry.ownership === "seed" &&
    !hasHash(ours.bytes, entry.sha256) &&
    !sameContent(ours.bytes, theirs.content.bytes)
  ) {
    return { verb: "keep", reason: "written once, yours since", after: ours, entry };
  }
  return judgeTracked(one, ours, entry, theirs);
}

function judgeTracked(one: Case, ours: FileContent, entry: ManifestFile, theirs: Generated): Verdict {
  const isNewForUs = entry.sha256 !== theirs.entry.sha256;
  // The executable bit is merged on its own, like a line that everybody has.
  const wasExecutable = entry.executable === true;
  const executable = ours.executable !== wasExecutable ? ours.executable : theirs.content.executable;
  const withBit = (verb: Verb, reason: string, next: ManifestFile): Verdict =>
    executable === ours.executable
      ? { verb, reason, after: ours, entry: next }
      : {
          verb: "update",
          reason: executable ? "becomes executable" : "is no longer executable",
          after: { bytes: ours.bytes, executable },
          entry: next,
        };

  const update = (bytes: Uint8Array): Verdict => ({
    verb: "update",
    reason: "new content, not edited by hand",
    after: { bytes, executable },
    entry: theirs.entry,
  });
  if (isNewForUs && sha256(ours.bytes) === entry.sha256) return update(theirs.content.bytes);
  if (sameContent(ours.bytes, theirs.content.bytes)) {
    if (isNewForUs && !hasHash(ours.bytes, entry.sha256) && executable === theirs.content.executable)
      return withBit("absorb", "your edit is what is generated now, so it counts as ours from here on", theirs.entry);
    return executable === theirs.content.executable
      ? withBit("unchanged", "as generated", theirs.entry)
      : { verb: "keep", reason: "executable bit changed by hand", after: ours, entry: theirs.entry };
  }
  if (hasHash(ours.bytes, entry.sha256)) return update(inFormOf(ours, theirs.content));
  if (!isNewForUs) return withBit("keep", "edited by hand, nothing new", theirs.entry);
  return judgeMerge(one, ours, entry, theirs, executable);
}

/** A file that is written once. `folderIsNew`: the folder that it comes with has nothing in it yet. */
export function judgeSeed(one: Case, theirs: Generated, folderIsNew: boolean): Verdict {
  const { ours, entry } = one;
  if (entry !== undefined) {
    // What the manifest remembers is that it was written, and as what; a newer template never moves that.
    const kept: ManifestFile = { ...theirs.entry, sha256: entry.sha256 };
    if (one.look.kind === "absent") return judgeDeleted(kept);
    const same = ours !== undefined && hasHash(ours.bytes, entry.sha256);
    return { verb: same ? "unchanged" : "keep", reason: "written once, yours since", after: ours, entry: kept };
  }
  if (ours !== undefined && sameContent(ours.bytes, theirs.content.bytes)) {
    return { verb: "adopt", reason: "was there already, with the same content", after: ours, entry: theirs.entry };
  }
  if (one.look.kind !== "absent") return { verb: "keep", reason: "your own file", after: ours, entry: undefined };
  if (!folderIsNew)
    return { verb: "skip", reason: "the folder has files of its own", after: undefined, entry: undefined };
  return { verb: "create", reason: "new, yours from now on", after: theirs.content, entry: theirs.entry };
}

/** A file of a skeleton that is still ours: nobody touched it, and what it says fits what is beside it. */
export function judgeOwnSeed({ ours, entry }: Case, theirs: Generated): Verdict | undefined {
  if (entry === undefined || ours === undefined || !hasHash(ours.bytes, entry.sha256)) return undefined;
  if (entry.sha256 === theirs.entry.sha256) return undefined;
  const after = { bytes: inFormOf(ours, theirs.content), executable: ours.executable };
  return { verb: "update", reason: "not edited by hand", after, entry: theirs.entry };
}

function judgeDeleted(entry: ManifestFile): Verdict {
  const reason = "deleted by hand, stays deleted";
  return { verb: "user-deleted", reason, after: undefined, entry: { ...entry, state: "deleted" } };
}

/** A file that was generated once and is not any more. `mayGo` is false for a seed whose folder the user works in. Undefined: nothing left to say. */
export function judgeObsolete(one: Case, entry: ManifestFile, mayGo: boolean): Verdict | undefined {
  // Deleted while it was generated: that outlives the answers, and when they flip back it stays deleted. Deleted after we gave it up: cleared away.
  if (isGone(one)) return entry.state === "obsolete" ? undefined : judgeDeleted(entry);
  const untouched =
    one.ours !== undefined &&
    hasHash(one.ours.bytes, entry.sha256) &&
    one.ours.executable === (entry.executable === true);
  if (untouched && mayGo)
    return { verb: "remove", reason: "no longer generated, not edited by hand", after: undefined, entry: undefined };
  const reason = untouched
    ? "no longer generated, but you work in its folder"
    : "no longer generated, but edited by hand";
  return { verb: "obsolete-edited", reason, after: one.ours, entry: { ...entry, state: "obsolete" } };
}

/** Nothing is there, or a file where its folder was: below that nothing can be. */
function isGone({ look, path }: Case): boolean {
  return look.kind === "absent" || (look.kind === "blocked" && look.by === "file" && look.at !== path);
}

/** A checkout may have changed the line ends of a file that nobody edited: it keeps the ones it has now. */
function inFormOf(ours: FileContent, theirs: FileContent): Uint8Array {
  const form = toText(ours.bytes);
  const text = toText(theirs.bytes);
  return form === undefined || text === undefined ? theirs.bytes : toBytes(text.text, form);
}
