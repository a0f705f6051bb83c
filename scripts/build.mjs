// In: src/main.ts and src/cdktf-app.ts. Out: dist/, one self-contained bundle per group of commands with its compiled code. Never touches anything outside dist/.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { leanBindings } from "./bindings.mjs";
import { lazyText } from "./ejs-text.mjs";
import { printedLexicons } from "./lexicons.mjs";
import { rarePatterns } from "./rare-patterns.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}/dist`;
const plan = `${root}/test/fixtures/plans/update.json`;
const shop = `${root}/examples/shop/step7.json`;

/** Bundle → its commands, and a typical run: the functions that it calls are the ones whose compiled code is kept. */
const BUNDLES = {
  words: { commands: [], run: ["--help"] },
  reading: { commands: ["validate", "explain", "schema"], run: ["explain", shop] },
  review: { commands: ["review"], run: ["review", plan, "--format", "markdown"] },
  infra: { commands: ["infra", "impact"], run: ["infra", shop, "--out", `${dist}/warm`, "--quiet"] },
  // After a run of infra: then there is something to undo.
  life: { commands: ["undo", "conflicts"], run: ["undo", "--out", `${dist}/warm`, "--dry-run"] },
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
  },
});

/** Parts of the engine that no command of ours reaches: zip files of assets, other programs and their versions, its own files, and its help for tests. */
const withoutUnused = {
  name: "without-unused",
  setup({ onLoad, onResolve }) {
    const namespace = "unused";
    onResolve({ filter: /^archiver$/ }, ({ path }) => ({ path, namespace }));
    onResolve({ filter: /^(?:child_process|semver|json-stable-stringify)$/ }, ({ path, importer }) =>
      /[/\\]cdktf[/\\]lib[/\\]/.test(importer) ? { path, namespace } : undefined,
    );
    onResolve({ filter: /^\.\/testing(?:\/matchers)?$/ }, ({ path, importer }) =>
      /[/\\]cdktf[/\\]lib[/\\]index\.js$/.test(importer) ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, () => ({ contents: "module.exports = {};" }));
  },
};

/** Of the forty arguments of a resource most are not set. The engine copies them all, and whatever resolves them drops those: so they are dropped at the first copy. */
const withoutUnset = {
  name: "without-unset",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]cdktf[/\\]lib[/\\]util\.js$/ }, ({ path }) => {
      const head = "Object.entries(attributes).forEach(([attributeName, value]) => {";
      const [before, ...copies] = readFileSync(path, "utf8").split(head);
      if (copies.length !== 2) throw new Error("scripts/build.mjs: the engine copies arguments in a new way");
      return { contents: [before, ...copies].join(`${head} if (value === undefined) return;`) };
    });
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

/** Modules of ours import these by name, forty of them. Each would get an object of getters for everything that the package exports; so they share one module that names it all. */
const namedOnce = {
  name: "named-once",
  setup({ onLoad, onResolve }) {
    const namespace = "named-once";
    onResolve({ filter: /^(?:cdktf|constructs)$/ }, ({ path, kind }) =>
      kind === "import-statement" ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, async ({ path }) => {
      const names = Object.keys((await import(path)).default);
      const exports = names.map((name) => `export const ${name} = all.${name};`);
      return { contents: [`const all = require("${path}");`, ...exports].join("\n"), resolveDir: root };
    });
  },
};

const longTexts = {
  name: "long-texts",
  setup({ onLoad }) {
    onLoad({ filter: /\.text$/ }, ({ path }) => ({ contents: lazyText(readFileSync(path, "utf8")), loader: "js" }));
  },
};

rmSync(dist, { recursive: true, force: true });
const reading = [await printedLexicons(root), await rarePatterns(root)];
for (const [name, { commands }] of Object.entries(BUNDLES))
  await build({
    ...options,
    entryPoints: ["src/main.ts"],
    outfile: `dist/${name}.js`,
    plugins: [
      only(commands),
      withoutUnused,
      withoutUnset,
      withoutPrograms,
      ...reading,
      namedOnce,
      longTexts,
      leanBindings(root),
    ],
    // The text of one function, see start.cjs.
    banner: { js: "(function(require){" },
    footer: { js: "})" },
  });
await build({
  ...options,
  entryPoints: { "cdktf-app": "src/cdktf-app.ts" },
  outdir: "dist",
  plugins: [longTexts],
  banner: { js: 'const __url=require("node:url").pathToFileURL(__filename).href;' },
  define: { "import.meta.url": "__url" },
});

const bundles = Object.fromEntries(
  Object.entries(BUNDLES).flatMap(([name, { commands }]) => commands.map((command) => [command, name])),
);
writeFileSync(`${dist}/package.json`, '{ "type": "commonjs" }\n');
writeFileSync(`${dist}/bundles.json`, JSON.stringify({ bundles, v8: process.versions.v8 }));
writeFileSync(`${dist}/start.js`, readFileSync(new URL("./start.cjs", import.meta.url)));
writeFileSync(`${dist}/main.js`, '#!/usr/bin/env node\nrequire("./start.js")(process.argv.slice(2));\n', {
  mode: 0o755,
});

/** Runs in a process of its own, with V8's flags as `start` sets them: a cache made under other flags would be refused. */
const KEEP = `
  const [, cache, ...words] = process.argv;
  process.argv = [process.argv[0], "", ...words];
  const script = require("./start.js")(words);
  process.on("exit", () => require("node:fs").writeFileSync(cache, script.createCachedData()));
`;
for (const [name, { run }] of Object.entries(BUNDLES))
  execFileSync(process.execPath, ["-e", KEEP, `${dist}/${name}.cache`, ...run], {
    cwd: dist,
    stdio: "pipe",
  });
rmSync(`${dist}/warm`, { recursive: true, force: true });
