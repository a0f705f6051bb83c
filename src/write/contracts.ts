// In: the names that code shared with the rest of the output in the last run and shares in this one, and the files as they would be. Out: places in code of people that still use a name that is gone; untouched files with the new one. Reads the disk, never writes.
import * as z from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { lazily } from "../shared/lazily.ts";
import { upperSnake } from "../shared/names.ts";
import { hasHash, toText } from "./content.ts";
import { answersAt, movedRoute } from "./file-routes.ts";
import type { Judged } from "./judged.ts";
import type { Rename } from "./moves.ts";
import { codeBelow, type Surroundings } from "./seed-folder.ts";
import { look, unlessRefused } from "./target.ts";

/** Each is searched for in all code of its folder. */
const MOST_NAMES = 500;

/** Only what can be searched for as it is. */
const nameSchema = lazily(() =>
  z
    .string()
    .max(120)
    .regex(/^[A-Za-z0-9_./-]+$/),
);

export const contractSchema = lazily(() =>
  z
    .strictObject({
      health: z.array(nameSchema()).max(MOST_NAMES).meta({ description: "Where its health is asked." }),
      variables: z.array(nameSchema()).max(MOST_NAMES).meta({ description: "What it reads from its environment." }),
      left: z.array(nameSchema()).max(MOST_NAMES).optional().meta({
        description: "Names of earlier runs that its code still had in the last one: said until it has them no more.",
      }),
    })
    .meta({ description: "The names that the code of a folder shares with the rest of the output." }),
);

export type Contract = z.infer<ReturnType<typeof contractSchema>>;
/** By the name of the folder in `services/`. */
export type Contracts = Readonly<Record<string, Contract>>;

/** A name that is gone, and the one in its place where that is known. */
export interface GoneName {
  readonly was: string;
  readonly now: string | undefined;
}

const HOME = "services/";

/** By folder (`services/orders`). */
export function goneNames(
  before: Contracts | undefined,
  after: Contracts | undefined,
  renames: readonly Rename[],
): ReadonlyMap<string, readonly GoneName[]> {
  const found = new Map<string, readonly GoneName[]>();
  for (const [id, young] of Object.entries(after ?? {})) {
    const from = renames.find(({ to }) => to === id)?.from ?? id;
    const old = [id, from]
      .map((name) => (Object.hasOwn(before ?? {}, name) ? before?.[name] : undefined))
      .find(Boolean);
    if (old === undefined) continue;
    const known = new Set([...young.health, ...young.variables]);
    const names = [...new Set([...old.health, ...old.variables, ...(old.left ?? [])])].filter(
      (name) => !known.has(name),
    );
    if (names.length > 0)
      found.set(
        HOME + id,
        names.map((was) => ({ was, now: successor(was, young, renames) })),
      );
  }
  return found;
}

function successor(was: string, { health, variables }: Contract, renames: readonly Rename[]): string | undefined {
  if (was.startsWith("/")) return health.length === 1 ? health[0] : undefined;
  return renames
    .map(({ from, to }) => was.replace(new RegExp(`(?<![A-Z0-9])${upperSnake(from)}(?![A-Z0-9])`), upperSnake(to)))
    .find((name) => variables.includes(name));
}

/** The text with every gone name replaced; undefined when one of them has no other in its place. */
export function withNewNames(text: string, names: readonly GoneName[]): string | undefined {
  let next = text;
  for (const { was, now } of names) {
    if (!wordOf(was).test(next)) continue;
    if (now === undefined) return undefined;
    next = next.replace(wordOf(was), now);
  }
  return next;
}

/** A path ends where a segment does, a variable where a word does: `process.env.X`, `$X/y` and `${X-z}` read `X`. */
function wordOf(name: string): RegExp {
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(name.startsWith("/") ? `(?<![\\w/.-])${word}(?![\\w/-])` : `(?<!\\w)${word}(?!\\w)`, "g");
}

type Routes = Surroundings & { readonly goneNames: ReadonlyMap<string, readonly GoneName[]> };

/** An untouched file that is called by a path that is gone goes to the new one where nothing else of it differs, as a text takes over the new name. */
export function movesToNewRoute(surroundings: Routes, from: string): boolean {
  return newRouteOf(surroundings, from) !== undefined;
}

/** Whether an untouched file of the folder goes to this place. */
export function isNewRoute(surroundings: Routes, to: string, folder: string): boolean {
  if (!surroundings.goneNames.has(folder)) return false;
  return Object.keys(surroundings.known).some(
    (from) => from.startsWith(`${folder}/`) && newRouteOf(surroundings, from) === to,
  );
}

function newRouteOf({ disk, fileSet, known, goneNames }: Routes, from: string): string | undefined {
  const entry = Object.hasOwn(known, from) ? known[from] : undefined;
  if (entry?.folder === undefined || entry.state !== undefined || fileSet.has(from)) return undefined;
  const names = goneNames.get(entry.folder) ?? [];
  const [to] = names.flatMap(({ was, now }) => (now === undefined ? [] : (movedRoute(from, was, now) ?? [])));
  const next = to === undefined ? undefined : fileSet.get(to);
  if (to === undefined || next?.ownership !== "seed") return undefined;
  if (look(disk, to).kind !== "absent" || look(disk, from).kind !== "file") return undefined;
  const bytes = disk.read(from);
  const text = hasHash(bytes, entry.sha256) ? toText(bytes)?.text : undefined;
  return text !== undefined && withNewNames(text, names) === next.content ? to : undefined;
}

export interface Stale {
  readonly diagnostics: readonly Diagnostic[];
  /** Of this run, with what its code still has of earlier ones. */
  readonly contracts: Contracts | undefined;
}

/** Larger files are data. */
const MOST_BYTES = 512 * 1024;
const MOST_FILES = 2_000;
const SHOWN = 4;

export function findStale(
  disk: DiskReader,
  judged: readonly Judged[],
  contracts: Contracts | undefined,
  gone: ReadonlyMap<string, readonly GoneName[]>,
): Stale {
  const diagnostics: Diagnostic[] = [];
  const left = new Map<string, string[]>();
  for (const [folder, names] of gone) {
    const code = codeOf(disk, judged, folder);
    for (const name of names) {
      const places = placesOf(name, code);
      if (places.length === 0) continue;
      const id = folder.slice(HOME.length);
      left.set(id, [...(left.get(id) ?? []), name.was]);
      diagnostics.push(toDiagnostic(folder, name, places));
    }
  }
  if (contracts === undefined || left.size === 0) return { diagnostics, contracts };
  const kept = Object.entries(contracts).map(([id, contract]) => {
    const names = left.get(id);
    return [id, names === undefined ? contract : { ...contract, left: names.sort() }] as const;
  });
  return { diagnostics, contracts: Object.fromEntries(kept) };
}

interface Code {
  readonly path: string;
  readonly text: string;
  /** Not as it is generated. */
  readonly isTheirs: boolean;
}

/** After the run, everything that people may have written. What is merged on every run follows by itself. */
function codeOf(disk: DiskReader, judged: readonly Judged[], folder: string): readonly Code[] {
  const found: Code[] = [];
  const going = new Set(judged.flatMap(({ from }) => (from === undefined ? [] : [from.path])));
  const known = new Map(judged.map((item) => [item.one.path, item]));
  const add = (path: string, bytes: Uint8Array | undefined, generated?: string) => {
    const text = bytes === undefined || bytes.length > MOST_BYTES ? undefined : toText(bytes)?.text;
    if (text !== undefined) found.push({ path, text, isTheirs: text !== generated });
  };
  for (const path of codeBelow(disk, folder)) {
    if (known.has(path) || going.has(path)) continue;
    if (found.length === MOST_FILES) break;
    if (disk.stat(path)?.kind === "file")
      add(
        path,
        unlessRefused(() => disk.read(path, MOST_BYTES)),
      );
  }
  for (const [path, { verdict, generated }] of known)
    if (path.startsWith(`${folder}/`) && verdict.entry?.ownership !== "managed")
      add(path, verdict.after?.bytes, generated?.content);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Code that has the new name as well knows both; one file may answer for another one. */
function placesOf({ was, now }: GoneName, code: readonly Code[]): string[] {
  const [old, young] = [wordOf(was), now === undefined ? undefined : wordOf(now)];
  const isAnswered = (text: string) => young !== undefined && text.search(young) !== -1;
  const isPath = was.startsWith("/");
  if (isPath && now !== undefined)
    if (code.some(({ path, text, isTheirs }) => answersAt(path, now) || (isTheirs && isAnswered(text)))) return [];
  return code.flatMap(({ path, text }) => {
    if (isPath && answersAt(path, was)) return [path];
    if (!text.includes(was) || isAnswered(text)) return [];
    return text.split("\n").flatMap((line, index) => (line.search(old) === -1 ? [] : [`${path}:${index + 1}`]));
  });
}

function toDiagnostic(folder: string, { was, now }: GoneName, places: readonly string[]): Diagnostic {
  const shown = places.slice(0, SHOWN).join(", ") + (places.length > SHOWN ? ` and ${places.length - SHOWN} more` : "");
  const next = now === undefined ? "" : `, and ${now} is what it gets now`;
  const [message, help] = was.startsWith("/")
    ? [
        `${shown}: the code answers ${was}, and its health is asked at ${now ?? "another path"} now: until it answers there, no new version becomes healthy`,
        `Answer ${now ?? "the new path"} too, in the release before this is applied; or say in the answers that the health check stays at ${was}.`,
      ]
    : [
        `${shown}: the code reads ${was}, which ${folder} does not get any more${next}`,
        now === undefined
          ? "Take it out of the code, or bring back in the answers what it belongs to."
          : `Read ${now} instead; while both versions run, ${now} first and ${was} where it is missing.`,
      ];
  return { code: "WRITE_STALE_CODE", severity: "warning", pointer: "", message, help };
}
