// In: an output folder, what a run would write to it, and the resources of the last run and of this one as they are generated. Out: what the merged tree does to the infrastructure. Reads the disk, never writes; says for which files it cannot tell.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import { type Prediction, predict } from "../resources/predict.ts";
import { type Snapshot, terraformAddress } from "../resources/snapshot.ts";
import { asWritten, callsStack } from "../resources/written.ts";
import type { Change, ChangeSet, Verb } from "../write/change-set.ts";
import { terraformFiles, terraformPaths } from "../write/terraform-files.ts";
import { isSameTree, type ReadTree, readTree } from "../write/terraform-tree.ts";

export interface Merged {
  readonly predictions: readonly Prediction[];
  /** What would come with them when every open conflict is settled as it is generated. */
  readonly open: readonly Prediction[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What may hold an edit; the others are as they are generated. */
const EDITED: ReadonlySet<Verb> = new Set([
  "merge",
  "keep",
  "conflict",
  "absorb",
  "user-deleted",
  "obsolete-edited",
  "move",
]);

/** Undefined where nobody edited a Terraform file: then what is generated is what is written. Both sides are read from the files, so that an edit that stays is no change. */
export function predictMerged(
  disk: DiskReader,
  { changes }: ChangeSet,
  before: Snapshot | undefined,
  after: Snapshot,
): Merged | undefined {
  if (before === undefined) return undefined;
  const roots = [...new Set([...Object.keys(before.roots), ...Object.keys(after.roots)])];
  const folders = [...new Set(["infra/stack", "infra/bootstrap", ...roots])];
  const edited = editedFiles(disk, changes, folders);
  if (edited.length === 0) return undefined;
  const now = new Map(folders.map((folder) => [folder, terraformFiles(disk, folder)]));
  const then = new Map(folders.map((folder) => [folder, terraformFiles(disk, folder, changes)]));
  const generated = () => predict(before, after);
  const isOpen = changes.some(({ path, verb }) => verb === "conflict" && edited.includes(path));
  const withOpen = (predictions: readonly Prediction[]): Merged => {
    const open = isOpen ? lossesBeside(predictions, generated()) : [];
    return { predictions, open, diagnostics: open.length === 0 ? [] : [heldBack(open)] };
  };
  if (isSameTree(now, then)) return withOpen([]);
  const known = new Map();
  const [old, young] = [readTree(now, known), readTree(then, known)];
  const unread = [...new Set([...unreadIn(old, before), ...unreadIn(young, after)])].sort();
  if (unread.length > 0) return { predictions: generated(), open: [], diagnostics: [notMerged(unread, edited)] };
  return withOpen(predict(asWritten(before, old.read), asWritten(after, young.read)));
}

/** A file that no change names is the user's own. */
function editedFiles(disk: DiskReader, changes: readonly Change[], folders: readonly string[]): string[] {
  const named = new Set(changes.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from.path])));
  const own = folders.flatMap((folder) => terraformPaths(disk, folder)).filter((path) => !named.has(path));
  const isTerraform = (path: string) => /\.(tf|tfvars)$/.test(path) && folders.includes(path.replace(/\/[^/]*$/, ""));
  const edited = changes.filter(({ path, verb }) => EDITED.has(verb) && isTerraform(path)).map(({ path }) => path);
  return [...own, ...edited].sort();
}

/** Files that could not be read, and roots that call the stack in a way that cannot be followed. */
export function unreadIn({ read, unread }: ReadTree, { roots }: Snapshot): string[] {
  const lost = Object.entries(roots).filter(([path, { module }]) => module === "stack" && !callsStack(read(path)));
  return [...unread, ...lost.map(([path]) => `${path}/main.tf`)];
}

function notMerged(unread: readonly string[], edited: readonly string[]): Diagnostic {
  const others = edited.filter((path) => !unread.includes(path));
  const also = others.length === 0 ? "" : `, so that your edits of ${list(others)} are not counted either`;
  return {
    code: "IMPACT_NOT_MERGED",
    severity: "warning",
    pointer: "",
    message: `what happens to resources is told as it is generated, without hand edits: ${list(unread)} cannot be read as what the run would write${also}`,
    help: "Read the plan before you apply it; where the file is not what Terraform reads, correct it and run again.",
  };
}

function list(paths: readonly string[]): string {
  const shown = paths.slice(0, 4).join(", ");
  return paths.length > 4 ? `${shown} and ${paths.length - 4} more` : shown;
}

/** While a conflict is open yours is active, and settling it as generated asks nobody about data any more. */
function lossesBeside(predictions: readonly Prediction[], generated: readonly Prediction[]): Prediction[] {
  const told = new Set(predictions.filter(({ loses }) => loses !== undefined).map(idOf));
  return generated.filter((one) => one.loses !== undefined && !told.has(idOf(one)));
}

function idOf({ root, address }: Prediction): string {
  return `${root} ${address}`;
}

function heldBack(open: readonly Prediction[]): Diagnostic {
  const addresses = [
    ...new Set(
      open.map(({ root, address }) => terraformAddress(root === "infra/bootstrap" ? "bootstrap" : "stack", address)),
    ),
  ];
  return {
    code: "IMPACT_OPEN_CONFLICT",
    severity: "info",
    pointer: "",
    message: `the loss of data in ${list(addresses)} is on the generated side of a conflict: while your side is active nothing of it happens, and the list of changes does not hold it`,
    help: "Accept the loss only when you mean to settle the conflict as generated.",
  };
}
