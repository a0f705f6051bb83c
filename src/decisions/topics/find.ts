// In: the read answers and a lexicon. Out: for each term whether the text chooses it, with evidence and the doubts. Never knows what a term stands for.
import type { DecisionKey } from "../../answers/overrides.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Decision, Evidence } from "../decision.ts";
import { type Lexicon, lexiconsIn } from "../text/lexicon.ts";
import { findMentions, type Mention } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { isTold } from "../text/tense.ts";
import { groupBy, settleAlternatives } from "./alternatives.ts";
import { segmentText } from "./matches.ts";
import type { ReadField, Reading } from "./topic.ts";
import { openingNone, withVerdicts } from "./verdicts.ts";

/** A mention with the field it stands in. `weight`: 3 in a field about the matter, 2 in other prose, 1 in a bare reference (dependencies, diagrams, flows). */
export interface Found extends Mention {
  readonly field: ReadField;
  readonly weight: number;
}

export interface Search {
  readonly key: DecisionKey;
  readonly lexicon: Lexicon;
  /** Fields about the matter, most telling first. */
  readonly home: readonly string[];
  /** Fields that never speak of it. */
  readonly skip?: readonly string[];
  /** Keeps a mention; false for one that plays another role. */
  readonly accept?: (mention: Found) => boolean;
}

const REFERENCES = new Set([
  "services.dependencies",
  "services.name",
  "overall_architecture.data_flow",
  "overall_architecture.service_boundaries",
  "architecture_diagrams.system_overview",
  "architecture_diagrams.data_flow",
  "architecture_diagrams.deployment_diagram",
  "architecture_diagrams.security_architecture",
  "integrations.external_services",
]);
const BOTH = /^\s*\/\s*$/;
const LOOSE = /^\s?-?(?:ish|like|style|inspired)\b/i;

/** All mentions of the lexicon's terms that can speak of this matter. */
export function search(reading: Reading, { lexicon, home, skip = [], accept = () => true }: Search): Found[] {
  return fieldsWith(reading, lexicon)
    .filter((field) => !skip.includes(field.field))
    .flatMap((field) => {
      const weight =
        home.includes(field.field) || home.includes(field.section) ? 3 : REFERENCES.has(field.field) ? 1 : 2;
      return findMentions(field.statements, lexicon).map((mention) => ({
        ...mention,
        field,
        weight: mention.statement.tokens[mention.to - 1]?.possessive ? 1 : weight,
      }));
    })
    .filter((mention) => !LOOSE.test(after(mention, 10)) && accept(mention));
}

const indexed = new WeakMap<Reading, Map<Lexicon, ReadField[]>>();

/** The fields in which a term of the lexicon may stand: one pass over the document serves all lexicons. */
function fieldsWith(reading: Reading, lexicon: Lexicon): readonly ReadField[] {
  let byLexicon = indexed.get(reading);
  if (!byLexicon) {
    byLexicon = new Map();
    for (const field of reading.fields) {
      for (const other of new Set(field.statements.flatMap((statement) => [...lexiconsIn(statement, lexicon)]))) {
        const list = byLexicon.get(other);
        if (list) list.push(field);
        else byLexicon.set(other, [field]);
      }
    }
    indexed.set(reading, byLexicon);
  }
  return byLexicon.get(lexicon) ?? [];
}

/** The text of the statement that a mention stands in, lower case. */
export function around(mention: Mention): string {
  return mention.statement.text.slice(mention.statement.start, mention.statement.end).toLowerCase();
}

/** The text right after a mention. */
export function after(mention: Mention, length: number): string {
  return mention.statement.text.slice(mention.evidence.end, mention.evidence.end + length);
}

/** The text right before a mention, within its statement. */
export function before(mention: Mention, length: number): string {
  return mention.statement.text.slice(
    Math.max(mention.statement.start, mention.evidence.start - length),
    mention.evidence.start,
  );
}

/** The mention's own segment (between commas, dashes, "but" …), lower case. */
export function clauseOf(mention: Mention): string {
  return segmentText(mention.statement, mention.evidence.start).toLowerCase();
}

/** "Postgres/MySQL": two things that exclude each other, with a slash between them, are a choice not yet made. */
export function openSlashes(found: readonly Found[], exclusive: ReadonlySet<string>): Found[] {
  const isOpen = (m: Found | undefined) =>
    m !== undefined && exclusive.has(m.id) && ["chosen", "open"].includes(m.status);
  const meets = (a: Found | undefined, b: Found | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.statement === b.statement &&
    a.id !== b.id &&
    isOpen(a) &&
    isOpen(b) &&
    BOTH.test(a.statement.text.slice(a.evidence.end, b.evidence.start));
  return found.map((m, at) =>
    meets(found[at - 1], m) || meets(m, found[at + 1]) ? { ...m, alternative: true, status: "open" } : m,
  );
}

/** Everything that a choice rests on, as evidence. */
export function allOf(choice: Choice): Evidence[] {
  return [...choice.chosen.values()].flat().map((mention) => mention.evidence);
}

/** What was chosen, what was denied, and every doubt about it. Ids that start with "any-" are general words ("cache", "queue"): they only deny. */
export interface Choice {
  readonly chosen: ReadonlyMap<string, readonly Found[]>;
  readonly denied: readonly Found[];
  /** What was there and is no more. */
  readonly gone: readonly Found[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Weighs all mentions of a matter against each other. */
export function choose(key: DecisionKey, all: readonly Found[], nameOf: (id: string) => string = (id) => id): Choice {
  const chosen = new Map<string, readonly Found[]>();
  const named = (id: string, mention: Found) => (id === "other" ? mention.evidence.quote : nameOf(id));
  const { found, diagnostics: outranked } = withVerdicts(key, all, (mention) => named(mention.id, mention));
  const diagnostics: Diagnostic[] = [...outranked];
  const byId = groupBy(
    found.filter(({ id }) => !id.startsWith("any-")),
    ({ id }) => id,
  );
  for (const [id, of] of byId) {
    // "Not A: we did the sum, A costs more": after a denial the sentence goes on about what it denies.
    const against = of.filter(({ status }) => status === "negated" || status === "past");
    const ends = firstStarts(against);
    const isRest = ({ statement, evidence }: Found) => (ends.get(statement) ?? evidence.start) < evidence.start;
    const isChoice = of.some(({ alternative }) => alternative);
    const yes = of.filter(
      (mention) =>
        (mention.status === "chosen" && !isRest(mention)) ||
        (mention.preferred && mention.status === "open" && !mention.alternative && isChoice),
    );
    const no = strongest(of.filter((mention) => mention.status === "negated"));
    const strength = Math.max(0, ...yes.map((mention) => mention.weight));
    if (yes.length > 0 && !isOverruled(of, strength)) chosen.set(id, yes);
    if (yes.length > 0 && no && !yes.some((mention) => mention.field.pointer === no.field.pointer) && no.weight >= 2) {
      diagnostics.push(conflict(key, named(id, no), yes, no, chosen.has(id)));
    } else if (yes.length > 0 && !chosen.has(id)) {
      const plan = of.find((mention) => mention.status === "future");
      if (plan) diagnostics.push(planned(key, named(id, plan), plan));
    } else if (yes.length === 0) {
      const plan = of.find((mention) => mention.status === "future");
      const open = of.find((mention) => mention.status === "open" && !mention.alternative);
      if (open) diagnostics.push(doubt(key, named(id, open), open));
      else if (plan && !no) diagnostics.push(planned(key, named(id, plan), plan));
      else if (no && /\byet\b/.test(clauseOf(no))) diagnostics.push(planned(key, named(id, no), no));
    }
  }
  diagnostics.push(...dropTold(key, chosen, named), ...settleAlternatives(key, found, chosen, nameOf));
  return {
    chosen,
    // What a service does not depend on, others may; a drawing or a flow that denies a thing denies it for all.
    denied: found.filter(
      ({ status, weight, field }) => status === "negated" && (weight >= 2 || field.service === undefined),
    ),
    gone: found.filter(({ status, weight }) => status === "past" && weight >= 2),
    diagnostics,
  };
}

/** Per sentence where the first of these mentions begins. */
function firstStarts(found: readonly Found[]): ReadonlyMap<Statement, number> {
  const starts = new Map<Statement, number>();
  for (const { statement, evidence } of found)
    starts.set(statement, Math.min(starts.get(statement) ?? evidence.start, evidence.start));
  return starts;
}

/** "It is A. B made us sad.": what is only told of, beside something that is stated, is no part of the system. */
function dropTold(
  key: DecisionKey,
  chosen: Map<string, readonly Found[]>,
  named: (id: string, mention: Found) => string,
): Diagnostic[] {
  const isFirm = (mention: Found) => !isTold(mention.statement, mention.from);
  const firm = [...chosen.values()].some((mentions) =>
    mentions.some((mention) => mention.weight >= 2 && isFirm(mention)),
  );
  if (!firm) return [];
  return [...chosen].flatMap(([id, mentions]) => {
    const [first] = mentions;
    if (first === undefined || mentions.some(isFirm)) return [];
    chosen.delete(id);
    return [
      {
        code: "DECISION_UNDECIDED" as const,
        severity: "info" as const,
        pointer: first.evidence.pointer,
        message: `${key}: ${named(id, first)} is only told of here, in the past; it is not taken.`,
        help: `Say whether it is used now, or set decisions.${key}.`,
      },
    ];
  });
}

/** A drawing, a flow or a list of dependencies: it names what it passes through, also what others run. */
export function isReference({ field }: Found): boolean {
  return REFERENCES.has(field.field);
}

/** Bare references do not outweigh prose that denies the thing, plans it or gives it to somebody else. */
function isOverruled(of: readonly Found[], strength: number): boolean {
  const against = of.filter((mention) => ["negated", "future", "foreign"].includes(mention.status));
  const top = Math.max(0, ...against.map((mention) => mention.weight));
  const disowned = against.some((mention) => mention.status === "foreign" && !isReference(mention));
  if (disowned && of.every((mention) => mention.status !== "chosen" || isReference(mention))) return true;
  if (strength === 1) return top >= 2;
  return strength === 2 && against.some((mention) => mention.weight === 3 && mention.status === "negated");
}

function strongest(list: readonly Found[]): Found | undefined {
  return [...list].sort((a, b) => b.weight - a.weight)[0];
}

function conflict(key: DecisionKey, name: string, yes: readonly Found[], no: Found, kept: boolean): Diagnostic {
  return {
    code: "DECISION_CONFLICT",
    severity: "warning",
    pointer: no.evidence.pointer,
    message: `${key}: ${name} is denied here and used elsewhere; read as ${kept ? "used" : "not used"}.`,
    help: `Make both places agree, or set decisions.${key}.`,
    related: [...new Set(yes.map((mention) => mention.evidence.pointer))],
  };
}

function planned(key: DecisionKey, name: string, mention: Found): Diagnostic {
  return {
    code: "DECISION_PLANNED",
    severity: "info",
    pointer: mention.evidence.pointer,
    message: `${key}: ${name} is named as a plan or a possibility, so it is not built now.`,
    help: `State it as decided when it is, or set decisions.${key}.`,
  };
}

function doubt(key: DecisionKey, name: string, mention: Found): Diagnostic {
  return {
    code: "DECISION_OPEN_CHOICE",
    severity: "warning",
    pointer: mention.evidence.pointer,
    message: `${key}: ${name} is named with a doubt; it is not taken.`,
    help: `Say whether it is used, or set decisions.${key}.`,
  };
}

/** Evidence of mentions: strongest first, one per place, at most six, and behind them the first of each term that these leave out. */
export function evidenceOf(mentions: readonly Found[]): Evidence[] {
  const seen = new Set<string>();
  const places = [...mentions]
    .sort((a, b) => b.weight - a.weight)
    .filter(({ evidence }) => {
      const place = `${evidence.pointer}:${evidence.start}`;
      if (seen.has(place)) return false;
      seen.add(place);
      return true;
    });
  const named = new Set(places.slice(0, MOST_EVIDENCE).map(({ id }) => id));
  return places
    .filter(({ id }, index) => index < MOST_EVIDENCE || (!named.has(id) && named.add(id)))
    .map(({ evidence }) => evidence);
}

const MOST_EVIDENCE = 6;

/** A decision with evidence, or nothing when there is none. */
export function decided<T>(
  value: T,
  evidence: readonly Evidence[],
  source: "stated" | "inferred" = "stated",
): Decision<T> | undefined {
  const [first, ...rest] = evidence;
  return first ? { value, source, evidence: [first, ...rest] } : undefined;
}

/** A set of ids with the evidence of all; an empty set is stated when the text denies the matter. */
export function decidedSet<T extends string>(
  ids: readonly T[],
  choice: Choice,
  none: readonly Evidence[],
): Decision<T[]> | undefined {
  if (ids.length > 0) return decided([...ids], evidenceOf([...choice.chosen.values()].flat()));
  return decided([], [...none, ...evidenceOf(choice.denied)].slice(0, 4));
}

/** Evidence of fields that say "none", "n/a", "no", "-". */
export function saysNone(fields: readonly ReadField[]): Evidence[] {
  return fields.flatMap((field) => {
    const none = openingNone(field.text);
    if (none === undefined) return [];
    const { start, word } = none;
    return [{ pointer: field.pointer, start, end: start + word.length, quote: word }];
  });
}
