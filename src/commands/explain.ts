// In: an answers file and, if asked, a file or resource of the output. Out: every decision with its evidence; why that part exists. Writes nothing and never loads the engine.
import { textFields } from "../answers/answers.ts";
import { resolve } from "../architecture/resolve.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import { slug } from "../shared/names.ts";
import type { Command } from "./context.ts";
import { findSubject } from "./trace.ts";
import { understand } from "./understand.ts";

export const command: Command = {
  async run(args, context) {
    const { answers, decisions, details, diagnostics } = understand(args, context);
    const resolved = answers && decisions && details ? resolve(answers, decisions, details).diagnostics : [];
    const wanted = args.positionals[1];
    const out = args.values.get("out") ?? `generated/${slug(answers?.project ?? "app", 20)}`;
    const subject = wanted === undefined ? undefined : findSubject(wanted, out, context);
    return {
      exitCode: answers === undefined || (decisions !== undefined && hasErrors(diagnostics)) ? 1 : 0,
      outcome: {
        command: "explain",
        decisions,
        fields: answers === undefined ? [] : textFields(answers).map(({ pointer, text }) => ({ pointer, text })),
        diagnostics: sortDiagnostics([...diagnostics, ...resolved]),
        subject,
      },
    };
  },
};
