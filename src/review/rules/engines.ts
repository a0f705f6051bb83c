// In: a plan. Out: findings about engines and storage that change where they stand: a new major version, which takes minutes and has no way back, and what AWS refuses when the plan is applied. Newer minor versions are daily business.
import { AWAY, engineKind, engineStep, isOlderEngine, stepsBetween, storageCut } from "../../resources/engines.ts";
import { isObject } from "../../shared/json.ts";
import { type Finding, join, type Message, say } from "../finding.ts";
import { isMarked, isSecret } from "../marks.ts";
import type { Row } from "../plan.ts";
import { argumentOf, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const engines: RuleFamily = {
  texts: [
    {
      id: "engine/upgrade",
      severity: "high",
      title: "A database or cache gets a new major version",
      help: "It is away while that happens, and only a snapshot from before leads back, without what was written since. Try it on a copy, take a snapshot, and apply at an hour at which it may be away.",
    },
    {
      id: "engine/refused",
      severity: "high",
      title: "AWS refuses this change",
      help: "Terraform plans it and the apply fails half way. Take the change back; what shall get older or smaller is made a second time, and the data is copied.",
    },
    {
      id: "engine/unknown",
      severity: "medium",
      title: "Which version a database gets is known only after apply",
      help: "It can be a new major version, or one that AWS refuses half way. Write the version out.",
    },
  ],
  check: ({ rows }) =>
    rows.flatMap((row) =>
      row.mode === "managed" && row.action === "update" ? [...engineOf(row), ...storageOf(row)] : [],
    ),
};

function engineOf(row: Row): Finding[] {
  const kind = engineKind(row.type);
  const [before, after] = [row.before.value, row.after.value];
  if (kind === undefined || !isObject(before) || !isObject(after)) return [];
  if (isMarked(row.afterUnknown, ["engine_version"]) || isMarked(row.afterUnknown, ["engine"])) return [unknown(row)];
  const found = { row, argument: before["engine"] === after["engine"] ? "engine_version" : "engine" };
  if (isOlderEngine(before, after))
    return [refused({ ...found, message: join(course(row), ": AWS has no way back to an older version") })];
  if (engineStep(before, after) !== "up") return [];
  // The versions in between would tell what a marked one is.
  if (stepsBetween(before, after).length > 0 && !isHidden(row))
    return [refused({ ...found, message: join(course(row), ": RDS goes one major version at a time") })];
  return [
    {
      ...found,
      rule: "engine/upgrade",
      severity: kind === "database" ? "high" : "medium",
      message: join(
        course(row),
        `, a new major version, ${momentOf(row)}: ${AWAY[kind]}; there is no way back but a snapshot from before`,
      ),
    },
  ];
}

/** It may be a new major version, or one that AWS refuses: nobody can tell before. */
function unknown(row: Row): Finding {
  const message = isHidden(row)
    ? say`its engine or version, which is marked as sensitive, is known only after apply`
    : join(
        "will have an engine or version that cannot be known before apply (until now ",
        ...sideOf(row, "before"),
        ")",
      );
  return { rule: "engine/unknown", severity: "medium", row, argument: "engine_version", message };
}

function storageOf(row: Row): Finding[] {
  const [before, after] = [row.before.value, row.after.value];
  const cut = isObject(before) && isObject(after) ? storageCut(row.type, before, after) : undefined;
  if (cut === undefined) return [];
  const { argument } = cut;
  const what = isSecret(row, argument)
    ? say`${named(argument)}, which is marked as sensitive, gets smaller`
    : say`${named(argument)} goes from ${argumentOf(row, "before", argument)} to ${argumentOf(row, "after", argument)}`;
  return [refused({ row, argument, message: join(what, ": AWS never makes storage smaller") })];
}

function refused(found: Pick<Finding, "row" | "argument" | "message">): Finding {
  return {
    ...found,
    rule: "engine/refused",
    severity: "high",
    message: join(found.message, ", so that the apply would stop half way"),
  };
}

function isHidden(row: Row): boolean {
  return isSecret(row, "engine") || isSecret(row, "engine_version");
}

function course(row: Row): Message {
  if (isHidden(row)) return say`its engine or version, which is marked as sensitive, becomes another one`;
  return join("goes from ", ...sideOf(row, "before"), " to ", ...sideOf(row, "after"));
}

function sideOf(row: Row, side: "before" | "after"): Message[] {
  const value = row[side].value;
  const names = ["engine", "engine_version"].filter((name) => isObject(value) && typeof value[name] === "string");
  return names.map((name, index) => join(index === 0 ? "" : " ", say`${argumentOf(row, side, name)}`));
}

/** Their providers know no window. */
const AT_ONCE: ReadonlySet<string> = new Set(["aws_rds_global_cluster", "aws_memorydb_cluster"]);

/** Without `apply_immediately` AWS waits for the window. */
function momentOf(row: Row): string {
  if (AT_ONCE.has(row.type)) return "during the apply";
  if (isSecret(row, "apply_immediately") || isMarked(row.afterUnknown, ["apply_immediately"]))
    return "during the apply or in the next maintenance window";
  const isNow = isObject(row.after.value) && row.after.value["apply_immediately"] === true;
  return isNow ? "during the apply" : "in the next maintenance window";
}
