// Numbers as people write them, with their exact spans.
import { describe, expect, it } from "vitest";
import { readQuantities } from "../../../src/decisions/text/quantities.ts";
import { readStatements } from "../../../src/decisions/text/statements.ts";
import { QUANTITIES } from "./tables/quantities.ts";

/** Each quantity as "quoted text = meaning". */
function read(text: string): string[] {
  return readStatements("/t", text)
    .flatMap(readQuantities)
    .map((item) => {
      const quote = text.slice(item.start, item.end);
      if (item.kind === "frequency") return `${quote} = every ${item.minutes}`;
      if (item.kind === "time") return `${quote} = ${item.hour}:${String(item.minute).padStart(2, "0")}`;
      const range = item.min === item.max ? `${item.min}` : `${item.min}..${item.max}`;
      return `${quote} = ${range} ${item.unit ?? "-"}${item.bound === "exact" ? "" : ` ${item.bound}`}`;
    });
}

describe("quantities", () => {
  it.each(QUANTITIES)("%s", (text, expected) => expect(read(text)).toEqual(expected));

  it.each([
    ["2 to 20 tasks", ["2 to 20 tasks = 2..20 task"]],
    ["2-10 tasks on CPU", ["2-10 tasks = 2..10 task"]],
    ["35 day retention", ["35 day = 35 day"]],
    ["kept thirty days", ["thirty days = 30 day"]],
    ["RPO of a quarter hour", ["a quarter hour = 0.25 hour"]],
    ["within half an hour", ["half an hour = 0.5 hour"]],
    ["nightly at 2am", ["nightly = every 1440", "at 2am = 2:00"]],
    ["every 8h", ["every 8h = every 480"]],
    ["each 15 min", ["each 15 min = every 15"]],
    ["every other day", ["every other day = every 2880"]],
    ["twice a day", ["twice a day = every 720"]],
    ["99.95 % of the time", ["99.95 % = 99.95 percent"]],
    ["three AZs", ["three AZs = 3 az"]],
    ["10.000 visitors", ["10.000 visitors = 10000 visitor"]],
    ["at 03:30 in the morning", ["at 03:30 = 3:30"]],
    ["every second day", ["every second day = every 2880"]],
    ["twice daily", ["twice daily = every 720"]],
    ["three times daily", ["three times daily = every 480"]],
    ["4x daily at 06:00", ["4x daily = every 360", "at 06:00 = 6:00"]],
    ["once a fortnight", ["once a fortnight = every 20160"]],
    ["every fortnight", ["every fortnight = every 20160"]],
    ["a fortnight of history", ["a fortnight = 2 week"]],
    ["two fortnights", ["two fortnights = 4 week"]],
    ["our tenants often attend", []],
    ["", []],
  ])("%s", (text, expected) => expect(read(text)).toEqual(expected));

  it("takes thousands of figures in its stride", () => {
    const started = performance.now();
    expect(read("12 tasks ".repeat(20_000))).toHaveLength(20_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
