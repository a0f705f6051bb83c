// In: foundation, alarms. Out: a monthly budget that warns before and after it is used up. Never anything that stops a service.
import { BudgetsBudget } from "@cdktf/provider-aws/lib/budgets-budget/index.js";
import { Construct } from "constructs";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { expr, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { declareInput } from "../variables.ts";

/** Over the whole account: a filter by tag sees nothing until somebody activates the tag for billing, and would be silent meanwhile. */
export const budget: StackBlueprint<Parts> = {
  name: "budget",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const top = new Construct(stack, "budget");
    annotate(top, {
      file: "observability",
      comment: "Counts everything in the account: one account per environment keeps it meaningful.",
    });
    declareInput(top, "budget_usd", architecture, {
      type: "number",
      description: "Budget of a month in US dollars.",
      valueFor: ({ budgetUsd }) => budgetUsd,
      validation: { condition: "var.budget_usd > 0", errorMessage: "The budget is more than nothing." },
    });
    const notify = (notificationType: "ACTUAL" | "FORECASTED", threshold: number) => ({
      notificationType,
      threshold,
      thresholdType: "PERCENTAGE",
      comparisonOperator: "GREATER_THAN",
      subscriberSnsTopicArns: [parts.get("alarms").admittingTopicArn],
    });
    named(
      new BudgetsBudget(top, "budget", {
        name: `${parts.get("foundation").prefix}-monthly`,
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: expr("tostring(var.budget_usd)"),
        limitUnit: "USD",
        notification: [notify("ACTUAL", 80), notify("ACTUAL", 100), notify("FORECASTED", 100)],
      }),
      "this",
    );
  },
};
