// In: the provider bindings as their package has them, and the code that uses them. Out: an esbuild plugin that bundles the same constructs as tables, each module run when its class is first used. Never changes what Terraform is told.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { leanBinding } from "./lean-binding.mjs";

const BINDING = /[/\\]@cdktf[/\\]provider-aws[/\\]lib[/\\][^/\\]+[/\\]index\.js$/;
const LAZY = "lazy-binding";

/** All code that could use a binding. */
const USERS = ["src", "blueprints"];

export function leanBindings(root) {
  let names;
  return {
    name: "lean-bindings",
    setup({ onLoad, onResolve, resolve }) {
      onResolve({ filter: /^@cdktf\/provider-aws\/lib\// }, async ({ path, importer, kind, resolveDir, namespace }) => {
        if (namespace === LAZY) return undefined;
        const found = await resolve(path, { importer, kind, resolveDir, namespace: LAZY });
        return { ...found, path: relative(root, found.path), namespace: LAZY };
      });
      onLoad({ filter: /.*/, namespace: LAZY }, ({ path }) => ({
        contents: lazily(join(root, path), readFileSync(join(root, path), "utf8")),
        resolveDir: root,
      }));
      onLoad({ filter: BINDING }, ({ path }) => {
        names ??= namesIn(root);
        return { contents: leanBinding(readFileSync(path, "utf8"), names) };
      });
    },
  };
}

/** Stands for a module: it runs when one of its constructs is first asked for. */
function lazily(path, text) {
  const constructs = text.matchAll(/^class (\w+) extends cdktf\.Terraform(?:Resource|DataSource|Provider) /gm);
  const getters = Array.from(
    constructs,
    ([, name]) => `get ${name}(){return require(${JSON.stringify(path)}).${name}}`,
  );
  return `module.exports={${getters.join(",")}};`;
}

/** The names of all arguments that the users of the bindings could give, and of all properties that they read, in whatever way. */
export function namesIn(root) {
  const given = new Set();
  const read = new Set();
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) read.add(node.name.text);
    else if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression))
      read.add(node.argumentExpression.text);
    else if (ts.isBindingElement(node)) read.add((node.propertyName ?? node.name).text);
    else if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) given.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  for (const folder of USERS)
    for (const name of readdirSync(join(root, folder), { recursive: true }))
      if (name.endsWith(".ts"))
        visit(ts.createSourceFile(name, readFileSync(join(root, folder, name), "utf8"), ts.ScriptTarget.Latest, true));
  return { given, read };
}
