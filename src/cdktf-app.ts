// In: the answers file named by SCAFFOLD_ANSWERS. Out: the folder that the stock `cdktf synth` expects of an app (see cdktf.json). A second process edge, for cross-checks only: nobody needs it to use the product.
import { mkdirSync } from "node:fs";
import { dirname, resolve as resolvePath } from "node:path";
import { fileURLToPath } from "node:url";
import { stackRegistry } from "../blueprints/stacks/registry.ts";
import { resolve } from "./architecture/resolve.ts";
import { understand } from "./commands/understand.ts";
import { ScaffoldError } from "./diagnostics/errors.ts";
import { readInputFile } from "./disk/input-file.ts";
import { synthesizeToFolder } from "./render/synth.ts";

const EXAMPLE = fileURLToPath(new URL("../examples/shop/step7.json", import.meta.url));

/** The same road as `scaffold infra` up to the architecture. */
function main(environment: Readonly<Record<string, string | undefined>>): void {
  const path = environment["SCAFFOLD_ANSWERS"] ?? EXAMPLE;
  const { answers, decisions, details } = understand(
    { flags: new Set(), values: new Map(), lists: new Map(), positionals: [path] },
    {
      absolute: (file) => resolvePath(file),
      readFile: (file) => readInputFile(resolvePath(file)),
      readStandardInput: () => Promise.resolve(new Uint8Array()),
      openTerminal: () => undefined,
      openDisk: (folder) => {
        throw new Error(`the app writes nothing to ${dirname(folder)}`);
      },
    },
  );
  const resolved = answers && decisions && details ? resolve(answers, decisions, details).architecture : undefined;
  if (resolved === undefined)
    throw new ScaffoldError(
      "IO_READ",
      `${path} holds answers that cannot be built`,
      "See what is wrong with: scaffold validate",
    );
  const folder = environment["CDKTF_OUTDIR"] ?? "cdktf.out";
  mkdirSync(folder, { recursive: true });
  synthesizeToFolder(resolved, stackRegistry, folder);
}

main(process.env);
