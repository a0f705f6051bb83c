// In: answers as read, and the output folder. Out: the answers under the name that the system has, and what is to be said about the name. Reads the folder's manifest, never writes.
import type { Answers } from "../answers/answers.ts";
import type { ReadResult } from "../answers/read.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { DiskReader } from "../disk/disk.ts";
import type { Prediction } from "../resources/predict.ts";
import { lossDiagnostics } from "../resources/verdict.ts";
import { slug } from "../shared/names.ts";
import { readManifest } from "../write/manifest.ts";
import { asIfRecovered } from "../write/recovery.ts";

export interface Naming {
  readonly name: string;
  /** False: the folder of the answers, or the output, gave the name. */
  readonly isNamed: boolean;
  /** The name that the output was made for; undefined for a new output, or one of an older version. */
  readonly known: string | undefined;
  /** Whether there is an output at all. */
  readonly isNew: boolean;
}

/** Answers that give no name keep the one of the output: they may have been copied to another folder. */
export function nameSystem(
  { answers, isNamed }: ReadResult,
  disk: DiskReader | undefined,
): { readonly answers: Answers | undefined; readonly naming: Naming } {
  if (answers === undefined || disk === undefined)
    return { answers, naming: { name: answers?.project ?? "", isNamed, known: undefined, isNew: false } };
  const manifest = readManifest(asIfRecovered(disk));
  // A manifest may say anything.
  const known =
    manifest?.project !== undefined && /[\p{L}\p{N}]/u.test(manifest.project) ? manifest.project : undefined;
  const name = isNamed ? answers.project : (known ?? answers.project);
  return {
    answers: { ...answers, project: name },
    naming: { name, isNamed, known, isNew: manifest === undefined },
  };
}

/** What would be lost; of a system with another name one diagnostic, since all of it has that one reason. */
export function projectDiagnostics(
  { name, isNamed, known, isNew }: Naming,
  losses: readonly Prediction[],
): Diagnostic[] {
  if (known !== undefined && slug(known, 20) !== slug(name, 20)) {
    const lost = losses.length === 0 ? "" : `, and ${losses.length} resources with data would be lost`;
    return [
      {
        code: "IMPACT_PROJECT",
        severity: losses.length === 0 ? "warning" : "error",
        pointer: "/project",
        message: `the output was made for ${JSON.stringify(known)}, and the answers say ${JSON.stringify(name)}: every physical name would change${lost}`,
        help: `Set "project" to ${JSON.stringify(known)}, or write the other system to a folder of its own with --out; scaffold impact lists what the new name touches, and --accept-data-loss <folder of a root> accepts it.`,
      },
    ];
  }
  const folder: Diagnostic = {
    code: "ANSWERS_NAMED_AFTER_FOLDER",
    severity: "info",
    pointer: "",
    message: `the system is called ${JSON.stringify(name)}, after the folder of the answers; the output remembers it`,
    help: 'Set "project" in the answers to choose the name, before anything is applied.',
  };
  return [...lossDiagnostics(losses), ...(isNew && !isNamed ? [folder] : [])];
}
