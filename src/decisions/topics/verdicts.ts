// In: mentions of one matter. Out: which of them a "no" of the text outranks: the verdict that a field opens with, or an explicit "no A" somewhere. Never outranks a statement of use.
import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isBare } from "../text/phrases.ts";
import type { Statement } from "../text/statements.ts";
import { isTold } from "../text/tense.ts";
import { FILLERS } from "../text/words.ts";
import type { Found } from "./find.ts";
import { sliceOf } from "./matches.ts";

const NONE =
  /^\s*(none|no|nothing|n\/a|n\.a\.|not (?:applicable|needed|used|required|yet|at all)|nope|nil|-|—|–)(?=\s*(?:$|[.,;:(!-]| (?:yet|needed|so far|at the moment|for now|required|really|used|at all|currently)\b))/i;
/** Said right behind a thing that is in use: "B for the reports", "B holds the sessions". */
const DOES =
  /^[\w.]{0,8}(?:\s*\d[\w.]*)?\s*(?:\([^()]*\)\s*)?(?:clusters?\s+|instances?\s+)?(?:for|as|because|holds?|stor(?:es|ing)|keep(?:s|ing)|handl(?:es|ing)|serv(?:es|ing)|runs?|is (?:used|where|our|the|for|ours)|are|carries|does|takes|remains|stays|only|with|by|behind|next to|beside|at)\b/i;
/** Said right before it: "stored in B", "uses B", "also B", "reports: B". */
const USES =
  /(?:\b(?:uses?|using|used|runs?|running|on|in|into|via|through|with|plus|and|have|has|keeps?|also|own|needs?|calls?|still|managed|amazon|aws|azure|google)\s+(?:(?:the|an?|our|its|own|small|separate|one|two|managed|amazon|aws|azure|google|self-hosted|dedicated)\s+){0,3}|:\s*|[,/+&]\s*)$/i;
/** So much of a sentence is looked at on either side of a name. */
const BESIDE = 60;

/** "none", "n/a", "no", "-" at the start of a text. */
export function openingNone(text: string): { readonly start: number; readonly word: string } | undefined {
  const match = NONE.exec(text);
  const word = match?.[1];
  return match && word !== undefined ? { start: match[0].length - word.length, word } : undefined;
}

/** The words around a mention say that it is used. */
export function isAffirmed({ statement, evidence }: Found): boolean {
  return (
    DOES.test(statement.text.slice(evidence.end, evidence.end + BESIDE)) ||
    USES.test(statement.text.slice(Math.max(statement.start, evidence.start - BESIDE), evidence.start))
  );
}

/** A statement of use: what the thing does, who uses it, or nothing but its name ("Redis 7, one node"). */
export function isStated(mention: Found): boolean {
  const { statement, from, to } = mention;
  if (isTold(statement, from)) return false;
  const segment = statement.segments.findLast((candidate) => candidate.from <= from);
  const next = to < (segment?.to ?? 0) ? (statement.tokens[to]?.lower ?? "") : "";
  // "A looks good", "A impressed us": a verb that the small words do not know.
  const isVerb = /^[a-z]{2,}(?:s|ed)$/.test(next) && !FILLERS.has(next);
  return isAffirmed(mention) || (segment !== undefined && !isVerb && isBare(statement.tokens, segment));
}

/** Keeps what no verdict outranks; `diagnostics` say of each rest that it is not taken. */
export function withVerdicts(
  key: DecisionKey,
  found: readonly Found[],
  nameOf: (mention: Found) => string,
): { readonly found: Found[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const denials = denialsIn(found);
  const opened = new Map<string, boolean>();
  const opensWithNo = ({ field }: Found) => {
    const known = opened.get(field.pointer);
    if (known !== undefined) return known;
    const isNo = openingNone(field.text) !== undefined || denials.opening.has(field.pointer);
    opened.set(field.pointer, isNo);
    return isNo;
  };
  const kept = found.filter((mention) => {
    if (
      mention.status !== "chosen" ||
      mention.id.startsWith("any-") ||
      mention.field.service !== undefined ||
      mention.field.field === "integrations.external_services" ||
      isStated(mention)
    )
      return true;
    const no = denials.direct.get(mention.id)?.find(({ statement }) => statement !== mention.statement);
    if (no === undefined && !(mention.weight === 3 && opensWithNo(mention))) return true;
    diagnostics.push({
      code: "DECISION_UNDECIDED",
      severity: "info",
      pointer: mention.evidence.pointer,
      message: `${key}: ${nameOf(mention)} is denied${no === undefined ? " by what the field begins with" : ""}, and nothing is said to use it; it is not taken.`,
      help: `Say what it is for, or set decisions.${key}.`,
      related: no === undefined ? [] : [no.evidence.pointer],
    });
    return false;
  });
  return { found: kept, diagnostics };
}

/** What denies, found in one pass: a document may name a thing as often as it has words. */
interface Denials {
  /** Per id the first sentence that says no to it, and the first of another sentence: one of the two is not that of the mention asked about. */
  readonly direct: ReadonlyMap<string, readonly Found[]>;
  /** Fields that begin with the denial of a general word: "No cache tier." */
  readonly opening: ReadonlySet<string>;
}

function denialsIn(found: readonly Found[]): Denials {
  const direct = new Map<string, Found[]>();
  const opening = new Set<string>();
  for (const mention of found) {
    const { id, status, statement, field } = mention;
    if (status !== "negated") continue;
    const isFirst = id.startsWith("any-") && statement === field.statements[0];
    if (isFirst && !opening.has(field.pointer) && isWholeDenial(statement)) opening.add(field.pointer);
    const known = direct.get(id) ?? [];
    if (field.service !== undefined || known.length === 2 || known[0]?.statement === statement) continue;
    if (isDirect(mention)) direct.set(id, [...known, mention]);
  }
  return { direct, opening };
}

/** "No A.", "not A", "without A": the denial stands right before the name, and the name is all that it denies ("no A proxy" is none). */
function isDirect({ statement, from, to }: Found): boolean {
  const next = statement.tokens[to];
  return statement.scopes.some(
    (scope) =>
      scope.status === "negated" &&
      !scope.except &&
      scope.cueTo <= from &&
      from - scope.cueTo <= 2 &&
      scope.from <= from &&
      scope.to > from &&
      (to >= scope.to || !next?.word || FILLERS.has(next.lower)),
  );
}

/** "No cache tier.": nothing but a no and its object. */
function isWholeDenial(statement: Statement): boolean {
  return /^\W*(?:[A-Z]{1,5}-?\d{1,4}:\s*)?(?:no|none|without|not)\b/i.test(sliceOf(statement));
}
