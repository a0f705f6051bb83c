// In: two choices that the answers name side by side. Out: the warning that says which one was taken. Never chooses.
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Found } from "./find.ts";

/** A choice and where it is named. */
type Named = readonly [id: string, mentions: readonly Found[]];

/** `question` is what people should answer: "which one builds and deploys". */
export function bothNamed(key: "ci" | "iac", question: string, pick: Named, rival: Named): Diagnostic {
  return {
    code: "DECISION_CONFLICT",
    severity: "warning",
    pointer: rival[1][0]?.evidence.pointer ?? "",
    message: `${key}: ${nameOf(pick)} and ${nameOf(rival)} are both named; read as ${nameOf(pick)}.`,
    help: `Say ${question}, or set decisions.${key}.`,
    related: pick[1].slice(0, 1).map((mention) => mention.evidence.pointer),
  };
}

function nameOf([id, mentions]: Named): string {
  return id === "other" ? (mentions[0]?.evidence.quote ?? id) : id;
}
