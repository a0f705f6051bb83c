// What holds for any text: reading never throws, evidence is always the text at its pointer, neutral changes change nothing.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../src/answers/answers.ts";
import type { Output } from "../../src/answers/schema.ts";
import { decide } from "../../src/decisions/decide.ts";
import { badEvidence, loadCorpus } from "./score.ts";

const corpus = loadCorpus(new URL("../fixtures/corpus/", import.meta.url));

/** The answers with every string replaced. */
function mapTexts(answers: Answers, change: (text: string, path: string) => string): Answers {
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === "string") return change(value, path);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${path}/${index}`));
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, walk(item, `${path}/${key}`)]),
    );
  };
  return { ...answers, output: walk(answers.output, "") as Output };
}

const valuesOf = (answers: Answers) =>
  Object.fromEntries(
    Object.entries(decide(answers).table).map(([key, { value }]) => [
      key,
      Array.isArray(value) ? [...value].sort() : value,
    ]),
  );

const WORDS =
  "no not Redis Postgres Kafka instead of (well, MariaDB) or and , ; -> ? EKS next year İ ß 𝕏 \u0000 every 8h RPO 15 min was on Heroku the vendor's except . \n".split(
    " ",
  );
const prose = fc.oneof(
  fc.string({ unit: "binary", maxLength: 80 }),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(" ")),
);

describe("any text", () => {
  it("is read without an exception, with evidence that quotes it", () => {
    const [first] = corpus;
    if (!first) throw new Error("the corpus is empty");
    fc.assert(
      fc.property(fc.array(prose, { minLength: 1, maxLength: 12 }), (texts) => {
        let index = 0;
        const answers = mapTexts(first.answers, () => texts[index++ % texts.length] ?? "");
        expect(badEvidence(answers, decide(answers))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it("stays fast on hostile repetition", () => {
    const [first] = corpus;
    if (!first) throw new Error("the corpus is empty");
    for (const piece of ["no ", "1", "(", "a-", "every 8 ", "moved from ", "if we ", "1.", "RPO "]) {
      const answers = mapTexts(first.answers, (text, path) =>
        path.endsWith("data_flow") ? piece.repeat(20_000 / piece.length) : text,
      );
      const started = process.cpuUsage();
      decide(answers);
      expect(process.cpuUsage(started).user / 1000, piece).toBeLessThan(4000);
    }
  });
});

describe("a text that nobody would write", () => {
  const [first] = corpus;
  const withPurpose = (purpose: string) => {
    if (!first) throw new Error("the corpus is empty");
    return mapTexts(first.answers, (text, path) => (path === "/services/0/purpose" ? purpose : text));
  };

  it.each([
    ["dashes", "-".repeat(1_000_000)],
    ["mentions", "AWS ap-south-1, ".repeat(60_000)],
    ["denials in parentheses", "(".repeat(500_000) + "not ".repeat(120_000)],
    ["denied mentions", "no AWS, ".repeat(120_000)],
    ["lines", "- prod\n".repeat(140_000)],
  ])("costs little: %s", (_, purpose) => {
    const answers = withPurpose(purpose);
    const started = process.cpuUsage();
    const { diagnostics } = decide(answers);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000);
    expect(diagnostics.filter((item) => item.code === "DECISION_TEXT_TOO_LONG")).toMatchObject([
      { severity: "warning", pointer: expect.stringMatching(/\/services\/0\/purpose$/) },
    ]);
  });

  it("is bounded in the number of its parts too, with one warning", () => {
    if (!first) throw new Error("the corpus is empty");
    const output = structuredClone(first.answers.output);
    output.integrations.external_services = Array.from({ length: 60_000 }, (_, index) => `Stripe or Twilio ${index}`);
    const started = process.cpuUsage();
    const { diagnostics } = decide({ ...first.answers, output });
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
    expect(diagnostics.filter((item) => item.code === "DECISION_TEXT_TOO_LONG")).toHaveLength(1);
  });

  it("is read at its beginning", () => {
    const answers = withPurpose(`Sends letters off the queue. ${"x ".repeat(20_000)}`);
    expect(decide(answers).services[0]?.kind).toBe("worker");
  });
});

describe.each(corpus.map((document) => [document.name, document.answers] as const))("%s", (_, answers) => {
  it("reads the same in lower case", () => {
    const lower = valuesOf(mapTexts(answers, (text, path) => (path.endsWith("/name") ? text : text.toLowerCase())));
    expect(lower).toEqual(valuesOf(answers));
  });

  it("reads the same with a neutral sentence added", () => {
    const neutral = valuesOf(
      mapTexts(answers, (text, path) =>
        /hosting_strategy|authentication|version_control|error_handling/.test(path)
          ? `${text}${/[.!?]$/.test(text) ? "" : "."} The team likes long walks.`
          : text,
      ),
    );
    expect(neutral).toEqual(valuesOf(answers));
  });

  it("reads the same with lists reversed", () => {
    const reverse = (value: unknown): unknown => {
      if (Array.isArray(value))
        return (value.every((item) => typeof item === "string") ? [...value].reverse() : value.map(reverse)) as unknown;
      return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reverse(item)]))
        : value;
    };
    expect(valuesOf({ ...answers, output: reverse(answers.output) as Output })).toEqual(valuesOf(answers));
  });
});

describe("negating a clause", () => {
  const base = corpus.find((document) => document.name.startsWith("05"));
  it("removes its decision", () => {
    if (!base) throw new Error("document 05 is missing");
    const without = mapTexts(base.answers, (text, path) =>
      path.endsWith("caching_strategy")
        ? "No ElastiCache, no Redis."
        : /Redis/.test(text)
          ? text.replaceAll(/[^.,;]*Redis[^.,;]*/g, "")
          : text,
    );
    expect(decide(without).table.cache).toMatchObject({ value: [], source: "stated" });
  });
});
