// In: JSON text, a place in it and a value. Out: the text with that one place changed; every other byte stays. Never parses what is no JSON, and never reorders or reformats.

import { type Node, readTree } from "../shared/json-tree.ts";

/** Keys and positions from the root of the document. */
export type Path = readonly (string | number)[];

/** Puts `value` at the path: replaces what stands there, or adds it, with the objects that lead to it, as the last member. */
export function setAt(text: string, path: Path, value: unknown): string {
  const { node, rest } = find(readTree(text), path);
  const [key, ...inner] = rest;
  if (key === undefined)
    return splice(text, node.start, node.end, print(text, value, node.start, isInline(text, node)));
  const nested = inner.reduceRight<unknown>((below, name) => ({ [name]: below }), value);
  return append(text, node, `${JSON.stringify(String(key))}:${lineBreak(text) === "" ? "" : " "}`, nested);
}

/** Adds an item at the end of the list at the path. */
export function addAt(text: string, path: Path, value: unknown): string {
  return append(text, find(readTree(text), path).node, "", value);
}

/** Takes the item at the path out of its list, with its comma. */
export function removeAt(text: string, path: Path): string {
  const { node } = find(readTree(text), path.slice(0, -1));
  const position = Number(path.at(-1));
  const [before, item, after] = [node.parts[position - 1], node.parts[position], node.parts[position + 1]];
  if (item === undefined) return text;
  if (before !== undefined) return splice(text, before.value.end, item.value.end, "");
  if (after !== undefined) return splice(text, item.start, after.start, "");
  return splice(text, node.start, node.end, "[]");
}

function splice(text: string, start: number, end: number, middle: string): string {
  return text.slice(0, start) + middle + text.slice(end);
}

/** As deep as the path goes in the text. Of two members with one name the last one counts, as for every parser. */
function find(root: Node, path: Path): { readonly node: Node; readonly rest: Path } {
  let node = root;
  for (const [depth, key] of path.entries()) {
    const next =
      node.kind === "list" ? node.parts[Number(key)] : node.parts.findLast((member) => member.key === String(key));
    if (next === undefined) return { node, rest: path.slice(depth) };
    node = next.value;
  }
  return { node, rest: [] };
}

function append(text: string, node: Node, head: string, value: unknown): string {
  const last = node.parts.at(-1);
  if (last === undefined) {
    const [open, close] = node.kind === "list" ? "[]" : "{}";
    const eol = lineBreak(text);
    const outer = indentAt(text, node.start);
    const inner = outer + unit(text);
    const body = printFrom(text, value, inner, false);
    const filled = eol === "" ? head + body : `${eol}${inner}${head}${body}${eol}${outer}`;
    return splice(text, node.start, node.end, `${open}${filled}${close}`);
  }
  // What stands between two parts now will stand between the last one and the new one.
  const previous = node.parts.at(-2);
  const from = previous === undefined ? node.start + 1 : text.indexOf(",", previous.value.end) + 1;
  const written = text.slice(from, last.start);
  const inLine = !written.includes("\n");
  const gap = inLine && previous === undefined && lineBreak(text) !== "" ? " " : written;
  const indent = written.slice(written.lastIndexOf("\n") + 1);
  return splice(text, last.value.end, last.value.end, `,${gap}${head}${printFrom(text, value, indent, inLine)}`);
}

/** A list that has its items in one line keeps them there. */
function isInline(text: string, { kind, parts, start, end }: Node): boolean {
  return kind !== "scalar" && parts.length > 0 && !text.slice(start, end).includes("\n");
}

function print(text: string, value: unknown, at: number, inLine: boolean): string {
  return printFrom(text, value, indentAt(text, at), inLine);
}

function printFrom(text: string, value: unknown, indent: string, inLine: boolean): string {
  const eol = lineBreak(text);
  if (eol === "") return JSON.stringify(value);
  const lines = JSON.stringify(value, null, unit(text)).split("\n");
  // Line breaks of a text are escaped: those that are left stand between parts.
  if (inLine) return lines.map((line) => line.trim()).reduce(join);
  return lines.join(eol + indent);
}

/** One line of what was several: a space behind commas, none inside of brackets. */
function join(before: string, line: string): string {
  return before + (before.endsWith(",") ? " " : "") + line;
}

/** "" for a document in one line. */
function lineBreak(text: string): "" | "\n" | "\r\n" {
  const at = text.trimEnd().indexOf("\n");
  return at === -1 ? "" : text[at - 1] === "\r" ? "\r\n" : "\n";
}

/** What one level of the document is indented by. */
function unit(text: string): string {
  return /^[^\n]*\{[ \t]*\r?\n([ \t]+)"/.exec(text)?.[1] ?? "  ";
}

/** The white space at the start of the line. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}
