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
