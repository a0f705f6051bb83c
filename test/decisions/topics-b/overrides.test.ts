import { describe, expect, it } from "vitest";
import { overridesSchema } from "../../../src/answers/overrides.ts";
import { AZURE_REGIONS, REGIONS } from "../../../src/decisions/lexicon/regions.ts";
import { readServices } from "../../../src/decisions/topics/services.ts";
import { answersOf, readingOf } from "./documents.ts";

const SHOP = [
  { name: "shop", purpose: "storefront", technology: "Laravel 11 / PHP 8.3, composer" },
  { name: "jobs", purpose: "mails", technology: "same image, queue:work" },
];

describe("decisions.services", () => {
  it("wins over the text, and what hung on the old runtime goes with it", () => {
    const { services, diagnostics } = readServices(
      readingOf(
        answersOf({}, SHOP, { services: { shop: { runtime: "node", kind: "api", port: 4000, compute: "lambda" } } }),
      ),
    );
    expect(services[0]).toMatchObject({
      runtime: "node",
      framework: null,
      kind: "api",
      port: 4000,
      compute: "lambda",
      version: null,
      packageManager: null,
    });
    expect(diagnostics).toEqual([]);
  });

  it("keeps a framework that is named with the runtime", () => {
    const { services } = readServices(
      readingOf(answersOf({}, SHOP, { services: { shop: { runtime: "node", framework: "express" } } })),
    );
    expect(services[0]).toMatchObject({ runtime: "node", framework: "express" });
  });

  it("keeps the text's framework when only the kind changes", () => {
    const { services } = readServices(readingOf(answersOf({}, SHOP, { services: { shop: { kind: "api" } } })));
    expect(services[0]).toMatchObject({
      runtime: "php",
      framework: "laravel",
      version: "8.3",
      kind: "api",
      packageManager: "composer",
    });
  });

  it("asks for the time of a service that an override makes scheduled", () => {
    const { services, diagnostics } = readServices(
      readingOf(answersOf({}, SHOP, { services: { jobs: { kind: "scheduled" } } })),
    );
    expect(services[1]).toMatchObject({ kind: "scheduled", schedule: null, runtime: "php", sharesImageWith: "shop" });
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code: "DECISION_UNDECIDED",
        severity: "warning",
        pointer: "/output/services/1/purpose",
      }),
    ]);
  });
});

describe("doubts about services", () => {
  it("warns when no runtime is named, and not for what is not our code", () => {
    const { diagnostics } = readServices(
      readingOf(
        answersOf({}, [
          { name: "core", purpose: "API", technology: "containers" },
          { name: "crm", technology: "Salesforce" },
        ]),
      ),
    );
    expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.pointer])).toEqual([
      ["DECISION_UNDECIDED", "/output/services/0/technology"],
    ]);
  });

  it("tells which hour it assumed", () => {
    const { services, diagnostics } = readServices(
      readingOf(answersOf({}, [{ name: "stats", purpose: "nightly report", technology: "Python 3.12" }])),
    );
    expect(services[0]?.schedule).toBe("cron(0 2 * * ? *)");
    expect(diagnostics).toEqual([
      expect.objectContaining({
        severity: "info",
        pointer: "/output/services/0/purpose",
        message: expect.stringContaining("nightly"),
      }),
    ]);
  });

  it.each([
    ["celery beat", "clock for periodic tasks", "same image as shop, celery beat", 0],
    ["beat", "the clock for periodic tasks", "same image as shop, celery beat, exactly one", 0],
    ["sweep", "cron job that clears carts", "Go", 1],
  ])("a clock needs no time, a job does: %s", (name, purpose, technology, warnings) => {
    const { services, diagnostics } = readServices(readingOf(answersOf({}, [...SHOP, { name, purpose, technology }])));
    expect(services[2]).toMatchObject({ kind: "scheduled", schedule: null });
    expect(diagnostics.filter(({ severity }) => severity === "warning")).toHaveLength(warnings);
  });

  it("takes every region code that we read ourselves", () => {
    const codes = [
      ...REGIONS.map(({ code }) => code),
      ...AZURE_REGIONS.map((name) => name.toLowerCase().replaceAll(" ", "")),
    ];
    for (const code of [...codes, "europe-west4", "northamerica-northeast1", "us-central1", "australia-southeast2"])
      expect(overridesSchema().safeParse({ regions: [code] }).success, code).toBe(true);
    for (const code of ["Ireland", "eu west 1", "eu-west-1a; rm", "../eu-west-1", "x", ""])
      expect(overridesSchema().safeParse({ regions: [code] }).success, code).toBe(false);
  });
});
