// In: YAML text. Out: its tree of mappings and lists, or undefined for what we do not read: several documents, tabs, keys that are no scalars. Lossless; anchors, tags and styles stay as they are.
import { MAX_DEPTH } from "../../../shared/json.ts";
import { type Group, type Item, linesOf, type Part, printParts } from "../tree.ts";
import { endOfFlow, readFlow } from "./flow.ts";
import { identitiesOf } from "./identity.ts";
import { endOfPlain, endOfQuoted, keyAt, Refused } from "./scalar.ts";

export function readYaml(text: string): Group | undefined {
  if (/^[ ]*\t/m.test(text) || text.includes("\r")) return undefined;
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

const PROPERTIES = /(?:[&!][^\s]*[ ]+)*(?:[&!][^\s]*(?=[ ]*(?:#[^\n]*)?\n))?/y;
const COMMENT = /[ ]*(?:(?<=[ ])#[^\n]*)?\n/y;

/** Where a value stands: the indentation of what it belongs to. */
class Reader {
  private readonly text: string;
  private readonly lines: string[];
  /** Where each line starts in the text. */
  private readonly starts: number[] = [];
  private row = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.lines = linesOf(text);
    let start = 0;
    for (const line of this.lines) {
      this.starts.push(start);
      start += line.length;
    }
  }

  document(): Group {
    let open = "";
    const first = this.nextContent();
    if ((this.lines[first] ?? "").startsWith("%")) throw new Refused();
    if (/^---[ ]*(?:#.*)?\n?$/.test(this.lines[first] ?? "")) {
      open = this.lines.slice(0, first + 1).join("");
      this.row = first + 1;
    }
    const start = this.nextContent();
    const indent = start < this.lines.length ? indentOf(this.lines[start] ?? "") : 0;
    const group = this.block(indent, 0);
    const close = this.lines.slice(this.row).join("");
    if (close.trim() !== "") throw new Refused();
    return { ...group, open, close };
  }

  /** The next line that is neither blank nor a comment. */
  private nextContent(): number {
    let row = this.row;
    while (row < this.lines.length && /^[ ]*(?:#|\n|$)/.test(this.lines[row] ?? "")) row++;
    return row;
  }

  /** Entries or elements at this indentation. Comments behind the last one are its own when they are indented as far, at least by `least`. */
  private block(indent: number, least = indent, onlyList = false): Group {
    if (++this.depth > MAX_DEPTH) throw new Refused();
    const items: Item[] = [];
    const keys = new Set<string>();
    let isList: boolean | undefined;
    for (;;) {
      const next = this.nextContent();
      const line = this.lines[next] ?? "";
      const isEnd = next >= this.lines.length || indentOf(line) < indent;
      const dashes = /^[ ]*-(?:[ \n]|$)/.test(line);
      if (isEnd || (onlyList && indentOf(line) === indent && !dashes)) {
        this.lastNotes(items, least, next);
        break;
      }
      if (indentOf(line) > indent || /^(?:---|\.\.\.)(?:\s|$)/.test(line)) throw new Refused();
      if (isList !== undefined && isList !== dashes) throw new Refused();
      isList = dashes;
      const { gap, notes } = this.leading(items, next);
      const item = dashes ? this.element(indent) : this.entry(indent);
      if (!dashes && keys.has(item.key)) throw new Refused();
      keys.add(item.key);
      items.push({ ...item, gap, notes });
    }
    this.depth--;
    const sort = isList === true ? "list" : "keys";
    return { open: "", items, close: "", shape: "lines", sort, markable: true, indent };
  }

  /** Blank lines and comments up to `next`. A comment with a blank line behind it stands for itself. */
  private leading(items: Item[], next: number): { gap: string; notes: string[] } {
    let gap = "";
    let notes: string[] = [];
    for (; this.row < next; this.row++) {
      const line = this.lines[this.row] ?? "";
      if (line.trim() !== "") notes.push(line);
      else {
        if (notes.length > 0) items.push(noteOf(gap, notes));
        gap = notes.length > 0 ? line : gap + line;
        notes = [];
      }
    }
    return { gap, notes };
  }

  private lastNotes(items: Item[], least: number, next: number): void {
    let end = this.row;
    for (let row = this.row; row < next; row++) {
      const line = this.lines[row] ?? "";
      if (line.trim() === "") continue;
      if (indentOf(line) < least) break;
      end = row + 1;
    }
    const { gap, notes } = this.leading(items, end);
    if (notes.length > 0) items.push(noteOf(gap, notes));
  }

  private element(indent: number): Item {
    const line = this.lines[this.row] ?? "";
    const bullet = /^[ ]*-[ ]*/.exec(line)?.[0] ?? "";
    const rest = line.slice(bullet.length);
    const base = { kind: "entry", key: "", gap: "", notes: [], comma: false } as const;
    if (rest !== "\n" && (keyAt(line, bullet.length) !== undefined || /^-(?:[ ]|\n)/.test(rest))) {
      // The first entry shares its line with the dash; it is read as if it stood alone.
      this.lines[this.row] = " ".repeat(bullet.length) + rest;
      const group = { ...this.block(bullet.length), bullet };
      return { ...base, identities: identitiesOf(group), parts: [group], tail: "" };
    }
    const { parts, tail } = this.value(bullet, bullet.length, indent, false);
    const text = printParts(parts.slice(1)).trim();
    const variable = /^["']?([A-Za-z_]\w*)=/.exec(text)?.[1];
    return { ...base, identities: variable === undefined ? [] : [`${variable}=`], parts, tail };
  }

  private entry(indent: number): Item {
    const line = this.lines[this.row] ?? "";
    const key = keyAt(line, indent);
    if (key === undefined) throw new Refused();
    const spaces = /[ ]*/y;
    spaces.lastIndex = indent + key.length;
    const head = line.slice(0, indent + key.length) + (spaces.exec(line)?.[0] ?? "");
    const name = key
      .slice(0, -1)
      .trim()
      .replace(/^(["'])(.*)\1$/, "$2");
    const { parts, tail } = this.value(head, head.length, indent, true);
    return { kind: "entry", key: name, identities: [], gap: "", notes: [], parts, comma: false, tail };
  }

  /** The value that starts in this line at `column`, up to the end of its last line. */
  private value(
    head: string,
    column: number,
    indent: number,
    inMapping: boolean,
  ): { parts: readonly Part[]; tail: string } {
    const line = this.lines[this.row] ?? "";
    PROPERTIES.lastIndex = column;
    const properties = PROPERTIES.exec(line)?.[0] ?? "";
    const start = column + properties.length;
    const char = line[start] ?? "";
    if (char === "\n" || char === "" || char === "#") return this.nested(head, indent, inMapping);
    if (char === "|" || char === ">") return { parts: [head, this.blockScalar(column, indent)], tail: "" };
    const isQuote = char === '"' || char === "'";
    if (isQuote || char === "[" || char === "{") {
      const body = this.closed(start, isQuote);
      this.row += body.split("\n").length - 1;
      const last = this.lines[this.row] ?? "";
      const from = body.includes("\n") ? body.length - body.lastIndexOf("\n") - 1 : start + body.length;
      const tail = this.endOfLine(last, from);
      const group = isQuote ? undefined : readFlow(body);
      return { parts: group === undefined ? [head, properties + body] : [head + properties, group], tail };
    }
    return this.plain(head, column, start, indent);
  }

  /** From this column up to the closing quote or bracket, with as many of the next lines as that takes. */
  private closed(column: number, isQuote: boolean): string {
    const from = (this.starts[this.row] ?? 0) + column;
    const end = isQuote ? endOfQuoted(this.text, from) : endOfFlow(this.text, from);
    if (end === undefined) throw new Refused();
    return this.text.slice(from, end);
  }

  private endOfLine(line: string, from: number): string {
    COMMENT.lastIndex = from;
    const tail = COMMENT.exec(line)?.[0];
    if (tail === undefined) throw new Refused();
    this.row++;
    return tail;
  }

  private plain(head: string, column: number, start: number, indent: number): { parts: readonly Part[]; tail: string } {
    const line = this.lines[this.row] ?? "";
    if (/[%@`,\]}]/.test(line[start] ?? "")) throw new Refused();
    let text = line.slice(column, endOfPlain(line, column));
    if (/:(?:[ ]|$)/.test(text)) throw new Refused();
    let tail = this.endOfLine(line, column + text.length);
    // It goes on in the lines behind it that are indented further.
    while (tail.trim() === "" && this.row < this.lines.length) {
      const next = this.nextContent();
      const more = this.lines[next] ?? "";
      const isComment = this.lines.slice(this.row, next).some((one) => one.trim() !== "");
      if (next >= this.lines.length || indentOf(more) <= indent || isComment) break;
      if (/:(?:[ ]|\n)/.test(more) || more.includes(" #")) throw new Refused();
      text += tail + this.lines.slice(this.row, next).join("") + more.trimEnd();
      tail = more.slice(more.trimEnd().length);
      this.row = next + 1;
    }
    return { parts: [head, text], tail };
  }

  private blockScalar(column: number, indent: number): string {
    const header = this.lines[this.row] ?? "";
    const keeps = /^[^#]*\+/.test(header.slice(column));
    let end = this.row + 1;
    for (let row = end; row < this.lines.length; row++) {
      const line = this.lines[row] ?? "";
      if (line.trim() === "") {
        if (keeps) end = row + 1;
        continue;
      }
      if (indentOf(line) <= indent) break;
      end = row + 1;
    }
    const text = header.slice(column) + this.lines.slice(this.row + 1, end).join("");
    this.row = end;
    return text;
  }

  /** A mapping or list in the lines below, or nothing. A list of an entry may stand at the indentation of its key. */
  private nested(head: string, indent: number, inMapping: boolean): { parts: readonly Part[]; tail: string } {
    const line = this.lines[this.row] ?? "";
    const whole = line.slice(0).startsWith(head) ? line : head + line.slice(head.length);
    this.row++;
    const next = this.nextContent();
    const content = this.lines[next] ?? "";
    const at = next < this.lines.length ? indentOf(content) : -1;
    const dashes = /^[ ]*-(?:[ \n]|$)/.test(content);
    if (at > indent) {
      if (!dashes && keyAt(content, at) === undefined) throw new Refused();
      return { parts: [whole, this.block(at)], tail: "" };
    }
    if (inMapping && at === indent && dashes) return { parts: [whole, this.block(at, at + 1, true)], tail: "" };
    return { parts: [head.trimEnd()], tail: line.slice(head.trimEnd().length) };
  }
}

function indentOf(line: string): number {
  let indent = 0;
  while (line[indent] === " ") indent++;
  return indent;
}

function noteOf(gap: string, lines: readonly string[]): Item {
  const text = lines.join("");
  const key = text.replace(/^[ ]+/gm, "");
  return { kind: "note", key: "#", identities: [key], gap, notes: [], parts: [text], comma: false, tail: "" };
}
