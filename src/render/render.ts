// In: architecture, decisions and all blueprints. Out: the file set: everything that will be written. Never touches a disk.
import type { Architecture } from "../architecture/model.ts";
import type { Decisions } from "../decisions/decision.ts";
import { retiredEnvironments } from "../resources/retired.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import type { FileBlueprint } from "./blueprint.ts";
import { bootstrapFiles } from "./bootstrap-files.ts";
import { environmentFiles } from "./environment-files.ts";
import { type FileSet, type GeneratedFile, toFileSet } from "./file-set.ts";
import type { ResourceGraph } from "./graph.ts";
import { type History, NO_HISTORY, takeSnapshot, withHistory } from "./resources.ts";
import { stackFiles } from "./stack-files.ts";
import { type StackRegistry, synthesize } from "./synth.ts";
import { testFiles } from "./test-files.ts";

/** All blueprints of the product. The stack registries load the engine: import them when there is something to render. */
export interface Blueprints<Parts, BootstrapParts> {
  readonly stack: StackRegistry<Parts>;
  readonly bootstrap: StackRegistry<BootstrapParts>;
  readonly files: readonly FileBlueprint[];
}

export interface Rendered {
  readonly files: FileSet;
  readonly graph: ResourceGraph;
  /** What the files declare, for the next run and for `impact`. */
  readonly snapshot: Snapshot;
}

/** Renders the whole output tree. Deterministic: same architecture and decisions, same bytes. */
export function render<Parts, BootstrapParts>(
  architecture: Architecture,
  decisions: Decisions,
  blueprints: Blueprints<Parts, BootstrapParts>,
  history: History = NO_HISTORY,
): Rendered {
  const stack = withHistory(synthesize(architecture, blueprints.stack), "stack", history);
  const bootstrap = withHistory(synthesize(architecture, blueprints.bootstrap), "bootstrap", history);
  const { graph } = stack;
  const files: GeneratedFile[] = [
    ...stackFiles(graph, "infra/stack"),
    ...testFiles(architecture, graph, "infra/stack/tests"),
    ...bootstrapFiles(architecture, bootstrap.graph, "infra/bootstrap"),
    ...environmentFiles(architecture, graph, "infra/environments"),
  ];
  const environments = architecture.environments.map(({ id }) => id);
  const retired = retiredEnvironments(history.snapshot, environments);
  for (const blueprint of blueprints.files) {
    if (blueprint.appliesTo(architecture))
      files.push(...blueprint.render({ architecture, decisions, graph, retired, files: [...files] }));
  }
  const snapshot = takeSnapshot(architecture, { stack, bootstrap }, retired);
  return { files: toFileSet(files), graph, snapshot };
}
