// In: JSON text. Out: its tree, or undefined where it does not parse. Lossless.
import { isTooDeep } from "../../shared/json.ts";
import { type Group, type Item, printParts } from "./tree.ts";

const SPACE = /[ \t\r\n]*/y;
const LINE_END = /[ \t]*\r?\n|/y;
const SCALAR = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;

/** A document is an object or a list with the spaces around it; a lone scalar has no parts to merge. */
export function readJson(text: string): Group | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const reader = new Reader(text);
  const lead = reader.take(SPACE);
  const value = reader.value();
  const close = reader.take(SPACE);
  if (typeof value === "string") return undefined;
  return { ...value, open: lead + value.open, close: value.close + close };
}

/** Walks a text that is known to be JSON. */
class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  value(): string | Group {
    const char = this.text[this.at];
    return char === "{" || char === "[" ? this.group(char) : this.take(SCALAR);
  }

  private group(open: "{" | "["): Group {
    const close = open === "{" ? "}" : "]";
    this.at++;
    const items: Item[] = [];
    const start = open + this.take(LINE_END);
    let lead = this.lead(start.length > 1);
    while (this.text[this.at] !== close) {
      const key = open === "{" ? this.take(SCALAR) : "";
      const head = open === "{" ? `${lead.indent}${key}${this.take(/[ \t\r\n]*:[ \t\r\n]*/y)}` : lead.indent;
      const value = this.value();
      // Spaces before a comma go with the value, so that a comma can come and go.
      const behind = this.take(/[ \t\r\n]*(?=,)/y);
      const comma = this.text[this.at] === ",";
      if (comma) this.at++;
      const tail = this.take(LINE_END);
      items.push({
        kind: "entry",
        key: key === "" ? "" : String(JSON.parse(key)),
        identities: key === "" ? identitiesOf(value) : [],
        gap: lead.gap,
        notes: [],
        parts: [head, value, ...(behind === "" ? [] : [behind])],
        comma,
        tail,
      });
      lead = this.lead(tail !== "");
    }
    this.at++;
    const sort = open === "{" ? "keys" : "list";
    return { open: start, items, close: lead.gap + lead.indent + close, shape: "commas", sort, markable: false };
  }

  /** Blank lines and indentation. Within a line the spaces are what stands between two items. */
  private lead(atLineStart: boolean): { gap: string; indent: string } {
    const lines = this.take(/(?:[ \t]*\r?\n)*/y);
    const spaces = this.take(/[ \t]*/y);
    return atLineStart || lines !== "" ? { gap: lines, indent: spaces } : { gap: spaces, indent: "" };
  }
}

/** What tells elements of a list apart: the first of their own names. */
export function identitiesOf(value: string | Group): string[] {
  if (typeof value === "string") return [];
  return value.items.flatMap((item) =>
    IDENTITIES.has(item.key) ? [`${item.key}=${printParts(item.parts.slice(1)).trim()}`] : [],
  );
}

const IDENTITIES = new Set(["id", "Id", "ID", "sid", "Sid", "name", "Name", "key", "Key"]);
