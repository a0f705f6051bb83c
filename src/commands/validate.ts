// In: an answers file. Out: everything wrong or doubtful in it. Writes nothing and never loads the engine.
import { resolve } from "../architecture/resolve.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import type { Command } from "./context.ts";
import { understand } from "./understand.ts";

export const command: Command = {
  async run(args, context) {
    const { answers, decisions, details, diagnostics } = understand(args, context);
    const resolved = answers && decisions && details ? resolve(answers, decisions, details).diagnostics : [];
    const all = sortDiagnostics([...diagnostics, ...resolved]);
    return { exitCode: hasErrors(all) ? 1 : 0, outcome: { command: "validate", diagnostics: all } };
  },
};
