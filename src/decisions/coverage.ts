// In: answers and their decisions. Out: what became of every text: what it fed, which standard part of the output answers it, which demands fed nothing. Only for the report; never decides.
import type { Answers } from "../answers/answers.ts";
import { FIELDS, isBlank } from "../answers/fields.ts";
import type { Decisions, Evidence, Use } from "./decision.ts";
import { tlsInside } from "./details/hops.ts";
import { STANDARDS, standardTerms } from "./lexicon/standards.ts";
import { readProse } from "./reading.ts";
import { findMentions } from "./text/mentions.ts";
import { type Quantity, readQuantities, toMinutes } from "./text/quantities.ts";
import { statusAt } from "./text/scope.ts";
import { evidenceAt, type Statement } from "./text/statements.ts";
import { isTold } from "./text/tense.ts";
import type { ReadField } from "./topics/topic.ts";

/** What became of one field of the template. `standard`: it asks for what every output has; `documents`: it decides nothing and goes to the documents. */
export type Fate = "decides" | "standard" | "documents" | "blank";

export interface FieldReport {
  /** Name in the template: "services.technology". */
  readonly field: string;
  readonly fate: Fate;
  /** Decision keys and details that its texts fed; services as "services". */
  readonly decisions: readonly string[];
  /** Ids of the standards that its texts ask for. */
  readonly standards: readonly string[];
  /** What the field is for; null: for people only. */
  readonly effect: string | null;
}

/** A sentence that asks for something and fed nothing. */
export type Demand = Evidence;

export interface CoverageReport {
  /** One row for each of the 41 fields, in the order of the template. */
  readonly fields: readonly FieldReport[];
  /** Pointers of answered texts that fed no decision and ask for no standard. */
  readonly unused: readonly string[];
  readonly unheard: readonly Demand[];
  /** Texts that say something; of them, those that had an effect. */
  readonly answered: number;
  readonly used: number;
  readonly texts: number;
}

/** Reads the answers once more for the report; the same answers give the same report. */
export function reportCoverage(answers: Answers, { coverage }: Decisions): CoverageReport {
  const { fields } = readProse(answers);
  const read = fields.map((field) => ({
    field,
    uses: coverage.get(field.pointer) ?? [],
    standards: readStandards(field),
  }));
  const answered = read.filter(({ field }) => !isBlank(field.text));
  const heard = new Set(read.flatMap(({ field, uses }) => (uses.length === 0 ? [] : heardIn(field, uses))));
  const idle = answered.filter(({ uses, standards }) => uses.length === 0 && standards.length === 0);
  return {
    fields: FIELDS.map(({ field: name, effect }) => {
      const own = answered.filter(({ field }) => field.field === name);
      const decisions = [...new Set(own.flatMap(({ uses }) => uses.map(({ key }) => plainKey(key))))].sort();
      const standards = [...new Set(own.flatMap((item) => item.standards.map(({ id }) => id)))].sort();
      return { field: name, fate: fateOf(own.length, decisions, standards), decisions, standards, effect };
    }),
    unused: idle.map(({ field }) => field.pointer),
    unheard: answered.flatMap(({ field, uses, standards }) => unheardOf(field, [...uses, ...standards], heard)),
    answered: answered.length,
    used: answered.length - idle.length,
    texts: fields.length,
  };
}

function fateOf(answered: number, decisions: readonly string[], standards: readonly string[]): Fate {
  if (answered === 0) return "blank";
  if (decisions.length > 0) return "decides";
  return standards.length > 0 ? "standard" : "documents";
}

/** A report of 200 services names "services" once. */
function plainKey(key: string): string {
  return key.startsWith("services.") ? "services" : key;
}

type Span = Pick<Use, "start" | "end">;

function readStandards(field: ReadField): (Span & { readonly id: string })[] {
  return (
    findMentions(field.statements, standardTerms)
      .filter(({ id, status }) => status === "chosen" && Object.hasOwn(STANDARDS, id))
      // TLS on the way in is part of every output, TLS behind it of none.
      .filter(({ id, statement }) => id !== "tls" || tlsInside(statement) === null)
      .map(({ id, evidence: { start, end } }) => ({ id, start, end }))
  );
}

/** Words with which people ask for something. */
const ASKS =
  /\b(?:must|needs?|needed|required?|requires|requirement|shall|should|has to|have to|mandatory|at least|at most|no more than|no less than|not exceed|only|always|never|guarantee[ds]?|within|under|max(?:imum)?|min(?:imum)?|strictly|enforced?)\b/i;

/** Statements that sound like a demand, speak of now, and none of whose words were used. */
function unheardOf(field: ReadField, used: readonly Span[], heard: ReadonlySet<string>): Demand[] {
  return field.statements
    .filter((statement) => !used.some(({ start, end }) => start < statement.end && end > statement.start))
    .filter((statement) => isDemand(statement, heard))
    .map((statement) => evidenceAt(statement, statement.start, statement.end));
}

/** What was never needed is not asked for. */
const NOT_NEEDED = /\b(?:not|never|haven't|hasn't)\b[^.;,]{0,16}\bneed(?:s|ed)?\b/i;

/** A rhythm or a count by its value: told twice, it was heard once. Times and shares are told of too many things. */
function measureOf(quantity: Quantity): string {
  if (quantity.kind === "frequency") return `every ${quantity.minutes}`;
  const counts = quantity.kind === "amount" && quantity.unit !== "percent" && toMinutes(1, quantity.unit) === null;
  return counts ? `${quantity.min} to ${quantity.max}` : "";
}

/** What the used words say in numbers. */
function heardIn(field: ReadField, used: readonly Span[]): string[] {
  return field.statements.flatMap((statement) =>
    used.some(({ start, end }) => start < statement.end && end > statement.start)
      ? readQuantities(statement)
          .map(measureOf)
          .filter((measure) => measure !== "")
      : [],
  );
}

function isDemand(statement: Statement, heard: ReadonlySet<string>): boolean {
  const text = statement.text.slice(statement.start, statement.end);
  const asks = ASKS.exec(text);
  // How the sentence means what stands behind the word is how it means the demand: "used to need X" asks for nothing.
  if (asks !== null) {
    const after = statement.start + asks.index + asks[0].length;
    const at = Math.min(after + 1, statement.end - 1);
    if (NOT_NEEDED.test(text) || statusAt(statement, at, at + 1).status === "open") return false;
    return isForNow(statement, at, 1);
  }
  return readQuantities(statement).some(
    (quantity) =>
      !heard.has(measureOf(quantity)) &&
      (quantity.kind === "amount" ? isMeasure(quantity) : quantity.kind === "frequency") &&
      !isPartOfName(statement, quantity.start) &&
      isForNow(statement, quantity.start, quantity.end - quantity.start),
  );
}

/** Who and what there is, not what is asked for: "we're four people", "the 23 stations". */
const COUNTED =
  /^(?:person|people|engineer|developer|dev|team|customer|user|station|office|shop|store|school|clinic|branche?|site|country|company|member|colleague|partner|vendor|supplier|service|part|book|page|screen|role|friend|machine|truck|vehicle|sensor|device|employee|student|teacher|doctor|nurse|patient|line|lot|map|dialect|desk)$/;

/** "one customer" counts nothing. */
function isMeasure({ min, max, unit }: { min: number; max: number; unit: string | null }): boolean {
  if (unit !== null && COUNTED.test(unit)) return false;
  return unit !== null && (min !== 1 || max !== 1 || toMinutes(1, unit) !== null);
}

/** "S/4": a digit behind a letter and a mark belongs to a name. */
function isPartOfName({ text }: Statement, start: number): boolean {
  return /\p{L}[/_-]$/u.test(text.slice(Math.max(0, start - 2), start));
}

function isForNow(statement: Statement, start: number, length: number): boolean {
  const { status } = statusAt(statement, start, start + length);
  const at = statement.tokens.findIndex((token) => token.end > start);
  if (isTold(statement, at)) return false;
  return status === "chosen" || status === "open" || status === "negated";
}
