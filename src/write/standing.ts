// In: a folder of Terraform files as a change set would leave it. Out: the resources that it declares, hand-written files and files with open conflicts included. Reads the disk, never writes.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { terraformAddress } from "../resources/snapshot.ts";
import type { ChangeSet } from "./change-set.ts";
import { readHcl } from "./merge/hcl/tree.ts";
import { parseResources } from "./resources-file.ts";
import { terraformFiles } from "./terraform-files.ts";

/** Addresses (`aws_sqs_queue.orders`) of the `resource` blocks outside of comments. What Terraform itself would refuse is searched line by line: better one too many than one too few. */
export function declaredResources(disk: DiskReader, { changes }: ChangeSet, folder: string): ReadonlySet<string> {
  const files = [...terraformFiles(disk, folder, changes)].filter(([path]) => path.endsWith(".tf"));
  return new Set(files.flatMap(([, text]) => addressesIn(text)));
}

/** What a file declared by hand until now, so that the last run told Terraform nothing about it: once the change set takes it away, an apply destroys it. */
export function unguarded(disk: DiskReader, changeSet: ChangeSet): Diagnostic[] {
  const list = parseResources(disk);
  const modules = list !== undefined && "snapshot" in list ? list.snapshot.modules : undefined;
  const gone = (["stack", "bootstrap"] as const).flatMap((name) => {
    const standing = modules?.[name].standing ?? [];
    if (standing.length === 0) return [];
    const declared = declaredResources(disk, changeSet, `infra/${name}`);
    return standing.filter((address) => !declared.has(address)).map((address) => terraformAddress(name, address));
  });
  if (gone.length === 0) return [];
  return [
    {
      code: "IMPACT_UNGUARDED",
      severity: "warning",
      pointer: "",
      message: `no file declares ${gone.join(", ")} any more, and Terraform is not told yet to forget or move it: an apply now would destroy it`,
      help: "Run scaffold infra before the next apply.",
    },
  ];
}

function addressesIn(text: string): string[] {
  const tree = readHcl(text);
  if (tree === undefined)
    return [...text.matchAll(/^[ \t]*resource[ \t]+"?(\w+)"?[ \t]+"?([\w-]+)"?[ \t]*\{/gm)].map(
      ([, type, name]) => `${type}.${name}`,
    );
  const blocks = tree.items.filter(({ kind, key }) => kind === "block" && key.startsWith("resource."));
  return blocks.map(({ key }) => key.slice("resource.".length));
}
