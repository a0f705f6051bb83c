// In: a plan. Out: findings about what changed outside of Terraform, as far as it matters: what is gone, what became less safe, what feeds a planned change. The rest is only listed.
import { isWorse, valueAt } from "../../resources/resources.ts";
import type { Json } from "../../shared/json.ts";
import { differencesOf, printPath } from "../differences.ts";
import { type Finding, join, say } from "../finding.ts";
import { dataOf, safetyArguments } from "../knowledge.ts";
import { openPath } from "../marks.ts";
import type { Plan, Row } from "../plan.ts";
import { argumentOf, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const drift: RuleFamily = {
  texts: [
    {
      id: "drift/deleted",
      severity: "medium",
      title: "Something was deleted outside of Terraform",
      help: "It is not there any more. If the plan creates it again, it comes back empty.",
    },
    {
      id: "drift/less-safe",
      severity: "medium",
      title: "Something became less safe outside of Terraform",
      help: "Somebody changed a setting by hand. Find out why before the plan puts it back or leaves it.",
    },
    {
      id: "drift/relevant",
      severity: "low",
      title: "A change from outside feeds the plan",
      help: "What is planned depends on a value that changed outside of Terraform.",
    },
  ],
  check(plan) {
    const planned = new Map<string, Row>();
    for (const row of plan.rows)
      if (row.deposed === undefined && !planned.has(row.address)) planned.set(row.address, row);
    return plan.drift.flatMap((row) => (row.mode === "managed" ? judge(row, plan, planned.get(row.address)) : []));
  },
};

function judge(row: Row, plan: Plan, planned: Row | undefined): Finding[] {
  // The row is not one of the plan's own: a finding names it by address only.
  const found = (rule: string, severity: Finding["severity"], message: Finding["message"]): Finding => ({
    rule,
    severity,
    row: undefined,
    address: row.address,
    message,
  });
  if (row.action === "delete") {
    const again = planned?.action === "create";
    const data = dataOf(row.type);
    const what = data === undefined ? "" : `; lost with it: ${data.what}`;
    return [
      found(
        "drift/deleted",
        data === undefined ? "medium" : "high",
        join("was deleted outside of Terraform", what, again ? ", and the plan creates it again, empty" : ""),
      ),
    ];
  }
  const differences = differencesOf(row);
  if (differences.length === 0) return [];
  const back = planned?.action === "update" ? "; the plan puts it back" : "";
  const worse = safetyArguments(row.type).flatMap((rule) => {
    const [before, after] = [row.before.value as Json, row.after.value as Json].map((side) =>
      valueAt(side, rule.argument),
    );
    if (!isWorse(rule, before, after)) return [];
    return [
      found(
        "drift/less-safe",
        "medium",
        join(
          say`had ${named(rule.argument)} changed outside from ${argumentOf(row, "before", rule.argument)} to ${argumentOf(row, "after", rule.argument)}`,
          `: ${rule.now}${back}`,
        ),
      ),
    ];
  });
  if (worse.length > 0) return worse;
  const paths = differences.map(({ path }) => printPath(path));
  const feeding = (plan.relevant ?? [])
    .filter(({ resource }) => resource === row.address.replace(/\[[^\]]*\]/g, "") || resource === row.address)
    .map(({ attribute }) => printPath(openPath(row, attribute)))
    .filter(
      (attribute) =>
        attribute === "" ||
        paths.some(
          (path) => path === attribute || path.startsWith(`${attribute}.`) || path.startsWith(`${attribute}[`),
        ),
    );
  if (feeding.length === 0) return [];
  return [
    found(
      "drift/relevant",
      "low",
      say`was changed outside at ${named([...new Set(feeding)].join(", "))}, which what is planned depends on`,
    ),
  ];
}
