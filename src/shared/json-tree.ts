// In: JSON text. Out: where every value of it stands, and every key, also one that stands twice. Never judges the text: it is known to be JSON, and not deep.

export interface Node {
  readonly start: number;
  readonly end: number;
  readonly kind: "object" | "list" | "scalar";
  /** Members or items in the order of the text; `start` of a member is its key's. */
  readonly parts: readonly { readonly key: string; readonly start: number; readonly value: Node }[];
}

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /"(?:[^"\\]|\\.)*"|[^\s,\]}]+/y;

/** Walks a text that is known to be JSON, and not deep. */
export function readTree(text: string): Node {
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const value = (): Node => {
    take(SPACE);
    const start = at;
    const open = text[at];
    if (open !== "{" && open !== "[") {
      take(SCALAR);
      return { start, end: at, kind: "scalar", parts: [] };
    }
    const parts: { key: string; start: number; value: Node }[] = [];
    at += 1;
    take(SPACE);
    while (at < text.length && text[at] !== "}" && text[at] !== "]") {
      const begin = at;
      const key = open === "{" ? String(JSON.parse(take(SCALAR))) : "";
      if (open === "{") take(/[ \t\r\n]*:/y);
      parts.push({ key, start: begin, value: value() });
      take(/[ \t\r\n]*,?[ \t\r\n]*/y);
    }
    at += 1;
    return { start, end: at, kind: open === "{" ? "object" : "list", parts };
  };
  return value();
}
