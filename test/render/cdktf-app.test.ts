// The app of cdktf.json, bundled as the product is and started as the stock CLI starts it.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { execa } from "execa";
import { afterAll, describe, expect, it } from "vitest";
import { stackRegistry } from "../../blueprints/stacks/registry.ts";
import { resolve } from "../../src/architecture/resolve.ts";
import { understand } from "../../src/commands/understand.ts";
import { bodyToJson } from "../../src/render/body.ts";
import type { Json, ResourceGraph } from "../../src/render/graph.ts";
import { synthesize } from "../../src/render/synth.ts";

const ANSWERS = "examples/shop/step7.json";
const scratch = mkdtempSync(join(tmpdir(), "scaffold-cdktf-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("cdktf.json", () => {
  it("names the app that the build writes", () => {
    const { app } = JSON.parse(readFileSync("cdktf.json", "utf8")) as { app: string };
    expect(app).toBe("node dist/cdktf-app.js");
    expect(readFileSync("scripts/build.mjs", "utf8")).toContain('"cdktf-app": "src/cdktf-app.ts"');
  });

  it("makes the stock engine synthesize the very resources that we print", async () => {
    const app = join(scratch, "app.mjs");
    await build({
      entryPoints: ["src/cdktf-app.ts"],
      outfile: app,
      bundle: true,
      format: "esm",
      platform: "node",
      banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
      loader: { ".ejs": "text" },
      logLevel: "error",
    });
    const outdir = join(scratch, "cdktf.out");
    await execa(process.execPath, [app], { env: { CDKTF_OUTDIR: outdir, SCAFFOLD_ANSWERS: ANSWERS } });
    const stock = JSON.parse(readFileSync(join(outdir, "stacks/stack/cdk.tf.json"), "utf8"));
    const ours = synthesize(architectureOf(ANSWERS), stackRegistry);
    expect(ours.blocks.length).toBeGreaterThan(100);
    for (const section of ["resource", "data", "variable", "locals", "output"]) {
      expect(normal(sectionOf(ours, section)), section).toEqual(normal(stock[section]));
    }
  }, 120_000);
});

function architectureOf(path: string) {
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

function sectionOf(graph: ResourceGraph, section: string): Json {
  const result: Record<string, Json> = {};
  for (const { kind, labels, body } of graph.blocks) {
    if (kind !== section) continue;
    const [type, name] = labels;
    if (type === undefined) Object.assign(result, bodyToJson(body));
    else if (name === undefined) result[type] = bodyToJson(body);
    else result[type] = { ...(result[type] as object), [name]: bodyToJson(body) };
  }
  return result;
}

/** Terraform JSON may write one block as an object or as a list of one; the engine does both. Its own metadata and nulls go. */
function normal(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(normal);
    const [only] = items;
    return items.length === 1 && typeof only === "object" && only !== undefined ? only : items;
  }
  const entries = Object.entries(value).filter(([key, item]) => key !== "//" && item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, normal(item)]));
}
