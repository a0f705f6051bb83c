// In: a plan. Out: findings where a web firewall stops less: a rule that goes, one that only counts or lets through what it stopped. A rule under another name or in another place of the order is no change. Never reads what a rule looks for.
import { isObject } from "../../shared/json.ts";
import { blocks, ruleArgument, type Values } from "../blocks.ts";
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { isSecret } from "../marks.ts";
import type { Row } from "../plan.ts";
import { named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const firewall: RuleFamily = {
  texts: [
    {
      id: "firewall/rule-removed",
      severity: "high",
      title: "A rule of a firewall is gone",
      help: "What it stopped reaches the services. Remove a rule only when another one stops the same, and say which.",
    },
    {
      id: "firewall/rule-weakened",
      severity: "high",
      title: "A rule of a firewall stops nothing any more",
      help: "It counts, or lets through, what it stopped. Counting is for days, to see what a rule would stop: say when it ends.",
    },
  ],
  check: ({ rows }) =>
    rows.flatMap((row) =>
      row.mode === "managed" && FIREWALLS.has(row.type) && STAYS.has(row.action) ? judge(row) : [],
    ),
};

const FIREWALLS: ReadonlySet<string> = new Set(["aws_wafv2_web_acl", "aws_wafv2_rule_group"]);
const STAYS: ReadonlySet<Row["action"]> = new Set(["update", "replace", "replaceForget"]);

function judge(row: Row): Finding[] {
  const [before, after] = [blocks(row.before.value, "rule"), blocks(row.after.value, "rule")];
  // All of them known only after apply is not none of them.
  if (after.length === 0 && isObject(row.afterUnknown) && row.afterUnknown["rule"] === true) return [];
  const isHidden = isSecret(row, "rule");
  const finding = (rule: string, severity: Severity, old: Values, message: Message): Finding => ({
    rule,
    severity: isHidden ? "high" : severity,
    row,
    argument: ruleArgument(old["name"]),
    message: isHidden ? say`${named("rule")}, which is marked as sensitive, stops less than before` : message,
  });
  const statements = new Set(after.filter(stops).map(statementOf));
  return before.flatMap((old): Finding[] => {
    if (!stops(old)) return [];
    const name = named(String(old["name"] ?? ""));
    const same = after.find((rule) => rule["name"] === old["name"]);
    if (same === undefined)
      return statements.has(statementOf(old))
        ? []
        : [
            finding(
              "firewall/rule-removed",
              "high",
              old,
              say`its rule ${name} is gone: what it stopped is let through`,
            ),
          ];
    const message = say`its rule ${name} stops nothing any more: it counts, or lets through, what it stopped`;
    if (!stops(same)) return [finding("firewall/rule-weakened", "high", old, message)];
    const earlier = softened(old);
    const soft = [...softened(same)].filter((one) => !earlier.has(one));
    if (soft.length === 0) return [];
    const parts = say`its rule ${name} no longer stops what ${named(soft.join(", "))} finds`;
    return [finding("firewall/rule-weakened", "medium", old, join(parts, ": a part of a group is overridden"))];
  });
}

/** A rule of its own acts; a group acts unless all of it is told to count. */
function stops(rule: Values): boolean {
  const [action] = blocks(rule, "action");
  if (action !== undefined) return STOPPING.some((word) => blocks(action, word).length > 0);
  const [override] = blocks(rule, "override_action");
  return override !== undefined && blocks(override, "count").length === 0;
}

const STOPPING = ["block", "captcha", "challenge"];

/** Rules inside of a group that only count, or let through. */
function softened(rule: Values): Set<string> {
  return new Set(
    blocks(rule, "statement")
      .flatMap((statement) => [
        ...blocks(statement, "managed_rule_group_statement"),
        ...blocks(statement, "rule_group_reference_statement"),
      ])
      .flatMap((group) => [
        ...blocks(group, "rule_action_override")
          .filter((one) =>
            blocks(one, "action_to_use").some((use) => !STOPPING.some((word) => blocks(use, word).length > 0)),
          )
          .map(({ name }) => String(name ?? "")),
        ...blocks(group, "excluded_rule").map(({ name }) => String(name ?? "")),
      ]),
  );
}

function statementOf(rule: Values): string {
  return JSON.stringify(rule["statement"] ?? null);
}
