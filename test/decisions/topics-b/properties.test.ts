import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { textFields } from "../../../src/answers/answers.ts";
import type { Evidence } from "../../../src/decisions/decision.ts";
import { backupTopic } from "../../../src/decisions/topics/backup.ts";
import { environmentsTopic } from "../../../src/decisions/topics/environments.ts";
import { regionsTopic } from "../../../src/decisions/topics/regions.ts";
import { scalingTopic } from "../../../src/decisions/topics/scaling.ts";
import { readServices } from "../../../src/decisions/topics/services.ts";
import { answersOf, readingOf } from "./documents.ts";

const WORDS = [
  "Node 20",
  "Go",
  "Django",
  "C#",
  ".NET 8",
  "same image as",
  "nightly at 2am",
  "every 5 minutes",
  "RPO",
  "RTO",
  "15 min",
  "zero",
  "staging",
  "prod",
  "dev",
  "no",
  "instead of",
  "Frankfurt",
  "eu-west-1",
  "us-east-1a",
  "keep",
  "35 days",
  "snapshots",
  "min 2",
  "max",
  "2-10 tasks",
  ",",
  ".",
  ";",
  "(",
  ")",
  "?",
  "->",
  "maybe",
  "later",
  "we used to",
  "\n",
  "İ",
  "😀",
  "port :8080",
  "a",
  "b",
  "constructor",
  "__proto__",
  "*/5 * * * *",
];
const prose = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(" ")),
);
const FIELDS = [
  "infrastructure.hosting_strategy",
  "infrastructure.environment_management",
  "data_architecture.backup_strategy",
  "reliability.disaster_recovery",
  "scalability.scaling_strategy",
  "overall_architecture.architecture_type",
];
const document = fc.record({
  say: fc
    .tuple(...FIELDS.map(() => prose))
    .map((texts) => Object.fromEntries(FIELDS.map((field, index) => [field, texts[index] ?? ""]))),
  services: fc.array(
    fc.record({
      name: prose,
      purpose: prose,
      technology: prose,
      scaling_requirements: prose,
      dependencies: fc.array(prose, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 4 },
  ),
});

describe("any text", () => {
  it("is read without an exception, and every quote is the text at its place", () => {
    fc.assert(
      fc.property(document, ({ say, services }) => {
        const answers = answersOf(say, services);
        const reading = readingOf(answers);
        const texts = new Map(textFields(answers).map((field) => [field.pointer, field.text]));
        const check = (evidence: readonly Evidence[]) => {
          for (const { pointer, start, end, quote } of evidence) {
            expect(quote).not.toBe("");
            expect(texts.get(pointer)?.slice(start, end)).toBe(quote);
          }
        };
        for (const topic of [environmentsTopic, regionsTopic, backupTopic, scalingTopic]) {
          for (const decision of Object.values(topic.read(reading).values)) {
            check(decision.evidence);
            if (decision.source !== "default") expect(decision.evidence.length).toBeGreaterThan(0);
            expect(decision.value).not.toEqual([]);
          }
        }
        const read = readServices(reading);
        expect(read.services.map((service) => service.name)).toEqual(
          answers.output.services.map((service) => service.name),
        );
        for (const service of read.services) check(service.evidence);
      }),
      { numRuns: 300 },
    );
  });

  it("gives sizes, figures and environments within the bounds that overrides have", () => {
    fc.assert(
      fc.property(prose, prose, (text, other) => {
        const reading = readingOf(
          answersOf(
            {
              "scalability.scaling_strategy": text,
              "infrastructure.environment_management": other,
              "data_architecture.backup_strategy": text,
            },
            [{ name: "api", scaling_requirements: other }],
          ),
        );
        const sizes = scalingTopic.read(reading).values;
        expect(sizes["scaling.min"]?.value ?? 2).toBeLessThanOrEqual(sizes["scaling.max"]?.value ?? 6);
        for (const name of environmentsTopic.read(reading).values.environments?.value ?? [])
          expect(name).toMatch(/^[a-z][a-z0-9-]{0,15}$/);
        expect(backupTopic.read(reading).values["backup.retentionDays"]?.value ?? 7).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it("does not change the reading of services by their order", () => {
    const services = [
      { name: "pay", purpose: "payments API", technology: "Java 21, Spring Boot" },
      { name: "mail", purpose: "sends mails from the queue", technology: "Go 1.22" },
      { name: "site", purpose: "pages", technology: "Astro, prerendered" },
    ];
    const read = (list: typeof services) =>
      readServices(readingOf(answersOf({}, list))).services.map(({ name, runtime, kind, framework }) => ({
        name,
        runtime,
        kind,
        framework,
      }));
    expect(read([...services].reverse())).toEqual(read(services).reverse());
  });
});
