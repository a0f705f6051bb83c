import { describe, expect, it } from "vitest";
import { readServices } from "../../../src/decisions/topics/services.ts";
import { answersOf, readingOf } from "./documents.ts";
import { SERVICE_CASES } from "./tables/services.ts";
import { SYSTEM_CASES } from "./tables/systems.ts";

describe("one service", () => {
  it.each(SERVICE_CASES.map((item) => [`${item.name}: ${item.technology}`, item] as const))("%s", (_, item) => {
    const answers = answersOf(item.say ?? {}, [
      {
        name: item.name,
        purpose: item.purpose ?? "",
        technology: item.technology,
        dependencies: [...(item.dependencies ?? [])],
        scaling_requirements: item.scaling ?? "",
      },
    ]);
    expect(readServices(readingOf(answers)).services[0]).toMatchObject(item.want);
  });
});

describe("services of one system", () => {
  it.each(SYSTEM_CASES.map((item) => [item.title, item] as const))("%s", (_, item) => {
    const answers = answersOf(
      item.say ?? {},
      item.services.map((service) => ({
        name: service.name,
        purpose: service.purpose ?? "",
        technology: service.technology ?? "",
        scaling_requirements: service.scaling ?? "",
      })),
    );
    const { services } = readServices(readingOf(answers));
    for (const [name, want] of Object.entries(item.want))
      expect(services.find((service) => service.name === name)).toMatchObject(want);
  });
});

describe("a kind that no text tells", () => {
  const guesses = (purpose: string, kind?: "worker") =>
    readServices(
      readingOf(
        answersOf(
          {},
          [{ name: "quill", purpose, technology: "Go 1.26" }],
          kind === undefined ? {} : { services: { quill: { kind } } },
        ),
      ),
    ).diagnostics.filter((item) => item.message.includes("kind guessed"));

  it("is told as a guess", () => {
    expect(guesses("Makes things tidy")).toMatchObject([
      { code: "DECISION_UNDECIDED", severity: "warning", pointer: "/output/services/0/purpose" },
    ]);
  });

  it("is none where the text or the user tells it", () => {
    expect(guesses("REST API for quills")).toEqual([]);
    expect(guesses("Every ten minutes it makes things tidy")).toEqual([]);
    expect(guesses("Makes things tidy", "worker")).toEqual([]);
  });
});
