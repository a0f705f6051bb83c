// In: an answers file. Out: everything wrong or doubtful in it, and which completion criteria of the template it meets. Writes nothing and never loads the engine.
import { checkCompletion } from "../answers/completion.ts";
import { resolve } from "../architecture/resolve.ts";
import { type Diagnostic, hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { ValidateOutcome } from "../report/outcome.ts";
import type { Command, Context } from "./context.ts";
import { answersPath, understandBytes } from "./understand.ts";

export const command: Command = {
  async run(args, context) {
    const path = answersPath(args);
    return validateBytes(context.readFile(path), path, context);
  },
};

/** The judgement of answers that are, or would be, the content of the file. */
export function validateBytes(
  bytes: Uint8Array,
  path: string,
  context: Context,
): { readonly exitCode: 0 | 1; readonly outcome: ValidateOutcome } {
  const { answers, decisions, details, diagnostics } = understandBytes(bytes, path, context);
  const resolved = answers && decisions && details ? resolve(answers, decisions, details).diagnostics : [];
  const all = sortDiagnostics([...diagnostics, ...resolved]);
  // A note settles itself; an error or a warning waits for a person.
  const told = ({ pointer, code, message }: Diagnostic) => ({ pointer, what: `${code}: ${message}` });
  const doubts = all.filter(({ severity }) => severity !== "info").map(told);
  const errors = all.filter(({ severity }) => severity === "error").map(told);
  const criteria =
    answers && decisions
      ? checkCompletion(answers, { isDecided: (key) => decisions.table[key].source !== "default", doubts, errors })
      : [];
  return { exitCode: hasErrors(all) ? 1 : 0, outcome: { command: "validate", criteria, diagnostics: all } };
}
