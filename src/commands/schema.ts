// In: the name of a schema. Out: its JSON Schema. Writes nothing.
import { ScaffoldError } from "../diagnostics/errors.ts";
import { printSchema, SCHEMA_NAMES } from "../report/schemas.ts";
import type { Command } from "./context.ts";

export const command: Command = {
  async run(args) {
    const name = args.positionals[0] ?? "step7";
    const text = printSchema(name);
    if (text === undefined)
      throw new ScaffoldError(
        "USAGE",
        `there is no schema ${JSON.stringify(name)}; there are: ${SCHEMA_NAMES.join(", ")}`,
        "Use one of these names.",
      );
    return { exitCode: 0, outcome: { command: "schema", text } };
  },
};
