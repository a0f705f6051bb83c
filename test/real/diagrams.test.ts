// Every Mermaid diagram of every example, drawn by the real Mermaid in headless Chromium.
import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { expect, it } from "vitest";
import { exampleTargets, renderTarget } from "./targets.ts";
import { missing, run } from "./tools.ts";

const cache = process.env["SCAFFOLD_CACHE"] ?? join(process.env["HOME"] ?? "/root", ".cache/scaffold-ci");
/** Folder whose node_modules hold mermaid and playwright-core. */
const packages = [process.env["DIAGRAM_PACKAGES"] ?? "", join(cache, "diagrams")].find(
  (folder) =>
    folder !== "" &&
    ["mermaid", "playwright-core"].every((name) => existsSync(join(folder, "node_modules", name, "package.json"))),
);
if (packages === undefined) missing("a folder with the packages mermaid and playwright-core");

const browser =
  process.env["CHROMIUM"] ??
  ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
if (browser === undefined) missing("Chromium");

it.skipIf(packages === undefined || browser === undefined)(
  "every diagram of every example is drawn whole",
  async () => {
    const trees: string[] = [];
    for (const target of exampleTargets) trees.push(await renderTarget(target));
    const drawn = await run(process.execPath, [resolve(".ci/diagrams.mjs"), ...trees], {
      env: { DIAGRAM_PACKAGES: packages ?? "", CHROMIUM: browser ?? "", SCAFFOLD_STRICT: "1" },
    });
    expect(drawn.exitCode, drawn.output.slice(-6000)).toBe(0);
    const [, whole, all] = /^(\d+) of (\d+) diagrams drawn by Mermaid/m.exec(drawn.output) ?? [];
    expect(whole).toBe(all);
    // Each example draws its system at least once; fewer would mean that diagrams are no longer found.
    expect(Number(all)).toBeGreaterThanOrEqual(exampleTargets.length);
  },
);
