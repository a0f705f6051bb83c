// The same system said otherwise is the same system; a part that is denied is gone. Over all labelled documents, with choices drawn by fast-check.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answers, textFields } from "../../../src/answers/answers.ts";
import { decide } from "../../../src/decisions/decide.ts";
import type { DecisionTable } from "../../../src/decisions/decision.ts";
import { cacheTerms, databaseTerms, fileTerms, objectTerms, queueTerms } from "../../../src/decisions/lexicon/data.ts";
import {
  authTerms,
  cdnTerms,
  ciTerms,
  iacTerms,
  monitoringTerms,
  secretTerms,
  wafTerms,
} from "../../../src/decisions/lexicon/operations.ts";
import { cloudTerms, computeTerms } from "../../../src/decisions/lexicon/platforms.ts";
import { type Labelled, loadCorpus } from "../score.ts";
import {
  addNeutral,
  deny,
  mapTexts,
  move,
  NEUTRAL,
  pick,
  reorder,
  type Sentence,
  sentencesOf,
  swap,
  swapsOf,
} from "./transform.ts";

const documents = [
  ...loadCorpus(new URL("../../fixtures/corpus/", import.meta.url)),
  ...loadCorpus(new URL("../documents/", import.meta.url)),
];

/** Drawn once and the same each time: a failure here must name its document to everybody. */
const DRAWN = { seed: 20261126, endOnFailure: true } as const;

/** Decisions by key; sets in one order. */
function valuesOf(answers: Answers): Record<string, unknown> {
  const { table, services } = decide(answers);
  return Object.fromEntries([
    ...Object.entries(table).map(([key, { value }]) => [key, Array.isArray(value) ? [...value].sort() : value]),
    ...services.map(({ name, runtime, kind }) => [`services.${name}`, `${runtime} ${kind}`]),
  ]);
}

const bases = new Map(documents.map(({ name, answers }) => [name, valuesOf(answers)]));
const choice = fc.nat(100_000);
/** Drawn by number: a counterexample prints what it drew. */
const document = fc.nat(documents.length - 1);
/** Lexicons whose ids have several names for one thing. */
const NAMES = [
  databaseTerms,
  cacheTerms,
  queueTerms,
  objectTerms,
  fileTerms,
  computeTerms,
  cloudTerms,
  cdnTerms,
  wafTerms,
  monitoringTerms,
  secretTerms,
  iacTerms,
  ciTerms,
  authTerms,
];

function documentAt(index: number): Labelled {
  const found = documents[index];
  if (found === undefined) throw new Error(`there is no document ${index}`);
  return found;
}

describe("what changes nothing", () => {
  it.each(documents.map((item) => [item.name, item.answers] as const))(
    "case and order of lists: %s",
    (name, answers) => {
      // A letter behind a figure is a unit, and its case counts: "10m" are minutes, "10M" are millions.
      const upper = (text: string) => text.replace(/(?<!\d)[a-z]/g, (letter) => letter.toUpperCase());
      for (const change of [(text: string) => text.toLowerCase(), upper]) {
        expect(valuesOf(mapTexts(answers, change))).toEqual(bases.get(name));
      }
      for (const turns of [1, 2]) {
        expect(valuesOf(reorder(answers, turns))).toEqual(bases.get(name));
      }
    },
  );

  it.each(documents.map((item) => [item.name, item.answers] as const))("a neutral sentence: %s", (name, answers) => {
    fc.assert(
      fc.property(choice, fc.nat(NEUTRAL.length - 1), fc.boolean(), (field, sentence, first) => {
        expect(valuesOf(addNeutral(answers, field, sentence, first))).toEqual(bases.get(name));
      }),
      { ...DRAWN, numRuns: 4 },
    );
  });

  it("a sentence moved to another field of its section", { timeout: 120_000 }, () => {
    const met = { pairs: 0, excused: 0 };
    fc.assert(
      fc.property(document, choice, choice, (index, from, to) => {
        const { name, answers } = documentAt(index);
        const sentence = pick(sentencesOf(answers), from);
        const target = sentence && pick(otherFields(answers, sentence), to);
        if (sentence === undefined || target === undefined) return;
        const excused = HOMES.filter(({ home }) => home.test(sentence.pointer) || home.test(target));
        met.pairs++;
        met.excused += excused.length;
        const keep = (values: Record<string, unknown>) =>
          Object.fromEntries(Object.entries(values).filter(([key]) => !excused.some(({ keys }) => keys.test(key))));
        const moved = valuesOf(move(answers, sentence, target));
        expect(keep(moved), `${sentence.text} → ${target}`).toEqual(keep(bases.get(name) ?? {}));
      }),
      { ...DRAWN, numRuns: 300 },
    );
    expect(met.pairs).toBeGreaterThan(200);
    // Of the decisions that each move could have changed, the exceptions are a small part.
    expect(met.excused / met.pairs).toBeLessThan(1.5);
  });

  it("a term said by another of its names", { timeout: 120_000 }, () => {
    let met = 0;
    fc.assert(
      fc.property(document, fc.nat(NAMES.length - 1), choice, choice, (index, lexicon, at, other) => {
        const { name, answers } = documentAt(index);
        const change = pick(swapsOf(answers, NAMES[lexicon] ?? cacheTerms, other), at);
        if (change === undefined) return;
        met++;
        expect(valuesOf(swap(answers, change)), JSON.stringify(change)).toEqual(bases.get(name));
      }),
      { ...DRAWN, numRuns: 500 },
    );
    expect(met).toBeGreaterThan(150);
  });
});

/**
 * The exceptions to moving a sentence: what a field asks for is told by the field, not by the sentence. "Kept 35 days" is a backup only where
 * backups are asked for, "OpenTofu." the tool only under tooling, "sign in with Entra" the login only under authentication.
 */
const HOMES: readonly { readonly keys: RegExp; readonly home: RegExp }[] = [
  {
    keys: /^(?:backup|scaling)\.|^multiRegion$/,
    home: /backup_|disaster_recovery|high_availability|hosting_strategy|scaling_strategy/,
  },
  { keys: /^(?:cloud|compute|regions)$/, home: /hosting_strategy/ },
  { keys: /^(?:databases|backup\.pitr)$/, home: /primary_database/ },
  { keys: /^(?:auth)$/, home: /authentication/ },
  { keys: /^(?:waf|cdn)$/, home: /api_security/ },
  { keys: /^environments$/, home: /environment_/ },
  { keys: /^(?:iac|secrets)$/, home: /tooling|configuration_management/ },
  { keys: /^ci$/, home: /version_control/ },
  { keys: /^(?:queues|monitoring)$/, home: /monitoring_setup/ },
  { keys: /^services\./, home: /architecture_type/ },
];

function otherFields(answers: Answers, { pointer, section }: Sentence): string[] {
  return textFields(answers)
    .filter((field) => field.section === section && field.pointer !== pointer && field.text !== "")
    .map((field) => field.pointer)
    .filter((other) => !/\/\d+$/.test(other));
}

const KEYS = [
  "compute",
  "databases",
  "cache",
  "queues",
  "monitoring",
  "cdn",
  "waf",
  "objectStorage",
  "websockets",
  "auth",
  "secrets",
  "iac",
  "ci",
] as const;

/** The text, not a default, decides for this part. */
function holds(table: DecisionTable, key: (typeof KEYS)[number], part: unknown): boolean {
  const { value, source } = table[key];
  return source !== "default" && (Array.isArray(value) ? value.some((id) => id === part) : value === part);
}

/** What the text decides of a document, part by part. */
function partsOf(table: DecisionTable): [(typeof KEYS)[number], unknown][] {
  return KEYS.flatMap((key) => {
    const { value, source } = table[key];
    const parts: readonly unknown[] = Array.isArray(value) ? value : value === false || value === "none" ? [] : [value];
    return source === "default" ? [] : parts.map((part): [(typeof KEYS)[number], unknown] => [key, part]);
  });
}

describe("a part whose every evidence is denied", () => {
  it("is met many times", () => {
    const all = documents.flatMap(({ answers }) => partsOf(decide(answers).table));
    expect(all.length).toBeGreaterThan(500);
  });

  it.each(documents.map((item) => [item.name, item.answers] as const))("is gone: %s", (_, answers) => {
    const { table } = decide(answers);
    for (const [key, part] of partsOf(table)) {
      const quotes = new Set<string>();
      let now = table;
      // What is left of the evidence is denied too, until nothing of it stands.
      for (let round = 0; round < 6 && holds(now, key, part); round++) {
        for (const { quote } of now[key].evidence) quotes.add(quote);
        now = decide(deny(answers, [...quotes])).table;
      }
      expect(holds(now, key, part), `${key}: ${String(part)} after ${[...quotes].join(", ")}`).toBe(false);
    }
  });
});
