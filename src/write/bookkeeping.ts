// In: what was judged, and how the folder's own files look now. Out: the operations that carry it out, our own files included. Reads the disk, never writes.
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { Change, Operation } from "./change-set.ts";
import { sameBytes, sameContent, sha256, toBytes } from "./content.ts";
import type { Judged } from "./judged.ts";
import { CONFLICTS_PATH, MANIFEST_PATH, META_FILES, RESOURCES_PATH } from "./layout.ts";
import { type Manifest, printManifest, type Stamp } from "./manifest.ts";
import { pristineBytes, updateBase } from "./merge-base.ts";
import { type OpenFiles, printOpenConflicts, toBlock } from "./open-conflicts.ts";
import { look } from "./target.ts";

/** Removals first: on a disk that ignores case the old name must go before the new one comes. The manifest comes last. */
export function operationsFor(
  disk: DiskReader,
  { stamp, resources }: { readonly stamp: Stamp; readonly resources?: string },
  judged: readonly Judged[],
  changes: readonly Change[],
): Operation[] {
  const written = changes.filter((change) => change.after !== change.before);
  const files = Object.fromEntries(
    judged.flatMap(({ one, verdict }) => (verdict.entry ? [[one.path, verdict.entry]] : [])),
  );
  return [
    ...changes.flatMap(({ from }) => (from ? [{ path: from.path, before: from.before, after: undefined }] : [])),
    ...written.filter((change) => change.after === undefined).map(toOperation),
    ...written.filter((change) => change.after !== undefined).map(toOperation),
    ...(resources === undefined ? [] : writeIfDifferent(disk, RESOURCES_PATH, resources)),
    ...keepBooks(disk, { schemaVersion: 1, ...stamp, files }, openFilesOf(judged), contentsByHash(judged)),
  ];
}

/** What makes the folder's own files say this. `contents`: what is known by hash. */
export function keepBooks(
  disk: DiskReader,
  manifest: Manifest,
  open: OpenFiles,
  contents: ReadonlyMap<string, Uint8Array>,
): Operation[] {
  return [
    ...updateBase(disk, manifest.files, open, contents),
    ...META_FILES.flatMap(([path, content]) => writeIfDifferent(disk, path, content)),
    ...writeIfDifferent(disk, CONFLICTS_PATH, printOpenConflicts(open)),
    ...writeIfDifferent(disk, MANIFEST_PATH, printManifest(manifest)),
  ];
}

function toOperation({ path, before, after }: Change): Operation {
  return { path, before, after };
}

/** `content` undefined: there shall be no such file. */
export function writeIfDifferent(disk: DiskReader, path: string, content: string | undefined): Operation[] {
  const found = look(disk, path).kind;
  if (found !== "file" && found !== "absent")
    throw new ScaffoldError("WRITE_FAILED", `${path} is not a plain file`, `Move ${path} away and run again.`);
  const before =
    found === "file" ? { bytes: disk.read(path), executable: disk.stat(path)?.executable === true } : undefined;
  if (content === undefined) return before === undefined ? [] : [{ path, before, after: undefined }];
  const bytes = toBytes(content);
  // A checkout with other line ends is no difference.
  if (before !== undefined && (sameBytes(before.bytes, bytes) || sameContent(before.bytes, bytes))) return [];
  return [{ path, before, after: { bytes, executable: false } }];
}

function openFilesOf(judged: readonly Judged[]): OpenFiles {
  return Object.fromEntries(
    judged.flatMap(({ one, verdict, theirs }) => {
      if (verdict.verb !== "conflict" || verdict.conflicts === undefined || theirs === undefined) return [];
      const isBlocked = one.look.kind !== "file";
      const form = verdict.markedRegions ? "marked" : isBlocked ? "blocked" : "left";
      const base = one.base() === undefined ? null : (one.entry?.sha256 ?? null);
      return [
        [
          one.path,
          { form, reason: verdict.reason, base, theirs: theirs.entry, blocks: verdict.conflicts.map(toBlock) },
        ],
      ];
    }),
  );
}

/** Every content whose hash a manifest entry may name and that this run has in hand. */
function contentsByHash(judged: readonly Judged[]): Map<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (const { one, theirs, contents: more } of judged) {
    if (theirs?.entry.ownership === "managed") contents.set(theirs.entry.sha256, theirs.content.bytes);
    for (const bytes of more ?? []) contents.set(sha256(bytes), bytes);
    const pristine = one.entry && one.ours && pristineBytes(one.ours.bytes, one.entry.sha256);
    if (one.entry && pristine) contents.set(one.entry.sha256, pristine);
  }
  return contents;
}
