// In: an output folder and a change set. Out: blocks that two Terraform files of one folder would declare, and did not before: Terraform refuses both. Reads the disk, never writes.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { ChangeSet, Verb } from "./change-set.ts";
import { readHcl } from "./merge/hcl/tree.ts";
import { terraformFiles, terraformPaths } from "./terraform-files.ts";

/** Block kinds whose labels are unique in a folder. */
const UNIQUE = /^(?:resource|data|variable|output|module)\./;
/** These change blocks of other files, and may name what is there. */
const OVERRIDE = /(?:^|\/)(?:override|[^/]*_override)\.tf$/;

/** Nobody mends more at once. */
const MOST = 20;

interface File {
  readonly path: string;
  readonly text: string;
}

interface Double {
  /** `resource.aws_sqs_queue.jobs` */
  readonly block: string;
  /** `infra/stack/mine.tf:12`; the files of the change set last. */
  readonly places: readonly string[];
}

/** As it is generated: such files declare nothing twice. */
const GENERATED: ReadonlySet<Verb> = new Set(["create", "update", "unchanged", "adopt", "absorb", "remove"]);

function newDoubles(disk: DiskReader, { changes }: ChangeSet): Double[] {
  const written = new Set(changes.filter(({ before, after }) => before !== after).map(({ path }) => path));
  const folders = new Set([...written].filter((path) => path.endsWith(".tf")).map(folderOf));
  const asGenerated = new Set(changes.filter(({ verb }) => GENERATED.has(verb)).map(({ path }) => path));
  return [...folders].sort().flatMap((folder) => {
    if (terraformPaths(disk, folder).every((path) => asGenerated.has(path))) return [];
    const after = doublesIn(terraformFiles(disk, folder, changes), written);
    if (after.size === 0) return [];
    const known = doublesIn(terraformFiles(disk, folder), written);
    const fresh = [...after].filter(([block]) => !known.has(block));
    return fresh.slice(0, MOST).map(([block, found]) => ({
      block,
      places: found.slice(0, MOST).map(({ path, text }) => `${path}:${lineOf(text, block)}`),
    }));
  });
}

/** Of an answer to a conflict: it is not carried out. */
export function refuseDoubles(disk: DiskReader, changeSet: ChangeSet): Diagnostic[] {
  return newDoubles(disk, changeSet).map(({ block, places: [theirs = "", own = ""] }) => ({
    code: "WRITE_NOT_RESOLVED",
    severity: "error",
    pointer: "",
    message: `${own}: ${nameOf(block)} would be declared there again, and ${theirs} declares it already: Terraform refuses both`,
    help: `Take over into ${theirs} what is new and choose --ours; or delete the block there and choose --theirs.`,
  }));
}

/** Of a run: it is written, and the next plan would stop at it. */
export function remarkOnDoubles(disk: DiskReader, changeSet: ChangeSet): Diagnostic[] {
  return newDoubles(disk, changeSet).map(({ block, places: [theirs = "", own = ""] }) => ({
    code: "WRITE_DECLARED_TWICE",
    severity: "warning",
    pointer: "",
    message: `${nameOf(block)} is generated at ${own}, and ${theirs} of yours declares it as well: Terraform refuses both`,
    help: `Give yours another name, or delete one of them: what is deleted at ${own.replace(/:\d+$/, "")} stays deleted.`,
  }));
}

function nameOf(block: string): string {
  return block.replace(/^resource\./, "");
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function doublesIn(
  files: ReadonlyMap<string, string>,
  written: ReadonlySet<string>,
): ReadonlyMap<string, readonly File[]> {
  const places = new Map<string, File[]>();
  const inOrder = [...files].sort(([a], [b]) => Number(written.has(a)) - Number(written.has(b)) || (a < b ? -1 : 1));
  for (const [path, text] of inOrder) {
    if (!path.endsWith(".tf") || OVERRIDE.test(path)) continue;
    for (const { kind, key } of readHcl(text)?.items ?? [])
      if (kind === "block" && UNIQUE.test(key)) places.set(key, [...(places.get(key) ?? []), { path, text }]);
  }
  return new Map([...places].filter(([, found]) => found.length > 1));
}

/** Where the block begins; 1 where it is written in a way that only Terraform finds. */
function lineOf(text: string, key: string): number {
  const words = key.split(".").map((word) => `"?${word.replace(/[^\w-]/g, "\\$&")}"?`);
  const at = new RegExp(`^[ \\t]*${words.join("[ \\t]+")}[ \\t]*\\{`, "m").exec(text)?.index;
  return at === undefined ? 1 : text.slice(0, at).split("\n").length;
}
