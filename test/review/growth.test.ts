// Ten times as many rules of a group or statements of a policy take about ten times as long, whatever they have in common: measured against a smaller plan in the same run, not in seconds.
import { describe, expect, it } from "vitest";
import { readPlan } from "../../src/review/read.ts";
import { checkPlan } from "../../src/review/rules/registry.ts";
import { bytesOf, rowOf } from "./plans.ts";

const SMALL = 500;
/** What grows with the square takes a hundred times as long; sorting and other work of the machine take their part of the rest. */
const MOST = 40;

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const address = (index: number, shift: number) => `10.${index >> 8}.${index & 255}.${shift}/32`;

/** Rows of a plan with that many rules or statements. */
type Make = (count: number) => readonly unknown[];

const group =
  (rule: (index: number, shift: number) => object): Make =>
  (count) => [
    rowOf(
      "aws_security_group",
      { id: "sg-1", ingress: many(count, (index) => ({ protocol: "tcp", ...rule(index, 0) })) },
      { id: "sg-1", ingress: many(count, (index) => ({ protocol: "tcp", ...rule(index, 1) })) },
    ),
  ];

const policy =
  (statement: (index: number, shift: string) => object): Make =>
  (count) => {
    const side = (shift: string) => ({
      policy: JSON.stringify({ Statement: many(count, (index) => ({ Effect: "Allow", ...statement(index, shift) })) }),
    });
    return [rowOf("aws_iam_policy", side("a"), side("b"))];
  };

const cases: readonly (readonly [string, Make])[] = [
  [
    "rules with other addresses",
    group((index, shift) => ({ from_port: 443, to_port: 443, cidr_blocks: [address(index, shift)] })),
  ],
  [
    "rules with other ports",
    group((index, shift) => ({
      from_port: index * 2 + shift,
      to_port: index * 2 + shift,
      cidr_blocks: ["10.0.0.0/8"],
    })),
  ],
  [
    "rules over each other",
    group((index, shift) => ({
      from_port: index,
      to_port: 60_000 + shift - index,
      cidr_blocks: [address(index, 0), address(9999 - index, 1)],
    })),
  ],
  [
    "rules for other groups",
    group((index, shift) => ({ from_port: 443, to_port: 443, security_groups: [`sg-${index}-${shift}`] })),
  ],
  [
    "rules for all traffic",
    group((index, shift) => ({
      protocol: index % 2 === 0 ? "-1" : "tcp",
      from_port: 0,
      to_port: 0,
      cidr_blocks: [address(index, shift)],
    })),
  ],
  [
    "rules as resources of their own",
    (count) =>
      many(count, (index) => {
        const side = (shift: number) => ({
          security_group_id: "sg-1",
          ip_protocol: "tcp",
          from_port: 443,
          to_port: 443,
          cidr_ipv4: address(index, shift),
        });
        return {
          ...rowOf("aws_vpc_security_group_ingress_rule", side(0), side(1)),
          address: `aws_vpc_security_group_ingress_rule.x[${index}]`,
        };
      }),
  ],
  [
    "statements on other resources",
    policy((index, shift) => ({ Action: "s3:GetObject", Resource: `arn:aws:s3:::b${index}/${shift}` })),
  ],
  ["statements with other actions", policy((index, shift) => ({ Action: `s3:Get${index}${shift}`, Resource: "*" }))],
  [
    "statements that differ in both",
    policy((index, shift) => ({ Action: `s3:${index % 40}${shift}*`, Resource: `arn:${index >> 3}/*` })),
  ],
  [
    "statements for other principals",
    policy((index, shift) => ({
      Action: "s3:*",
      Resource: "*",
      Principal: { AWS: `arn:aws:iam::1:role/${index}${shift}` },
    })),
  ],
  [
    "statements that deny",
    policy((index, shift) => ({
      Effect: index === 0 ? "Allow" : "Deny",
      Action: `s3:${index}${shift}`,
      Resource: "*",
    })),
  ],
  [
    "actions of one statement",
    (count) => {
      const side = (shift: string) => ({
        policy: JSON.stringify({
          Statement: { Effect: "Allow", Action: many(count, (index) => `s3:${index}${shift}*`), Resource: "*" },
        }),
      });
      return [rowOf("aws_iam_policy", side("a"), side("b"))];
    },
  ],
];

/** The best of some runs: what else the machine does only ever adds. */
function time(rows: readonly unknown[], runs: number): number {
  const plan = readPlan(bytesOf({ format_version: "1.2", resource_changes: rows }), "plan.json", "prod");
  return Math.min(
    ...many(runs, () => {
      const start = performance.now();
      expect(checkPlan(plan).length).toBeGreaterThan(0);
      return performance.now() - start;
    }),
  );
}

describe("ten times as many", () => {
  it.each(cases)("%s", { retry: 2 }, (name, make) => {
    time(make(SMALL), 2); // compiled before it is measured
    const [small, big] = [time(make(SMALL), 4), time(make(SMALL * 10), 2)];
    if (process.env["GROWTH"] === "1")
      process.stderr.write(`${name}: ${small.toFixed(1)} ms, ${big.toFixed(1)} ms, ${(big / small).toFixed(1)}×\n`);
    expect(big / small, `${small.toFixed(1)} ms became ${big.toFixed(1)} ms`).toBeLessThan(MOST);
  });
});
