// In: an architecture. Out: proof that the budget warns at four fifths, when used up, and when the forecast says so.
import { expect, it } from "vitest";
import { alarmTopic } from "../../blueprints/stacks/alarm-topic/blueprint.ts";
import { budget } from "../../blueprints/stacks/budget/blueprint.ts";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

it("warns the alarm topic before and after the budget is used up", () => {
  const graph = graphOf(everything(), [foundation, keys, alarmTopic, budget]);
  const block = blockAt(graph, "aws_budgets_budget.this");
  expect(block).toMatchObject({ limit_amount: "${tostring(var.budget_usd)}", limit_unit: "USD", time_unit: "MONTHLY" });
  expect(
    (block["notification"] as { notification_type: string; threshold: number }[]).map(
      ({ notification_type, threshold }) => [notification_type, threshold],
    ),
  ).toEqual([
    ["ACTUAL", 80],
    ["ACTUAL", 100],
    ["FORECASTED", 100],
  ]);
  expect(graph.variables.find(({ name }) => name === "budget_usd")?.values).toEqual({ staging: 200, prod: 1500 });
});
