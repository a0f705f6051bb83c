import { describe, expect, it } from "vitest";
import { DEFAULT_REGIONS, regionsTopic } from "../../../src/decisions/topics/regions.ts";
import { answersOf, readingOf } from "./documents.ts";
import { REGION_CASES } from "./tables/regions.ts";

describe("regions that are used for now, primary first", () => {
  it.each(REGION_CASES.map((item) => [JSON.stringify(item.say), item] as const))("%s", (_, { say, want, source }) => {
    const texts = typeof say === "string" ? { "infrastructure.hosting_strategy": say } : say;
    const { regions } = regionsTopic.read(readingOf(answersOf(texts))).values;
    expect(regions?.value ?? DEFAULT_REGIONS).toEqual(want);
    if (source !== undefined) expect(regions?.source ?? "default").toBe(source);
  });
});

describe("a code that is off by a letter", () => {
  const told = (say: string) =>
    regionsTopic.read(readingOf(answersOf({ "infrastructure.hosting_strategy": say }))).diagnostics;

  it.each([
    ["AWS eu-nort-1, ECS Fargate", "eu-north-1"],
    ["Fargate in us-esat-1", "us-east-1"],
  ])("is an error that names what was meant: %s", (say, meant) => {
    expect(told(say)).toMatchObject([
      { code: "DECISION_UNKNOWN_REGION", severity: "error", help: expect.stringContaining(meant) },
    ]);
  });

  it.each([
    ["AWS eu-west-1"],
    ["AWS eu-west-9, opened last month"],
    ["two clusters, us-prod-1 and us-prod-2"],
    ["not in eu-nort-1"],
  ])("is nothing to stop for: %s", (say) => {
    expect(told(say)).toEqual([]);
  });
});

describe("a law or a union without a region", () => {
  const told = (say: Readonly<Record<string, string>>) =>
    regionsTopic.read(readingOf(answersOf({ "infrastructure.hosting_strategy": "AWS, Fargate", ...say }))).diagnostics;

  it.each([
    ["warning", { "infrastructure.hosting_strategy": "AWS. GDPR applies." }],
    ["warning", { "security.encryption": "TLS, DSGVO compliant" }],
    ["info", { "data_architecture.primary_database": "Postgres; data has to stay in the EU" }],
  ] as const)("is told as what decides the region: %s", (severity, say) => {
    expect(told(say)).toMatchObject([
      { code: "DECISION_UNDECIDED", severity, message: expect.stringContaining("eu-central-1 (Frankfurt) is taken") },
    ]);
  });

  it.each([[{ "security.encryption": "GDPR", "infrastructure.hosting_strategy": "AWS Ireland" }], [{}]])(
    "is nothing to tell where a region is named, or nothing asks: %j",
    (say) => expect(told(say as Readonly<Record<string, string>>)).toEqual([]),
  );
});
