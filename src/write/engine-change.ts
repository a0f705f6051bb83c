// In: a file as it was generated last, as it is generated now, and as it would be written. Out: parts of it that run another engine now, with the hand edits that stay in them. Pure; knows no engine by name.
import { languageOf } from "./merge/language.ts";
import { type Group, type Item, isGroup, meaningOf, printParts } from "./merge/tree.ts";
import { readTree } from "./merge/tree-driver.ts";

export interface EngineChange {
  /** `services.database-main`, `resource.aws_db_instance.main` */
  readonly place: string;
  readonly was: string;
  readonly now: string;
  /** Hand edits that stay: `image`, `environment.POSTGRES_INITDB_ARGS`, `parameter work_mem`. */
  readonly left: readonly string[];
}

/** Entries that say what a block or a service runs: of an image its name, of a family what stands before the version. */
const SAYS: Readonly<Record<string, (value: string) => string>> = {
  engine: (value) => value,
  family: (value) => value.replace(/[\d.]+$/, ""),
  image: (value) => value.replace(/@.*$/, "").replace(/:[^/]*$/, ""),
};

interface Sides<T> {
  readonly base: T;
  readonly after: T;
  readonly theirs: T;
}

export function engineChanges(path: string, { base, after, theirs }: Sides<string>): EngineChange[] {
  const language = languageOf(path);
  if (language !== "hcl" && language !== "yaml") return [];
  const memory = new Map();
  const read = (text: string) => readTree(language, text, memory);
  const sides = { base: read(base), after: read(after), theirs: read(theirs) };
  return isComplete(sides) ? changesIn("", sides) : [];
}

function isComplete(sides: Sides<Group | undefined>): sides is Sides<Group> {
  return sides.base !== undefined && sides.after !== undefined && sides.theirs !== undefined;
}

function changesIn(place: string, sides: Sides<Group>): EngineChange[] {
  const own = Object.entries(SAYS).flatMap(([key, nameOf]): EngineChange[] => {
    const [was, now] = [sides.base, sides.theirs].map((group) => textOf(group, key));
    if (was === undefined || now === undefined || nameOf(was) === nameOf(now)) return [];
    const left = editsIn("", sides);
    return left.length === 0 ? [] : [{ place, was: nameOf(was), now: nameOf(now), left }];
  });
  const [first] = own;
  if (first !== undefined) return [first];
  return sides.theirs.items.flatMap(({ key }) => {
    const inner = { base: inside(sides.base, key), after: inside(sides.after, key), theirs: inside(sides.theirs, key) };
    return isComplete(inner) ? changesIn(place === "" ? key : `${place}.${key}`, inner) : [];
  });
}

/** The value of an entry, without quotes; undefined where there is none of that name, or where it is no plain text. */
function textOf({ items }: Group, key: string): string | undefined {
  const item = items.find((one) => one.key === key && one.kind === "entry");
  if (item === undefined || item.parts.some(isGroup)) return undefined;
  const [, value] = /^\s*[\w"'-]+\s*[:=]\s*(.*?)\s*$/s.exec(printParts(item.parts)) ?? [];
  return value?.replace(/^(["'])(.*)\1$/, "$2");
}

/** The group of the only item with this key. */
function inside({ items }: Group, key: string): Group | undefined {
  const [only, ...more] = items.filter((item) => item.key === key && item.kind !== "note");
  return key === "" || more.length > 0 ? undefined : only?.parts.find(isGroup);
}

function editsIn(place: string, { base, after, theirs }: Sides<Group>): string[] {
  return after.items.flatMap((item) => {
    const isKnown = (group: Group) =>
      group.items.some((other) => other.key === item.key && meaningOf(other) === meaningOf(item));
    if (item.kind === "note" || isKnown(theirs) || isKnown(base)) return [];
    const inner = {
      base: inside(base, item.key),
      after: inside(after, item.key),
      theirs: inside(theirs, item.key),
    };
    const name = place + nameOf(item);
    return isComplete(inner) ? editsIn(`${name}.`, inner) : [name];
  });
}

function nameOf({ key, identities, parts }: Item): string {
  if (key === "") return printParts(parts).trim().replace(/^- +/, "").split("\n")[0] ?? "";
  const [, identity] = /=\s*"?([^"]*)"?$/.exec(identities[0] ?? "") ?? [];
  return identity === undefined ? key : `${key} ${identity}`;
}
