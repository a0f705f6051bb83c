// In: a Dockerfile. Out: its tree: stages, in each its instructions; or undefined where an instruction is not one. Lossless.
import { type Group, type Item, linesOf } from "./tree.ts";

const WORDS =
  /^(?:ADD|ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|MAINTAINER|ONBUILD|RUN|SHELL|STOPSIGNAL|USER|VOLUME|WORKDIR)$/;

export function readDockerfile(text: string): Group | undefined {
  if (/^#[ \t]*escape[ \t]*=/im.test(text)) return undefined;
  const items: Item[] = [];
  let stage: { item: Item; items: Item[] } | undefined;
  const closeStage = () => {
    if (stage !== undefined) items.push({ ...stage.item, parts: [{ ...FRAME, items: stage.items }] });
  };
  const lines = linesOf(text);
  let gap = "";
  let notes: string[] = [];
  for (let row = 0; row < lines.length; ) {
    const line = lines[row] ?? "";
    if (line.trim() === "" || /^\s*#/.test(line)) {
      if (line.trim() !== "") notes.push(line);
      else {
        if (notes.length > 0) (stage?.items ?? items).push(noteOf(gap, notes));
        gap = notes.length > 0 ? line : gap + line;
        notes = [];
      }
      row++;
      continue;
    }
    const end = endOfInstruction(lines, row);
    const item = end === undefined ? undefined : readInstruction(lines.slice(row, end).join(""), gap, notes);
    if (end === undefined || item === undefined) return undefined;
    if (item.key === "FROM") {
      closeStage();
      // What stands before FROM belongs to the stage as a whole.
      const name = /\sAS\s+(\S+)\s*$/i.exec(lines[row] ?? "")?.[1];
      const frame = {
        ...BLANK,
        kind: "block",
        key: name === undefined ? "stage" : `stage ${name.toLowerCase()}`,
      } as const;
      stage = { item: { ...frame, gap, notes, parts: [] }, items: [{ ...item, gap: "", notes: [] }] };
    } else (stage?.items ?? items).push(item);
    [gap, notes, row] = ["", [], end];
  }
  if (notes.length > 0) (stage?.items ?? items).push(noteOf(gap, notes));
  const close = notes.length > 0 ? "" : gap;
  closeStage();
  return { ...FRAME, items, close };
}

const BLANK = { identities: [], gap: "", notes: [], comma: false, tail: "" } as const;
const FRAME = { open: "", close: "", shape: "lines", sort: "keys", markable: true } as const;

function noteOf(gap: string, lines: readonly string[]): Item {
  const text = lines.join("");
  return { ...BLANK, kind: "note", key: "#", identities: [text], gap, parts: [text] };
}

/** The line behind the instruction: behind its continuation lines, with the comments between them, and its here-documents. */
function endOfInstruction(lines: readonly string[], start: number): number | undefined {
  let row = start;
  for (; /\\[ \t]*\n$/.test(lines[row] ?? "") || (row > start && /^\s*(?:#.*)?\n$/.test(lines[row] ?? "")); row++) {
    if (row + 1 >= lines.length) return undefined;
  }
  const text = lines.slice(start, row + 1).join("");
  row++;
  if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(text)) return row;
  for (const match of text.matchAll(/<<(-?)(["']?)(\w+)\2/g)) {
    const isEnd = (line: string) => (match[1] === "-" ? line.replace(/^\t+/, "") : line).trimEnd() === match[3];
    while (row < lines.length && !isEnd(lines[row] ?? "")) row++;
    if (row >= lines.length) return undefined;
    row++;
  }
  return row;
}

function readInstruction(text: string, gap: string, notes: readonly string[]): Item | undefined {
  const head = /^\s*([A-Za-z]+)(?:[ \t]+|(?=\\?\n))/.exec(text);
  const word = (head?.[1] ?? "").toUpperCase();
  if (head === null || !WORDS.test(word)) return undefined;
  const body = withoutLineEnd(text.slice(head[0].length));
  if (body === "") return undefined;
  const tail = text.slice(head[0].length + body.length);
  const names = /^([\w.-]+)(?:[=\s]|$)/.exec(body)?.[1];
  const isNamed = word === "ARG" || (word === "ENV" && !/\s[\w.-]+=/.test(withoutStrings(body)));
  const key = isNamed && names !== undefined ? `${word} ${names}` : word;
  return { ...BLANK, kind: "entry", key, gap, notes, parts: [head[0], body], tail };
}

/** By hand, like the next one: a pattern would start anew at every blank or quote. */
function withoutLineEnd(text: string): string {
  let end = text.endsWith("\n") ? text.length - 1 : text.length;
  if (end === text.length) return text;
  while (end > 0 && /[ \t]/.test(text[end - 1] ?? "")) end--;
  return text.slice(0, end);
}

/** Without what stands in quotes; a quote that nothing closes is a character like any other. */
function withoutStrings(text: string): string {
  let rest = "";
  let done = 0;
  for (let start = text.indexOf('"'); start >= 0; start = text.indexOf('"', done)) {
    const end = endOfString(text, start + 1);
    if (end === undefined) break;
    rest += text.slice(done, start);
    done = end;
  }
  return rest + text.slice(done);
}

function endOfString(text: string, from: number): number | undefined {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '"') return at + 1;
    if (text[at] === "\\") at++;
  }
  return undefined;
}
