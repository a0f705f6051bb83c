// In: a statement and a pattern. Out: the places where it matches, with how the text means them. Never decides.
import type { Evidence } from "../decision.ts";
import type { Status } from "../text/cues.ts";
import { withThousands } from "../text/numbers.ts";
import { statusAt } from "../text/scope.ts";
import { evidenceAt, lowerSameLength, type Statement } from "../text/statements.ts";

/** One match of a pattern. `groups` are the captured strings; offsets are those of the whole string. */
export interface PatternMatch {
  readonly text: string;
  readonly groups: readonly (string | undefined)[];
  readonly start: number;
  readonly end: number;
  readonly status: Status;
  readonly statement: Statement;
  readonly evidence: Evidence;
}

/**
 * All matches of `pattern` (which must carry the g flag) in a statement. Uses the pattern's own `lastIndex`: a copy per call would be compiled anew each time.
 * `marked`: another form of the statement's text, of the same length, to match against.
 */
export function findPattern(statement: Statement, pattern: RegExp, marked?: string): PatternMatch[] {
  return matchesIn(statement, pattern, marked).map((match) => {
    const start = statement.start + match.index;
    const end = start + match[0].length;
    // A preposition inside the match ("point-in-time") ends what a "no" reaches over: its first word counts then.
    const whole = statementHasScopes(statement) ? statusAt(statement, start, end).status : "chosen";
    const status =
      whole === "chosen" && statementHasScopes(statement) ? statusAt(statement, start, start + 1).status : whole;
    const evidence = evidenceAt(statement, start, end);
    return { text: evidence.quote, groups: match.slice(1), start, end, status, statement, evidence };
  });
}

/** The bare matches, without what is blank; groups may come in lower case. */
export function matchesIn(statement: Statement, pattern: RegExp, marked?: string): RegExpExecArray[] {
  if (!small.has(pattern) && !mayMatch(pattern, marked ?? sliceOf(statement))) return [];
  const plain = marked === undefined ? withoutCase(pattern) : null;
  const matcher = plain ?? pattern;
  const text = marked ?? (plain === null ? sliceOf(statement) : lowerOf(statement));
  const found: RegExpExecArray[] = [];
  matcher.lastIndex = 0;
  for (let match = matcher.exec(text); match !== null; match = matcher.exec(text)) {
    if (match[0] === "") matcher.lastIndex++;
    if (match[0].trim() !== "") found.push(match);
    if (!matcher.global) break;
  }
  return found;
}

/** The build gives a pattern what a text must hold for it to match (scripts/rare-patterns.mjs); without that, it is tried. */
function mayMatch(pattern: RegExp & { readonly mayMatch?: (text: string) => boolean }, text: string): boolean {
  return pattern.mayMatch?.(text) ?? true;
}

const small = new WeakMap<RegExp, RegExp | null>();

/** The same pattern for text in lower case: one that ignores case takes several times as long to compile. Null where the pattern names a capital. */
function withoutCase(pattern: RegExp): RegExp | null {
  const known = small.get(pattern);
  if (known !== undefined) return known;
  const plain = pattern.ignoreCase && !/[A-Z]/.test(pattern.source.replace(/\\(?:p\{\w+\}|.)/g, ""));
  const made = plain ? new RegExp(pattern.source, pattern.flags.replace("i", "")) : null;
  small.set(pattern, made);
  return made;
}

const slices = new WeakMap<Statement, string>();

/** The statement's own text, with its thousands joined by commas. */
export function sliceOf(statement: Statement): string {
  const known = slices.get(statement);
  if (known !== undefined) return known;
  const text = withThousands(statement.text.slice(statement.start, statement.end));
  slices.set(statement, text);
  return text;
}

const lowered = new WeakMap<Statement, string>();

/** The same in lower case, of the same length. */
function lowerOf(statement: Statement): string {
  const known = lowered.get(statement);
  if (known !== undefined) return known;
  const text = lowerSameLength(sliceOf(statement));
  lowered.set(statement, text);
  return text;
}

/** Without a cue or a question mark everything is meant as said. */
function statementHasScopes(statement: Statement): boolean {
  return statement.scopes.length > 0 || statement.text.includes("?");
}

/** The first match that the text means for now; else null. */
export function firstChosen(statements: readonly Statement[], pattern: RegExp): PatternMatch | null {
  for (const statement of statements) {
    const hit = findPattern(statement, pattern).find((match) => match.status === "chosen");
    if (hit !== undefined) return hit;
  }
  return null;
}

/** The stretch without punctuation around an offset, as text. */
export function segmentText(statement: Statement, at: number): string {
  const { start, end } = segmentSpan(statement, at);
  return statement.text.slice(start, end);
}

/** Where that stretch begins and ends; nowhere for an offset outside of all words. */
export function segmentSpan(statement: Statement, at: number): { readonly start: number; readonly end: number } {
  const index = statement.tokens.findIndex((token) => token.end > at);
  const segment = statement.segments.findLast((candidate) => candidate.from <= index);
  const first = segment === undefined ? undefined : statement.tokens[segment.from];
  const last = segment === undefined ? undefined : statement.tokens[segment.to - 1];
  return first === undefined || last === undefined ? { start: at, end: at } : { start: first.start, end: last.end };
}

/** A list that is known not to be empty, as evidence; null when it is empty. */
export function someEvidence(list: readonly Evidence[]): readonly [Evidence, ...Evidence[]] | null {
  const [first, ...rest] = list;
  return first === undefined ? null : [first, ...rest];
}
