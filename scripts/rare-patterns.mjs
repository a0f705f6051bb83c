// In: the modules that read answers. Out: an esbuild plugin under which a pattern of theirs that a look at the text can rule out is compiled for the first text where it cannot. Never changes what matches.
//
// Reading answers asks hundreds of patterns, and most texts hold nothing of what most patterns look for. Compiling one takes as long as a thousand looks for a word.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";
import { needsOf } from "./pattern-needs.mjs";

const RARE = fileURLToPath(new URL("./rare-pattern.cjs", import.meta.url));

/** The rooms in which a pattern meets few texts, and what loads them all. */
const READING = /[/\\]src[/\\](?:answers|decisions|architecture)[/\\].*\.ts$/;
const ENTRIES = ["answers/read.ts", "decisions/decide.ts", "architecture/resolve.ts"];

export async function rarePatterns(root) {
  const put = await putTogether(root);
  return {
    name: "rare-patterns",
    setup({ onLoad }) {
      onLoad({ filter: READING }, ({ path }) => ({
        contents: withRarePatterns(readFileSync(path, "utf8"), (start) => put.get(`${path}:${start}`)),
        loader: "ts",
      }));
    },
  };
}

/** File and place → the pattern that is put together there out of pieces: the modules are run to see it. */
export async function putTogether(root) {
  const found = new Map();
  const noting = {
    name: "noting",
    setup({ onLoad }) {
      onLoad({ filter: READING }, ({ path }) => ({
        contents: changed(readFileSync(path, "utf8"), ({ node, start, text, inFunction }) =>
          !inFunction && isPutTogether(node) ? `note$(${JSON.stringify(`${path}:${start}`)}, ${text})` : undefined,
        ),
        loader: "ts",
      }));
    },
  };
  const imports = ENTRIES.map((entry) => `import ${JSON.stringify(`./src/${entry}`)};`);
  const { outputFiles } = await build({
    stdin: { contents: imports.join("\n"), resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    plugins: [noting],
  });
  new Function("note$", outputFiles[0].text)((place, pattern) => {
    if (pattern instanceof RegExp) found.set(place, [pattern.source, pattern.flags]);
    return pattern;
  });
  return found;
}

/** `put`: the source and flags of a pattern that is put together at a place of the text. A pattern inside a function is made once, above all of them, unless it remembers where it stopped. */
export function withRarePatterns(text, put = () => undefined) {
  const above = [];
  const body = changed(text, ({ node, start, inFunction }) => {
    const [source, flags] = (ts.isRegularExpressionLiteral(node) ? partsOf(node.text) : put(start)) ?? [];
    const call = source === undefined || (inFunction && /[gy]/.test(flags)) ? undefined : rareCall(source, flags);
    if (call === undefined || !inFunction) return call;
    return `rare$${above.push(call)}`;
  });
  if (body === text) return text;
  const made = above.map((call, index) => `const rare$${index + 1} = ${call};`);
  return [`import rare$ from ${JSON.stringify(RARE)};`, ...made, body].join("\n");
}

/** The text with other words for some of its expressions; `by` says with which. */
function changed(text, by) {
  const file = ts.createSourceFile("", text, ts.ScriptTarget.Latest, true);
  const changes = [];
  const visit = (node, inFunction) => {
    const start = node.getStart(file);
    const other = ts.isExpression(node)
      ? by({ node, start, text: text.slice(start, node.end), inFunction })
      : undefined;
    if (other !== undefined) changes.push({ start, end: node.end, other });
    else ts.forEachChild(node, (child) => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(file, false);
  return changes.reduceRight((rest, { start, end, other }) => rest.slice(0, start) + other + rest.slice(end), text);
}

/** `new RegExp(…)`, or a call that may make one: of a function with a short name, as src/decisions/text/cue.ts has them. */
function isPutTogether(node) {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  return ts.isIdentifier(node.expression) && /^(?:RegExp|re|end|g)$/.test(node.expression.text);
}

function partsOf(literal) {
  const end = literal.lastIndexOf("/");
  return [literal.slice(1, end), literal.slice(end + 1)];
}

function rareCall(source, flags) {
  const { needed = [], heads = [] } = needsOf(source, flags);
  const plain = source.length > SHORT && flags.includes("u") ? plainOf(source) : "";
  if (needed.length + heads.length + plain.length === 0 && !isSmall(source, flags)) return undefined;
  const told = [source, flags, needed.join("\n"), heads.join("\n"), isSmall(source, flags), plain];
  return `rare$(${told.map((part) => JSON.stringify(part)).join(", ")})`;
}

/** A pattern that compiles as fast as it is. */
const SHORT = 40;
const IN_ASCII = { L: "a-zA-Z", Lu: "A-Z", N: "0-9" };

/** The same for texts of ASCII, which needs no flag u; empty where it would say something else. */
function plainOf(source) {
  let isInClass = false;
  let isKnown = true;
  const plain = source.replace(/\\p\{(\w+)\}|\\u\{|\\P|\\.|[[\]]/g, (part, name) => {
    if (part === "[" || part === "]") isInClass = part === "[";
    const letters = IN_ASCII[name];
    if (letters !== undefined) return isInClass ? letters : `[${letters}]`;
    isKnown &&= !/^\\(?:p|P|u\{)/.test(part);
    return part;
  });
  return isKnown ? plain : "";
}

/** Ignores case, names no capital, and has no class that reaches beyond what is written. */
function isSmall(source, flags) {
  return flags === "i" && !/[A-Z]/.test(source.replace(/\\./g, ""));
}
