// In: answers and a choice made by number. Out: the same answers said otherwise. Never looks at how they are read, except to know a term's other names.
import { type Answers, textFields } from "../../../src/answers/answers.ts";
import type { Output } from "../../../src/answers/schema.ts";
import { cacheTerms } from "../../../src/decisions/lexicon/data.ts";
import { compileOwnLexicon, type Lexicon } from "../../../src/decisions/text/lexicon.ts";
import { findMentions } from "../../../src/decisions/text/mentions.ts";
import { readStatements, type Statement } from "../../../src/decisions/text/statements.ts";

/** Nothing about a system in them: no part, number, place, time or tool. */
export const NEUTRAL: readonly string[] = [
  "The team likes long walks.",
  "Thanks for reading this far.",
  "The office has a green door.",
  "Feedback is welcome.",
  "Names in this text are real.",
  "The coffee here is good.",
  "Questions go to the author.",
  "We are proud of what we made.",
  "A drawing hangs on the wall.",
  "This text was written with care.",
];

/** Every text of the answers changed; `path` has the names of sections and fields and the places in lists. Service names stay: they are identifiers. */
export function mapTexts(answers: Answers, change: (text: string, path: string) => string): Answers {
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === "string") return path.endsWith("/name") ? value : change(value, path);
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${path}/${index}`));
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, walk(item, `${path}/${key}`)]),
    );
  };
  return { ...answers, output: walk(answers.output, answers.base) as Output };
}

/** One of a list by any number. */
export function pick<T>(list: readonly T[], choice: number): T | undefined {
  return list[choice % Math.max(1, list.length)];
}

/** A neutral sentence behind (or before) one field of prose. */
export function addNeutral(answers: Answers, choice: number, sentence: number, first: boolean): Answers {
  const fields = textFields(answers).filter(
    ({ field, text }) => field !== "services.name" && /[a-z] [a-z]/i.test(text),
  );
  const target = pick(fields, choice)?.pointer;
  const added = pick(NEUTRAL, sentence) ?? "";
  return mapTexts(answers, (text, path) => {
    if (path !== target) return text;
    if (first) return `${added} ${text}`;
    return `${text}${/[.!?]\s*$/.test(text) ? "" : "."} ${added}`;
  });
}

/** All lists of strings in another order; services stay where they are. */
export function reorder(answers: Answers, turns: number): Answers {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      if (!value.every((item) => typeof item === "string")) return value.map(walk);
      const by = turns % Math.max(1, value.length);
      return turns % 2 === 0 ? [...value.slice(by), ...value.slice(0, by)] : [...value].reverse();
    }
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  };
  return { ...answers, output: walk(answers.output) as Output };
}

export interface Sentence {
  readonly pointer: string;
  readonly section: string;
  readonly statement: Statement;
  readonly text: string;
}

/** Sentences of plain fields (no lists, no services). */
export function sentencesOf(answers: Answers): Sentence[] {
  return textFields(answers)
    .filter(({ section, pointer }) => section !== "services" && !/\/\d+$/.test(pointer))
    .flatMap(({ pointer, section, text }) =>
      readStatements(pointer, text).map((statement) => ({
        pointer,
        section,
        statement,
        text: text.slice(statement.start, statement.end),
      })),
    );
}

/** The sentence taken out of its field and put behind another field of the section. */
export function move(answers: Answers, { pointer, statement, text }: Sentence, to: string): Answers {
  return mapTexts(answers, (whole, path) => {
    if (path === pointer) return `${whole.slice(0, statement.start)}${whole.slice(statement.end)}`.trim();
    if (path !== to) return whole;
    const end = whole === "" || /[.!?;]\s*$/.test(whole) ? "" : ".";
    return `${whole}${end} ${text}`.trim();
  });
}

/** Every lexicon of the product. */
const LEXICONS: readonly Lexicon[] = [...cacheTerms.registry.lexicons.values()];

const meaning = new Map<string, string>();

/** What a bare phrase is to every lexicon: two phrases are synonyms where all of them agree. */
function meaningOf(phrase: string): string {
  let known = meaning.get(phrase);
  if (known === undefined) {
    const statements = readStatements("", phrase);
    known = LEXICONS.map((lexicon) =>
      findMentions(statements, lexicon)
        .map(({ id, evidence }) => `${id}${evidence.quote.length === phrase.length ? "" : "?"}`)
        .join(","),
    ).join("|");
    meaning.set(phrase, known);
  }
  return known;
}

export interface Swap {
  readonly pointer: string;
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** These ids gather what is of one kind ("pods", "helm"; "OIDC", "SSO"), not names of one thing. */
const KIND = /^any-|^other$|-(?:weak|named|strong)$|^eventbridge$/;
/** Other names that are words of their own besides. */
const EVERYDAY = new Set(["sam", "amp", "prom", "tofu", "rabbit", "dynamo", "atlas", "neon", "cosmos"]);

/** Every place where a term of `lexicon` may be said otherwise, with one of its other names. */
export function swapsOf(answers: Answers, lexicon: Lexicon, choice: number): Swap[] {
  return textFields(answers)
    .filter(({ field }) => field !== "services.name")
    .flatMap(({ pointer, text }) =>
      findMentions(readStatements(pointer, text), lexicon).flatMap(({ id, evidence: { start, end, quote } }) => {
        if (KIND.test(id)) return [];
        const others = (lexicon.terms[id] ?? "")
          .split("|")
          .filter(
            (form) =>
              !EVERYDAY.has(form) && form !== quote.toLowerCase() && meaningOf(form) === meaningOf(quote.toLowerCase()),
          );
        const by = pick(others, choice);
        return by === undefined || isPart(pointer, text, start, end) ? [] : [{ pointer, start, end, by }];
      }),
    );
}

/** The words are a part of a longer name in another lexicon ("GitHub" in "GitHub OAuth"). */
function isPart(pointer: string, text: string, start: number, end: number): boolean {
  const statements = readStatements(pointer, text);
  return LEXICONS.some((lexicon) =>
    findMentions(statements, lexicon).some(
      ({ evidence }) => evidence.start <= start && evidence.end >= end && evidence.end - evidence.start > end - start,
    ),
  );
}

export function swap(answers: Answers, { pointer, start, end, by }: Swap): Answers {
  return mapTexts(answers, (text, path) =>
    path === pointer ? `${text.slice(0, start)}${by}${text.slice(end)}` : text,
  );
}

/** Each sentence that names one of `quotes` becomes a denial of it; all others stay. */
export function deny(answers: Answers, quotes: readonly string[]): Answers {
  const lexicon = compileOwnLexicon({ it: quotes.map((quote) => quote.toLowerCase()).join("|") });
  return mapTexts(answers, (text, path) => {
    let out = "";
    let last = 0;
    for (const statement of readStatements(path, text)) {
      const [mention] = findMentions([statement], lexicon);
      if (mention === undefined) continue;
      out += `${text.slice(last, statement.start)}We do not use ${mention.evidence.quote}.`;
      last = statement.end;
    }
    return out + text.slice(last);
  });
}
