// In: a plan. Out: what all rules find in it. The one list of rule families; their order means nothing, findings are sorted by severity.
import type { Finding } from "../finding.ts";
import { INTENT_RULES } from "../intent.ts";
import type { Plan } from "../plan.ts";
import { backups } from "./backups.ts";
import { code } from "./code.ts";
import { dataLoss } from "./data-loss.ts";
import { drift } from "./drift.ts";
import { engines } from "./engines.ts";
import { expiry } from "./expiry.ts";
import { federation } from "./federation.ts";
import { firewall } from "./firewall.ts";
import { iam } from "./iam.ts";
import { moves } from "./moves.ts";
import { network } from "./network.ts";
import { routes } from "./routes.ts";
import type { RuleFamily, RuleText } from "./rule.ts";
import { run } from "./run.ts";
import { safety } from "./safety.ts";

const FAMILIES: readonly RuleFamily[] = [
  run,
  dataLoss,
  expiry,
  backups,
  engines,
  safety,
  firewall,
  routes,
  iam,
  federation,
  network,
  code,
  moves,
  drift,
];

export const RULES: readonly RuleText[] = [...FAMILIES.flatMap(({ texts }) => texts), ...INTENT_RULES];

export function checkPlan(plan: Plan): readonly Finding[] {
  return FAMILIES.flatMap((family) => family.check(plan));
}
