// In: a document, a person and a file. Out: the state of one interview: what the person says, and each answer saved before the next question. Never keeps an answer that is not in the file, and never loses what others wrote there.
import { MAX_BYTES } from "../answers/read.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import type { Style } from "../report/outcome.ts";
import { plain } from "../report/paint.ts";
import type { Agenda, Step } from "./agenda.ts";
import { answersIn, bytesOf, type Document, type Edit, edited, openDocument, pointerOf, valueAt } from "./document.ts";
import { type Hearing, hear, type Judge } from "./hearing.ts";
import type { Path } from "./json-text.ts";
import type { Prompter } from "./prompter.ts";
import { QUESTIONS, type Question } from "./questions.ts";
import { HELP, listing } from "./screen.ts";
import { readEntry, type Told } from "./words.ts";

/** The answers file. */
export interface Store {
  /** Undefined when there is none. */
  read(): Uint8Array | undefined;
  /** All of it or nothing. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Where the interview goes from a step. `into`: to another step, with this one still to come. */
export type Move =
  | { readonly to: "on" | "back" | "check" | "leave" | "again" }
  | { readonly to: "jump"; readonly question: number }
  | { readonly to: "into"; readonly step: string };

export type Reply = Told | { readonly kind: "move"; readonly move: Move };

interface Setting {
  readonly prompter: Prompter;
  readonly store: Store;
  readonly judge: Judge;
  readonly style: Style;
  readonly agenda: Agenda;
}

export class Session {
  readonly style: Style;
  readonly agenda: Agenda;
  /** Places that were answered anew. */
  readonly changed = new Set<string>();
  private readonly prompter: Prompter;
  private readonly store: Store;
  private readonly judge: Judge;
  private now: Document;

  constructor({ prompter, store, judge, style, agenda }: Setting, document: Document) {
    this.prompter = prompter;
    this.store = store;
    this.judge = judge;
    this.style = style;
    this.agenda = agenda;
    this.now = document;
  }

  get document(): Document {
    return this.now;
  }

  show(text: string): void {
    this.prompter.show(text);
  }

  /** What the person says to a prompt, once it is more than a question about the interview. */
  async ask(prompt: string, at?: Question, draft?: string): Promise<Reply> {
    for (let kept = draft; ; kept = undefined) {
      const entry = await this.prompter.ask(prompt, kept);
      if (entry.kind === "end") return { kind: "move", move: { to: "leave" } };
      const said = readEntry(entry.lines);
      switch (said.kind) {
        case "help":
          this.show(HELP);
          break;
        case "list":
          this.show(listing(this.now, at, this.style));
          break;
        case "unclear":
          this.show(unclear(said.word, said.near));
          break;
        case "jump":
          if (QUESTIONS.some(({ number }) => number === said.question))
            return { kind: "move", move: { to: "jump", question: said.question } };
          this.show(`  There is no question ${said.question}: they go from 1 to ${QUESTIONS.length}.\n`);
          break;
        case "back":
        case "check":
          return { kind: "move", move: { to: said.kind } };
        case "skip":
          return { kind: "move", move: { to: "on" } };
        case "quit":
          return { kind: "move", move: { to: "leave" } };
        default:
          return said;
      }
    }
  }

  /** Yes, no, or a move away from the question. Enter is `usual`. */
  async confirm(question: string, usual: boolean): Promise<boolean | Move> {
    for (;;) {
      const reply = await this.ask(`  ${question} [${usual ? "Y/n" : "y/N"}] `);
      if (reply.kind === "move") return reply.move;
      if (reply.kind === "nothing") return usual;
      const word = reply.kind === "answer" ? reply.lines.join(" ").trim().toLowerCase() : "";
      if (/^(?:y|yes)$/.test(word)) return true;
      if (/^(?:n|no)$/.test(word)) return false;
      this.show("  y or n?\n");
    }
  }

  /** What the program reads in the answer of the step. */
  hear({ path, part }: Step): Hearing {
    return hear(answersIn(this.now), part.field, pointerOf(this.now, path), this.judge);
  }

  /**
   * Saves an answer. The file is read again for it: what an editor or another interview wrote meanwhile stays, and where that is this very
   * place, nothing is written and the step is asked again. A disk that refuses is told, and tried again when the person says so.
   */
  async save(step: Step, edits: readonly Edit[]): Promise<"saved" | Move> {
    for (;;) {
      try {
        const saved = await this.tryToSave(step, edits);
        return saved ? "saved" : { to: "again" };
      } catch (error) {
        if (!(error instanceof ScaffoldError)) throw error;
        this.show(`  ${error.code}: ${plain(error.message)}. The answer is not saved yet.\n  ${plain(error.help)}\n`);
        const again = await this.confirm("Try again?", true);
        if (again !== true) return again === false ? { to: "leave" } : again;
      }
    }
  }

  private async tryToSave(step: Step, edits: readonly Edit[]): Promise<boolean> {
    const fresh = this.reread();
    const guard = guardOf(step);
    if (fresh.text !== this.now.text) {
      const [mine, theirs] = [this.now, fresh].map((one) => JSON.stringify(valueAt(one, guard)));
      this.now = fresh;
      this.show("  The file was changed by another program meanwhile; that stays.\n");
      if (mine !== theirs) return false;
    }
    const next = edits.reduce(edited, fresh);
    const bytes = bytesOf(next);
    if (bytes.length > MAX_BYTES) {
      this.show(`  The file would have ${bytes.length} bytes; at most ${MAX_BYTES} are read. Nothing was changed.\n`);
      return false;
    }
    await this.store.write(bytes);
    this.now = next;
    this.changed.add(pointerOf(next, step.path));
    return true;
  }

  private reread(): Document {
    const bytes = this.store.read();
    // Not saved before, or removed meanwhile: what we hold is the latest.
    if (bytes === undefined) return this.now;
    const { document, diagnostics } = openDocument(bytes);
    if (document !== undefined) return document;
    const [first] = diagnostics;
    throw new ScaffoldError(
      "WRITE_CHANGED",
      `the file was changed by another program: ${first?.message}`,
      first?.help ?? "",
    );
  }
}

/** What may not have changed for the answer to belong where it goes: services are places in a list, and names are told apart from all others. */
function guardOf({ kind, service, path }: Step): Path {
  if (kind === "name" || kind === "more") return ["services"];
  return service === undefined ? path : ["services", service];
}

/** What looks like a command is never saved as an answer by a slip of the finger. */
function unclear(word: string, near: string | undefined): string {
  const meant = near === undefined ? "" : ` Did you mean ${near}?`;
  return `  ${plain(word)} is no command.${meant} As an answer it is written /${plain(word)}.\n`;
}
