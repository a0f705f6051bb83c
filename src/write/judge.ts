// In: one path: what is generated now, what is on disk, what the manifest knows. Out: a verdict. Pure; the rules of regeneration stand here and nowhere else.
import type { Verb } from "./change-set.ts";
import { type FileContent, hasHash, sameContent, sha256, type Text, toBytes, toText } from "./content.ts";
import type { ManifestFile } from "./manifest.ts";
import type { Conflict } from "./merge/conflict.ts";
import { merge } from "./merge/merge.ts";
import type { Look } from "./target.ts";

/** What the rules may ask about one path. */
export interface Case {
  readonly path: string;
  /** On disk; undefined unless it is a plain file. */
  readonly ours: FileContent | undefined;
  readonly look: Look;
  readonly entry: ManifestFile | undefined;
  /** What was last generated; undefined when its copy is missing or does not match its hash. Read only when needed. */
  readonly base: () => Text | undefined;
}

/** What the blueprints give for the path, with the manifest entry that says so. */
export interface Generated {
  readonly content: FileContent;
  readonly entry: ManifestFile;
}

export interface Verdict {
  readonly verb: Verb;
  readonly reason: string;
  /** On disk afterwards; the same object as `ours` when nothing is written. */
  readonly after: FileContent | undefined;
  /** Goes into the new manifest; undefined: the path is not tracked. */
  readonly entry: ManifestFile | undefined;
  readonly markedRegions?: number;
  readonly conflicts?: readonly Conflict[];
  readonly baseUnknown?: true;
}

/** A file that is merged on every run. */
export function judgeManaged(one: Case, theirs: Generated): Verdict {
  const { ours, entry } = one;
  if (one.look.kind === "blocked" || one.look.kind === "folder") {
    return { verb: "conflict", reason: blockedBy(one.look), after: ours, entry };
  }
  if (ours === undefined) {
    if (entry !== undefined)
      return { verb: "user-deleted", reason: "deleted by hand, stays deleted", after: ours, entry };
    return { verb: "create", reason: "new", after: theirs.content, entry: theirs.entry };
  }
  if (entry === undefined) return judgeForeign(ours, theirs);
  if (
    entry.ownership === "seed" &&
    !hasHash(ours.bytes, entry.sha256) &&
    !sameContent(ours.bytes, theirs.content.bytes)
  ) {
    return { verb: "keep", reason: "written once, yours since", after: ours, entry };
  }
  return judgeTracked(one, ours, entry, theirs);
}

function judgeForeign(ours: FileContent, theirs: Generated): Verdict {
  if (!sameContent(ours.bytes, theirs.content.bytes)) {
    return {
      verb: "conflict",
      reason: "a file that scaffold did not write is in the way",
      after: ours,
      entry: undefined,
    };
  }
  return { verb: "adopt", reason: "was there already, with the same content", after: ours, entry: theirs.entry };
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
    return executable === theirs.content.executable
      ? withBit("unchanged", "as generated", theirs.entry)
      : { verb: "keep", reason: "executable bit changed by hand", after: ours, entry: theirs.entry };
  }
  if (hasHash(ours.bytes, entry.sha256)) return update(inFormOf(ours, theirs.content));
  if (!isNewForUs) return withBit("keep", "edited by hand, nothing new", theirs.entry);
  return mergeTracked(one, ours, entry, theirs, executable);
}

function mergeTracked(
  one: Case,
  ours: FileContent,
  entry: ManifestFile,
  theirs: Generated,
  executable: boolean,
): Verdict {
  const left = toText(ours.bytes);
  const right = toText(theirs.content.bytes);
  if (left === undefined || right === undefined) {
    return { verb: "conflict", reason: "edited by hand into something that is not text", after: ours, entry };
  }
  const base = one.base();
  const merged = merge(one.path, { base: base?.text, ours: left.text, theirs: right.text });
  const unknown = base === undefined ? { baseUnknown: true as const } : {};
  const write = (text: string): FileContent => ({ bytes: toBytes(text, left), executable });
  if (merged.kind === "clean") {
    if (merged.text === left.text && executable === ours.executable) {
      return {
        verb: "keep",
        reason: "edited by hand, holds the new content already",
        after: ours,
        entry: theirs.entry,
      };
    }
    return {
      verb: "merge",
      reason: "hand edits and new content together",
      after: write(merged.text),
      entry: theirs.entry,
    };
  }
  if (merged.text === undefined) {
    const reason = "both changed the same place; left as it is";
    return { verb: "conflict", reason, after: ours, entry, conflicts: merged.conflicts, ...unknown };
  }
  const reason =
    base === undefined ? "edited by hand, and what was generated last is not known" : "both changed the same place";
  return {
    verb: "conflict",
    reason,
    after: write(merged.text),
    entry: theirs.entry,
    markedRegions: merged.conflicts.length,
    conflicts: merged.conflicts,
    ...unknown,
  };
}

/** A file that is written once. `folderIsNew`: the folder that it comes with has nothing in it yet. */
export function judgeSeed(one: Case, theirs: Generated, folderIsNew: boolean): Verdict {
  const { ours, entry } = one;
  if (entry !== undefined) {
    // What the manifest remembers is that it was written, and as what; a newer template never moves that.
    const kept: ManifestFile = { ...theirs.entry, sha256: entry.sha256 };
    if (one.look.kind === "absent")
      return { verb: "user-deleted", reason: "deleted by hand, stays deleted", after: ours, entry: kept };
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

/** A file that was generated once and is not any more. `mayGo` is false for a seed whose folder the user works in. Undefined: nothing left to say. */
export function judgeObsolete(one: Case, entry: ManifestFile, mayGo: boolean): Verdict | undefined {
  if (one.look.kind === "absent") return undefined;
  const untouched =
    one.ours !== undefined &&
    hasHash(one.ours.bytes, entry.sha256) &&
    one.ours.executable === (entry.executable === true);
  if (untouched && mayGo)
    return { verb: "remove", reason: "no longer generated, not edited by hand", after: undefined, entry: undefined };
  const reason = untouched
    ? "no longer generated, but you work in its folder"
    : "no longer generated, but edited by hand";
  return { verb: "obsolete-edited", reason, after: one.ours, entry };
}

function blockedBy(look: Look): string {
  if (look.kind === "folder") return "a folder is in the way";
  if (look.kind !== "blocked") return "in the way";
  return look.by === "other" ? `${look.at} is not a plain file` : `a ${look.by} is in the way: ${look.at}`;
}

/** A checkout may have changed the line ends of a file that nobody edited: it keeps the ones it has now. */
function inFormOf(ours: FileContent, theirs: FileContent): Uint8Array {
  const form = toText(ours.bytes);
  const text = toText(theirs.bytes);
  return form === undefined || text === undefined ? theirs.bytes : toBytes(text.text, form);
}
