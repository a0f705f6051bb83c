// In: a plan. Out: findings where something gets less safe while it stays: backups, protection, encryption, exposure, logs; and where a resource that only protects another one goes. Judges the change, not the state: that is the policy checkers' part.

import type { SafetyArgument, Stake } from "../../resources/resource-type.ts";
import { canWorsen, isWorse, valueAt } from "../../resources/resources.ts";
import { oldestTls } from "../../resources/tls.ts";
import { isObject, type Json } from "../../shared/json.ts";
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { dataOf, GUARDS, isJudgedApart, safetyArguments } from "../knowledge.ts";
import { isMarked, isSecret } from "../marks.ts";
import type { Plan, Row } from "../plan.ts";
import { argumentOf, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

const TITLES: Readonly<Record<Stake, readonly [title: string, help: string]>> = {
  destruction: [
    "Protection against destruction is taken away",
    "The next mistake is final. Keep the protection until the day on which the resource really goes.",
  ],
  recovery: ["Less can be recovered", "Backups, versions or copies end or reach back less far than before."],
  exposure: ["More people can reach it", "Something becomes reachable that was not before."],
  encryption: ["Data is less well encrypted", "Encryption ends, or leaves your own key."],
  availability: ["It stands on fewer legs", "A failure of one part is felt that was not felt before."],
  evidence: [
    "Less is recorded",
    "Logs, trails or alarms end or are kept for less long: what happens can no longer be found out.",
  ],
};

const SEVERITIES: Readonly<Record<Stake, Severity>> = {
  destruction: "high",
  recovery: "high",
  exposure: "high",
  encryption: "high",
  availability: "medium",
  evidence: "medium",
};

export const safety: RuleFamily = {
  texts: [
    ...(Object.keys(TITLES) as Stake[]).map((stake) => ({
      id: `safety/${stake}`,
      severity: SEVERITIES[stake],
      title: TITLES[stake][0],
      help: TITLES[stake][1],
    })),
    {
      id: "safety/unknown",
      severity: "medium",
      title: "Whether it stays safe is known only after apply",
      help: "The new value of a setting that was safe until now comes from something that the apply makes. Set it to what it shall be, or look at it after the apply.",
    },
  ],
  check: (plan) => [
    ...plan.rows.filter(({ mode }) => mode === "managed").flatMap((row) => [...downgraded(row), ...unknown(row)]),
    ...guardsGone(plan),
  ],
};

const STAYS: ReadonlySet<Row["action"]> = new Set(["update", "replace", "replaceForget"]);

function downgraded(row: Row): Finding[] {
  const { action, type } = row;
  if (action === "create") return argumentsOf(type).flatMap((rule) => bornExposed(row, rule));
  if (!STAYS.has(action)) return [];
  const before = row.before.value as Json;
  const after = row.after.value as Json;
  return argumentsOf(type).flatMap((rule): Finding[] => {
    const { argument } = rule;
    const [old, young] = [valueAt(before, argument), valueAt(after, argument)];
    if (isUnknown(row, argument) || !isWorse(rule, old, young)) return [];
    return [
      {
        rule: `safety/${rule.stake}`,
        // How much less it is would tell something about a secret.
        severity: isSecret(row, argument) ? SEVERITIES[rule.stake] : severityOf(rule, young),
        row,
        argument,
        message: join(course(row, argument), `: now ${rule.now}`),
      },
    ];
  });
}

function argumentsOf(type: string): readonly SafetyArgument[] {
  return safetyArguments(type).filter(({ argument }) => !isJudgedApart(type, argument));
}

function course(row: Row, argument: string): Message {
  return isSecret(row, argument)
    ? say`${named(argument)}, which is marked as sensitive, gets worse`
    : say`${named(argument)} goes from ${argumentOf(row, "before", argument)} to ${argumentOf(row, "after", argument)}`;
}

/** A shorter time is less, none at all is nothing; an older TLS is only less while nobody has broken it. */
function severityOf(rule: SafetyArgument, after: unknown): Severity {
  if (rule.worse === "olderTls") return (oldestTls(after) ?? 0) >= 2 ? "medium" : "high";
  const isLess =
    (rule.worse === "lower" || rule.worse === "higher") && [after].flat().every((one) => Number(one ?? 0) > 0);
  return isLess ? "medium" : SEVERITIES[rule.stake];
}

/**
 * Settings that were safe and will be something that nobody knows yet: one finding for all of an object. A new object and one that
 * comes in the place of another have many such values by nature, and an identifier that is not known yet is seldom none at all.
 */
function unknown(row: Row): Finding[] {
  if (!STAYS.has(row.action)) return [];
  const open = argumentsOf(row.type).filter(
    (rule) => isUnknown(row, rule.argument) && canWorsen(rule, valueAt(row.before.value as Json, rule.argument)),
  );
  if (open.length === 0) return [];
  const values = open.map(({ argument }, index) =>
    join(index === 0 ? "" : ", ", say`${named(argument)} (until now ${argumentOf(row, "before", argument)})`),
  );
  const isSwitch = row.action === "update" && open.some(({ worse }) => worse !== "removed");
  return [
    {
      rule: "safety/unknown",
      severity: isSwitch ? "medium" : "low",
      row,
      message: join("will have values that cannot be known before apply: ", ...values),
    },
  ];
}

/** What is made reachable from the first day on. What an argument left out means differs by type, so that only a value that is written counts. */
function bornExposed(row: Row, rule: SafetyArgument): Finding[] {
  const value = valueAt(row.after.value as Json, rule.argument);
  if (rule.stake !== "exposure" || value === undefined || isUnknown(row, rule.argument)) return [];
  const isExposed =
    (rule.worse === "on" && value === true) ||
    (rule.worse === "off" && value === false && !OPTIONAL.has(rule.argument));
  const isPublicAcl = rule.argument === "acl" && isWorse(rule, "private", value);
  if (!isExposed && !isPublicAcl) return [];
  return [
    {
      rule: "safety/exposure",
      severity: dataOf(row.type) === undefined ? "low" : "high",
      row,
      message: join(
        say`is created with ${named(rule.argument)} ${argumentOf(row, "after", rule.argument)}`,
        `: ${rule.now}`,
      ),
    },
  ];
}

/** Switched off in most systems, for good reasons: only switching them off later is worth a word. */
const OPTIONAL = new Set([
  "iam_database_authentication_enabled",
  "manage_master_user_password",
  "internal",
  "drop_invalid_header_fields",
]);

function isUnknown(row: Row, argument: string): boolean {
  return isMarked(row.afterUnknown, argument.split("."));
}

function guardsGone(plan: Plan): Finding[] {
  const leaving = plan.rows.filter(({ action, mode }) => mode === "managed" && action === "delete");
  const gone = new Set(leaving.filter(({ type }) => !Object.hasOwn(GUARDS, type)).flatMap(namesOf));
  const made = new Set(
    plan.rows
      .filter(({ action, type }) => action === "create" && Object.hasOwn(GUARDS, type))
      .flatMap((row) => linksOf(row).map((name) => `${row.type} ${name}`)),
  );
  return leaving.flatMap((row): Finding[] => {
    const guard = Object.hasOwn(GUARDS, row.type) ? GUARDS[row.type] : undefined;
    if (guard === undefined || row.deposed !== undefined) return [];
    const names = linksOf(row);
    // Nothing is left to guard, or the same guard comes under another address.
    if (names.some((name) => gone.has(name))) return [];
    if (names.some((name) => made.has(`${row.type} ${name}`))) return [];
    return [
      {
        rule: `safety/${guard.stake}`,
        severity: guard.severity,
        row,
        message: join("is deleted", `: now ${guard.now}`),
      },
    ];
  });
}

function namesOf({ before }: Row): string[] {
  const values = isObject(before.value) ? before.value : {};
  return ["id", "arn", "name", "bucket", "identifier"].flatMap((key) => {
    const value = values[key];
    return typeof value === "string" && value !== "" ? [value] : [];
  });
}

/** What a guard points at: its own strings, but not words that everything has. */
function linksOf(row: Row): string[] {
  const side = row.action === "create" ? row.after.value : row.before.value;
  if (!isObject(side)) return [];
  return Object.entries(side).flatMap(([key, value]) =>
    typeof value === "string" &&
    value.length > 2 &&
    !["region", "type", "name", "status", "expected_bucket_owner"].includes(key)
      ? [value]
      : [],
  );
}
