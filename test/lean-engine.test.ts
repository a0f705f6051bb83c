// The engine of the bundle, without what no run needs, gives the graphs that the whole one gives.
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootstrapRegistry } from "../blueprints/stacks/bootstrap/blueprint.ts";
import { stackRegistry } from "../blueprints/stacks/registry.ts";
import { leanBindings } from "../scripts/bindings.mjs";
import { leanEngine } from "../scripts/engine.mjs";
import type { Architecture } from "../src/architecture/model.ts";
import type { ResourceGraph } from "../src/render/graph.ts";
import { synthesize } from "../src/render/synth.ts";
import { architectureOf } from "./helpers/answers-file.ts";
import { everything } from "./helpers/architectures.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "scaffold-engine-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const ENTRY = `
  import { bootstrapRegistry } from "./blueprints/stacks/bootstrap/blueprint.ts";
  import { stackRegistry } from "./blueprints/stacks/registry.ts";
  import { synthesize } from "./src/render/synth.ts";
  export const graphsOf = (architecture) => [synthesize(architecture, stackRegistry), synthesize(architecture, bootstrapRegistry)];
`;

describe("the engine of the bundle", () => {
  let graphsOf: (architecture: Architecture) => readonly ResourceGraph[];
  beforeAll(async () => {
    const outfile = join(scratch, "engine.cjs");
    await build({
      stdin: { contents: ENTRY, resolveDir: root },
      absWorkingDir: root,
      outfile,
      bundle: true,
      format: "cjs",
      platform: "node",
      plugins: [...leanEngine, leanBindings(root)],
      logLevel: "error",
    });
    ({ graphsOf } = createRequire(import.meta.url)(outfile));
  }, 60_000);

  const examples = readdirSync(join(root, "examples"));
  it.each([
    ["everything at once", () => everything()],
    ...examples.map((name) => [name, () => architectureOf(`examples/${name}/step7.json`)] as const),
  ] as const)("builds the same stack and bootstrap root for %s", (_, make) => {
    const architecture = make();
    const whole = [synthesize(architecture, stackRegistry), synthesize(architecture, bootstrapRegistry)];
    const lean = graphsOf(architecture);
    expect(lean).toEqual(whole);
    // The order is what is printed.
    expect(JSON.stringify(lean)).toBe(JSON.stringify(whole));
  });
});
