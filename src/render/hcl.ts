// In: blocks of the resource graph. Out: HCL text exactly as `terraform fmt` prints it, with comments that say where a block comes from. Never evaluates and never prints free text outside of a string or a flattened comment.
import type { Reason } from "../architecture/model.ts";
import type { ControlException } from "./blueprint.ts";
import { alignAssignments, printExpression } from "./expression.ts";
import type { Body, GraphBlock, Json, NestedBlock } from "./graph.ts";

/** Arguments that are read first, in this order; the others stay in the provider's (alphabetical) order. */
const READING_ORDER = [
  ...["alias", "name", "name_prefix", "identifier", "bucket", "role", "repository", "family", "sid", "effect"],
  ...["description", "test", "type", "identifiers", "variable", "values", "default", "value"],
  ...["actions", "not_actions", "resources", "condition"],
];
/** Groups of attributes, apart by a blank line: meta-arguments (of a module: what it is), `providers`, the arguments, and what stands behind nested blocks. */
const groupsOf = (first: readonly string[]) => [first, ["providers"], READING_ORDER, ["tags"], ["depends_on"]];
const ARGUMENTS = 2;
/** Attribute → its place: the group in hundreds, then the order in it. */
const ranksOf = (first: readonly string[]): ReadonlyMap<string, number> =>
  new Map(groupsOf(first).flatMap((names, group) => names.map((name, index) => [name, group * 100 + index] as const)));
const RANKS = ranksOf(["provider", "count", "for_each"]);
const MODULE_RANKS = ranksOf(["source", "version", "count", "for_each"]);
/** Attributes whose strings are names, not text. */
const BARE = new Set(["depends_on", "provider", "ignore_changes", "replace_triggered_by", "providers"]);

/** Prints a file. A reason or comment that also holds for the block before is not said again. */
export function printBlocks(blocks: readonly GraphBlock[]): string {
  const printed: string[] = [];
  let lastComment: string | undefined;
  let lastReason: Reason | undefined;
  let lastReasonText: string | undefined;
  for (const block of blocks) {
    let comments = "";
    if (block.comment !== undefined && block.comment !== lastComment) comments += `# ${flatten(block.comment)}\n`;
    lastComment = block.comment;
    const reason = reasonOf(block);
    if (reason !== undefined && reason !== lastReason) {
      const text = printReason(reason);
      if (text !== lastReasonText) comments += `# ${text}\n`;
      lastReason = reason;
      lastReasonText = text;
    }
    printed.push(comments + printNested(block.kind, block.labels, block.body, 0, block.skips));
  }
  return printed.join("\n");
}

function printNested(
  name: string,
  labels: readonly string[],
  body: Body,
  indent: number,
  skips: readonly ControlException[] = [],
): string {
  const prefix = " ".repeat(indent);
  let header = prefix + name;
  for (const label of labels) header += ` "${label}"`;
  const inner = printBody(body, indent + 2, name, skips);
  return inner === "" ? `${header} {}\n` : `${header} {\n${inner}${prefix}}\n`;
}

/** Scanner exceptions, meta-arguments, arguments, nested blocks, tags, depends_on and lifecycle: groups apart by a blank line. */
function printBody(body: Body, indent: number, context: string, skips: readonly ControlException[]): string {
  const prefix = " ".repeat(indent);
  const groups: string[] = [];
  const addBlocks = (chosen: readonly NestedBlock[]) => {
    for (const { name, labels, body: inner } of chosen) groups.push(printNested(name, labels, inner, indent));
  };
  const { blocks } = body;
  const attributes = inGroups(body.attributes, context);
  const addAttributes = (from: number, to: number) => {
    for (const group of attributes.slice(from, to))
      if (group.length > 0)
        groups.push(
          alignAssignments(
            group.map((one) => printAttribute(context, one, indent)),
            prefix,
          ),
        );
  };
  addAttributes(0, ARGUMENTS + 1);
  if (blocks.length > 0)
    addBlocks(blocks.filter(({ name }) => name !== "lifecycle").sort((a, b) => blockRank(a) - blockRank(b)));
  addAttributes(ARGUMENTS + 1, attributes.length);
  if (blocks.length > 0) addBlocks(blocks.filter(({ name }) => name === "lifecycle"));
  let exceptions = "";
  for (const { check, reason } of skips) exceptions += `${prefix}#checkov:skip=${check}:${flatten(reason)}\n`;
  return exceptions + groups.join("\n");
}

type Attribute = Body["attributes"][number];

/** The attributes in the order in which they are read. Only few have a place of their own. */
function inGroups(attributes: readonly Attribute[], context: string): Attribute[][] {
  const ranks = context === "module" ? MODULE_RANKS : RANKS;
  const groups: [Attribute[], Attribute[], Attribute[], Attribute[], Attribute[]] = [[], [], [], [], []];
  const placed: [rank: number, attribute: Attribute][] = [];
  const others: Attribute[] = [];
  for (const attribute of attributes) {
    const rank = ranks.get(attribute[0]);
    if (rank === undefined) others.push(attribute);
    else placed.push([rank, attribute]);
  }
  if (placed.length > 1) placed.sort(([a], [b]) => a - b);
  for (const [rank, attribute] of placed) groups[Math.floor(rank / 100)]?.push(attribute);
  groups[ARGUMENTS].push(...others);
  return groups;
}

/** Who and what before the conditions. */
function blockRank({ name }: NestedBlock): number {
  return name === "principals" || name === "not_principals" || name === "filter" ? 0 : 1;
}

function printAttribute(context: string, [name, value]: Attribute, indent: number): [name: string, text: string] {
  const isBare = BARE.has(name) || (context === "variable" && name === "type") || context === "moved";
  return [name, isBare ? printBare(value, indent) : printExpression(value, indent)];
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
function reasonOf({ kind, because }: GraphBlock): Reason | undefined {
  if (kind === "variable" || kind === "output") return undefined;
  return because.find(({ pointer }) => pointer !== undefined) ?? because[0];
}

function printReason({ decision, pointer, quote }: Reason): string {
  if (pointer === undefined) return flatten(`Decision: ${decision}`);
  if (quote === undefined) return flatten(`From ${pointer}`);
  return `From ${flatten(pointer)}: "${shortened(flatten(quote)).replaceAll('"', "'")}"`;
}

const LONGEST_QUOTE = 90;

function shortened(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
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
