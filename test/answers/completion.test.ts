// The eleven completion criteria: each is met by a full document and falls by what it asks for, and by nothing else.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/answers/answers.ts";
import { checkCompletion } from "../../src/answers/completion.ts";
import { FIELDS, isBlank } from "../../src/answers/fields.ts";
import { readAnswers } from "../../src/answers/read.ts";
import { outputSchema, serviceSchema } from "../../src/answers/schema.ts";
import { decide } from "../../src/decisions/decide.ts";

const SHOP = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
const DIAGRAM = "Browser to load balancer to services to database.";

/** The shop with `change` made to its inner object, and a drawing, so that everything is answered. */
function shop(change: (output: Record<string, Record<string, unknown>>) => void = () => {}): Answers {
  const document = structuredClone(SHOP);
  document.output.architecture_diagrams.system_overview = DIAGRAM;
  change(document.output);
  const { answers, diagnostics } = readAnswers(new TextEncoder().encode(JSON.stringify(document)), "shop");
  if (answers === undefined) throw new Error(JSON.stringify(diagnostics));
  return answers;
}

function criteriaOf(answers: Answers, doubts: readonly { pointer: string; what: string }[] = [], errors = doubts) {
  const { table } = decide(answers);
  return checkCompletion(answers, { isDecided: (key) => table[key].source !== "default", doubts, errors });
}

const unmet = (answers: Answers) =>
  criteriaOf(answers)
    .filter(({ met }) => !met)
    .map(({ id, missing }) => [id, missing.map(({ pointer }) => pointer)]);

describe("completion criteria", () => {
  it("are eleven, all met by a full document", () => {
    const criteria = criteriaOf(shop());
    expect(criteria.map(({ id }) => id)).toEqual([
      "architecture",
      "services",
      "data",
      "security",
      "scalability",
      "infrastructure",
      "integration",
      "reliability",
      "infrastructure-as-code",
      "diagrams",
      "validated",
    ]);
    expect(criteria.filter(({ met }) => !met)).toEqual([]);
  });

  const cases: readonly [string, (output: Record<string, Record<string, unknown>>) => void, string, string][] = [
    [
      "a blank type",
      (o) => set(o, "overall_architecture", "architecture_type", " "),
      "architecture",
      "/output/overall_architecture/architecture_type",
    ],
    [
      "no boundaries",
      (o) => set(o, "overall_architecture", "service_boundaries", []),
      "architecture",
      "/output/overall_architecture/service_boundaries",
    ],
    ["a placeholder", (o) => set(o, "security", "authorization", "TBD"), "security", "/output/security/authorization"],
    [
      "a login that says nothing",
      (o) => set(o, "security", "authentication", "Secure and modern."),
      "security",
      "/output/security/authentication",
    ],
    [
      "no recovery goal",
      (o) => set(o, "reliability", "disaster_recovery", "Rebuild from the copies, RTO 4 hours."),
      "reliability",
      "/output/reliability/disaster_recovery",
    ],
    [
      "no balancer",
      (o) => set(o, "scalability", "load_balancing", ""),
      "scalability",
      "/output/scalability/load_balancing",
    ],
    [
      "no error handling",
      (o) => set(o, "integrations", "error_handling", "?"),
      "integration",
      "/output/integrations/error_handling",
    ],
    [
      "no tool",
      (o) => set(o, "infrastructure_as_code", "tooling", "Something declarative."),
      "infrastructure-as-code",
      "/output/infrastructure_as_code/tooling",
    ],
    [
      "no drawing",
      (o) => set(o, "architecture_diagrams", "system_overview", ""),
      "diagrams",
      "/output/architecture_diagrams/system_overview",
    ],
    [
      "a drawing that is still to come",
      (o) => set(o, "architecture_diagrams", "deployment_diagram", "TODO"),
      "diagrams",
      "/output/architecture_diagrams/deployment_diagram",
    ],
    [
      "no monitoring",
      (o) => set(o, "infrastructure", "monitoring_setup", ""),
      "infrastructure",
      "/output/infrastructure/monitoring_setup",
    ],
  ];
  it.each(cases)("fall by %s", (_, change, id, pointer) => {
    expect(unmet(shop(change))).toEqual([[id, [pointer]]]);
  });

  it("asks every service for its purpose, by its own pointer", () => {
    const answers = shop((output) => {
      const services = output["services"] as never as { purpose: string }[];
      const third = services[2];
      if (third) third.purpose = "";
    });
    expect(unmet(answers)).toEqual([["services", ["/output/services/2/purpose"]]]);
  });

  it("is not validated while a doubt is open", () => {
    const doubt = { pointer: "/output/x", what: "two answers contradict each other" };
    expect(criteriaOf(shop(), [doubt]).at(-1)).toEqual({
      id: "validated",
      title: "Everything validated",
      met: false,
      missing: [doubt],
    });
  });
});

it("a section that has an error is not complete, and one with a warning is", () => {
  const answers = shop();
  const error = { pointer: "/output/infrastructure/hosting_strategy", what: "ARCH_UNSUPPORTED_COMPUTE: …" };
  const of = (errors: { pointer: string; what: string }[]) =>
    criteriaOf(answers, [error], errors)
      .filter(({ met }) => !met)
      .map(({ id }) => id);
  expect(of([error])).toEqual(["infrastructure", "validated"]);
  expect(of([])).toEqual(["validated"]);
});

describe("the fields of the template", () => {
  it("are the 41 of the schema, in its order", () => {
    const names = Object.entries(outputSchema.shape).flatMap(([section, schema]) =>
      (section === "services"
        ? Object.keys(serviceSchema.shape)
        : "shape" in schema
          ? Object.keys(schema.shape)
          : []
      ).map((name) => `${section}.${name}`),
    );
    expect(FIELDS.map(({ field }) => field)).toEqual(names);
    expect(names).toHaveLength(41);
  });

  it("tells placeholders from answers", () => {
    for (const text of [
      "",
      "  ",
      "TBD",
      "tbd.",
      "N/A",
      "?",
      "...",
      "<fill in>",
      "to be decided",
      "TODO",
      "string",
      "—",
    ])
      expect(isBlank(text), text).toBe(true);
    for (const text of ["Whoever wrote this section left; to be filled in.", "This part is still to be written."])
      expect(isBlank(text), text).toBe(true);
    for (const text of ["Nightly dumps, the form is to be filled in by hand", "REST. Docs to be written"])
      expect(isBlank(text), text).toBe(false);
    for (const text of ["none", "No cache.", "Postgres", "no", "Not needed, one region.", "TBD: Postgres or MySQL"])
      expect(isBlank(text), text).toBe(false);
  });
});

function set(output: Record<string, Record<string, unknown>>, section: string, field: string, value: unknown): void {
  const found = output[section];
  if (found === undefined) throw new Error(section);
  found[field] = value;
}
