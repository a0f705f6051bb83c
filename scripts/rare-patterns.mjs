// In: the modules that read answers. Out: the same in which a pattern of theirs that a look at the text can rule out is compiled for the first text where it cannot. Never changes what matches.
//
// Reading answers asks hundreds of patterns, and most texts hold nothing of what most patterns look for. Compiling one takes as long as a thousand looks for a word.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import ts from "typescript";
import { needsOf } from "./pattern-needs.mjs";
import rarePattern from "./rare-pattern.cjs";

const { LISTS, PIECES, WAYS } = rarePattern;
const RARE = fileURLToPath(new URL("./rare-pattern.cjs", import.meta.url));

/** The rooms in which a pattern meets few texts, and what loads them all. */
const READING = /[/\\]src[/\\](?:answers|decisions|architecture)[/\\].*\.ts$/;
const ENTRIES = ["answers/read.ts", "decisions/decide.ts", "architecture/resolve.ts"];

/** Path → what stands above the module, and in place of some of its expressions. */
export async function rarePatterns(root) {
  const put = await putTogether(root);
  const sample = sampleOf(root);
  return (path) =>
    READING.test(path)
      ? rareForms(readFileSync(path, "utf8"), (start) => put.get(`${path}:${start}`), sample)
      : { head: "", changes: [] };
}

/** What people write: the sentences of the examples. */
export function sampleOf(root) {
  const texts = readdirSync(`${root}/examples`).flatMap((name) => {
    const found = [];
    JSON.parse(readFileSync(`${root}/examples/${name}/step7.json`, "utf8"), (_, value) => {
      if (typeof value === "string") found.push(value);
      return value;
    });
    return found;
  });
  return texts.flatMap((text) => text.split(/(?<=[.,;:])\s/));
}

/** The module with a note of each pattern that it puts together. */
function noted(path, module) {
  const changes = changesOf(module, ({ node, start, text, inFunction }) =>
    !inFunction && isPutTogether(node) ? `note$(${JSON.stringify(`${path}:${start}`)}, ${text})` : undefined,
  );
  return changed(module, changes);
}

/** File and place → the pattern that is put together there out of pieces: the modules are run to see it. */
export async function putTogether(root) {
  const found = new Map();
  const noting = {
    name: "noting",
    setup({ onLoad }) {
      onLoad({ filter: READING }, ({ path }) => ({
        contents: noted(path, readFileSync(path, "utf8")),
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

/** `put`: the source and flags of a pattern that is put together at a place of the text. A pattern inside a function is made once, above all of them. One that remembers where it stopped begins anew each time, and only is where it goes straight to a call: another use may still be on its way through a text. */
function rareForms(text, put, sample) {
  const above = [];
  const changes = changesOf(text, ({ node, start, inFunction }) => {
    const [source, flags] = (ts.isRegularExpressionLiteral(node) ? partsOf(node.text) : put(start)) ?? [];
    const remembers = /[gy]/.test(flags ?? "");
    const isKept = source === undefined || (inFunction && remembers && !isArgument(node));
    const call = isKept ? undefined : rareCall(source, flags, sample);
    if (call === undefined || !inFunction) return call;
    return `rare$${above.push(call)}${remembers ? ".anew()" : ""}`;
  });
  if (changes.length === 0) return { head: "", changes };
  const made = above.map((call, index) => `const rare$${index + 1} = ${call};`);
  return { head: [`import rare$ from ${JSON.stringify(RARE)};`, ...made, ""].join("\n"), changes };
}

export function withRarePatterns(text, put = () => undefined, sample = []) {
  const { head, changes } = rareForms(text, put, sample);
  return head + changed(text, changes);
}

/** Where expressions get other words; `by` says which. */
function changesOf(text, by) {
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
  return changes;
}

function changed(text, changes) {
  return changes.reduceRight((rest, { start, end, other }) => rest.slice(0, start) + other + rest.slice(end), text);
}

/** `new RegExp(…)`, or a call that may make one: of a function with a short name, as src/decisions/text/cue.ts has them. */
function isPutTogether(node) {
  if (!ts.isNewExpression(node) && !ts.isCallExpression(node)) return false;
  return ts.isIdentifier(node.expression) && /^(?:RegExp|re|end|g)$/.test(node.expression.text);
}

function isArgument(node) {
  return ts.isCallExpression(node.parent) && node.parent.arguments.includes(node);
}

function partsOf(literal) {
  const end = literal.lastIndexOf("/");
  return [literal.slice(1, end), literal.slice(end + 1)];
}

function rareCall(source, flags, sample) {
  const { needed = [], heads = [] } = needsOf(source, flags, sample);
  const plain = source.length > SHORT && flags.includes("u") ? plainOf(source) : "";
  if (needed.length + heads.length + plain.length === 0 && !isSmall(source, flags)) return undefined;
  const ways = needed.map((way) => way.map((list) => list.join(PIECES)).join(LISTS));
  const told = [...[source, flags, ways.join(WAYS), heads.join(PIECES)], ...[isSmall(source, flags), plain]];
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
