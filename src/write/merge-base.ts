// In: the manifest's hashes and .scaffold/base. Out: what was last generated, and the operations that keep the copies in step. Never believes a copy that does not match its name.
//
// Each managed file's last pristine content lies at `.scaffold/base/<sha256>`: plain, without an extension, named by its content. Why this form:
// - Git stores an unedited file and its copy as one blob, so copies cost a repository nothing; a compressed archive would cost its full size on every run.
// - Two branches that regenerate add different names and never conflict here; one archive, or one copy per path, would conflict on every merge.
// - No scanner, formatter or editor takes it for Terraform, a Dockerfile or YAML: `terraform fmt -recursive`, checkov and hadolint go by name.
// - Not compressed: zlib gives different bytes on different machines, and the same answers must give the same bytes everywhere.
// - The name proves the content: damage is seen, and then nobody pretends to know the base.
import type { DiskReader } from "../disk/disk.ts";
import type { Operation } from "./change-set.ts";
import { hasHash, type Text, toBytes, toText } from "./content.ts";
import { BASE_FOLDER, isBaseName, MAX_META_FILE } from "./layout.ts";
import type { Manifest } from "./manifest.ts";
import type { OpenFiles } from "./open-conflicts.ts";
import { look } from "./target.ts";

const pathOf = (hash: string) => `${BASE_FOLDER}/${hash}`;

/** The content with this hash; undefined when its copy is missing, replaced or damaged. */
export function readBase(disk: DiskReader, hash: string): Text | undefined {
  if (look(disk, pathOf(hash)).kind !== "file") return undefined;
  const bytes = disk.read(pathOf(hash), MAX_META_FILE);
  return hasHash(bytes, hash) ? toText(bytes) : undefined;
}

/**
 * Copies to add and to drop so that the folder holds what `files` and `open` need. `contents` has what is known by hash in this run;
 * a hash that is needed but neither there nor known stays missing.
 */
export function updateBase(
  disk: DiskReader,
  files: Manifest["files"],
  open: OpenFiles,
  contents: ReadonlyMap<string, Uint8Array>,
): Operation[] {
  const needed = new Set(Object.values(files).flatMap((file) => (file.ownership === "managed" ? [file.sha256] : [])));
  // A conflict that left the file alone is answered later, without the answers file at hand.
  for (const { form, base, theirs } of Object.values(open))
    if (form === "left") for (const hash of [base, theirs.sha256]) if (hash !== null) needed.add(hash);
  const isFolder = look(disk, BASE_FOLDER).kind === "folder";
  const present = new Map((isFolder ? disk.list(BASE_FOLDER) : []).map((entry) => [entry.name, entry.kind]));
  const operations: Operation[] = [];
  for (const hash of [...needed].sort()) {
    const bytes = contents.get(hash);
    if (bytes === undefined || present.has(hash)) continue;
    operations.push({ path: pathOf(hash), before: undefined, after: { bytes, executable: false } });
  }
  for (const [name, kind] of present) {
    if (kind !== "file" || !isBaseName(name) || needed.has(name)) continue;
    const { executable } = disk.stat(pathOf(name)) ?? { executable: false };
    operations.push({ path: pathOf(name), before: { bytes: disk.read(pathOf(name)), executable }, after: undefined });
  }
  return operations;
}

/** The bytes with `hash` that a file on disk still shows: as it is, or with its line ends set back. */
export function pristineBytes(bytes: Uint8Array, hash: string): Uint8Array | undefined {
  if (!hasHash(bytes, hash)) return undefined;
  const text = toText(bytes);
  const plain = text === undefined ? bytes : toBytes(text.text);
  return hasHash(plain, hash) ? plain : bytes;
}
