// In: statements and a pattern of figures. Out: the figures that the text means for production now, each with its words. Never takes one that is said about another environment.
import type { Evidence } from "../decision.ts";
import { ENVIRONMENTS } from "../lexicon/environments.ts";
import { compileLexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { findPattern, type PatternMatch, segmentText, sliceOf } from "../topics/matches.ts";

/** A value that the text states, with the words that do. */
export interface Stated<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

/** Names that are plain English besides ("test", "live", "performance") count beside a word that makes them an environment. */
const NAMES = compileLexicon(
  "environment names",
  Object.fromEntries(
    ENVIRONMENTS.flatMap(({ id, names, everyday = [] }) => {
      const plain = everyday.filter((word) => ["test", "live", "demo"].includes(word));
      return names.length + plain.length === 0 ? [] : [[id, [...names, ...plain].join("|")]];
    }),
  ),
);
const EVERYDAY = /^(?:test|live|demo|stage|stag)$/;
const BESIDE_BEFORE = /\b(?:in|on|for|and|our|the)\s+$/i;
const BESIDE_AFTER = /^(?:\s+(?:env|has|gets|runs|uses|keeps|and)|\s*[:=(])/i;
const OTHER_NOUN =
  /^[\s-]+(?:teams?|people|folks|engineers?|grade|ready|like|data|traffic|load|incidents?|workloads?|use)\b/i;
/** "outside production", "non-prod", "everything but prod". */
const TURNED = /(?:\bnon-?\s?|\b(?:outside(?: of)?|below|except(?: for| in)?|but|other than|not in|besides)\s+)$/i;
/** What brings a figure back to the system at large. */
const OTHERS = /\b(?:others?|rest|elsewhere|everything else|everywhere|all environments)\b/i;
const LIST = /^[\s,/&+]*(?:(?:and|or|plus)\s+)?(?:the\s+)?$/i;
const BEHIND = /^(?:[\s\w/-]{0,30}\b(?:in|on|for|at)\s+(?:the\s+|our\s+)?|\s*[(,]?\s*)$/i;
/** No list of a person is longer; a hostile one must not cost time. */
const MANY = 60;
const LONGEST_HEADING = 40;
const HEADING = /^[\s#*\-_]*([a-z][a-z -]{1,24}?)(?:\s+env(?:ironment)?)?\s*:?[\s*_]*$/i;

/** Verbs that put a figure in the past without saying that it is over. */
const PAST = /\b(?:used to|we used|was|were|had|formerly|previously|originally)\b/i;

interface Named {
  readonly start: number;
  readonly end: number;
  readonly production: boolean;
}

/**
 * The matches of `pattern` (with the g flag) that hold for production now: those said about production first, then those said about no environment.
 * What is denied, past, planned, somebody else's, or about another environment is left out.
 * `needs`: a short pattern without which `pattern` never matches. It is tried first, because long ones are costly to compile.
 */
export function figuresIn(statements: readonly Statement[], pattern: RegExp, needs?: RegExp): PatternMatch[] {
  const own: PatternMatch[] = [];
  const open: PatternMatch[] = [];
  let heading: Named | undefined;
  for (const statement of statements) {
    const may = mayHoldFigures(statement) && needs?.test(sliceOf(statement)) !== false;
    const matches = may ? findPattern(statement, pattern) : [];
    if (matches.length === 0) {
      heading = headingOf(statement) ?? heading;
      continue;
    }
    const names = namesIn(statement);
    for (const match of matches.slice(0, MANY)) {
      if (match.status !== "chosen" || PAST.test(segmentText(statement, match.start))) continue;
      const about = aboutProduction(statement, names, matches, match) ?? heading?.production;
      if (about === true) own.push(match);
      else if (about === undefined) open.push(match);
    }
  }
  return [...own, ...open];
}

/** The first figure that `read` can make a value of. */
export function firstFigure<T>(
  statements: readonly Statement[],
  pattern: RegExp,
  read: (match: PatternMatch) => T | null,
  needs?: RegExp,
): Stated<T> | null {
  for (const match of figuresIn(statements, pattern, needs)) {
    const value = read(match);
    if (value !== null) return { value, evidence: match.evidence };
  }
  return null;
}

/** Text right before a match, in its statement. */
export function textBefore({ statement, start }: PatternMatch, length = 40): string {
  return statement.text.slice(Math.max(statement.start, start - length), start);
}

/** Text right after a match, in its statement. */
export function textAfter({ statement, end }: PatternMatch, length = 40): string {
  return statement.text.slice(end, Math.min(statement.end, end + length));
}

/** "one" … "ten", "a", digits with a decimal point or comma, thousands as "2,000" or "2.000"; NaN for anything else. */
export function numberFrom(written: string | undefined): number {
  const lower = (written ?? "").toLowerCase().trim();
  const word = "zero one two three four five six seven eight nine ten".split(" ").indexOf(lower);
  if (word >= 0) return word;
  if (/^(?:an?|single)$/.test(lower)) return 1;
  if (/^half/.test(lower)) return 0.5;
  const compact = lower.replace(/(?<=\d)[' ](?=\d{3})/g, "");
  const grouped = /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(compact);
  return compact === "" ? Number.NaN : Number(grouped ? compact.replace(/[.,]/g, "") : compact.replace(",", "."));
}

function namesIn(statement: Statement): Named[] {
  const text = statement.text;
  return findMentions([statement], NAMES).flatMap(({ id, evidence: { start, end, quote } }) => {
    const before = text.slice(Math.max(statement.start, start - 24), start);
    const after = text.slice(end, end + 24);
    if (OTHER_NOUN.test(after)) return [];
    if (EVERYDAY.test(quote.toLowerCase()) && !BESIDE_BEFORE.test(before) && !BESIDE_AFTER.test(after)) return [];
    return [{ start, end, production: id === "prod" && !TURNED.test(before) }];
  });
}

/** Whether a figure is said about production, about another environment, or (undefined) about none. */
function aboutProduction(
  statement: Statement,
  names: readonly Named[],
  matches: readonly PatternMatch[],
  match: PatternMatch,
): boolean | undefined {
  const { text } = statement;
  const behind = names.find(({ start }) => start >= match.end);
  if (behind !== undefined && BEHIND.test(text.slice(match.end, behind.start))) {
    const isHead = /^\s*[:=]/.test(text.slice(behind.end, behind.end + 4)) || takesNext(text, behind, matches);
    if (!isHead) return listAround(text, names, behind).some(({ production }) => production);
  }
  const last = names.findLast(({ end }) => end <= match.start);
  if (last === undefined || leavesParenthesis(text.slice(last.end, match.start))) return undefined;
  if (OTHERS.test(text.slice(last.end, match.start))) return undefined;
  // "500 GB in staging, 1 TB": the name belongs to the figure before it.
  const earlier = matches.findLast(({ end }) => end <= last.start);
  if (earlier !== undefined && isBehind(text, earlier, last) && /^\s*[,;)]/.test(text.slice(last.end, last.end + 3)))
    return undefined;
  return listAround(text, names, last).some(({ production }) => production);
}

function isBehind(text: string, match: PatternMatch, name: Named): boolean {
  return /\b(?:in|on|for|at)\s+(?:the\s+)?$|\(\s*$/i.test(text.slice(match.end, name.start));
}

/** "14 days, staging 30 days": the name opens the next figure. */
function takesNext(text: string, name: Named, matches: readonly PatternMatch[]): boolean {
  const before = text.slice(Math.max(0, name.start - 8), name.start);
  if (!/,\s*$/.test(before) && !/\(\s*$/.test(before)) return false;
  return matches.some(({ start }) => start >= name.end && /^[\s\w:=]{0,24}$/.test(text.slice(name.end, start)));
}

function listAround(text: string, names: readonly Named[], name: Named): Named[] {
  const at = names.indexOf(name);
  let from = at;
  let to = at;
  const joined = (a: Named | undefined, b: Named | undefined) =>
    a !== undefined && b !== undefined && LIST.test(text.slice(a.end, b.start));
  while (joined(names[from - 1], names[from])) from--;
  while (joined(names[to], names[to + 1])) to++;
  return names.slice(from, to + 1);
}

function leavesParenthesis(between: string): boolean {
  let depth = 0;
  for (const mark of between) {
    if (mark === "(" || mark === "[") depth++;
    else if (mark === ")" || mark === "]") depth--;
    if (depth < 0) return true;
  }
  return false;
}

/** A line that holds nothing but an environment's name is about the lines after it. */
function headingOf(statement: Statement): Named | undefined {
  if (statement.end - statement.start > LONGEST_HEADING) return undefined;
  const line = statement.text.slice(statement.start, statement.end);
  if (!HEADING.test(line)) return undefined;
  const names = namesIn(statement);
  return names.length === 1 ? names[0] : undefined;
}

const known = new WeakMap<Statement, boolean>();

/** Patterns are costly to compile: most statements hold no figure at all. */
function mayHoldFigures(statement: Statement): boolean {
  let may = known.get(statement);
  if (may === undefined) {
    const text = statement.text.slice(statement.start, statement.end);
    may =
      /\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|single|readers?|replicas?|weeks?|months?|years?)\b/i.test(
        text,
      );
    known.set(statement, may);
  }
  return may;
}
