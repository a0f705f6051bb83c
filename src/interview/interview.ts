// In: an answers file and a person at a terminal. Out: the file with the answers, and what the checkpoint says of it. Never leaves an answer unsaved, and ends whenever the person wants.
import type { Style } from "../report/outcome.ts";
import { isWithin } from "../shared/json-pointer.ts";
import { Agenda, openQuestions, type Step, stepsOf, type Wanted } from "./agenda.ts";
import { askList } from "./ask-list.ts";
import { askMore, askServiceName } from "./ask-service.ts";
import { askText } from "./ask-text.ts";
import { type Checkpoint, findingsOf, printCheckpoint } from "./checkpoint.ts";
import { type Document, pointerOf } from "./document.ts";
import type { Judge } from "./hearing.ts";
import type { Prompter } from "./prompter.ts";
import { QUESTIONS, type Question } from "./questions.ts";
import { welcome } from "./screen.ts";
import { type Move, Session, type Store } from "./session.ts";

interface Setting {
  /** The file as the person named it. */
  readonly file: string;
  readonly document: Document;
  readonly isNew: boolean;
  readonly wanted: Wanted;
  readonly prompter: Prompter;
  readonly store: Store;
  readonly judge: Judge;
  readonly style: Style;
  /** What `validate` says of the answers. */
  check(document: Document): Promise<Checkpoint>;
}

interface Ended {
  readonly document: Document;
  /** Undefined when the person left before it. */
  readonly checkpoint: Checkpoint | undefined;
  /** The person left: before the checkpoint, or at it with questions still open. */
  readonly isLeft: boolean;
  /** Pointers of what was answered anew. */
  readonly changed: readonly string[];
  readonly open: readonly Question[];
}

export async function interview(setting: Setting): Promise<Ended> {
  const { document, wanted, style } = setting;
  const session = new Session({ ...setting, agenda: new Agenda(wanted, document) }, document);
  session.show(welcome(setting.file, document, setting.isNew, style));
  let step = session.agenda.next(document, undefined);
  if (step === undefined)
    session.show("No question is open. --all goes through all of them, --only 4 asks one again.\n");
  for (;;) {
    const left = await walk(session, step);
    if (left) return ended(session, undefined, true);
    const checkpoint = await setting.check(session.document);
    session.show(printCheckpoint(checkpoint, style));
    session.agenda.clear();
    const next = await offer(session, checkpoint);
    if (next === "leave" || next === undefined) return ended(session, checkpoint, next === "leave");
    step = next;
  }
}

/** Whoever leaves a checkpoint at which nothing is open has finished. */
function ended({ document, changed }: Session, checkpoint: Checkpoint | undefined, hasGone: boolean): Ended {
  const open = openQuestions(document);
  const isLeft = checkpoint === undefined || (hasGone && open.length > 0);
  return { document, checkpoint, isLeft, changed: [...changed], open };
}

/** Goes from step to step. True when the person has left. */
async function walk(session: Session, first: Step | undefined): Promise<boolean> {
  for (let step = first; step !== undefined; ) {
    const move = await askStep(session, step);
    if (move.to === "leave") return true;
    if (move.to === "check") return false;
    step = stepAfter(session, step, move);
  }
  return false;
}

function askStep(session: Session, step: Step): Promise<Move> {
  switch (step.kind) {
    case "text":
      return askText(session, step);
    case "list":
      return askList(session, step);
    case "name":
      return askServiceName(session, step);
    case "more":
      return askMore(session, step);
  }
}

function stepAfter(session: Session, step: Step, move: Move): Step | undefined {
  const { agenda, document } = session;
  switch (move.to) {
    case "again":
      // It may be gone, when a service was removed by another program.
      return stepsOf(document).find(({ id }) => id === step.id) ?? agenda.next(document, step.id);
    case "jump":
      return agenda.reopen(document, move.question);
    case "into":
      return agenda.next(document, move.step);
    case "back": {
      const before = agenda.before(document, step.id);
      if (before === undefined) session.show("  This is the first question.\n");
      return before ?? step;
    }
    default:
      agenda.close(step);
      return agenda.next(document, step.id);
  }
}

/** Back to the questions that the checkpoint found something at, if the person likes. */
async function offer(session: Session, checkpoint: Checkpoint): Promise<Step | "leave" | undefined> {
  const questions = findingsOf(checkpoint).flatMap(({ question }) => question ?? []);
  if (questions.length === 0) return undefined;
  const numbers = questions.map(({ number }) => number);
  const which = numbers.length === QUESTIONS.length ? "all of them" : numbers.join(", ");
  const go = await session.confirm(`Go to these questions now (${which})? /7 goes to one of them.`, false);
  if (go === false) return undefined;
  if (go !== true && go.to === "jump") return session.agenda.reopen(session.document, go.question);
  if (go !== true) return go.to === "leave" ? "leave" : undefined;
  session.agenda.ask(stepsFor(session.document, checkpoint));
  return session.agenda.next(session.document, undefined);
}

/** The steps that the findings are about, with those of a section that is missing. What is said of the services as a whole (there is none) is about one more. */
function stepsFor(document: Document, checkpoint: Checkpoint): readonly Step[] {
  const services = pointerOf(document, ["services"]);
  const pointers = findingsOf(checkpoint).flatMap(({ question, diagnostics, missing }) =>
    question === undefined ? [] : [...diagnostics, ...missing].map(({ pointer }) => pointer),
  );
  return stepsOf(document).filter(({ path, kind }) => {
    if (kind === "more") return pointers.includes(services);
    const own = pointerOf(document, path);
    return pointers.some((pointer) => isWithin(pointer, own) || (pointer !== services && isWithin(own, pointer)));
  });
}
