// In: a statement and the services of the document. Out: whom a word in it is about: a service, the system, or a part of either. Never says what follows from it.
import { ENVIRONMENTS } from "../../lexicon/environments.ts";
import { compileLexicon, type Lexicon } from "../../text/lexicon.ts";
import { findMentions } from "../../text/mentions.ts";
import type { Statement } from "../../text/statements.ts";
import { segmentSpan, sliceOf } from "../../topics/matches.ts";

/** Services by position, the system, or something that is neither. */
export type About = readonly number[] | "system" | "other";

/** Where a statement stands. */
export interface Place {
  /** "section.field". */
  readonly field: string;
  /** The service whose text it is, or whose row of a table. */
  readonly own: number | undefined;
  /** The services by position. */
  readonly names: Lexicon;
  /** The first statement of its text. */
  readonly opens: boolean;
  /** The text names people who are not of the house. */
  readonly forOthers: boolean;
  /** Name of the service and the first words of its purpose: what it is itself, and no part of it. */
  readonly itself: string;
}

/** Fields about the door: there the system is the subject, where none is named. */
export const DOOR_FIELDS = /^(?:security\.api_security|scalability\.load_balancing)$/;
/** What stands before the first noun of a sentence. */
export const HEAD = /^\W*(?:(?:an?|the|our|this is an?|small|simple|purely)\s+)*$/i;
const PART =
  /\b(?:admin|back-?office|partners?|vendors?|webhooks?|suppliers?|third part(?:y|ies)|b2b|swagger|docs|management|actuator|health)\b/gi;
/** Small words, and nouns that mean the thing as a whole: behind them a word is about what the text is about. */
const GENERIC =
  /^\W*(?:(?:it|it['’]s|this|that|which|they|is|are|be|being|was|to|will|must|meant|intended|made|used|open|reachable|accessible|available|visible|by|strictly|purely|entirely|and|but|so|also|the|an?|our|small|simple|little|just|web|access|users?|audience|for|itself|remains?|stays?|service|tool|app|application|system|site|website|platform|portal|board|pages|screens|program|whole|entire|everything|all|thing|one|because|since|as)\b[\s:,(]*)*$/i;
/** Joins another thing to the first, or opens a clause that has a subject of its own. */
const JOINT = /\b(?:where|which|that|who|whose|with|and|plus|when|but|while|whereas)\b/i;

const OTHER_ENVIRONMENTS = compileLexicon(
  "other environments",
  Object.fromEntries(
    ENVIRONMENTS.filter(({ id, names }) => id !== "prod" && names.length > 0).map(({ id, names }) => [
      id,
      names.join("|"),
    ]),
  ),
);

/** Services that are named between two offsets. */
export function servicesIn(statement: Statement, names: Lexicon, start: number, end: number) {
  return findMentions([statement], names)
    .filter(({ evidence }) => evidence.start >= start && evidence.end <= end)
    .map(({ id, evidence }) => ({ index: Number(id), at: evidence.start, end: evidence.end }));
}

/** Another environment than production is named. */
export function isElsewhere(statement: Statement): boolean {
  return findMentions([statement], OTHER_ENVIRONMENTS).length > 0;
}

/** The words are about a part, such as admin pages: not where that is what the service is. */
export function isPart(text: string, { own, itself }: Place): boolean {
  return [...text.matchAll(PART)].some(([word]) => own === undefined || !itself.includes(word.toLowerCase()));
}

/** Whether what stands before an offset leaves the whole text as the subject: "it is …", "Planning board, … ", but not "Refunds are …". */
export function isAboutAll(statement: Statement, at: number, { opens, own, field }: Place): boolean {
  const { start } = segmentSpan(statement, at);
  // "A board that only our people see": what the clause hangs on.
  const head = statement.text.slice(start, at).replace(/\b(?:that|which)\s*$/i, "");
  if (GENERIC.test(head)) return true;
  const describes = own !== undefined || /\.(?:architecture_type|system_overview)$/.test(field);
  return (
    describes && opens && start === statement.start && !JOINT.test(head) && !/\b(?:is|are|can|may|will)\b/i.test(head)
  );
}

/** All but what is named: before it ("the portal is public; everything else …") or behind these words. */
const REST =
  /\b(?:(?:everything|anything|everybody|all|nothing) else|the (?:rest|others|other (?:services|ones|parts|two|three|four))|all (?:the )?other\w*|the remaining \w+)\b/i;
const EXCEPT =
  /\b(?:except(?: for)?|other than|apart from|aside from|save for|(?:all|everything|anything) but|with the exception of|excluding)\s+(?:the |our )?$/i;
const ALL = /\b(?:everything|anything|all|nothing|the rest)\b/i;

/** Whom words about "everything else" and "everything except …" are about: the services without those that are taken out. Unchanged where nothing is. */
export function withoutExcepted(
  about: About,
  statements: readonly Statement[],
  at: number,
  names: Lexicon,
  count: number,
): About {
  const statement = statements[at];
  if (statement === undefined || about === "other") return about;
  const text = sliceOf(statement);
  const named = (one: Statement) => servicesIn(one, names, one.start, one.end);
  const excepted = named(statement).filter(({ at: start }) =>
    EXCEPT.test(statement.text.slice(statement.start, start)),
  );
  const out = new Set(excepted.map(({ index }) => index));
  if (REST.test(text))
    for (const { index, end } of statements.slice(0, at + 1).flatMap(named))
      if (end <= statement.start + text.search(REST)) out.add(index);
  if (out.size === 0) return about;
  const left = about === "system" ? [] : about.filter((index) => !out.has(index));
  const isAll = about === "system" || ALL.test(text);
  return left.length > 0 || !isAll
    ? left
    : Array.from({ length: count }, (_, index) => index).filter((one) => !out.has(one));
}
