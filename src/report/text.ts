// In: an outcome. Out: text for people; problems go to stderr. The same outcome prints the same text; what prints the others is not loaded.
import { unreachable } from "../diagnostics/errors.ts";
import type { Outcome, Printed, Style } from "./outcome.ts";

export async function printText(outcome: Outcome, style: Style): Promise<Printed> {
  switch (outcome.command) {
    case "infra":
      return (await import("./infra-text.ts")).printInfra(outcome, style);
    case "validate":
      return (await import("./text-reading.ts")).printValidate(outcome, style);
    case "interview":
      return (await import("./interview-text.ts")).printInterview(outcome, style);
    case "explain":
      return (await import("./text-reading.ts")).printExplain(outcome, style);
    case "conflicts":
      return (await import("./conflicts-text.ts")).printConflicts(outcome, style);
    case "impact":
      return (await import("./impact/text.ts")).printImpact(outcome, style);
    case "undo":
      return (await import("./life-text.ts")).printUndo(outcome, style);
    case "review":
      return (await import("./review/print.ts")).printReview(outcome, style);
    case "schema":
      return { stdout: outcome.text, stderr: "" };
    default:
      return unreachable(outcome);
  }
}
