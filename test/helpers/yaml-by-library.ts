// In: plain values. Out: YAML text as the library `yaml` prints it in our style: the oracle of our own printer.
import { Document, isScalar, type Node, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Lists of at most four short values stand in one row. */
export function printByLibrary(value: Plain): string {
  const document = new Document(undefined, { version: "1.2", compat: "yaml-1.1", aliasDuplicateObjects: false });
  document.contents = toNode(value);
  return document.toString({ lineWidth: 0, minContentWidth: 0, flowCollectionPadding: false });
}

/** Every list stands on lines. */
export function printOnLinesByLibrary(value: Plain): string {
  return new Document(value, { aliasDuplicateObjects: false, compat: "yaml-1.1" }).toString({ lineWidth: 0 });
}

function toNode(value: Plain): Node {
  if (Array.isArray(value)) {
    const sequence = new YAMLSeq<Node>();
    for (const item of value as readonly Plain[]) sequence.add(toNode(item));
    const isShort = (item: Node) =>
      isScalar(item) && String(item.value).length < 40 && !String(item.value).includes("\n");
    if (sequence.items.every(isShort)) sequence.flow = sequence.items.length <= 4;
    return sequence;
  }
  if (value !== null && typeof value === "object") {
    const map = new YAMLMap<Scalar, Node>();
    for (const [key, item] of Object.entries(value)) map.items.push(new Pair(new Scalar(key), toNode(item)));
    if (map.items.length === 0) map.flow = true;
    return map;
  }
  return new Scalar(value);
}
