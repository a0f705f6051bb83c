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
      const to = renameIn(from, rename);
      const wanted = fileSet.get(to);
      if (wanted?.blueprint !== entry.blueprint || wanted.ownership !== entry.ownership) continue;
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

/** The renames that this run makes in the text: who said it once leaves it in the answers, and a name that stays where it was is not meant. */
export function freshRenames(renames: readonly Rename[], base: string, theirs: string): readonly Rename[] {
  const count = (text: string, { from }: Rename) => (from === "" ? 0 : [...text.matchAll(wordsOf(from))].length);
  return renames.filter((rename) => count(base, rename) > count(theirs, rename));
}

/** Whole words only, in the spelling of paths (`order-api`) and of addresses (`order_api`). */
export function renameIn(text: string, { from, to }: Rename): string {
  const [dashed, lined] = [to.replaceAll("_", "-"), to.replaceAll("-", "_")];
  if (from === "") return text;
  return text.replace(wordsOf(from), (found, at: number) => {
    if (/[-_]/.test(found)) return found.includes("_") ? lined : dashed;
    // One word says nothing about the spelling, what stands beside it does: `service.orders.arn`, `"orders" {`, `orders_url`.
    const isAddress = /[._]$/.test(text.slice(0, at)) || /^(?:[._]|" \{)/.test(text.slice(at + found.length));
    return isAddress ? lined : dashed;
  });
}

function wordsOf(name: string): RegExp {
  const spellings = [...new Set([name, name.replaceAll("-", "_")])].map(escapePattern).join("|");
  return new RegExp(`(?<![A-Za-z0-9])(?:${spellings})(?![A-Za-z0-9])`, "g");
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
