// In: a module of the provider bindings as its package has it, and the names that our code uses. Out: a module with the same constructs, their arguments as a table and their attributes as getters. Never reads a value; stops where the bindings say something in a way that it does not know.
//
// A binding is printed by a generator: thousands of lines that copy each argument that a resource could have, name by name, and make an object for each block, so that `resource.block.field` can be a reference.
// What they do is always the same and only the names differ, so scripts/binding.cjs does it from a table. An argument that our code never names is not in it: whoever gives it anyway is told, by an error.
import { fileURLToPath } from "node:url";

const RUNTIME = fileURLToPath(new URL("./binding.cjs", import.meta.url));

const CLASS = /^class (\w+) extends cdktf\.(\w+) \{\n([\s\S]*?)^\}\n/gm;
const MEMBER = /^ {4}(get |set |static )?(\w+)\((.*?)\) \{\n([\s\S]*?)^ {4}\}\n/gm;
const WRITER = /^function (\w+)ToTerraform\(struct\) \{\n([\s\S]*?)^\}\n/gm;
const DESCRIBER = /^function (\w+)ToHclTerraform\(struct\) \{\n([\s\S]*?)^\}\n/gm;
/** `name: value,` in what a block or a resource is written as. */
const WRITTEN = /^ +(\w+): (.*),$/gm;
const PLAIN = /^cdktf\.(?:string|number|boolean|any)ToTerraform\(([\w.]+)\)$/;
const COLLECTION =
  /^cdktf\.(?:listMapper\(cdktf\.\w+ToTerraform, false\)|hashMapper\(cdktf\.\w+ToTerraform\))\(([\w.]+)\)$/;
const BLOCK = /^(\w+)ToTerraform\(([\w.]+)\)$/;
const BLOCKS = /^cdktf\.listMapper\((\w+)ToTerraform, (?:true|false)\)\(([\w.]+)\)$/;
/** Fields that the provider reads as attributes are written as null when they are not given, which is what leaving them out says. */
const OR_NULL = /^struct\.\w+ === undefined \? null : /;
const DESCRIBED = /^ +(\w+): \{\n +value: .*,\n +isBlock: (true|false),\n/gm;
const MADE = /this\._(\w+) = new ([\w.]+)\(this, ("[\w.]+")(?:, (true|false))?\);/g;

const BASES = {
  TerraformResource: "Resource",
  TerraformDataSource: "DataSource",
  TerraformProvider: "Provider",
};

/** `given`: names of arguments that our code gives; `read`: names of properties that it reads. */
export function leanBinding(text, { given, read }) {
  const classes = new Map(Array.from(text.matchAll(CLASS), ([, name, base, body]) => [name, { base, body }]));
  const tables = tablesOf(text, given);
  const printed = new Map();
  for (const [name, { base, body }] of classes) {
    if (BASES[base] === undefined) continue;
    const table = tables.ofConstruct(name, body);
    const [, type] = /terraformResourceType: '(\w+)'/.exec(body) ?? fail(name, "its type");
    const members = membersOf(name, { base, body }, read, (other) => printReference(other, classes, read, printed));
    printed.set(
      name,
      `class ${name} extends binding.${BASES[base]} {${members}}\n${name}.type = "${type}";\n${name}.fields = ${table};\nexports.${name} = ${name};\n`,
    );
  }
  return `const cdktf = require("cdktf");\nconst binding = require(${JSON.stringify(RUNTIME)});\n${[...printed.values()].join("")}`;
}

/** Tables as binding.cjs reads them, in the order in which the bindings write the fields. */
function tablesOf(text, given) {
  const writers = new Map(Array.from(text.matchAll(WRITER), ([, name, body]) => [name, body]));
  const describers = new Map(Array.from(text.matchAll(DESCRIBER), ([, name, body]) => [name, body]));
  const ofBlock = (name) =>
    print(name, rowsOf(writers.get(name) ?? fail(name, "what it is written as")), describers.get(name) ?? "");
  const print = (owner, rows, description) => {
    const isBlock = new Map(Array.from(description.matchAll(DESCRIBED), ([, name, is]) => [name, is === "true"]));
    const cells = rows.flatMap(({ argument, name, kind, block }) => {
      if (isBlock.get(name) !== (kind !== "value")) fail(owner, `whether ${name} is a block`);
      if (!given.has(argument)) return [];
      if (block === undefined) return [`${name}: {argument: "${argument}", isBlock: false}`];
      const isList = kind === "blocks";
      return [`${name}: {argument: "${argument}", isBlock: true, isList: ${isList}, value: ${ofBlock(block)}}`];
    });
    return `{${cells.join(", ")}}`;
  };
  return {
    ofConstruct(name, body) {
      const members = new Map(Array.from(body.matchAll(MEMBER), ([, , member, , inner]) => [member, inner]));
      const assigned = Array.from(
        members.get("constructor").matchAll(/this\._(\w+)(?:\.internalValue)? = config\.(\w+);/g),
        ([, field, argument]) => [field, argument],
      );
      const rows = rowsOf(members.get("synthesizeAttributes"), new Map(assigned));
      return print(name, rows, members.get("synthesizeHclAttributes"));
    },
  };
}

/** What a body writes. In a construct the arguments are fields first. */
function rowsOf(body, argumentOf) {
  const [, written] = /^ +return \{(?:\n([\s\S]*?)^ +)?\};\n/m.exec(body) ?? fail(body, "what is written");
  return Array.from((written ?? "").matchAll(WRITTEN), ([line, name, value]) => {
    const given = value.replace(OR_NULL, "");
    const [, place] = PLAIN.exec(given) ?? COLLECTION.exec(given) ?? [];
    const [, block, at] = BLOCK.exec(given) ?? BLOCKS.exec(given) ?? [];
    const [, field] =
      /^(?:struct\.|this\._)(\w+?)(?:\.internalValue)?$/.exec(place ?? at ?? "") ?? fail(line, "a value");
    const argument = argumentOf === undefined ? field : (argumentOf.get(field) ?? fail(line, "an argument"));
    return { argument, name, kind: block === undefined ? "value" : BLOCK.test(given) ? "block" : "blocks", block };
  });
}

/** The getters that somebody reads. `refer` is told of each class of a block that one of them refers to. */
function membersOf(name, { base, body }, read, refer) {
  const made = new Map(
    Array.from(body.matchAll(MADE), ([, field, other, attribute, isSet]) => [field, { other, attribute, isSet }]),
  );
  return Array.from(body.matchAll(MEMBER), ([, kind, member, parameters, inner]) => {
    if (member === "get" && parameters === "index") {
      const [, item] = /^\s*return new (\w+)\(/.exec(inner) ?? fail(name, "its items");
      refer(item);
      return `get(index) {return new ${item}(this.terraformResource, this.terraformAttribute, this.wrapsSet, index);}`;
    }
    if (kind !== "get " || member === "internalValue" || !read.has(member)) return "";
    const [, field] = /^\s*return this\._(\w+);\s*$/.exec(inner) ?? [];
    if (field === undefined) return `get ${member}() {${inner.trim()}}`;
    const block = made.get(field);
    if (block === undefined && base !== "TerraformProvider") fail(name, `how ${member} is read`);
    if (block === undefined) return `get ${member}() {return this.argument("${member}");}`;
    refer(block.other);
    return `get ${member}() {return new ${block.other}(this, ${block.attribute}, ${block.isSet ?? false}, 0);}`;
  }).join("");
}

/** A class of a block, for references to what it holds. */
function printReference(name, classes, read, printed) {
  if (printed.has(name) || name.startsWith("cdktf.")) return;
  const { base, body } = classes.get(name) ?? fail(name, "its class");
  printed.set(name, "");
  const members = membersOf(name, { base, body }, read, (other) => printReference(other, classes, read, printed));
  printed.set(name, `class ${name} extends cdktf.${base} {${members}}\n`);
}

function fail(owner, what) {
  throw new Error(`the bindings say ${what} in a new way: ${owner}`);
}
