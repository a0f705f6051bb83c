// In: the document, and which questions are wanted. Out: the steps of the interview, which of them are open, and which one comes next. Never asks and never changes anything.
import { isBlank } from "../answers/fields.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { closest } from "../shared/closest.ts";
import { type Document, serviceNames, textAt, textsAt, valueAt } from "./document.ts";
import type { Path } from "./json-text.ts";
import { type Part, QUESTIONS, type Question, SECTIONS, SERVICE_PARTS, sectionAndKey } from "./questions.ts";

/** One thing to ask. `more` asks for a service that is not there yet. */
export interface Step {
  readonly id: string;
  readonly kind: "text" | "list" | "name" | "more";
  readonly question: Question;
  readonly part: Part;
  readonly path: Path;
  /** Position of the service that it is about. */
  readonly service?: number;
}

const MORE: Part = {
  field: "services.name",
  ask: "Another service? Its name, or Enter when these are all.",
  example: "mailer",
};

/** Every step, in the order of the template; services one after the other. */
export function stepsOf(document: Document): readonly Step[] {
  return QUESTIONS.flatMap((question) =>
    question.parts.flatMap((part): readonly Step[] => {
      const [section, key] = sectionAndKey(part.field);
      if (section === "services") return part === SERVICE_PARTS[0] ? serviceSteps(question, document) : [];
      const path = [section, key];
      return [{ id: path.join("/"), kind: part.isList ? "list" : "text", question, part, path }];
    }),
  );
}

function serviceSteps(question: Question, document: Document): readonly Step[] {
  const names = serviceNames(document);
  const own = names.flatMap((_, service) =>
    SERVICE_PARTS.map((part): Step => {
      const key = sectionAndKey(part.field)[1];
      const path = ["services", service, key];
      const kind = key === "name" ? "name" : part.isList ? "list" : "text";
      return { id: path.join("/"), kind, question, part, path, service };
    }),
  );
  return [
    ...own,
    { id: "services/more", kind: "more", question, part: MORE, path: ["services", names.length, "name"] },
  ];
}

/** True for a place that holds something that is no answer: another type than the template's. */
function isWrong(document: Document, { path, part }: Step): boolean {
  const value = valueAt(document, path);
  if (value === undefined) return false;
  if (part.isList !== true) return typeof value !== "string";
  return !Array.isArray(value) || value.some((item) => typeof item !== "string");
}

/** True for a place that says nothing yet. */
function isEmpty(document: Document, step: Step): boolean {
  const { path, part } = step;
  if (isWrong(document, step)) return true;
  return part.isList ? textsAt(document, path).every(isBlank) : isBlank(textAt(document, path));
}

/** True for a step that still waits for an answer. */
export function isOpen(document: Document, step: Step): boolean {
  if (step.kind === "more") return serviceNames(document).length === 0;
  return step.part.optional === true ? isWrong(document, step) : isEmpty(document, step);
}

/** The questions that have an open step. */
export function openQuestions(document: Document): readonly Question[] {
  const open = new Set(
    stepsOf(document)
      .filter((step) => isOpen(document, step))
      .map(({ question }) => question),
  );
  return QUESTIONS.filter((question) => open.has(question));
}

/** What an interview asks that goes on: what is open, and what may stay empty where nothing else of its question or service was said yet. */
function unasked(document: Document): readonly Step[] {
  const steps = stepsOf(document);
  const needed = steps.filter(({ part, kind }) => part.optional !== true && kind !== "more");
  const open = new Set(needed.filter((step) => isEmpty(document, step)));
  const untouched = new Set(
    QUESTIONS.filter((question) => needed.every((step) => step.question !== question || open.has(step))),
  );
  const unfinished = new Set([...open].map(({ service }) => service));
  // Nobody has gone past the services yet, so the list of them may not be complete.
  const isAmongServices =
    [...unfinished].some((service) => service !== undefined) ||
    needed.every((step) => step.question.number === 1 || open.has(step));
  return steps.filter((step) => {
    if (step.kind === "more") return isAmongServices || isOpen(document, step);
    if (step.part.optional !== true || isWrong(document, step)) return isOpen(document, step);
    return (
      isEmpty(document, step) &&
      (step.service === undefined ? untouched.has(step.question) : unfinished.has(step.service))
    );
  });
}

/** Which steps are wanted: all, those that are open, or those of some questions and fields. */
export type Wanted = "all" | "open" | ReadonlySet<number | string>;

/** Where the interview is: what is to be asked, what was asked, and what was asked for on the way. */
export class Agenda {
  private wanted: Exclude<Wanted, "open">;
  private done: ReadonlySet<string> = new Set();
  /** Ids of steps. */
  private extra: ReadonlySet<string> = new Set();

  constructor(wanted: Wanted, document: Document) {
    this.wanted = wanted === "open" ? new Set() : wanted;
    if (wanted === "open") this.extra = new Set(unasked(document).map(({ id }) => id));
  }

  /** The next step behind `current` that is wanted and was not asked yet; from the top when none is left behind it. */
  next(document: Document, current: string | undefined): Step | undefined {
    const steps = stepsOf(document);
    const left = steps.filter((step) => !this.done.has(step.id) && this.isWanted(step));
    const at = steps.findIndex(({ id }) => id === current);
    return left.find((step) => steps.indexOf(step) > at) ?? left[0];
  }

  /** The step before: one that was or will be asked, else the one before it in the template. */
  before(document: Document, current: string): Step | undefined {
    const steps = stepsOf(document);
    const at = steps.findIndex(({ id }) => id === current);
    const earlier = steps.slice(0, Math.max(0, at));
    return earlier.findLast((step) => this.done.has(step.id) || this.isWanted(step)) ?? earlier.at(-1);
  }

  /** After the checkpoint nothing is left to ask but what the person goes back to. */
  clear(): void {
    this.wanted = new Set();
    this.extra = new Set();
  }

  close(step: Step): void {
    this.done = new Set([...this.done, step.id]);
  }

  /** Asks all parts of a question once more. Returns the first of them. */
  reopen(document: Document, number: number): Step | undefined {
    const steps = stepsOf(document).filter(({ question }) => question.number === number);
    this.ask(steps);
    return steps[0];
  }

  /** Asks these steps once more, in the order of the template. */
  ask(steps: readonly Step[]): void {
    const ids = steps.map(({ id }) => id);
    this.extra = new Set([...this.extra, ...ids]);
    this.done = new Set([...this.done].filter((id) => !ids.includes(id)));
  }

  /** All parts of a service that was just named are asked for, and then whether there is another one. */
  addService(document: Document, position: number): void {
    const own = stepsOf(document).filter(({ service, kind }) => service === position || kind === "more");
    this.ask(own);
    for (const step of own) if (step.kind === "name") this.close(step);
  }

  /** Services behind one that is gone have other places now. */
  removeService(position: number): void {
    const moved = (ids: ReadonlySet<string>) => new Set([...ids].flatMap((id) => idAfterRemoval(id, position)));
    this.done = moved(this.done);
    this.extra = moved(this.extra);
  }

  private isWanted({ id, question, part }: Step): boolean {
    if (this.wanted === "all" || this.extra.has(id)) return true;
    return this.wanted.has(question.number) || this.wanted.has(part.field);
  }
}

function idAfterRemoval(id: string, position: number): string[] {
  const [, service, key] = /^services\/(\d+)\/(\w+)$/.exec(id) ?? [];
  if (service === undefined || Number(service) < position) return [id];
  return Number(service) === position ? [] : [`services/${Number(service) - 1}/${key}`];
}

/** "4", "10-12", "security", "data_architecture", "primary_database"; several with commas. Throws ScaffoldError USAGE for anything else. */
export function parseOnly(words: readonly string[]): ReadonlySet<number | string> {
  return new Set(words.flatMap((word) => word.split(",")).flatMap((word) => meantBy(word.trim())));
}

function meantBy(word: string): readonly (number | string)[] {
  const range = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(word);
  if (range !== null) {
    const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])];
    const numbers = QUESTIONS.map(({ number }) => number).filter((number) => number >= from && number <= to);
    if (numbers.length > 0 && from >= 1 && to <= QUESTIONS.length) return numbers;
  }
  const wanted = word.toLowerCase();
  const numbers = QUESTIONS.filter(({ section }) => section === wanted).map(({ number }) => number);
  const fields = QUESTIONS.flatMap(({ parts }) => parts.map(({ field }) => field));
  const named = fields.filter((field) => field === wanted || sectionAndKey(field).includes(wanted));
  if (numbers.length > 0 || named.length > 0) return [...numbers, ...(numbers.length > 0 ? [] : named)];
  const known = [...Object.keys(SECTIONS), ...fields.flatMap((field) => [...sectionAndKey(field), field])];
  const near = closest(wanted, known);
  throw new ScaffoldError(
    "USAGE",
    `--only ${JSON.stringify(word)} is no question; allowed: 1 to ${QUESTIONS.length}, a range such as 4-6, a section (${Object.keys(SECTIONS).join(", ")}) or a field`,
    near === undefined ? "Usage: scaffold interview [step7.json] [--all | --only WHAT]" : `Did you mean "${near}"?`,
  );
}
