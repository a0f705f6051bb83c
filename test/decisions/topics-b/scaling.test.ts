import { describe, expect, it } from "vitest";
import { DEFAULT_SCALING, scalingTopic } from "../../../src/decisions/topics/scaling.ts";
import { answersOf, readingOf } from "./documents.ts";
import { SCALING_CASES } from "./tables/scaling.ts";

describe("instances of the part that serves requests", () => {
  it.each(SCALING_CASES.map((item) => [`${item.own ?? ""} ${JSON.stringify(item.say ?? {})}`, item] as const))(
    "%s",
    (_, { own = "", say = {}, want }) => {
      const { values } = scalingTopic.read(readingOf(answersOf(say, [{ name: "api", scaling_requirements: own }])));
      expect([
        values["scaling.min"]?.value ?? DEFAULT_SCALING.min,
        values["scaling.max"]?.value ?? DEFAULT_SCALING.max,
      ]).toEqual(want);
    },
  );
});
