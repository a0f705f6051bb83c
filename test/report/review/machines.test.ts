// The formats for machines: valid by their own schemas, complete, and the same bytes whatever order the plan has.
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { countPlan } from "../../../src/review/counts.ts";
import { readPlan } from "../../../src/review/read.ts";
import { review } from "../../../src/review/review.ts";
import { RULES } from "../../../src/review/rules/registry.ts";
import { bytesOf, fixture, fixtureNames, publicPlans, rowOf } from "../../review/plans.ts";
import { type Named, print, reviewOf } from "./reports.ts";

const plans: readonly Named[] = [
  ...fixtureNames().map((name) => ({ name, document: fixture(name) })),
  ...publicPlans().map(({ file, bytes }) => ({ name: file.replace(/\.json$/, ""), document: bytes })),
];
const named = plans.map((plan) => [plan.name, plan] as const);

const isReview = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync("schemas/review.schema.json", "utf8")));
// The published schema is of draft 4; only its two keywords of identity differ from what Ajv reads.
const {
  $schema: _,
  id: __,
  ...sarifSchema
} = JSON.parse(readFileSync("node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json", "utf8"));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(sarifSchema);

/** Elements in order; fails for anything that is not well formed. */
function parseXml(text: string): { name: string; attributes: Record<string, string>; text: string }[] {
  expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: string[] = [];
  const body = text.slice(text.indexOf("\n") + 1);
  const tag = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  for (let match = tag.exec(body); match !== null; match = tag.exec(body)) {
    const [, close, name = "", attributes = "", single, content] = match;
    if (content !== undefined) {
      expect(content.replace(/&(?:amp|lt|gt|quot);/g, "")).not.toMatch(/[&<]/);
      const last = found.at(-1);
      if (last !== undefined) last.text += content;
    } else if (close === "/") expect(open.pop()).toBe(name);
    else {
      found.push({
        name,
        attributes: Object.fromEntries(
          [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
        ),
        text: "",
      });
      if (single !== "/") open.push(name);
    }
    if (tag.lastIndex === body.length) break;
  }
  expect(open).toEqual([]);
  return found;
}

describe("JSON", () => {
  it.each(named)("%s is as the schema says, with the counts of the plan", (_, plan) => {
    const value = JSON.parse(print(reviewOf([plan]), "json"));
    expect(isReview(value), JSON.stringify(isReview.errors)).toBe(true);
    const bytes = plan.document instanceof Uint8Array ? plan.document : bytesOf(plan.document);
    expect(value.counts).toEqual(countPlan(readPlan(bytes, "x", "x")));
    const {
      noop,
      move: _move,
      import: _import,
      deposed: _deposed,
      drift: _drift,
      outputChanges: _outputs,
      deferred: _deferred,
      ...acting
    } = value.counts;
    const eventful = Object.values(acting as Record<string, number>).reduce((a, b) => a + b, 0);
    expect(value.changes.length).toBeGreaterThanOrEqual(eventful);
    expect(value.changes.length).toBeLessThanOrEqual(eventful + noop);
  });
});

describe("SARIF", () => {
  it.each(named)("%s is valid 2.1.0 and holds every finding", (_, plan) => {
    const review = reviewOf([plan]);
    const log = JSON.parse(print(review, "sarif"));
    expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
    expect(log.runs[0].results).toHaveLength(review.findings.length);
    for (const result of log.runs[0].results) {
      expect(log.runs[0].tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(() => new URL(result.locations[0].physicalLocation.artifactLocation.uri, "file:///")).not.toThrow();
    }
  });
});

describe("SARIF for code scanning", () => {
  const log = (source: string) => {
    const plan = { ...readPlan(bytesOf(fixture("downgrade")), "x", "prod"), source };
    const value = JSON.parse(print(review([plan], { failOn: "high" }), "sarif"));
    expect(isSarif(value), JSON.stringify(isSarif.errors)).toBe(true);
    return value.runs[0];
  };
  const artifact = (source: string) => log(source).results[0].locations[0].physicalLocation.artifactLocation;

  it.each([
    ["plans/prod.json", { uri: "plans/prod.json", uriBaseId: "%SRCROOT%" }],
    ["./plans//a b.json", { uri: "plans/a%20b.json", uriBaseId: "%SRCROOT%" }],
    ["-", { uri: "plan.json", uriBaseId: "%SRCROOT%" }],
    ["/tmp/prod.json", { uri: "file:///tmp/prod.json" }],
    ["C:\\ci\\prod.json", { uri: "file:///C:/ci/prod.json" }],
    ["../prod.json", { uri: "../prod.json" }],
  ])("%s is found from the folder of the run", (source, expected) => {
    expect(artifact(source)).toEqual(expected);
    expect(log(source).originalUriBaseIds).toHaveProperty("%SRCROOT%");
  });

  it("gives each rule a weight, of its worst result or its own", () => {
    const { rules } = log("plan.json").tool.driver;
    const weight = (id: string) => rules.find((rule: { id: string }) => rule.id === id);
    expect(rules.map(({ properties }: { properties: object }) => properties)).not.toContainEqual(
      expect.objectContaining({ "security-severity": "0.0" }),
    );
    // Not in this plan, and a medium finding of a rule that is usually high.
    expect(weight("data-loss/delete")).toMatchObject({
      defaultConfiguration: { level: "error" },
      properties: { "security-severity": "9.5" },
    });
    expect(weight("plan/deferred").properties["security-severity"]).toBe("2.0");
    expect(weight("safety/recovery").properties["security-severity"]).toBe("8.0");
  });
});

describe("JUnit", () => {
  it.each(named)("%s is well formed and fails for what blocks", (_, plan) => {
    const review = reviewOf([plan]);
    const elements = parseXml(print(review, "junit"));
    const cases = elements.filter(({ name }) => name === "testcase");
    const failures = elements.filter(({ name }) => name === "failure");
    expect(cases).toHaveLength(RULES.length);
    expect(failures.length > 0).toBe(review.verdict === "block");
    expect(elements[0]?.attributes).toMatchObject({ tests: String(cases.length), failures: String(failures.length) });
  });
});

describe("all formats", () => {
  const formats = ["text", "markdown", "json", "sarif", "junit", "github"] as const;
  it.each(fixtureNames())("%s: neither the order of rows nor of keys changes a byte", (name) => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, turned(item)]),
      );
    };
    const document = fixture(name);
    const other = turned(document) as typeof document;
    other.resource_changes.reverse();
    other.resource_drift?.reverse();
    for (const format of formats)
      expect(print(reviewOf([{ name, document: other }]), format)).toBe(print(reviewOf([{ name, document }]), format));
  });

  it("escape what XML and URLs cannot hold", () => {
    const name = 'a"b<c>&\u0001\ud800 d/ü.json';
    const document = fixture("target");
    document.resource_changes.push({ ...rowOf("aws_s3_bucket", { id: "x" }, null), address: `aws_s3_bucket.${name}` });
    const review = reviewOf([{ name, document }]);
    expect(parseXml(print(review, "junit")).some(({ text }) => text.includes("&lt;c&gt;&amp;"))).toBe(true);
    expect(isSarif(JSON.parse(print(review, "sarif")))).toBe(true);
  });

  it("agree on what blocks", () => {
    for (const failOn of ["critical", "high", "medium", "low", "info", "never"] as const) {
      const review = reviewOf([{ name: "prod", document: fixture("downgrade") }], failOn);
      const blocking = review.findings.filter(({ blocks }) => blocks).length;
      expect(review.verdict === "block").toBe(blocking > 0);
      expect(JSON.parse(print(review, "json")).verdict).toBe(review.verdict);
      expect((print(review, "github").match(/^::error /gm) ?? []).length > 0).toBe(blocking > 0);
      if (failOn === "critical" || failOn === "never") expect(review.verdict).toBe("warn");
    }
  });
});
