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
