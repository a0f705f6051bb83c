// In: an entry with a list or mapping in brackets, and the same entry written in lines. Out: the first one written in lines. Changes no value.
import { type Group, type Item, isGroup } from "../tree.ts";

/** `needs: [a, b]` in the form of `needs:` with a line for each. Anything else comes back as it is. */
export function writeAsBlock(item: Item, model: Item): Item {
  const [head, flow] = item.parts;
  const [, block] = model.parts;
  if (typeof head !== "string" || !isFlow(flow) || !isBlock(block) || item.parts.length !== 2) return item;
  if (flow.sort !== block.sort || flow.items.some(({ parts }) => parts.some(isGroup))) return item;
  const lead = " ".repeat(block.indent ?? 0) + (block.sort === "list" ? "- " : "");
  const items = flow.items.map((one): Item => {
    const [first, ...rest] = one.parts;
    const parts = [lead + String(first).trimStart(), ...rest];
    return { ...one, gap: "", parts, comma: false, tail: "\n" };
  });
  if (items.length === 0) return item;
  return { ...item, parts: [head.trimEnd() + item.tail, { ...block, items }], tail: "" };
}

function isFlow(part: Item["parts"][number] | undefined): part is Group {
  return part !== undefined && isGroup(part) && part.shape === "commas" && !part.open.includes("\n");
}

function isBlock(part: Item["parts"][number] | undefined): part is Group {
  return (
    part !== undefined &&
    isGroup(part) &&
    part.shape === "lines" &&
    part.indent !== undefined &&
    part.bullet === undefined
  );
}
