// In: the outcome of a review and its format. Out: what goes to the two streams. Chooses the format and nothing else.
import { unreachable } from "../../diagnostics/errors.ts";
import type { Printed, ReviewOutcome, Style } from "../outcome.ts";
import { plainJson, printDiagnostics } from "../paint.ts";
import { printAnnotations } from "./annotations.ts";
import { reviewValue } from "./json.ts";
import { printJunit } from "./junit.ts";
import { printMarkdown, TARGETS } from "./markdown.ts";
import { printSarif } from "./sarif.ts";
import { printReviewText } from "./text.ts";

export const FORMATS = ["text", "markdown", "json", "sarif", "junit", "github"] as const;

export function printReview(outcome: ReviewOutcome, style: Style): Printed {
  // JSON holds them itself.
  const stderr = outcome.format === "json" ? "" : printDiagnostics(outcome.diagnostics, style);
  return { stdout: reportOf(outcome, style), stderr };
}

function reportOf({ review, diagnostics, format, target, maxBytes }: ReviewOutcome, style: Style): string {
  const limit = maxBytes ?? Number.POSITIVE_INFINITY;
  switch (format) {
    case "text":
      if (style.quiet && review.verdict === "pass") return "";
      return printReviewText(review, style, limit);
    case "markdown": {
      const place = TARGETS[target];
      return printMarkdown(review, { ...place, maxBytes: maxBytes ?? place.maxBytes });
    }
    case "json":
      return plainJson(reviewValue({ review, diagnostics }));
    case "sarif":
      return printSarif(review);
    case "junit":
      return printJunit(review);
    case "github":
      return printAnnotations(review, limit);
    default:
      return unreachable(format);
  }
}
