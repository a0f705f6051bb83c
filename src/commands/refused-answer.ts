// In: an output folder, and the change set of an answer to conflicts. Out: what it asks of engines and storage and AWS does not do. Reads the disk, never writes; says nothing of files that it cannot read.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { predict } from "../resources/predict.ts";
import { upgradeDiagnostics } from "../resources/upgrades.ts";
import { accept } from "../resources/verdict.ts";
import { asWritten } from "../resources/written.ts";
import type { ChangeSet } from "../write/change-set.ts";
import { parseResources } from "../write/resources-file.ts";
import { terraformFiles } from "../write/terraform-files.ts";
import { isSameTree, readTree } from "../write/terraform-tree.ts";
import { unreadIn } from "./merged.ts";

/** What an answer to a conflict asks of an engine or its storage and AWS does not do: the run that opened the conflict judged what was active, and the file that it is settled in may have more than any answers ever asked for. */
export function refusedAnswer(disk: DiskReader, { changes }: ChangeSet): Diagnostic[] {
  const list = parseResources(disk);
  if (list === undefined || !("snapshot" in list)) return [];
  const { snapshot } = list;
  const folders = ["infra/stack", ...Object.keys(snapshot.roots)];
  const now = new Map(folders.map((folder) => [folder, terraformFiles(disk, folder)]));
  const then = new Map(folders.map((folder) => [folder, terraformFiles(disk, folder, changes)]));
  if (isSameTree(now, then)) return [];
  const known = new Map();
  const [old, young] = [readTree(now, known), readTree(then, known)];
  if ([...unreadIn(old, snapshot), ...unreadIn(young, snapshot)].length > 0) return [];
  const predictions = predict(asWritten(snapshot, old.read), asWritten(snapshot, young.read));
  const help =
    "Choose --ours, and ask in the answers for what is there. Where nothing of it was applied yet, edit the file by hand.";
  return upgradeDiagnostics(predictions, accept([])).flatMap((one) =>
    one.code === "IMPACT_REFUSED" ? [{ ...one, pointer: "", help }] : [],
  );
}
