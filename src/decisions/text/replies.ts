// In: the statements of one string, each read by itself. Out: the same, with what the sentence behind one says about it: a no, an answer, "postponed", "not settled", "that never happened", "they run it". Knows no cloud.
import type { Status } from "./cue.ts";
import { DEPARTMENTS, DEPARTMENTS_AND_GROUPS, OWNERS } from "./cues-foreign.ts";
import { statusOf } from "./headings.ts";
import { hasContent, segmentOf } from "./phrases.ts";
import { statusAt } from "./scope.ts";
import type { Statement } from "./statements.ts";

/** Of the sentence behind, so much is looked at. */
const LONGEST_REPLY = 80;

/** A whole sentence that is a no: "A, but the price per month. No.", "Costs were absurd. So no.". */
const BARE_NO =
  /^(?:so|and so|hence|therefore|thus|in short|verdict:?|answer:?|result:?)?,?\s*(?:no|nope|no way|no thanks|rejected|declined|refused|dropped|not for us|against it|reversed)\s*(?:$|[.!;]|(?:on )?\d{1,2}[/.]\d{1,2}\b)/i;
/** A sentence that only says when: "Postponed, no date.". */
const PUT_OFF =
  /^(?:postponed|deferred|parked|shelved|on hold|on ice|put off|backlog(?:ged)?|to be (?:decided|discussed|revisited))\s*(?:$|[.!;,])|^(?:not (?:now|today|this year)|next year|later)\s*(?:$|[.!;])/i;

/** A whole sentence that leaves the one before it open: "Not settled, I'd guess we get it.", "Nothing of this was formally agreed.". */
const UNSETTLED =
  /^(?:(?:this|that|it|which)(?: is|'s| was)? )?(?:all )?(?:still )?(?:open|undecided|unsettled|unclear|tbd|not (?:yet )?(?:settled|decided|agreed|final|clear)|to be decided)(?: yet| so far)?\s*(?:$|[.!;,])|^(?:nothing|none) (?:of (?:this|that|it) )?(?:is|was|has been) (?:\w+ly )?(?:agreed|decided|settled|final|fixed)\b/i;

/** "A or B, the tender runs. Until then C.": what is to be chosen comes later. */
const UNTIL_THEN = /^(?:until|till) then\b|^[^.;,]{1,30}\b(?:until|till) then\b/i;
const CHOICE = /\b(?:or|either|whether|tender|choose|decide)\b/i;

/** A sentence that says of the one before it that it came to nothing. */
const TAKEN_BACK =
  /^(?:(?:but|luckily|thankfully|fortunately|in the end|of course|needless to say),? )?(?:(?:that|this|it|which|the idea|the plan|that idea|that plan)(?: (?:all|has|had))? (?:never (?:happened|came|materiali[sz]ed|took off|got|went)|(?:didn't|did not) (?:happen|come|materiali[sz]e|go (?:anywhere|through)|last)|came to nothing|went nowhere|(?:was|got|were) (?:rejected|turned down|dropped|abandoned|scrapped|dismissed|voted down|shelved|called off|refused|never (?:built|done|finished)))|we (?:(?:didn't|did not|never did|don't|do not)(?: do (?:it|that|so))?|decided (?:against it|not to)|said no|dropped (?:it|that|the idea)))\s*(?:$|[.!;,:]|because\b|in \d{4}|for\b|by\b|to (?:pass|anything)|off the ground|anywhere)/i;

/** The first word of an answer. */
const ANSWER =
  /^(?:(no|nope|never|not (?:really|for us|at all|needed|now|yet|today)|neither|none)|(yes|yep|yeah|sure|definitely|of course|absolutely)|(later|maybe|perhaps|possibly|one day|someday|next (?:year|quarter)|eventually|not before|not until))\b(?! (?:doubt|matter|problem|other|more than|less than)\b)/i;

/** A first sentence that is nothing else. */
const UNDECIDED =
  /^\W*(?:open|undecided|not (?:yet )?decided(?: yet)?|tbd|to be decided|still open|no decision(?: yet)?)\W*$/i;

/** A sentence without a subject about whose the thing before it is: "…; belongs to Sales", "…; run by the platform group", "…; that's Finance". */
const OWNED_ELSEWHERE = new RegExp(
  `^(?:(?:and|but|all|both|also) )?(?:(?:(?:is|are) )?(?:owned|run|operated|managed|maintained|hosted|administered|provided) by (?!us\\b|our\\b|this\\b|me\\b|(?:the )?(?:same |whole |core |dev |development )?team\\b)(?:the |an? |another |their |central )*(?:${OWNERS}|${DEPARTMENTS})(?![\\w-])|belongs? to (?!us\\b|our\\b|this\\b|the same\\b)|(?:(?:that|this|it)(?:['’]s| is)|those are|they['’]re) (?:all )?(?!our\\b|this\\b|the team\\b)${DEPARTMENTS_AND_GROUPS}\\s*(?:$|[.,;)(]))`,
);

/** Stands for what the sentence before names. */
const STANDS_FOR = /^(?:both|these|those|they|them|all|it)$/;
/** What ends a thing, as the last word of what is said of it. */
const GIVEN_UP =
  /^(?:dropped|ditched|abandoned|retired|decommissioned|scrapped|sunset|discontinued|removed|gone|killed|dismantled|deleted|uninstalled|binned|axed|unplugged|withdrawn|replaced|off|down|out|away|rejected|refused|declined|discarded|dismissed|excluded|forbidden|prohibited)$/;

/** Lets each statement mean what the one behind it makes of it; the first of the field may hold for all. */
export function withReplies(statements: readonly Statement[]): Statement[] {
  const [head] = statements;
  // "Open. Option 1: A. Option 2: B.": what the field begins with holds for all of it.
  const isOpen = head !== undefined && UNDECIDED.test(textOf(head));
  let heading: Status | undefined;
  const postponed = untilThen(statements);
  return statements.map((statement, index) => {
    if (postponed.has(statement)) return meantAs(statement, "future", true);
    if (isOpen && index > 0) return meantAs(statement, "open", true);
    // "Out of scope:" and a list of lines under it.
    if (heading !== undefined && isItem(statement)) return meantAs(statement, heading, true);
    heading = isHeading(statement) ? statusOf(statement.tokens) : undefined;
    const next = statements[index + 1];
    return next === undefined ? statement : replied(statement, next);
  });
}

/** "The board has asked for A; funding comes in 2028. Until then B.": the sentence in front of "until then" speaks of what comes later, all parts of it. */
function untilThen(statements: readonly Statement[]): ReadonlySet<Statement> {
  const found = new Set<Statement>();
  for (let index = 1; index < statements.length; index++) {
    const next = statements[index];
    if (next === undefined || !/^(?:until|till)$/.test(next.tokens[0]?.lower ?? "") || next.tokens[1]?.lower !== "then")
      continue;
    for (let at = index - 1; at >= 0; at--) {
      const statement = statements[at];
      const isPart = at === index - 1 || /^\s*;/.test(statement?.text.slice(statement.end) ?? "");
      if (statement === undefined || !isPart) break;
      found.add(statement);
    }
  }
  return found;
}

function textOf({ text, start, end }: Statement): string {
  return text.slice(start, end);
}

function replied(statement: Statement, next: Statement): Statement {
  const reply = textOf(next).slice(0, LONGEST_REPLY);
  if (BARE_NO.test(reply)) return meantAs(statement, "negated", isOneThought(statement));
  if (PUT_OFF.test(reply)) return meantAs(statement, "future");
  if (UNSETTLED.test(reply)) return meantAs(statement, "open", true);
  if (UNTIL_THEN.test(reply) && CHOICE.test(textOf(statement))) return meantAs(statement, "future", true);
  if (isForeign(next)) return meantAs(statement, "foreign");
  const given = givenUp(statement, next);
  if (given !== undefined) return meantAs(statement, given.status, given.whole);
  if (statement.question && ANSWER.test(reply)) return answered(statement, next, reply);
  return TAKEN_BACK.test(reply) ? meantAs(statement, "negated") : statement;
}

/** "It is run by another team", "the vendor operates that": a sentence that gives away what the one before it names. */
function isForeign(statement: Statement): boolean {
  if (OWNED_ELSEWHERE.test(textOf(statement).trimStart().toLowerCase())) return true;
  if (!statement.scopes.some(({ status }) => status === "foreign")) return false;
  // A pronoun behind a clause of its own stands for that clause; "IT" is a department.
  const first = statement.segments.find(({ from, to }) => hasContent(statement.tokens, from, to));
  const pronoun = statement.tokens.slice(0, Math.min(8, first?.to ?? 8)).find(
    ({ lower, start, end }, index, all) =>
      /^(?:it|that|this|them|both|these|those)$/.test(lower) &&
      statement.text.slice(start, end) !== "IT" &&
      // "some customers have A and look with it on our page": it is A; "the it department" is nobody's pronoun.
      !/^(?:with|on|in|for|to|through|via|the|our|central|group|corporate)$/.test(all[index - 1]?.lower ?? ""),
  );
  return pronoun !== undefined && statusAt(statement, pronoun.start, pronoun.end).status === "foreign";
}

/** What a sentence says of all that the one before it names: "Both were dismantled", "They are not used here", "Nothing reports to it any more". */
function givenUp(statement: Statement, next: Statement): { status: Status; whole: boolean } | undefined {
  const at = next.tokens.findIndex(({ lower }, index) => index < 8 && STANDS_FOR.test(lower));
  const pronoun = next.tokens[at];
  const [first] = next.tokens;
  if (pronoun === undefined || first === undefined) return undefined;
  const nobody = /^(?:nothing|nobody|none)$/.test(first.lower);
  if (
    !nobody &&
    next.tokens
      .slice(0, at)
      .some(({ lower, word }) => word && !/^(?:all|of|and|but|by|now|since|then|the)$/.test(lower))
  )
    return undefined;
  const { status, cue } = statusAt(next, pronoun.start, pronoun.end);
  if (cue === null || (status !== "past" && status !== "negated")) return undefined;
  if (segmentOf(next.segments, at) !== segmentOf(next.segments, cue.cueFrom)) return undefined;
  const words = next.tokens.slice(cue.cueFrom, cue.cueTo);
  const verb = words.at(-1)?.lower ?? "";
  if (!nobody && !(GIVEN_UP.test(verb) || (status === "negated" && words.length > 1))) return undefined;
  if (
    !nobody &&
    !/^(?:\s*$|\s*[.,;:)!–—-]|\s+(?:in|on|after|since|last|by|because|when|this|at|during|for|with|long|again|here|and|again|years?|months?)\b)/i.test(
      next.text.slice(next.tokens[cue.cueTo - 1]?.end ?? 0, next.end),
    )
  )
    return undefined;
  // What the first sentence itself has left behind may be what the second goes on about.
  const both = /^(?:both|all)$/.test(pronoun.lower) || /^(?:both|all)$/.test(first.lower);
  if (!both && statement.scopes.some((scope) => scope.status === "past" || scope.status === "negated"))
    return undefined;
  return { status, whole: both || /^(?:they|these|those|them)$/.test(pronoun.lower) };
}

/** A line of a list. */
function isItem({ text, start }: Statement): boolean {
  return (
    /(?:^|\n)[ \t]*(?:[-*•–][ \t]*|\d{1,2}[.)][ \t]*|[a-h][.)][ \t]*)?$/.test(
      text.slice(Math.max(0, start - 8), start),
    ) && /[-*•–]|[\d)a-h][.)]/.test(text.slice(Math.max(0, start - 4), start + 1))
  );
}

/** A line that ends in a colon. */
function isHeading({ text, tokens, end }: Statement): boolean {
  return tokens.at(-1)?.lower === ":" || /^\s*:/.test(text.slice(end, end + 3));
}

/** "A? No." denies A, "A? Yes." chooses it, "A? Later." plans it. */
function answered(statement: Statement, reply: Statement, words: string): Statement {
  const [, no, yes] = ANSWER.exec(words) ?? [];
  if (no !== undefined) return meantAs(statement, "negated");
  if (yes === undefined) return meantAs(statement, "future");
  return reply.scopes.length === 0 ? { ...statement, answered: true } : statement;
}

/** A sentence with no "and" or "but" of its own is denied as a whole. */
function isOneThought({ tokens, segments }: Statement): boolean {
  return segments.every(
    ({ from, sep, depth }) => depth === 0 && sep !== "and" && !/^(?:and|then)$/.test(tokens[from]?.lower ?? ""),
  );
}

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
