// In: what an edit does to every resource, and what people accepted. Out: diagnostics: losses that nobody accepted, what stays behind, what comes back, renames to ask about. Pure.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Prediction } from "./predict.ts";
import { resourceType, storedData } from "./resources.ts";
import {
  type ModuleName,
  type Snapshot,
  type SnapshotModule,
  terraformAddress,
  typeOf,
  withoutKey,
} from "./snapshot.ts";

/** Acceptances as people write them: `aws_db_instance.main`, `module.stack.aws_db_instance.main`, `prod:aws_db_instance.main`, `infra/environments/dev`. */
export interface Accepted {
  covers(prediction: Prediction): boolean;
  /** Those that covered nothing. */
  unused(predictions: readonly Prediction[]): string[];
}

export function accept(texts: readonly string[]): Accepted {
  const covers = (text: string, { root, address }: Prediction): boolean => {
    if (text === root) return true;
    const [, environment, rest = ""] = /^(?:([a-z][a-z0-9-]*):)?(.*)$/s.exec(text) ?? [];
    if (environment !== undefined && root !== `infra/environments/${environment}` && root !== `infra/${environment}`)
      return false;
    const plain = rest.replace(/^module\.stack\./, "");
    return plain === address || plain === withoutKey(address);
  };
  return {
    covers: (prediction) => texts.some((text) => covers(text, prediction)),
    unused: (predictions) => texts.filter((text) => !predictions.some((prediction) => covers(text, prediction))),
  };
}

/** Texts of `--accept-data-loss` that name nothing. */
export function unusedDiagnostics(given: readonly string[], predictions: () => readonly Prediction[]): Diagnostic[] {
  if (given.length === 0) return [];
  return accept(given)
    .unused(predictions())
    .map((text) => ({
      code: "IMPACT_ADDRESS_UNKNOWN",
      severity: "warning",
      pointer: "",
      message: `--accept-data-loss ${JSON.stringify(text)} fits no resource that the edit touches`,
      help: "Copy the address from the output of `scaffold impact`.",
    }));
}

/** The addresses inside a module that may go in every environment: what is then not kept by a `removed` block. */
export function destroyable(texts: readonly string[]): ReadonlySet<string> {
  return new Set(
    texts
      .map((text) => text.replace(/^module\.stack\./, ""))
      .filter((text) => !text.includes(":") && !text.includes("/")),
  );
}

/** What would be lost and is accepted by nobody. */
export function unacceptedLosses(predictions: readonly Prediction[], accepted: Accepted): Prediction[] {
  return predictions.filter((prediction) => prediction.loses !== undefined && !accepted.covers(prediction));
}

/** What people ask for first when it is gone. What is not named here comes behind. */
const DEAREST: readonly RegExp[] = [
  /^aws_(?:db_instance|rds_cluster|rds_global_cluster)$/,
  /^aws_(?:s3_bucket|efs_file_system|dynamodb_table)$/,
  /^aws_kms_key$/,
  /^aws_backup_vault$/,
  /^aws_(?:elasticache|secretsmanager|ssm|sqs|ecr)_/,
];

/** Losses before what leaves something behind, that before the rest; the dearest data first. */
export function byLoss(a: Prediction, b: Prediction): number {
  const rank = ({ address, loses, leaves, downgrades }: Prediction) => {
    if (loses === undefined) return leaves !== undefined || downgrades.length > 0 ? 100 : 200;
    const place = DEAREST.findIndex((pattern) => pattern.test(typeOf(address)));
    return place < 0 ? DEAREST.length : place;
  };
  return rank(a) - rank(b);
}

/** A whole root, or one resource of the module in all its roots: one problem, one answer. */
export function lossDiagnostics(losses: readonly Prediction[]): Diagnostic[] {
  const groups = new Map<string, Prediction[]>();
  for (const loss of losses) {
    const whole = loss.action === "abandoned" || loss.action === "stranded";
    const key = whole ? `${loss.action} ${loss.root}` : `${loss.action} ${withoutKey(loss.address)}`;
    groups.set(key, [...(groups.get(key) ?? []), loss]);
  }
  return [...groups.values()].map((group) => toDiagnostic(group));
}

function toDiagnostic(unordered: readonly Prediction[]): Diagnostic {
  const group = [...unordered].sort(byLoss);
  const [first] = group;
  if (first === undefined) throw new Error("an empty group of losses");
  const { root } = first;
  const module: ModuleName = root === "infra/bootstrap" ? "bootstrap" : "stack";
  const addresses = [...new Set(group.map(({ address }) => terraformAddress(module, address)))];
  const places = [...new Set(group.map((one) => nameOf(one.root)))].join(", ");
  const what = first.loses?.what ?? "its data";
  const words: Readonly<Record<string, string>> = {
    replaced: `${list(addresses)} would be replaced in ${places} (${reasonOf(first)}); lost: ${what}`,
    destroyed: `${list(addresses)} would be destroyed in ${places}; lost: ${what}`,
    stranded: `${places} would start empty in another region; in the old one, out of Terraform's sight, stay ${list(addresses)}`,
    abandoned: `${root} would go away while its state and its resources are still there: ${list(addresses)}`,
  };
  const accepting = first.action === "abandoned" || first.action === "stranded" ? root : (addresses[0] ?? "");
  const before =
    first.action === "abandoned"
      ? "run `terraform destroy` in it first, after a copy of its data"
      : "copy the data first";
  return {
    code: "IMPACT_DATA_LOSS",
    severity: "error",
    // A whole environment goes for a reason of its own, which is not that of one of its resources.
    pointer:
      first.action === "abandoned" ? "" : (first.because.find(({ pointer }) => pointer !== undefined)?.pointer ?? ""),
    message: words[first.action] ?? "",
    help: `Take the edit back, or ${before} and repeat with --accept-data-loss '${accepting}'.`,
  };
}

/** With what makes an argument replace that often does not: "engine: it goes back from Valkey to Redis". */
function reasonOf(prediction: Prediction): string {
  if (prediction.via !== undefined) return causeOf(prediction);
  const conditions = resourceType(typeOf(prediction.address))?.conditions ?? [];
  return prediction.arguments
    .map((name) => {
      const when = conditions.find(({ argument }) => argument === name)?.when;
      return when === undefined ? name : `${name}: ${when}`;
    })
    .join("; ");
}

export function causeOf({ arguments: names, via }: Prediction): string {
  return `${names.join(", ")}${via === undefined ? "" : ` through ${via}`}`;
}

export function nameOf(root: string): string {
  return root.split("/").at(-1) ?? root;
}

function list(addresses: readonly string[]): string {
  const shown = addresses.slice(0, 6).join(", ");
  return addresses.length > 6 ? `${shown} and ${addresses.length - 6} more` : shown;
}

/** A list of an earlier version says less: what it does not know is said once, by the run that writes it anew. */
export function olderListDiagnostics(before: Snapshot | undefined): Diagnostic[] {
  if (before?.isPartial !== true) return [];
  return [
    {
      code: "IMPACT_OLDER_LIST",
      severity: "info",
      pointer: "",
      message:
        "the list of resources was written by an earlier version, with some of their arguments only: changes of the others are not named this time",
      help: "Read the plan; the next run of infra writes the whole list.",
    },
  ];
}

/** What Terraform newly forgets, what it cannot forget yet, and what it was told to forget and is wanted again. */
export function keptDiagnostics(before: Snapshot | undefined, after: Snapshot): Diagnostic[] {
  return (["stack", "bootstrap"] as const).flatMap((name) => {
    const [old, young] = [before?.modules[name], after.modules[name]];
    const earlier = new Set(forgottenBy(old));
    const kept = forgottenBy(young).filter(
      (address) => !earlier.has(address) && storedData(typeOf(address)) !== undefined,
    );
    const left = (young.standing ?? []).filter((address) => young.removed.includes(address));
    const unmoved = young.moved.filter(({ from }) => (young.standing ?? []).includes(withoutKey(from)));
    const back = [...earlier].filter((address) => young.members[address] !== undefined);
    const print = (addresses: readonly string[]) => list(addresses.map((address) => terraformAddress(name, address)));
    const note = (
      code: "IMPACT_KEPT" | "IMPACT_STANDING" | "IMPACT_RETURNS",
      found: readonly unknown[],
      message: string,
      help: string,
      severity: Diagnostic["severity"] = "info",
    ): Diagnostic[] => (found.length === 0 ? [] : [{ code, severity, pointer: "", message, help }]);
    return [
      ...note(
        "IMPACT_KEPT",
        kept,
        `Terraform will forget ${print(kept)}; the data stays in the cloud`,
        `Delete it there when nobody needs it; to let Terraform destroy it, list it in the answers: "decisions": { "destroy": ${JSON.stringify(kept)} }, or only those that may go.`,
      ),
      ...note(
        "IMPACT_STANDING",
        left,
        `the answers no longer want ${print(left)}, and a file of infra/${name} that you edited still holds its block: Terraform goes on to run it as it is`,
        "When the block or the file can go, delete it and run infra again before the next apply: then Terraform is told to forget it and keeps its data.",
      ),
      ...note(
        "IMPACT_STANDING",
        unmoved,
        `${print(unmoved.map(({ from }) => from))} has the new name ${print(unmoved.map(({ to }) => to))}, and a file of infra/${name} that you edited still holds the block of the old one: nothing is moved, and an apply would make a second one`,
        "Take your edit over to the block with the new name, delete the old block and run infra again before the next apply: then it is moved.",
        "warning",
      ),
      ...note(
        "IMPACT_RETURNS",
        back,
        `Terraform was told to forget ${print(back)}, and it is wanted again`,
        "Where the removal was applied, run `terraform import <address> <id>` before the next apply.",
        "warning",
      ),
    ];
  });
}

/** What the `removed` blocks name. */
function forgottenBy(module: SnapshotModule | undefined): string[] {
  const standing = new Set(module?.standing ?? []);
  return module?.removed.filter((address) => !standing.has(address)) ?? [];
}
