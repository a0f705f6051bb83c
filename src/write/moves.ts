// In: names that the answers changed, the old paths and the new ones. Out: which new path is which old one. Never pairs on a guess: only a rename that somebody stated counts.
import type { DiskReader } from "../disk/disk.ts";
import type { FileSet } from "../render/file-set.ts";
import { findHunks } from "./diff-lines.ts";
import type { ManifestFile } from "./manifest.ts";
import { look } from "./target.ts";

/** Identifiers as they stand in paths and addresses: `orders` became `sales`. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

export interface PairedMove {
  readonly from: string;
  readonly rename: Rename;
}

/** New path → old path, where the same blueprint made both, the old one is not generated any more and not both are taken. */
export function pairMoves(
  renames: readonly Rename[],
  known: Readonly<Record<string, ManifestFile>>,
  fileSet: FileSet,
  disk: DiskReader,
): ReadonlyMap<string, PairedMove> {
  const pairs = new Map<string, PairedMove>();
  for (const [from, entry] of Object.entries(known)) {
    if (fileSet.has(from)) continue;
    for (const rename of renames) {
      const to = renamedPaths(from, rename).find((path) => fileSet.has(path));
      const wanted = to === undefined ? undefined : fileSet.get(to);
      if (to === undefined || wanted?.blueprint !== entry.blueprint || wanted.ownership !== entry.ownership) continue;
      if (Object.hasOwn(known, to) || pairs.has(to)) continue;
      if (look(disk, from).kind === "absent" || look(disk, to).kind === "absent") pairs.set(to, { from, rename });
    }
  }
  return pairs;
}

/**
 * The last generated text and the user's, as if the name had always been the new one. Only lines that the user left as they were are touched,
 * so no byte of an edit changes; the result serves as sides of a merge, and what is renamed wrongly in both is put right by the third.
 */
export function renameSides(base: string, ours: string, rename: Rename): { base: string; ours: string } {
  const before = base.split("\n");
  const now = ours.split("\n");
  const after = before.map((line) => renameIn(line, rename));
  const pieces: string[][] = [];
  let done = 0;
  for (const { start, end, from, to } of findHunks(before, now)) {
    pieces.push(after.slice(done, start), now.slice(from, to));
    done = end;
  }
  return { base: after.join("\n"), ours: [...pieces, after.slice(done)].flat().join("\n") };
}

/**
 * The renames that this run makes in the text: who said it once leaves it in the answers, and a name that stays where it was is not meant.
 * The new name may hold the old one (`orders` became `orders-api`): in there it is not the old one. So the old name must have gone somewhere and
 * the new one come.
 */
export function freshRenames(renames: readonly Rename[], base: string, theirs: string): readonly Rename[] {
  return renames.filter(({ from, to }) => {
    if (from === "" || to === "" || from === to) return false;
    const [before, after] = [countNames(base, from, to), countNames(theirs, from, to)];
    return before.old > after.old && after.young > before.young;
  });
}

function countNames(text: string, from: string, to: string): { old: number; young: number } {
  const spellings = new Set(spellingsOf(to));
  const isHeld = wordsOf(from).test(to);
  // A new name that is a part of the old one (`orders-api` became `orders`) must not hide it.
  const found = [...text.matchAll(isHeld ? wordsOf(to, from) : wordsOf(from, to))].map(([name]) => name);
  const young = found.filter((name) => spellings.has(name)).length;
  return { old: found.length - young, young };
}

/** Where a path with the name may be now. What stands beside one word in a path is no sign: `service-orders.tf` is no address. */
function renamedPaths(path: string, { from, to }: Rename): string[] {
  if (from === "") return [];
  return [to.replaceAll("_", "-"), to.replaceAll("-", "_")].map((oneWord) =>
    path.replace(wordsOf(from), (found) => (/[-_]/.test(found) ? inSpellingOf(found, to) : oneWord)),
  );
}

/** Whole words only, in the spelling of paths (`order-api`) and of addresses (`order_api`). */
export function renameIn(text: string, { from, to }: Rename): string {
  if (from === "") return text;
  const [dashed, lined] = [to.replaceAll("_", "-"), to.replaceAll("-", "_")];
  return text.replace(wordsOf(from), (found, at: number) => {
    if (/[-_]/.test(found)) return inSpellingOf(found, to);
    // One word says nothing about the spelling, what stands beside it does: `service.orders.arn`, `"orders" {`, `orders_url`.
    const isAddress = /[._]$/.test(text.slice(0, at)) || /^(?:[._]|" \{)/.test(text.slice(at + found.length));
    return isAddress ? lined : dashed;
  });
}

function inSpellingOf(found: string, to: string): string {
  return found.includes("_") ? to.replaceAll("-", "_") : to.replaceAll("_", "-");
}

function spellingsOf(name: string): string[] {
  return [...new Set([name, name.replaceAll("_", "-"), name.replaceAll("-", "_")])];
}

/** Where several fit at one place, the one that is given first. */
function wordsOf(...names: readonly string[]): RegExp {
  const spellings = [...new Set(names.flatMap(spellingsOf))].map(escapePattern).join("|");
  return new RegExp(`(?<![A-Za-z0-9])(?:${spellings})(?![A-Za-z0-9])`, "g");
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
