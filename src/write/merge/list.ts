// In: a file of one thing per line: ignore patterns, attributes, pinned tools, requirements. Out: its tree, a line each, named by what it is about. Lossless.
import { type Group, type Item, linesOf } from "./tree.ts";

export function readList(text: string): Group {
  const items: Item[] = [];
  let gap = "";
  let notes: string[] = [];
  const stand = () => {
    if (notes.length === 0) return;
    const lines = notes.join("");
    items.push({ ...BLANK, kind: "note", key: "#", identities: [lines], gap, parts: [lines] });
    [gap, notes] = ["", []];
  };
  for (const line of linesOf(text)) {
    if (line.trim() === "") {
      stand();
      gap += line;
    } else if (/^\s*#/.test(line)) notes.push(line);
    else {
      const body = line.replace(/\n$/, "");
      items.push({
        ...BLANK,
        kind: "entry",
        key: subjectOf(body),
        gap,
        notes,
        parts: [body],
        tail: line.slice(body.length),
      });
      [gap, notes] = ["", []];
    }
  }
  stand();
  return { open: "", items, close: gap, shape: "lines", sort: "keys", markable: true };
}

const BLANK = { identities: [], gap: "", notes: [], comma: false, tail: "" } as const;

/** `node` of `node 24.1`, `flask` of `flask[async]==3.1`; a pattern is what it says. */
function subjectOf(line: string): string {
  const word = line.trim().split(/\s/)[0] ?? "";
  return /^[\w.-]+\s*(?:\[[^\]]*\]\s*)?(?:[=<>~!]=|[<>])/.exec(line.trim()) === null
    ? word
    : word.replace(/[[=<>~!].*/, "");
}
