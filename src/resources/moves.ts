// In: renames of parts, and the addresses before and after. Out: the moves that Terraform needs, and what they do to a snapshot. Pure; never guesses: a name that does not fit is no move.
import { label } from "../shared/names.ts";
import { renameReferences } from "./references.ts";
import { type Move, type SnapshotModule, type SnapshotResource, typeOf, withoutKey } from "./snapshot.ts";

export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The moves of resources whose label holds the old id as whole words, where the address with the new id is new and the old one is gone. */
export function movesOf(gone: readonly string[], created: readonly string[], renames: readonly Rename[]): Move[] {
  const free = new Set(created);
  const moves: Move[] = [];
  const places = placesById(renames);
  const fitting = (address: string) =>
    [...new Set(stretchesOf(address).flatMap((id) => places.get(id) ?? []))]
      .sort((a, b) => a - b)
      .flatMap((place) => renames[place] ?? []);
  for (const from of gone) {
    const to = candidates(from, fitting(from)).find((candidate) => free.has(candidate));
    if (to === undefined) continue;
    free.delete(to);
    moves.push({ from, to });
  }
  return moves;
}

const WORD = /[A-Za-z0-9]+/g;

/** By the old id as it stands in a key and as it stands in a label: of many renames, few speak of one address. */
function placesById(renames: readonly Rename[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  renames.forEach(({ from }, place) => {
    for (const id of new Set([from, label(from)])) places.set(id, [...(places.get(id) ?? []), place]);
  });
  return places;
}

/** Every stretch of whole words. */
function stretchesOf(address: string): string[] {
  const words = [...address.matchAll(WORD)];
  return words.flatMap((first, at) =>
    words.slice(at).map((last) => address.slice(first.index, last.index + last[0].length)),
  );
}

function candidates(address: string, renames: readonly Rename[]): string[] {
  const type = typeOf(address);
  const name = address.slice(type.length + 1);
  const found: string[] = [];
  for (const { from, to } of renames) {
    const words = new RegExp(`(?<![A-Za-z0-9])${escaped(label(from))}(?![A-Za-z0-9])`, "g");
    const keys = new RegExp(`\\["${escaped(from)}"\\]$`);
    if (keys.test(name)) found.push(`${type}.${name.replace(keys, () => `["${to}"]`)}`);
    const places = [...name.matchAll(words)].map(({ index }) => index);
    const old = label(from);
    // Every place at once, and each one alone: "orders_to_database_orders" may mean either.
    found.push(`${type}.${name.replace(words, () => label(to))}`);
    for (const place of places)
      found.push(`${type}.${name.slice(0, place)}${label(to)}${name.slice(place + old.length)}`);
  }
  return found.filter((one) => one !== address);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Adds new moves to those of earlier runs: chains end where the resource is now, a way back is none, and what is gone needs none. */
export function collapseMoves(earlier: readonly Move[], fresh: readonly Move[], existing: ReadonlySet<string>): Move[] {
  const next = new Map(fresh.map(({ from, to }) => [from, to]));
  const all = [...earlier.map(({ from, to }) => ({ from, to: next.get(to) ?? to })), ...fresh];
  const seen = new Set<string>();
  return all
    .filter(({ from, to }) => {
      // Terraform refuses a move away from a resource that is declared.
      const usable = from !== to && existing.has(withoutKey(to)) && !existing.has(from) && !seen.has(from);
      seen.add(from);
      return usable;
    })
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** Those that Terraform is told: it refuses a move away from what a file still declares. */
export function movesNow({ moved, standing = [] }: Pick<SnapshotModule, "moved" | "standing">): Move[] {
  return moved.filter(({ from }) => !standing.includes(withoutKey(from)));
}

export interface Moved {
  /** Before the moves. */
  readonly address: string;
  readonly resource: SnapshotResource;
}

/** The instances before, by the address that they have after the moves, with references in their arguments moved as well. */
export function followMoves(
  before: Readonly<Record<string, SnapshotResource>>,
  moves: readonly Move[],
  after: Readonly<Record<string, SnapshotResource>>,
): Map<string, Moved> {
  const targets = new Map(moves.map(({ from, to }) => [from, to]));
  const rename = (address: string) => targets.get(address) ?? address;
  return new Map(
    Object.entries(before).map(([address, resource]) => {
      const base = withoutKey(address);
      const target = targets.get(address) ?? `${targets.get(base) ?? base}${address.slice(base.length)}`;
      // An earlier run's move that this root has behind it names nothing that is there.
      const now = after[address] === undefined ? (nameAfter(target, after) ?? address) : address;
      const moved =
        moves.length === 0
          ? resource
          : { arguments: renameReferences(resource.arguments, rename) as SnapshotResource["arguments"] };
      return [now, { address, resource: moved }];
    }),
  );
}

/** The target where it is there; else the same with or without `count`, which Terraform moves without being told. */
function nameAfter(target: string, after: Readonly<Record<string, unknown>>): string | undefined {
  return [target, `${target}[0]`, target.replace(/\[0\]$/, "")].find((address) => after[address] !== undefined);
}
