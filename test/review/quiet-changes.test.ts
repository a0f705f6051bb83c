// Changes that no count of a plan shows: what deletes data by itself later, what a backup plan or firewall no longer does, programs that run. Each with a near miss that says nothing. Shapes are those of real plans of provider 5.100.
import { describe, expect, it } from "vitest";
import { goneRules } from "../../src/review/blocks.ts";
import type { Intent } from "../../src/review/intent.ts";
import { readPlan } from "../../src/review/read.ts";
import { review } from "../../src/review/review.ts";
import { bytesOf, everyOutput, reviewWith, rowOf } from "./plans.ts";

type Values = Record<string, unknown>;

const planted = (row: Record<string, unknown>, ...more: Record<string, unknown>[]) =>
  reviewWith([row, ...more]).findings.filter(({ address }) => address === row["address"]);
const told = (row: Record<string, unknown>, ...more: Record<string, unknown>[]) =>
  planted(row, ...more).map(({ rule, severity, message }) => [
    rule,
    severity,
    message.map((part) => (typeof part === "string" ? part : part.value)).join(""),
  ]);
const rules = (row: Record<string, unknown>, ...more: Record<string, unknown>[]) =>
  told(row, ...more).map(([rule, severity]) => [rule, severity]);

/** No byte of any output changes with what is marked, and the rule speaks. */
const hides = (rule: string, type: string, argument: string, variants: readonly (readonly [Values, Values])[]) => {
  const marks = { before_sensitive: { [argument]: true }, after_sensitive: { [argument]: true } };
  const texts = variants.map(([before, after]) =>
    everyOutput({ format_version: "1.2", resource_changes: [rowOf(type, before, after, marks)] }),
  );
  expect(new Set(texts).size).toBe(1);
  expect(texts[0]).toContain(`"rule": "${rule}"`);
};

const lifecycle = (days: number | null, more: Values = {}): Values => ({
  abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
  expiration: days === null ? [] : [{ date: null, days, expired_object_delete_marker: false }],
  filter: [{ and: [], object_size_greater_than: null, object_size_less_than: null, prefix: "", tag: [] }],
  id: "expire",
  noncurrent_version_expiration: [{ newer_noncurrent_versions: null, noncurrent_days: 30 }],
  noncurrent_version_transition: [],
  prefix: "",
  status: "Enabled",
  transition: [],
  ...more,
});
const under = (prefix: string) => ({ filter: [{ and: [], prefix, tag: [] }] });
const bucket = (...rule: Values[]): Values => ({ bucket: "uploads", id: "uploads", rule });
const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";
const lifecycles = (before: Values | null, after: Values, more: object = {}) => rowOf(LIFECYCLE, before, after, more);

describe("objects of a bucket", () => {
  it.each<readonly [string, Values, Values, string, string]>([
    ["all of them", bucket(lifecycle(null)), bucket(lifecycle(30)), "high", "objects by itself after 30 days"],
    ["earlier", bucket(lifecycle(365)), bucket(lifecycle(1)), "high", "after 1 day (rule expire)"],
    [
      "a part",
      bucket(lifecycle(null)),
      bucket(lifecycle(30, under("tmp/"))),
      "medium",
      "objects under tmp/ by itself after 30 days",
    ],
    [
      "more of them",
      bucket(lifecycle(30, under("tmp/"))),
      bucket(lifecycle(30)),
      "high",
      "objects by itself after 30 days",
    ],
    [
      "by a rule that was off",
      bucket(lifecycle(30, { status: "Disabled" })),
      bucket(lifecycle(30)),
      "high",
      "objects by itself after 30 days",
    ],
    [
      "on a day",
      bucket(lifecycle(null)),
      bucket(lifecycle(null, { expiration: [{ date: "2027-01-01T00:00:00Z", days: 0 }] })),
      "high",
      "on 2027-01-01",
    ],
    [
      "by a second rule",
      bucket(lifecycle(365, under("logs/"))),
      bucket(lifecycle(365, under("logs/")), lifecycle(7, { ...under("photos/"), id: "more" })),
      "medium",
      "under photos/ by itself after 7 days (rule more)",
    ],
    [
      "with another tag",
      bucket(lifecycle(9, { filter: [{ tag: [{ key: "a", value: "1" }] }] })),
      bucket(lifecycle(9, { filter: [{ tag: [{ key: "a", value: "2" }] }] })),
      "medium",
      "objects with tag a=2 by itself",
    ],
  ])("are deleted: %s", (_, before, after, severity, words) => {
    const found = told(lifecycles(before, after)).filter(([rule]) => rule !== "expiry/versions");
    expect(found).toEqual([["expiry/objects", severity, expect.stringContaining(words)]]);
    expect(rules(lifecycles(before, before))).toEqual([]);
  });

  it.each<readonly [string, Values, Values]>([
    ["later", bucket(lifecycle(30)), bucket(lifecycle(365))],
    ["not any more", bucket(lifecycle(30)), bucket(lifecycle(30, { status: "Disabled" }))],
    ["fewer of them", bucket(lifecycle(30)), bucket(lifecycle(30, under("tmp/")))],
    ["by a rule of another name", bucket(lifecycle(30)), bucket(lifecycle(30, { id: "renamed" }))],
    [
      "as before, beside a rule that is off",
      bucket(lifecycle(30)),
      bucket(lifecycle(30), lifecycle(1, { status: "Disabled" })),
    ],
    [
      "nothing but markers",
      bucket(lifecycle(null)),
      bucket(lifecycle(null, { expiration: [{ days: 0, expired_object_delete_marker: true }] })),
    ],
    [
      "by two rules instead of one",
      bucket(lifecycle(30, under("a"))),
      bucket(lifecycle(30, under("a/b")), lifecycle(40, { ...under("a/c"), id: "c" })),
    ],
  ])("stay: %s", (_, before, after) => {
    expect(rules(lifecycles(before, after))).toEqual([]);
  });

  it("of a bucket that is there already, by a first rule; not of one that comes with it", () => {
    const first = lifecycles(null, bucket(lifecycle(30)));
    expect(rules(first)).toEqual([
      ["expiry/objects", "high"],
      ["expiry/versions", "medium"],
    ]);
    expect(rules(first, rowOf("aws_s3_bucket", null, { bucket: "uploads" }))).toEqual([]);
    const { bucket: _, ...nameless } = bucket(lifecycle(30));
    expect(rules(lifecycles(null, nameless, { after_unknown: { bucket: true } }))).toEqual([]);
  });

  it("in the form of provider 3", () => {
    const rule = (enabled: boolean) => ({
      bucket: "b",
      lifecycle_rule: [{ enabled, expiration: [{ days: 5 }], prefix: "" }],
    });
    expect(rules(rowOf("aws_s3_bucket", rule(false), rule(true)))).toEqual([["expiry/objects", "high"]]);
    expect(rules(rowOf("aws_s3_bucket", rule(true), rule(false)))).toEqual([]);
  });

  it("cannot be known where the days come later; what providers always leave open is no matter", () => {
    const open = (rule: object) =>
      lifecycles(bucket(lifecycle(30)), bucket(lifecycle(null)), { after_unknown: { rule: [rule] } });
    expect(rules(open({ expiration: [{ days: true }] }))).toEqual([["expiry/unknown", "medium"]]);
    expect(rules(open({ expiration: [{ expired_object_delete_marker: true }], prefix: true }))).toEqual([]);
  });

  it("of which older versions go earlier", () => {
    const kept = (noncurrent_days: number, newer: number | null = null) =>
      bucket(
        lifecycle(null, { noncurrent_version_expiration: [{ newer_noncurrent_versions: newer, noncurrent_days }] }),
      );
    expect(told(lifecycles(kept(90), kept(7)))).toEqual([
      ["expiry/versions", "medium", expect.stringContaining("overwritten versions by itself after 7 days")],
    ]);
    expect(rules(lifecycles(kept(7), kept(90)))).toEqual([]);
  });

  it("are found and not told where the rules are marked", () => {
    hides("expiry/objects", LIFECYCLE, "rule", [
      [bucket(lifecycle(365)), bucket(lifecycle(1))],
      [bucket(lifecycle(90)), bucket(lifecycle(30, under("tmp/")), lifecycle(2, { id: "more" }))],
    ]);
  });
});

describe("items of a table", () => {
  const ttl = (enabled: boolean, attribute_name: string) => ({ name: "carts", ttl: [{ attribute_name, enabled }] });
  const row = (before: Values, after: Values) => rowOf("aws_dynamodb_table", before, after);
  it("are deleted from now on, or by another attribute", () => {
    expect(told(row(ttl(false, ""), ttl(true, "expires")))).toEqual([
      ["expiry/items", "medium", expect.stringContaining("their attribute expires holds")],
    ]);
    expect(rules(row({ name: "carts", ttl: [] }, ttl(true, "expires")))).toEqual([["expiry/items", "medium"]]);
    expect(rules(row(ttl(true, "expires"), ttl(true, "created")))).toEqual([["expiry/items", "medium"]]);
  });
  it("stay", () => {
    expect(rules(row(ttl(true, "expires"), ttl(false, "")))).toEqual([]);
    expect(rules(row(ttl(true, "expires"), ttl(true, "expires")))).toEqual([]);
    expect(rules(rowOf("aws_dynamodb_table", null, ttl(true, "expires")))).toEqual([]);
  });
});

describe("images of a registry", () => {
  const image = (selection: Values) => ({
    rulePriority: 1,
    description: "old ones",
    selection,
    action: { type: "expire" },
  });
  const last = (countNumber: number, more: Values = {}) =>
    image({ tagStatus: "any", countType: "imageCountMoreThan", countNumber, ...more });
  const aged = (countNumber: number) =>
    image({ tagStatus: "tagged", tagPrefixList: ["v"], countType: "sinceImagePushed", countUnit: "days", countNumber });
  const policy = (...list: object[]) => ({ repository: "shop/api", policy: JSON.stringify({ rules: list }) });
  // Each change of a policy is a replacement.
  const row = (before: Values | null, after: Values) =>
    rowOf("aws_ecr_lifecycle_policy", before, after, before === null ? {} : { actions: ["delete", "create"] });
  it.each<readonly [string, Values, Values, string]>([
    ["fewer are kept", policy(last(100)), policy(last(3)), "but the last 3 (rule old ones)"],
    [
      "by age",
      policy(last(100)),
      policy(last(100), aged(14)),
      "images with tags v by itself 14 days after they were pushed",
    ],
    [
      "all tags",
      policy(aged(14)),
      policy(image({ ...aged(14).selection, tagPrefixList: ["v", "r"] })),
      "with tags r, v by itself",
    ],
  ])("are deleted: %s", (_, before, after, words) => {
    expect(told(row(before, after))).toEqual([["expiry/images", "medium", expect.stringContaining(words)]]);
  });
  it("stay: more are kept, only those without a tag go, the registry is new", () => {
    expect(rules(row(policy(last(3)), policy(last(100))))).toEqual([]);
    expect(rules(row(policy(last(3)), policy(last(3), last(1, { tagStatus: "untagged" }))))).toEqual([]);
    expect(
      rules(row(policy(last(3)), policy(last(5), last(9, { tagStatus: "tagged", tagPrefixList: ["v"] })))),
    ).toEqual([]);
    const first = row(null, policy(last(100)));
    expect(rules(first, rowOf("aws_ecr_repository", null, { name: "shop/api" }))).toEqual([]);
    expect(rules(first)).toEqual([["expiry/images", "medium"]]);
  });
  it("are found and not told where the policy is marked", () => {
    hides("expiry/images", "aws_ecr_lifecycle_policy", "policy", [
      [policy(last(100)), policy(last(3))],
      [policy(last(50)), policy(last(9), aged(1))],
    ]);
  });
});

describe("rules of a backup plan", () => {
  const rule = (rule_name: string, days: number | null, more: Values = {}) => ({
    rule_name,
    schedule: `cron(0 5 * * ? *) ${rule_name}`,
    copy_action: [],
    lifecycle: days === null ? [] : [{ cold_storage_after: 0, delete_after: days }],
    ...more,
  });
  const plan = (...list: Values[]) => ({ id: "p", rule: list });
  const row = (before: Values, after: Values) => rowOf("aws_backup_plan", before, after);
  const [daily, yearly] = [rule("daily", 35), rule("yearly", 2555)];
  const copy = { copy_action: [{ destination_vault_arn: "arn:aws:backup:eu-central-1:1:backup-vault:copies" }] };
  it("that go behind the back of the others", () => {
    expect(told(row(plan(daily, yearly), plan(daily)))).toEqual([
      [
        "backup/rule-removed",
        "high",
        expect.stringContaining("its rule yearly (cron(0 5 * * ? *) yearly, kept 2555 days)"),
      ],
    ]);
  });
  it("that keep less, where the least of all stays", () => {
    expect(told(row(plan(daily, yearly), plan(daily, rule("yearly", 365))))).toEqual([
      ["backup/rule-shortened", "medium", "its rule yearly keeps recovery points 365 days instead of 2555 days"],
    ]);
    expect(rules(row(plan(daily, rule("monthly", null)), plan(daily, rule("monthly", 90))))).toEqual([
      ["backup/rule-shortened", "medium"],
    ]);
  });
  it("that no longer copy, while another does", () => {
    expect(
      rules(row(plan({ ...daily, ...copy }, { ...yearly, ...copy }), plan({ ...daily, ...copy }, yearly))),
    ).toEqual([["backup/rule-shortened", "high"]]);
  });
  it("are told once, by the plan as a whole where it is the least that shrinks", () => {
    expect(rules(row(plan(daily, yearly), plan(rule("daily", 7), yearly)))).toEqual([["safety/recovery", "medium"]]);
  });
  it("may be renamed, come, and keep more", () => {
    expect(rules(row(plan(daily), plan({ ...daily, rule_name: "nightly" })))).toEqual([]);
    expect(rules(row(plan(daily), plan(daily, yearly)))).toEqual([]);
    expect(rules(row(plan(daily), plan(rule("daily", 90))))).toEqual([]);
  });
  it("are found and not told where they are marked", () => {
    hides("backup/rule-removed", "aws_backup_plan", "rule", [
      [plan(daily, yearly), plan(daily)],
      [plan(daily, rule("weekly", 90)), plan(daily)],
    ]);
  });
});

describe("rules of a firewall", () => {
  const ownRule = (action: string, name = "rate-limit") => ({
    name,
    action: [{ allow: [], block: [], captcha: [], challenge: [], count: [], [action]: [{}] }],
    override_action: [],
    statement: [{ rate_based_statement: [{ limit: 2000 }] }],
  });
  const group = (override: string, soft: readonly string[] = []) => ({
    name: "AWSManagedRulesCommonRuleSet",
    action: [],
    override_action: [{ count: [], none: [], [override]: [{}] }],
    statement: [
      {
        managed_rule_group_statement: [
          {
            name: "AWSManagedRulesCommonRuleSet",
            rule_action_override: soft.map((name) => ({ name, action_to_use: [{ block: [], count: [{}] }] })),
          },
        ],
      },
    ],
  });
  const acl = (...rule: Values[]) => ({ id: "w", rule });
  const row = (before: Values, after: Values) => rowOf("aws_wafv2_web_acl", before, after);
  const whole = acl(ownRule("block"), group("none"));
  it.each<readonly [string, Values, string, string, string]>([
    ["is gone", acl(group("none")), "firewall/rule-removed", "high", "its rule rate-limit is gone"],
    ["counts", acl(ownRule("count"), group("none")), "firewall/rule-weakened", "high", "rate-limit stops nothing"],
    [
      "lets through",
      acl(ownRule("allow"), group("none")),
      "firewall/rule-weakened",
      "high",
      "rate-limit stops nothing",
    ],
    [
      "is a group that counts",
      acl(ownRule("block"), group("count")),
      "firewall/rule-weakened",
      "high",
      "CommonRuleSet",
    ],
    [
      "is a part of a group",
      acl(ownRule("block"), group("none", ["SizeRestrictions_BODY"])),
      "firewall/rule-weakened",
      "medium",
      "no longer stops what SizeRestrictions_BODY finds",
    ],
  ])("%s", (_, after, rule, severity, words) => {
    expect(told(row(whole, after))).toEqual([[rule, severity, expect.stringContaining(words)]]);
    expect(rules(row(after, whole))).toEqual([]);
  });
  it("may have another name or place, or ask a riddle instead", () => {
    expect(rules(row(whole, acl(group("none"), ownRule("block"))))).toEqual([]);
    expect(rules(row(whole, acl(ownRule("block", "limit"), group("none"))))).toEqual([]);
    expect(rules(row(whole, acl(ownRule("captcha"), group("none"))))).toEqual([]);
    expect(rules(rowOf("aws_wafv2_web_acl", whole, { id: "w" }, { after_unknown: { rule: true } }))).toEqual([]);
  });
  it("are found and not told where they are marked", () => {
    hides("firewall/rule-weakened", "aws_wafv2_web_acl", "rule", [
      [whole, acl(ownRule("count"), group("none"))],
      [whole, acl(ownRule("block"), group("none", ["SizeRestrictions_BODY"]))],
    ]);
  });
});

describe("routes", () => {
  const arn = (name: string) =>
    `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/${name}/38c8ce5c00aab875`;
  const leading = (name: string) => ({
    id: "r",
    action: [{ type: "forward", forward: [], target_group_arn: arn(name) }],
  });
  const rule = rowOf("aws_lb_listener_rule", leading("api"), null);
  const at = (row: Record<string, unknown>, address: string) => ({ ...row, address });
  const same = { actions: ["no-op"] };
  const service = { name: "api", load_balancer: [{ container_name: "api", target_group_arn: arn("api") }] };
  const standing = rowOf("aws_ecs_service", service, service, same);
  it("that go while what is behind them stays", () => {
    expect(told(rule, standing)).toEqual([
      ["route/removed", "medium", "is deleted, and nothing else leads to api, which stays"],
    ]);
    expect(rules(rule, standing, rowOf("aws_lb_target_group", { arn: arn("api") }, null))).toEqual([
      ["route/removed", "medium"],
    ]);
  });
  it("that go with it, or have another way", () => {
    expect(rules(rule, rowOf("aws_ecs_service", service, null))).toEqual([]);
    expect(rules(rule, rowOf("aws_lb_target_group", { arn: arn("api") }, null))).toEqual([]);
    const other = at(rowOf("aws_lb_listener_rule", leading("api"), leading("api"), same), "aws_lb_listener_rule.other");
    expect(rules(rule, standing, other)).toEqual([]);
    const listener = { id: "l", default_action: [{ type: "forward", target_group_arn: arn("api") }] };
    expect(rules(rule, standing, rowOf("aws_lb_listener", listener, listener, same))).toEqual([]);
    const made = at(
      rowOf(
        "aws_lb_listener_rule",
        null,
        { action: [{ type: "forward" }] },
        { after_unknown: { action: [{ target_group_arn: true }] } },
      ),
      "aws_lb_listener_rule.new",
    );
    expect(rules(rule, standing, made)).toEqual([]);
  });
  it("to containers that nobody asks any more", () => {
    const task = (...list: object[]) => ({ family: "api", container_definitions: JSON.stringify(list) });
    const checked = { name: "api", image: "a:1", healthCheck: { command: ["CMD", "/check"] } };
    const row = (before: Values, after: Values) =>
      rowOf("aws_ecs_task_definition", before, after, { actions: ["create", "delete"] });
    expect(told(row(task(checked), task({ name: "api", image: "a:2" })))).toEqual([
      ["route/unchecked", "medium", "its container api has no health check any more"],
    ]);
    expect(rules(row(task(checked), task({ ...checked, healthCheck: { command: ["NONE"] } })))).toEqual([
      ["route/unchecked", "medium"],
    ]);
    expect(rules(row(task(checked), task({ ...checked, image: "a:2" }, { name: "sidecar" })))).toEqual([]);
    expect(rules(row(task({ name: "api" }), task(checked)))).toEqual([]);
  });
});

describe("what the answers ask for", () => {
  const wish = (downgrades: readonly string[]) => ({ action: "changed" as const, downgrades, because: [] });
  const judged = (row: Record<string, unknown>, downgrades: readonly string[]) => {
    const address = String(row["address"]);
    const intent: Intent = {
      wishes: new Map([[address, wish(downgrades)]]),
      wanted: new Set([address]),
      before: undefined,
    };
    const plan = readPlan(bytesOf({ format_version: "1.2", resource_changes: [row] }), "plan.json", "prod");
    return review([plan], { failOn: "high", intents: new Map([["prod", intent]]) }).verdict;
  };
  const lists = (argument: string, ...names: string[]) => ({
    id: "x",
    rule: names.map((name) => ({
      [argument]: name,
      action: [{ block: [{}] }],
      schedule: name,
      statement: [{ name }],
      lifecycle: [{ delete_after: 9 }],
    })),
  });
  it.each<readonly [string, Record<string, unknown>, string]>([
    ["a rule of a firewall", rowOf("aws_wafv2_web_acl", lists("name", "a", "b"), lists("name", "a")), "rule.b"],
    [
      "a rule of a backup plan",
      rowOf("aws_backup_plan", lists("rule_name", "a", "b"), lists("rule_name", "a")),
      "rule.b",
    ],
    ["objects that go earlier", lifecycles(bucket(lifecycle(365)), bucket(lifecycle(30))), "rule.expiration.days"],
  ])("does not block, and only that: %s", (_, row, argument) => {
    expect(judged(row, [argument])).toBe("warn");
    expect(judged(row, [])).toBe("block");
    expect(judged(row, ["rule.other"])).toBe("block");
  });

  it("is read from what the rules are called before and after", () => {
    expect(goneRules(lists("name", "a", "b"), lists("name", "a"))).toEqual(["rule.b"]);
    expect(goneRules(lists("rule_name", "a"), lists("rule_name", "a", "b"))).toEqual([]);
    expect(goneRules(undefined, undefined)).toEqual([]);
  });
});

describe("roles that trust a provider", () => {
  const trust = (provider: string, Condition?: object, Action = "sts:AssumeRoleWithWebIdentity") => ({
    name: "deploy",
    assume_role_policy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Action,
          Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${provider}` },
          Condition,
        },
      ],
    }),
  });
  const GITHUB = "token.actions.githubusercontent.com";
  const asks = (sub: string, operator = "StringLike") => ({ [operator]: { [`${GITHUB}:sub`]: sub } });
  const aud = { StringEquals: { [`${GITHUB}:aud`]: "sts.amazonaws.com" } };
  const made = (values: Values) => rowOf("aws_iam_role", null, values);
  it.each<readonly [string, Values, string]>([
    ["the audience only", trust(GITHUB, aud), "high"],
    ["nothing", trust(GITHUB), "high"],
    ["any subject", trust(GITHUB, asks("*")), "high"],
    ["any repository", trust(GITHUB, asks("repo:*")), "high"],
    ["names that begin alike", trust(GITHUB, asks("repo:acme*")), "high"],
    ["everything but one", trust(GITHUB, asks("repo:acme/a", "StringNotLike")), "high"],
    ["any account of a cluster", trust("oidc.eks.eu-west-1.amazonaws.com/id/ABC", {}), "medium"],
  ])("and ask for %s", (_, values, severity) => {
    expect(rules(made(values))).toContainEqual(["iam/open-federation", severity]);
    expect(rules(rowOf("aws_iam_role", trust(GITHUB, asks("repo:acme/a")), values))).toContainEqual([
      "iam/open-federation",
      severity,
    ]);
    expect(rules(rowOf("aws_iam_role", values, { ...values, name: "other" }))).toEqual([]);
  });
  it.each<readonly [string, Values]>([
    ["a repository", trust(GITHUB, { ...aud, ...asks("repo:acme/shop:*") })],
    ["an owner", trust(GITHUB, asks("repo:acme/*"))],
    ["a claim of its own", trust(GITHUB, { StringEquals: { [`${GITHUB}:repository_owner_id`]: "42" } })],
    ["a project", trust("gitlab.com", { StringLike: { "gitlab.com:sub": "project_path:acme/shop:*" } })],
    [
      "an organization",
      trust("app.terraform.io", { StringLike: { "app.terraform.io:sub": "organization:acme:project:*" } }),
    ],
    ["an application", trust("accounts.google.com", { StringEquals: { "accounts.google.com:aud": "ours" } })],
    [
      "a namespace",
      trust("oidc.eks.eu-west-1.amazonaws.com/id/ABC", {
        StringLike: { "oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:shop:*" },
      }),
    ],
    ["another way in", trust(GITHUB, aud, "sts:TagSession")],
  ])("and ask for %s: enough", (_, values) => {
    expect(rules(made(values))).toEqual([]);
  });
  it("are found and not told where the policy is marked", () => {
    hides("iam/open-federation", "aws_iam_role", "assume_role_policy", [
      [trust(GITHUB, asks("repo:acme/a")), trust(GITHUB, aud)],
      [trust("gitlab.com", { StringEquals: { "gitlab.com:sub": "project_path:a/b" } }), trust("gitlab.com")],
    ]);
  });
});

describe("programs that run", () => {
  const judged = (rows: object[], configuration: object, more: object = {}) =>
    review(
      [
        readPlan(
          bytesOf({ format_version: "1.2", resource_changes: rows, configuration, ...more }),
          "plan.json",
          "prod",
        ),
      ],
      { failOn: "high" },
    ).findings.map(({ rule, severity, address, message }) => [
      rule,
      severity,
      address,
      message.map((part) => (typeof part === "string" ? part : part.value)).join(""),
    ]);
  const local = { type: "local-exec", expressions: { command: { constant_value: "sh ./migrate.sh" } } };
  const script = { address: "null_resource.migrate", mode: "managed", type: "null_resource", name: "migrate" };
  const inModule = (resources: object[]) => ({ root_module: { module_calls: { app: { module: { resources } } } } });
  const row = (before: unknown, after: unknown, more: object = {}) => ({
    ...rowOf("null_resource", before, after, more),
    address: 'module.app["eu"].null_resource.migrate[0]',
  });
  it("by a provisioner, when its object is made", () => {
    const configuration = inModule([{ ...script, provisioners: [local] }]);
    expect(judged([row(null, { id: "1" })], configuration)).toEqual([
      [
        "code/provisioner",
        "medium",
        'module.app["eu"].null_resource.migrate[0]',
        "runs while it is made: local-exec sh ./migrate.sh",
      ],
    ]);
    const again = row({ id: "1" }, {}, { actions: ["delete", "create"] });
    expect(judged([again], configuration).map(([rule]) => rule)).toEqual(["code/provisioner"]);
    // It ran when it was made, and the same without a provisioner runs nothing.
    expect(judged([row({ id: "1" }, { id: "1" })], configuration)).toEqual([]);
    expect(judged([row(null, { id: "1" })], inModule([script]))).toEqual([]);
  });
  it("each time that somebody plans", () => {
    const source = { address: "data.external.commit", mode: "data", type: "external", name: "commit" };
    expect(judged([], inModule([source]))).toEqual([
      ["code/plan", "low", "module.app.data.external.commit", "runs a program each time that somebody plans"],
    ]);
    expect(judged([], inModule([{ ...source, address: "data.http.commit", type: "http" }]))).toEqual([]);
  });
  it("as a function or an action", () => {
    const call = rowOf("aws_lambda_invocation", null, { function_name: "migrate", input: "{}" });
    expect(judged([call], {})).toEqual([["code/call", "medium", call["address"], "calls migrate during the apply"]]);
    const action = { address: "action.aws_lambda_invoke.purge", type: "aws_lambda_invoke" };
    expect(judged([], {}, { action_invocations: [action], output_changes: {} }).map(([rule]) => rule)).toEqual([
      "code/call",
    ]);
  });
  it("tells no command that holds a secret", () => {
    const secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    const command = { constant_value: `curl -H "Authorization: Bearer ${secret}" https://a.example` };
    const configuration = inModule([{ ...script, provisioners: [{ type: "local-exec", expressions: { command } }] }]);
    const text = everyOutput({ format_version: "1.2", resource_changes: [row(null, { id: "1" })], configuration });
    expect(text).toContain("code/provisioner");
    expect(text).not.toContain(secret);
  });
  it("names what no configuration should hold without a failure", () => {
    for (const configuration of [
      null,
      [],
      { root_module: [] },
      { root_module: { resources: [null, { provisioners: "x" }] } },
    ])
      expect(judged([row(null, { id: "1" })], configuration as object)).toEqual([]);
  });
});

describe("lists of which others come or go", () => {
  const attributes = (before: unknown, after: unknown, more: object = {}) => {
    const row = rowOf("a_b", { id: "x", list: before }, { id: "x", list: after }, more);
    const { changes } = reviewWith([row]);
    return changes
      .find(({ address }) => address === row["address"])
      ?.attributes.map((one) => [one.path, one.before, one.after]);
  };
  it("are told by the names of their parts, and whole where these have none", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => ({ name, priority: 1 }));
    expect(attributes([a, b, c], [a, { ...c, priority: 2 }])).toEqual([
      ["list[1].priority", "1", "2"],
      ["list[1]", JSON.stringify(b), undefined],
    ]);
    expect(attributes([{ from: 1 }, { from: 2 }], [{ from: 3 }])?.[0]).toEqual(["list[0]", '{"from":1}', '{"from":3}']);
    // Another under the same place is another.
    expect(attributes([a, b], [{ ...c, priority: 7 }])?.[0]?.[0]).toBe("list[0]");
  });
  it("tell no pairs of what is marked", () => {
    const shown = [
      [
        { name: "a", v: 1 },
        { name: "b", v: 1 },
      ],
      [
        { name: "b", v: 2 },
        { name: "a", v: 3 },
      ],
    ].map((before) =>
      attributes(before, [{ name: "a", v: 9 }], {
        before_sensitive: {
          list: [
            { name: true, v: true },
            { name: true, v: true },
          ],
        },
        after_sensitive: { list: [{ name: true, v: true }] },
      }),
    );
    expect(JSON.stringify(shown[0])).toBe(JSON.stringify(shown[1]));
  });
});
