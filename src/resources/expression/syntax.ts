// In: the text of a Terraform template or expression, as we print it or as an untrusted file has it. Out: its tree. Throws SyntaxProblem for what it does not know; never evaluates.
import type { ReadonlyJson as Json } from "../../shared/json.ts";

export type Node = {
  readonly text: string;
} /** A text, number or boolean, or a list or object of such: it means the same wherever it is evaluated. */ & (
  | { readonly kind: "literal"; readonly value: Json }
  | { readonly kind: "template"; readonly parts: readonly Node[] }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "attribute"; readonly of: Node; readonly name: string }
  | { readonly kind: "index"; readonly of: Node; readonly key: Node }
  | { readonly kind: "splat"; readonly of: Node; readonly names: readonly string[] }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: "conditional"; readonly test: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: "unary"; readonly operator: string; readonly operand: Node }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [key: Node, value: Node])[] }
  | {
      readonly kind: "for";
      readonly names: readonly string[];
      readonly over: Node;
      /** Of an object; undefined in a list. */
      readonly key: Node | undefined;
      readonly value: Node;
      readonly when: Node | undefined;
    }
);

export class SyntaxProblem extends Error {}

const WORD = /[A-Za-z_][\w-]*/y;
const KEY = /[A-Za-z_][\w-]*(?=\s*[=:])/y;
const NUMBER = /\d+(?:\.\d+)?/y;
/** What ends literal text, inside quotes or outside of them. */
const SIGN = /[$%"\\]/g;

/** Deeper than anything that is printed; a file built to exhaust the stack ends here. */
const MAX_NESTING = 60;
const MAX_LENGTH = 100_000;
/** Operator → how tightly it binds. */
const OPERATORS: ReadonlyMap<string, number> = new Map(
  [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]].flatMap((names, level) =>
    names.map((name) => [name, level] as const),
  ),
);
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** A string as Terraform JSON has it: literal text with `${…}` inside. */
export function parseTemplate(text: string): Node {
  if (text.length > MAX_LENGTH) throw new SyntaxProblem("too long");
  if (!text.includes("${") && !text.includes("%{")) return { kind: "literal", value: text, text };
  const reader = new Reader(text);
  const parts = reader.parts(() => reader.isAtEnd(), false);
  const only = parts[0];
  return parts.length === 1 && only !== undefined && only.kind !== "template"
    ? only
    : { kind: "template", parts, text };
}

class Reader {
  private readonly source: string;
  private at = 0;
  private depth = 0;

  constructor(source: string) {
    this.source = source;
  }

  isAtEnd(): boolean {
    return this.at >= this.source.length;
  }

  /** Literal text and interpolations up to where `isOver` holds. Inside quotes backslashes are escapes. */
  parts(isOver: () => boolean, quoted: boolean): Node[] {
    const parts: Node[] = [];
    let literal = "";
    const flush = (): void => {
      if (literal !== "") parts.push({ kind: "literal", value: literal, text: literal });
      literal = "";
    };
    while (!isOver()) {
      if (this.isAtEnd()) throw new SyntaxProblem("unclosed string");
      if (this.takes("$${")) literal += "${";
      else if (this.takes("%%{")) literal += "%{";
      else if (this.takes("%{")) throw new SyntaxProblem("directive");
      else if (this.takes("${")) {
        flush();
        parts.push(this.expression());
        this.expect("}");
      } else if (quoted && this.takes("\\")) literal += this.escape();
      else {
        const end = this.nextSign(this.at + 1);
        literal += this.source.slice(this.at, end);
        this.at = end;
      }
    }
    flush();
    return parts;
  }

  /** Where the next character stands that may mean something: up to there it is literal text. */
  private nextSign(from: number): number {
    SIGN.lastIndex = from;
    return SIGN.test(this.source) ? SIGN.lastIndex - 1 : this.source.length;
  }

  private escape(): string {
    const char = this.source[this.at] ?? "";
    this.at += 1;
    if (char === "u") {
      const digits = this.source.slice(this.at, this.at + 4);
      this.at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    return ESCAPES[char] ?? char;
  }

  private expression(): Node {
    this.depth += 1;
    if (this.depth > MAX_NESTING) throw new SyntaxProblem("nested too deep");
    const start = this.skip();
    let node = this.binary(0);
    if (this.takesToken("?")) {
      const yes = this.expression();
      this.expect(":");
      node = { kind: "conditional", test: node, yes, no: this.expression(), text: this.since(start) };
    }
    this.depth -= 1;
    return node;
  }

  /** Operands joined by operators that bind at least as tightly as `level`. */
  private binary(level: number): Node {
    const start = this.skip();
    let left = this.unary();
    for (;;) {
      this.skip();
      const operator = this.operator();
      const own = operator === undefined ? -1 : (OPERATORS.get(operator) ?? -1);
      if (operator === undefined || own < level) return left;
      this.at += operator.length;
      const right = this.binary(own + 1);
      left = { kind: "binary", operator, left, right, text: this.since(start) };
    }
  }

  private operator(): string | undefined {
    // Most operands end at one of these.
    if (",)]}:".includes(this.source[this.at] ?? ",")) return undefined;
    const two = this.source.slice(this.at, this.at + 2);
    if (OPERATORS.has(two)) return two;
    const one = two.slice(0, 1);
    return OPERATORS.has(one) ? one : undefined;
  }

  private unary(): Node {
    const start = this.skip();
    for (const operator of ["!", "-"]) {
      if (operator === "!" && this.source.startsWith("!=", this.at)) continue;
      if (!this.takes(operator)) continue;
      this.depth += 1;
      if (this.depth > MAX_NESTING) throw new SyntaxProblem("nested too deep");
      const operand = this.unary();
      this.depth -= 1;
      return { kind: "unary", operator, operand, text: this.since(start) };
    }
    return this.postfix(start, this.primary());
  }

  private postfix(start: number, first: Node): Node {
    let node = first;
    for (;;) {
      if (this.takes("[*]")) {
        const names: string[] = [];
        while (this.source[this.at] === "." && /[A-Za-z_]/.test(this.source[this.at + 1] ?? "")) {
          this.at += 1;
          names.push(this.word());
        }
        node = { kind: "splat", of: node, names, text: this.since(start) };
      } else if (this.takes("[")) {
        const key = this.expression();
        this.expect("]");
        node = { kind: "index", of: node, key, text: this.since(start) };
      } else if (this.source[this.at] === "." && /[A-Za-z_]/.test(this.source[this.at + 1] ?? "")) {
        this.at += 1;
        node = { kind: "attribute", of: node, name: this.word(), text: this.since(start) };
      } else return node;
    }
  }

  private primary(): Node {
    const start = this.skip();
    if (this.takes('"')) {
      const parts = this.parts(() => this.source[this.at] === '"', true);
      this.at += 1;
      const only = parts[0];
      const text = this.since(start);
      if (parts.length === 0) return { kind: "literal", value: "", text };
      if (parts.length === 1 && only?.kind === "literal") return { ...only, text };
      return { kind: "template", parts, text };
    }
    if (this.takes("(")) {
      const inner = this.expression();
      this.expect(")");
      return inner;
    }
    if (this.takes("[")) return this.list(start);
    if (this.takes("{")) return this.object(start);
    const number = this.match(NUMBER);
    if (number !== undefined) return { kind: "literal", value: Number(number), text: number };
    const name = this.word();
    if (name === "true" || name === "false") return { kind: "literal", value: name === "true", text: name };
    if (name === "null") return { kind: "literal", value: null, text: name };
    if (this.source[this.at] !== "(") return { kind: "name", name, text: name };
    this.at += 1;
    const args = this.sequence(")");
    return { kind: "call", name, args, text: this.since(start) };
  }

  private list(start: number): Node {
    if (this.takesWord("for")) return this.forExpression(start, "]");
    const items = this.sequence("]");
    const text = this.since(start);
    const values = items.flatMap((item) => (item.kind === "literal" ? [item.value] : []));
    return values.length === items.length ? { kind: "literal", value: values, text } : { kind: "list", items, text };
  }

  private object(start: number): Node {
    if (this.takesWord("for")) return this.forExpression(start, "}");
    const entries: (readonly [Node, Node])[] = [];
    const values: [string, Json][] = [];
    while (!this.takesToken("}")) {
      const key = this.key();
      if (!this.takesToken("=") && !this.takesToken(":")) throw new SyntaxProblem("object");
      const value = this.expression();
      entries.push([key, value]);
      if (key.kind === "literal" && value.kind === "literal") values.push([String(key.value), value.value]);
      this.takesToken(",");
    }
    const text = this.since(start);
    return values.length === entries.length
      ? { kind: "literal", value: Object.fromEntries(values), text }
      : { kind: "object", entries, text };
  }

  /** A bare word is its own name; everything else is an expression. */
  private key(): Node {
    const start = this.skip();
    const word = this.match(KEY);
    if (word === undefined) return this.expression();
    return { kind: "literal", value: word, text: this.source.slice(start, this.at) };
  }

  private forExpression(start: number, end: string): Node {
    const names: string[] = [];
    do {
      this.skip();
      names.push(this.word());
    } while (this.takesToken(","));
    if (!this.takesWord("in")) throw new SyntaxProblem("for");
    const over = this.expression();
    this.expect(":");
    let value = this.expression();
    let key: Node | undefined;
    if (this.takesToken("=>")) {
      key = value;
      value = this.expression();
    }
    const when = this.takesWord("if") ? this.expression() : undefined;
    this.expect(end);
    return { kind: "for", names, over, key, value, when, text: this.since(start) };
  }

  private sequence(end: string): Node[] {
    const items: Node[] = [];
    while (!this.takesToken(end)) {
      items.push(this.expression());
      this.takesToken(",");
    }
    return items;
  }

  private word(): string {
    const word = this.match(WORD);
    if (word === undefined) throw new SyntaxProblem(`no name at ${this.at}`);
    return word;
  }

  /** `pattern` is sticky. */
  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private takesWord(word: string): boolean {
    const start = this.skip();
    if (!this.source.startsWith(word, start) || /[\w-]/.test(this.source[start + word.length] ?? "")) return false;
    this.at += word.length;
    return true;
  }

  private takes(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private takesToken(text: string): boolean {
    this.skip();
    return this.takes(text);
  }

  private expect(text: string): void {
    if (!this.takesToken(text)) throw new SyntaxProblem(`${text} is missing at ${this.at}`);
  }

  private skip(): number {
    for (;;) {
      const code = this.source.charCodeAt(this.at);
      // Nearly all of it is printable ASCII, which is no space; NaN is the end.
      if (!(code <= 32 || code > 126) || !/\s/.test(this.source[this.at] ?? "")) return this.at;
      this.at += 1;
    }
  }

  private since(start: number): string {
    return this.source.slice(start, this.at);
  }
}
