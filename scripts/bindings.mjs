// In: the provider bindings as their package has them, and the code that uses them. Out: an esbuild plugin that bundles the same classes without the members that nothing names, each module run when its class is first used, its description of fields worked out beforehand. Never changes what Terraform is told.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { withPlainBlocks } from "./plain-blocks.mjs";

const BINDING = /[/\\]@cdktf[/\\]provider-aws[/\\]lib[/\\][^/\\]+[/\\]index\.js$/;
const LAZY = "lazy-binding";

/** All code that could use a binding: ours, and the engine that the bindings extend. */
const USERS = ["src", "blueprints", "node_modules/cdktf/lib", "node_modules/constructs/lib"];

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
        const whole = readFileSync(path, "utf8");
        return { contents: withPlainBlocks(withoutDeadMembers(withFixedShapes(whole), names)) };
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

/**
 * A module of the bindings without its dead members. A member is dead when nobody reads a property of its name, and the module itself does not either;
 * a setter when nobody assigns to one. The bindings are printed by a generator, so a member is the lines from its head to the next `    }`.
 */
export function withoutDeadMembers(text, { read, assigned }) {
  const own = new Set(Array.from(text.matchAll(/\bthis(?:\._\w+)?\.([A-Za-z]\w*)/g), ([, name]) => name));
  const isDead = (kind, name) => !own.has(name) && !(kind === "set " ? assigned : read).has(name);
  const kept = [];
  let inClass = false;
  let inDead = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("class ")) inClass = true;
    else if (line === "}") inClass = false;
    const head = inClass && !inDead ? /^ {4}(?:static )?(get |set )?(\w+)\(.*\{$/.exec(line) : null;
    if (head !== null) inDead = isDead(head[1], head[2]);
    if (!inDead) kept.push(line);
    else if (line === "    }") inDead = false;
  }
  return kept.join("\n");
}

/** A field in the description of a block: `name: { value: …, isBlock: …, type: …, storageClassType: … }`. */
const FIELD =
  /^ +(\w+): \{\n +value: (.*),\n +isBlock: (true|false),\n +type: "(\w+)",\n +storageClassType: "(\w+)",\n +\}/gm;
const PLAIN = new Set(["string", "number", "boolean"]);

/**
 * A module of the bindings whose `synthesizeHclAttributes` returns what it says of each field that can hold more than one plain value, whether it is a block
 * and which blocks that holds, without the values, which src/render/body.ts does not read. It says the same of every block, so it is known at build time.
 */
export function withFixedShapes(text) {
  const bodies = new Map();
  const rest = text
    .replace(/^function (\w+ToHclTerraform)\(struct\) \{\n([\s\S]*?)^\}\n/gm, (_, name, body) => {
      bodies.set(name, body);
      return "";
    })
    .replace(/^exports\.\w+ToHclTerraform = .*\n/gm, "");
  const shapeOf = (body) => {
    const fields = [...body.matchAll(FIELD)];
    if (fields.length !== body.split("isBlock:").length - 1)
      throw new Error("the bindings describe a field in a new way");
    return `{${fields
      .filter(([, , , , type, storage]) => type !== "simple" || !PLAIN.has(storage))
      .map(
        ([, name, value, isBlock]) =>
          `${name}:{isBlock:${isBlock}${isBlock === "true" ? `,value:${inner(value)}` : ""}}`,
      )
      .join(",")}}`;
  };
  const inner = (value) => {
    const body = bodies.get(/(?<!cdktf\.)\b\w+ToHclTerraform/.exec(value)?.[0]);
    if (body === undefined) throw new Error(`the bindings describe a block in a new way: ${value}`);
    return shapeOf(body);
  };
  return rest.replace(
    /^( {4}synthesizeHclAttributes\(\) \{\n)([\s\S]*?)^ {4}\}\n/gm,
    (_, head, body) => `${head}        return ${shapeOf(body)};\n    }\n`,
  );
}

/** The names of all properties that the users of the bindings read, in whatever way, and of those that they assign to. */
export function namesIn(root) {
  const read = new Set(["constructor"]);
  const assigned = new Set();
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node)) {
      read.add(node.name.text);
      if (ts.isBinaryExpression(node.parent) && node.parent.left === node) assigned.add(node.name.text);
    } else if (ts.isStringLiteralLike(node)) {
      read.add(node.text);
      if (ts.isElementAccessExpression(node.parent)) assigned.add(node.text);
    } else if (ts.isBindingElement(node)) read.add((node.propertyName ?? node.name).text);
    else if (ts.isMethodDeclaration(node) || ts.isAccessor(node)) {
      // What the engine declares, a binding may override.
      read.add(node.name.text);
      assigned.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  for (const folder of USERS)
    for (const name of readdirSync(join(root, folder), { recursive: true }))
      if (/(?<!\.d)\.ts$|\.js$/.test(name))
        visit(ts.createSourceFile(name, readFileSync(join(root, folder, name), "utf8"), ts.ScriptTarget.Latest, true));
  return { read, assigned };
}
