// In: a plan. Out: findings where a backup plan keeps one of its rules no longer, or keeps it worse, while the others stay as they are: each rule counts for itself. What is true of the whole plan is told by the rules of safety.
import { blocks, ruleArgument, type Values } from "../blocks.ts";
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { isSecret } from "../marks.ts";
import type { Row } from "../plan.ts";
import { computed, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const backups: RuleFamily = {
  texts: [
    {
      id: "backup/rule-removed",
      severity: "high",
      title: "A rule of a backup plan is gone",
      help: "What it made is no longer made; recovery points of before go when their time is over. Keep the rule until another one makes as much.",
    },
    {
      id: "backup/rule-shortened",
      severity: "medium",
      title: "A rule of a backup plan keeps less",
      help: "New recovery points of this rule go earlier, or are no longer copied. The other rules hide that in a summary of the plan.",
    },
  ],
  check: ({ rows }) =>
    rows.flatMap((row) =>
      row.mode === "managed" && row.type === "aws_backup_plan" && row.action === "update" ? judge(row) : [],
    ),
};

function judge(row: Row): Finding[] {
  const [before, after] = [rulesOf(row.before.value), rulesOf(row.after.value)];
  // A list of which nothing is known yet is not an empty one.
  if (after.length === 0) return [];
  const isHidden = isSecret(row, "rule");
  const finding = (rule: string, severity: Severity, old: Values, message: Message): Finding => ({
    rule,
    severity: isHidden ? "high" : severity,
    row,
    argument: ruleArgument(old["rule_name"]),
    message: isHidden ? say`${named("rule")}, which is marked as sensitive, backs up less than before` : message,
  });
  return before.flatMap((old): Finding[] => {
    const name = String(old["rule_name"] ?? "");
    const same = after.find((rule) => rule["rule_name"] === old["rule_name"]);
    if (same === undefined) {
      if (after.some((rule) => rule["schedule"] === old["schedule"] && daysOf(rule) >= daysOf(old))) return [];
      const kept = daysOf(old);
      const until = Number.isFinite(kept) ? say`, kept ${computed(String(kept), false)} days` : say`, kept for ever`;
      const what = say`its rule ${named(name)} (${named(String(old["schedule"] ?? "no schedule"))}`;
      return [
        finding("backup/rule-removed", "high", old, join(what, until, ") is gone: what it made is no longer made")),
      ];
    }
    // The least of all rules is judged as the plan's own.
    const isLeast = (rules: readonly Values[], rule: Values) => rules.every((one) => daysOf(one) >= daysOf(rule));
    const found: Finding[] = [];
    if (daysOf(same) < daysOf(old) && !(isLeast(after, same) && isBelow(after, before)))
      found.push(
        finding(
          "backup/rule-shortened",
          "medium",
          old,
          say`its rule ${named(name)} keeps recovery points ${computed(print(same), false)} instead of ${computed(print(old), false)}`,
        ),
      );
    const gone = targetsOf(old).filter((target) => !targetsOf(same).includes(target));
    if (gone.length > 0 && after.some((rule) => targetsOf(rule).length > 0) && targetsOf(same).length === 0)
      found.push(
        finding(
          "backup/rule-shortened",
          "high",
          old,
          say`its rule ${named(name)} no longer copies to ${named(gone.join(", "))}`,
        ),
      );
    return found;
  });
}

/** Whether the least time of all rules gets shorter, which the rules of safety tell. */
function isBelow(after: readonly Values[], before: readonly Values[]): boolean {
  return Math.min(...after.map(daysOf)) < Math.min(...before.map(daysOf));
}

function print(rule: Values): string {
  const days = daysOf(rule);
  return Number.isFinite(days) ? `${days} days` : "for ever";
}

/** Without a time to delete them, they stay. */
function daysOf(rule: Values): number {
  const [lifecycle] = blocks(rule, "lifecycle");
  const days = Number(lifecycle?.["delete_after"] ?? 0);
  return days > 0 ? days : Number.POSITIVE_INFINITY;
}

/** A target that is known only after apply is one of the others. */
function targetsOf(rule: Values): string[] {
  return blocks(rule, "copy_action").map(({ destination_vault_arn: arn }) => String(arn ?? ""));
}

function rulesOf(values: unknown): Values[] {
  return blocks(values, "rule");
}
