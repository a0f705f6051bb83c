// In: slips of the pen. Out: proof that the word that was meant is found, and that nothing far away is.
import { describe, expect, it } from "vitest";
import { closest, nearestKey } from "../../src/shared/closest.ts";

describe("the word that was meant", () => {
  it.each([
    ["redsi", ["redis", "rails"], "redis"],
    ["bakc", ["back", "help"], "back"],
    ["scafofld", ["scaffold"], "scaffold"],
    ["REDIS", ["redis"], "redis"],
    ["abcd", ["acbd", "badc"], "acbd"],
    ["cat", ["dog"], undefined],
    ["fire", ["file", "fine"], "file"],
    ["radius", ["redis"], "redis"],
    ["", ["a"], "a"],
  ])("%s of %j is %s", (word, allowed, meant) => {
    expect(closest(word, allowed)).toBe(meant);
  });

  it("lies within the limit that is asked for", () => {
    expect(closest("radius", ["redis"], 1)).toBeUndefined();
    expect(closest("rediss", ["redis"], 1)).toBe("redis");
  });
});

describe("the key that was meant", () => {
  const keys = ["multiAz", "backup.rpoMinutes", "backup.rtoMinutes", "backup.retentionDays", "monitoring", "ci"];
  it.each([
    ["multi_az", "multiAz"],
    ["Multi-AZ", "multiAz"],
    ["rpoMinutes", "backup.rpoMinutes"],
    ["retention", "backup.retentionDays"],
    ["backup", undefined],
    ["Minutes", undefined],
    ["monitor", "monitoring"],
    ["c", "ci"],
    ["frobnicate", undefined],
  ])("%s is %s", (key, meant) => {
    expect(nearestKey(key, keys)).toBe(meant);
  });
});
