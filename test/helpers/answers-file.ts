// In: the path of an answers file. Out: its architecture, on the same road as `scaffold infra`. Never writes.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Architecture } from "../../src/architecture/model.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import { understand } from "../../src/commands/understand.ts";

export function architectureOf(path: string): Architecture {
  const { answers, decisions, details } = understand(
    { flags: new Set(), values: new Map(), lists: new Map(), positionals: [path] },
    {
      absolute: (file) => join(process.cwd(), file),
      readFile: (file) => readFileSync(file),
      readStandardInput: () => Promise.resolve(new Uint8Array()),
      openTerminal: () => undefined,
      openDisk: () => {
        throw new Error("nothing is written");
      },
    },
  );
  const architecture = answers && decisions && details ? resolve(answers, decisions, details).architecture : undefined;
  if (architecture === undefined) throw new Error(`${path} cannot be built`);
  return architecture;
}
