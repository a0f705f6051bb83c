// In: folders of generated files. Out: every Mermaid block of every Markdown file drawn by the real Mermaid in headless Chromium; exit 1 when one does not parse. Never needs the network.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const require = createRequire(process.env.DIAGRAM_PACKAGES ? `${process.env.DIAGRAM_PACKAGES}/` : import.meta.url);

function skip(reason) {
  console.log(`SKIP diagrams: ${reason}`);
  process.exit(process.env.SCAFFOLD_STRICT === "1" ? 1 : 0);
}

const browserPath = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path));
if (browserPath === undefined) skip("no Chromium (apt-get install chromium, or set CHROMIUM)");
let playwright;
let mermaidScript;
try {
  playwright = require("playwright-core");
  mermaidScript = require.resolve("mermaid/dist/mermaid.min.js");
} catch {
  skip("packages mermaid and playwright-core are not installed");
}

function* markdownFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") yield* markdownFiles(path);
    else if (entry.name.endsWith(".md")) yield path;
  }
}

const diagrams = [];
for (const folder of process.argv.slice(2)) {
  for (const path of markdownFiles(folder)) {
    for (const [, source] of readFileSync(path, "utf8").matchAll(/^```mermaid\n([\s\S]*?)^```$/gm)) {
      diagrams.push({ path, source });
    }
  }
}
if (diagrams.length === 0) {
  console.error("no diagrams found: name folders of generated files");
  process.exit(1);
}

const browser = await playwright.chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
let broken = 0;
try {
  const page = await browser.newPage();
  await page.setContent("<div id=host></div>");
  await page.addScriptTag({ path: mermaidScript });
  const version = await page.evaluate(() => {
    // The settings of GitHub: labels are text, nothing is clickable.
    window.mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    return window.mermaid.version?.() ?? "";
  });
  for (const [index, { path, source }] of diagrams.entries()) {
    const result = await page.evaluate(
      async ([id, text]) => {
        try {
          const { svg } = await window.mermaid.render(id, text);
          const host = document.getElementById("host");
          host.innerHTML = svg;
          return {
            nodes: host.querySelectorAll("g.node").length,
            edges: host.querySelectorAll("path.flowchart-link").length,
            labels: [...host.querySelectorAll("g.node .nodeLabel")].map((label) => label.innerText),
          };
        } catch (error) {
          return { error: String(error?.message ?? error) };
        }
      },
      [`d${index}`, source],
    );
    const nodes = new Set([...source.matchAll(/^\s*(n_\w+)[[({]/gm)].map(([, id]) => id)).size;
    const edges = [...source.matchAll(/^\s*n_\w+ (?:-->|-\.->)/gm)].length;
    const wrong =
      result.error ??
      (result.nodes !== nodes
        ? `drew ${result.nodes} of ${nodes} nodes`
        : result.edges !== edges
          ? `drew ${result.edges} of ${edges} edges`
          : result.labels.find((text) => text.includes("Unsupported markdown") || /[ﬂ¶]°?/.test(text)));
    if (wrong !== undefined) {
      broken += 1;
      console.error(`${path}: ${wrong}\n${source}`);
    }
  }
  console.log(`${diagrams.length - broken} of ${diagrams.length} diagrams drawn by Mermaid ${version}`);
} finally {
  await browser.close();
}
process.exit(broken === 0 ? 0 : 1);
