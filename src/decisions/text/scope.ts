// In: the tokens, segments and cues of one statement. Out: the stretches that each cue governs, and how any span is meant. Knows no cloud.
import { thoughtOf } from "./conditionals.ts";
import type { Status } from "./cue.ts";
import { FOREIGN_OWNERS } from "./cues.ts";
import { denialsOf } from "./denials.ts";
import { headingOf } from "./headings.ts";
import { hasContent, segmentOf } from "./phrases.ts";
import { rangesOf } from "./reach.ts";
import type { FoundCue, Segment, Statement } from "./statements.ts";
import type { Token } from "./tokens.ts";

/** Tokens `from` up to `to` (excluded) are meant as `status` because of the cue at tokens `cueFrom` … `cueTo`. */
export interface Scope {
  readonly status: Status;
  readonly from: number;
  readonly to: number;
  readonly cueFrom: number;
  readonly cueTo: number;
  /** The words after "except": they turn the status round. */
  readonly except: boolean;
  /** A leaving that is planned or denied: the thing is still there. */
  readonly stays?: true;
}

const RANK: readonly Status[] = ["negated", "past", "foreign", "future", "local", "open"];

/** How the statement means the span (offsets into its text): the strongest of what governs it. */
export function statusAt(statement: Statement, start: number, end: number): { status: Status; cue: Scope | null } {
  const first = statement.tokens.findIndex((token) => token.end > start);
  const last = statement.tokens.findIndex((token) => token.end >= end);
  if (first < 0) return { status: "chosen", cue: null };
  const over = statement.scopes.filter(
    (scope) =>
      scope.from <= first &&
      scope.to > Math.max(first, last) &&
      !(first >= scope.cueFrom && first < scope.cueTo && !scope.except),
  );
  const except = over.find((scope) => scope.except);
  if (except) {
    const denied = over.some((scope) => !scope.except && scope.status === "negated") || deniedBefore(statement, except);
    return denied ? { status: "chosen", cue: null } : { status: "negated", cue: except };
  }
  if (over.some((scope) => scope.stays)) return { status: "chosen", cue: null };
  for (const status of RANK) {
    const cue = over.find((scope) => scope.status === status);
    if (cue) return { status, cue };
  }
  return { status: isAsked(statement, first, last) ? "open" : "chosen", cue: null };
}

/** A question mark right behind the words, or at the end of their part of the sentence; a question that is answered with yes asks nothing. */
function isAsked({ tokens, segments, question, answered }: Statement, first: number, last: number): boolean {
  if (answered) return false;
  return (
    tokens[last + 1]?.lower === "?" ||
    (question && segmentOf(segments, first) === segmentOf(segments, tokens.length - 1))
  );
}

/** "no cache except Redis": something was denied earlier in the statement. */
function deniedBefore(statement: Statement, except: Scope): boolean {
  return (
    statement.scopes.some((scope) => scope.status === "negated" && !scope.except && scope.cueTo <= except.cueFrom) ||
    statement.tokens.slice(0, except.cueFrom).some((token) => token.lower === "nothing" || token.lower === "none")
  );
}

/** All scopes of a statement. */
export function findScopes(
  tokens: readonly Token[],
  segments: readonly Segment[],
  found: readonly FoundCue[],
): Scope[] {
  const scopes: (Scope & { readonly leaving?: true })[] = [];
  for (const { cue, from, to } of found) {
    if (cue.reach === "cancel") continue;
    for (const [start, end] of rangesOf(tokens, segments, cue.reach, from, to, cue.status)) {
      if (end > start)
        scopes.push({
          status: cue.status,
          from: start,
          to: end,
          cueFrom: from,
          cueTo: to,
          except: cue.reach === "except",
          ...(cue.leaving && !happened(tokens, from) ? { leaving: true } : {}),
        });
    }
  }
  tokens.forEach((token, index) => {
    if (!ownsForeign(tokens, token, index) && !(token.possessive && isTheirs(tokens, segments, index))) return;
    const [[start, end] = [index, index]] = rangesOf(tokens, segments, "phrase", index, index + 1, "foreign");
    const alone = !hasContent(tokens, start, end) && isPredicate(tokens, index);
    const owned = alone ? rangesOf(tokens, segments, "back", index, index + 1, "foreign") : [[start, end] as const];
    for (const [from, to] of owned)
      scopes.push({ status: "foreign", from, to, cueFrom: index, cueTo: index + 1, except: false });
  });
  scopes.push(...formsOf(tokens, segments));
  return scopes.map(({ leaving, ...scope }) =>
    leaving && isUnreal(scope, scopes) ? { ...scope, stays: true } : scope,
  );
}

/** What the form of the sentence says, whatever its words: a denied verb of having, a "would", a heading. */
function formsOf(tokens: readonly Token[], segments: readonly Segment[]): Scope[] {
  const heading = headingOf(tokens, segments);
  const forms = [
    ...denialsOf(tokens, segments),
    ...thoughtOf(tokens, segments).map((thought) => ({ ...thought, status: "future" as const })),
    ...(heading === undefined ? [] : [heading]),
  ];
  return forms
    .filter(({ range: [from, to] }) => to > from)
    .map(({ status, range: [from, to], cue: [cueFrom, cueTo] }) => ({
      status,
      from,
      to,
      cueFrom,
      cueTo,
      except: false,
    }));
}

/** A verb of leaving in the past: "moved", "left"; "will be dropped" is none. */
function happened(tokens: readonly Token[], at: number): boolean {
  const verb = tokens[at]?.lower ?? "";
  return (
    /(?:ed|left|got|came|sunset|gone|rid)$/.test(verb) && !/^(?:be|to|get|being)$/.test(tokens[at - 1]?.lower ?? "")
  );
}

/** The cue itself stands under a plan, a denial or a doubt. */
function isUnreal(scope: Scope, all: readonly Scope[]): boolean {
  return all.some(
    (other) =>
      /^(?:future|negated|open)$/.test(other.status) &&
      !other.except &&
      other.cueFrom !== scope.cueFrom &&
      ((other.from <= scope.cueFrom && other.to > scope.cueFrom) ||
        (other.cueFrom < scope.cueFrom && other.cueTo > scope.cueFrom)),
  );
}

/** "is Finance's", "is the network team's": behind a verb of being, with an article and a word or two. */
function isPredicate(tokens: readonly Token[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 4); at--) {
    const { lower, word } = tokens[at] ?? { lower: "", word: false };
    if (/^(?:is|are|remains?|stays?|it|that)$/.test(lower)) return true;
    if (!word) return lower === ":";
  }
  return false;
}

/** "A is Finance's", "A: facilities'": a possessive with nothing behind it, whoever that is, unless it is one of ours. */
function isTheirs(tokens: readonly Token[], segments: readonly Segment[], index: number): boolean {
  if (index + 1 < (segments[segmentOf(segments, index)]?.to ?? 0) && tokens[index + 1]?.word) return false;
  const [before, farther] = [tokens[index - 1]?.lower ?? "", tokens[index - 2]?.lower ?? ""];
  const ours = ["our", "my", "this"].includes(before) || (before === "own" && farther === "our");
  return (
    isPredicate(tokens, index) &&
    !ours &&
    !/^(?:team|today|tomorrow|yesterday|now|year|month|week|day)$/.test(tokens[index]?.lower ?? "")
  );
}

/** "the vendor's X", "another team's X", "the platform team's X"; never "our team's X". */
function ownsForeign(tokens: readonly Token[], token: Token, index: number): boolean {
  if (!token.possessive) return false;
  const before = tokens[index - 1]?.lower ?? "";
  if (token.lower === "team" || token.lower === "teams") {
    const farther = tokens[index - 2]?.lower ?? "";
    return (
      !["the", "our", "this", "my", "own"].includes(before) &&
      !(farther === "our" && ["own", "small", "little"].includes(before))
    );
  }
  return FOREIGN_OWNERS.has(token.lower) && before !== "our own";
}
