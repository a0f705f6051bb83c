// In: a file set and the folder it goes to. Out: the change set, merges included, so that a dry run and the real run are the same value. Reads the disk, never writes.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { FileSet, GeneratedFile } from "../render/file-set.ts";
import { operationsFor } from "./bookkeeping.ts";
import type { Change, ChangeSet } from "./change-set.ts";
import { answerTo, type Choices, readChoices } from "./choices.ts";
import { type FileContent, sha256, toBytes, toText } from "./content.ts";
import { findStale, type GoneName, goneNames, isNewRoute, movesToNewRoute, withNewNames } from "./contracts.ts";
import { judgeManaged, judgeObsolete, judgeOwnSeed, judgeSeed } from "./judge.ts";
import { judgeBlocked } from "./judge-conflict.ts";
import { judgeMoved, judgeRenamed, type OldPlace } from "./judge-moved.ts";
import type { Judged } from "./judged.ts";
import { type ManifestFile, readManifest, type Stamp } from "./manifest.ts";
import { readBase } from "./merge-base.ts";
import { type PairedMove, pairMoves, type Rename } from "./moves.ts";
import { remarkOn, remarkOnModes, remarkOnMoves } from "./remarks.ts";
import { isNewFolder, isPristine, isWorkedIn, mayRemove } from "./seed-folder.ts";
import { filesBelow, look, withCachedLists } from "./target.ts";
import type { Case, Generated, Verdict } from "./verdict.ts";

export interface CompareInput {
  readonly fileSet: FileSet;
  readonly disk: DiskReader;
  readonly stamp: Stamp;
  /** Names that became others, as somebody stated: files with the old name in their path move, with their edits. */
  readonly renames?: readonly Rename[];
  /** Files or folders that the user deleted and wants back. */
  readonly restore?: readonly string[];
  /** The folder as the user names it, where commands that a remark gives must name it. */
  readonly out?: string;
  /** Text of the resource snapshot; undefined leaves the one that is there. */
  readonly resources?: string;
}

/** Compares the three versions of every path: last generated, on disk, newly generated. */
export function compare(input: CompareInput): ChangeSet {
  const disk = withCachedLists(input.disk);
  requireFolder(disk);
  const manifest = readManifest(disk);
  const known = manifest?.files ?? {};
  const { fileSet, renames = [] } = input;
  const moves = pairMoves(renames, known, fileSet, disk);
  const gone = goneNames(manifest?.contracts, input.stamp.contracts, renames);
  const memory = { workedIn: new Map(), pristine: new Map() };
  const context: Context = { ...input, disk, known, moves, choices: readChoices(disk), goneNames: gone, ...memory };
  const moving = new Set([...moves.values()].map(({ from }) => from));
  const paths = [...new Set([...fileSet.keys(), ...Object.keys(known)])].filter((path) => !moving.has(path)).sort();
  const judged = avoidCaseCollisions(
    disk,
    paths.flatMap((path) => judgePath(context, path)),
  );
  requireRestored(input.restore ?? [], judged);
  const changes = judged.map(toChange);
  const { diagnostics: stale, contracts } = findStale(disk, judged, input.stamp.contracts, gone);
  return {
    changes,
    diagnostics: [
      ...judged.flatMap((item) => remarkOn(item, context)),
      ...remarkOnModes(judged),
      ...remarkOnMoves(judged, context),
      ...stale,
    ],
    operations: operationsFor(disk, { ...input, stamp: { ...input.stamp, contracts } }, judged, changes),
  };
}

interface Context extends CompareInput {
  readonly known: Readonly<Record<string, ManifestFile>>;
  /** New path → where it was. */
  readonly moves: ReadonlyMap<string, PairedMove>;
  readonly choices: Choices;
  /** Folder of a skeleton that gets another name → whether somebody builds on it. */
  readonly workedIn: Map<string, boolean>;
  /** Folder of a skeleton → whether all of it is as it was written. */
  readonly pristine: Map<string, boolean>;
  /** By folder: names that its code shared with the rest until now. */
  readonly goneNames: ReadonlyMap<string, readonly GoneName[]>;
}

function requireFolder(disk: DiskReader): void {
  const root = disk.stat("");
  if (root === undefined || root.kind === "folder" || root.kind === "symlink") return;
  throw new ScaffoldError("WRITE_FAILED", `${disk.location} is not a folder`, "Choose another output folder.");
}

function judgePath(context: Context, path: string): Judged[] {
  const { disk, fileSet, known, choices } = context;
  const generated = fileSet.get(path);
  const entry = Object.hasOwn(known, path) ? known[path] : undefined;
  const found = look(disk, path);
  const ours = found.kind === "file" ? readContent(disk, path, entry ?? generated) : undefined;
  const one: Case = {
    path,
    look: found,
    ours,
    entry,
    base: () => (entry?.ownership === "managed" ? readBase(disk, entry.sha256) : undefined),
    choose: (conflict) => answerTo(choices, conflict),
  };
  const theirs = generated && describe(generated);
  const move = context.moves.get(path);
  if (theirs !== undefined && move !== undefined) {
    const moved = judgeMoved(one, theirs, oldPlace(context, path, move));
    return [{ generated, theirs, before: ours, ...moved }];
  }
  const renamed = theirs === undefined ? undefined : judgeRenamed(one, theirs, context.renames ?? []);
  if (renamed !== undefined) return [{ generated, theirs, before: ours, ...renamed }];
  const verdict = judge(context, one, generated, theirs);
  return verdict === undefined ? [] : [{ one, verdict, generated, theirs, before: ours }];
}

function oldPlace(context: Context, to: string, { from, rename }: PairedMove): OldPlace {
  const { disk, known } = context;
  const entry = known[from];
  if (entry === undefined) throw new Error(`${from} moves, and the manifest does not have it`);
  const content = look(disk, from).kind === "file" ? readContent(disk, from, entry) : undefined;
  const base = readBase(disk, entry.sha256)?.text;
  return { path: from, rename, entry, content, base, isWorkedIn: isOnWorkedIn(context, to, entry) };
}

/** By the folder of the skeleton, before and after: all of its files are judged alike. */
function isOnWorkedIn(context: Context, to: string, { folder }: ManifestFile): boolean {
  const { disk, fileSet, known, moves, workedIn } = context;
  const young = fileSet.get(to);
  const next = young?.ownership === "seed" ? young.onlyInNewFolder : undefined;
  if (folder === undefined || next === undefined) return false;
  const found = workedIn.get(folder);
  if (found !== undefined) return found;
  const seeds = [...moves].flatMap(([path, { from }]): [string, ManifestFile][] => {
    const entry = known[from];
    return entry?.folder !== folder ? [] : [[look(disk, path).kind === "file" ? path : from, entry]];
  });
  const is = isWorkedIn(context, [folder, next], new Map(seeds));
  workedIn.set(folder, is);
  return is;
}

function judge(
  context: Context,
  one: Case,
  generated: GeneratedFile | undefined,
  theirs: Generated | undefined,
): Verdict | undefined {
  if (generated === undefined || theirs === undefined)
    return (
      one.entry && judgeObsolete(one, one.entry, mayRemove(context, one.entry) || movesToNewRoute(context, one.path))
    );
  const isWanted = one.look.kind === "absent" && isRestored(context.restore ?? [], one);
  if (isWanted) return { verb: "create", reason: "brought back", after: theirs.content, entry: theirs.entry };
  if (generated.ownership === "managed") return judgeManaged(one, theirs);
  const folder = generated.onlyInNewFolder;
  // What says the same as before is not looked at any further: a folder may be large.
  if (folder === undefined || one.entry?.sha256 === theirs.entry.sha256)
    return judgeSeed(one, theirs, folder === undefined);
  const isOurs = isStillOurs(context, folder);
  const own = isOurs || onlyNamesDiffer(context, one, theirs, folder) ? judgeOwnSeed(one, theirs) : undefined;
  return own ?? judgeSeed(one, theirs, isOurs || isNewFolder(context, folder) || isNewRoute(context, one.path, folder));
}

function isStillOurs(context: Context, folder: string): boolean {
  const found = context.pristine.get(folder) ?? isPristine(context, folder);
  context.pristine.set(folder, found);
  return found;
}

/** Whoever works beside an untouched file builds on it as it is; a name that is gone would break both. */
function onlyNamesDiffer({ goneNames }: Context, { ours }: Case, { content }: Generated, folder: string): boolean {
  const names = goneNames.get(folder);
  const [now, next] = names === undefined ? [] : [ours && toText(ours.bytes)?.text, toText(content.bytes)?.text];
  return names !== undefined && now !== undefined && withNewNames(now, names) === next;
}

function isRestored(restore: readonly string[], { path, entry }: Pick<Case, "path" | "entry">): boolean {
  return entry !== undefined && restore.some((wanted) => isAtOrBelow(path, wanted));
}

function isAtOrBelow(path: string, wanted: string): boolean {
  const place = wanted.replace(/^\.\//, "").replace(/\/+$/, "");
  return path === place || path.startsWith(`${place}/`);
}

function requireRestored(restore: readonly string[], judged: readonly Judged[]): void {
  for (const wanted of restore) {
    const isKnown = ({ one, verdict }: Judged) => verdict.verb === "create" && isRestored([wanted], one);
    if (judged.some(isKnown)) continue;
    const deleted = judged.filter(({ verdict }) => verdict.verb === "user-deleted").map(({ one }) => one.path);
    throw new ScaffoldError(
      "USAGE",
      `nothing at ${wanted} was deleted by hand and is generated`,
      deleted.length === 0 ? "No file is left out." : `Left out are: ${deleted.join(", ")}.`,
    );
  }
}

function readContent(disk: DiskReader, path: string, known: { readonly executable?: boolean | undefined } | undefined) {
  const bytes = disk.read(path);
  const executable = disk.keepsExecutableBit ? disk.stat(path)?.executable === true : known?.executable === true;
  return { bytes, executable } satisfies FileContent;
}

function describe(file: GeneratedFile): Generated {
  const bytes = toBytes(file.content);
  const entry: ManifestFile = {
    blueprint: file.blueprint,
    ...(file.executable ? { executable: true as const } : {}),
    ...(file.ownership === "seed" && file.onlyInNewFolder !== undefined ? { folder: file.onlyInNewFolder } : {}),
    ownership: file.ownership,
    sha256: sha256(bytes),
  };
  return { content: { bytes, executable: file.executable === true }, entry };
}

/** A new name that differs by case alone from a file that stays would be the same file on macOS and Windows. */
function avoidCaseCollisions(disk: DiskReader, judged: readonly Judged[]): Judged[] {
  const going = new Set([
    ...judged.filter(({ verdict }) => verdict.verb === "remove").map(({ one }) => one.path),
    ...judged.flatMap(({ from }) => (from ? [from.path] : [])),
  ]);
  return judged.map((item) => {
    if (item.verdict.verb !== "create" || item.one.look.kind !== "absent") return item;
    const other = item.one.look.collidesWith;
    if (other === undefined || filesBelow(disk, other).every((path) => going.has(path))) return item;
    return { ...item, verdict: judgeBlocked(item.one, `its name differs from ${other} by case alone`) };
  });
}

function lastOf(one: Case, { verb }: Verdict): Pick<Change, "last"> {
  const last = verb === "conflict" ? one.base()?.text : undefined;
  return last === undefined ? {} : { last };
}

function toChange({ one, verdict, generated, before, from }: Judged): Change {
  return {
    path: one.path,
    verb: verdict.verb,
    reason: verdict.reason,
    blueprint: generated?.blueprint ?? one.entry?.blueprint ?? "",
    before,
    after: verdict.after,
    generated: generated?.content,
    markedRegions: verdict.markedRegions ?? 0,
    conflicts: verdict.conflicts ?? [],
    ...(from ? { from } : {}),
    ...lastOf(one, verdict),
  };
}
