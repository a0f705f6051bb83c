// In: the outcome of a review and its format. Out: what goes to the two streams. Chooses the format and nothing else.
import { unreachable } from "../../diagnostics/errors.ts";
import type { Printed, ReviewOutcome, Style } from "../outcome.ts";
import { plainJson } from "../paint.ts";
import { printAnnotations } from "./annotations.ts";
import { reviewValue } from "./json.ts";
import { printJunit } from "./junit.ts";
import { printMarkdown, TARGETS } from "./markdown.ts";
import { printSarif } from "./sarif.ts";
import { printReviewText } from "./text.ts";

export const FORMATS = ["text", "markdown", "json", "sarif", "junit", "github"] as const;

export function printReview({ review, format, target, maxBytes }: ReviewOutcome, style: Style): Printed {
  const limit = maxBytes ?? Number.POSITIVE_INFINITY;
  switch (format) {
    case "text":
      if (style.quiet && review.verdict === "pass") return { stdout: "", stderr: "" };
      return { stdout: printReviewText(review, style, limit), stderr: "" };
    case "markdown": {
      const place = TARGETS[target];
      return { stdout: printMarkdown(review, { ...place, maxBytes: maxBytes ?? place.maxBytes }), stderr: "" };
    }
    case "json":
      return { stdout: plainJson(reviewValue(review)), stderr: "" };
    case "sarif":
      return { stdout: printSarif(review), stderr: "" };
    case "junit":
      return { stdout: printJunit(review), stderr: "" };
    case "github":
      return { stdout: printAnnotations(review, limit), stderr: "" };
    default:
      return unreachable(format);
  }
}
