// Each way of making something less safe, planted once into a real plan that is otherwise harmless: every one must be found. The way back must not.
import { describe, expect, it } from "vitest";
import type { SafetyArgument } from "../../src/resources/resource-type.ts";
import { RESOURCE_TYPES } from "../../src/resources/resources.ts";
import { dataOf, GUARDS, isJudgedApart, MORE_SAFETY } from "../../src/review/knowledge.ts";
import { readPlan } from "../../src/review/read.ts";
import { review } from "../../src/review/review.ts";
import { bytesOf, fixture, reviewWith, rowOf } from "./plans.ts";

const planted = (row: Record<string, unknown>, ...more: Record<string, unknown>[]) =>
  reviewWith([row, ...more]).findings.filter(({ address }) => address === row["address"]);
const rules = (row: Record<string, unknown>, ...more: Record<string, unknown>[]) =>
  planted(row, ...more).map(({ rule }) => rule);

/** `a.b.c` with a value, blocks as lists of one, as the provider hands them out. */
function nest(path: string, value: unknown): Record<string, unknown> {
  const [first = "", ...rest] = path.split(".");
  return { [first]: rest.length === 0 ? value : [nest(rest.join("."), value)] };
}

function sides(rule: SafetyArgument): readonly [safe: unknown, unsafe: unknown] {
  switch (rule.worse) {
    case "off":
      return [true, false];
    case "on":
      return [false, true];
    case "lower":
      return [35, 1];
    case "higher":
      return [30, 365];
    case "ends":
      return [2, 0];
    case "olderTls":
      return ["ELBSecurityPolicy-TLS13-1-2-2021-06", "TLSv1_2016"];
    case "removed":
      return [rule.argument === "policy" ? "{}" : ["something"], null];
    case "leaves":
      return [rule.safe?.[0], "anything-else"];
  }
}

const table = [
  ...[...RESOURCE_TYPES.values()].flatMap(({ type, safety = [] }) => safety.map((rule) => ({ type, rule }))),
  ...Object.entries(MORE_SAFETY).flatMap(([type, list]) => list.map((rule) => ({ type, rule }))),
].filter(({ type, rule }) => !isJudgedApart(type, rule.argument));

describe("safety arguments", () => {
  it("covers the families that matter", () => {
    expect(table.length).toBeGreaterThan(120);
    expect(new Set(table.map(({ rule }) => rule.stake))).toEqual(
      new Set(["destruction", "recovery", "exposure", "encryption", "availability", "evidence"]),
    );
  });

  it.each(table.map((entry) => [entry.type, entry.rule.argument, entry] as const))(
    "%s %s",
    (type, argument, { rule }) => {
      const [safe, unsafe] = sides(rule);
      const [before, after] = [
        { id: "x", ...nest(argument, safe) },
        { id: "x", ...nest(argument, unsafe) },
      ];
      const review = reviewWith([rowOf(type, before, after)]);
      const found = review.findings.filter(({ rule: id }) => id === `safety/${rule.stake}`);
      expect(found.length).toBeGreaterThan(0);
      expect(review.verdict).not.toBe("pass");
      // The way back, no change at all, and a value that is only known later are no downgrade.
      expect(rules(rowOf(type, after, before))).not.toContain(`safety/${rule.stake}`);
      expect(rules(rowOf(type, before, before))).toEqual([]);
      const unknown = rowOf(
        type,
        before,
        { id: "x" },
        { after_unknown: { id: false, [argument.split(".")[0] ?? ""]: true } },
      );
      // That nobody can know is said, less loudly; of something new it is no news.
      const [first, ...more] = planted(unknown);
      expect([first?.rule, more]).toEqual(["safety/unknown", []]);
      expect(rule.worse === "removed" ? ["low", "medium"] : ["medium"]).toContain(first?.severity);
      expect(JSON.stringify(first?.message)).toContain(argument);
      const made = rowOf(type, null, { id: "x" }, { after_unknown: { [argument.split(".")[0] ?? ""]: true } });
      expect(rules(made)).not.toContain("safety/unknown");
      // What was not safe before cannot get worse.
      const already = { after_unknown: { [argument.split(".")[0] ?? ""]: true } };
      const worst = rule.worse === "lower" || rule.worse === "higher" ? nest(argument, 0) : after;
      if (argument !== "policy" && (rule.zero === "forever") === (rule.worse === "higher"))
        expect(JSON.stringify(planted(rowOf(type, { id: "x", ...worst }, { id: "x" }, already)))).not.toContain(
          `"${argument}"`,
        );
    },
  );

  it("tells a cut from an end", () => {
    const cut = planted(rowOf("aws_db_instance", { backup_retention_period: 35 }, { backup_retention_period: 7 }));
    const end = planted(rowOf("aws_db_instance", { backup_retention_period: 35 }, { backup_retention_period: 0 }));
    expect([cut[0]?.severity, end[0]?.severity]).toEqual(["medium", "high"]);
    // Of several the least counts, and it is still more than none.
    const several = (...days: number[]) => ({ rule: days.map((delete_after) => ({ lifecycle: [{ delete_after }] })) });
    const backup = planted(rowOf("aws_backup_plan", several(35, 365), several(7, 365)));
    expect(backup.map(({ rule, severity }) => [rule, severity])).toEqual([["safety/recovery", "medium"]]);
  });

  it("finds what is born exposed, and lets the rest be", () => {
    expect(
      planted(rowOf("aws_db_instance", null, { publicly_accessible: true, deletion_protection: false })),
    ).toMatchObject([{ rule: "safety/exposure", severity: "high" }]);
    expect(rules(rowOf("aws_s3_bucket_acl", null, { acl: "public-read" }))).toEqual(["safety/exposure"]);
    expect(rules(rowOf("aws_s3_bucket_acl", null, { acl: "private" }))).toEqual([]);
    expect(rules(rowOf("aws_lb", null, { internal: false }))).toEqual([]);
  });
});

describe("guards that go", () => {
  it.each(Object.keys(GUARDS))("%s", (type) => {
    const row = rowOf(type, { id: "uploads-bucket", bucket: "uploads-bucket" }, null);
    expect(rules(row).some((rule) => rule.startsWith("safety/"))).toBe(true);
    // With what it guards, or when it only changes its address, nothing is left open.
    const bucket = rowOf("aws_s3_bucket", { id: "uploads-bucket", bucket: "uploads-bucket" }, null);
    expect(rules(row, bucket).some((rule) => rule.startsWith("safety/"))).toBe(false);
    const again = { ...rowOf(type, null, { bucket: "uploads-bucket" }), address: `${type}.again` };
    expect(rules(row, again).some((rule) => rule.startsWith("safety/"))).toBe(false);
  });
});

describe("data", () => {
  const types = [...RESOURCE_TYPES.keys()].filter((type) => dataOf(type) !== undefined);
  it.each([...types, "google_sql_database_instance", "azurerm_storage_account", "kubernetes_persistent_volume_claim"])(
    "%s deleted, replaced, forgotten",
    (type) => {
      expect(types.length).toBeGreaterThan(50);
      expect(planted(rowOf(type, { id: "x" }, null)).map(({ rule, blocks }) => [rule, blocks])).toContainEqual([
        "data-loss/delete",
        dataOf(type)?.kind !== "copies",
      ]);
      const replaced = rowOf(
        type,
        { id: "x" },
        { id: "x" },
        { actions: ["delete", "create"], replace_paths: [["engine"], ["a", 0, "b"]] },
      );
      const [finding] = planted(replaced);
      expect(finding?.rule).toBe("data-loss/replace");
      expect(JSON.stringify(finding?.message)).toMatch(/engine.*a\[0\]\.b/);
      expect(planted(rowOf(type, { id: "x" }, null, { actions: ["forget"] }))).toMatchObject([
        { rule: "data-loss/forget", blocks: false },
      ]);
      // Made first or last, the old one goes.
      expect(rules(rowOf(type, { id: "x" }, { id: "x" }, { actions: ["create", "delete"] }))).toContain(
        "data-loss/replace",
      );
      expect(rules(rowOf(type, { id: "x" }, { id: "x" }, { actions: ["create", "forget"] }))).toEqual([
        "data-loss/forget",
      ]);
    },
  );

  it("says nothing about replacements that happen with each release", () => {
    for (const type of ["aws_ecs_task_definition", "aws_launch_template", "null_resource", "terraform_data"])
      expect(rules(rowOf(type, { id: "x" }, { id: "x" }, { actions: ["create", "delete"] }))).toEqual([]);
  });

  it("says what remains by the settings that it has, and with the condition where they are hidden or open", () => {
    const words = (type: string, before: object, more: object = {}) =>
      /what remains: ([^;]*)/.exec(
        planted(rowOf(type, before, null, more))
          .flatMap(({ message }) => message.map((part) => (typeof part === "string" ? part : part.value)))
          .join(""),
      )?.[1];
    const db = (skip_final_snapshot: boolean | null, delete_automated_backups: boolean | null) =>
      words("aws_db_instance", { skip_final_snapshot, delete_automated_backups });
    expect(db(false, false)).toBe("a final snapshot, and the automated backups");
    expect(db(true, false)).toBe("the automated backups");
    expect(db(true, true)).toBe("nothing");
    expect(db(null, true)).toBe("a final snapshot, when skip_final_snapshot is false");
    const marked = { before_sensitive: { skip_final_snapshot: true } };
    const hidden = words("aws_db_instance", { skip_final_snapshot: true, delete_automated_backups: true }, marked);
    expect(hidden).toBe("a final snapshot, when skip_final_snapshot is false");
    expect(words("aws_secretsmanager_secret", { recovery_window_in_days: 0 })).toBe("nothing");
    expect(words("aws_secretsmanager_secret", { recovery_window_in_days: 30 })).toContain("the secret for");
    expect(words("aws_elasticache_replication_group", { final_snapshot_identifier: "last" })).toBe("a final snapshot");
    expect(words("aws_elasticache_replication_group", { id: "x" })).toBe("nothing");
  });

  it("is judged by what happens to it, whatever else is said of the row", () => {
    const [safe, unsafe] = [
      { id: "x", deletion_protection: true },
      { id: "x", deletion_protection: false },
    ];
    const type = "aws_db_instance";
    const moved = { previous_address: `${type}.old` };
    const found = (row: Record<string, unknown>) => planted(row).map(({ rule: id, severity }) => [id, severity]);
    const downgraded = [["safety/destruction", "high"]];
    expect(found({ ...rowOf(type, safe, unsafe), ...moved })).toEqual(downgraded);
    expect(found({ ...rowOf(type, safe, safe, { actions: ["no-op"] }), ...moved })).toEqual([]);
    expect(found(rowOf(type, safe, unsafe, { importing: { id: "x" } }))).toEqual(downgraded);
    expect(found(rowOf(type, safe, safe, { actions: ["no-op"], importing: { id: "x" } }))).toEqual([]);
    // The block that it moved to is gone as well: Terraform deletes it, and says so in a reason only.
    const gone = { ...rowOf(type, safe, null), ...moved, action_reason: "delete_because_no_move_target" };
    expect(found(gone)).toEqual([["data-loss/delete", "critical"]]);
    const replaced = { actions: ["create", "delete"], replace_paths: [["identifier"]] };
    expect(found({ ...rowOf(type, safe, safe, replaced), ...moved })).toEqual([["data-loss/replace", "critical"]]);
    // What an interrupted replacement left: the data of that old object goes.
    const deposed = { ...rowOf(type, safe, null), deposed: "3f2a1b0c" };
    expect(found(deposed)).toEqual([["data-loss/delete", "high"]]);
    expect(JSON.stringify(planted(deposed)[0]?.message)).toContain("3f2a1b0c");
    // Forgotten it lives on; when a new one takes its place, that one is empty.
    const forget = {
      ...rowOf(type, safe, null, { actions: ["forget"] }),
      action_reason: "delete_because_no_resource_config",
    };
    expect(found(forget)).toEqual([["data-loss/forget", "low"]]);
    for (const actions of [
      ["create", "forget"],
      ["forget", "create"],
    ])
      expect(found(rowOf(type, safe, safe, { actions }))).toEqual([["data-loss/forget", "medium"]]);
    const guard = { bucket: "uploads-bucket", block_public_acls: true };
    expect(found(rowOf("aws_s3_bucket_public_access_block", guard, null, { actions: ["forget"] }))).toEqual([]);
  });

  it("weighs a deletion that is put off like one that is not", () => {
    const document = fixture("release");
    document.deferred_changes = [
      { reason: "provider_config_unknown", resource_change: rowOf("aws_db_instance", { id: "x" }, null) },
      { reason: "unknown", resource_change: rowOf("a_b", { id: "x" }, { id: "y" }, { actions: ["melt"] }) },
    ];
    const review_ = review([readPlan(bytesOf(document), "plan.json", "prod")], { failOn: "high" });
    expect(review_.verdict).toBe("block");
    const found = review_.findings.map(({ rule: id, severity, blocks }) => [id, severity, blocks]);
    expect(found).toContainEqual(["data-loss/delete", "critical", true]);
    expect(found).toContainEqual(["plan/unknown-action", "high", true]);
    expect(found.filter(([id]) => id === "plan/deferred")).toHaveLength(2);
  });

  it("does not count what is read", () => {
    const read = { ...rowOf("aws_s3_bucket", { id: "x" }, null), address: "data.aws_s3_bucket.planted", mode: "data" };
    expect(rules(read)).toEqual([]);
  });
});

const policy = (...statements: object[]) => ({
  policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
const allow = (more: object = {}) => ({
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::a/*",
  ...more,
});
const trust = (more: object) => ({
  assume_role_policy: JSON.stringify({
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" }, ...more },
    ],
  }),
});
const OIDC = { StringLike: { "token.actions.githubusercontent.com:sub": "repo:o/r:environment:prod" } };

describe("policies", () => {
  it.each([
    ["a wildcard action", policy(allow()), policy(allow({ Action: "s3:*" })), "iam/broadened"],
    ["everything", policy(allow()), policy(allow({ Action: "*", Resource: "*" })), "iam/admin"],
    [
      "all but one action",
      policy(allow()),
      policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
      "iam/admin",
    ],
    [
      "all but some actions",
      policy(allow()),
      policy({ Effect: "Allow", NotAction: ["a:*", "b:*", "c:*"], Resource: "*" }),
      "iam/broadened",
    ],
    [
      "all but one resource",
      policy(allow()),
      policy({ Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::b/*" }),
      "iam/broadened",
    ],
    ["every resource", policy(allow()), policy(allow({ Resource: "*" })), "iam/broadened"],
    ["a wider prefix", policy(allow()), policy(allow({ Resource: "arn:aws:s3:::a*" })), "iam/broadened"],
    [
      "one more powerful action",
      policy(allow()),
      policy(allow({ Action: ["s3:GetObject", "iam:PassRole"], Resource: "*" })),
      "iam/broadened",
    ],
    [
      "a condition that goes",
      policy(allow({ Condition: { Bool: { "aws:SecureTransport": "true" } } })),
      policy(allow()),
      "iam/broadened",
    ],
    [
      "a condition that admits more",
      policy(allow({ Condition: { StringEquals: { "aws:PrincipalTag/a": "x" } } })),
      policy(allow({ Condition: { StringEquals: { "aws:PrincipalTag/a": ["x", "y"] } } })),
      "iam/broadened",
    ],
    [
      "a denial that goes",
      policy(allow(), { Effect: "Deny", Action: "s3:*", Resource: "*" }),
      policy(allow()),
      "iam/deny-removed",
    ],
    [
      "a denial that shrinks",
      policy(allow(), { Effect: "Deny", Action: "s3:*", Resource: "*" }),
      policy(allow(), { Effect: "Deny", Action: "s3:Put*", Resource: "*" }),
      "iam/deny-removed",
    ],
    [
      "everybody",
      policy(allow({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })),
      policy(allow({ Principal: "*" })),
      "iam/public",
    ],
    [
      "everybody in a list",
      policy(allow({ Principal: { AWS: "111122223333" } })),
      policy(allow({ Principal: { AWS: ["111122223333", "*"] } })),
      "iam/public",
    ],
    [
      "another account",
      policy(allow({ Principal: { AWS: "111122223333" } })),
      policy(allow({ Principal: { AWS: ["111122223333", "444455556666"] } })),
      "iam/broadened",
    ],
    [
      "a role that more may assume",
      trust({}),
      trust({ Principal: { Service: ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"] } }),
      "iam/trust-broadened",
    ],
    ["a role that everybody may assume", trust({}), trust({ Principal: { AWS: "*" } }), "iam/public"],
    [
      "a role for every branch",
      trust({ Condition: OIDC }),
      trust({ Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "repo:o/*" } } }),
      "iam/trust-broadened",
    ],
    ["a role without its condition", trust({ Condition: OIDC }), trust({}), "iam/trust-broadened"],
  ])("finds %s", (_, before, after, rule) => {
    const review = reviewWith([rowOf("aws_iam_role", { id: "x", ...before }, { id: "x", ...after })]);
    expect(review.findings.map((finding) => finding.rule)).toContain(rule);
    expect(review.verdict).not.toBe("pass");
    expect(rules(rowOf("aws_iam_role", { id: "x", ...after }, { id: "x", ...before }))).not.toContain("iam/public");
    expect(rules(rowOf("aws_iam_role", { id: "x", ...after }, { id: "x", ...before }))).not.toContain("iam/admin");
  });

  it.each([
    [
      "another order and form",
      policy(allow({ Action: ["s3:GetObject", "s3:PutObject"] })),
      policy(allow({ Action: "S3:putobject" }), allow({ Sid: "New", Action: ["s3:getObject"] })),
    ],
    ["less of everything", policy(allow({ Action: "s3:*", Resource: "*" })), policy(allow())],
    [
      "statements that merge",
      policy(allow({ Resource: "arn:aws:s3:::a/x" }), allow({ Resource: "arn:aws:s3:::a/y" })),
      policy(allow({ Resource: ["arn:aws:s3:::a/x", "arn:aws:s3:::a/y"] })),
    ],
    ["one more condition", policy(allow()), policy(allow({ Condition: { Bool: { "aws:SecureTransport": "true" } } }))],
    [
      "a narrower condition",
      trust({ Condition: { StringLike: { "x:sub": "repo:o/*" } } }),
      trust({ Condition: { StringLike: { "x:sub": ["repo:o/a", "repo:o/b"] } } }),
    ],
    ["another denial", policy(allow()), policy(allow(), { Effect: "Deny", Action: "*", Resource: "*" })],
    [
      "an account by number or root",
      policy(allow({ Principal: { AWS: "111122223333" } })),
      policy(allow({ Principal: { AWS: "arn:aws:iam::111122223333:root" } })),
    ],
  ])("lets %s be", (_, before, after) => {
    expect(rules(rowOf("aws_s3_bucket_policy", { bucket: "a", ...before }, { bucket: "a", ...after }))).toEqual([]);
  });

  it("judges a new policy by what is wide in itself", () => {
    expect(rules(rowOf("aws_iam_policy", null, policy(allow({ Action: "s3:*" }))))).toEqual([]);
    expect(rules(rowOf("aws_iam_policy", null, policy(allow({ Action: "*", Resource: "*" }))))).toEqual(["iam/admin"]);
    expect(rules(rowOf("aws_sqs_queue_policy", null, policy(allow({ Principal: "*" }))))).toEqual(["iam/public"]);
    const narrowed = allow({
      Principal: "*",
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:1:t" } },
    });
    expect(rules(rowOf("aws_sqs_queue_policy", null, policy(narrowed)))).toEqual([]);
    // In the policy of a key "everything" means the key.
    expect(
      rules(
        rowOf(
          "aws_kms_key",
          null,
          policy(allow({ Action: "kms:*", Resource: "*", Principal: { AWS: "111122223333" } })),
        ),
      ),
    ).toEqual([]);
  });

  it.each([
    ["every address", { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"] } }],
    ["every address of IPv6", { IpAddress: { "aws:SourceIp": "::/0" } }],
    ["every identity", { StringLike: { "aws:PrincipalArn": "*" } }],
    ["every account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/admin" } }],
    ["whoever has no organization", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-1" } }],
    ["everybody but one", { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } }],
  ])("lets everybody in under a condition that fits %s", (_, Condition) => {
    expect(rules(rowOf("aws_sqs_queue_policy", null, policy(allow({ Principal: "*", Condition }))))).toEqual([
      "iam/public",
    ]);
  });

  it.each([
    ["an address", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }],
    ["an organization", { StringEquals: { "aws:PrincipalOrgID": "o-1" } }],
    ["a bucket", { ArnLike: { "aws:SourceArn": "arn:aws:s3:::uploads" } }],
    ["all topics of an account", { ArnLike: { "aws:SourceArn": "arn:aws:sns:*:111122223333:*" } }],
  ])("lets in who comes from %s", (_, Condition) => {
    expect(rules(rowOf("aws_sqs_queue_policy", null, policy(allow({ Principal: "*", Condition }))))).toEqual([]);
  });

  it("finds what is given by name", () => {
    const arn = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect(rules(rowOf("aws_iam_role_policy_attachment", null, { policy_arn: arn }))).toEqual(["iam/admin"]);
    expect(rules(rowOf("aws_iam_role", { managed_policy_arns: [] }, { managed_policy_arns: [arn] }))).toContain(
      "iam/admin",
    );
    expect(rules(rowOf("aws_iam_role", { permissions_boundary: "arn:x" }, { permissions_boundary: null }))).toContain(
      "iam/boundary-removed",
    );
    expect(rules(rowOf("aws_lambda_permission", null, { principal: "*" }))).toEqual(["iam/public"]);
    expect(rules(rowOf("google_storage_bucket_iam_member", null, { member: "allUsers", role: "r" }))).toEqual([
      "iam/public",
    ]);
  });

  it("says when a policy cannot be compared", () => {
    const row = rowOf("aws_iam_policy", policy(allow()), {}, { after_unknown: { policy: true } });
    expect(rules(row)).toEqual(["iam/unknown"]);
    const first = rowOf("aws_sqs_queue", { policy: "" }, {}, { after_unknown: { policy: true } });
    expect(rules(first)).toEqual(["iam/unknown"]);
    expect(rules(rowOf("aws_sqs_queue", null, {}, { after_unknown: { policy: true } }))).toEqual([]);
    const boundary = { permissions_boundary: "arn:x" };
    const limited = rowOf("aws_iam_role", boundary, {}, { after_unknown: { permissions_boundary: true } });
    expect(rules(limited)).toEqual(["iam/unknown"]);
    const trusted = rowOf("aws_iam_role", trust({}), {}, { after_unknown: { assume_role_policy: true } });
    expect(planted(trusted)).toMatchObject([{ rule: "iam/unknown", severity: "medium" }]);
  });

  it("judges the part that is known, and misses nothing that may stand in the other", () => {
    const deny = { Effect: "Deny", Action: "s3:*", Resource: "*" };
    const inline = (...documents: unknown[]) => ({ inline_policy: documents.map((one) => ({ policy: one })) });
    const row = rowOf(
      "aws_iam_role",
      inline(policy(allow()).policy, policy(deny).policy),
      inline(policy(allow({ Action: "*", Resource: "*" })).policy, null),
      { after_unknown: { inline_policy: [{}, { policy: true }] } },
    );
    expect(rules(row)).toEqual(["iam/admin", "iam/unknown"]);
  });
});

const rule = (more: object = {}) => ({
  from_port: 443,
  to_port: 443,
  protocol: "tcp",
  cidr_blocks: ["10.0.0.0/16"],
  ...more,
});
const group = (...ingress: object[]) => ({ id: "sg-1", ingress, egress: [] });

describe("security groups", () => {
  it.each([
    ["the world", group(rule()), group(rule({ cidr_blocks: ["0.0.0.0/0"] })), "network/world-open"],
    ["the world in IPv6", group(rule()), group(rule({ ipv6_cidr_blocks: ["::/0"] })), "network/world-open"],
    [
      "the world in two halves",
      group(rule()),
      group(rule({ cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] })),
      "network/world-open",
    ],
    ["a wider block", group(rule()), group(rule({ cidr_blocks: ["10.0.0.0/8"] })), "network/opened"],
    ["one more port", group(rule()), group(rule({ to_port: 444 })), "network/opened"],
    ["all protocols", group(rule()), group(rule({ from_port: 0, to_port: 0, protocol: "-1" })), "network/opened"],
    ["another group", group(rule()), group(rule({ security_groups: ["sg-2"] })), "network/opened"],
  ])("finds %s", (_, before, after, expected) => {
    const review = reviewWith([rowOf("aws_security_group", before, after)]);
    expect(review.findings.map((finding) => finding.rule)).toContain(expected);
    expect(review.verdict).not.toBe("pass");
    expect(rules(rowOf("aws_security_group", after, before))).toEqual([]);
  });

  it.each([
    [
      "halves of a block",
      group(rule()),
      group(rule({ cidr_blocks: ["10.0.0.0/17"] }), rule({ cidr_blocks: ["10.0.128.0/17"] })),
    ],
    ["a block of two halves", group(rule({ cidr_blocks: ["10.0.0.0/17", "10.0.128.0/17"] })), group(rule())],
    [
      "ports in two rules",
      group(rule({ from_port: 80, to_port: 90 })),
      group(rule({ from_port: 80, to_port: 85 }), rule({ from_port: 86, to_port: 90 })),
    ],
    [
      "ports of two rules",
      group(rule({ from_port: 80, to_port: 85 }), rule({ from_port: 86, to_port: 90 })),
      group(rule({ from_port: 80, to_port: 90 })),
    ],
    ["one protocol of all", group(rule({ protocol: "-1", from_port: 0, to_port: 0 })), group(rule())],
  ])("lets %s be", (_, before, after) => {
    expect(rules(rowOf("aws_security_group", before, after))).toEqual([]);
  });

  const single = (more: object = {}) => ({
    security_group_id: "sg-9",
    ip_protocol: "tcp",
    from_port: 22,
    to_port: 22,
    cidr_ipv4: "0.0.0.0/0",
    ...more,
  });
  it("weighs what is opened to the world", () => {
    const severity = (values: object) =>
      planted(rowOf("aws_vpc_security_group_ingress_rule", null, values))[0]?.severity;
    expect(severity(single())).toBe("high");
    expect(severity(single({ from_port: 443, to_port: 443 }))).toBe("info");
    expect(severity(single({ from_port: null, to_port: null, ip_protocol: "-1" }))).toBe("high");
    expect(severity(single({ from_port: 8080, to_port: 8080 }))).toBe("medium");
    expect(severity(single({ cidr_ipv4: "10.0.0.0/8" }))).toBe(undefined);
  });

  it("says when nobody can know yet who gets in, but for what is new", () => {
    const found = (type: string, before: unknown, after: unknown, after_unknown: unknown, more: object = {}) =>
      planted(rowOf(type, before, after, { after_unknown, ...more })).map(({ rule: id, severity }) => [id, severity]);
    const replaced = { actions: ["delete", "create"] };
    expect(found("aws_security_group", group(rule()), { id: "sg-1" }, { ingress: true })).toEqual([
      ["network/unknown", "medium"],
    ]);
    for (const name of ["cidr_blocks", "from_port"]) {
      const { [name]: _, ...rest } = rule() as Record<string, unknown>;
      expect(found("aws_security_group", group(rule()), group(rest), { ingress: [{ [name]: true }] })).toEqual([
        ["network/unknown", "medium"],
      ]);
    }
    const groups = { ingress: [{ security_groups: [true] }] };
    expect(found("aws_security_group", group(rule()), group(rule()), groups)).toEqual([["network/unknown", "low"]]);
    const { cidr_ipv4: __, ...open } = single() as Record<string, unknown>;
    const type = "aws_vpc_security_group_ingress_rule";
    expect(found(type, single({ cidr_ipv4: "10.0.0.0/8" }), open, { cidr_ipv4: true }, replaced)).toContainEqual([
      "network/unknown",
      "medium",
    ]);
    const other = { referenced_security_group_id: true };
    for (const before of [null, open])
      expect(found(type, before, open, other, before === null ? {} : replaced).map(([id]) => id)).not.toContain(
        "network/unknown",
      );
    expect(found("aws_security_group", null, { id: "sg-1" }, { ingress: true })).toEqual([]);
    expect(found("aws_security_group", group(rule()), {}, { ingress: true }, replaced).map(([id]) => id)).not.toContain(
      "network/unknown",
    );
  });

  it("counts rules of one group together, whatever resource they stand in", () => {
    const before = rowOf(
      "aws_security_group_rule",
      {
        type: "ingress",
        security_group_id: "sg-9",
        ...rule({ cidr_blocks: ["0.0.0.0/0"], from_port: 22, to_port: 22 }),
      },
      null,
    );
    const after = rowOf("aws_vpc_security_group_ingress_rule", null, single());
    expect(rules(after, before)).toEqual([]);
    expect(
      rules(
        { ...after, address: "aws_vpc_security_group_ingress_rule.other" },
        rowOf("aws_security_group_rule", { type: "egress", security_group_id: "sg-9", ...rule() }, null),
      ),
    ).toEqual(["network/world-open"]);
  });
});

describe("moves", () => {
  it("names the moved block that joins two rows", () => {
    const table_ = { name: "carts", hash_key: "id", billing_mode: "PAY_PER_REQUEST" };
    const from = { ...rowOf("aws_dynamodb_table", table_, null), address: "aws_dynamodb_table.old" };
    const to = { ...rowOf("aws_dynamodb_table", null, table_), address: "aws_dynamodb_table.new" };
    const found = planted(from, to).find(({ rule: id }) => id === "state/moved-missing");
    expect(found?.message.map((part) => (typeof part === "string" ? part : part.value)).join("")).toContain(
      "moved { from = aws_dynamodb_table.old, to = aws_dynamodb_table.new }",
    );
    const other = {
      ...rowOf("aws_dynamodb_table", null, { ...table_, name: "orders" }),
      address: "aws_dynamodb_table.new",
    };
    expect(rules(from, other)).not.toContain("state/moved-missing");
  });
});
