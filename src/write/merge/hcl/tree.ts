// In: HCL text. Out: its tree of blocks and attributes, or undefined for what Terraform would refuse. Lossless: comments and blank lines belong to the item that they precede.
import { type Group, type Item, isGroup, type Part, printParts } from "../tree.ts";
import { COMMENT_LINE, LINE_END, noteOf, readExpression } from "./expression.ts";
import { Refused, Scanner } from "./scanner.ts";

/** Blocks and attributes of other versions of the same file, by how they begin: most are the same, and are read once. */
export type KnownItems = Map<string, { readonly text: string; readonly item: Item; readonly levels: number }>;

export function readHcl(text: string, known: KnownItems = new Map()): Group | undefined {
  const scanner = new Scanner(text);
  try {
    const { items, rest } = readBody(scanner, "", known);
    return { open: "", items, close: rest, shape: "lines", sort: "keys", markable: true };
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

const BLANK_LINES = /(?:[ \t]*\n)*/y;
const SPACES = /[ \t]*/y;
const ASSIGNS = /[ \t]*=(?![=>])[ \t]*/y;

/** Items up to `close`, which stays, or up to the end of the text. `rest`: blank lines and indentation before it. */
function readBody(scanner: Scanner, close: "}" | "", known: KnownItems): { items: Item[]; rest: string } {
  const items: Item[] = [];
  const names = new Set<string>();
  for (;;) {
    let gap = scanner.take(BLANK_LINES);
    const notes: string[] = [];
    for (let comment = scanner.take(COMMENT_LINE); comment !== ""; comment = scanner.take(COMMENT_LINE)) {
      notes.push(comment);
      const blank = scanner.take(BLANK_LINES);
      if (blank === "" && !isAtEnd(scanner, close)) continue;
      items.push(noteOf(gap, notes.splice(0)));
      gap = blank;
    }
    const start = scanner.at;
    scanner.take(SPACES);
    if (scanner.char === close) return { items, rest: gap + scanner.text.slice(start, scanner.at) };
    const item = opensLines(scanner) ? recall(scanner, start, known) : readLines(scanner, start, known);
    if (item.kind === "entry") {
      if (names.has(item.key)) throw scanner.refuse(`${item.key} twice`);
      names.add(item.key);
    }
    items.push({ ...item, gap, notes });
  }
}

/** Where an item ends depends on nothing behind the end of its last line: the same text is the same item. */
function recall(scanner: Scanner, start: number, known: KnownItems): Item {
  // Enough to tell blocks without a label apart, by what they target or move.
  const beginning = scanner.text.slice(start, start + 96);
  const found = known.get(beginning);
  if (found !== undefined && scanner.text.startsWith(found.text, start)) {
    // What is found counts as deep as if it had been read: else a file could stack it up.
    scanner.reach(found.levels);
    scanner.at = start + found.text.length;
    return found.item;
  }
  const { result: item, levels } = scanner.levelsIn(() => readLines(scanner, start, known));
  if (item.tail.endsWith("\n")) known.set(beginning, { text: scanner.text.slice(start, scanner.at), item, levels });
  return item;
}

function readLines(scanner: Scanner, start: number, known: KnownItems): Item {
  return { ...readItem(scanner, start, known), tail: endOfLine(scanner) };
}

/** True for what goes on in the next lines; anything shorter is read faster than it is found. */
function opensLines(scanner: Scanner): boolean {
  const end = scanner.text.indexOf("\n", scanner.at);
  return end > 0 && "{[(".includes(scanner.text[end - 1] ?? "");
}

function isAtEnd(scanner: Scanner, close: string): boolean {
  const before = scanner.at;
  scanner.take(SPACES);
  const found = scanner.char === close;
  scanner.at = before;
  return found;
}

function endOfLine(scanner: Scanner): string {
  const start = scanner.at;
  scanner.trivia(false);
  const tail = scanner.text.slice(start, scanner.at) + scanner.take(LINE_END);
  if (tail.endsWith("\n")) return tail;
  if (scanner.char !== "" && scanner.char !== "#" && !scanner.looksAt("//"))
    throw scanner.refuse("more behind the end of an item");
  return tail + scanner.take(/[^\n]*/y);
}

/** An attribute or a block, without what is before and behind it. */
function readItem(scanner: Scanner, start: number, known: KnownItems): Item {
  const name = scanner.identifier();
  if (name === "") throw scanner.refuse("no name");
  const base = { identities: [], gap: "", notes: [], comma: false, tail: "" };
  if (scanner.take(ASSIGNS) !== "") {
    const head = scanner.text.slice(start, scanner.at);
    return { ...base, kind: "entry", key: name, parts: [head, ...readExpression(scanner, false)] };
  }
  const labels: string[] = [];
  for (scanner.take(SPACES); scanner.char !== "{"; scanner.take(SPACES)) {
    const from = scanner.at;
    if (scanner.char === '"') scanner.quoted(true);
    else if (scanner.identifier() === "") throw scanner.refuse("no block");
    labels.push(scanner.text.slice(from, scanner.at).replace(/^"|"$/g, ""));
  }
  const head = scanner.text.slice(start, scanner.at);
  const block = readBlock(scanner, known);
  return {
    ...base,
    kind: "block",
    key: [name, ...labels].join("."),
    identities: identitiesOf(block),
    parts: [head, block],
  };
}

function readBlock(scanner: Scanner, known: KnownItems): Group {
  const start = scanner.at;
  scanner.at++;
  const frame = { shape: "lines", sort: "keys", markable: true } as const;
  if (scanner.take(LINE_END) !== "") {
    const open = scanner.text.slice(start, scanner.at);
    const { items, rest } = scanner.inside(() => readBody(scanner, "}", known));
    scanner.at++;
    return { ...frame, open, items, close: `${rest}}` };
  }
  // On one line a block holds one attribute at most.
  const gap = scanner.take(SPACES);
  if (scanner.char === "}") {
    scanner.at++;
    return { ...frame, open: "{", items: [], close: `${gap}}` };
  }
  const item = readItem(scanner, scanner.at, known);
  if (item.kind === "block") throw scanner.refuse("a block in a block of one line");
  const rest = scanner.take(SPACES);
  scanner.expect("}");
  return { ...frame, open: "{", items: [{ ...item, gap }], close: `${rest}}` };
}

/** Attributes that tell blocks of one type apart, the surest first. */
const IDENTITIES = [
  "alias",
  "from",
  "to",
  "sid",
  "name",
  "id",
  "key",
  "test",
  "variable",
  "priority",
  "type",
  "path",
  "device_name",
  "description",
];

const NAMES = new Set(IDENTITIES);

function identitiesOf(block: Group): string[] {
  const values = new Map<string, string>();
  for (const item of block.items)
    if (item.kind === "entry" && NAMES.has(item.key)) values.set(item.key, textOf(item.parts));
  const found = IDENTITIES.flatMap((name) => {
    const value = values.get(name);
    return value === undefined || value.includes("\n") ? [] : [`${name}=${value}`];
  });
  // A condition is what it tests of what: neither alone.
  const [test, variable] = [values.get("test"), values.get("variable")];
  return test !== undefined && variable !== undefined ? [`${variable} ${test}`, ...found] : found;
}

function textOf(parts: readonly Part[]): string {
  return parts.some(isGroup) ? "\n" : printParts(parts.slice(1)).trim();
}
