// In: a review. Out: its value for machines, versioned, with a schema in schemas/review.schema.json. Complete: no limit of bytes cuts it.
import type { ReviewOutcome } from "../outcome.ts";
import { plainMessage } from "./words.ts";

export function reviewValue({ review, diagnostics }: Pick<ReviewOutcome, "review" | "diagnostics">): unknown {
  const {
    verdict,
    failOn,
    errored,
    counts,
    environments,
    findings,
    changes,
    drift,
    deferred,
    outputs,
    checks,
    invocations,
  } = review;
  return {
    schemaVersion: 1,
    command: "review",
    verdict,
    failOn,
    errored,
    counts,
    environments: environments.map(({ name, complete, terraformVersion, ...rest }) => ({
      name,
      ...rest,
      complete: complete ?? null,
      terraformVersion: terraformVersion ?? null,
    })),
    findings: findings.map(({ message, ...rest }) => ({ ...rest, message: plainMessage(message) })),
    changes,
    drift,
    deferred,
    outputs,
    checks,
    invocations,
    diagnostics,
    divergence: review.table
      .filter(({ diverges }) => diverges)
      .map(({ address, actions }) => ({
        address,
        actions: Object.fromEntries(environments.map(({ name }, index) => [name, actions[index] ?? null])),
      })),
  };
}
