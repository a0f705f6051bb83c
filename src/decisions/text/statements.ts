// In: one string of the answers. Out: its statements (sentences, list lines, parts between semicolons), cut into segments, with every cue found. Knows no cloud.
//
// The language layer in four calls:
//   readStatements(pointer, text)           → Statement[]
//   findMentions(statements, lexicon)       → Mention[]  (mentions.ts; lexicon.ts makes the lexicon)
//   statusAt(statement, start, end)         → how the statement means that span: chosen, negated, past, … (scope.ts)
//   readQuantities(statement)               → amounts, ranges, frequencies, times of day (quantities.ts)
// All offsets are UTF-16 offsets into the whole string at `pointer`.
import type { Evidence } from "../decision.ts";
import type { Cue, Status } from "./cue.ts";
import { CUES } from "./cues.ts";
import { hasContent } from "./phrases.ts";
import { findScopes, type Scope, statusAt } from "./scope.ts";
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
  const statements = splitSentences(tokenize(text)).map((tokens) => readStatement(pointer, text, tokens));
  const [head] = statements;
  // "Open. Option 1: A. Option 2: B.": what the field begins with holds for all of it.
  const isOpen = head !== undefined && UNDECIDED.test(text.slice(head.start, head.end));
  return statements.map((statement, index) => {
    if (isOpen && index > 0) return meantAs(statement, "open", true);
    const next = statements[index + 1];
    if (next === undefined) return statement;
    const reply = text.slice(next.start, Math.min(next.end, next.start + 80));
    if (BARE_NO.test(reply)) return meantAs(statement, "negated", isOneThought(statement));
    if (PUT_OFF.test(reply)) return meantAs(statement, "future");
    if (UNSETTLED.test(reply)) return meantAs(statement, "open", true);
    if (UNTIL_THEN.test(reply) && CHOICE.test(text.slice(statement.start, statement.end)))
      return meantAs(statement, "future", true);
    if (isForeign(next)) return meantAs(statement, "foreign");
    if (statement.question && ANSWER.test(reply)) return answered(statement, next, reply);
    return TAKEN_BACK.test(reply) ? meantAs(statement, "negated") : statement;
  });
}

/** "It is run by another team", "the vendor operates that": a sentence that gives away what the one before it names. */
function isForeign(statement: Statement): boolean {
  if (!statement.scopes.some(({ status }) => status === "foreign")) return false;
  // A pronoun behind a clause of its own stands for that clause; "IT" is a department.
  const first = statement.segments.find(({ from, to }) => hasContent(statement.tokens, from, to));
  const pronoun = statement.tokens.slice(0, Math.min(8, first?.to ?? 8)).find(
    ({ lower, start, end }, index, all) =>
      /^(?:it|that|this|them|both|these|those)$/.test(lower) &&
      statement.text.slice(start, end) !== "IT" &&
      // "some customers have A and look with it on our page": it is A.
      !/^(?:with|on|in|for|to|through|via)$/.test(all[index - 1]?.lower ?? ""),
  );
  return pronoun !== undefined && statusAt(statement, pronoun.start, pronoun.end).status === "foreign";
}

/** The first word of an answer. */
const ANSWER =
  /^(?:(no|nope|never|not (?:really|for us|at all|needed|now|yet|today)|neither|none)|(yes|yep|yeah|sure|definitely|of course|absolutely)|(later|maybe|perhaps|possibly|one day|someday|next (?:year|quarter)|eventually|not before|not until))\b(?! (?:doubt|matter|problem|other|more than|less than)\b)/i;

/** "A? No." denies A, "A? Yes." chooses it, "A? Later." plans it. */
function answered(statement: Statement, reply: Statement, words: string): Statement {
  const [, no, yes] = ANSWER.exec(words) ?? [];
  if (no !== undefined) return meantAs(statement, "negated");
  if (yes === undefined) return meantAs(statement, "future");
  return reply.scopes.length === 0 ? { ...statement, answered: true } : statement;
}

/** A sentence that says of the one before it that it came to nothing. */
const TAKEN_BACK =
  /^(?:(?:but|luckily|thankfully|fortunately|in the end|of course|needless to say),? )?(?:(?:that|this|it|which|the idea|the plan|that idea|that plan)(?: (?:all|has|had))? (?:never (?:happened|came|materiali[sz]ed|took off|got|went)|(?:didn't|did not) (?:happen|come|materiali[sz]e|go (?:anywhere|through)|last)|came to nothing|went nowhere|(?:was|got|were) (?:rejected|turned down|dropped|abandoned|scrapped|dismissed|voted down|shelved|called off|refused|never (?:built|done|finished)))|we (?:(?:didn't|did not|never did|don't|do not)(?: do (?:it|that|so))?|decided (?:against it|not to)|said no|dropped (?:it|that|the idea)))\s*(?:$|[.!;,:]|because\b|in \d{4}|for\b|by\b|to (?:pass|anything)|off the ground|anywhere)/i;

/** A whole sentence that is a no: "A, but the price per month. No.", "Costs were absurd. So no.". */
const BARE_NO =
  /^(?:so|and so|hence|therefore|thus|in short|verdict:?|answer:?|result:?)?,?\s*(?:no|nope|no way|no thanks|rejected|declined|refused|dropped|not for us|against it|reversed)\s*(?:$|[.!;]|(?:on )?\d{1,2}[/.]\d{1,2}\b)/i;
/** A sentence that only says when: "Postponed, no date.". */
const PUT_OFF =
  /^(?:postponed|deferred|parked|shelved|on hold|on ice|put off|backlog(?:ged)?|to be (?:decided|discussed|revisited))\s*(?:$|[.!;,])|^(?:not (?:now|today|this year)|next year|later)\s*(?:$|[.!;])/i;

/** A whole sentence that leaves the one before it open: "Not settled, I'd guess we get it.", "Nothing of this was formally agreed.". */
const UNSETTLED =
  /^(?:(?:this|that|it|which)(?: is|'s| was)? )?(?:all )?(?:still )?(?:open|undecided|unsettled|unclear|tbd|not (?:yet )?(?:settled|decided|agreed|final|clear)|to be decided)(?: yet| so far)?\s*(?:$|[.!;,])|^(?:nothing|none) (?:of (?:this|that|it) )?(?:is|was|has been) (?:\w+ly )?(?:agreed|decided|settled|final|fixed)\b/i;

/** A first sentence that is nothing else. */
const UNDECIDED =
  /^\W*(?:open|undecided|not (?:yet )?decided(?: yet)?|tbd|to be decided|still open|no decision(?: yet)?)\W*$/i;

/** A sentence with no "and" or "but" of its own is denied as a whole. */
function isOneThought({ tokens, segments }: Statement): boolean {
  return segments.every(
    ({ from, sep, depth }) => depth === 0 && sep !== "and" && !/^(?:and|then)$/.test(tokens[from]?.lower ?? ""),
  );
}

/** "A or B, the tender runs. Until then C.": what is to be chosen comes later. */
const UNTIL_THEN = /^(?:until|till) then\b|^[^.;,]{1,30}\b(?:until|till) then\b/i;
const CHOICE = /\b(?:or|either|whether|tender|choose|decide)\b/i;

/** The last clause of the statement, or all of it, is meant so: "It runs on A, and someone wanted B. That never happened." leaves A. */
function meantAs(statement: Statement, status: Status, whole = false): Statement {
  const { tokens, segments, scopes } = statement;
  const clause = segments.findLast(
    ({ from, sep }) => sep === "but" || /^(?:and|but|then)$/.test(tokens[from]?.lower ?? ""),
  );
  const scope = {
    from: whole ? 0 : (clause?.from ?? 0),
    to: tokens.length,
    cueFrom: tokens.length,
    cueTo: tokens.length,
  };
  return { ...statement, scopes: [...scopes, { ...scope, status, except: false }] };
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
  const dotted = tokens[index - 2]?.lower === "." && previous.lower.length === 1;
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
    else if (/^[.!?]$/.test(lower) && (next?.spaced ?? true)) cut(index, index + 1, "dash", depth);
  });
  if (tokens.length > from) segments.push({ from, to: tokens.length, sep, depth });
  return segments;
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
