// In: a text and random numbers. Out: the text as a person might have left it. Each edit writes words that nobody else writes, so that they can be looked for.
import fc from "fast-check";
import { type Language, languageOf } from "../../../src/write/merge/language.ts";
import { parses } from "../../../src/write/merge/parses.ts";
import { type Group, type Item, isGroup, ownsLines, printGroup } from "../../../src/write/merge/tree.ts";
import { hasGrammar, readTree } from "../../../src/write/merge/tree-driver.ts";

export interface Edit {
  readonly kind: "add" | "comment" | "behind" | "change" | "remove" | "swap" | "line";
  /** Which group of the file, and which place in it. */
  readonly group: number;
  readonly at: number;
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom("add", "add", "comment", "behind", "change", "change", "remove", "swap", "line"),
  group: fc.nat(4000),
  at: fc.nat(200),
});

/** The word that the edit number `index` of `who` writes. */
const wordOf = (who: string, index: number) => `${who}_${index}_`;

/** Carries out the edits one after the other; one that would leave a text that does not parse is left out. */
export function carryOut(path: string, text: string, edits: readonly Edit[], who: string): string {
  const language = languageOf(path);
  return edits.reduce((now, one, index) => {
    const word = wordOf(who, index);
    const isText = one.kind === "line" || !hasGrammar(language);
    const next = isText ? editLine(now, one, word) : editTree(language, now, one, word);
    return next !== undefined && parses(path, next) ? next : now;
  }, text);
}

/** What tells items apart: a change of it makes another thing, which no merge can see as the same. */
const NAMES =
  /^(?:name|environment|id|sid|key|uses|run|target|type|test|variable|from|to|alias|priority|path|description|action|source|director(?:y|ies)|package-ecosystem|ruleP.*|device_name)$/i;

/** Changes or takes away those of the smallest items whose number `picks` has; the numbers are those of `text`. */
export function editLeaves(path: string, text: string, picks: ReadonlyMap<number, boolean>, who: string): string {
  const language = languageOf(path);
  const tree = readTree(language, text);
  let number = 0;
  const visit = (group: Group): Group => {
    const items = group.items.flatMap((item): Item[] => {
      const isLeaf = item.kind !== "note" && !item.parts.some(isGroup);
      if (!isLeaf) return [{ ...item, parts: item.parts.map((part) => (isGroup(part) ? visit(part) : part)) }];
      const index = number++;
      const removes = picks.get(index);
      if (removes === undefined || NAMES.test(item.key) || item.key === "FROM" || item.key === "code") return [item];
      return removes ? [] : [changed(language, item, wordOf(who, index))];
    });
    return { ...group, items: group.shape === "lines" ? items : withCommas(group, items) };
  };
  return tree === undefined ? text : printGroup(visit(tree));
}

/** The lines in which `who` has written. */
export function linesOf(text: string, who: string): string[] {
  return text.split("\n").filter((line) => line.includes(`${who}_`));
}

/** A comment of a whole line, anywhere: also in the middle of a string of several lines. Or a line taken away. */
function editLine(text: string, { group, kind }: Edit, word: string): string {
  const lines = text.split("\n");
  if (kind === "remove") lines.splice(group % lines.length, 1);
  else lines.splice(group % lines.length, kind === "change" ? 1 : 0, `# ${word}`);
  return lines.join("\n");
}

function editTree(language: Language, text: string, one: Edit, word: string): string | undefined {
  const tree = readTree(language, text);
  if (tree === undefined) return undefined;
  const places = groupsIn(tree);
  const place = places[one.group % places.length];
  return place && printGroup(replaceGroup(tree, place, editGroup(language, place, one, word)));
}

function groupsIn(group: Group): Group[] {
  return [group, ...group.items.flatMap((item) => item.parts.filter(isGroup).flatMap(groupsIn))];
}

function replaceGroup(tree: Group, old: Group, next: Group): Group {
  if (tree === old) return next;
  const items = tree.items.map((item) => ({
    ...item,
    parts: item.parts.map((part) => (isGroup(part) ? replaceGroup(part, old, next) : part)),
  }));
  return { ...tree, items };
}

function editGroup(language: Language, group: Group, { kind, at }: Edit, word: string): Group {
  const items = [...group.items];
  const index = items.length === 0 ? 0 : at % items.length;
  const item = items[index];
  if (kind === "add") items.splice(at % (items.length + 1), 0, newItem(language, group, word));
  else if (item === undefined) return group;
  else if (kind === "comment" && ownsLines(group))
    items[index] = { ...item, notes: [...item.notes, noteLine(language, item, word)] };
  else if (kind === "behind") items[index] = { ...item, tail: behind(language, item, word) };
  else if (kind === "change") items[index] = changed(language, item, word);
  else if (kind === "remove") items.splice(index, 1);
  else if (kind === "swap") items.splice(index, 2, ...items.slice(index, index + 2).reverse());
  return { ...group, items: group.shape === "lines" ? items : withCommas(group, items) };
}

function withCommas(group: Group, items: readonly Item[]): Item[] {
  const trailing = group.items.at(-1)?.comma === true;
  return items.map((item, index) => ({
    ...item,
    comma: item.kind !== "note" && (index < items.length - 1 || trailing),
  }));
}

const indentOf = (item: Item | undefined) =>
  /^[ \t]*/.exec(typeof item?.parts[0] === "string" ? item.parts[0] : "")?.[0] ?? "";

function noteLine(language: Language, item: Item, word: string): string {
  return language === "markdown" ? `<!-- ${word} -->\n` : `${indentOf(item)}# ${word}\n`;
}

function behind(language: Language, item: Item, word: string): string {
  const isRoom = (language === "hcl" || language === "yaml") && item.tail === "\n";
  return isRoom && item.kind !== "note" ? ` # ${word}\n` : item.tail;
}

function changed(language: Language, item: Item, word: string): Item {
  const index = item.parts.length - 1;
  const last = item.parts[index];
  if (typeof last !== "string" || item.kind === "note" || item.key === "code") return item;
  const next =
    language === "markdown"
      ? last.replace(/ ?\|?\n$/, (end) => ` ${word}${end}`)
      : index === 0
        ? last
        : newValue(last, word);
  return { ...item, parts: item.parts.with(index, next) };
}

function newValue(value: string, word: string): string {
  if (/^"[^"\n]*"$/.test(value)) return `"${word}"`;
  if (/^[\w.-]+$/.test(value)) return word;
  return value.includes("\n") ? value.replace(/\n(?=[ ]*\w)/, `\n# ${word}\n`) : value;
}

function newItem(language: Language, group: Group, word: string): Item {
  const isTall = ownsLines(group);
  const column = group.indent ?? 0;
  const indent = group.shape === "lines" && language === "yaml" ? " ".repeat(column) : indentOf(group.items[0]);
  const blank = { identities: [], notes: [], comma: false, gap: "", key: word } as const;
  const entry = (...parts: string[]): Item => ({ ...blank, kind: "entry", parts, tail: isTall ? "\n" : "" });
  if (language === "list") return entry(word);
  if (language === "markdown" && group.sort === "list") {
    const isTable = !group.markable;
    return entry(isTable ? `| ${word} | ${word} |` : `- ${word}`);
  }
  if (language === "markdown") return { ...entry(`Text of ${word}.`), kind: "block", gap: "\n" };
  if (language === "dockerfile") return entry("RUN ", `echo ${word}`);
  if (group.shape !== "lines") {
    const value = language === "yaml" ? word : `"${word}"`;
    if (group.sort === "list") return entry(indent, value);
    return language === "hcl"
      ? entry(`${indent}${word} = `, value)
      : entry(`${indent}${language === "json" ? `"${word}"` : word}: `, value);
  }
  if (language === "yaml")
    return group.sort === "list" ? entry(`${indent}- `, word) : entry(`${indent}${word}: `, word);
  if (indent === "" && group.open === "") {
    return {
      ...entry(`resource "null_resource" "${word}" {\n  triggers = {\n    ${word} = 1\n  }\n}`),
      kind: "block",
      gap: "\n",
    };
  }
  return entry(`${indent || "  "}${word} = `, `"${word}"`);
}
