// In: a plan. Out: what all rules find in it. The one list of rule families; their order means nothing, findings are sorted by severity.
import type { Finding } from "../finding.ts";
import type { Plan } from "../plan.ts";
import type { RuleFamily, RuleText } from "./rule.ts";
import { run } from "./run.ts";

const FAMILIES: readonly RuleFamily[] = [run];

export const RULES: readonly RuleText[] = FAMILIES.flatMap(({ texts }) => texts);

export function checkPlan(plan: Plan): readonly Finding[] {
  return FAMILIES.flatMap((family) => family.check(plan));
}
