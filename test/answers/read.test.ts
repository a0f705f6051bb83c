import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textFields } from "../../src/answers/answers.ts";
import { readAnswers } from "../../src/answers/read.ts";
import { ScaffoldError } from "../../src/diagnostics/errors.ts";

const sample = JSON.parse(readFileSync("test/fixtures/corpus/01-tc-track.json", "utf8"));
const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const read = (value: unknown) => readAnswers(bytes(value), "folder");
const codes = (value: unknown) => read(value).diagnostics.map(({ code, pointer }) => `${code} ${pointer}`);
const variant = (change: (document: typeof sample) => void) => {
  const copy = structuredClone(sample);
  change(copy);
  return copy;
};
const thrown = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return error instanceof ScaffoldError ? error.code : error;
  }
  return "nothing thrown";
};

describe("reading answers", () => {
  it("says what is allowed in its own words, and which keys each part of the decisions has", () => {
    const decisions = {
      "backup.retentionDays": 0,
      "backup.rpoMinutes": "soon",
      environments: ["Prod--1"],
      regions: [],
      services: { api: { port: 80, prot: 1 } },
      renamed: { service: {}, services: { a: "B c" } },
      destroy: ["a b"],
    };
    const broken = variant((d) => {
      d.decisions = decisions;
    });
    const messages = Object.fromEntries(read(broken).diagnostics.map(({ pointer, message }) => [pointer, message]));
    expect(messages).toEqual({
      "/decisions/backup.retentionDays": "0 is not allowed here; allowed: a number of at least 1",
      "/decisions/backup.rpoMinutes": '"soon" is not allowed here; allowed: a number',
      "/decisions/environments/0": expect.stringMatching(
        /^"Prod--1" is not allowed here; allowed: a short name of lower-case letters/,
      ),
      "/decisions/regions": "an empty list is not allowed here; allowed: a list of at least 1",
      "/decisions/services/api/port": "80 is not allowed here; allowed: a number of at least 1024",
      "/decisions/services/api/prot": 'unknown key "prot"; allowed: runtime, framework, kind, compute, port',
      "/decisions/renamed/service": expect.stringMatching(/^unknown key "service"; allowed: services, sites, /),
      "/decisions/renamed/services/a": expect.stringContaining('"B c" is not allowed here; allowed: a short name'),
      "/decisions/destroy/0": expect.stringContaining('"a b" is not allowed here; allowed: a text of the form'),
    });
    expect(JSON.stringify(messages)).not.toMatch(/Invalid|Too (small|big)|Unrecognized|expected/);
  });

  it("accepts the wrapped document and the bare inner object", () => {
    expect(read(sample).diagnostics).toEqual([]);
    expect(read(sample).answers?.base).toBe("/output");
    expect(read(sample.output).answers?.base).toBe("");
    expect(read(sample).answers?.project).toBe("folder");
  });

  it("points at every text with a pointer into the file", () => {
    const answers = read(sample).answers;
    if (answers === undefined) throw new Error("expected answers");
    const fields = textFields(answers);
    expect(fields.find(({ field }) => field === "infrastructure.hosting_strategy")?.pointer).toBe(
      "/output/infrastructure/hosting_strategy",
    );
    expect(fields.filter(({ service }) => service === 1).map(({ pointer }) => pointer)).toContain(
      "/output/services/1/dependencies/2",
    );
    for (const { pointer, text } of fields) {
      const value = pointer
        .slice(1)
        .split("/")
        .reduce((at, key) => at[key], sample);
      expect(value).toBe(text);
    }
  });

  it("reports all problems in one run", () => {
    const broken = variant((d) => {
      delete d.output.security;
      d.output.services[0].name = 7;
      d.output.scalability.caching_layers = "Redis";
      d.output.reliability.extra = 1;
      d.stepp = 7;
      d.decisions = { cach: ["redis"], cloud: "amazon", backup: { rpoMinutes: -1 } };
    });
    expect(codes(broken).sort()).toEqual([
      "ANSWERS_BAD_OVERRIDE /decisions/backup/rpoMinutes",
      "ANSWERS_BAD_OVERRIDE /decisions/cach",
      "ANSWERS_BAD_OVERRIDE /decisions/cloud",
      "ANSWERS_MISSING /output/security",
      "ANSWERS_UNKNOWN_KEY /output/reliability/extra",
      "ANSWERS_UNKNOWN_KEY /stepp",
      "ANSWERS_WRONG_TYPE /output/scalability/caching_layers",
      "ANSWERS_WRONG_TYPE /output/services/0/name",
    ]);
    const override = read(broken).diagnostics.find(({ pointer }) => pointer === "/decisions/cach");
    expect(override?.help).toBe('Did you mean "cache"?');
    expect(read(broken).diagnostics.find(({ pointer }) => pointer === "/decisions/cloud")?.message).toContain(
      "allowed: aws, gcp",
    );
  });

  it("refuses empty services, duplicates and names without letters", () => {
    expect(
      codes(
        variant((d) => {
          d.output.services = [];
        }),
      ),
    ).toEqual(["ANSWERS_NO_SERVICES /output/services"]);
    expect(
      codes(
        variant((d) => {
          d.output.services[1].name = "TCTrack_Web";
        }),
      ),
    ).toContain("ANSWERS_DUPLICATE_SERVICE /output/services/1/name");
    expect(
      codes(
        variant((d) => {
          d.output.services[1].name = " -- ";
        }),
      ),
    ).toEqual(["ANSWERS_BAD_NAME /output/services/1/name"]);
    expect(
      codes(
        variant((d) => {
          d.project = "!!";
        }),
      ),
    ).toEqual(["ANSWERS_BAD_NAME /project"]);
  });

  it("takes overrides flat and nested", () => {
    const answers = read(
      variant((d) => {
        d.decisions = { "backup.rpoMinutes": 5, scaling: { min: 3 }, services: { "tctrack-web": { kind: "web" } } };
      }),
    ).answers;
    expect(answers?.overrides).toEqual({
      "backup.rpoMinutes": 5,
      "scaling.min": 3,
      services: { "tctrack-web": { kind: "web" } },
    });
  });

  it("reads a byte order mark and CRLF", () => {
    expect(read(`\uFEFF${JSON.stringify(sample, null, 2).replaceAll("\n", "\r\n")}`).diagnostics).toEqual([]);
  });

  it("says what is no answers file at all", () => {
    expect(thrown(() => read("{ nope"))).toBe("IO_NOT_JSON");
    expect(thrown(() => readAnswers(new Uint8Array([0xff, 0xfe, 0x7b, 0]), "x"))).toBe("IO_NOT_UTF8");
    expect(thrown(() => readAnswers(new Uint8Array(5 * 1024 * 1024 + 1), "x"))).toBe("IO_TOO_LARGE");
    expect(codes("[]")).toEqual(["ANSWERS_WRONG_TYPE "]);
    expect(codes({ step: 6, output: sample.output })).toEqual(["ANSWERS_WRONG_STEP /step"]);
    expect(codes(`${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`)).toEqual(["ANSWERS_TOO_DEEP "]);
  });

  it("treats __proto__ as an unknown key and stays unharmed", () => {
    const text = JSON.stringify(sample).replace('"services":', '"__proto__":{"polluted":true},"services":');
    expect(codes(text)).toEqual(["ANSWERS_UNKNOWN_KEY /output/__proto__"]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    const decisions = `{"decisions":{"__proto__":{"cloud":"gcp"}},"output":${JSON.stringify(sample.output)}}`;
    expect(codes(decisions)).toEqual(["ANSWERS_BAD_OVERRIDE /decisions/__proto__"]);
  });
});
