import { describe, expect, it } from "vitest";
import type { Limited } from "../../../src/decisions/details/access/access.ts";
import { readDetails } from "../../../src/decisions/details/details.ts";
import { readServices } from "../../../src/decisions/topics/services.ts";
import { answersOf, readingOf } from "../topics-b/documents.ts";
import { ACCESS_CASES } from "./tables/access.ts";

const keyOf = (name: string | undefined, { inside, unusable }: Limited) =>
  `${name}${inside ? ", inside" : ""}${unusable.length > 0 ? `, without ${unusable.join(" ")}` : ""}`;

const NAMES = ["panel", "quotes", "jobs"];

describe("who may reach what", () => {
  it.each(
    ACCESS_CASES.map(
      (item) => [`${item.purpose ?? item.technology ?? Object.values(item.say ?? {})[0]}`, item] as const,
    ),
  )("%s", (_, { purpose = "", technology = "Go 1.26", say = {}, closed = {}, limited = {}, loose = 0, vague = [] }) => {
    const answers = answersOf(say, [
      { name: "panel", purpose: "web pages", technology: "Laravel 11" },
      { name: "quotes", purpose, technology },
      { name: "jobs", purpose: "queue worker", technology: "Go 1.26" },
    ]);
    const { access } = readDetails(answers, readServices(readingOf(answers)).services);
    const read = {
      closed: Object.fromEntries(
        access.services.flatMap((one, index) =>
          one.closed === null
            ? []
            : [[NAMES[index], one.closed.callers.map((caller) => NAMES[caller]).sort()] as const],
        ),
      ),
      limited: Object.fromEntries([
        ...access.services.flatMap((one, index) =>
          one.limited === null ? [] : [[keyOf(NAMES[index], one.limited), one.limited.ranges] as const],
        ),
        ...(access.everything === null ? [] : [[keyOf("everything", access.everything), access.everything.ranges]]),
      ]),
      loose: access.loose.length,
      vague: [
        ...access.services.flatMap(({ vague: words, open, limited: limit, closed: shut }, index) =>
          words === null || [open, limit, shut].some((told) => told !== null) ? [] : [NAMES[index]],
        ),
        ...(access.vague === null || access.everything !== null ? [] : ["everything"]),
      ],
    };
    const sorted = Object.fromEntries(Object.entries(closed).map(([name, callers]) => [name, [...callers].sort()]));
    expect(read).toEqual({ closed: sorted, limited, loose, vague });
  });
});
