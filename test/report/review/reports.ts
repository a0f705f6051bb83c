// In: plans. Out: their review in any format, as a user gets it. Nothing here knows what is right.
import type { ReviewOutcome } from "../../../src/report/outcome.ts";
import { printReview } from "../../../src/report/review/print.ts";
import { readPlan } from "../../../src/review/read.ts";
import { type Review, review } from "../../../src/review/review.ts";
import { bytesOf } from "../../review/plans.ts";

export interface Named {
  readonly name: string;
  readonly document: unknown;
}

export function reviewOf(plans: readonly Named[], failOn: Review["failOn"] = "high"): Review {
  return review(
    plans.map(({ name, document }) =>
      readPlan(document instanceof Uint8Array ? document : bytesOf(document), `plans/${name}.json`, name),
    ),
    { failOn },
  );
}

export function print(
  result: Review,
  format: ReviewOutcome["format"],
  target: ReviewOutcome["target"] = "github",
  maxBytes?: number,
): string {
  return printReview(
    { command: "review", review: result, diagnostics: [], format, target, maxBytes },
    { color: false, quiet: false },
  ).stdout;
}
