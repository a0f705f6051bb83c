// In: an answers file and the output folder of an earlier run. Out: what the run that would write it does to the infrastructure that was made from it, hand edits counted. Composition only; writes nothing.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { asIfRecovered } from "../write/recovery.ts";
import type { Command } from "./context.ts";
import { prepare } from "./prepare.ts";
import { settle } from "./settle.ts";

export const command: Command = {
  async run(args, context) {
    const first = await prepare(args, context);
    const { out, made } = first;
    const settled = made && (await settle(first, made, asIfRecovered(context.openDisk(out)), args, context));
    const diagnostics = settled?.diagnostics ?? first.diagnostics;
    return {
      exitCode: hasErrors(diagnostics) ? 1 : 0,
      outcome: {
        command: "impact",
        out,
        diagnostics,
        isKnown: made?.earlier !== undefined,
        predictions: settled?.predictions(),
      },
    };
  },
};
