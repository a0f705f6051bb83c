// In: a path that is generated under another name than before, and what is at the old one. Out: a verdict that takes the hand edits along. Pure; changes no byte of a line that the user wrote.
import { type FileContent, hasHash, sameBytes, sha256, toBytes, toText } from "./content.ts";
import { judgeManaged, judgeSeed } from "./judge.ts";
import type { Judged } from "./judged.ts";
import type { ManifestFile } from "./manifest.ts";
import { freshRenames, type Rename, renameSides } from "./moves.ts";
import type { Case, Generated, Verdict } from "./verdict.ts";

/** What is known of the old path. `content` undefined: no file there, so the user deleted it or moved it to the new path. */
export interface OldPlace {
  readonly path: string;
  readonly rename: Rename;
  readonly entry: ManifestFile;
  readonly content: FileContent | undefined;
  readonly base: string | undefined;
  /** Somebody builds on the skeleton that the file belongs to: names in it are names of their code. */
  readonly isWorkedIn: boolean;
}

type Moved = Pick<Judged, "one" | "verdict" | "from" | "contents">;

export function judgeMoved(one: Case, theirs: Generated, old: OldPlace): Moved {
  const isHere = one.look.kind === "file";
  const content = isHere ? one.ours : old.content;
  const sides = renamed(content, old);
  const { sha256: _, folder: __, state: ___, ...rest } = old.entry;
  const { folder } = theirs.entry;
  const entry: ManifestFile = { ...rest, ...(folder ? { folder } : {}), sha256: sides.hash };
  const moved: Case = {
    ...one,
    look: content === undefined ? { kind: "absent" } : { kind: "file" },
    ours: sides.ours,
    entry,
    base: () => (sides.base === undefined ? undefined : { text: sides.base, crlf: false, bom: false }),
  };
  const verdict =
    theirs.entry.ownership === "seed" ? judgeMovedSeed(moved, theirs, old.isWorkedIn) : judgeManaged(moved, theirs);
  const contents = sides.base === undefined ? {} : { contents: [toBytes(sides.base)] };
  if (isHere) return { one: moved, verdict: settleHere(verdict, one.ours), ...contents };
  if (old.content === undefined) return { one: moved, verdict, ...contents };
  const from = { path: old.path, before: old.content };
  const edits = hasHash(old.content.bytes, old.entry.sha256) ? "" : ", with your edits";
  const isOpen = verdict.verb === "conflict";
  const reason = `from ${old.path}${isOpen ? `; ${verdict.reason}` : edits}`;
  return { one: moved, verdict: { ...verdict, verb: isOpen ? "conflict" : "move", reason }, from, ...contents };
}

/**
 * A file that keeps its path and holds what has a new name now. Merged as if the name had always been the new one, so that an edit of the old
 * block is an edit of the new one, and not two blocks. Undefined where nothing of that is so, or where it would not come out.
 */
export function judgeRenamed(one: Case, theirs: Generated, renames: readonly Rename[]): Moved | undefined {
  const { ours, entry } = one;
  if (renames.length === 0 || ours === undefined || entry?.ownership !== "managed") return undefined;
  if (entry.sha256 === theirs.entry.sha256 || hasHash(ours.bytes, entry.sha256)) return undefined;
  const [base, left, right] = [one.base(), toText(ours.bytes), toText(theirs.content.bytes)];
  if (base === undefined || left === undefined || right === undefined) return undefined;
  let sides = { base: base.text, ours: left.text };
  for (const rename of freshRenames(renames, base.text, right.text))
    sides = renameSides(sides.base, sides.ours, rename);
  if (sides.base === base.text) return undefined;
  const renamed: Case = {
    ...one,
    ours: { ...ours, bytes: toBytes(sides.ours, left) },
    entry: { ...entry, sha256: sha256(sides.base) },
    base: () => ({ ...base, text: sides.base }),
  };
  const verdict = judgeManaged(renamed, theirs);
  // What is left as it is keeps the names that it has.
  if (verdict.verb === "conflict" && !verdict.markedRegions) return undefined;
  return {
    one: renamed,
    verdict: settleHere(verdict, ours, "its names are the new ones now"),
    contents: [toBytes(sides.base)],
  };
}

/** The sides as if the name had always been the new one. Without the old base nothing is known, and nothing renamed. */
function renamed(content: FileContent | undefined, { entry, base, rename }: OldPlace) {
  const text = content && toText(content.bytes);
  if (base === undefined || text === undefined) return { ours: content, base, hash: entry.sha256 };
  const sides = renameSides(base, text.text, rename);
  const ours: FileContent = { bytes: toBytes(sides.ours, text), executable: content?.executable === true };
  return { ours, base: sides.base, hash: sha256(sides.base) };
}

/** An untouched one becomes the new one; an edited one is the user's, as it is, and so are all others that it may refer to. */
function judgeMovedSeed(one: Case, theirs: Generated, isWorkedIn: boolean): Verdict {
  if (isWorkedIn) return judgeSeed(one, theirs, false);
  const isUntouched = one.ours !== undefined && one.entry !== undefined && hasHash(one.ours.bytes, one.entry.sha256);
  if (isUntouched) return { verb: "update", reason: "not edited by hand", after: theirs.content, entry: theirs.entry };
  return judgeSeed(one, theirs, false);
}

/** The user moved the file already. What is left as it is stays to the byte; else a line that is renamed counts as an update. */
function settleHere(
  verdict: Verdict,
  before: FileContent | undefined,
  reason = "moved by you; its names are the new ones now",
): Verdict {
  const { after } = verdict;
  const isSame = after !== undefined && before !== undefined && sameBytes(after.bytes, before.bytes);
  if ((isSame && after.executable === before.executable) || (verdict.verb === "conflict" && !verdict.markedRegions))
    return { ...verdict, after: before };
  if (verdict.verb === "keep" || verdict.verb === "unchanged" || verdict.verb === "absorb")
    return { ...verdict, verb: "merge", reason };
  return verdict;
}
