// In: a plan. Out: findings about the plan as a whole: it failed, it is not complete, checks in it failed. Reads no resource.
import { type Finding, join, say } from "../finding.ts";
import type { Row } from "../plan.ts";
import { named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const run: RuleFamily = {
  texts: [
    {
      id: "plan/errored",
      severity: "critical",
      title: "The plan failed",
      help: "Terraform wrote the plan although it ended with an error, so the changes are not complete. Look at the error in the log of the plan.",
    },
    {
      id: "plan/incomplete",
      severity: "medium",
      title: "The plan covers only a part",
      help: "It was made with -target or -exclude, or waits for something that is not there yet. Plan again without them before you trust that nothing else changes.",
    },
    {
      id: "plan/deferred",
      severity: "low",
      title: "A change is put off to a later plan",
      help: "Its configuration depends on something that does not exist yet; it will be in the next plan, and it is not reviewed here.",
    },
    {
      id: "plan/unknown-action",
      severity: "high",
      title: "An action that is not known",
      help: "A newer Terraform or OpenTofu wrote an action that this review cannot judge. Read it by hand and update scaffold.",
    },
    {
      id: "plan/check-failed",
      severity: "medium",
      title: "A check failed",
      help: "A check block, precondition or postcondition does not hold. Terraform goes on with failed check blocks.",
    },
  ],
  check(plan) {
    const found: Finding[] = [];
    if (plan.errored)
      found.push({
        rule: "plan/errored",
        severity: "critical",
        row: undefined,
        message: say`the plan failed: what is listed is only what Terraform had found until then`,
      });
    else if (plan.complete === false)
      found.push({
        rule: "plan/incomplete",
        severity: "medium",
        row: undefined,
        message: say`the plan covers only a part of the configuration (targeted or deferred); other changes are not in it`,
      });
    for (const { reason, row } of plan.deferred)
      found.push({
        rule: "plan/deferred",
        severity: "low",
        row: undefined,
        address: row.address,
        message: say`is put off to a later plan (${named(reason)})`,
      });
    for (const row of [...plan.rows, ...plan.deferred.map((deferred) => deferred.row)])
      if (row.action === "other")
        found.push({
          rule: "plan/unknown-action",
          severity: "high",
          row,
          message: isContradiction(row)
            ? say`is planned as ${named(row.actions.join(", "))} although nothing of it is left afterwards`
            : say`has an action that this review does not know: ${named(row.actions.join(", "))}`,
        });
    for (const { address, status, problems } of plan.checks) {
      if (status !== "fail" && status !== "error") continue;
      const reasons = problems.map((problem) => say`: ${named(problem)}`);
      found.push({
        rule: "plan/check-failed",
        severity: "medium",
        row: undefined,
        address,
        message: join(status === "fail" ? "the check does not hold" : "the check could not be made", ...reasons),
      });
    }
    return found;
  },
};

/** An action that is known and that leaves something, beside values that say there is nothing. */
function isContradiction({ actions, after }: Row): boolean {
  return (
    after.value === null && actions.length === 1 && ["no-op", "read", "update", "create"].includes(actions[0] ?? "")
  );
}
