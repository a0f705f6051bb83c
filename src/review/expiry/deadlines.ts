// In: the values of a bucket's lifecycle, a table's TTL or a registry's policy. Out: what each rule that is switched on deletes, and when. Comparing says whether an older rule deleted the same at least as early.
import { isObject } from "../../shared/json.ts";
import { blocks, type Values } from "../blocks.ts";
import { parseInner } from "../masking/taint.ts";

export interface Scope {
  readonly isAll: boolean;
  readonly prefix: string;
  /** All other limits, in one form. */
  readonly limits: string;
  /** For people. */
  readonly text: string;
}

/** What a rule deletes, and from when on. */
export interface Deadline {
  readonly name: string;
  readonly what: string;
  /** Days, or how many are left; the lower the earlier. Rules of another kind are not compared. */
  readonly kind: string;
  readonly amount: number;
  readonly scope: Scope;
  readonly when: string;
}

/** Whether what `young` deletes was deleted by `old` just as early. */
export function isKept(old: Deadline, young: Deadline): boolean {
  const reaches =
    young.scope.prefix.startsWith(old.scope.prefix) &&
    (old.scope.limits === NO_LIMITS || old.scope.limits === young.scope.limits);
  return old.kind === young.kind && reaches && old.amount <= young.amount;
}

const NO_LIMITS = "[]";

/** Rules of a bucket, in a resource of their own or (up to provider 3) inside of it. */
export function objectDeadlines(kind: "current" | "noncurrent"): (values: unknown) => readonly Deadline[] {
  return (values) =>
    [...blocks(values, "rule"), ...blocks(values, "lifecycle_rule")].flatMap((rule): Deadline[] => {
      if (rule["status"] !== "Enabled" && rule["enabled"] !== true) return [];
      const scope = scopeOf(rule);
      const name = String(rule["id"] ?? "");
      const [end] = blocks(rule, kind === "current" ? "expiration" : "noncurrent_version_expiration");
      if (end === undefined) return [];
      if (kind === "current") {
        const what = "objects";
        const date = end["date"];
        if (typeof date === "string" && date !== "")
          return [{ name, what, kind: `date ${date}`, amount: 0, scope, when: `on ${date.slice(0, 10)}` }];
        const days = Number(end["days"] ?? 0);
        return days > 0 ? [{ name, what, kind, amount: days, scope, when: `after ${count(days, "day")}` }] : [];
      }
      const days = Number(end["noncurrent_days"] ?? end["days"] ?? 0);
      const left = Number(end["newer_noncurrent_versions"] ?? 0);
      const keeping = left > 0 ? `, but the last ${left}` : "";
      const when = `after ${count(days, "day")}${keeping}`;
      // How many are kept and for how long are two measures: of rules that keep a number only the same number is compared.
      return days > 0
        ? [{ name, what: "overwritten versions", kind: `${kind} ${left}`, amount: days, scope, when }]
        : [];
    });
}

function scopeOf(rule: Values): Scope {
  const [filter = {}] = blocks(rule, "filter");
  const [both = {}] = blocks(filter, "and");
  const prefix = [rule, filter, both].map(({ prefix: text }) => text).find((text) => isSaid(text));
  const limits = [
    ...blocks(filter, "tag").map(({ key, value }) => `tag ${String(key)}=${String(value)}`),
    ...[rule, both].flatMap(({ tags }) =>
      isObject(tags) ? Object.entries(tags).map(([key, value]) => `tag ${key}=${String(value)}`) : [],
    ),
    ...[filter, both].flatMap((place) =>
      ["object_size_greater_than", "object_size_less_than"].flatMap((name) =>
        Number(place[name] ?? 0) > 0 ? [`${name.replaceAll("_", " ")} ${String(place[name])}`] : [],
      ),
    ),
  ].sort();
  const start = typeof prefix === "string" ? prefix : "";
  const words = [start === "" ? "" : `under ${start}`, limits.length === 0 ? "" : `with ${limits.join(", ")}`];
  const text = words.filter((word) => word !== "").join(" ");
  return { isAll: text === "", prefix: start, limits: JSON.stringify(limits), text };
}

const EVERYTHING: Scope = { isAll: true, prefix: "", limits: NO_LIMITS, text: "" };

/** Another attribute is another deadline. */
export function itemDeadlines(values: unknown): readonly Deadline[] {
  return blocks(values, "ttl").flatMap(({ enabled, attribute_name: attribute }) => {
    if (enabled !== true && enabled !== "true") return [];
    const when = `at the moment that their attribute ${String(attribute)} holds`;
    return [{ name: "", what: "items", kind: `ttl ${String(attribute)}`, amount: 0, scope: EVERYTHING, when }];
  });
}

/** Images without a tag are left over from builds; those with one may run. https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
export function imageDeadlines(values: unknown): readonly Deadline[] {
  const text = isObject(values) ? values["policy"] : undefined;
  const policy = typeof text === "string" ? parseInner(text) : undefined;
  return blocks(policy, "rules").flatMap((rule): Deadline[] => {
    const selection = isObject(rule["selection"]) ? rule["selection"] : {};
    const { tagStatus: status, countType: type, countNumber: number } = selection;
    if (status === "untagged") return [];
    const tags = ["tagPrefixList", "tagPatternList"]
      .flatMap((key) => (Array.isArray(selection[key]) ? (selection[key] as unknown[]) : []))
      .map(String)
      .sort();
    const limits = status === "any" ? NO_LIMITS : JSON.stringify(["tagged", ...tags]);
    const scope: Scope = {
      isAll: status === "any",
      prefix: "",
      limits,
      text: tags.length === 0 ? "with a tag" : `with tags ${tags.join(", ")}`,
    };
    const when =
      type === "imageCountMoreThan"
        ? `but the last ${String(number)}`
        : `${count(Number(number), String(selection["countUnit"] ?? "day").replace(/s$/, ""))} after they were pushed`;
    return [
      {
        name: String(rule["description"] ?? ""),
        what: "images",
        kind: String(type),
        amount: Number(number ?? 0),
        scope,
        when,
      },
    ];
  });
}

function isSaid(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}
