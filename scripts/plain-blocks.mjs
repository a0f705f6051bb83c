// In: a module of the provider bindings without its dead members. Out: the same module in which a block that is only written is a plain holder of its value, and no class stands for it. Never changes a block that somebody refers to.
//
// A binding makes an object for each block that a resource could have, and for each block in it, so that `resource.block.field` can be a reference. Of a block that nobody
// reads, only the value given to it is ever needed. These classes are most of a binding, and making their objects was a tenth of a synthesis.
import { fileURLToPath } from "node:url";

const HOLDER = fileURLToPath(new URL("./plain-block.cjs", import.meta.url));

/** The engine hands plain values through as they are; the bindings call it for each of them all the same. */
const HANDED_THROUGH = /cdktf\.(?:string|number|boolean|any)ToTerraform\((this\._\w+|struct\.\w+)\)/g;

const CLASS = /^class (\w+) extends cdktf\.(\w+) \{\n[\s\S]*?^\}\n/gm;
const MADE = /this\._(\w+) = new (\w+)\(this, "[\w.]+"(?:, (?:true|false))?\);/g;
/** In `get internalValue()`: a field that was given. */
const FIELD = /^ +if \(this\._(\w+)(\?\.internalValue)? !== undefined\) \{\n/gm;

export function withPlainBlocks(text) {
  const classes = new Map(Array.from(text.matchAll(CLASS), ([body, name, base]) => [name, { body, base }]));
  const isBlock = (name) => ["ComplexObject", "ComplexList"].includes(classes.get(name)?.base);
  const held = (body) =>
    body.replace(MADE, (made, field, name) =>
      isBlock(name) && isOnlyWritten(body, field) ? `this._${field} = ${holderOf(name)};` : made,
    );
  const holderOf = (name) => {
    const { base } = classes.get(name);
    // A list keeps what it is given.
    return base === "ComplexList" ? "{ internalValue: undefined }" : `plainBlock(${JSON.stringify(fieldsOf(name))})`;
  };
  /** Field → 0, or the fields of the block in it. */
  const fieldsOf = (name) => {
    const { body } = classes.get(name);
    const nested = new Map(Array.from(body.matchAll(MADE), ([, field, other]) => [field, other]));
    const fields = [...body.matchAll(FIELD)];
    if (fields.length !== body.split(/internalValueResult\.\w+ = /).length - 1)
      throw new Error(`the bindings give the value of ${name} in a new way`);
    return Object.fromEntries(
      fields.map(([, field, isNested]) => {
        const other = nested.get(field);
        if ((isNested !== undefined) !== (other !== undefined) || (other && !isBlock(other)))
          throw new Error(`the bindings hold the field ${field} of ${name} in a new way`);
        return [field, other !== undefined && classes.get(other).base === "ComplexObject" ? fieldsOf(other) : 0];
      }),
    );
  };
  const lean = text.replace(CLASS, held).replace(HANDED_THROUGH, "$1");
  return `const plainBlock = require(${JSON.stringify(HOLDER)});\n${withoutUnused(lean, isBlock)}`;
}

/** Whether a class touches the block of a field through its value alone. */
function isOnlyWritten(body, field) {
  const uses = body.match(new RegExp(`this\\._${field}\\b(?!\\?*\\.internalValue\\b)`, "g")) ?? [];
  return uses.length === 1;
}

/** Without the classes of blocks that no other class makes any more, and without what no program of ours reads: exports by that name, names for other languages. */
function withoutUnused(text, isBlock) {
  const bodies = new Map(Array.from(text.matchAll(CLASS), ([body, name]) => [name, body]));
  const used = new Set();
  const use = (name) => {
    if (used.has(name)) return;
    used.add(name);
    for (const [, other] of bodies.get(name).matchAll(/\bnew (\w+)\(/g)) if (bodies.has(other)) use(other);
  };
  for (const name of bodies.keys()) if (!isBlock(name)) use(name);
  return text
    .replace(CLASS, (body, name) => (used.has(name) ? body : ""))
    .replace(/^exports\.(\w+) = (.*);\n/gm, (line, name, value) =>
      used.has(name) && !isBlock(name) && value === name ? line : "",
    )
    .replace(/^_\w+ = JSII_RTTI_SYMBOL_1;\n\w+\[_\w+\] = .*;\n/gm, "");
}
