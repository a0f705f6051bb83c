import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSchedule } from "../../../src/decisions/topics/service-schedule.ts";
import { SCHEDULE_CASES } from "./tables/schedules.ts";

describe("a phrase about time becomes a scheduler expression", () => {
  it.each(SCHEDULE_CASES.map((row) => [row[0], row] as const))("%s", (text, [, expression, timezone]) => {
    const reading = readSchedule(text);
    expect(reading?.expression ?? null).toBe(expression);
    if (expression !== null) expect(reading?.timezone ?? null).toBe(timezone ?? null);
  });

  it("never throws, and its span lies in the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 80 }), (text) => {
        const reading = readSchedule(text);
        if (reading === null) return;
        expect(reading.start).toBeGreaterThanOrEqual(0);
        expect(reading.end).toBeGreaterThan(reading.start);
        expect(reading.end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});
