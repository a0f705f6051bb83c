// In: an answers document. Out: everything that the road makes of it, in memory. The same steps as the command, without a disk.
import { blueprints } from "../../blueprints/registry.ts";
import type { Answers } from "../../src/answers/answers.ts";
import { readAnswers } from "../../src/answers/read.ts";
import type { Architecture } from "../../src/architecture/model.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import { decide } from "../../src/decisions/decide.ts";
import { readDetails } from "../../src/decisions/details/details.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import type { ResourceGraph } from "../../src/render/graph.ts";
import { render } from "../../src/render/render.ts";

export interface Road {
  readonly answers: Answers;
  readonly architecture: Architecture;
  readonly graph: ResourceGraph;
  /** Path → text. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Resolves only: architecture or the errors that keep it from being. */
export function understandDocument(
  document: unknown,
  name = "system",
): { architecture: Architecture | undefined; diagnostics: readonly Diagnostic[]; answers: Answers } {
  const { answers, diagnostics } = readAnswers(new TextEncoder().encode(JSON.stringify(document)), name);
  if (answers === undefined) throw new Error(JSON.stringify(diagnostics));
  const decisions = decide(answers);
  const resolved = resolve(answers, decisions, readDetails(answers, decisions.services));
  return {
    architecture: resolved.architecture,
    diagnostics: [...diagnostics, ...decisions.diagnostics, ...resolved.diagnostics],
    answers,
  };
}

export function walkRoad(document: unknown, name = "system"): Road {
  const { architecture, diagnostics, answers } = understandDocument(document, name);
  if (architecture === undefined) throw new Error(JSON.stringify(diagnostics));
  const { files, graph } = render(architecture, decide(answers), blueprints);
  return {
    answers,
    architecture,
    graph,
    files: new Map([...files].map(([path, { content }]) => [path, content])),
    diagnostics,
  };
}
