// What is told of an answer, while most of the others are still missing.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { resolve } from "../../src/architecture/resolve.ts";
import { stepsOf } from "../../src/interview/agenda.ts";
import {
  answersIn,
  type Document,
  edited,
  newDocument,
  newService,
  openDocument,
  pointerOf,
  valueAt,
} from "../../src/interview/document.ts";
import { hear, type Judge, strangersAt } from "../../src/interview/hearing.ts";

const judge: Judge = (...read) => resolve(...read).diagnostics;
const set = (document: Document, path: readonly (string | number)[], value: unknown) =>
  edited(document, { kind: "set", path, value });
const heard = (document: Document, path: readonly (string | number)[]) =>
  hear(answersIn(document), path.filter((key) => typeof key === "string").join("."), pointerOf(document, path), judge);

describe("what is heard in an answer", () => {
  it("are the decisions that its own words make, and no others", () => {
    const hosting = ["infrastructure", "hosting_strategy"];
    const document = set(
      set(newDocument(), hosting, "AWS in Ireland"),
      ["infrastructure_as_code", "tooling"],
      "OpenTofu",
    );
    expect(heard(document, hosting).read).toEqual(["cloud: aws", "regions: eu-west-1"]);
    expect(heard(document, ["infrastructure_as_code", "tooling"]).read).toEqual(["iac: opentofu"]);
    expect(heard(document, ["security", "encryption"])).toEqual({ read: [], unread: undefined, problems: [] });
  });

  it("are doubts about it: retired services, open choices, contradictions, what is not built", () => {
    const place = ["data_architecture", "primary_database"];
    const codes = (text: string) => heard(set(newDocument(), place, text), place).problems.map(({ code }) => code);
    expect(codes("PostgreSQL or MySQL")).toContain("DECISION_OPEN_CHOICE");
    expect(codes("PostgreSQL 17")).toEqual([]);
    const hosting = ["infrastructure", "hosting_strategy"];
    const lambda = set(newDocument(), hosting, "AWS Lambda in Ireland");
    expect(heard(lambda, hosting).problems.map(({ code }) => code)).toContain("ARCH_UNSUPPORTED_COMPUTE");
  });

  it("is how a service is read, part by part", () => {
    const start = edited(newDocument(), { kind: "add", path: ["services"], value: newService("api") });
    const technology = set(start, ["services", 0, "technology"], "Python 3.13, FastAPI, port 8000");
    expect(heard(technology, ["services", 0, "technology"]).read).toEqual([
      "kind: api",
      "runtime: python 3.13",
      "framework: fastapi",
      "port: 8000",
    ]);
    const needs = set(technology, ["services", 0, "dependencies"], ["PostgreSQL", "Stripe", "the mainframe"]);
    expect(heard(needs, ["services", 0, "dependencies"]).read).toEqual(
      expect.arrayContaining(["needs database", "needs vendor stripe", 'needs "the mainframe" of somebody else']),
    );
    expect(strangersAt(answersIn(needs), "/output/services/0/dependencies/2")).toEqual(["the mainframe"]);
    expect(strangersAt(answersIn(needs), "/output/services/0/dependencies/0")).toEqual([]);
  });

  it("never fails, however little of a document is there yet", () => {
    const corpus = "test/fixtures/corpus";
    const names = readdirSync(corpus).filter((name) => name.endsWith(".json") && !name.includes("expected"));
    const whole = [...names.slice(0, 4).map((name) => `${corpus}/${name}`), "examples/hostile/step7.json"];
    for (const path of whole) {
      const { document } = openDocument(readFileSync(path));
      if (document === undefined) continue;
      let partial = newDocument();
      for (const [index, step] of stepsOf(document).entries()) {
        if (step.kind === "more") continue;
        if (step.kind === "name") partial = edited(partial, { kind: "add", path: ["services"], value: newService("") });
        partial = set(partial, step.path, valueAt(document, step.path));
        if (index % 5 === 0)
          expect(heard(partial, step.path).read.length, `${path} ${step.id}`).toBeGreaterThanOrEqual(0);
      }
    }
  });
});
