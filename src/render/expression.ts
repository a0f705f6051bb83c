// In: a JSON value whose strings are Terraform templates. Out: HCL expression text, several lines, aligned as `terraform fmt` does. Never evaluates.
import type { Json } from "./graph.ts";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/** Prints a value; `indent` is the column of the line that it starts on. A string that is one reference is printed bare. */
export function printExpression(value: Json, indent = 0): string {
  if (value === null) return "null";
  if (typeof value === "string") return printTemplate(value, indent);
  if (typeof value !== "object") return String(value);
  const inner = " ".repeat(indent + 2);
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (items.length === 0) return "[]";
    const oneLine = `[${items.map((item) => printExpression(item, indent)).join(", ")}]`;
    if (
      items.every((item) => typeof item !== "object" || item === null) &&
      !oneLine.includes("\n") &&
      oneLine.length <= 100 - indent
    )
      return oneLine;
    return `[\n${items.map((item) => `${inner}${printExpression(item, indent + 2)},\n`).join("")}${" ".repeat(indent)}]`;
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  return `{\n${alignAssignments(
    entries.map(([key, item]) => [printKey(key), printExpression(item, indent + 2)]),
    inner,
  )}${" ".repeat(indent)}}`;
}

/** `name = value` lines with the equals signs aligned within each run of one-line values, as `terraform fmt` does. */
export function alignAssignments(pairs: readonly (readonly [string, string])[], prefix: string): string {
  let out = "";
  let index = 0;
  while (index < pairs.length) {
    let end = index;
    while (end < pairs.length && !(pairs[end]?.[1] ?? "").includes("\n")) end += 1;
    const run = pairs.slice(index, end);
    // A multi-line value ends the run of lines before it and is not aligned with them.
    const width = Math.max(0, ...run.map(([name]) => name.length));
    for (const [name, text] of run) out += `${prefix}${name.padEnd(width)} = ${text}\n`;
    const long = pairs[end];
    if (long !== undefined) out += `${prefix}${long[0]} = ${long[1]}\n`;
    index = end + 1;
  }
  return out;
}

function printKey(key: string): string {
  return IDENTIFIER.test(key) ? key : key.startsWith("${") ? `(${printTemplate(key, 0)})` : `"${escapeQuoted(key)}"`;
}

/** A template string: bare when it is exactly one interpolation, else quoted with the literal parts escaped. */
export function printTemplate(text: string, indent: number): string {
  const parts = splitTemplate(text);
  const only = parts[0];
  if (parts.length === 1 && only?.kind === "expression") return reindent(only.text, indent);
  return `"${parts.map((part) => (part.kind === "expression" ? `\${${part.text}}` : escapeQuoted(part.text))).join("")}"`;
}

function escapeQuoted(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t")
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

function reindent(expression: string, indent: number): string {
  return indent === 0 ? expression : expression.replaceAll("\n", `\n${" ".repeat(indent)}`);
}

type TemplatePart = { readonly kind: "literal" | "expression"; readonly text: string };

/** Splits a Terraform template into literal text (with `$${` kept as written) and interpolations, minding nested braces and strings. */
export function splitTemplate(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = "";
  let index = 0;
  while (index < text.length) {
    if (text.startsWith("$${", index) || text.startsWith("%%{", index)) {
      literal += text.slice(index, index + 3);
      index += 3;
    } else if (text.startsWith("${", index)) {
      const end = closingBrace(text, index + 2);
      if (end === -1) throw new Error(`unclosed interpolation in ${JSON.stringify(text)}`);
      if (literal !== "") parts.push({ kind: "literal", text: literal });
      literal = "";
      parts.push({ kind: "expression", text: text.slice(index + 2, end) });
      index = end + 1;
    } else {
      literal += text[index];
      index += 1;
    }
  }
  if (literal !== "" || parts.length === 0) parts.push({ kind: "literal", text: literal });
  return parts;
}

function closingBrace(text: string, from: number): number {
  let depth = 1;
  let inString = false;
  for (let index = from; index < text.length; index += 1) {
    const char = text[index];
    if (inString) {
      if (char === "\\") index += 1;
      else if (char === '"') inString = false;
      else if (char === "$" && text[index + 1] === "{") {
        const end = closingBrace(text, index + 2);
        if (end === -1) return -1;
        index = end;
      }
    } else if (char === '"') inString = true;
    else if (char === "{") depth += 1;
    else if (char === "}") {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}
