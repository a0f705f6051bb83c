// In: services and a few texts. Out: a whole answers document with them in place, everything else answered in the plainest way. For tests of what a text makes of a system.
import { readFileSync } from "node:fs";
import type { AnsweredService } from "../../src/answers/schema.ts";

export interface SmallSystem {
  readonly services: readonly (Partial<AnsweredService> & { readonly name: string })[];
  /** "section.field" → text; lists take one entry. */
  readonly say?: Readonly<Record<string, string>>;
  readonly decisions?: Readonly<Record<string, unknown>>;
}

const LISTS = new Set([
  "service_boundaries",
  "communication_patterns",
  "caching_layers",
  "performance_optimization",
  "external_services",
  "failover_mechanisms",
]);
/** Only its keys are used. */
const template = JSON.parse(readFileSync("examples/shop/step7.json", "utf8")) as {
  output: Record<string, Record<string, unknown>>;
};

const PLAIN: Readonly<Record<string, string>> = {
  "infrastructure.hosting_strategy": "AWS in Ireland, ECS on Fargate",
  "infrastructure.environment_management": "dev and prod",
};

export function smallSystem({ services, say = {}, decisions = {} }: SmallSystem) {
  const output = Object.fromEntries(
    Object.entries(template.output).map(([section, fields]) => [
      section,
      section === "services"
        ? services.map((service) => ({
            purpose: "",
            technology: "Go 1.26",
            dependencies: [],
            scaling_requirements: "",
            ...service,
          }))
        : Object.fromEntries(
            Object.keys(fields).map((field) => {
              const text = say[`${section}.${field}`] ?? PLAIN[`${section}.${field}`] ?? "";
              return [field, LISTS.has(field) ? (text === "" ? [] : [text]) : text];
            }),
          ),
    ]),
  );
  return { project: "small", decisions, output };
}
