// In: a JSON value whose strings are Terraform templates. Out: HCL expression text, laid out as `terraform fmt` does. Never evaluates.
import type { Json } from "./graph.ts";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;
/** Words that mean something else than their own name as an object key. */
const KEYWORDS = new Set(["for", "null", "true", "false"]);
const LINE_WIDTH = 100;

/** Prints a value; `indent` is the column of the line that it starts on. A string that is one reference is printed bare. */
export function printExpression(value: Json, indent = 0): string {
  if (value === null) return "null";
  if (typeof value === "string") return printTemplate(value, indent);
  if (typeof value === "number") return printNumber(value);
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return printList(value as readonly Json[], indent);
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const pairs = entries.map(([key, item]): [string, string] => [printKey(key), printExpression(item, indent + 2)]);
  return `{\n${alignAssignments(pairs, " ".repeat(indent + 2))}${" ".repeat(indent)}}`;
}

function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} is no number of Terraform`);
  return String(value);
}

function printList(items: readonly Json[], indent: number): string {
  if (items.length === 0) return "[]";
  if (items.every((item) => typeof item !== "object" || item === null)) {
    const oneLine = `[${items.map((item) => printExpression(item, indent)).join(", ")}]`;
    const fits = items.length === 1 || oneLine.length <= LINE_WIDTH - indent;
    if (fits && !oneLine.includes("\n")) return oneLine;
  }
  const inner = " ".repeat(indent + 2);
  return `[\n${items.map((item) => `${inner}${printExpression(item, indent + 2)},\n`).join("")}${" ".repeat(indent)}]`;
}

/** `name = value` lines with the equals signs aligned within each run of one-line values, as `terraform fmt` does. */
export function alignAssignments(pairs: readonly (readonly [name: string, text: string])[], prefix: string): string {
  let out = "";
  let width = 0;
  let index = 0;
  let end = 0;
  for (const [name, text] of pairs) {
    // A multi-line value ends the run of lines before it and is not aligned with them.
    if (index >= end) ({ width, end } = runFrom(pairs, index));
    out += `${prefix}${name}${text.includes("\n") ? "" : " ".repeat(width - columns(name))} = ${text}\n`;
    index += 1;
  }
  return out;
}

/** The widest name from `start` on up to the next multi-line value, and where that run is over. */
function runFrom(
  pairs: readonly (readonly [string, string])[],
  start: number,
): { readonly width: number; readonly end: number } {
  let width = 0;
  let end = start;
  for (const [name, text] of pairs.slice(start)) {
    end += 1;
    if (text.includes("\n")) break;
    width = Math.max(width, columns(name));
  }
  return { width, end };
}

const ASCII = /^[\x20-\x7e]*$/;

/** `terraform fmt` counts a column per grapheme. */
function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  return [...new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text)].length;
}

function printKey(key: string): string {
  if (IDENTIFIER.test(key) && !KEYWORDS.has(key)) return key;
  const parts = splitTemplate(key);
  return parts.length === 1 && parts[0]?.kind === "expression" ? `(${parts[0].text})` : quote(parts);
}

/** A template string: bare when it is exactly one interpolation, else quoted with the literal parts escaped. */
export function printTemplate(text: string, indent: number): string {
  if (!TEMPLATE_START.test(text)) return `"${escapeQuoted(text)}"`;
  if (REFERENCE.test(text)) return text.slice(2, -1);
  const parts = splitTemplate(text);
  const only = parts[0];
  if (parts.length === 1 && only?.kind === "expression") return reindent(only.text, indent);
  return quote(parts);
}

function quote(parts: readonly TemplatePart[]): string {
  return `"${parts.map((part) => (part.kind === "expression" ? `\${${part.text}}` : escapeQuoted(part.text))).join("")}"`;
}

/** Characters that end a line, are invisible or change the reading direction: always written as escapes, so that a reviewer sees them. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Half a character: no UTF-8 file can hold it. */
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const PLAIN = /^[ !#-[\]-~]*$/;

function escapeQuoted(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(LONE_SURROGATE, "\ufffd")
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Moves the lines after the first one. Safe: a newline inside a string is always written as an escape. */
function reindent(expression: string, indent: number): string {
  return indent === 0 ? expression : expression.replaceAll("\n", `\n${" ".repeat(indent)}`);
}

type TemplatePart = { readonly kind: "literal" | "expression"; readonly text: string };

const TEMPLATE_START = /[$%]\{/;

/** One interpolation on one line, in which no brace or quote needs a closer look. */
const REFERENCE = /^\$\{[^{}"\n]*\}$/;

/** Splits a Terraform template into literal text (with `$${` kept as written) and interpolations, minding nested braces and strings. A directive (`%{`) is nothing that we write: it is made literal. */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = "";
  let index = 0;
  while (index < text.length) {
    if (text.startsWith("$${", index) || text.startsWith("%%{", index)) {
      literal += text.slice(index, index + 3);
      index += 3;
    } else if (text.startsWith("%{", index)) {
      literal += "%%{";
      index += 2;
    } else if (text.startsWith("${", index)) {
      const end = closingBrace(text, index + 2);
      if (end === -1) throw new Error(`unclosed interpolation in ${JSON.stringify(text)}`);
      if (literal !== "") parts.push({ kind: "literal", text: literal });
      literal = "";
      parts.push({ kind: "expression", text: text.slice(index + 2, end) });
      index = end + 1;
    } else {
      const next = text.slice(index + 1).search(/[$%]/);
      const end = next === -1 ? text.length : index + 1 + next;
      literal += text.slice(index, end);
      index = end;
    }
  }
  if (literal !== "" || parts.length === 0) parts.push({ kind: "literal", text: literal });
  return parts;
}

/** Index of the brace that closes the interpolation whose content starts at `from`; -1 when it never closes. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let index = nextSign(BRACE_OR_QUOTE, text, from); index !== -1; ) {
    const char = text[index];
    if (char === '"') {
      index = closingQuote(text, index + 1);
      if (index === -1) return -1;
    } else {
      depth += char === "{" ? 1 : -1;
      if (depth === 0) return index;
    }
    index = nextSign(BRACE_OR_QUOTE, text, index + 1);
  }
  return -1;
}

function closingQuote(text: string, from: number): number {
  for (let index = nextSign(IN_QUOTES, text, from); index !== -1; ) {
    const char = text[index];
    if (char === '"') return index;
    if (char === "\\") index += 1;
    else if (text.startsWith(`${char}{`, index + 1)) index += 2;
    else if (text[index + 1] === "{") {
      index = closingBrace(text, index + 2);
      if (index === -1) return -1;
    }
    index = nextSign(IN_QUOTES, text, index + 1);
  }
  return -1;
}

const BRACE_OR_QUOTE = /["{}]/g;
const IN_QUOTES = /["\\$%]/g;

function nextSign(signs: RegExp, text: string, from: number): number {
  signs.lastIndex = from;
  return signs.test(text) ? signs.lastIndex - 1 : -1;
}
