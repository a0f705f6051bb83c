// In: what an edit does to resources. Out: one sentence that counts it. Pure.
import type { Action, Prediction } from "../../resources/predict.ts";
import type { InfraOutcome } from "../outcome.ts";

/** Worst first; what needs no look of its own is counted. */
export const ORDER: readonly Action[] = [
  "destroyed",
  "replaced",
  "stranded",
  "abandoned",
  "forgotten",
  "changed",
  "moved",
  "created",
];

/** One line for `infra`, where only what is not new or changed in place needs a look. */
export function printImpactLine({ predictions }: InfraOutcome): string {
  if (predictions === undefined || predictions.length === 0) return "";
  return `${sentence(predictions)} \`scaffold impact\` names them.\n`;
}

export function sentence(predictions: readonly Prediction[]): string {
  const counts = countActions(predictions);
  const words = ORDER.flatMap((action) => (counts[action] === undefined ? [] : [`${counts[action]} ${action}`]));
  return `Infrastructure: ${words.join(", ")}.`;
}

/** How many resources have each action; those with none are left out. */
export function countActions(predictions: readonly Prediction[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { action } of predictions) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}
