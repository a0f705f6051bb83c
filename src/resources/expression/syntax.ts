// In: the text of a Terraform template or expression, as we print it or as an untrusted file has it. Out: its tree. Throws SyntaxProblem for what it does not know; never evaluates.
import type { ReadonlyJson as Json } from "../../shared/json.ts";

/** A text, number or boolean, or a list or object of such: it means the same wherever it is evaluated, so it is its own value. */
interface Literal {
  readonly kind: "literal";
  readonly known: true;
  readonly json: Json;
}

export type Node =
  | Literal
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
      readonly text: string;
    };

export class SyntaxProblem extends Error {}

const WORD = /[A-Za-z_][\w-]*/y;
const NUMBER = /\d+(?:\.\d+)?/y;
const SPACES = /\s*/y;
/** What ends literal text, inside quotes or outside of them. */
const SIGN = /[$%"\\]/g;
/** Without one of these, a quoted text is what stands between the quotes. */
const SPECIAL = /[$%\\]/;

/** Deeper than anything that is printed; a file built to exhaust the stack ends here. */
const MAX_NESTING = 60;
const MAX_LENGTH = 100_000;
/** Operator → how tightly it binds. */
const OPERATORS: ReadonlyMap<string, number> = new Map(
  [["||"], ["&&"], ["==", "!="], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]].flatMap((names, level) =>
    names.map((name) => [name, level] as const),
  ),
);
/** Most operands end before something else. */
const OPERATOR_STARTS = "|&=!<>+-*/%";
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function literal(json: Json): Literal {
  return { kind: "literal", known: true, json };
}

/** A string as Terraform JSON has it: literal text with `${…}` inside. */
export function parseTemplate(text: string): Node {
  if (text.length > MAX_LENGTH) throw new SyntaxProblem("too long");
  if (!text.includes("${") && !text.includes("%{")) return literal(text);
  const parts = new Reader(text).parts(false);
  const only = parts[0];
  return parts.length === 1 && only !== undefined && only.kind !== "template" ? only : { kind: "template", parts };
}

/** What comes is told by its first character, so that hardly anything is tried in vain. */
class Reader {
  private readonly source: string;
  private at = 0;
  private depth = 0;

  constructor(source: string) {
    this.source = source;
  }

  /** Literal text and interpolations up to the end, or up to the closing quote. Inside quotes backslashes are escapes. */
  parts(quoted: boolean): Node[] {
    const { source } = this;
    const parts: Node[] = [];
    let text = "";
    while (this.at < source.length && !(quoted && source[this.at] === '"')) {
      if (this.takes("$${")) text += "${";
      else if (this.takes("%%{")) text += "%{";
      else if (this.takes("%{")) throw new SyntaxProblem("directive");
      else if (this.takes("${")) {
        if (text !== "") parts.push(literal(text));
        text = "";
        parts.push(this.expression());
        this.expect("}");
      } else if (quoted && this.takes("\\")) text += this.escape();
      else {
        const end = this.nextSign(this.at + 1);
        text += source.slice(this.at, end);
        this.at = end;
      }
    }
    if (quoted) this.expect('"');
    if (text !== "") parts.push(literal(text));
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
    this.descend();
    let node = this.binary(0);
    if (this.next() === "?") {
      this.at += 1;
      const yes = this.expression();
      this.expect(":");
      node = { kind: "conditional", test: node, yes, no: this.expression() };
    }
    this.depth -= 1;
    return node;
  }

  private descend(): void {
    this.depth += 1;
    if (this.depth > MAX_NESTING) throw new SyntaxProblem("nested too deep");
  }

  /** Operands joined by operators that bind at least as tightly as `level`. */
  private binary(level: number): Node {
    let left = this.unary();
    for (;;) {
      const operator = this.operator();
      const own = operator === undefined ? -1 : (OPERATORS.get(operator) ?? -1);
      if (operator === undefined || own < level) return left;
      this.at += operator.length;
      const right = this.binary(own + 1);
      left = { kind: "binary", operator, left, right };
    }
  }

  private operator(): string | undefined {
    const one = this.next();
    if (one === "" || !OPERATOR_STARTS.includes(one)) return undefined;
    const two = this.source.slice(this.at, this.at + 2);
    if (OPERATORS.has(two)) return two;
    return OPERATORS.has(one) ? one : undefined;
  }

  private unary(): Node {
    const operator = this.next();
    const isUnary = operator === "-" || (operator === "!" && this.source[this.at + 1] !== "=");
    if (!isUnary) return this.postfix(this.primary());
    this.at += 1;
    this.descend();
    const operand = this.unary();
    this.depth -= 1;
    return { kind: "unary", operator, operand };
  }

  private postfix(first: Node): Node {
    let node = first;
    for (;;) {
      const char = this.source[this.at];
      if (char === "." && this.isWordAt(this.at + 1)) {
        this.at += 1;
        node = { kind: "attribute", of: node, name: this.word() };
      } else if (char !== "[") return node;
      else if (this.takes("[*]")) {
        const names: string[] = [];
        while (this.source[this.at] === "." && this.isWordAt(this.at + 1)) {
          this.at += 1;
          names.push(this.word());
        }
        node = { kind: "splat", of: node, names };
      } else {
        this.at += 1;
        const key = this.expression();
        this.expect("]");
        node = { kind: "index", of: node, key };
      }
    }
  }

  private primary(): Node {
    const char = this.next();
    if (this.isWordAt(this.at)) return this.named();
    if (char >= "0" && char <= "9") return literal(Number(this.match(NUMBER)));
    const start = this.at;
    this.at += 1;
    switch (char) {
      case '"':
        return this.quoted();
      case "(": {
        const inner = this.expression();
        this.expect(")");
        return inner;
      }
      case "[":
        return this.list(start);
      case "{":
        return this.object(start);
      default:
        throw new SyntaxProblem(`no name at ${start}`);
    }
  }

  private named(): Node {
    const name = this.word();
    if (this.source[this.at] === "(") {
      this.at += 1;
      return { kind: "call", name, args: this.sequence(")") };
    }
    if (name === "true" || name === "false") return literal(name === "true");
    return name === "null" ? literal(null) : { kind: "name", name };
  }

  /** Behind the opening quote. */
  private quoted(): Node {
    const text = this.source.slice(this.at, this.source.indexOf('"', this.at));
    if (!SPECIAL.test(text) && this.source[this.at + text.length] === '"') {
      this.at += text.length + 1;
      return literal(text);
    }
    const parts = this.parts(true);
    const only = parts[0];
    return parts.length === 1 && only?.kind === "literal" ? only : { kind: "template", parts };
  }

  private list(start: number): Node {
    if (this.takesFor()) return this.forExpression(start, "]");
    const items = this.sequence("]");
    const values: Json[] = [];
    for (const item of items) if (item.kind === "literal") values.push(item.json);
    return values.length === items.length ? literal(values) : { kind: "list", items };
  }

  private object(start: number): Node {
    if (this.takesFor()) return this.forExpression(start, "}");
    const entries: (readonly [Node, Node])[] = [];
    const values: [string, Json][] = [];
    while (this.next() !== "}") {
      const key = this.key();
      const sign = this.next();
      if (sign !== "=" && sign !== ":") throw new SyntaxProblem("object");
      this.at += 1;
      const value = this.expression();
      entries.push([key, value]);
      if (key.kind === "literal" && value.kind === "literal") values.push([String(key.json), value.json]);
      this.takesComma();
    }
    this.at += 1;
    return values.length === entries.length ? literal(Object.fromEntries(values)) : { kind: "object", entries };
  }

  /** A bare word is its own name; everything else is an expression. */
  private key(): Node {
    this.next();
    const start = this.at;
    const word = this.match(WORD);
    const sign = word === undefined ? "" : this.next();
    if (word !== undefined && (sign === "=" || sign === ":")) return literal(word);
    this.at = start;
    return this.expression();
  }

  private forExpression(start: number, end: string): Node {
    const names: string[] = [];
    do {
      this.next();
      names.push(this.word());
    } while (this.takesComma());
    if (!this.takesWord("in")) throw new SyntaxProblem("for");
    const over = this.expression();
    this.expect(":");
    let value = this.expression();
    let key: Node | undefined;
    if (this.takes("=>")) {
      key = value;
      value = this.expression();
    }
    const when = this.takesWord("if") ? this.expression() : undefined;
    this.expect(end);
    return { kind: "for", names, over, key, value, when, text: this.source.slice(start, this.at) };
  }

  private sequence(end: string): Node[] {
    const items: Node[] = [];
    while (this.next() !== end) {
      items.push(this.expression());
      this.takesComma();
    }
    this.at += 1;
    return items;
  }

  private isWordAt(index: number): boolean {
    const code = this.source.charCodeAt(index);
    return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
  }

  private word(): string {
    const word = this.match(WORD);
    if (word === undefined) throw new SyntaxProblem(`no name at ${this.at}`);
    return word;
  }

  /** `pattern` is sticky. */
  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.source)) return undefined;
    const found = this.source.slice(this.at, pattern.lastIndex);
    this.at = pattern.lastIndex;
    return found;
  }

  private takesFor(): boolean {
    return this.next() === "f" && this.takesWord("for");
  }

  private takesWord(word: string): boolean {
    this.next();
    if (!this.source.startsWith(word, this.at) || /[\w-]/.test(this.source[this.at + word.length] ?? "")) return false;
    this.at += word.length;
    return true;
  }

  private takes(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private takesComma(): boolean {
    if (this.next() !== ",") return false;
    this.at += 1;
    return true;
  }

  private expect(text: string): void {
    if (this.next() !== text) throw new SyntaxProblem(`${text} is missing at ${this.at}`);
    this.at += 1;
  }

  /** Goes to the next character that is no space, and tells it; nothing at the end. */
  private next(): string {
    const code = this.source.charCodeAt(this.at);
    // Nearly all of it is printable ASCII, which is no space.
    if (!(code > 32 && code <= 126)) {
      SPACES.lastIndex = this.at;
      SPACES.test(this.source);
      this.at = SPACES.lastIndex;
    }
    return this.source[this.at] ?? "";
  }
}
