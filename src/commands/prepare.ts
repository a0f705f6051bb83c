// In: an answers file and an output folder. Out: everything that is generated from the answers, and how to judge what it does to the infrastructure of earlier runs. Composition only; settle.ts brings it together with what is in the folder.
import { hash } from "node:crypto";
import { contractsOf } from "../architecture/contracts.ts";
import type { Architecture } from "../architecture/model.ts";
import { resolve } from "../architecture/resolve.ts";
import { toLock } from "../decisions/lock.ts";
import { type Diagnostic, hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { FileSet } from "../render/file-set.ts";
import type { History } from "../render/resources.ts";
import type { Rename } from "../resources/moves.ts";
import type { Prediction } from "../resources/predict.ts";
import { renamesOf } from "../resources/renames.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import { earlierOf } from "../resources/snapshot-file.ts";
import { upgradeDiagnostics } from "../resources/upgrades.ts";
import { accept, destroyable, unacceptedLosses, unusedDiagnostics } from "../resources/verdict.ts";
import { VERSION } from "../version.ts";
import { RESOURCES_PATH } from "../write/layout.ts";
import { readManifest, type Stamp } from "../write/manifest.ts";
import { asIfRecovered } from "../write/recovery.ts";
import { readResources } from "../write/resources-file.ts";
import type { Arguments, Context } from "./context.ts";
import { held, missingSnapshot, sinceLastRun } from "./known-resources.ts";
import { underLock } from "./locked.ts";
import { projectDiagnostics } from "./naming.ts";
import { requireOutside } from "./output-folder.ts";
import { understand } from "./understand.ts";

export interface Prepared {
  readonly out: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the answers have errors. */
  readonly made: Made | undefined;
}

export interface Made {
  readonly architecture: Architecture;
  readonly fileSet: FileSet;
  readonly stamp: Stamp;
  /** Stated renames: files with the old name in their path move. */
  readonly renames: readonly Rename[];
  /** What becomes `.scaffold/resources.json`. */
  readonly snapshot: Snapshot;
  /** That of the last run; undefined for a folder without one. */
  readonly earlier: Snapshot | undefined;
  /** What is to be said about what the run would do: losses that nobody accepted, and acceptances that fit nothing. */
  verdictOn(predictions: () => readonly Prediction[]): Diagnostic[];
}

/** `standing`: what files of the output declare by hand; else what the last run found. */
export async function prepare(args: Arguments, context: Context, standing?: History["standing"]): Promise<Prepared> {
  requireOutside(args, context);
  const understood = understand(args, context, context.openDisk);
  const { answers, decisions: read, details, diagnostics: found, bytes, out, naming } = understood;
  const failed = (all: readonly Diagnostic[]): Prepared => ({
    out,
    diagnostics: sortDiagnostics(all),
    made: undefined,
  });
  if (answers === undefined || read === undefined || details === undefined) return failed(found);
  const folder = asIfRecovered(context.openDisk(out));
  const { decisions, kept } = underLock(answers, read, folder, args.flags.has("accept-readings"));
  const diagnostics = [...found, ...decisions.diagnostics.slice(read.diagnostics.length)];
  const snapshot = readResources(folder);
  const { renamed = {}, destroy = [], upgraded } = answers.overrides;
  const resolved = resolve(answers, decisions, details, held(snapshot, renamed));
  const { architecture } = resolved;
  if (architecture === undefined || hasErrors(diagnostics)) return failed([...diagnostics, ...resolved.diagnostics]);
  const { render } = await import("../render/render.ts");
  const { blueprints } = await import("../../blueprints/registry.ts");
  // The documents list everything that was remarked on the way, not only what the reading remarked.
  const remarks = sortDiagnostics([...diagnostics, ...resolved.diagnostics]);
  const given = args.lists.get("accept-data-loss") ?? [];
  const accepted = accept([...destroy, ...given]);
  const history = { snapshot, renamed, destroy: destroyable([...destroy, ...given]), upgraded, standing };
  const rendered = render(architecture, { ...decisions, diagnostics: remarks }, blueprints, history);
  const now = earlierOf(snapshot, rendered.snapshot);
  return {
    out,
    diagnostics: sortDiagnostics([
      ...remarks,
      ...missingSnapshot(readManifest(folder), snapshot, given),
      ...sinceLastRun(snapshot, now, answers.overrides),
    ]),
    made: {
      architecture,
      fileSet: rendered.files,
      renames: renamesOf(renamed),
      stamp: {
        tool: VERSION,
        answers: hash("sha256", bytes),
        project: answers.project,
        ...toLock(answers, decisions, kept),
        contracts: contractsOf(architecture),
      },
      snapshot: now,
      earlier: snapshot,
      verdictOn: (predictions) => [
        // Where nothing was, nothing is lost.
        ...projectDiagnostics(naming, snapshot === undefined ? [] : unacceptedLosses(predictions(), accepted)),
        ...(snapshot === undefined ? [] : upgradeDiagnostics(predictions(), accepted)),
        ...unusedDiagnostics(
          given.filter((text) => text !== RESOURCES_PATH),
          predictions,
        ),
      ],
    },
  };
}
