// In: an answers file and the output folder of an earlier run. Out: what the answers would do to the infrastructure that was made from it. Composition only; writes nothing.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { Command } from "./context.ts";
import { prepare } from "./prepare.ts";

export const command: Command = {
  async run(args, context) {
    const { out, diagnostics, made } = await prepare(args, context);
    return {
      exitCode: hasErrors(diagnostics) ? 1 : 0,
      outcome: {
        command: "impact",
        out,
        diagnostics,
        isKnown: made?.isKnown ?? false,
        predictions: made?.predictions(),
      },
    };
  },
};
