// In: a folder of the output, and a change set. Out: the Terraform files in it, as they are and as they would be. Reads the disk, never writes.
import type { DiskReader } from "../disk/disk.ts";
import type { Change } from "./change-set.ts";
import { type FileContent, toText } from "./content.ts";
import { look } from "./target.ts";

const IS_TERRAFORM = /\.(tf|tfvars)$/;

export function terraformPaths(disk: DiskReader, folder: string): string[] {
  if (look(disk, folder).kind !== "folder") return [];
  const files = disk.list(folder).filter(({ name, kind }) => kind === "file" && IS_TERRAFORM.test(name));
  return files.map(({ name }) => `${folder}/${name}`);
}

/** Path → text of the `.tf` and `.tfvars` files right in the folder, hand-written ones included. Without `changes`: as they are on disk. What is no text is empty. */
export function terraformFiles(
  disk: DiskReader,
  folder: string,
  changes: readonly Change[] = [],
): ReadonlyMap<string, string> {
  const files = new Map<string, FileContent["bytes"]>();
  for (const path of terraformPaths(disk, folder)) files.set(path, disk.read(path));
  for (const { path, after, from } of changes) {
    if (from !== undefined) files.delete(from.path);
    if (!path.startsWith(`${folder}/`) || path.includes("/", folder.length + 1) || !IS_TERRAFORM.test(path)) continue;
    if (after === undefined) files.delete(path);
    else files.set(path, after.bytes);
  }
  return new Map([...files].sort().map(([path, bytes]) => [path, toText(bytes)?.text ?? ""]));
}
