// In: nodes, groups and edges with free-text labels. Out: a Mermaid flowchart that parses whatever the labels say. Never puts free text into an id, a directive or a class.
import { clip, oneLine } from "./plain-text.ts";

export type Shape = "box" | "round" | "store" | "queue" | "person" | "external";

export interface DiagramNode {
  /** Any text; two nodes with the same key are the same node. */
  readonly key: string;
  readonly label: string;
  /** Second, smaller line. */
  readonly detail?: string;
  readonly shape: Shape;
}

export interface DiagramGroup {
  readonly key: string;
  readonly label: string;
  readonly nodes: readonly DiagramNode[];
  readonly groups?: readonly DiagramGroup[];
}

export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  readonly dashed?: boolean;
}

export interface Diagram {
  readonly direction: "LR" | "TB";
  /** What a screen reader says. */
  readonly title: string;
  readonly nodes: readonly DiagramNode[];
  readonly groups: readonly DiagramGroup[];
  readonly edges: readonly DiagramEdge[];
}

const SHAPES: Readonly<Record<Shape, readonly [string, string]>> = {
  box: ["[", "]"],
  round: ["(", ")"],
  store: ["[(", ")]"],
  queue: ["[[", "]]"],
  person: ["([", "])"],
  external: ["{{", "}}"],
};
const LABEL_LENGTH = 60;

/**
 * A quoted label. Everything but letters, digits and spaces is written as a character code (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters),
 * so that quotes, brackets, `%%`, `style …:` and Markdown in the label mean nothing.
 */
export function label(value: string, max = LABEL_LENGTH): string {
  const line = clip(oneLine(value), max);
  const shown = line === "" ? "unnamed" : line;
  return `"${encode(shown)}"`;
}

function encode(line: string): string {
  return (
    [...line]
      .map((char, index) => {
        // ﬂ, ß and friends stand for character codes inside Mermaid itself.
        if (/[\p{L}\p{N} ]/u.test(char) && !"ßﬂ".includes(char)) return char;
        if (index > 0 && /[,_/-]/.test(char)) return char;
        return `#${char.codePointAt(0)};`;
      })
      .join("")
      // Mermaid's lexer sees a direction statement even inside quotes.
      .replace(/(direction) (?=TB|BT|RL|LR|TD)/gi, "$1#32;")
  );
}

/** Prints the flowchart. An edge whose ends are not drawn is left out. */
export function flowchart(diagram: Diagram): string {
  const ids: Ids = { byKey: new Map(), taken: new Set() };
  const lines = [`flowchart ${diagram.direction}`, `  accTitle: ${encode(oneLine(diagram.title))}`];
  const groupIds = { next: 1 };
  for (const node of diagram.nodes) lines.push(`  ${printNode(node, ids)}`);
  for (const group of diagram.groups) printGroup(group, ids, groupIds, "  ", lines);
  for (const edge of diagram.edges) {
    const from = ids.byKey.get(edge.from);
    const to = ids.byKey.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const arrow = edge.dashed === true ? "-.->" : "-->";
    lines.push(`  ${from} ${arrow}${edge.label === undefined ? "" : `|${label(edge.label, 40)}|`} ${to}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Ids given so far: by the key of their node, and as a set. */
interface Ids {
  readonly byKey: Map<string, string>;
  readonly taken: Set<string>;
}

function printNode(node: DiagramNode, ids: Ids): string {
  const id = ids.byKey.get(node.key) ?? idFor(node.key, ids);
  const [open, close] = SHAPES[node.shape];
  const first = label(node.label);
  const content =
    node.detail === undefined ? first : `"${first.slice(1, -1)}<br/>${label(node.detail, LABEL_LENGTH).slice(1, -1)}"`;
  return `${id}${open}${content}${close}`;
}

/** Ids come from the keys, so that a new node does not renumber the others; the prefix keeps them off Mermaid's own words. */
function idFor(key: string, ids: Ids): string {
  const base = `n_${key.toLowerCase().replace(/[^a-z0-9]+/g, "_")}`;
  let id = base;
  for (let count = 2; ids.taken.has(id); count += 1) id = `${base}_${count}`;
  ids.taken.add(id);
  ids.byKey.set(key, id);
  return id;
}

function printGroup(group: DiagramGroup, ids: Ids, counter: { next: number }, indent: string, lines: string[]): void {
  lines.push(`${indent}subgraph g${counter.next}[${label(group.label)}]`);
  counter.next += 1;
  for (const node of group.nodes) lines.push(`${indent}  ${printNode(node, ids)}`);
  for (const inner of group.groups ?? []) printGroup(inner, ids, counter, `${indent}  `, lines);
  lines.push(`${indent}end`);
}
