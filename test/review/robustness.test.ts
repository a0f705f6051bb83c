// Plans that once stopped the review, by an error or by taking forever, are reviewed.
import { describe, expect, it } from "vitest";
import { judgeIntent } from "../../src/review/intent.ts";
import { readPlan } from "../../src/review/read.ts";
import { type Review, review } from "../../src/review/review.ts";
import { print } from "../report/review/reports.ts";
import { bytesOf, rowOf } from "./plans.ts";

const planOf = (rows: readonly unknown[], more: object = {}) =>
  readPlan(bytesOf({ format_version: "1.2", resource_changes: rows, ...more }), "plan.json", "prod");
const judge = (rows: readonly unknown[], more: object = {}): Review => review([planOf(rows, more)], { failOn: "high" });

describe("words that every object has", () => {
  it.each(["constructor", "__proto__", "toString"])("%s is only a word", (word) => {
    const row = {
      ...rowOf("aws_instance", { x: 1 }, { x: 2 }, { actions: ["delete", "create"], replace_paths: [[word]] }),
      action_reason: word,
    };
    for (const format of ["text", "markdown", "json"] as const) expect(print(judge([row]), format)).toContain(word);
    const plan = planOf([row]);
    const intent = { wishes: new Map(), wanted: new Set<string>(), before: new Set<string>() };
    expect(plan.rows.map((own) => judgeIntent(plan, intent).of(own))).toEqual(["unexpected"]);
  });
});

describe("a list longer than a call has room for", () => {
  it("is compared", () => {
    const sides = [7, 1].map((days) => ({ backup_retention_period: Array.from({ length: 300_000 }, () => days) }));
    const { findings } = judge([rowOf("aws_db_instance", sides[0], sides[1])]);
    expect(findings.map(({ rule }) => rule)).toContain("safety/recovery");
  });
});

describe("in a few seconds", () => {
  const timed = (act: () => void): number => {
    const start = performance.now();
    act();
    return performance.now() - start;
  };
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const secrets = many(5000, (index) => `same-start-${index}`);
  const addressed = (row: Record<string, unknown>, index: number) => ({
    ...row,
    address: `${row["type"]}.x[${index}]`,
  });
  const cases: readonly (readonly [string, () => unknown])[] = [
    [
      "thousands of secrets that start alike",
      () =>
        judge([
          rowOf(
            "a_b",
            { all: "", note: "same-".repeat(4000) },
            { all: secrets, note: "same".repeat(4000) },
            { after_sensitive: { all: true } },
          ),
        ]),
    ],
    [
      "creations of one type",
      () => judge(many(20_000, (index) => addressed(rowOf("aws_instance", null, { x: index }), index))),
    ],
    [
      "drift of many",
      () => {
        const rows = many(6000, (index) => addressed(rowOf("a_b", { x: 1 }, { x: 2 }), index));
        return judge(rows, { resource_drift: rows });
      },
    ],
    ["text full of the starts of tokens", () => judge([rowOf("a_b", { x: "" }, { x: "eyJ".repeat(200_000) })])],
    [
      "guards that go and come",
      () =>
        judge(
          many(3000, (index) => [
            addressed(rowOf("aws_s3_bucket_versioning", { bucket: `old-${index}` }, null), index),
            addressed(rowOf("aws_s3_bucket_versioning", null, { bucket: `new-${index}` }), index + 9000),
          ]).flat(),
        ),
    ],
  ];
  it.each(cases)("%s", (_, act) => {
    expect(timed(act)).toBeLessThan(8000);
  });
});
