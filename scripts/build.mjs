// In: src/main.ts and src/cdktf-app.ts. Out: dist/, one self-contained bundle per group of commands with its compiled code. Never touches anything outside dist/.
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { leanBindings } from "./bindings.mjs";
import { lazyText } from "./ejs-text.mjs";
import { leanEngine } from "./engine.mjs";
import { indexLoops } from "./index-loops.mjs";
import { printedLexicons } from "./lexicons.mjs";
import { rarePatterns } from "./rare-patterns.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}/dist`;
const plan = `${root}/test/fixtures/plans/update.json`;
const shop = `${root}/examples/shop/step7.json`;

/** Bundle → its commands, and a typical run: the functions that it calls are the ones whose compiled code is kept. None for what is called once in a while: the code would be 180 KB of the package. */
const BUNDLES = {
  words: { commands: [], run: ["--help"] },
  reading: { commands: ["validate", "explain", "interview", "schema"], run: ["explain", shop] },
  review: { commands: ["review"], run: ["review", plan, "--format", "markdown"] },
  infra: { commands: ["infra", "impact"], run: ["infra", shop, "--out", `${dist}/warm`, "--quiet"] },
  life: { commands: ["undo", "conflicts"], run: undefined },
};

const options = {
  absWorkingDir: root,
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  charset: "ascii",
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "none",
  loader: { ".ejs": "text" },
  logLevel: "warning",
};

/** Leaves out the commands of the other bundles, which src/cli.ts would load lazily. A command that no bundle names would be in all of them, with the engine if it needs it: the build stops. */
const ALL = Object.values(BUNDLES).flatMap(({ commands }) => commands);
const lazy = readFileSync(`${root}/src/cli.ts`, "utf8").matchAll(/import\("\.\/commands\/([\w-]+)\.ts"\)/g);
const unnamed = [...lazy].map(([, name]) => name).filter((name) => !ALL.includes(name));
if (unnamed.length > 0) throw new Error(`scripts/build.mjs: no bundle has the command ${unnamed.join(", ")}`);
const only = (commands) => ({
  name: "only",
  setup({ onLoad }) {
    const others = ALL.filter((name) => !commands.includes(name)).join("|");
    const filter = new RegExp(`[/\\\\]src[/\\\\]commands[/\\\\](?:${others})\\.ts$`);
    onLoad({ filter }, () => ({ contents: "export const command = undefined;" }));
    // Without a command there is no outcome to print: what would print one is twelve times what prints help.
    if (commands.length === 0)
      onLoad({ filter: /[/\\]src[/\\]report[/\\](?:json|text)\.ts$/ }, () => ({
        contents: "export const printJson = undefined, printText = undefined;",
      }));
  },
});

/** Templates are texts of the bundle: no file is ever read for one. */
const withoutFiles = {
  name: "without-files",
  setup({ onLoad, onResolve }) {
    const namespace = "no-files";
    onResolve({ filter: /^node:(?:fs|path)$/ }, ({ path, importer }) =>
      /[/\\]node_modules[/\\]ejs[/\\]/.test(importer) ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Each schema reads one document in a run: a program made for it (with `new Function`) costs more than it saves. */
const withoutPrograms = {
  name: "without-programs",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]zod[/\\]v4[/\\]core[/\\]core\.js$/ }, ({ path }) => {
      const head = "export const globalConfig = ";
      const [before, after, ...more] = readFileSync(path, "utf8").split(head);
      if (after === undefined || more.length > 0)
        throw new Error("scripts/build.mjs: zod holds its settings in a new way");
      return { contents: `${before}${head}${after}\nglobalConfig.jitless = true;` };
    });
  },
};

const longTexts = {
  name: "long-texts",
  setup({ onLoad }) {
    onLoad({ filter: /\.text$/ }, ({ path }) => ({ contents: lazyText(readFileSync(path, "utf8")), loader: "js" }));
  },
};

/** Modules of ours, written as a short run wants them. The other bundle keeps them as they are: the cross-check with the stock synth runs both. */
async function ownCode() {
  const withIndexLoops = indexLoops(root, ["src", "blueprints"]);
  const rare = await rarePatterns(root);
  return {
    name: "own-code",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const { head, changes } = rare(path);
        return { contents: head + withIndexLoops(path, changes), loader: "ts" };
      });
    },
  };
}

/** esbuild wraps each module as the only property of an object, under its path. A thousand objects with a property of their own each are a thousand shapes for V8, in one list that is copied for each: under one name they share one. */
function withOneShape(path) {
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replace(/(?<==__(?:esm|commonJS)\(\{)"[^"]+"(?=\()/g, "run"));
}

rmSync(dist, { recursive: true, force: true });
const own = [await printedLexicons(root), await ownCode()];
for (const [name, { commands }] of Object.entries(BUNDLES)) {
  await build({
    ...options,
    entryPoints: ["src/main.ts"],
    outfile: `dist/${name}.js`,
    plugins: [only(commands), ...leanEngine, withoutPrograms, withoutFiles, ...own, longTexts, leanBindings(root)],
    // The text of one function, see start.cjs.
    banner: { js: "(function(require){" },
    footer: { js: "})" },
  });
  withOneShape(`${dist}/${name}.js`);
}
await build({
  ...options,
  entryPoints: { "cdktf-app": "src/cdktf-app.ts" },
  outdir: "dist",
  // Most of it is the engine's and the provider's, and it is the largest file of the package.
  minifyIdentifiers: true,
  plugins: [longTexts],
  banner: { js: 'const __url=require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "__url" },
});

const bundles = Object.fromEntries(
  Object.entries(BUNDLES).flatMap(([name, { commands }]) => commands.map((command) => [command, name])),
);
writeFileSync(`${dist}/package.json`, '{ "type": "commonjs" }\n');
await build({
  ...options,
  entryPoints: { main: fileURLToPath(new URL("./start.cjs", import.meta.url)) },
  outdir: "dist",
  bundle: false,
  minifyWhitespace: false,
  banner: { js: "#!/usr/bin/env node" },
  define: { BUNDLES: JSON.stringify(bundles), V8: JSON.stringify(process.versions.v8) },
});
chmodSync(`${dist}/main.js`, 0o755);

/** Runs in a process of its own, with V8's flags as `start` sets them: a cache made under other flags would be refused. */
const KEEP = `
  const [, cache, ...words] = process.argv;
  process.argv = [process.argv[0], "", ...words];
  const script = require("./main.js")(words);
  process.on("exit", () => require("node:fs").writeFileSync(cache, script.createCachedData()));
`;
for (const [name, { run }] of Object.entries(BUNDLES).filter(([, { run }]) => run !== undefined))
  execFileSync(process.execPath, ["-e", KEEP, `${dist}/${name}.cache`, ...run], {
    cwd: dist,
    stdio: "pipe",
  });
rmSync(`${dist}/warm`, { recursive: true, force: true });
