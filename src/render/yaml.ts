// In: plain values, some with comments. Out: YAML text in one stable style. Never writes anchors, folds a script or lets text become structure.
import { Document, isScalar, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";

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

/** A value with a comment of ours behind it on the same line: the version of a pinned commit. */
export function trailing(value: YamlValue, comment: string): YamlValue {
  return { [COMMENT]: comment, value };
}

/** A value with a comment of ours on the line above its key or list item: why it is so. */
export function above(comment: string, value: YamlValue): YamlValue {
  return { [ABOVE]: comment, value };
}

/** Prints one document; keys whose value is undefined are left out. `header` is printed as comment lines at the top. */
export function printYaml(value: YamlValue, header = ""): string {
  const document = new Document(undefined, { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false });
  document.contents = toNode(value);
  if (header !== "") document.commentBefore = commentOf(header);
  const printed = document.toString({ lineWidth: 0, minContentWidth: 0, flowCollectionPadding: false });
  // `on` is a boolean for YAML 1.1 and so gets quotes; every reader of workflows takes it bare, and people expect it so.
  return printed.replace(/^"on":/m, "on:");
}

/** Nodes are made by hand: a document that makes them looks for the tag of each value. */
function toNode(value: YamlValue): Node {
  if (isCommented(value)) {
    const node = toNode(value.value);
    if (value[COMMENT] !== undefined) node.comment = commentOf(value[COMMENT]);
    return node;
  }
  if (typeof value === "string") return textNode(value);
  if (Array.isArray(value)) {
    const sequence = new YAMLSeq<Node>();
    for (const item of value as readonly YamlValue[]) {
      const node = toNode(item);
      if (isCommented(item) && item[ABOVE] !== undefined) node.commentBefore = commentOf(item[ABOVE]);
      sequence.add(node);
    }
    if (sequence.items.every((item) => isScalar(item) && !item.comment && String(item.value).length < 40))
      sequence.flow = sequence.items.length <= 4 && !sequence.items.some((item) => isScalar(item) && isBlock(item));
    return sequence;
  }
  if (value !== null && typeof value === "object") {
    const map = new YAMLMap<Scalar, Node>();
    for (const [key, item] of Object.entries(value as Record<string, YamlValue | undefined>)) {
      if (item === undefined) continue;
      const keyNode = new Scalar(key);
      if (isCommented(item) && item[ABOVE] !== undefined) keyNode.commentBefore = commentOf(item[ABOVE]);
      map.items.push(new Pair(keyNode, toNode(item)));
    }
    if (map.items.length === 0) map.flow = true;
    return map;
  }
  return new Scalar(value);
}

function isCommented(value: YamlValue | undefined): value is Commented {
  return typeof value === "object" && value !== null && (COMMENT in value || ABOVE in value);
}

function textNode(value: string): Scalar {
  const node = new Scalar(value);
  // Scripts stay readable as blocks; text with odd white space is safer quoted, which the printer then does by itself.
  if (value.includes("\n") && !/[\r\t\u0085\u2028\u2029]|[ ]\n|^\s/.test(value)) node.type = Scalar.BLOCK_LITERAL;
  return node;
}

function isBlock(node: Scalar): boolean {
  return node.type === Scalar.BLOCK_LITERAL;
}

function commentOf(comment: string): string {
  return comment
    .split(/[\r\n\u0085\u2028\u2029]+/)
    .map((line) => ` ${line.trimEnd()}`)
    .join("\n");
}
