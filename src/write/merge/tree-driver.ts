// In: three texts and the language that all of them are in. Out: their merge by structure; undefined where one of them is not read, or where a conflict could not be marked. Pure.
import type { Choose, Merged, Sides } from "./conflict.ts";
import { readDockerfile } from "./dockerfile.ts";
import { FoundConflicts } from "./found-conflicts.ts";
import { alignColumns } from "./hcl/tidy.ts";
import { type KnownItems, readHcl } from "./hcl/tree.ts";
import { readJson } from "./json.ts";
import type { Language } from "./language.ts";
import { readList } from "./list.ts";
import { readMarkdown } from "./markdown.ts";
import { mergeGroup, type TreeContext } from "./merge-tree.ts";
import { type Group, type Item, printGroup } from "./tree.ts";
import { writeAsBlock } from "./yaml/form.ts";
import { readYaml } from "./yaml/tree.ts";

/** A reader of one language. `tidy` brings a merged group into the form of the language's formatter. */
interface Grammar {
  readonly read: (text: string, memory: Memory) => Group | undefined;
  readonly tidy?: TreeContext["tidy"];
  /** Writes an item in the form of another one, where the language has two forms for the same. */
  readonly adapt?: TreeContext["adapt"];
}

const GRAMMARS: Partial<Record<Language, Grammar>> = {
  hcl: { read: readHcl, tidy: alignColumns },
  json: { read: readJson },
  yaml: { read: readYaml, adapt: writeAsBlock },
  dockerfile: { read: readDockerfile },
  markdown: { read: readMarkdown },
  list: { read: readList },
};

/** What the readers know from other versions of the same file. */
export type Memory = KnownItems;

/** The tree of a text; undefined for a language without a reader and for what it refuses. */
export function readTree(language: Language, text: string, memory: Memory = new Map()): Group | undefined {
  return GRAMMARS[language]?.read(text === "" || text.endsWith("\n") ? text : `${text}\n`, memory);
}

export function hasGrammar(language: Language): boolean {
  return GRAMMARS[language] !== undefined;
}

export function mergeByTree(
  path: string,
  language: Language,
  sides: Sides,
  choose: Choose,
  memory: Memory = new Map(),
): Merged | undefined {
  const grammar = GRAMMARS[language];
  if (grammar === undefined) return undefined;
  // Every line ends, while the trees are merged: else the last item would differ from the same one elsewhere.
  const ends =
    sides.base === undefined || sides.ours.endsWith("\n") !== sides.base.endsWith("\n") ? sides.ours : sides.theirs;
  const read = (text: string) => readTree(language, text, memory);
  const ours = read(sides.ours);
  const theirs = ours && read(sides.theirs);
  if (ours === undefined || theirs === undefined) return undefined;
  const base = sides.base === undefined ? undefined : read(sides.base);
  const conflicts = new FoundConflicts();
  // What was generated last is what we wrote: if it cannot be read, the reader is at fault.
  if (sides.base !== undefined && base === undefined) return undefined;
  const knowsBase = base !== undefined;
  const { tidy = (group: Group) => group, adapt = (item: Item) => item } = grammar;
  const context = { path, choose, canMark: language !== "json", knowsBase, conflicts, tidy, adapt };
  const merged = mergeGroup(context, "", base, ours, theirs);
  if (merged === undefined) return undefined;
  const whole = printGroup(merged);
  if (conflicts.count > 0)
    return { kind: "conflict", text: context.canMark ? whole : undefined, conflicts: conflicts.all };
  return { kind: "clean", text: ends.endsWith("\n") || !whole.endsWith("\n") ? whole : whole.slice(0, -1) };
}
