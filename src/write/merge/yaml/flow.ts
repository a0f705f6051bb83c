// In: YAML text in which a list or mapping in brackets starts. Out: where it ends; its elements. Never looks at indentation.
import { MAX_DEPTH } from "../../../shared/json.ts";
import type { Group, Item } from "../tree.ts";
import { endOfQuoted, Refused } from "./scalar.ts";

/** Behind the bracket that closes the one at `from`; undefined when nothing does. */
export function endOfFlow(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "[" || char === "{") depth++;
    else if (char === "]" || char === "}") {
      depth--;
      if (depth === 0) return at + 1;
    } else if ((char === '"' || char === "'") && startsWord(text, at)) {
      const end = endOfQuoted(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (char === "#" && startsWord(text, at)) {
      at = text.indexOf("\n", at);
      if (at < 0) return undefined;
    }
  }
  return undefined;
}

function startsWord(text: string, at: number): boolean {
  return /[[{,:\s]/.test(text[at - 1] ?? "");
}

const SPACES = /[ ]*/y;
const LINE_END = /[ ]*\n|/y;
const BLANK_LINES = /(?:[ ]*\n)*/y;
const SCALAR =
  /"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s,[\]{}"'#&*!|>%@`:](?:[^\n,[\]{}:#]|:(?=[^\s,[\]{}])|(?<=\S)#)*(?<=\S)/y;

/** The elements of a flow collection; undefined for one that holds comments, anchors, or anything else beside scalars and collections. */
export function readFlow(text: string): Group | undefined {
  if (/(?:^|\s)#/.test(text)) return undefined;
  let at = 0;
  let depth = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? "";
    at += found.length;
    return found;
  };
  const value = (): string | Group => {
    const char = text[at] ?? "";
    if (char === "[" || char === "{") return group(char);
    const scalar = take(SCALAR);
    if (scalar === "") throw new Refused();
    return scalar;
  };
  const lead = (atLineStart: boolean) => {
    const lines = atLineStart ? take(BLANK_LINES) : "";
    const spaces = take(SPACES);
    return atLineStart ? { gap: lines, indent: spaces } : { gap: spaces, indent: "" };
  };
  const group = (bracket: string): Group => {
    const close = bracket === "[" ? "]" : "}";
    if (++depth > MAX_DEPTH) throw new Refused();
    at++;
    const open = bracket + take(LINE_END);
    const items: Item[] = [];
    let before = lead(open.length > 1);
    while (text[at] !== close) {
      const start = at;
      const first = value();
      const colon = typeof first === "string" ? take(/[ ]*:(?=[ \n])[ ]*/y) : "";
      if ((colon === "") !== (bracket === "[")) throw new Refused();
      const isPair = colon !== "" && typeof first === "string";
      const head = before.indent + (isPair ? text.slice(start, at) : "");
      const parts = [head, isPair ? value() : first];
      const comma = take(/,/y) !== "";
      const tail = take(LINE_END);
      const key = isPair ? first.replace(/^(["'])(.*)\1$/, "$2") : "";
      items.push({ kind: "entry", key, identities: [], gap: before.gap, notes: [], parts, comma, tail });
      before = lead(tail !== "");
      if (!comma && text[at] !== close) throw new Refused();
    }
    at++;
    depth--;
    const sort = bracket === "[" ? "list" : "keys";
    return { open, items, close: before.gap + before.indent + close, shape: "commas", sort, markable: true };
  };
  try {
    const whole = group(text[0] ?? "");
    return at === text.length ? whole : undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
