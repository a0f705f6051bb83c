// In: decisions. Out: the reasons that parts carry: which decision, which place, which words. Never invents one.
import type { DecisionKey } from "../answers/overrides.ts";
import type { Decisions, Evidence } from "../decisions/decision.ts";
import type { Reason } from "./model.ts";

/** Up to two pieces of evidence of a decision; a default or override has a reason without a place. */
export function reasonsOf(decisions: Decisions, key: DecisionKey): Reason[] {
  const { evidence } = decisions.table[key];
  if (evidence.length === 0) return [{ decision: key }];
  return evidence.slice(0, 2).map((piece) => reasonAt(key, piece));
}

export function reasonAt(decision: string, { pointer, quote }: Evidence): Reason {
  return { decision, pointer, quote };
}
