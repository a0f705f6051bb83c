// In: a scanner that stands before an expression. Out: the expression in parts: its lists and objects as groups, everything else as text. Never evaluates.
import { type Group, type Item, type Part, printParts } from "../tree.ts";
import type { Scanner } from "./scanner.ts";

const OPERATOR = /==|!=|<=|>=|&&|\|\||[+\-*/%<>]/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Reads one expression. `lines`: inside of brackets, where it may go on over the end of a line. Spaces behind it are left alone. */
export function readExpression(scanner: Scanner, lines: boolean): Part[] {
  const parts = new Parts(scanner);
  expression(scanner, parts, lines);
  return parts.done();
}

/** Collects text between groups. */
class Parts {
  private from: number;
  private readonly list: Part[] = [];
  private readonly scanner: Scanner;

  constructor(scanner: Scanner) {
    this.scanner = scanner;
    this.from = scanner.at;
  }

  /** The text so far ends where `group` starts; it goes on at the place of the scanner. */
  group(group: Group, start: number): void {
    this.list.push(this.scanner.text.slice(this.from, start), group);
    this.from = this.scanner.at;
  }

  done(): Part[] {
    const rest = this.scanner.text.slice(this.from, this.scanner.at);
    return rest === "" && this.list.length > 0 ? this.list : [...this.list, rest];
  }
}

function expression(scanner: Scanner, parts: Parts, lines: boolean): void {
  scanner.inside(() => operand(scanner, parts, lines));
  for (;;) {
    const before = scanner.at;
    scanner.trivia(lines);
    if (!scanner.looksAt("//") && scanner.take(OPERATOR) !== "") {
      scanner.trivia(lines);
      scanner.inside(() => operand(scanner, parts, lines));
    } else if (scanner.char === "?") {
      scanner.at++;
      scanner.trivia(lines);
      scanner.inside(() => expression(scanner, parts, lines));
      scanner.trivia(lines);
      scanner.expect(":");
      scanner.trivia(lines);
      // What is behind the colon goes on in this loop, however many conditions follow.
      scanner.inside(() => operand(scanner, parts, lines));
    } else {
      scanner.at = before;
      return;
    }
  }
}

function operand(scanner: Scanner, parts: Parts, lines: boolean): void {
  while (scanner.take(/[!-]/y) !== "") scanner.trivia(lines);
  primary(scanner, parts, lines);
  for (;;) {
    const before = scanner.at;
    if (lines) scanner.trivia(true);
    if (scanner.char === "." && !scanner.looksAt("...")) {
      scanner.at++;
      if (scanner.identifier() === "" && scanner.take(/\d+|\*/y) === "") throw scanner.refuse("nothing behind a dot");
    } else if (scanner.char === "[" && scanner.at === before) {
      scanner.at++;
      scanner.trivia(true);
      if (scanner.take(/\*/y) === "") skip(scanner);
      scanner.trivia(true);
      scanner.expect("]");
    } else {
      scanner.at = before;
      return;
    }
  }
}

/** An expression that stays text. */
function skip(scanner: Scanner): void {
  expression(scanner, new Parts(scanner), true);
}

function primary(scanner: Scanner, parts: Parts, lines: boolean): void {
  const char = scanner.char;
  const start = scanner.at;
  if (char === '"') scanner.quoted();
  else if (char === "[" || char === "{") {
    if (isFor(scanner)) forExpression(scanner);
    else {
      const group = char === "[" ? readList(scanner) : readObject(scanner);
      if (group !== undefined) parts.group(group, start);
    }
  } else if (char === "(") {
    scanner.at++;
    scanner.trivia(true);
    expression(scanner, parts, true);
    scanner.trivia(true);
    scanner.expect(")");
  } else if (scanner.looksAt("<<")) scanner.heredoc();
  else if (scanner.take(NUMBER) === "") {
    if (scanner.identifier() === "") throw scanner.refuse("no value");
    while (scanner.looksAt("::")) {
      scanner.at += 2;
      if (scanner.identifier() === "") throw scanner.refuse("no name behind ::");
    }
    const before = scanner.at;
    scanner.trivia(lines);
    if (scanner.char === "(") call(scanner, parts);
    else scanner.at = before;
  }
}

function call(scanner: Scanner, parts: Parts): void {
  scanner.at++;
  scanner.trivia(true);
  while (scanner.char !== ")") {
    expression(scanner, parts, true);
    scanner.trivia(true);
    if (scanner.looksAt("...")) scanner.at += 3;
    scanner.trivia(true);
    if (scanner.char !== ")") scanner.expect(",");
    scanner.trivia(true);
  }
  scanner.at++;
}

function isFor(scanner: Scanner): boolean {
  const start = scanner.at;
  scanner.at++;
  scanner.trivia(true);
  const found = scanner.identifier() === "for" && /[ \t\n]/.test(scanner.char);
  scanner.at = start;
  return found;
}

/** `[for … in … : … if …]` or `{for … : … => … …}`, as text. */
function forExpression(scanner: Scanner): void {
  const close = scanner.char === "[" ? "]" : "}";
  const word = (name: string) => {
    scanner.trivia(true);
    if (scanner.identifier() !== name) throw scanner.refuse(`no ${name}`);
    scanner.trivia(true);
  };
  scanner.at++;
  word("for");
  if (scanner.identifier() === "") throw scanner.refuse("no name behind for");
  scanner.trivia(true);
  if (scanner.take(/,/y) !== "") {
    scanner.trivia(true);
    if (scanner.identifier() === "") throw scanner.refuse("no name behind for");
  }
  word("in");
  skip(scanner);
  scanner.trivia(true);
  scanner.expect(":");
  scanner.trivia(true);
  skip(scanner);
  scanner.trivia(true);
  if (close === "}") {
    scanner.expect("=>");
    scanner.trivia(true);
    skip(scanner);
    scanner.trivia(true);
    if (scanner.looksAt("...")) scanner.at += 3;
    scanner.trivia(true);
  }
  if (scanner.char !== close) {
    word("if");
    skip(scanner);
    scanner.trivia(true);
  }
  scanner.expect(close);
}

function readList(scanner: Scanner): Group | undefined {
  return readItems(scanner, "]", () => {
    const value = readExpression(scanner, true);
    return { key: "", identities: identitiesOf(value), head: "", parts: value };
  });
}

function readObject(scanner: Scanner): Group | undefined {
  return readItems(scanner, "}", () => {
    const start = scanner.at;
    const text = printParts(readExpression(scanner, true));
    const key = /^"[^"\\$%]*"$/.test(text) ? text.slice(1, -1) : text;
    scanner.trivia(false);
    if (scanner.take(/=(?!=)|:/y) === "") throw scanner.refuse("no = behind a key");
    scanner.trivia(true);
    const head = scanner.text.slice(start, scanner.at);
    const value = readExpression(scanner, false);
    return { key, identities: [], head, parts: value };
  });
}

/** The items between two brackets. Undefined, with the scanner behind the bracket, for a layout that has no items of its own: a comment within a line, a comma on the next one. */
function readItems(
  scanner: Scanner,
  close: "]" | "}",
  read: () => Pick<Item, "key" | "identities" | "parts"> & { readonly head: string },
): Group | undefined {
  const start = scanner.at;
  scanner.at++;
  scanner.take(LINE_END);
  const open = scanner.text.slice(start, scanner.at);
  const items: Item[] = [];
  let isPlain = true;
  let atLineStart = open.length > 1;
  let gap = "";
  let indent = "";
  for (;;) {
    const notes: string[] = [];
    gap = atLineStart ? scanner.take(BLANK_LINES) : "";
    while (atLineStart) {
      const comment = scanner.take(COMMENT_LINE);
      if (comment === "") break;
      notes.push(comment);
      const blank = scanner.take(BLANK_LINES);
      if (blank === "" && scanner.text.slice(scanner.at).trimStart()[0] !== close) continue;
      items.push(noteOf(gap, notes.splice(0)));
      gap = blank;
    }
    indent = scanner.take(SPACES);
    if (scanner.char === close) break;
    if (!atLineStart) [gap, indent] = [indent, ""];
    const before = scanner.at;
    scanner.trivia(true);
    if (scanner.at !== before) isPlain = false;
    if (scanner.char === close) break;
    const { key, identities, head, parts } = read();
    isPlain = separate(scanner, close) && isPlain;
    const comma = scanner.take(/,/y) !== "";
    const tail = scanner.take(LINE_END);
    atLineStart = tail !== "";
    items.push({ kind: "entry", key, identities, gap, notes, parts: [indent + head, ...parts], comma, tail });
  }
  scanner.at++;
  if (!isPlain) return undefined;
  const shape = close === "]" ? "commas" : "either";
  const sort = close === "]" ? "list" : "keys";
  return { open, items, close: gap + indent + close, shape, sort, markable: true };
}

/** Goes on to the comma, the bracket or the next item. False when something stands in between that belongs to neither. */
function separate(scanner: Scanner, close: "]" | "}"): boolean {
  const behind = scanner.at;
  scanner.trivia(false);
  const isHere = scanner.char === "," || scanner.char === close;
  const endsLine = LINE_STOP.test(scanner.text.slice(scanner.at, scanner.at + 2));
  const within = scanner.at === behind;
  scanner.trivia(true);
  if (scanner.char === ",") return isHere && within;
  if (scanner.char !== close && (close === "]" || !endsLine)) throw scanner.refuse("no comma");
  scanner.at = behind;
  return true;
}

const LINE_STOP = /^(?:\n|#|\/\/)/;
const BLANK_LINES = /(?:[ \t]*\n)*/y;
const SPACES = /[ \t]*/y;
/** Spaces and a comment up to and with the newline; nothing when the line goes on. */
export const LINE_END = /[ \t]*(?:#[^\n]*|\/\/[^\n]*)?\n|/y;
/** A line that holds nothing but a comment. */
export const COMMENT_LINE = /[ \t]*(?:#[^\n]*|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*)(?:\n|$)/y;

export function noteOf(gap: string, lines: readonly string[]): Item {
  const text = lines.join("");
  const key = text.replace(/^[ \t]+/gm, "");
  return { kind: "note", key: "#", identities: [key], gap, notes: [], parts: [text], comma: false, tail: "" };
}

/** What tells elements of a list apart: the first of their own names that has a plain value. */
function identitiesOf(value: readonly Part[]): string[] {
  const group = value.length === 2 && value[0] === "" ? value[1] : undefined;
  if (group === undefined || typeof group === "string") return [];
  return group.items.flatMap((item) => {
    const text = printParts(item.parts.slice(1)).trim();
    return IDENTITIES.has(item.key) && !text.includes("\n") ? [`${item.key}=${text}`] : [];
  });
}

const IDENTITIES = new Set(["id", "Id", "sid", "Sid", "name", "Name", "key", "Key", "rulePriority"]);
