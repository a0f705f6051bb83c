// In: terms and the ways people write them. Out: for each word of a text, which terms of which lexicon may begin there. Knows no cloud.
import {
  type LexiconIndex,
  MIN_FUZZY,
  makeIndex,
  missedBy,
  type Start,
  startsWith,
  type Terms,
} from "./lexicon-index.ts";
import { PRINTED } from "./printed-index.ts";
import { REAL_WORDS } from "./real-words.ts";
import type { Statement } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** A set of terms that is searched as one. */
export interface Lexicon {
  readonly terms: Terms;
  readonly registry: Registry;
}

/** Lexicons that share an index: a word is looked up once for all of them. */
export interface Registry {
  readonly lexicons: Map<string, Lexicon>;
  index: Index | undefined;
}

export interface Phrase {
  readonly id: string;
  readonly words: readonly string[];
}

/** What is known of a written word. */
interface Word {
  /** As is, without plural, without version digits. */
  readonly forms: readonly string[];
  readonly starts: ReadonlyMap<Lexicon, readonly Phrase[]>;
  /** The word of the lexicon that this one misses by a typing error. */
  readonly near: ReadonlyMap<Lexicon, string>;
}

interface Index extends LexiconIndex {
  /** By number; undefined for one that nobody has loaded. */
  readonly lexicons: readonly (Lexicon | undefined)[];
  readonly words: Map<string, Word>;
  readonly places: WeakMap<Statement, ReadonlyMap<Lexicon, readonly number[]>>;
}

/** Distinct words remembered at a time; texts made to be hostile have more. */
const MEMO_SIZE = 5000;
const SHARED: Registry = { lexicons: new Map(), index: undefined };

/** Makes terms searchable. At module level, under a name of their own: these lexicons share one index, which the build prints. */
export function compileLexicon(name: string, terms: Terms): Lexicon {
  if (SHARED.lexicons.has(name)) throw new Error(`two lexicons are named ${name}`);
  return register(name, terms, SHARED);
}

/** The same for terms that come from one document. */
export function compileOwnLexicon(terms: Terms): Lexicon {
  return register("", terms, { lexicons: new Map(), index: undefined });
}

function register(name: string, terms: Terms, registry: Registry): Lexicon {
  const lexicon: Lexicon = { terms, registry };
  registry.lexicons.set(name, lexicon);
  registry.index = undefined;
  return lexicon;
}

/** The index of every lexicon that is loaded, for the build. */
export function sharedIndex(): LexiconIndex {
  return indexFor(SHARED);
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
  if (registry.index !== undefined) return registry.index;
  const index = indexFor(registry);
  const lexicons = index.names.map((name) => registry.lexicons.get(name));
  registry.index = { ...index, lexicons, words: new Map(), places: new WeakMap() };
  return registry.index;
}

function indexFor({ lexicons }: Registry): LexiconIndex {
  if (PRINTED !== undefined && [...lexicons.keys()].every((name) => PRINTED?.names.includes(name))) return PRINTED;
  return makeIndex(new Map(Array.from(lexicons, ([name, { terms }]) => [name, terms])));
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
  const put = (lexicon: Lexicon, { term, words }: Start) => {
    starts ??= new Map();
    const phrase = { id: Object.keys(lexicon.terms)[term] ?? "", words };
    const list = starts.get(lexicon);
    if (list) list.push(phrase);
    else starts.set(lexicon, [phrase]);
  };
  for (const form of forms)
    for (const start of startsWith(form, index)) {
      const lexicon = index.lexicons[start.lexicon];
      if (lexicon !== undefined) put(lexicon, start);
    }
  const near = lower.length < MIN_FUZZY - 1 ? NO_NEAR : nearest(lower, index, starts ?? NO_STARTS);
  for (const [lexicon, target] of near)
    for (const start of startsWith(target, index)) if (index.lexicons[start.lexicon] === lexicon) put(lexicon, start);
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

/** Per lexicon the word missed by one typing error, where no form of the written word begins a term. */
function nearest(word: string, index: Index, exact: Word["starts"]): Word["near"] {
  if (REAL_WORDS.has(word)) return NO_NEAR;
  let near: Map<Lexicon, string> | undefined;
  for (const missed of missedBy(word, index)) {
    near ??= new Map();
    for (const number of missed.lexicons) {
      const lexicon = index.lexicons[number];
      if (lexicon !== undefined && !exact.has(lexicon) && !near.has(lexicon)) near.set(lexicon, missed.word);
    }
  }
  return near ?? NO_NEAR;
}
