// In: changes of a change set. Out: lines of text, one per change that a person wants to see, and counts in words. Pure; knows no command.
import { type Change, type ChangeSet, summarise, type Verb } from "../write/change-set.ts";
import type { Style } from "./outcome.ts";
import { paint, plain } from "./paint.ts";

const SIGNS: Readonly<Record<Verb, readonly [sign: string, color: "green" | "yellow" | "red" | "dim" | "cyan"]>> = {
  create: ["+", "green"],
  update: ["~", "yellow"],
  merge: ["m", "cyan"],
  conflict: ["!", "red"],
  remove: ["-", "red"],
  "obsolete-edited": ["?", "yellow"],
  move: [">", "cyan"],
  absorb: ["=", "cyan"],
  adopt: ["=", "dim"],
  keep: ["k", "dim"],
  "user-deleted": ["x", "dim"],
  skip: [".", "dim"],
  unchanged: [" ", "dim"],
};
/** Verbs that a person wants to see one by one; the others are only counted. */
export const LISTED: readonly Verb[] = [
  "conflict",
  "obsolete-edited",
  "remove",
  "move",
  "merge",
  "absorb",
  "update",
  "create",
];
const WORDS: Readonly<Record<Verb, string>> = {
  create: "created",
  update: "updated",
  merge: "merged with your edits",
  conflict: "in conflict",
  remove: "removed",
  "obsolete-edited": "no longer generated, kept for your edits",
  move: "moved",
  absorb: "no longer an edit, generated now",
  adopt: "adopted",
  keep: "kept as you have them",
  "user-deleted": "deleted by you, left out",
  skip: "left to your existing code",
  unchanged: "unchanged",
};

/** More of one verb than this, and they are folded by folder: a first run makes a hundred files and nobody reads them here. */
const FOLD_OVER = 30;

/** One line per change; `foldable` are the verbs whose single files nobody needs to see. */
export function printChanges(changes: readonly Change[], style: Style, foldable: readonly Verb[] = ["create"]): string {
  const folded = foldable.filter((verb) => changes.filter((change) => change.verb === verb).length > FOLD_OVER);
  const single = changes.filter(({ verb }) => !folded.includes(verb));
  const lines = single.map(({ verb, path, reason }) => {
    const why = verb === "create" || verb === "update" ? "" : `  ${paint(style, "dim", plain(reason))}`;
    return line(verb, plain(path) + why, style);
  });
  return [...lines, ...folded.flatMap((verb) => printFolders(verb, changes, style))].join("");
}

function printFolders(verb: Verb, changes: readonly Change[], style: Style): string[] {
  const folders = new Map<string, number>();
  for (const change of changes) {
    if (change.verb !== verb) continue;
    const folder = folderOf(change.path);
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].map(([folder, count]) => {
    const isFile = count === 1 && !folder.endsWith("/");
    return line(verb, `${plain(folder)}${isFile ? "" : `  ${paint(style, "dim", `${count} files`)}`}`, style);
  });
}

/** Two levels, of `docs` one; a file at the top stands for itself. */
function folderOf(path: string): string {
  const parts = path.split("/");
  if (parts.length === 1) return path;
  const isDocs = parts[0] === "docs";
  return `${parts.slice(0, isDocs ? 1 : 2).join("/")}${parts.length > 2 || isDocs ? "/" : ""}`;
}

function line(verb: Verb, text: string, style: Style): string {
  const [sign, color] = SIGNS[verb];
  return `  ${paint(style, color, sign)} ${text}\n`;
}

/** "3 created, 1 in conflict", in the order of the verbs. */
export function countChanges(changeSet: ChangeSet): string {
  const counts = summarise(changeSet);
  const verbs = (Object.keys(counts) as Verb[]).filter((verb) => counts[verb] > 0);
  return verbs.map((verb) => `${counts[verb]} ${WORDS[verb]}`).join(", ");
}
