// In: a plan. Out: findings where requests no longer find what goes on running: a rule of a load balancer goes and nothing else leads to its targets; a container is no longer asked whether it is well.
import { isObject } from "../../shared/json.ts";
import { type Finding, type Message, say } from "../finding.ts";
import { isMarked, isSecret } from "../marks.ts";
import { parseInner } from "../masking/taint.ts";
import type { Plan, Row } from "../plan.ts";
import { named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const routes: RuleFamily = {
  texts: [
    {
      id: "route/removed",
      severity: "medium",
      title: "Requests no longer reach something that goes on running",
      help: "A rule of a load balancer is deleted, and no other leads to its targets. Remove what runs behind it too, or keep the rule.",
    },
    {
      id: "route/unchecked",
      severity: "medium",
      title: "Nobody asks a container any more whether it is well",
      help: "A container that hangs stays and gets requests. Keep a health check in the task definition or in the target group.",
    },
  ],
  check: (plan) => [...unreached(plan), ...plan.rows.flatMap(unchecked)],
};

const LEADS = /^aws_(?:lb|alb)_listener(?:_rule)?$/;
const RULE = /^aws_(?:lb|alb)_listener_rule$/;

function unreached({ rows }: Plan): Finding[] {
  const managed = rows.filter(({ mode, deposed }) => mode === "managed" && deposed === undefined);
  const deleted = managed.filter(({ type, action }) => RULE.test(type) && action === "delete");
  if (deleted.length === 0) return [];
  const leading = managed.filter(({ type, action }) => LEADS.test(type) && action !== "delete" && action !== "forget");
  // Where a rule leads that is made or changed now may be known only later: that may be the one.
  if (leading.some(isOpen)) return [];
  const reached = new Set(leading.flatMap((row) => targetsIn(row.after.value)));
  const users = managed.filter(({ type }) => type === "aws_ecs_service");
  const running = new Set(
    users.filter(({ action }) => action !== "delete").flatMap(({ before }) => targetsIn(before.value)),
  );
  const stopped = new Set(
    users.filter(({ action }) => action === "delete").flatMap(({ before }) => targetsIn(before.value)),
  );
  const gone = new Set(
    managed
      .filter(({ type, action }) => /^aws_(?:lb|alb)_target_group$/.test(type) && action === "delete")
      .flatMap(({ before }) => (isObject(before.value) ? [String(before.value["arn"] ?? "")] : [])),
  );
  return deleted.flatMap((row): Finding[] => {
    const lost = targetsIn(row.before.value).filter(
      (target) => !reached.has(target) && (running.has(target) || !(stopped.has(target) || gone.has(target))),
    );
    const [target] = lost;
    if (target === undefined) return [];
    const message = isSecret(row, "action")
      ? say`is deleted, and nothing else leads to its targets, which stay`
      : say`is deleted, and nothing else leads to ${named(nameOf(target))}, which stays`;
    return [{ rule: "route/removed", severity: "medium", row, message }];
  });
}

function isOpen({ afterUnknown }: Row): boolean {
  return ["action", "default_action"].some((name) =>
    [["target_group_arn"], ["forward", "target_group", "arn"]].some((path) => isMarked(afterUnknown, [name, ...path])),
  );
}

/** Target groups that an object names, wherever in it. */
function targetsIn(value: unknown, depth = 0): string[] {
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((item) => targetsIn(item, depth + 1));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if ((key === "target_group_arn" || key === "arn") && typeof inner === "string")
      return inner.includes(":targetgroup/") ? [inner] : [];
    return targetsIn(inner, depth + 1);
  });
}

function nameOf(arn: string): string {
  return arn.split(":targetgroup/")[1]?.split("/")[0] ?? arn;
}

/** By the container's name, in the new revision of its task. */
function unchecked(row: Row): Finding[] {
  const isNew = ["update", "replace", "replaceForget"].includes(row.action);
  if (row.mode !== "managed" || row.type !== "aws_ecs_task_definition" || !isNew) return [];
  const [before, after] = [row.before.value, row.after.value].map(containersIn);
  const finding = (message: Message): Finding => ({ rule: "route/unchecked", severity: "medium", row, message });
  return [...(before ?? [])].flatMap(([name, old]): Finding[] => {
    const young = after?.get(name);
    if (young === undefined || !isChecked(old) || isChecked(young)) return [];
    return [
      finding(
        isSecret(row, "container_definitions")
          ? say`${named("container_definitions")} is marked as sensitive and is not shown: a health check is gone`
          : say`its container ${named(name)} has no health check any more`,
      ),
    ];
  });
}

function containersIn(values: unknown): Map<string, Record<string, unknown>> {
  const text = isObject(values) ? values["container_definitions"] : undefined;
  const list = typeof text === "string" ? parseInner(text) : undefined;
  const containers = Array.isArray(list) ? list.filter(isObject) : [];
  return new Map(containers.map((container) => [String(container["name"] ?? ""), container]));
}

/** `NONE` switches off what the image brings: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html */
function isChecked({ healthCheck: check }: Record<string, unknown>): boolean {
  if (!isObject(check)) return false;
  const command = Array.isArray(check["command"]) ? check["command"] : [];
  return command.length > 0 && command[0] !== "NONE";
}
