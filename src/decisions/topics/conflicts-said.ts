// In: fields and a pattern. Out: where the text says so for now, and how a contradiction is reported. Never decides.
import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Evidence } from "../decision.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt } from "../text/statements.ts";
import { matchesIn, sliceOf } from "./matches.ts";
import type { ReadField } from "./topic.ts";

/** A contradiction: found at one place, with the other side in `related`. */
export function warn(
  key: DecisionKey,
  at: Evidence,
  message: string,
  help: string,
  related: readonly Evidence[] = [],
): Diagnostic {
  const pointers = [...new Set(related.map((item) => item.pointer))].filter((pointer) => pointer !== at.pointer);
  return {
    code: "DECISION_CONFLICT",
    severity: "warning",
    pointer: at.pointer,
    message: `${key}: ${message}`,
    help,
    ...(pointers.length > 0 ? { related: pointers } : {}),
  };
}

/** The first place where a pattern (with the g flag) holds for now, in a statement that holds `beside` as well. */
export function said(fields: readonly ReadField[], pattern: RegExp, beside?: RegExp): Evidence | undefined {
  for (const field of fields) {
    for (const statement of field.statements) {
      const match = matchesIn(statement, pattern)[0];
      if (!match || (beside && !beside.test(sliceOf(statement)))) continue;
      const start = statement.start + match.index;
      const end = start + match[0].length;
      if (/^[- ]?like\b/i.test(statement.text.slice(end, end + 6))) continue;
      if (statusAt(statement, start, end).status === "chosen") return evidenceAt(statement, start, end);
    }
  }
  return undefined;
}
