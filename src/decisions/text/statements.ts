// In: one string of the answers. Out: its statements (sentences, list lines, parts between semicolons), cut into segments, with every cue found. Knows no cloud.
//
// The language layer in four calls:
//   readStatements(pointer, text)           → Statement[]
//   findMentions(statements, lexicon)       → Mention[]  (mentions.ts; lexicon.ts makes the lexicon)
//   statusAt(statement, start, end)         → how the statement means that span: chosen, negated, past, … (scope.ts)
//   readQuantities(statement)               → amounts, ranges, frequencies, times of day (quantities.ts)
// All offsets are UTF-16 offsets into the whole string at `pointer`.
import type { Evidence } from "../decision.ts";
import type { Cue } from "./cue.ts";
import { CUES } from "./cues.ts";
import { withReplies } from "./replies.ts";
import { findScopes, type Scope } from "./scope.ts";
import { type Token, tokenize } from "./tokens.ts";
import { ABBREVIATIONS, PRESENT, SKIPPABLE, SUBJECTS, VERBS } from "./words.ts";

/** What stands before a segment. "open" begins a parenthesis, "close" goes on after one. */
export type Separator = "start" | "comma" | "dash" | "colon" | "arrow" | "open" | "close" | "but" | "and";

/** A stretch without punctuation: token indices `from` up to `to` (excluded). `depth` counts open parentheses. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly sep: Separator;
  readonly depth: number;
}

export interface FoundCue {
  readonly cue: Cue;
  /** Token indices, `to` excluded. */
  readonly from: number;
  readonly to: number;
}

/** One sentence or list line. `text` is the whole string at `pointer`; the statement is text.slice(start, end). */
export interface Statement {
  readonly pointer: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly tokens: readonly Token[];
  readonly segments: readonly Segment[];
  readonly scopes: readonly Scope[];
  /** The statement ends in a question mark. */
  readonly question: boolean;
  /** The sentence after it says yes. */
  readonly answered: boolean;
}

const CUES_BY_WORD = new Map<string, Cue[]>();
for (const cue of CUES) {
  for (const word of new Set(cue.words)) CUES_BY_WORD.set(word, [...(CUES_BY_WORD.get(word) ?? []), cue]);
}
/** Tokens of a statement: no sentence of a person is longer, and the work on one grows with the square of its length. */
const LONGEST = 500;
const CONTRAST = new Set([
  "but",
  "however",
  "though",
  "although",
  "while",
  "whereas",
  "because",
  "so",
  "since",
  "yet",
  "until",
  "unless",
]);
const DASHES = new Set(["-", "–", "—"]);
const ARROWS = /^(?:[-=]{1,12}>|[→⇒⟶➜>])$/;

/** Reads one string. Never throws; an empty string gives no statement. */
export function readStatements(pointer: string, text: string): Statement[] {
  return withReplies(splitSentences(tokenize(text)).map((tokens) => readStatement(pointer, text, tokens)));
}

/** The piece of evidence for a span of the statement's text. */
export function evidenceAt(statement: Statement, start: number, end: number): Evidence {
  return { pointer: statement.pointer, start, end, quote: statement.text.slice(start, end) };
}

function splitSentences(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  let skipTo = 0;
  const close = () => {
    if (current.some((token) => token.word)) sentences.push(current);
    current = [];
  };
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (token.newLine && previous && current.length > 0 && !(previous.word && SKIPPABLE.has(previous.lower))) close();
    if (index < skipTo) return;
    const marker = markerAt(tokens, index);
    if (marker > 0 && (current.length === 0 || tokens[index + 1]?.lower === ")")) {
      close();
      skipTo = index + marker;
      return;
    }
    const column = token.lower === "|" && token.spaced && (tokens[index + 1]?.spaced ?? true);
    if (token.lower === ";" || token.lower === "•" || column) {
      close();
      return;
    }
    current.push(token);
    if (endsSentence(tokens, index) || current.length >= LONGEST) close();
  });
  close();
  return sentences;
}

/** Tokens of "1.", "2)" or "b)" in front of an item of a list; 0 where none stands. */
function markerAt(tokens: readonly Token[], index: number): number {
  const [token, mark, item] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (!token?.spaced || !/^(?:\d{1,2}|[a-h])$/.test(token.lower)) return 0;
  if (mark === undefined || mark.spaced || !/^[.)]$/.test(mark.lower) || !item?.spaced) return 0;
  // "(see chapter 2) we": a bracket is open.
  for (let at = index - 1; mark.lower === ")" && at >= Math.max(0, index - 40); at--) {
    if (tokens[at]?.lower === "(") return 0;
    if (tokens[at]?.lower === ")") break;
  }
  return 2;
}

function endsSentence(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (!token || !/^[.!?。]$/.test(token.lower)) return false;
  const next = tokens[index + 1];
  const previous = tokens[index - 1];
  if (!next) return true;
  if (!next.spaced) return token.lower !== "." && next.lower !== ")" && !/^[.!?]$/.test(next.lower);
  if (token.lower !== ".") return next.lower !== "(" && !DASHES.has(next.lower);
  if (!previous?.word) return true;
  const dotted = isShortForm(tokens, index);
  // "RPO 5 min. Then": behind a number it is a unit, not the short form of a word.
  const unit = /^(?:min|max|est)$/.test(previous.lower) && /^\d/.test(tokens[index - 2]?.lower ?? "");
  if (dotted || (ABBREVIATIONS.has(previous.lower) && !unit)) return false;
  return true;
}

function readStatement(pointer: string, text: string, tokens: readonly Token[]): Statement {
  const first = tokens[0];
  const last = tokens[tokens.length - 1];
  const start = first?.start ?? 0;
  const end = last?.end ?? 0;
  const segments = splitSegments(tokens);
  const found = findCues(text, tokens, start, end);
  const question = last?.lower === "?";
  return {
    pointer,
    text,
    start,
    end,
    tokens,
    segments,
    scopes: findScopes(tokens, segments, found),
    question,
    answered: false,
  };
}

function splitSegments(tokens: readonly Token[]): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  let sep: Separator = "start";
  let depth = 0;
  const cut = (to: number, next: number, nextSep: Separator, nextDepth: number) => {
    if (to > from) segments.push({ from, to, sep, depth });
    if (to > from || nextSep === "open" || nextSep === "close" || sep === "start")
      sep = to > from || sep !== "start" ? nextSep : sep;
    from = next;
    depth = nextDepth;
  };
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    const { lower } = token;
    if (token.word) {
      if (index === from) return;
      const following = next?.lower ?? "";
      if (CONTRAST.has(lower) && !startsRole(lower, tokens, index)) cut(index, index, "but", depth);
      else if (lower === "and" && next && opensClause(tokens, index)) cut(index, index, "and", depth);
      else if (lower === "then" && SUBJECTS.has(following)) cut(index, index, "and", depth);
    } else if (lower === "(" || lower === "[") cut(index, index + 1, "open", depth + 1);
    else if (lower === ")" || lower === "]") cut(index, index + 1, "close", Math.max(0, depth - 1));
    else if (lower === "," && next?.spaced) cut(index, index + 1, "comma", depth);
    else if (lower === ":" && (next?.spaced ?? true)) cut(index, index + 1, "colon", depth);
    else if (ARROWS.test(lower)) cut(index, index + 1, "arrow", depth);
    else if (lower === "—" || (DASHES.has(lower) && token.spaced && (next?.spaced ?? true) && !isRange(tokens, index)))
      cut(index, index + 1, "dash", depth);
    else if (/^[.!?]$/.test(lower) && (next?.spaced ?? true) && !isShortForm(tokens, index))
      cut(index, index + 1, "dash", depth);
  });
  if (tokens.length > from) segments.push({ from, to: tokens.length, sep, depth });
  return segments;
}

/** The dot of "e.g." ends nothing; that behind "1.9" does. */
function isShortForm(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.lower === "." && tokens[index - 2]?.lower === "." && /^[a-z]$/.test(tokens[index - 1]?.lower ?? "")
  );
}

function isRange(tokens: readonly Token[], index: number): boolean {
  return /\d$/.test(tokens[index - 1]?.lower ?? "") && /^\d/.test(tokens[index + 1]?.lower ?? "");
}

/** "not yet", "so far", "not until": these join no clauses. */
function startsRole(lower: string, tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1]?.lower ?? "";
  const next = tokens[index + 1]?.lower ?? "";
  if (lower === "yet") return true;
  if (lower === "so") return next === "far" || ["or", "and", "not"].includes(previous);
  if (lower === "but" && /^(?:everything|anything|all|none)$/.test(previous)) return true;
  if (lower === "until" || lower === "but") return previous === "not" || previous === "nothing";
  return false;
}

/** After "and": a verb or a subject, or "now and X", begins a clause; a noun goes on with the list. */
function opensClause(tokens: readonly Token[], index: number): boolean {
  const next = tokens[index + 1]?.lower ?? "";
  if (next === "not" || SUBJECTS.has(next) || PRESENT.has(next) || VERBS.has(next)) return true;
  if (
    /^[a-z]{2,}ed$/.test(next) &&
    !/^(?:managed|shared|hosted|encrypted|signed|scheduled|embedded|dedicated|distributed|replicated|cached|automated|federated|need|speed|feed)$/.test(
      next,
    )
  )
    return true;
  return PRESENT.has(tokens[index - 1]?.lower ?? "");
}

function findCues(text: string, tokens: readonly Token[], start: number, end: number): FoundCue[] {
  const found: FoundCue[] = [];
  let lowered: string | undefined;
  tokens.forEach((token, index) => {
    const candidates = CUES_BY_WORD.get(token.lower);
    if (!candidates) return;
    lowered ??= lowerSameLength(text.slice(start, end)).replaceAll("’", "'").replace(/\s/g, " ");
    for (const cue of candidates) {
      const to = matchCue(cue, lowered, tokens, index, start);
      if (to > 0) {
        found.push({ cue, from: index, to });
        if (cue.reach === "cancel") break;
      }
    }
  });
  return found.filter(
    (item) =>
      item.cue.reach === "cancel" || !found.some((other) => other.cue.reach === "cancel" && other.from === item.from),
  );
}

/** Lower case of the same length, so that offsets stay true ("İ" would grow). */
export function lowerSameLength(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length
    ? lower
    : Array.from(text, (c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
}

function matchCue(cue: Cue, lowered: string, tokens: readonly Token[], index: number, start: number): number {
  const token = tokens[index];
  if (!token) return 0;
  const after = token.end - start;
  if (cue.needs && !lowered.includes(cue.needs, after)) return 0;
  let stop = after;
  if (cue.after) {
    cue.after.lastIndex = after;
    const match = cue.after.exec(lowered);
    if (!match) return 0;
    stop = after + match[0].length;
  }
  if (cue.unless) {
    cue.unless.lastIndex = after;
    if (cue.unless.test(lowered)) return 0;
  }
  if (cue.before || cue.notBefore) {
    const head = lowered.slice(Math.max(0, token.start - start - 160), token.start - start);
    if (cue.before && !cue.before.test(head)) return 0;
    if (cue.notBefore?.test(head)) return 0;
  }
  let to = index + 1;
  while (to < tokens.length && (tokens[to]?.start ?? Number.POSITIVE_INFINITY) - start < stop) to++;
  return to;
}
