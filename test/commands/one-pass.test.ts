// In: answers with several things wrong at once. Out: proof that one run of validate tells all of them, and nothing that only follows from a part which could not be read.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { validateBytes } from "../../src/commands/validate.ts";
import { smallSystem } from "../helpers/small-system.ts";

type Document = Omit<ReturnType<typeof smallSystem>, "output"> & { output: Record<string, unknown> };

const context = {
  absolute: (path: string) => `/answers/${path}`,
  readFile: () => new Uint8Array(),
  readStandardInput: () => Promise.resolve(new Uint8Array()),
  openTerminal: () => undefined,
  openDisk: () => {
    throw new Error("validate opens no disk");
  },
};

function validate(document: unknown) {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const { exitCode, outcome } = validateBytes(bytes, "step7.json", context);
  const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
  return { exitCode, errors: errors.map(({ code, pointer }) => `${code} ${pointer}`).sort(), outcome };
}

const SERVICES = [
  { name: "api", purpose: "REST API", technology: "Python 3.13 on AWS Lambda", dependencies: ["PostgreSQL"] },
  { name: "worker", purpose: "background worker", technology: "Go 1.26", dependencies: ["SQS"] },
];

function system(change: (document: Document) => void = () => {}, decisions = {}): Document {
  const say = { "data_architecture.primary_database": "MongoDB" };
  const document = structuredClone(smallSystem({ services: SERVICES, say, decisions })) as Document;
  change(document);
  return document;
}

const LAMBDA = "ARCH_UNSUPPORTED_COMPUTE /output/services/0/technology";
const MONGO = "ARCH_UNSUPPORTED_STORE /output/data_architecture/primary_database";

describe("one run tells all errors", () => {
  it("of the shape, the overrides, the names and what cannot be built", () => {
    const { errors, exitCode } = validate(
      system(
        ({ output }) => {
          delete output["security"];
          output["scalability"] = { scaling_strategy: 5 };
          Object.assign((output["services"] as object[])[1] ?? {}, { name: "!!" });
        },
        { ci: "nope" },
      ),
    );
    expect(exitCode).toBe(1);
    expect(errors).toEqual([
      "ANSWERS_BAD_NAME /output/services/1/name",
      "ANSWERS_BAD_OVERRIDE /decisions/ci",
      "ANSWERS_MISSING /output/scalability/caching_layers",
      "ANSWERS_MISSING /output/scalability/load_balancing",
      "ANSWERS_MISSING /output/scalability/performance_optimization",
      "ANSWERS_MISSING /output/security",
      "ANSWERS_WRONG_TYPE /output/scalability/scaling_strategy",
      LAMBDA,
      MONGO,
    ]);
  });

  it("of decisions and of what cannot be built", () => {
    const { errors } = validate(
      system(({ output }) => {
        (output["infrastructure"] as Record<string, string>)["hosting_strategy"] = "AWS in eu-wset-1, ECS on Fargate";
        (output["data_architecture"] as Record<string, string>)["caching_strategy"] = "Redis, cache.t4g.smal";
      }),
    );
    expect(errors).toEqual([
      "ARCH_IMPOSSIBLE /output/data_architecture/caching_strategy",
      LAMBDA,
      MONGO,
      "DECISION_UNKNOWN_REGION /output/infrastructure/hosting_strategy",
    ]);
  });
});

describe("what only follows from a part that could not be read is not told", () => {
  it.each([
    ["compute", { compute: ["ecs-fargte"] }, [MONGO]],
    ["a key near databases", { databses: ["postgres"] }, [LAMBDA]],
    ["a service", { services: { api: { compute: "ecs-fargte" } } }, [MONGO]],
    ["no object", 5, []],
  ])("an override of %s", (_, decisions, others) => {
    const { errors } = validate({ ...system(), decisions });
    expect(errors.filter((line) => !line.startsWith("ANSWERS_BAD_OVERRIDE"))).toEqual(others);
    expect(errors.filter((line) => line.startsWith("ANSWERS_BAD_OVERRIDE"))).toHaveLength(1);
  });

  it("an override of a service with a slip in its name", () => {
    expect(validate(system(undefined, { services: { apy: { compute: "ecs-fargate" } } })).errors).toEqual([
      MONGO,
      "DECISION_UNKNOWN_SERVICE /decisions/services/apy",
    ]);
  });

  it.each(["services", "data_architecture", "infrastructure"])("without %s", (section) => {
    const { errors, outcome } = validate(system(({ output }) => delete output[section]));
    expect(errors.filter((line) => line.endsWith(`/output/${section}`))).toEqual([
      `ANSWERS_MISSING /output/${section}`,
    ]);
    expect(errors.join()).not.toMatch(/ARCH_NO_WORKLOAD/);
    expect(outcome.diagnostics.filter(({ code }) => code === "DECISION_UNDECIDED")).toEqual([]);
  });

  it.each([{}, [], 5, { step: 3, output: {} }, { output: 5 }, { output: { services: [1, {}] } }])(
    "in %j",
    (document) => {
      const { exitCode, outcome } = validate(document);
      expect(exitCode).toBe(1);
      expect(outcome.diagnostics.filter(({ code }) => !code.startsWith("ANSWERS_"))).toEqual([]);
    },
  );
});

describe("a system of which much is not supported", () => {
  const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8"));
  it.each([
    { compute: ["eks", "lambda"] },
    { databases: ["mongodb", "cassandra"], cache: ["dax"], queues: ["kafka"] },
    { regions: ["xx-moon-1"] },
    { iac: "pulumi", multiRegion: true },
    { compute: ["static-site"], databases: [] },
    { cloud: "gcp", regions: ["europe-west1"] },
  ])("is judged to the end: %j", (decisions) => {
    const { outcome } = validate({ ...shop, decisions });
    expect(new Set(outcome.diagnostics.map((one) => JSON.stringify(one))).size).toBe(outcome.diagnostics.length);
  });
});
