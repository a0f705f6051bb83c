// In: a file set and the folder it goes to. Out: the change set, merges included, so that a dry run and the real run are the same value. Reads the disk, never writes.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { FileSet, GeneratedFile } from "../render/file-set.ts";
import type { Change, ChangeSet, Operation } from "./change-set.ts";
import { type FileContent, sameBytes, sameContent, sha256, toBytes, toText } from "./content.ts";
import { type Case, type Generated, judgeManaged, judgeObsolete, judgeSeed, type Verdict } from "./judge.ts";
import { MANIFEST_PATH, META_FILES } from "./layout.ts";
import { type Manifest, type ManifestFile, printManifest, readManifest, type Stamp } from "./manifest.ts";
import { countMarkers } from "./merge/markers.ts";
import { pristineBytes, readBase, updateBase } from "./merge-base.ts";
import { filesBelow, type Look, look, withCachedLists } from "./target.ts";

export interface CompareInput {
  readonly fileSet: FileSet;
  readonly disk: DiskReader;
  readonly stamp: Stamp;
}

/** Compares the three versions of every path: last generated, on disk, newly generated. */
export function compare(input: CompareInput): ChangeSet {
  const disk = withCachedLists(input.disk);
  requireFolder(disk);
  const known = readManifest(disk)?.files ?? {};
  const context: Context = { ...input, disk, known };
  const paths = [...new Set([...input.fileSet.keys(), ...Object.keys(known)])].sort();
  const judged = paths.flatMap((path) => judgePath(context, path));
  const settled = avoidCaseCollisions(disk, judged);
  const changes = settled.map(({ one, verdict, generated }) => toChange(one, verdict, generated));
  return {
    changes,
    diagnostics: settled.flatMap((item, index) => diagnose(item, changes[index])),
    operations: operationsFor(context, settled, changes),
  };
}

interface Context extends CompareInput {
  readonly known: Readonly<Record<string, ManifestFile>>;
}

interface Judged {
  readonly one: Case;
  readonly verdict: Verdict;
  readonly generated: GeneratedFile | undefined;
  readonly theirs: Generated | undefined;
}

function requireFolder(disk: DiskReader): void {
  const root = disk.stat("");
  if (root === undefined || root.kind === "folder" || root.kind === "symlink") return;
  throw new ScaffoldError("WRITE_FAILED", `${disk.location} is not a folder`, "Choose another output folder.");
}

function judgePath(context: Context, path: string): Judged[] {
  const { disk, fileSet, known } = context;
  const generated = fileSet.get(path);
  const entry = Object.hasOwn(known, path) ? known[path] : undefined;
  const found = look(disk, path);
  const ours = found.kind === "file" ? readContent(disk, path, entry, generated) : undefined;
  const one: Case = {
    path,
    look: found,
    ours,
    entry,
    base: () => (entry?.ownership === "managed" ? readBase(disk, entry.sha256) : undefined),
  };
  const theirs = generated && describe(generated);
  const verdict = judge(context, one, generated, theirs);
  return verdict === undefined ? [] : [{ one, verdict, generated, theirs }];
}

function judge(
  context: Context,
  one: Case,
  generated: GeneratedFile | undefined,
  theirs: Generated | undefined,
): Verdict | undefined {
  if (generated === undefined || theirs === undefined)
    return one.entry && judgeObsolete(one, one.entry, mayRemove(context, one.entry));
  if (generated.ownership === "managed") return judgeManaged(one, theirs);
  const folder = generated.onlyInNewFolder;
  return judgeSeed(one, theirs, folder === undefined || isNewFolder(context, folder));
}

function readContent(
  disk: DiskReader,
  path: string,
  entry: ManifestFile | undefined,
  generated: GeneratedFile | undefined,
): FileContent {
  const bytes = disk.read(path);
  if (disk.keepsExecutableBit) return { bytes, executable: disk.stat(path)?.executable === true };
  return { bytes, executable: (entry ?? generated)?.executable === true };
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

/** New: nothing was seeded there before, and every file in it is one that we wrote or are about to write. */
function isNewFolder({ disk, known, fileSet }: Context, folder: string): boolean {
  if (Object.values(known).some((entry) => entry.folder === folder)) return false;
  const found = look(disk, folder);
  if (found.kind === "absent") return found.collidesWith === undefined;
  if (found.kind !== "folder") return false;
  return filesBelow(disk, folder).every((path) => {
    if (Object.hasOwn(known, path) || /(^|\/)(\.DS_Store|\.gitkeep)$/.test(path)) return true;
    const generated = fileSet.get(path);
    return (
      generated !== undefined &&
      disk.stat(path)?.kind === "file" &&
      sameContent(disk.read(path), toBytes(generated.content))
    );
  });
}

/** A skeleton goes only as a whole: one file of it that was edited, or a file beside it, means that somebody builds on the rest. */
function mayRemove({ disk, known, fileSet }: Context, entry: ManifestFile): boolean {
  if (entry.folder === undefined) return true;
  return filesBelow(disk, entry.folder).every((path) => {
    const file = Object.hasOwn(known, path) ? known[path] : undefined;
    if (file === undefined || fileSet.has(path) || disk.stat(path)?.kind !== "file") return false;
    return pristineBytes(disk.read(path), file.sha256) !== undefined;
  });
}

/** A new name that differs by case alone from a file that stays would be the same file on macOS and Windows. */
function avoidCaseCollisions(disk: DiskReader, judged: readonly Judged[]): Judged[] {
  const going = new Set(judged.filter(({ verdict }) => verdict.verb === "remove").map(({ one }) => one.path));
  return judged.map((item) => {
    if (item.verdict.verb !== "create" || item.one.look.kind !== "absent") return item;
    const other = item.one.look.collidesWith;
    if (other === undefined || filesBelow(disk, other).every((path) => going.has(path))) return item;
    const verdict: Verdict = {
      verb: "conflict",
      reason: `its name differs from ${other} by case alone`,
      after: undefined,
      entry: item.one.entry,
    };
    return { ...item, verdict };
  });
}

function toChange(one: Case, verdict: Verdict, generated: GeneratedFile | undefined): Change {
  return {
    path: one.path,
    verb: verdict.verb,
    reason: verdict.reason,
    blueprint: generated?.blueprint ?? one.entry?.blueprint ?? "",
    before: one.ours,
    after: verdict.after,
    generated: generated?.content,
    markedRegions: verdict.markedRegions ?? 0,
    conflicts: verdict.conflicts ?? [],
  };
}

function diagnose({ one, verdict, generated }: Judged, change: Change | undefined): Diagnostic[] {
  const problem = (
    code: Diagnostic["code"],
    severity: Diagnostic["severity"],
    message: string,
    help: string,
  ): Diagnostic => ({ code, severity, pointer: "", message, help });
  const text = one.ours && toText(one.ours.bytes)?.text;
  const left = text === undefined ? 0 : countMarkers(text);
  // What the answers themselves say is no marker of ours, however much it looks like one.
  if (left > Math.max(countMarkers(generated?.content ?? ""), countMarkers(left > 0 ? (one.base()?.text ?? "") : ""))) {
    const help = "Choose between the lines around the markers, remove the markers and run again.";
    return [
      problem(
        "WRITE_UNRESOLVED",
        "error",
        `${one.path} still holds ${left} conflict${left === 1 ? "" : "s"} of an earlier run`,
        help,
      ),
    ];
  }
  const found: Look = one.look;
  if (verdict.verb !== "conflict") return [];
  if (found.kind === "blocked" && found.by === "symlink") {
    return [
      problem(
        "WRITE_SYMLINK",
        "warning",
        `${one.path} was not written: ${found.at} is a symlink`,
        "Replace the symlink by a file or a folder.",
      ),
    ];
  }
  const help =
    (change?.markedRegions ?? 0) > 0
      ? "Choose between the lines around the markers and remove the markers."
      : "Compare it with the new output (--diff), then change, move or delete your file.";
  const code = verdict.baseUnknown ? "WRITE_BASE_UNKNOWN" : "WRITE_CONFLICT";
  return [problem(code, "warning", `${one.path}: ${verdict.reason}`, help)];
}

/** Removals first: on a disk that ignores case the old name must go before the new one comes. */
function operationsFor(context: Context, judged: readonly Judged[], changes: readonly Change[]): Operation[] {
  const written = changes.filter((change) => change.after !== change.before);
  const files = Object.fromEntries(
    judged.flatMap(({ one, verdict }) => (verdict.entry ? [[one.path, verdict.entry]] : [])),
  );
  const manifest: Manifest = { schemaVersion: 1, ...context.stamp, files };
  return [
    ...written.filter((change) => change.after === undefined).map(toOperation),
    ...written.filter((change) => change.after !== undefined).map(toOperation),
    ...updateBase(context.disk, files, contentsByHash(judged)),
    ...META_FILES.flatMap(([path, content]) => writeIfDifferent(context.disk, path, content)),
    ...writeIfDifferent(context.disk, MANIFEST_PATH, printManifest(manifest)),
  ];
}

function toOperation({ path, before, after }: Change): Operation {
  return { path, before, after };
}

function writeIfDifferent(disk: DiskReader, path: string, content: string): Operation[] {
  const bytes = toBytes(content);
  const found = look(disk, path).kind;
  if (found !== "file" && found !== "absent")
    throw new ScaffoldError("WRITE_FAILED", `${path} is not a plain file`, `Move ${path} away and run again.`);
  const before =
    found === "file" ? { bytes: disk.read(path), executable: disk.stat(path)?.executable === true } : undefined;
  // A checkout with other line ends is no difference.
  if (before !== undefined && (sameBytes(before.bytes, bytes) || sameContent(before.bytes, bytes))) return [];
  return [{ path, before, after: { bytes, executable: false } }];
}

/** Every content whose hash a manifest entry may name and that this run has in hand. */
function contentsByHash(judged: readonly Judged[]): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (const { one, theirs } of judged) {
    if (theirs?.entry.ownership === "managed") contents.set(theirs.entry.sha256, theirs.content.bytes);
    const pristine = one.entry && one.ours && pristineBytes(one.ours.bytes, one.entry.sha256);
    if (one.entry && pristine) contents.set(one.entry.sha256, pristine);
  }
  return contents;
}
