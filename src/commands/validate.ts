// In: an answers file. Out: everything wrong or doubtful in it, and which completion criteria of the template it meets. Writes nothing and never loads the engine.
import { checkCompletion } from "../answers/completion.ts";
import { resolve } from "../architecture/resolve.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { Command } from "./context.ts";
import { understand } from "./understand.ts";

export const command: Command = {
  async run(args, context) {
    const { answers, decisions, details, diagnostics } = understand(args, context);
    const resolved = answers && decisions && details ? resolve(answers, decisions, details).diagnostics : [];
    const all = sortDiagnostics([...diagnostics, ...resolved]);
    // A note settles itself; an error or a warning waits for a person.
    const doubts = all
      .filter(({ severity }) => severity !== "info")
      .map(({ pointer, code, message }) => ({ pointer, what: `${code}: ${message}` }));
    const criteria =
      answers && decisions
        ? checkCompletion(answers, { isDecided: (key) => decisions.table[key].source !== "default", doubts })
        : [];
    return { exitCode: hasErrors(all) ? 1 : 0, outcome: { command: "validate", criteria, diagnostics: all } };
  },
};
