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
