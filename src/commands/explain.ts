// In: an answers file and, if asked, a file, folder, resource, service or decision of the output. Out: every decision with its evidence; what became of every text; why that part exists. Writes nothing and never loads the engine.
import { resolve } from "../architecture/resolve.ts";
import { reportCoverage } from "../decisions/coverage.ts";
import { hasErrors, sortDiagnostics } from "../diagnostics/diagnostic.ts";
import { asIfRecovered } from "../write/recovery.ts";
import type { Command } from "./context.ts";
import { underLock } from "./locked.ts";
import { fromWithin } from "./output-folder.ts";
import { findSubject } from "./trace.ts";
import { understand } from "./understand.ts";

export const command: Command = {
  async run(words, context) {
    const args = fromWithin(words, context);
    const { answers, decisions: read, details, diagnostics, out } = understand(args, context, context.openDisk);
    const decisions =
      answers && read && details
        ? underLock(answers, read, asIfRecovered(context.openDisk(out)), false).decisions
        : read;
    const remarks = [...diagnostics, ...(decisions?.diagnostics.slice(read?.diagnostics.length) ?? [])];
    const resolved = answers && decisions && details ? resolve(answers, decisions, details).diagnostics : [];
    const wanted = args.positionals[1];
    const subject = wanted === undefined ? undefined : findSubject(wanted, out, context);
    return {
      exitCode: answers === undefined || (decisions !== undefined && hasErrors(diagnostics)) ? 1 : 0,
      outcome: {
        command: "explain",
        decisions,
        coverage: answers && decisions ? reportCoverage(answers, decisions) : undefined,
        diagnostics: sortDiagnostics([...remarks, ...resolved]),
        subject,
      },
    };
  },
};
