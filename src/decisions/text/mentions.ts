// In: statements and a lexicon of terms. Out: every mention of a term with how it is meant and where it stands. Knows no cloud.
import type { Evidence } from "../decision.ts";
import type { Status } from "./cue.ts";
import { statusAt } from "./scope.ts";
import { evidenceAt, type Statement } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** Term id → the ways people write it, separated by "|". Case, hyphens, dots, spaces between words, plural "s" and trailing digits do not matter. */
export type Terms = Readonly<Record<string, string>>;

/** A lexicon made ready for searching. */
export interface Lexicon {
  readonly byFirst: ReadonlyMap<string, readonly Phrase[]>;
  readonly fuzzy: ReadonlyMap<string, string>;
  /** Written word → its forms; a memo, so that a word is taken apart once. */
  readonly forms: Map<string, readonly string[]>;
  /** Written word → the phrases that it may begin; a memo too. */
  readonly starts: Map<string, readonly Phrase[]>;
}

interface Phrase {
  readonly id: string;
  readonly words: readonly string[];
}

export interface Mention {
  readonly id: string;
  readonly status: Status;
  readonly evidence: Evidence;
  readonly statement: Statement;
  /** Token indices in the statement, `to` excluded. */
  readonly from: number;
  readonly to: number;
  /** One of several possibilities between which the text does not choose; `preferred` where it leans to this one. */
  readonly alternative: boolean;
  readonly preferred: boolean;
}

const MIN_FUZZY = 6;
const MEMO_SIZE = 5000;

/** Prepares terms for `findMentions`. Do it once per lexicon, at module level. */
export function compileLexicon(terms: Terms): Lexicon {
  const byFirst = new Map<string, Phrase[]>();
  const single = new Set<string>();
  const add = (first: string, phrase: Phrase) => byFirst.set(first, [...(byFirst.get(first) ?? []), phrase]);
  for (const [id, forms] of Object.entries(terms)) {
    for (const form of forms.split("|")) {
      const words = form.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
      const first = words[0];
      if (first === undefined) continue;
      add(first, { id, words });
      const joined = words.join("");
      if (words.length > 1 && joined.length >= MIN_FUZZY && !/^\d/.test(joined)) add(joined, { id, words: [joined] });
      for (const word of words) if (word.length >= MIN_FUZZY) single.add(word);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  const fuzzy = new Map<string, string>();
  for (const word of single) for (const variant of deletions(word)) if (!single.has(variant)) fuzzy.set(variant, word);
  return { byFirst, fuzzy, forms: new Map(), starts: new Map() };
}

/** All mentions in order of the text; at each place the longest term wins. */
export function findMentions(statements: readonly Statement[], lexicon: Lexicon): Mention[] {
  return statements.flatMap((statement) => relate(statement, scan(statement, lexicon)));
}

function scan(statement: Statement, lexicon: Lexicon): Mention[] {
  const mentions: Mention[] = [];
  const { tokens } = statement;
  for (let index = 0; index < tokens.length; ) {
    const hit = tokens[index]?.word ? match(tokens, index, lexicon) : null;
    const first = tokens[index];
    const last = tokens[(hit?.to ?? 1) - 1];
    if (!hit || !first || !last) {
      index++;
      continue;
    }
    const evidence = evidenceAt(statement, first.start, last.end);
    const { status } = statusAt(statement, first.start, last.end);
    mentions.push({
      id: hit.id,
      status,
      evidence,
      statement,
      from: index,
      to: hit.to,
      alternative: false,
      preferred: false,
    });
    index = hit.to;
  }
  return mentions;
}

function match(tokens: readonly Token[], index: number, lexicon: Lexicon): { id: string; to: number } | null {
  const token = tokens[index];
  if (!token) return null;
  for (const phrase of phrasesAt(token.lower, lexicon)) {
    const to = matchRest(tokens, index, phrase, lexicon);
    if (to > 0) return { id: phrase.id, to };
  }
  return null;
}

function phrasesAt(lower: string, lexicon: Lexicon): readonly Phrase[] {
  const known = lexicon.starts.get(lower);
  if (known) return known;
  if (lexicon.starts.size >= MEMO_SIZE) lexicon.starts.clear();
  const phrases = formsOf(lower, lexicon).flatMap((form) => lexicon.byFirst.get(form) ?? []);
  lexicon.starts.set(lower, phrases);
  return phrases;
}

function matchRest(tokens: readonly Token[], index: number, phrase: Phrase, lexicon: Lexicon): number {
  let at = index + 1;
  for (const word of phrase.words.slice(1)) {
    const glue = tokens[at];
    if (
      glue &&
      /^[-._/'&+‑]$/.test(glue.lower) &&
      (/[&+/]/.test(glue.lower) || !(glue.spaced && tokens[at + 1]?.spaced))
    )
      at++;
    const token = tokens[at];
    if (!token?.word || !formsOf(token.lower, lexicon).includes(word)) return 0;
    at++;
  }
  return at;
}

/** The forms under which a written word may stand in a lexicon: as is, without plural or version digits, with one typing error. */
function formsOf(lower: string, lexicon: Lexicon): readonly string[] {
  const known = lexicon.forms.get(lower);
  if (known) return known;
  if (lexicon.forms.size >= MEMO_SIZE) lexicon.forms.clear();
  const forms = readForms(lower, lexicon);
  lexicon.forms.set(lower, forms);
  return forms;
}

function readForms(lower: string, lexicon: Lexicon): string[] {
  const forms = [lower];
  if (lower.length > 3 && lower.endsWith("s")) forms.push(lower.slice(0, -1));
  const bare = lower.replace(/\d+$/, "");
  if (bare.length > 3 && bare !== lower) forms.push(bare);
  if (lower.length < MIN_FUZZY - 1 || forms.some((form) => lexicon.byFirst.has(form))) return forms;
  const near = nearest(lower, lexicon);
  return near ? [...forms, near] : forms;
}

/** Real words that lie one letter away from a term. */
const REAL_WORDS = new Set(
  "entry sentries century country gentry docked locker rocker decker ducker oracles static statics lambdas stream streams strips stripes stripped auroras vaults server servers service services splunks public secret secrets cashes caches caching casing masked batched batches matches patches scaling sealing".split(
    " ",
  ),
);

function nearest(word: string, lexicon: Lexicon): string | null {
  if (REAL_WORDS.has(word)) return null;
  const direct = lexicon.fuzzy.get(word);
  if (direct && direct[0] === word[0] && withinOne(word, direct)) return direct;
  for (const variant of deletions(word)) {
    const target = lexicon.byFirst.has(variant) && variant.length >= MIN_FUZZY ? variant : lexicon.fuzzy.get(variant);
    if (target && target[0] === word[0] && withinOne(word, target)) return target;
  }
  return null;
}

function deletions(word: string): string[] {
  return Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1));
}

/** One letter more, less, other, or two neighbours swapped. */
function withinOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  // Real words differ from terms at their end ("moment", "Momento"); typing errors happen inside.
  const doubled = a.length + 1 === b.length && b.at(-1) === b.at(-2);
  if (head >= Math.min(a.length, b.length) - (a.length === b.length ? 1 : 0)) return doubled;
  const swapped = a.slice(0, head) + (a[head + 1] ?? "") + (a[head] ?? "") + a.slice(head + 2);
  if (a.length === b.length) return a.slice(head + 1) === b.slice(head + 1) || swapped === b;
  return a.length > b.length ? a.slice(head + 1) === b.slice(head) : a.slice(head) === b.slice(head + 1);
}

/** "A -> B migration", "A to B is done". */
const MIGRATED = /^\s+(?:migration|is done|done|finished|completed|move\b|switch\b|is complete)/;
const LEANING =
  /(?:leaning(?: to| towards?)?|prefer(?:ably|ring|red)?|favou?r(?:ing)?|rather|probably|likely|most likely|tending to(?:wards)?|default(?:ing)? to|for now)\s+(?:the\s+|for\s+|with\s+)?$/i;

/** Sets "A or B", "A over B", "A (well, B)" in relation. */
function relate(statement: Statement, found: readonly Mention[]): Mention[] {
  const mentions = [...found];
  const change = (index: number, part: Partial<Mention>) => {
    const mention = mentions[index];
    if (mention) mentions[index] = { ...mention, ...part };
  };
  for (let index = 1; index < mentions.length; index++) {
    const a = mentions[index - 1];
    const b = mentions[index];
    if (!a || !b || a.id === b.id) continue;
    const between = statement.text.slice(a.evidence.end, b.evidence.start).toLowerCase();
    const following = statement.text.slice(b.evidence.end, b.evidence.end + 40).toLowerCase();
    if (/^\s*(?:->|=>|→|to)\s*$/.test(between) && MIGRATED.test(following)) change(index - 1, { status: "past" });
    else if (
      /^[\s\w,]*\(\s*(?:well|actually|i mean|correction|sorry|no|rather|read|now)\b[\s,:]*(?:it's |it is |we mean |the )?$/.test(
        between,
      )
    ) {
      change(index - 1, { status: "negated" });
      if (b.status !== "negated") change(index, { status: "chosen" });
    } else if (
      /^\s*,?\s+(?:over|and not|but not|not)\s+(?:on |a |the )?$/.test(between) &&
      a.status === "chosen" &&
      b.status !== "past"
    )
      change(index, { status: "negated" });
    else if (
      /^(?:\s+[\w-]+){0,2}\s*,?\s+(?:or|vs\.?|versus)\s+(?:else |maybe |possibly |perhaps |the |a |on |in |amazon |aws |azure )*$/.test(
        between,
      ) ||
      /^\s*\?\s*(?:or\s+)?$/.test(between)
    ) {
      if (isOpen(a.status) && isOpen(b.status)) {
        change(index - 1, { alternative: true, status: "open" });
        change(index, { alternative: true, status: "open" });
      }
    }
  }
  return mentions.map((mention) => {
    const preferred = LEANING.test(statement.text.slice(statement.start, mention.evidence.start));
    return preferred ? { ...mention, preferred } : mention;
  });
}

function isOpen(status: Status): boolean {
  return status === "chosen" || status === "open";
}
