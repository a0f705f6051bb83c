// Fourteen edits of one small system, planned by real terraform against an emulator, and one of what deletes by itself, against a state of before: each gets the verdict that a careful reader would give it.
import { describe, expect, it } from "vitest";
import { readPlan } from "../../src/review/read.ts";
import { review } from "../../src/review/review.ts";
import { fixtureBytes, fixtureNames } from "./plans.ts";

/** Verdict, and the rules that must have spoken; nothing else of severity medium or worse may. */
const EXPECTED: Readonly<Record<string, readonly [verdict: string, ...rules: string[]]>> = {
  check: ["warn", "plan/check-failed"],
  deadlines: ["block", "code/provisioner", "expiry/images", "expiry/objects", "expiry/objects"],
  "delete-data": ["block", "data-loss/delete", "data-loss/delete", "safety/exposure"],
  downgrade: [
    "block",
    "iam/admin",
    "iam/broadened",
    "iam/public",
    "network/world-open",
    "network/world-open",
    "safety/destruction",
    "safety/destruction",
    "safety/destruction",
    "safety/destruction",
    "safety/encryption",
    "safety/encryption",
    "safety/evidence",
    "safety/exposure",
    "safety/exposure",
    "safety/recovery",
    "safety/recovery",
  ],
  drift: ["block", "drift/deleted", "drift/less-safe", "drift/less-safe"],
  errored: ["block", "plan/check-failed", "plan/errored"],
  forget: ["pass"],
  import: ["pass"],
  moved: ["pass"],
  outputs: ["pass"],
  release: ["pass"],
  rename: ["block", "data-loss/delete", "data-loss/delete", "state/moved-missing", "state/moved-missing"],
  "replace-data": ["block", "data-loss/replace", "data-loss/replace", "destroy/interruption"],
  target: ["warn", "plan/incomplete"],
  update: ["warn", "network/opened"],
};

describe("verdicts", () => {
  it("are expected for every plan of ours", () => {
    expect(Object.keys(EXPECTED)).toEqual(fixtureNames());
  });

  it.each(Object.entries(EXPECTED))("%s", (name, [verdict, ...rules]) => {
    const result = review([readPlan(fixtureBytes(name), name, name)], { failOn: "high" });
    const loud = result.findings.filter(({ severity }) => severity !== "low" && severity !== "info");
    expect([result.verdict, ...loud.map(({ rule }) => rule).sort()]).toEqual([verdict, ...rules]);
  });
});
