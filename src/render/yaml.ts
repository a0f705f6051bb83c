// In: plain values, some with comments. Out: YAML text in one stable style. Never writes anchors, folds a script or lets text become structure.
//
// Our own printer, because that of `yaml` costs ten times as much: it asks every schema about every text. A test holds the two against each other, byte by byte.
import { printText } from "./yaml-text.ts";

const COMMENT = Symbol("comment");
const ABOVE = Symbol("above");

export type YamlValue =
  | string
  | number
  | boolean
  | null
  | Commented
  | readonly YamlValue[]
  | { readonly [key: string]: YamlValue | undefined };

interface Commented {
  readonly [COMMENT]?: string;
  readonly [ABOVE]?: string;
  readonly value: YamlValue;
}

/** A text with a comment of ours behind it on the same line: the version of a pinned commit. */
export function trailing(value: string, comment: string): YamlValue {
  return { [COMMENT]: comment, value };
}

/** A value with a comment of ours on the line above its key or list item: why it is so. */
export function above(comment: string, value: YamlValue): YamlValue {
  return { [ABOVE]: comment, value };
}

/** Prints one document; keys whose value is undefined are left out. `header` is printed as comment lines at the top. `lists`: short lists of plain values stand on one line, or none. */
export function printYaml(
  value: { readonly [key: string]: YamlValue | undefined },
  header = "",
  lists: "short on one line" | "on lines" = "short on one line",
): string {
  const body = printMap(value, "", lists === "short on one line").text;
  const printed = `${header === "" ? "" : `${commentOf(header, "")}\n\n`}${body}\n`;
  // `on` is a boolean for YAML 1.1 and so gets quotes; every reader of workflows takes it bare, and people expect it so.
  return printed.replace(/^"on":/m, "on:");
}

interface Printed {
  readonly text: string;
  /** It starts on a line of its own. */
  readonly isBelow: boolean;
}

/** `indent`: of the lines of the value, where it has any. */
function printValue(value: YamlValue | undefined, indent: string, shortLists: boolean): Printed {
  if (isCommented(value)) {
    const { value: inner, [COMMENT]: comment } = value;
    return comment !== undefined && typeof inner === "string"
      ? printScalar(inner, indent, commentOf(comment, indent))
      : printValue(inner, indent, shortLists);
  }
  if (typeof value === "string") return printScalar(value, indent, undefined);
  if (Array.isArray(value)) return printList(value as readonly YamlValue[], indent, shortLists);
  if (value !== null && typeof value === "object")
    return printMap(value as Readonly<Record<string, YamlValue | undefined>>, indent, shortLists);
  return { text: String(value), isBelow: false };
}

function printScalar(text: string, indent: string, comment: string | undefined): Printed {
  const ownLine = comment?.replaceAll(/\n */g, " ");
  const { printed, isBlock } = printText(text, { kind: "value", indent, comment: ownLine });
  if (comment === undefined || isBlock) return { text: printed, isBelow: false };
  return { text: printed + (comment.includes("\n") ? `\n${indent}${comment}` : ` ${comment}`), isBelow: false };
}

function printMap(map: Readonly<Record<string, YamlValue | undefined>>, indent: string, shortLists: boolean): Printed {
  const inner = `${indent}  `;
  const lines: string[] = [];
  for (const [key, item] of Object.entries(map)) {
    if (item === undefined) continue;
    if (isCommented(item) && item[ABOVE] !== undefined) lines.push(commentOf(item[ABOVE], indent));
    const { text, isBelow } = printValue(item, inner, shortLists);
    const name = printText(key, { kind: "key", indent: inner }).printed;
    if (name.length > 1024) throw new Error("a key is longer than readers of YAML look for its end");
    lines.push(`${name}:${isBelow ? `\n${inner}` : text === "" ? "" : " "}${text}`);
  }
  return lines.length === 0 ? { text: "{}", isBelow: false } : { text: lines.join(`\n${indent}`), isBelow: true };
}

const MOST_IN_A_ROW = 4;
const LONGEST_IN_A_ROW = 40;

function printList(items: readonly YamlValue[], indent: string, shortLists: boolean): Printed {
  if (items.length === 0) return { text: "[]", isBelow: false };
  if (shortLists && items.length <= MOST_IN_A_ROW && items.every(isShort)) return printRow(items, indent);
  const lines: string[] = [];
  for (const item of items) {
    if (isCommented(item) && item[ABOVE] !== undefined) lines.push(commentOf(item[ABOVE], indent));
    lines.push(`- ${printValue(item, `${indent}  `, shortLists).text}`);
  }
  return { text: lines.join(`\n${indent}`), isBelow: true };
}

function isShort(item: YamlValue): boolean {
  if (isCommented(item)) return false;
  if (typeof item === "object" && item !== null) return false;
  return String(item).length < LONGEST_IN_A_ROW && !String(item).includes("\n");
}

function printRow(items: readonly YamlValue[], indent: string): Printed {
  const texts = items.map((item) =>
    typeof item === "string" ? printText(item, { kind: "in a list", indent }).printed : String(item),
  );
  return { text: `[${texts.join(", ")}]`, isBelow: false };
}

function isCommented(value: YamlValue | undefined): value is Commented {
  return typeof value === "object" && value !== null && (COMMENT in value || ABOVE in value);
}

/** Comment lines; the first one stands where the text is put. */
function commentOf(comment: string, indent: string): string {
  return comment
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map((line) => `# ${line}`.trimEnd())
    .join(`\n${indent}`);
}
