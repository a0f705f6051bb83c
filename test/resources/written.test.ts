// What the files of a tree declare is read back as the run that wrote them listed it: then a prediction may be made from files that people edited.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parentsOf } from "../../src/disk/disk.ts";
import { memoryDisk } from "../../src/disk/memory-disk.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { parseSnapshot } from "../../src/resources/snapshot-file.ts";
import { asWritten, callsStack } from "../../src/resources/written.ts";
import { terraformFiles } from "../../src/write/terraform-files.ts";
import { readTree } from "../../src/write/terraform-tree.ts";

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1));

/** Values that people fill in: the list of the run that made the tree knows none of them. */
const IN_FILES_ONLY = new Set(["infra/bootstrap/bootstrap.auto.tfvars"]);

function treeOf(folder: string) {
  const paths = filesBelow(folder).filter((name) => name.startsWith("infra/") && !IN_FILES_ONLY.has(name));
  const disk = memoryDisk();
  disk.makeFolder("");
  for (const path of paths) {
    for (const parent of parentsOf(path)) disk.makeFolder(parent);
    disk.write(path, readFileSync(`${folder}/${path}`), { executable: false });
  }
  const parsed = parseSnapshot(readFileSync(`${folder}/.scaffold/resources.json`, "utf8"));
  if ("problem" in parsed) throw new Error(parsed.problem);
  return { disk, snapshot: parsed.snapshot };
}

function readBack(disk: ReturnType<typeof memoryDisk>, snapshot: Snapshot) {
  const folders = ["infra/stack", "infra/bootstrap", ...Object.keys(snapshot.roots)];
  return readTree(new Map(folders.map((folder) => [folder, terraformFiles(disk, folder)])), new Map());
}

/** A long text is hashed in the order of its file, which is not the order of the blueprint. */
const hashless = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/sha256:[0-9a-f]{8}/g, "sha256"));

describe("a tree as it is written", () => {
  it.each(readdirSync("generated"))("%s declares what its list says, argument by argument", (name) => {
    const { disk, snapshot } = treeOf(`generated/${name}`);
    const { read, unread } = readBack(disk, snapshot);
    expect(unread).toEqual([]);
    const written = asWritten(snapshot, read);
    for (const [path, root] of Object.entries(snapshot.roots)) {
      expect(written.roots[path]?.regions, path).toEqual(root.regions);
      expect(hashless(written.roots[path]?.resources), path).toEqual(hashless(root.resources));
      if (root.module === "stack") expect(callsStack(read(path)), path).toBe(true);
    }
  });

  it("reads comments, here documents, values in files of the user's own, and what a root hands over itself", () => {
    const { disk, snapshot } = treeOf("generated/shop");
    const put = (path: string, text: string) => disk.write(path, new TextEncoder().encode(text), { executable: false });
    put(
      "infra/stack/own.tf",
      'variable "depth" {\n  default = 3\n}\nresource "aws_sqs_queue" "own" {\n  name = "a" # its name\n  tags = {\n    # why\n    "Team" = "x" // who\n  }\n  policy = <<-EOT\n    {"Version": "2012-10-17"}\n  EOT\n  max_message_size = var.depth * 2\n}\n',
    );
    put("infra/environments/prod/main.tf", 'module "stack" {\n  source = "../../stack"\n  depth = var.deep + 1\n}\n');
    put("infra/environments/prod/own.tf", 'variable "deep" {\n  default = 9\n}\n');
    put("infra/environments/prod/z.auto.tfvars", "deep = 20\n");
    put("infra/environments/prod/terraform.tfvars", "deep = 10\n");
    const written = asWritten(snapshot, readBack(disk, snapshot).read);
    const own = (root: string) =>
      written.roots[`infra/environments/${root}`]?.resources["aws_sqs_queue.own"]?.arguments;
    expect(own("prod")).toMatchObject({ name: "a", tags: { Team: "x" }, max_message_size: 42 });
    expect(own("prod")?.["policy"]).toContain("2012-10-17");
    expect(own("dev")).toMatchObject({ max_message_size: 6 });
  });

  it("names what Terraform would refuse, and files that change other files", () => {
    const { disk, snapshot } = treeOf("generated/shop");
    disk.write("infra/stack/broken.tf", new TextEncoder().encode('resource "a" {'), { executable: false });
    disk.write("infra/stack/override.tf", new TextEncoder().encode(""), { executable: false });
    expect(readBack(disk, snapshot).unread).toEqual(["infra/stack/broken.tf", "infra/stack/override.tf"]);
  });
});
