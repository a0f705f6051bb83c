// In: HCL text of the kinds that we print. Out: its structure: blocks, attributes and literal values; an expression is returned as { expression }. Never evaluates.
import type { Json } from "../../src/render/graph.ts";

export interface ReadBody {
  readonly attributes: Record<string, Json>;
  readonly blocks: { readonly header: readonly string[]; readonly body: ReadBody }[];
}

/** Written apart from the printer, after the syntax specification of HCL (hclsyntax/spec.md): strings, templates, collections, blocks. */
export function readHcl(text: string): ReadBody {
  const reader = new Reader(text);
  const body = reader.body(false);
  return body;
}

/** One expression, as it would stand behind an equals sign. */
export function readExpression(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value();
  reader.space(true);
  if (!reader.atEnd()) throw reader.error("text after the expression");
  return value;
}

class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  atEnd(): boolean {
    return this.at >= this.text.length;
  }

  error(what: string): Error {
    return new Error(`${what} at ${JSON.stringify(this.text.slice(Math.max(0, this.at - 40), this.at + 40))}`);
  }

  space(lines: boolean): void {
    const pattern = lines ? /(?:[ \n]|#[^\n]*)*/y : / *(?:#[^\n]*)?/y;
    pattern.lastIndex = this.at;
    pattern.exec(this.text);
    this.at = pattern.lastIndex;
  }

  private take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.at;
    const match = sticky.exec(this.text);
    if (match === null) return undefined;
    this.at = sticky.lastIndex;
    return match[0];
  }

  private expect(token: string): void {
    if (!this.text.startsWith(token, this.at)) throw this.error(`expected ${token}`);
    this.at += token.length;
  }

  body(inner: boolean): ReadBody {
    const result: ReadBody = { attributes: {}, blocks: [] };
    for (;;) {
      this.space(true);
      if (this.atEnd() && !inner) return result;
      if (inner && this.text[this.at] === "}") {
        this.at += 1;
        return result;
      }
      const name = this.take(/[A-Za-z_][\w-]*/);
      if (name === undefined) throw this.error("expected a name");
      this.space(false);
      if (this.text[this.at] === "=") {
        this.at += 1;
        if (Object.hasOwn(result.attributes, name)) throw this.error(`${name} twice`);
        result.attributes[name] = this.value();
        this.space(false);
        this.expect("\n");
        continue;
      }
      const header = [name];
      while (this.text[this.at] === '"') {
        header.push(String(this.value()));
        this.space(false);
      }
      this.expect("{");
      result.blocks.push({ header, body: this.body(true) });
    }
  }

  value(): Json {
    this.space(false);
    const char = this.text[this.at];
    const isFor = /[[{]\s*for /y;
    isFor.lastIndex = this.at;
    if (isFor.test(this.text)) return { expression: this.raw() };
    if (char === '"') return this.stringOrTemplate();
    if (char === "[") return this.list();
    if (char === "{") return this.object();
    const number = this.take(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?= *(?:[\n,\]}#]|$))/);
    if (number !== undefined) return Number(number);
    const expression = this.raw();
    if (expression === "") throw this.error("expected a value");
    if (expression === "true" || expression === "false") return expression === "true";
    return expression === "null" ? null : { expression };
  }

  /** An expression as it stands: up to the end of its line, comma or bracket, minding brackets and strings. */
  private raw(): string {
    const start = this.at;
    let depth = 0;
    for (; this.at < this.text.length; this.at += 1) {
      const char = this.text[this.at] ?? "";
      if (char === '"') {
        const end = /"(?:[^"\\\n]|\\.)*/y;
        end.lastIndex = this.at;
        end.exec(this.text);
        this.at = end.lastIndex;
      } else if (char === "#") {
        if (depth === 0) break;
        while (this.text[this.at + 1] !== "\n") this.at += 1;
      } else if ("([{".includes(char)) depth += 1;
      else if (depth === 0 && /[\n,\])}]/.test(char)) break;
      else if (")]}".includes(char)) depth -= 1;
    }
    return this.text.slice(start, this.at).trimEnd();
  }

  /** A string with a live interpolation is an expression. */
  private stringOrTemplate(): Json {
    const start = this.at;
    try {
      return this.string();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith("a live template")) throw error;
      this.at = start;
      return { expression: this.raw() };
    }
  }

  private list(): Json {
    const items: Json[] = [];
    this.at += 1;
    for (;;) {
      this.space(true);
      if (this.text[this.at] === "]") {
        this.at += 1;
        return items;
      }
      items.push(this.value());
      this.space(true);
      if (this.text[this.at] !== "]") this.expect(",");
    }
  }

  private object(): Json {
    const entries = new Map<string, Json>();
    this.at += 1;
    for (;;) {
      this.space(true);
      if (this.text[this.at] === "}") {
        this.at += 1;
        return Object.fromEntries(entries);
      }
      const key = this.text[this.at] === '"' ? String(this.string()) : this.take(/[A-Za-z_][\w.-]*/);
      if (
        key === undefined ||
        ["for", "null", "true", "false"].includes(this.text.slice(this.at - key.length, this.at))
      )
        throw this.error("expected a key");
      if (entries.has(key)) throw this.error(`key ${key} twice`);
      this.space(false);
      this.expect("=");
      entries.set(key, this.value());
      this.space(false);
      if (this.text[this.at] === ",") this.at += 1;
    }
  }

  private string(): string {
    let value = "";
    this.at += 1;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined || char === "\n") throw this.error("a string without end");
      if (char === '"') {
        this.at += 1;
        return value;
      }
      if (this.text.startsWith("$${", this.at) || this.text.startsWith("%%{", this.at)) {
        value += `${char}{`;
        this.at += 3;
      } else if (this.text.startsWith('${"', this.at)) {
        // A constant in braces: how text that looks like a marker of the engine is written.
        this.at += 2;
        value += this.string();
        this.expect("}");
      } else if (this.text.startsWith("${", this.at) || this.text.startsWith("%{", this.at)) {
        throw this.error("a live template");
      } else if (char === "\\") {
        const escaped = this.take(/\\(?:[nrt"\\]|u[0-9a-f]{4})/);
        if (escaped === undefined) throw this.error("an unknown escape");
        value += escaped.startsWith("\\u")
          ? String.fromCharCode(Number.parseInt(escaped.slice(2), 16))
          : { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" }[escaped.slice(1)];
      } else {
        value += char;
        this.at += 1;
      }
    }
  }
}
