// In: a path where the user and the generator each want something else. Out: a verdict: both merged, settled as it was answered before, or a conflict. Pure; never drops a side that nobody chose.
import { clashesOf } from "./clash.ts";
import { type FileContent, sameContent, sha256, type Text, toBytes, toText } from "./content.ts";
import type { ManifestFile } from "./manifest.ts";
import type { Conflict, Side } from "./merge/conflict.ts";
import { merge } from "./merge/merge.ts";
import type { Look } from "./target.ts";
import type { Case, Generated, Verdict } from "./verdict.ts";

/** The id of a conflict that is about the file as a whole, and of one that is about who may have the name. */
export const WHOLE_FILE = "file";
export const PLACE = "place";

/** Something else has the name: the generated file cannot be there, whatever it holds. */
export function judgeBlocked(one: Case, reason = blockedBy(one.look)): Verdict {
  const conflict: Conflict = { path: one.path, id: PLACE, base: undefined, ours: reason, theirs: undefined };
  const { ours: after, entry } = one;
  if (one.choose(conflict) === "ours") return { verb: "keep", reason: `${reason}, as you chose`, after, entry };
  return { verb: "conflict", reason, after, entry, conflicts: [conflict] };
}

/** A file that we never wrote. */
export function judgeForeign(one: Case, ours: FileContent, theirs: Generated): Verdict {
  if (sameContent(ours.bytes, theirs.content.bytes))
    return { verb: "adopt", reason: "was there already, with the same content", after: ours, entry: theirs.entry };
  const reason = "a file that scaffold did not write is in the way";
  return judgeWhole(one, ours, theirs, undefined, { verb: "conflict", reason, after: ours, entry: undefined });
}

/** Edited by hand, and newly generated. */
export function judgeMerge(
  one: Case,
  ours: FileContent,
  entry: ManifestFile,
  theirs: Generated,
  executable: boolean,
): Verdict {
  const left = toText(ours.bytes);
  const right = toText(theirs.content.bytes);
  const base = one.base();
  if (left === undefined || right === undefined) {
    const reason = "edited by hand into something that is not text";
    return judgeWhole(one, ours, theirs, base, { verb: "conflict", reason, after: ours, entry });
  }
  // By id: a merge that comes out broken is tried again in another way, and asks again.
  const answers = new Map<string, Side>();
  const choose = (conflict: Conflict): Side | undefined => {
    const side = one.choose(conflict);
    if (side !== undefined) answers.set(conflict.id, side);
    return side;
  };
  const merged = merge(one.path, { base: base?.text, ours: left.text, theirs: right.text }, choose);
  const settled = [...answers.values()];
  const unknown = base === undefined ? { baseUnknown: true as const } : {};
  const write = (text: string): FileContent => ({ bytes: toBytes(text, left), executable });
  if (merged.kind === "clean") {
    if (merged.text === left.text && executable === ours.executable) {
      const reason = settled.length > 0 ? asChosen("edited by hand", settled) : "edited by hand, holds the new content";
      return { verb: "keep", reason, after: ours, entry: theirs.entry };
    }
    const reason = asChosen("hand edits and new content together", settled);
    return { verb: "merge", reason, after: write(merged.text), entry: theirs.entry };
  }
  if (merged.text === undefined) {
    const reason = asChosen(`${clashesOf(merged.conflicts)}; left as it is`, settled);
    const open: Verdict = {
      verb: "conflict",
      reason,
      after: ours,
      entry,
      conflicts: merged.conflicts,
      ...unknown,
    };
    const [only] = merged.conflicts;
    return only?.id === WHOLE_FILE ? judgeWhole(one, ours, theirs, base, open) : open;
  }
  const reason =
    base === undefined ? "edited by hand, and what was generated last is not known" : clashesOf(merged.conflicts);
  return {
    verb: "conflict",
    reason: asChosen(reason, settled),
    after: write(merged.text),
    entry: theirs.entry,
    markedRegions: merged.conflicts.length,
    conflicts: merged.conflicts,
    ...unknown,
  };
}

/** The whole file is one conflict: answered before, or `open`, which leaves it as it is. */
function judgeWhole(one: Case, ours: FileContent, theirs: Generated, base: Text | undefined, open: Verdict): Verdict {
  const conflict: Conflict = {
    path: one.path,
    id: WHOLE_FILE,
    base: base?.text,
    ours: asText(ours),
    theirs: asText(theirs.content),
  };
  const side = one.choose(conflict);
  if (side === "ours") return { verb: "keep", reason: "yours, as you chose", after: ours, entry: theirs.entry };
  if (side === "theirs")
    return { verb: "update", reason: "newly generated, as you chose", after: theirs.content, entry: theirs.entry };
  return { ...open, conflicts: [conflict] };
}

/** What is not text is known by its hash. */
function asText({ bytes }: FileContent): string {
  return toText(bytes)?.text ?? `sha256:${sha256(bytes)}`;
}

function asChosen(reason: string, settled: readonly Side[]): string {
  if (settled.length === 0) return reason;
  const count = (side: Side, word: string) => {
    const n = settled.filter((one) => one === side).length;
    return n === 0 ? [] : [`${n} ${word}`];
  };
  return `${reason}; as you chose before: ${[...count("ours", "yours"), ...count("theirs", "generated")].join(", ")}`;
}

function blockedBy(look: Look): string {
  if (look.kind === "folder") return "a folder is in the way";
  if (look.kind !== "blocked") return "in the way";
  return look.by === "other" ? `${look.at} is not a plain file` : `a ${look.by} is in the way: ${look.at}`;
}
