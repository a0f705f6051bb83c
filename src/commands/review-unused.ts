// In: the command line of a review and what it found. Out: what of the command line had no effect, as diagnostics. Never changes a verdict.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReviewOutcome } from "../report/outcome.ts";
import type { Arguments } from "./context.ts";

/** Options that somebody wrote and that change nothing. */
export function unusedOptions(args: Arguments, format: ReviewOutcome["format"]): Diagnostic[] {
  const asked = args.values.get("format");
  const unused = [
    ...(args.values.has("for") && format !== "markdown"
      ? [`--for has no effect on ${format}: it says what shows the Markdown`]
      : []),
    ...(args.values.has("max-bytes") && ["json", "sarif", "junit"].includes(format)
      ? [`--max-bytes has no effect on ${format}, which is never cut`]
      : []),
    ...(asked !== undefined && asked !== format ? [`--format ${asked} has no effect beside --json`] : []),
  ];
  return unused.map((message) => ({
    code: "REVIEW_OPTION_UNUSED",
    severity: "warning",
    pointer: "",
    message,
    help: "Leave it away, or ask for the format that it belongs to: --format markdown --for gitlab.",
  }));
}

/** Somebody took on what is not there. */
export function unusedAccept(text: string): Diagnostic {
  return {
    code: "REVIEW_ACCEPT_UNUSED",
    severity: "warning",
    pointer: "",
    message: `--accept ${JSON.stringify(text)} names no finding: it is neither the rule nor the address of one`,
    help: "Take it away, or write a rule, an address, or environment:address as the review prints them.",
  };
}
