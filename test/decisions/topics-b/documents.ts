// In: a few texts. Out: whole answers with them in place and all else empty, and the reading of such answers. Never a mock.
import type { Answers } from "../../../src/answers/answers.ts";
import { textFields } from "../../../src/answers/answers.ts";
import type { Overrides } from "../../../src/answers/overrides.ts";
import type { AnsweredService, Output } from "../../../src/answers/schema.ts";
import { outputSchema } from "../../../src/answers/schema.ts";
import { readStatements } from "../../../src/decisions/text/statements.ts";
import type { Reading } from "../../../src/decisions/topics/topic.ts";

const LISTS = new Set([
  "service_boundaries",
  "communication_patterns",
  "caching_layers",
  "performance_optimization",
  "external_services",
  "failover_mechanisms",
]);

/** `say`: "section.field" → text. */
export function answersOf(
  say: Readonly<Record<string, string>>,
  services: readonly Partial<AnsweredService>[] = [],
  overrides: Overrides = {},
): Answers {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const [section, schema] of Object.entries(outputSchema.shape)) {
    if (section === "services" || !("shape" in schema)) continue;
    const fields: Record<string, unknown> = {};
    for (const field of Object.keys(schema.shape)) {
      const text = say[`${section}.${field}`];
      fields[field] = LISTS.has(field) ? (text === undefined ? [] : [text]) : (text ?? "");
    }
    sections[section] = fields;
  }
  const filled = (services.length > 0 ? services : [{}]).map((service, index) => ({
    name: `app${index === 0 ? "" : index}`,
    purpose: "",
    technology: "",
    dependencies: [],
    scaling_requirements: "",
    ...service,
  }));
  const output: Output = outputSchema.parse({ ...sections, services: filled });
  return { base: "/output", project: "app", output, overrides };
}

export function readingOf(answers: Answers): Reading {
  return {
    answers,
    fields: textFields(answers).map((field) => ({ ...field, statements: readStatements(field.pointer, field.text) })),
  };
}
