// In: cdktf and constructs as their packages have them. Out: the esbuild plugins that bundle the same engine without what no run of ours needs. Never changes what Terraform is told: the cross-check runs the packages whole.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const IN_CDKTF = /[/\\]cdktf[/\\]lib[/\\]/;

/** Parts of the engine that no command of ours reaches: zip files of assets, other programs and their versions, its own files, and its help for tests. */
const withoutUnused = {
  name: "without-unused",
  setup({ onLoad, onResolve }) {
    const namespace = "unused";
    onResolve({ filter: /^archiver$/ }, ({ path }) => ({ path, namespace }));
    onResolve({ filter: /^(?:child_process|semver|json-stable-stringify)$/ }, ({ path, importer }) =>
      IN_CDKTF.test(importer) ? { path, namespace } : undefined,
    );
    onResolve({ filter: /^\.\/testing(?:\/matchers)?$/ }, ({ path, importer }) =>
      /[/\\]cdktf[/\\]lib[/\\]index\.js$/.test(importer) ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, () => ({ contents: "module.exports = {};" }));
    // Node's own takes 2 ms to load.
    onResolve({ filter: /^assert$/ }, ({ path, importer }) =>
      IN_CDKTF.test(importer) ? { path, namespace: "assert" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "assert" }, () => ({
      contents:
        "module.exports = (ok, message) => { if (!ok) throw new Error(message); }; module.exports.ok = module.exports;",
    }));
  },
};

/** The engine's modules name each other at their heads, so one of them would run them all. Each runs when it is first used: most never are. */
const lazily = {
  name: "lazy-engine",
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]cdktf[/\\]lib[/\\](?:.*[/\\])?[\w-]+(?:\.generated)?\.js$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      return {
        contents: /[/\\]lib[/\\]index\.js$/.test(path)
          ? withGetters(path, text)
          : withLazyRequires(withSharedMarks(withoutTrace(path, text))),
      };
    });
    onLoad({ filter: /[/\\]constructs[/\\]lib[/\\]construct\.js$/ }, ({ path }) => ({
      // Hundreds of children are hundreds of properties: a dictionary from the first of them on.
      contents: replaced(
        path,
        readFileSync(path, "utf8"),
        "this._children = {};",
        "this._children = Object.create(null);",
      ),
    }));
  },
};

function withLazyRequires(text) {
  const modules = new Map();
  const rest = text.replace(/^const (\w+_\d+) = (require\("[^"]+"\));$/gm, (_, name, module) => {
    modules.set(name, `(${module})`);
    return "";
  });
  return rest.replace(/\b\w+_\d+\b/g, (name) => modules.get(name) ?? name);
}

/** Everything that the engine exports, each from the module that declares it. */
function withGetters(path, text) {
  const load = createRequire(path);
  const names = Array.from(text.matchAll(/^__exportStar\(require\("([^"]+)"\), exports\);$/gm), ([, module]) =>
    Object.keys(load(module)).map((name) => `get ${name}(){return require("${module}").${name}}`),
  );
  return `module.exports={${names.flat().join(",")}};`;
}

/** Each object is marked as one of its class by a property of its own. One of the class says the same. */
function withSharedMarks(text) {
  const [, name] = /^class (\w+) /m.exec(text) ?? [];
  let marks = "";
  const rest = text.replace(/^ +Object\.defineProperty\(this, (\w+), \{ value: true \}\);\n/gm, (_, mark) => {
    marks += `Object.defineProperty(${name}.prototype, ${mark}, { value: true });\n`;
    return "";
  });
  return marks === ""
    ? text
    : replaced(name, rest, `exports.${name} = ${name};\n`, `exports.${name} = ${name};\n${marks}`);
}

/** Elements remember where they were made; it is empty, as no trace is asked for. */
function withoutTrace(path, text) {
  const isElement = /[/\\]terraform-element\.js$/.test(path);
  return isElement ? replaced(path, text, 'this.node.addMetadata("stacktrace", "trace");', "") : text;
}

function replaced(where, text, before, after) {
  if (text.split(before).length !== 2) throw new Error(`scripts/engine.mjs: ${where} says "${before}" in a new way`);
  return text.replace(before, () => after);
}

/** Modules of ours import these by name, forty of them. Each would get an object of getters for everything that the package exports; so they share one module that names it all, of which the bundle keeps what is used. */
const namedOnce = {
  name: "named-once",
  setup({ initialOptions, onLoad, onResolve }) {
    const namespace = "named-once";
    onResolve({ filter: /^(?:cdktf|constructs)$/ }, ({ path, kind }) =>
      kind === "import-statement" ? { path, namespace } : undefined,
    );
    onLoad({ filter: /.*/, namespace }, async ({ path }) => {
      const names = Object.keys((await import(path)).default);
      const exports = names.map((name) => `export const ${name} = /* @__PURE__ */ get("${name}");`);
      return {
        contents: [`const all = require("${path}");`, "const get = (name) => all[name];", ...exports].join("\n"),
        resolveDir: initialOptions.absWorkingDir,
      };
    });
  },
};

export const leanEngine = [withoutUnused, lazily, namedOnce];
