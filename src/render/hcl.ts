// In: blocks of the resource graph. Out: HCL text exactly as `terraform fmt` prints it, with comments that say where a block comes from. Never evaluates and never prints free text outside of a string or a flattened comment.
import type { Reason } from "../architecture/model.ts";
import type { ControlException } from "./blueprint.ts";
import { alignAssignments, printExpression } from "./expression.ts";
import type { Body, GraphBlock, Json, NestedBlock } from "./graph.ts";

const FIRST = ["provider", "count", "for_each"];
const MODULE_FIRST = ["source", "version", "count", "for_each"];
const LAST = ["tags", "depends_on"];
/** Arguments that are read first, in this order; the others stay in the provider's (alphabetical) order. */
const READING_ORDER: ReadonlyMap<string, number> = new Map(
  [
    ...[
      "alias",
      "name",
      "name_prefix",
      "identifier",
      "bucket",
      "role",
      "repository",
      "family",
      "sid",
      "effect",
      "description",
      "test",
      "type",
    ],
    ...["identifiers", "variable", "values", "default", "value", "actions", "not_actions", "resources", "condition"],
  ].map((name, place) => [name, place]),
);
/** Attributes whose strings are names, not text. */
const BARE = new Set(["depends_on", "provider", "ignore_changes", "replace_triggered_by", "providers"]);

/** Prints a file. A reason or comment that also holds for the block before is not said again. */
export function printBlocks(blocks: readonly GraphBlock[]): string {
  let lastComment: string | undefined;
  let lastReason: string | undefined;
  return blocks
    .map((block) => {
      const lines: string[] = [];
      if (block.comment !== undefined && block.comment !== lastComment) lines.push(flatten(block.comment));
      lastComment = block.comment;
      const reason = reasonOf(block);
      if (reason !== undefined && reason !== lastReason) lines.push(reason);
      lastReason = reason ?? lastReason;
      const nested: NestedBlock = { name: block.kind, labels: block.labels, body: block.body };
      return `${lines.map((line) => `# ${line}\n`).join("")}${printNested(nested, 0, block.kind, block.skips)}`;
    })
    .join("\n");
}

function printNested(
  block: NestedBlock,
  indent: number,
  context: string,
  skips: readonly ControlException[] = [],
): string {
  const prefix = " ".repeat(indent);
  const header = [block.name, ...block.labels.map((label) => `"${label}"`)].join(" ");
  const body = printBody(block.body, indent + 2, context, skips);
  return body === "" ? `${prefix}${header} {}\n` : `${prefix}${header} {\n${body}${prefix}}\n`;
}

/** Scanner exceptions, meta-arguments, arguments, nested blocks, tags, depends_on and lifecycle: groups apart by a blank line. */
function printBody(body: Body, indent: number, context: string, skips: readonly ControlException[]): string {
  const prefix = " ".repeat(indent);
  const exceptions = skips.map(({ check, reason }) => `${prefix}#checkov:skip=${check}:${flatten(reason)}\n`).join("");
  const groups: string[] = [];
  const addAttributes = (chosen: Body["attributes"] = []) => {
    if (chosen.length === 0) return;
    const pairs = chosen.map((one) => [one[0], printAttribute(context, one[0], one[1], indent)] as const);
    groups.push(alignAssignments(pairs, prefix));
  };
  const addBlocks = (chosen: readonly NestedBlock[]) => {
    for (const block of chosen) groups.push(printNested(block, indent, block.name));
  };
  const [first, providers, others, tags, dependsOn] = inGroups(body.attributes, context);
  const { blocks } = body;
  addAttributes(first);
  addAttributes(providers);
  addAttributes(others);
  if (blocks.length > 0)
    addBlocks(blocks.filter(({ name }) => name !== "lifecycle").sort((a, b) => blockRank(a) - blockRank(b)));
  addAttributes(tags);
  addAttributes(dependsOn);
  if (blocks.length > 0) addBlocks(blocks.filter(({ name }) => name === "lifecycle"));
  return exceptions + groups.join("\n");
}

/** Meta-arguments, `providers`, the arguments in reading order, `tags`, `depends_on`. */
function inGroups(attributes: Body["attributes"], context: string): Body["attributes"][] {
  const first = context === "module" ? MODULE_FIRST : FIRST;
  const groups: Body["attributes"][number][][] = [[], [], [], [], []];
  attributes.forEach((attribute) => {
    const name = attribute[0];
    const last = LAST.indexOf(name);
    const group = first.includes(name) ? 0 : last !== -1 ? 3 + last : name === "providers" ? 1 : 2;
    groups[group]?.push(attribute);
  });
  const [meta = [], , others = []] = groups;
  if (meta.length > 1) meta.sort((a, b) => first.indexOf(a[0]) - first.indexOf(b[0]));
  if (others.some(([name]) => READING_ORDER.has(name))) others.sort((a, b) => readingRank(a[0]) - readingRank(b[0]));
  return groups;
}

function readingRank(name: string): number {
  return READING_ORDER.get(name) ?? READING_ORDER.size;
}

/** Who and what before the conditions. */
function blockRank({ name }: NestedBlock): number {
  return name === "principals" || name === "not_principals" || name === "filter" ? 0 : 1;
}

function printAttribute(context: string, name: string, value: Json, indent: number): string {
  const isBare = BARE.has(name) || (context === "variable" && name === "type") || context === "moved";
  return isBare ? printBare(value, indent) : printExpression(value, indent);
}

function printBare(value: Json, indent: number): string {
  if (typeof value === "string") return value.replace(/^\$\{(.*)\}$/s, "$1");
  if (Array.isArray(value)) return printExpression((value as readonly Json[]).map(wrapped), indent);
  if (typeof value !== "object" || value === null) return String(value);
  // A map of provider names: its keys are references as well, which no ordinary object has.
  const pairs = Object.entries(value).map(([key, item]) => [key, printBare(item, indent)] as const);
  return `{\n${alignAssignments(pairs, " ".repeat(indent + 2))}${" ".repeat(indent)}}`;
}

function wrapped(value: Json): Json {
  return typeof value === "string" && !value.startsWith("${") ? `\${${value}}` : value;
}

/** The first reason that points into the answers, else the first. Inputs and outputs say what they are themselves. */
function reasonOf(block: GraphBlock): string | undefined {
  if (block.kind === "variable" || block.kind === "output") return undefined;
  const reason = block.because.find(({ pointer }) => pointer !== undefined) ?? block.because[0];
  return reason === undefined ? undefined : printReason(reason);
}

function printReason({ decision, pointer, quote }: Reason): string {
  if (pointer === undefined) return flatten(`Decision: ${decision}`);
  if (quote === undefined) return flatten(`From ${pointer}`);
  return `From ${flatten(pointer)}: "${shortened(flatten(quote)).replaceAll('"', "'")}"`;
}

const LONGEST_QUOTE = 90;

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_QUOTE
    ? text
    : `${characters
        .slice(0, LONGEST_QUOTE - 1)
        .join("")
        .trimEnd()}…`;
}

/** Free text as one harmless line of a comment: no line ends, no invisible or direction-changing characters, nothing that a scanner takes for an instruction. */
export function flatten(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/([a-z])(:|-)(?=skip|ignore)/gi, "$1$2 ")
    .trim();
}
