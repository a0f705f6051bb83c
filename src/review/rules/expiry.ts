// In: a plan. Out: findings where something begins to delete data by itself after the apply, or does it earlier: objects of a bucket, items of a table, images of a repository. Nothing in such a plan is destroyed, so that no count shows it.
import { type Deadline, imageDeadlines, isKept, itemDeadlines, objectDeadlines } from "../expiry/deadlines.ts";
import { type Finding, join, type Message, type Severity, say } from "../finding.ts";
import { isMarked, isSecret } from "../marks.ts";
import type { Plan, Row } from "../plan.ts";
import { computed, named } from "../quote.ts";
import type { RuleFamily } from "./rule.ts";

export const expiry: RuleFamily = {
  texts: [
    {
      id: "expiry/objects",
      severity: "high",
      title: "A bucket begins to delete objects, or does it earlier",
      help: "What is old enough already is deleted within a day or two of the apply. List what the rule fits before, narrow its prefix, or copy what shall stay.",
    },
    {
      id: "expiry/versions",
      severity: "medium",
      title: "Overwritten and deleted objects can be brought back for less long",
      help: "Versions are deleted that could be restored until now. Check that it is as long as somebody needs to notice a mistake.",
    },
    {
      id: "expiry/items",
      severity: "medium",
      title: "A table begins to delete items",
      help: "Every item whose attribute holds a moment of the past is deleted within days, and no error says so. Look at what the attribute holds in the items that are there.",
    },
    {
      id: "expiry/images",
      severity: "medium",
      title: "A registry begins to delete images, or does it earlier",
      help: "It does not know which images run: a task that is started again finds its image gone. Keep what is deployed out of the rule, by a tag of its own.",
    },
    {
      id: "expiry/unknown",
      severity: "medium",
      title: "What will be deleted by itself is known only after apply",
      help: "The rules come from something that the apply makes. Write them out, or look at them after the apply.",
    },
  ],
  check: (plan) => {
    const fresh = freshNames(plan);
    return plan.rows.filter(({ mode }) => mode === "managed").flatMap((row) => judge(row, fresh));
  },
};

interface Source {
  readonly argument: string;
  /** What a prediction calls it when it gets less safe. */
  readonly downgrade: string;
  readonly rule: string;
  /** Names what is there already, when only its rules are new. */
  readonly of?: string;
  readonly read: (values: unknown) => readonly Deadline[];
  /** Where a value that is known only later could mean more: providers leave others open that say nothing. */
  readonly telling: readonly string[];
}

const LIFECYCLE = ["status", "expiration.days", "expiration.date", "noncurrent_version_expiration.noncurrent_days"];

const OBJECTS = {
  rule: "expiry/objects",
  downgrade: "rule.expiration.days",
  read: objectDeadlines("current"),
} as const;
const VERSIONS = {
  rule: "expiry/versions",
  downgrade: "rule.noncurrent_version_expiration.noncurrent_days",
  read: objectDeadlines("noncurrent"),
  // The first of the two says that something is open.
  telling: [],
} as const;

const SOURCES: Readonly<Record<string, readonly Source[]>> = {
  aws_s3_bucket_lifecycle_configuration: [
    { ...OBJECTS, argument: "rule", of: "bucket", telling: LIFECYCLE },
    { ...VERSIONS, argument: "rule", of: "bucket" },
  ],
  aws_s3_bucket: [
    { ...OBJECTS, argument: "lifecycle_rule", telling: ["enabled"] },
    { ...VERSIONS, argument: "lifecycle_rule" },
  ],
  aws_dynamodb_table: [
    {
      rule: "expiry/items",
      argument: "ttl",
      downgrade: "ttl.enabled",
      read: itemDeadlines,
      telling: ["enabled", "attribute_name"],
    },
  ],
  aws_ecr_lifecycle_policy: [
    {
      rule: "expiry/images",
      argument: "policy",
      downgrade: "policy",
      of: "repository",
      read: imageDeadlines,
      telling: [""],
    },
  ],
};

/** What is made by this plan holds nothing yet. */
function freshNames({ rows }: Plan): ReadonlySet<string> {
  return new Set(
    rows
      .filter(({ type, action }) => action === "create" && /^aws_(?:s3_bucket|ecr_repository)$/.test(type))
      .flatMap(({ after }) => namesIn(after.value, ["bucket", "name"])),
  );
}

function namesIn(value: unknown, keys: readonly string[]): string[] {
  const values = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  return keys.flatMap((key) => (typeof values[key] === "string" ? [values[key]] : []));
}

function judge(row: Row, fresh: ReadonlySet<string>): Finding[] {
  const sources = Object.hasOwn(SOURCES, row.type) ? (SOURCES[row.type] ?? []) : [];
  return sources.flatMap((source) => {
    if (!concernsOld(row, source, fresh)) return [];
    const { argument, rule } = source;
    const before = row.action === "create" ? [] : source.read(row.before.value);
    const isHidden = isSecret(row, argument);
    const found = source
      .read(row.after.value)
      .filter((deadline) => !before.some((old) => isKept(old, deadline)))
      .map(
        (deadline): Finding => ({
          rule,
          severity: severityOf(rule, deadline, isHidden),
          row,
          argument: source.downgrade,
          message: isHidden
            ? say`${named(argument)}, which is marked as sensitive, deletes more by itself than before`
            : messageOf(deadline),
        }),
      );
    return [...found, ...unknown(row, source)];
  });
}

/** An update, or rules that come to something that is there already. */
function concernsOld(row: Row, { of }: Source, fresh: ReadonlySet<string>): boolean {
  if (row.action === "update") return true;
  if (of === undefined) return false;
  if (row.action === "replace" || row.action === "replaceForget") return !isMarked(row.afterUnknown, [of]);
  // A name that is known only after apply is one that the apply makes.
  const [name] = namesIn(row.after.value, [of]);
  return row.action === "create" && name !== undefined && !fresh.has(name);
}

function unknown(row: Row, { argument, telling }: Source): Finding[] {
  const isOpen = telling.some((path) =>
    isMarked(row.afterUnknown, [argument, ...(path === "" ? [] : path.split("."))]),
  );
  if (!isOpen) return [];
  return [
    {
      rule: "expiry/unknown",
      severity: row.action === "update" ? "medium" : "low",
      row,
      argument,
      message: say`${named(argument)} is known only after apply: what it deletes by itself cannot be compared`,
    },
  ];
}

/** All of a bucket is more than a part of it. */
function severityOf(rule: string, { scope }: Deadline, isHidden: boolean): Severity {
  return rule === "expiry/objects" && (isHidden || scope.isAll) ? "high" : "medium";
}

function messageOf({ what, scope, when, name }: Deadline): Message {
  const where = scope.isAll ? say`` : say` ${computed(scope.text, false)}`;
  const by = name === "" ? say`` : say` (rule ${named(name)})`;
  return join(`deletes ${what}`, where, say` by itself ${named(when)}`, by, "; until now it did not, or did it later");
}
