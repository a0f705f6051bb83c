// In: statements and a lexicon of terms. Out: every mention of a term with how it is meant and where it stands. Knows no cloud.
import type { Evidence } from "../decision.ts";
import type { Status } from "./cue.ts";
import { statusAt } from "./scope.ts";
import { evidenceAt, type Statement } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** Term id → the ways people write it, separated by "|". Case, hyphens, dots, spaces between words, plural "s" and trailing digits do not matter. */
export type Terms = Readonly<Record<string, string>>;

/** A lexicon made ready for searching. It is indexed when it is first searched: most runs of the program never ask most of them. */
export interface Lexicon {
  readonly terms: Terms;
  index: Index | undefined;
}

interface Index {
  readonly byFirst: ReadonlyMap<string, readonly Phrase[]>;
  /** Words long enough to forgive a typing error, by their first letter. */
  readonly long: ReadonlyMap<string, readonly string[]>;
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

/** Prepares terms for `findMentions`. Do it once per lexicon, at module level; it costs nothing until the first search. */
export function compileLexicon(terms: Terms): Lexicon {
  return { terms, index: undefined };
}

function indexOf(lexicon: Lexicon): Index {
  lexicon.index ??= buildIndex(lexicon.terms);
  return lexicon.index;
}

function buildIndex(terms: Terms): Index {
  const byFirst = new Map<string, Phrase[]>();
  const long = new Map<string, string[]>();
  const add = (first: string, phrase: Phrase) => {
    const list = byFirst.get(first);
    if (list) list.push(phrase);
    else byFirst.set(first, [phrase]);
  };
  const forgive = (word: string) => {
    const list = long.get(word[0] ?? "");
    if (!list) long.set(word[0] ?? "", [word]);
    else if (!list.includes(word)) list.push(word);
  };
  for (const id of Object.keys(terms)) {
    for (const form of (terms[id] ?? "").split("|")) {
      const words = wordsOf(form);
      const first = words[0];
      if (first === undefined) continue;
      add(first, { id, words });
      if (words.length > 1) {
        const joined = words.join("");
        if (joined.length >= MIN_FUZZY && !/^\d/.test(joined)) add(joined, { id, words: [joined] });
      }
      for (const word of words) if (word.length >= MIN_FUZZY) forgive(word);
    }
  }
  for (const list of byFirst.values()) if (list.length > 1) list.sort((a, b) => b.words.length - a.words.length);
  return { byFirst, long, forms: new Map(), starts: new Map() };
}

function wordsOf(form: string): readonly string[] {
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(form)) return form.split(" ");
  return form.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** All mentions in order of the text; at each place the longest term wins. */
export function findMentions(statements: readonly Statement[], lexicon: Lexicon): Mention[] {
  const index = indexOf(lexicon);
  const all: Mention[] = [];
  for (const statement of statements) {
    const mentions = scan(statement, index);
    if (mentions.length > 0) all.push(...relate(statement, mentions));
  }
  return all;
}

function scan(statement: Statement, lexicon: Index): Mention[] {
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

function match(tokens: readonly Token[], index: number, lexicon: Index): { id: string; to: number } | null {
  const token = tokens[index];
  if (!token) return null;
  for (const phrase of phrasesAt(token.lower, lexicon)) {
    const to = matchRest(tokens, index, phrase, lexicon);
    if (to > 0) return { id: phrase.id, to };
  }
  return null;
}

function phrasesAt(lower: string, lexicon: Index): readonly Phrase[] {
  const known = lexicon.starts.get(lower);
  if (known) return known;
  if (lexicon.starts.size >= MEMO_SIZE) lexicon.starts.clear();
  const phrases = formsOf(lower, lexicon).flatMap((form) => lexicon.byFirst.get(form) ?? []);
  lexicon.starts.set(lower, phrases);
  return phrases;
}

function matchRest(tokens: readonly Token[], index: number, phrase: Phrase, lexicon: Index): number {
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
function formsOf(lower: string, lexicon: Index): readonly string[] {
  const known = lexicon.forms.get(lower);
  if (known) return known;
  if (lexicon.forms.size >= MEMO_SIZE) lexicon.forms.clear();
  const forms = readForms(lower, lexicon);
  lexicon.forms.set(lower, forms);
  return forms;
}

function readForms(lower: string, lexicon: Index): string[] {
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

/** The term that a word misses by one typing error. A missing letter is likelier than an extra one, and that than a wrong one. */
function nearest(word: string, lexicon: Index): string | null {
  if (REAL_WORDS.has(word)) return null;
  let best: string | null = null;
  let rank = 3;
  for (const target of lexicon.long.get(word[0] ?? "") ?? []) {
    const difference = target.length - word.length;
    const order = difference === 1 ? 0 : difference === -1 ? 1 : difference === 0 ? 2 : 3;
    if (order >= rank || !withinOne(word, target)) continue;
    best = target;
    rank = order;
  }
  return best;
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
/** Longer than any way to lean. */
const LEANING_REACH = 40;

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
    const from = Math.max(statement.start, mention.evidence.start - LEANING_REACH);
    const preferred = LEANING.test(statement.text.slice(from, mention.evidence.start));
    return preferred ? { ...mention, preferred } : mention;
  });
}

function isOpen(status: Status): boolean {
  return status === "chosen" || status === "open";
}
