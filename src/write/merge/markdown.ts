// In: Markdown. Out: its tree: sections by heading, in each its paragraphs, lists, tables and fenced blocks. Lossless; takes any text.
import { type Group, type Item, linesOf, type Part } from "./tree.ts";

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?=[ \t\r\n]|$)/;
const LIST_ITEM = /^(?:[-*+]|\d{1,9}[.)])[ \t]/;

interface Section {
  readonly level: number;
  readonly item: Item;
  readonly items: Item[];
}

export function readMarkdown(text: string): Group {
  const lines = linesOf(text);
  const root: Section = { level: 0, item: { ...BLANK, kind: "block", key: "", parts: [] }, items: [] };
  const open: Section[] = [root];
  const closeTo = (level: number) => {
    while ((open.at(-1)?.level ?? 0) >= level && open.length > 1) {
      const done = open.pop();
      if (done !== undefined)
        open.at(-1)?.items.push({ ...done.item, parts: [...done.item.parts, { ...FRAME, items: done.items }] });
    }
  };
  let gap = "";
  for (let row = 0; row < lines.length; ) {
    const line = lines[row] ?? "";
    const heading = HEADING.exec(line);
    if (line.trim() === "") {
      gap += line;
      row++;
      continue;
    }
    if (heading !== null) {
      const level = heading[1]?.length ?? 1;
      closeTo(level);
      const item = {
        ...BLANK,
        kind: "block",
        key: titleOf(line.slice(heading[0].length)),
        gap,
        parts: [line],
      } as const;
      open.push({ level, item, items: [] });
      row++;
    } else {
      const end = endOfBlock(lines, row);
      open.at(-1)?.items.push(readBlock(lines.slice(row, end), gap));
      row = end;
    }
    gap = "";
  }
  closeTo(1);
  return { ...FRAME, items: root.items, close: gap };
}

const BLANK = { identities: [], gap: "", notes: [], comma: false, tail: "" } as const;
const FRAME = { open: "", close: "", shape: "lines", sort: "keys", markable: true } as const;

/** The words of a heading, without the marks that may close it. By hand: a pattern would try every blank as the last one. */
function titleOf(rest: string): string {
  const text = rest.trim();
  let end = text.length;
  while (end > 0 && text[end - 1] === "#") end--;
  const isClosed = end === 0 || (end < text.length && /[ \t]/.test(text[end - 1] ?? ""));
  return isClosed ? text.slice(0, end).trimEnd() : text;
}

function endOfBlock(lines: readonly string[], start: number): number {
  const first = lines[start] ?? "";
  const fence = FENCE.exec(first)?.[1];
  if (fence !== undefined) return endOfFence(lines, start, fence);
  if (/^ {0,3}<!--/.test(first)) return endAfter(lines, start, (line) => line.includes("-->"));
  const inList = LIST_ITEM.test(first);
  for (let row = start + 1; row < lines.length; row++) {
    const line = lines[row] ?? "";
    if (line.trim() === "") {
      // A list goes on behind a blank line with what is indented, or with its next item.
      let next = row;
      while (next < lines.length && (lines[next] ?? "").trim() === "") next++;
      const following = lines[next] ?? "";
      if (!inList || !(/^(?: {2,}|\t)/.test(following) || LIST_ITEM.test(following))) return row;
      row = next - 1;
      continue;
    }
    const inner = FENCE.exec(line.replace(/^\s+/, ""))?.[1];
    if (HEADING.test(line) || (!inList && inner !== undefined)) return row;
    if (inner !== undefined) row = endOfFence(lines, row, inner) - 1;
  }
  return lines.length;
}

function endOfFence(lines: readonly string[], start: number, fence: string): number {
  const isClose = (line: string) => {
    const marks = line.trim();
    return marks.length >= fence.length && marks[0] === fence[0] && /^(?:`+|~+)$/.test(marks);
  };
  return endAfter(lines, start + 1, isClose);
}

function endAfter(lines: readonly string[], start: number, isLast: (line: string) => boolean): number {
  for (let row = start; row < lines.length; row++) if (isLast(lines[row] ?? "")) return row + 1;
  return lines.length;
}

function readBlock(lines: readonly string[], gap: string): Item {
  const first = lines[0] ?? "";
  const frame = { ...BLANK, kind: "block", gap } as const;
  if (LIST_ITEM.test(first))
    return { ...frame, key: "list", parts: [split(lines, (line) => LIST_ITEM.test(line), true)] };
  if (first.startsWith("|"))
    return { ...frame, key: "table", parts: [split(lines, (line) => line.startsWith("|"), false)] };
  const parts: Part[] = [lines.join("")];
  return { ...frame, key: FENCE.test(first) ? "code" : "text", parts };
}

/** Items of a list, or rows of a table by their first cell. A comment between rows would end the table. */
function split(lines: readonly string[], starts: (line: string) => boolean, markable: boolean): Group {
  const items: Item[] = [];
  let current: string[] = [];
  const close = () => {
    if (current.length === 0) return;
    const text = current.join("");
    const body = text.trimEnd();
    items.push({
      ...BLANK,
      kind: "entry",
      key: "",
      identities: body.startsWith("|") ? [body.split("|")[1]?.trim() ?? ""] : [],
      parts: [text],
    });
  };
  for (const line of lines) {
    if (starts(line)) {
      close();
      current = [];
    }
    current.push(line);
  }
  close();
  return { ...FRAME, sort: "list", markable, items };
}
