// In: nothing; the tree that the readers of all languages make, and its text. Lossless: printing what was read gives the same bytes. Pure.

/** A piece of a file that can be added, removed, moved and changed on its own: a block, an attribute, an element, a step, a section. */
export interface Item {
  /** `note` is a comment that belongs to no other item. A `block` is apart from its neighbours by a blank line. */
  readonly kind: "entry" | "block" | "note";
  /** What it is called among its siblings; several may have the same. */
  readonly key: string;
  /** What tells it from siblings with the same key, the surest first: `name=x`. */
  readonly identities: readonly string[];
  /** Blank lines before it, or the spaces where it shares a line with its neighbour. */
  readonly gap: string;
  /** Whole lines of comment right before it. */
  readonly notes: readonly string[];
  readonly parts: readonly Part[];
  /** Behind the value: a comma, where the group has commas. */
  readonly comma: boolean;
  /** What is left of its last line: spaces, a comment, the newline. */
  readonly tail: string;
  /** Holds a conflict between markers, with whatever commas it needs. */
  readonly isMarked?: true;
}

export type Part = string | Group;

export interface Group {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
  /** What keeps two items apart: every item ends its line; a comma; a comma or the end of the line. */
  readonly shape: "lines" | "commas" | "either";
  /** `keys`: items are told apart by name, their order is for reading only. `list`: elements, in an order that may matter. */
  readonly sort: "keys" | "list";
  /** Written in front of the first item instead of as many characters of its indentation (`- ` of a list in YAML). */
  readonly bullet?: string;
  /** The column of its items, where it means something. */
  readonly indent?: number;
  /** False where a line of comment between the items would change what the text means or how it reads. */
  readonly markable: boolean;
}

export function isGroup(part: Part): part is Group {
  return typeof part !== "string";
}

export function printGroup(group: Group): string {
  const body = group.items.map(printItem).join("");
  return group.open + (group.bullet === undefined ? body : withBullet(group.bullet, group.items)) + group.close;
}

export function printItem(item: Item): string {
  return item.gap + item.notes.join("") + printBody(item);
}

/** Parts never change, and every level above asks for the text of those below. */
const texts = new WeakMap<readonly Part[], string>();

/** Without the lines before it. */
export function printBody(item: Item): string {
  return printParts(item.parts) + (item.comma ? "," : "") + item.tail;
}

export function printParts(parts: readonly Part[]): string {
  // Without a group inside the text is made faster than it is found.
  if (!parts.some(isGroup)) return parts.join("");
  const known = texts.get(parts);
  if (known !== undefined) return known;
  let text = "";
  for (const part of parts) text += isGroup(part) ? printGroup(part) : part;
  texts.set(parts, text);
  return text;
}

/** Comments of the first item stand before the bullet, at its column. */
function withBullet(bullet: string, items: readonly Item[]): string {
  const [first, ...rest] = items;
  if (first === undefined) return bullet.trimEnd();
  if (first.isMarked) return `${bullet.trimEnd()}\n${items.map(printItem).join("")}`;
  const body = printBody(first).slice(bullet.length);
  const indent = " ".repeat(bullet.search(/\S/));
  const notes = first.notes.map((line) => indent + line.trimStart()).join("");
  return notes + bullet + body + rest.map(printItem).join("");
}

const meanings = new WeakMap<Item, string>();

/** The text with every run of spaces as one: what is left is what it says, not how it is aligned. */
export function meaningOf(item: Item): string {
  const known = meanings.get(item);
  if (known !== undefined) return known;
  const meaning = flat(item.comma ? printParts(item.parts) + item.tail : printBody(item));
  meanings.set(item, meaning);
  return meaning;
}

function flat(text: string): string {
  return text.replace(/[ \t]+/g, " ").trim();
}

/** True when an item begins and ends with a line, so that lines can be put before and behind it. */
export function ownsLines(group: Group): boolean {
  return (group.open === "" || group.open.endsWith("\n")) && group.items.every(endsLine);
}

/** By its last piece: the whole text of every item at every level would be most of the work of a merge. */
function endsLine(item: Item): boolean {
  if (item.tail !== "") return item.tail.endsWith("\n");
  if (item.comma) return false;
  const last = item.parts.at(-1) ?? "";
  if (!isGroup(last)) return last === "" ? printBody(item).endsWith("\n") : last.endsWith("\n");
  if (last.close !== "") return last.close.endsWith("\n");
  const inner = last.items.at(-1);
  return inner === undefined ? printBody(item).endsWith("\n") : endsLine(inner);
}

/** The lines of a text, each with its newline. */
export function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}
