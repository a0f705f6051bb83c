// In: what an edit does to resources. Out: the value of its versioned JSON. Pure; the shapes are those of schemas.ts beside it.
import type { Prediction } from "../../resources/predict.ts";
import { terraformAddress } from "../../resources/snapshot.ts";
import type { ImpactOutcome } from "../outcome.ts";
import { argumentChanges } from "./changes.ts";
import { countActions } from "./line.ts";

export function impactValue({ out, diagnostics, isKnown, predictions }: ImpactOutcome): unknown {
  return {
    schemaVersion: 1,
    command: "impact",
    out,
    known: isKnown,
    diagnostics,
    ...(predictions === undefined ? {} : { summary: countActions(predictions), resources: rowsOf(predictions) }),
  };
}

export function rowsOf(predictions: readonly Prediction[]): unknown[] {
  const changesOf = argumentChanges(predictions);
  return predictions.map((prediction) => {
    const { root, address, previous, action, arguments: names, via, loses, leaves, downgrades, because } = prediction;
    const changes = changesOf(prediction);
    const full = (one: string) => terraformAddress(root === "infra/bootstrap" ? "bootstrap" : "stack", one);
    return {
      root,
      address: full(address),
      ...(previous === undefined ? {} : { previous: full(previous) }),
      action,
      arguments: names,
      ...(changes.length === 0 ? {} : { changes }),
      ...(via === undefined ? {} : { via: full(via) }),
      ...(loses === undefined ? {} : { loses: loses.what }),
      ...(leaves === undefined ? {} : { leaves: leaves.what }),
      downgrades,
      because,
    };
  });
}
