// In: nothing. Out: the shape of a review rule: the unit of growth of this room. Never runs one.
import type { Finding, Severity } from "../finding.ts";
import type { Plan } from "../plan.ts";

/** What one rule can say, for SARIF and the documents. */
export interface RuleText {
  /** `family/name`; never renamed. */
  readonly id: string;
  /** Of most of its findings; each has its own. */
  readonly severity: Severity;
  readonly title: string;
  /** Why it matters and what to do, in a sentence or two. */
  readonly help: string;
}

export interface RuleFamily {
  readonly texts: readonly RuleText[];
  check(plan: Plan): readonly Finding[];
}
