import { describe, expect, it } from "vitest";
import { DEFAULT_ENVIRONMENTS, environmentsTopic } from "../../../src/decisions/topics/environments.ts";
import { answersOf, readingOf } from "./documents.ts";
import { ENVIRONMENT_CASES } from "./tables/environments.ts";

describe("environments that exist for now", () => {
  it.each(ENVIRONMENT_CASES)("$text", ({ text, at = "infrastructure.environment_management", want }) => {
    const { values } = environmentsTopic.read(readingOf(answersOf({ [at]: text })));
    expect([...(values.environments?.value ?? DEFAULT_ENVIRONMENTS)].sort()).toEqual([...want].sort());
  });

  it("orders them by promotion, whatever the order of the text", () => {
    const read = (text: string) =>
      environmentsTopic.read(readingOf(answersOf({ "infrastructure.environment_management": text }))).values
        .environments?.value;
    expect(read("production, qa, dev and staging")).toEqual(["dev", "qa", "staging", "prod"]);
    expect(read("staging, dev, production, qa")).toEqual(["dev", "qa", "staging", "prod"]);
  });

  it("warns where the text counts more or fewer than it names", () => {
    const doubts = (text: string) =>
      environmentsTopic
        .read(readingOf(answersOf({ "infrastructure.environment_management": text })))
        .diagnostics.map((item) => `${item.code} ${item.message}`);
    expect(doubts("Four environments: dev, qa and prod")).toEqual([
      expect.stringMatching(/^DECISION_UNDECIDED environments: .*"Four environments", and 3 are read/),
    ]);
    expect(doubts("3 environments:\n- dev\n- int\n- prod")).toEqual([]);
    expect(doubts("Two environments per region; dev and staging and prod")).toEqual([]);
  });
});
