// In: an answers file, or the name of a new one, and a terminal. Out: the file with the answers that were given, and the checkpoint. Asks only a terminal, and never loads the engine.
import { resolve } from "../architecture/resolve.ts";
import { ScaffoldError } from "../diagnostics/errors.ts";
import { parseOnly, type Wanted } from "../interview/agenda.ts";
import type { Checkpoint } from "../interview/checkpoint.ts";
import { bytesOf, type Document, newDocument, openDocument } from "../interview/document.ts";
import { interview } from "../interview/interview.ts";
import { QUESTIONS } from "../interview/questions.ts";
import { openPrompter } from "../interview/terminal.ts";
import type { InterviewOutcome } from "../report/outcome.ts";
import { openStore } from "./answers-store.ts";
import type { Arguments, Command, CommandResult, Context } from "./context.ts";
import { validateBytes } from "./validate.ts";

const DEFAULT_FILE = "step7.json";

export const command: Command = {
  async run(args, context) {
    const file = args.positionals[0] ?? DEFAULT_FILE;
    const wanted = wantedOf(args);
    const terminal = context.openTerminal();
    if (terminal === undefined)
      throw new ScaffoldError(
        "IO_NO_TERMINAL",
        "an interview asks questions, and standard input and standard error are not both a terminal",
        `Run it in a terminal; or fill in ${file} with an editor (scaffold schema step7 gives it completion) and see what is open with scaffold validate ${file}.`,
      );
    const store = await openStore(file, context);
    const found = store.read();
    const opened = found === undefined ? { document: newDocument(), diagnostics: [] } : openDocument(found);
    if (opened.document === undefined) return refused(file, opened.diagnostics);
    const style = { color: terminal.color && !args.flags.has("no-color"), quiet: args.flags.has("quiet") };
    const prompter = openPrompter(terminal);
    try {
      const end = await interview({
        file,
        document: opened.document,
        isNew: found === undefined,
        wanted,
        prompter,
        store,
        style,
        judge: (answers, decisions, details) => resolve(answers, decisions, details).diagnostics,
        check: async (document) => checkpointOf(file, document, context),
      });
      return finished(file, end);
    } finally {
      prompter.close();
    }
  },
};

function wantedOf(args: Arguments): Wanted {
  const only = args.lists.get("only") ?? [];
  if (only.length === 0) return args.flags.has("all") ? "all" : "open";
  if (args.flags.has("all"))
    throw new ScaffoldError("USAGE", "--all and --only exclude each other", "Use one of them.");
  return parseOnly(only);
}

function checkpointOf(file: string, document: Document, context: Context): Checkpoint {
  const { exitCode, outcome } = validateBytes(bytesOf(document), file, context);
  return { hasErrors: exitCode === 1, diagnostics: outcome.diagnostics, criteria: outcome.criteria };
}

/** Nothing was asked: the answers would have no place in the file. */
function refused(file: string, diagnostics: InterviewOutcome["diagnostics"]): CommandResult {
  const outcome: InterviewOutcome = {
    command: "interview",
    file,
    ended: "refused",
    changed: [],
    questions: [],
    criteria: [],
    diagnostics,
  };
  return { exitCode: 1, outcome };
}

function finished(
  file: string,
  { checkpoint, isLeft, changed, open }: Awaited<ReturnType<typeof interview>>,
): CommandResult {
  const outcome: InterviewOutcome = {
    command: "interview",
    file,
    ended: isLeft ? "left" : "finished",
    changed,
    questions: QUESTIONS.map((question) => ({
      number: question.number,
      title: question.title,
      fields: question.parts.map(({ field }) => field),
      isOpen: open.includes(question),
    })),
    criteria: checkpoint?.criteria ?? [],
    diagnostics: checkpoint?.diagnostics ?? [],
  };
  return { exitCode: checkpoint?.hasErrors === true ? 1 : isLeft ? 2 : 0, outcome };
}
