import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { CODES } from "../src/diagnostics/codes.ts";
import { printSchema, SCHEMA_NAMES } from "../src/report/schemas.ts";

describe("schemas", () => {
  it.each([...SCHEMA_NAMES])("%s is committed as it is printed now (npm run schemas)", (name) => {
    expect(readFileSync(`schemas/${name}.schema.json`, "utf8")).toBe(printSchema(name));
  });

  it("has no schema that is not printed", () => {
    expect(readdirSync("schemas").sort()).toEqual(SCHEMA_NAMES.map((name) => `${name}.schema.json`));
  });

  it("accepts every reference answers file and refuses an unknown decision", () => {
    const validate = new Ajv2020({ strict: false }).compile(JSON.parse(printSchema("step7") ?? ""));
    for (const example of readdirSync("examples")) {
      const document = JSON.parse(readFileSync(`examples/${example}/step7.json`, "utf8"));
      expect(validate(document), `${example}: ${JSON.stringify(validate.errors)}`).toBe(true);
      expect(validate({ ...document, decisions: { cach: ["redis"] } })).toBe(false);
    }
  });

  it("documents every diagnostic code", () => {
    for (const [code, entry] of Object.entries(CODES)) {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(entry.title.length * entry.cause.length * entry.fix.length, code).toBeGreaterThan(0);
    }
  });
});
