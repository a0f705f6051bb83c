// In: an edit of the shop's answers. Out: the list of resources and files after it, and what it does to those before. For tests of what an edit does; without a disk.
import { readFileSync } from "node:fs";
import { blueprints } from "../../blueprints/registry.ts";
import { decide } from "../../src/decisions/decide.ts";
import { render } from "../../src/render/render.ts";
import { type History, NO_HISTORY } from "../../src/render/resources.ts";
import { type Prediction, predict } from "../../src/resources/predict.ts";
import type { Snapshot } from "../../src/resources/snapshot.ts";
import { parseSnapshot, printSnapshot } from "../../src/resources/snapshot-file.ts";
import { destroyable } from "../../src/resources/verdict.ts";
import { understandDocument } from "./road.ts";

export interface Document {
  project: string;
  decisions: Record<string, unknown>;
  output: {
    services: { name: string; technology: string; dependencies: string[] }[];
    data_architecture: Record<string, string>;
    infrastructure: Record<string, string>;
  };
}

const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));

export function made(edit: (document: Document) => void, history: Partial<History> = {}) {
  const document: Document = { ...structuredClone(shop), project: "shop", decisions: {} };
  edit(document);
  const { architecture, answers, diagnostics } = understandDocument(document);
  if (architecture === undefined) throw new Error(JSON.stringify(diagnostics));
  const { renamed = {}, destroy = [], upgraded } = answers.overrides;
  const { files, snapshot } = render(architecture, decide(answers), blueprints, {
    ...NO_HISTORY,
    renamed,
    destroy: destroyable(destroy),
    upgraded,
    ...history,
  });
  const parsed = parseSnapshot(printSnapshot(snapshot));
  if ("problem" in parsed) throw new Error(parsed.problem);
  return { snapshot: parsed.snapshot, text: (path: string) => files.get(path)?.content };
}

/** The list of the example as it is. */
export const base = made(() => undefined);
/** The example after an edit of its answers, with what the edit does. */
export const edited = (edit: (document: Document) => void, snapshot: Snapshot = base.snapshot) => {
  const next = made(edit, { snapshot });
  return { ...next, predictions: predict(snapshot, next.snapshot) };
};
export const inProd = (predictions: readonly Prediction[], address: string): string | undefined =>
  predictions.find((one) => one.root === "infra/environments/prod" && one.address === address)?.action;
export const rename = (document: Document, from: string, to: string): void => {
  for (const service of document.output.services) if (service.name === from) service.name = to;
};
