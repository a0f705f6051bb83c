// What Terraform marks is never told, however short it is: when a marked value becomes another one and the same rule finds it, no byte of any output changes.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SafetyArgument } from "../../src/resources/resource-type.ts";
import { RESOURCE_TYPES } from "../../src/resources/resources.ts";
import { isJudgedApart, MORE_SAFETY } from "../../src/review/knowledge.ts";
import { isSecretName } from "../../src/review/masking/names.ts";
import { readPlan } from "../../src/review/read.ts";
import { bytesOf, everyOutput, fixture, fixtureNames, rowOf } from "./plans.ts";

type Values = Record<string, unknown>;
/** Before and after. */
type Sides = readonly [before: unknown, after: unknown];

const document = (row: unknown, more: object = {}) => ({ format_version: "1.2", resource_changes: [row], ...more });

/** The same output for each of the sides, with `rule` in it; and another one when nothing is marked, or the test says nothing. */
function expectSame(
  type: string,
  variants: readonly Sides[],
  mark: unknown,
  rule: string | undefined,
  isAlike = false,
): void {
  const marks = { before_sensitive: mark, after_sensitive: mark };
  const shown = variants.map(([before, after]) => everyOutput(document(rowOf(type, before, after, marks))));
  expect(new Set(shown).size).toBe(1);
  if (rule !== undefined) expect(shown[0]).toContain(`"rule": "${rule}"`);
  const open = variants.map(([before, after]) => everyOutput(document(rowOf(type, before, after))));
  if (!isAlike) expect(new Set(open).size).toBeGreaterThan(1);
  else expect(shown[0]).not.toMatch(/from (?:true|false) to|(?:true|false) →/);
}

function nest(path: string, value: unknown): Values {
  const [first = "", ...rest] = path.split(".");
  return { [first]: rest.length === 0 ? value : [nest(rest.join("."), value)] };
}

/** Ways to be worse, all found by the rule. */
function worsenings({ worse, safe = [], zero }: SafetyArgument): readonly Sides[] {
  switch (worse) {
    case "off":
      return [
        [true, false],
        ["true", "false"],
      ];
    case "on":
      return [
        [false, true],
        ["false", "true"],
      ];
    case "lower":
      return [
        [35, 1],
        [90, 2],
        // The end of something is worse than less of it, where nothing does not mean for ever.
        [14, zero === undefined ? 0 : 3],
      ];
    case "higher":
      return [
        [30, 365],
        [7, 3650],
      ];
    case "ends":
      return [
        [2, 0],
        [30, 0],
      ];
    case "olderTls":
      return [
        ["TLSv1.2_2021", "TLSv1.1_2016"],
        ["TLSv1.3_2025", "TLSv1.2_2021"],
      ];
    case "removed":
      return [
        [["one"], null],
        [["another", "thing"], null],
      ];
    case "leaves":
      return [
        [safe[0], "anything-else"],
        [safe.at(-1), "quite-another"],
      ];
  }
}

/** A switch has one way to be worse; some names hide their value without a mark. */
function looksAlike(argument: string, { worse }: SafetyArgument): boolean {
  return worse === "on" || worse === "off" || isSecretName(argument.split(".").at(-1) ?? "");
}

const table = [
  ...[...RESOURCE_TYPES.values()].flatMap(({ type, safety = [] }) => safety.map((rule) => ({ type, rule }))),
  ...Object.entries(MORE_SAFETY).flatMap(([type, list]) => list.map((rule) => ({ type, rule }))),
].filter(({ type, rule }) => !isJudgedApart(type, rule.argument));

describe("a marked value that gets less safe is found and not told", () => {
  it.each(table.map((entry) => [entry.type, entry.rule.argument, entry] as const))(
    "%s %s",
    (type, argument, { rule }) => {
      const variants = worsenings(rule).map(
        ([before, after]): Sides => [nest(argument, before), nest(argument, after)],
      );
      for (const mark of [true, { [argument.split(".")[0] ?? ""]: true }, nest(argument, true)])
        expectSame(type, variants, mark, `safety/${rule.stake}`, looksAlike(argument, rule));
    },
  );

  it("when it is created or drifted so", () => {
    const made: readonly Sides[] = [
      [null, { publicly_accessible: true, backup_retention_period: 1 }],
      [null, { publicly_accessible: true, backup_retention_period: 2 }],
    ];
    const shown = made.map(([before, after]) =>
      everyOutput(
        document(rowOf("aws_db_instance", before, after, { after_sensitive: { publicly_accessible: true } })),
      ),
    );
    expect(shown[0]).toBe(shown[1]);
    expect(shown[0]).toContain("is created with publicly_accessible (sensitive)");
    const drifted = [
      [35, 1],
      [14, 0],
    ].map(([before, after]) => {
      const marks = { before_sensitive: { backup_retention_period: true } };
      const sides = [{ backup_retention_period: before }, { backup_retention_period: after }] as const;
      const row = rowOf("aws_db_instance", ...sides, marks);
      return everyOutput({ format_version: "1.2", resource_changes: [], resource_drift: [row] });
    });
    expect(drifted[0]).toBe(drifted[1]);
    expect(drifted[0]).toContain("drift/less-safe");
  });
});

const rule = (more: object) => ({ protocol: "tcp", cidr_blocks: ["10.0.0.0/16"], ...more });
const policy = (...statements: object[]) => JSON.stringify({ Statement: statements });
const allow = (Action: unknown, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: "arn:aws:s3:::a/*",
  ...more,
});

describe("what is computed from a marked value", () => {
  const group = (...ingress: object[]): Values => ({ id: "sg-1", ingress });
  const base = rule({ from_port: 1, to_port: 1 });
  it.each<readonly [string, Values, readonly Values[]]>([
    [
      "network/world-open",
      group(base),
      [
        group(rule({ from_port: 22, to_port: 22, cidr_blocks: ["0.0.0.0/0"] })),
        group(rule({ from_port: 12345, to_port: 54321, cidr_blocks: ["0.0.0.0/1", "128.0.0.0/1"] })),
        group(rule({ from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] })),
      ],
    ],
    [
      "network/opened",
      group(base),
      [
        group(rule({ from_port: 5432, to_port: 5432 })),
        group(rule({ from_port: 9, to_port: 9, cidr_blocks: ["10.1.2.0/24", "10.1.9.0/24"] }), base),
      ],
    ],
  ])("%s", (id, before, after) => {
    const variants = after.map((values): Sides => [before, values]);
    expectSame("aws_security_group", variants, { ingress: true }, id);
    const marks = [{ ingress: [{ from_port: true }, { from_port: true }] }];
    for (const mark of marks) {
      const shown = variants.map((sides) =>
        everyOutput(document(rowOf("aws_security_group", ...sides, { after_sensitive: mark }))),
      );
      for (const text of shown)
        for (const port of ["22", "12345", "54321", "5432"]) expect(text).not.toContain(`tcp ${port}`);
    }
  });

  it("single rules", () => {
    const single = (more: object): Values => ({
      security_group_id: "sg-1",
      ip_protocol: "tcp",
      cidr_ipv4: "0.0.0.0/0",
      ...more,
    });
    const variants = [22, 3389, 5432].map((port): Sides => [null, single({ from_port: port, to_port: port })]);
    expectSame(
      "aws_vpc_security_group_ingress_rule",
      variants,
      { from_port: true, to_port: true },
      "network/world-open",
    );
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      "iam/broadened",
      policy(allow("s3:GetObject")),
      [
        policy(allow(["s3:GetObject", "s3:PutObject"])),
        policy(allow(["s3:GetObject", "s3:a", "s3:b", "s3:c", "s3:d", "s3:e", "iam:PassRole"])),
        policy(allow("s3:GetObject", { Resource: "*", Sid: "Wide" }), allow("s3:List*")),
      ],
    ],
    [
      "iam/public",
      policy(allow("s3:GetObject", { Principal: "x" })),
      [
        policy(allow("s3:GetObject", { Principal: "*" })),
        policy(allow("s3:Put*", { Principal: "*", Sid: "Open" }), allow("s3:Del*", { Principal: "*" })),
      ],
    ],
  ])("%s", (id, before, after) => {
    const variants = after.map((text): Sides => [{ policy: before }, { policy: text }]);
    expectSame("aws_s3_bucket_policy", variants, { policy: true }, id);
  });

  it("what is attached, and to whom", () => {
    const attached = (name: string): Sides => [null, { policy_arn: `arn:aws:iam::aws:policy/${name}` }];
    const admins = [attached("AdministratorAccess"), attached("IAMFullAccess")];
    expectSame("aws_iam_role_policy_attachment", admins, { policy_arn: true }, "iam/admin");
    const boundary = (text: string): Sides => [{ permissions_boundary: text }, { permissions_boundary: null }];
    const gone = [boundary("arn:aws:iam::1:policy/a"), boundary("b")];
    expectSame("aws_iam_role", gone, { permissions_boundary: true }, "iam/boundary-removed");
    const open = ["allUsers", "allAuthenticatedUsers"].map((member): Sides => [null, { member, role: `r-${member}` }]);
    expectSame("google_storage_bucket_iam_member", open, true, "iam/public");
  });

  it("whether something holds a deletion back", () => {
    const variants = [true, false].map((value): Sides => [{ id: "x", deletion_protection: value }, null]);
    expectSame("aws_db_instance", variants, { deletion_protection: true }, "data-loss/delete");
  });
});

describe("a marked value that no rule knows", () => {
  const values: readonly (readonly [string, readonly Sides[]])[] = [
    [
      "switches",
      [
        [{ x: true }, { x: false }],
        [{ x: false }, { x: true }],
      ],
    ],
    [
      "short numbers",
      [
        [{ x: 1 }, { x: 2 }],
        [{ x: 77 }, { x: -3.5 }],
      ],
    ],
    [
      "short words and nothing",
      [
        [{ x: "a" }, { x: "none" }],
        [{ x: null }, { x: "true" }],
      ],
    ],
    [
      "lists and maps",
      [
        [{ x: [1, 2, 3] }, { x: [] }],
        [{ x: { anna: 1 } }, { x: { bea: true, carl: [2] } }],
      ],
    ],
  ];
  it.each(values)("%s", (_, variants) => {
    expectSame("a_b", variants, { x: true }, undefined);
    // A mark on one side alone hides both: of a switch, one tells the other.
    const one = variants.map((sides) =>
      everyOutput(document(rowOf("a_b", ...sides, { after_sensitive: { x: true } }))),
    );
    expect(new Set(one).size).toBe(1);
    const other = variants.map((sides) =>
      everyOutput(document(rowOf("a_b", ...sides, { before_sensitive: { x: true } }))),
    );
    expect(new Set(other).size).toBe(1);
    const outputs = variants.map(([before, after]) => {
      const o = { actions: ["update"], before, after, before_sensitive: false, after_sensitive: true };
      return everyOutput({ format_version: "1.2", resource_changes: [], output_changes: { o } });
    });
    expect(new Set(outputs).size).toBe(1);
  });

  it("keys on the way to what forces a replacement, or feeds the plan", () => {
    const keys = ["anna", "bea"].map((key) => {
      const sides = [{ users: { [key]: 1 } }, { users: { [key]: 2 } }] as const;
      const marks = {
        before_sensitive: { users: true },
        actions: ["delete", "create"],
        replace_paths: [["users", key]],
      };
      const row = rowOf("aws_db_instance", ...sides, marks);
      const drift = rowOf("aws_lambda_function", ...sides, { after_sensitive: { users: true } });
      return everyOutput({
        ...document(row),
        resource_drift: [drift],
        relevant_attributes: [{ resource: drift["address"], attribute: ["users", key] }],
      });
    });
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toContain("is replaced because users changes");
  });
});

describe("a marked number of many digits", () => {
  const digits = fc
    .tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 6, maxLength: 22 }),
    )
    .map(([first, rest]) => `${first}${rest}`);
  const copies: readonly ((secret: string) => unknown)[] = [
    () => "@secret@",
    (secret) => `pin ${secret} it is`,
    (secret) => `{"pin":${secret},"deep":[{"pins":[${secret}]}]}`,
    (secret) => Buffer.from(`{"pin":${secret}}`).toString("base64"),
    (secret) => ({ [`k${secret}`]: "x" }),
    (secret) => `first\n${secret}\nlast`,
  ];
  it("is in no output, wherever it stands without a mark", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...fixtureNames()),
        digits,
        fc.nat({ max: copies.length - 1 }),
        fc.nat({ max: 4 }),
        fc.boolean(),
        (name, secret, copy, place, isInJson) => {
          const plan = fixture(name);
          const marked = isInJson ? `{"pin":${secret}}` : "@secret@";
          const planted = copies[copy]?.(secret);
          const row = rowOf("a_b", { note: "" }, { note: planted });
          plan.resource_changes = [
            ...(plan.resource_changes ?? []),
            { ...rowOf("c_d", { x: 0 }, { x: marked }, { after_sensitive: { x: true } }), address: "c_d.marked" },
            { ...row, ...(place === 0 ? { address: `a_b.x["${secret}"]` } : {}) },
          ];
          if (place === 1) plan.output_changes = { o: { actions: ["create"], before: null, after: planted } };
          if (place === 2)
            plan.checks = [
              {
                address: { to_display: "check.a" },
                status: "fail",
                instances: [
                  {
                    address: { to_display: `check.a[${secret}]` },
                    status: "fail",
                    problems: [{ message: `not ${secret}` }],
                  },
                ],
              },
            ];
          if (place === 3) plan.variables = { v: { value: planted } };
          if (place === 4) plan.deferred_changes = [{ reason: `for ${secret}`, resource_change: row }];
          const text = JSON.stringify(plan).replaceAll('"@secret@"', secret);
          const shown = everyOutput(text);
          if (shown.includes(secret))
            expect.fail(`${secret} is shown in …${shown.slice(shown.indexOf(secret) - 200).slice(0, 300)}`);
          const encoded = Buffer.from(`{"pin":${secret}}`).toString("base64");
          expect(shown).not.toContain(encoded);
        },
      ),
      { numRuns: Number(process.env["MASKING_RUNS"] ?? 150) },
    );
  });
});

describe("only the configuration says that it is secret", () => {
  const secret = "horse-battery-staple";
  const row = rowOf("a_b", { note: "" }, { note: `is ${secret}` });
  it.each([
    ["the default of a variable", { variables: { v: { default: secret, sensitive: true } } }],
    [
      "what a module is given",
      {
        module_calls: {
          m: { expressions: { v: { constant_value: secret } }, module: { variables: { v: { sensitive: true } } } },
        },
      },
    ],
    ["a constant output", { outputs: { o: { sensitive: true, expression: { constant_value: secret } } } }],
  ])("%s", (_, root_module) => {
    expect(everyOutput(document(row))).toContain(secret);
    expect(everyOutput(document(row, { configuration: { root_module } }))).not.toContain(secret);
    // The key of an instance is data, also where it looks like a name.
    const keyed = { ...row, address: `a_b.x["${secret}"]` };
    expect(everyOutput(document(keyed, { configuration: { root_module } }))).not.toContain(secret);
  });
});

describe("a message about a file that cannot be read", () => {
  it("holds nothing of it", () => {
    const secret = "Zq9vK2mL5xW8pTr4";
    const plan = fixture("target");
    plan.resource_changes.push(rowOf("c_d", { x: secret }, { [secret]: secret }, { after_sensitive: true }));
    const text = JSON.stringify(plan).replace("{", `{"${secret}":"${secret}",`);
    fc.assert(
      fc.property(
        fc.nat({ max: text.length }),
        fc.constantFrom("", "}", '"', "\\", "[", secret, `"${secret}"`),
        (end, tail) => {
          try {
            readPlan(bytesOf(text.slice(0, end) + tail), "plan.json", "prod");
          } catch (error) {
            expect(error instanceof Error ? `${error.message} ${JSON.stringify(error)}` : "").not.toContain(secret);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
