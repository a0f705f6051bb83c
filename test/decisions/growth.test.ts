// Four times the text takes four times the time: sixteen times would be a reader that compares every mention with every other.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readAnswers } from "../../src/answers/read.ts";
import type { Output } from "../../src/answers/schema.ts";
import { decide } from "../../src/decisions/decide.ts";
import { readDetails } from "../../src/decisions/details/details.ts";

const shop = JSON.parse(readFileSync("examples/shop/step7.json", "utf8")) as { output: Output };

/** Milliseconds of the processor, the least of three readings: load and collected garbage only ever add. Every reading is of answers that nobody has read before. */
function cost(edit: (output: Output) => void): number {
  const output = structuredClone(shop.output);
  edit(output);
  const bytes = new TextEncoder().encode(JSON.stringify({ output }));
  const readings = Array.from({ length: 3 }, () => {
    const { answers, diagnostics } = readAnswers(bytes, "shop");
    if (answers === undefined) throw new Error(JSON.stringify(diagnostics));
    const started = process.cpuUsage();
    readDetails(answers, decide(answers).services);
    return process.cpuUsage(started).user / 1000;
  });
  return Math.min(...readings);
}

/** Linear is 4 and quadratic is 16. Below a few milliseconds the clock is too coarse to say. */
function expectLinear(edit: (output: Output, size: number) => void, size: number): void {
  const small = cost((output) => edit(output, size / 4));
  const large = cost((output) => edit(output, size));
  expect(large, `${small} ms for a quarter`).toBeLessThan(9 * Math.max(small, 10));
}

const repeated = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

describe("the time that a text takes grows with its length", () => {
  it.each([
    "PostgreSQL ",
    "PostgreSQL. ",
    "no PostgreSQL. Lambda. ",
    "PostgreSQL or MySQL. ",
    "SQS ",
    "Lambda ",
    "WAF CloudFront CDN ",
    "Sidekiq Celery BullMQ ",
    "maybe Redis later, ",
    "Redis (",
    "eu-west-1 ",
    "not ",
    "5 GB and ",
  ])("one field of %j", (piece) => {
    expectLinear((output, length) => {
      output.data_architecture.primary_database = repeated(piece, length);
    }, 20_000);
  });

  it("two logins side by side", () => {
    expectLinear((output, length) => {
      output.security.authentication = repeated("Cognito login, Okta SSO. ", length);
    }, 20_000);
  });

  it.each(["Postgres or MySQL", "SQS", "no Kafka", "Lambda", "orders calls payments"])("a list of %j", (item) => {
    expectLinear((output, count) => {
      output.overall_architecture.service_boundaries = Array.from({ length: count }, () => item);
    }, 4000);
  });

  it("one dependency that names a queue over and over", () => {
    expectLinear((output, length) => {
      const [service] = output.services;
      if (service) service.dependencies = [repeated("orders SQS ", length)];
    }, 20_000);
  });

  it("two hundred services that depend on thirty others", () => {
    expectLinear((output, count) => {
      output.services = Array.from({ length: count }, (_, index) => ({
        name: `part ${index}`,
        purpose: "Answers requests of the shop.",
        technology: "Node 24",
        dependencies: Array.from({ length: 30 }, (_, step) => `part ${(index + step + 1) % count}`),
        scaling_requirements: "2 to 6 tasks",
      }));
    }, 200);
  });
});
