// In: terms and the ways people write them. Out: for each word of a text, which terms of which lexicon may begin there. Knows no cloud.
import { REAL_WORDS } from "./real-words.ts";
import type { Statement } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** Term id → the ways people write it, separated by "|". Case, hyphens, dots, spaces between words, plural "s" and trailing digits do not matter. */
export type Terms = Readonly<Record<string, string>>;

/** A set of terms that is searched as one. */
export interface Lexicon {
  readonly terms: Terms;
  readonly registry: Registry;
}

/** Lexicons that share an index: a word is looked up once for all of them. */
export interface Registry {
  readonly lexicons: Lexicon[];
  index: Index | undefined;
}

export interface Phrase {
  readonly id: string;
  readonly words: readonly string[];
}

interface Entry {
  readonly lexicon: Lexicon;
  readonly phrase: Phrase;
}

/** What is known of a written word. */
interface Word {
  /** As is, without plural, without version digits. */
  readonly forms: readonly string[];
  readonly starts: ReadonlyMap<Lexicon, readonly Phrase[]>;
  /** The word of the lexicon that this one misses by a typing error. */
  readonly near: ReadonlyMap<Lexicon, string>;
}

interface Index {
  readonly byFirst: ReadonlyMap<string, readonly Entry[]>;
  /** Words long enough to forgive a typing error, by first letter and length, with the lexicons that have them. */
  readonly long: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<Lexicon>>>;
  readonly words: Map<string, Word>;
  readonly places: WeakMap<Statement, ReadonlyMap<Lexicon, readonly number[]>>;
}

const MIN_FUZZY = 6;
/** Distinct words remembered at a time; texts made to be hostile have more. */
const MEMO_SIZE = 5000;
const SHARED: Registry = { lexicons: [], index: undefined };

/** Makes terms searchable. At module level, lexicons share one index that is built at the first search. */
export function compileLexicon(terms: Terms): Lexicon {
  return register(terms, SHARED);
}

/** The same for terms that come from one document. */
export function compileOwnLexicon(terms: Terms): Lexicon {
  return register(terms, { lexicons: [], index: undefined });
}

function register(terms: Terms, registry: Registry): Lexicon {
  const lexicon: Lexicon = { terms, registry };
  registry.lexicons.push(lexicon);
  registry.index = undefined;
  return lexicon;
}

/** The lexicons of which a term may begin somewhere in the statement, among those that share an index with `lexicon`. */
export function lexiconsIn(statement: Statement, lexicon: Lexicon): Iterable<Lexicon> {
  return allPlacesOf(statement, indexOf(lexicon)).keys();
}

/** Token indices of the statement at which a term of the lexicon may begin, in order. */
export function placesOf(statement: Statement, lexicon: Lexicon): readonly number[] {
  return allPlacesOf(statement, indexOf(lexicon)).get(lexicon) ?? NOWHERE;
}

function allPlacesOf(statement: Statement, index: Index): ReadonlyMap<Lexicon, readonly number[]> {
  let places = index.places.get(statement);
  if (!places) {
    places = findPlaces(statement.tokens, index);
    index.places.set(statement, places);
  }
  return places;
}

const NOWHERE: readonly number[] = [];
const NO_PLACES: ReadonlyMap<Lexicon, readonly number[]> = new Map();

function findPlaces(tokens: readonly Token[], index: Index): ReadonlyMap<Lexicon, readonly number[]> {
  let places: Map<Lexicon, number[]> | undefined;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (!token?.word) continue;
    const { starts } = wordOf(token.lower, index);
    if (starts.size === 0) continue;
    places ??= new Map();
    for (const lexicon of starts.keys()) {
      const list = places.get(lexicon);
      if (list) list.push(at);
      else places.set(lexicon, [at]);
    }
  }
  return places ?? NO_PLACES;
}

/** The phrases that a written word may begin, longest first. */
export function phrasesAt(lower: string, lexicon: Lexicon): readonly Phrase[] {
  return wordOf(lower, indexOf(lexicon)).starts.get(lexicon) ?? [];
}

/** Whether a written word may stand for a word of a phrase. */
export function standsFor(lower: string, word: string, lexicon: Lexicon): boolean {
  if (lower === word) return true;
  const known = wordOf(lower, indexOf(lexicon));
  return known.forms.includes(word) || known.near.get(lexicon) === word;
}

function indexOf({ registry }: Lexicon): Index {
  registry.index ??= buildIndex(registry.lexicons);
  return registry.index;
}

function buildIndex(lexicons: readonly Lexicon[]): Index {
  const byFirst = new Map<string, Entry[]>();
  const long = new Map<string, Map<string, Set<Lexicon>>>();
  const add = (first: string, lexicon: Lexicon, phrase: Phrase) => {
    const list = byFirst.get(first);
    if (list) list.push({ lexicon, phrase });
    else byFirst.set(first, [{ lexicon, phrase }]);
  };
  const forgive = (word: string, lexicon: Lexicon) => {
    const key = `${word[0] ?? ""}${word.length}`;
    let bucket = long.get(key);
    if (!bucket) {
      bucket = new Map();
      long.set(key, bucket);
    }
    const owners = bucket.get(word);
    if (owners) owners.add(lexicon);
    else bucket.set(word, new Set([lexicon]));
  };
  for (const lexicon of lexicons) {
    for (const id of Object.keys(lexicon.terms)) {
      for (const form of (lexicon.terms[id] ?? "").split("|")) {
        const words = wordsOf(form);
        const first = words[0];
        if (first === undefined) continue;
        add(first, lexicon, { id, words });
        if (words.length > 1) {
          const joined = words.join("");
          if (joined.length >= MIN_FUZZY && !/^\d/.test(joined)) add(joined, lexicon, { id, words: [joined] });
        }
        for (const word of words) if (word.length >= MIN_FUZZY) forgive(word, lexicon);
      }
    }
  }
  for (const list of byFirst.values())
    if (list.length > 1) list.sort((a, b) => b.phrase.words.length - a.phrase.words.length);
  return { byFirst, long, words: new Map(), places: new WeakMap() };
}

function wordsOf(form: string): readonly string[] {
  if (/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(form)) return form.split(" ");
  return form.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function wordOf(lower: string, index: Index): Word {
  const known = index.words.get(lower);
  if (known) return known;
  if (index.words.size >= MEMO_SIZE) index.words.clear();
  const word = readWord(lower, index);
  index.words.set(lower, word);
  return word;
}

const NO_STARTS: Word["starts"] = new Map();
const NO_NEAR: Word["near"] = new Map();

function readWord(lower: string, index: Index): Word {
  const forms = formsOf(lower);
  let starts: Map<Lexicon, Phrase[]> | undefined;
  const put = ({ lexicon, phrase }: Entry) => {
    starts ??= new Map();
    const list = starts.get(lexicon);
    if (list) list.push(phrase);
    else starts.set(lexicon, [phrase]);
  };
  for (const form of forms) for (const entry of index.byFirst.get(form) ?? []) put(entry);
  const near = lower.length < MIN_FUZZY - 1 ? NO_NEAR : nearest(lower, index, starts ?? NO_STARTS);
  for (const [lexicon, target] of near)
    for (const entry of index.byFirst.get(target) ?? []) if (entry.lexicon === lexicon) put(entry);
  return { forms, starts: starts ?? NO_STARTS, near };
}

function formsOf(lower: string): string[] {
  const forms = [lower];
  if (lower.length <= 3) return forms;
  if (lower.endsWith("s")) forms.push(lower.slice(0, -1));
  const last = lower.charCodeAt(lower.length - 1);
  if (last >= 48 && last <= 57) {
    const bare = lower.replace(/\d+$/, "");
    if (bare.length > 3) forms.push(bare);
  }
  return forms;
}

/** Per lexicon the word missed by one typing error, where no form of the written word begins a term. A missing letter is likelier than an extra one, and that than a wrong one. */
function nearest(word: string, index: Index, exact: Word["starts"]): Word["near"] {
  if (REAL_WORDS.has(word)) return NO_NEAR;
  let near: Map<Lexicon, string> | undefined;
  for (const length of [word.length + 1, word.length - 1, word.length]) {
    for (const [target, owners] of index.long.get(`${word[0] ?? ""}${length}`) ?? []) {
      if (!withinOne(word, target)) continue;
      near ??= new Map();
      for (const lexicon of owners) if (!exact.has(lexicon) && !near.has(lexicon)) near.set(lexicon, target);
    }
  }
  return near ?? NO_NEAR;
}

/** One letter more, less, other, or two neighbours swapped. */
function withinOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  // Real words differ from terms at their end ("moment", "Momento"); typing errors happen inside.
  const doubled =
    (a.length + 1 === b.length && b.at(-1) === b.at(-2)) || (b.length + 1 === a.length && a.at(-1) === a.at(-2));
  if (head >= Math.min(a.length, b.length) - (a.length === b.length ? 1 : 0)) return doubled;
  if (a.length > b.length) return a.slice(head + 1) === b.slice(head);
  if (a.length < b.length) return a.slice(head) === b.slice(head + 1);
  const swapped = a[head] === b[head + 1] && a[head + 1] === b[head] && a.slice(head + 2) === b.slice(head + 2);
  return swapped || a.slice(head + 1) === b.slice(head + 1);
}
