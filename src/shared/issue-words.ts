// In: an issue of the schema library, and the value that it is about. Out: what is allowed there, and what stands there, in our words. Pure; never the library's own sentences, and never a whole document.
import { toPointer } from "./json-pointer.ts";

/** The part of an issue that is read. Other fields hang on the code. */
export interface Issue {
  readonly code: string;
  readonly path: readonly PropertyKey[];
  readonly expected?: unknown;
  readonly values?: unknown;
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly pattern?: unknown;
  readonly keys?: unknown;
  readonly issues?: unknown;
  /** Of a rule of our own: `wanted` says what it allows, in words that go behind "and". */
  readonly params?: unknown;
}

/** "a list", "a whole number of at least 1", "one of a, b". */
export function wantedBy(issue: Issue): string {
  const { code, expected, values, pattern, keys, issues } = issue;
  if (code === "invalid_type") return kindOf(String(expected));
  if (Array.isArray(values)) return values.length === 1 ? JSON.stringify(values[0]) : `one of ${values.join(", ")}`;
  if (code === "too_small" || code === "too_big") return limitOf(issue);
  if (code === "invalid_format") return formOf(String(pattern ?? ""));
  if (code === "unrecognized_keys")
    return `no ${(Array.isArray(keys) ? keys : []).map((key) => JSON.stringify(key)).join(", ")}`;
  const wanted = wordsOf(issue);
  if (wanted !== undefined) return wanted;
  const [first] = Array.isArray(issues) ? (issues.flat() as readonly Issue[]) : [];
  if (code === "invalid_key" && first !== undefined) return `a name that is ${wantedBy(first)}`;
  return first === undefined ? "another value" : wantedBy(first);
}

function wordsOf({ code, params }: Issue): string | undefined {
  if (code !== "custom" || typeof params !== "object" || params === null || !("wanted" in params)) return undefined;
  return String(params.wanted);
}

function kindOf(expected: string): string {
  const kinds: Readonly<Record<string, string>> = {
    array: "a list",
    object: "an object",
    record: "an object",
    int: "a whole number",
    number: "a number",
    string: "a text",
    boolean: "true or false",
    null: "null",
  };
  return kinds[expected] ?? `a ${expected}`;
}

function limitOf({ code, origin, minimum, maximum }: Issue): string {
  const [most, limit] = code === "too_big" ? ["at most", maximum] : ["at least", minimum];
  if (origin === "string") return `a text of ${most} ${String(limit)} characters`;
  if (origin === "array" || origin === "set") return `a list of ${most} ${String(limit)}`;
  return `a number of ${most} ${String(limit)}`;
}

/** Patterns are for machines; those that people meet are said. */
function formOf(pattern: string): string {
  if (/^\/\^(\(\?!.*?\))?\[a-z\]\[a-z0-9\]\*\(\?:-\[a-z0-9\]\+\)\*\$\/$/.test(pattern))
    return "a short name of lower-case letters, digits and single dashes that begins with a letter";
  if (pattern.includes("@")) return "an e-mail address";
  return `a text of the form ${pattern.replace(/^\/\^?|\$?\/[a-z]*$/g, "")}`;
}

/** A short description of a value for messages: its kind, and the value itself when it is short. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What stands at the place of the issue; undefined where nothing does. */
export function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** One sentence about a file that has no place in the answers: where, what stands there, what is allowed. */
export function sentenceOf(issue: Issue | undefined, document: unknown): string {
  if (issue === undefined) return "it is not valid";
  const { code, path, keys } = issue;
  const pointer = toPointer(path);
  const where = pointer === "" ? "it" : pointer;
  if (code === "invalid_key")
    return `${toPointer(path.slice(0, -1)) || "it"} has ${describe(String(path.at(-1)))}; allowed there: ${wantedBy(issue)}`;
  if (code === "unrecognized_keys" && Array.isArray(keys))
    return `${where} has ${keys.map((key) => JSON.stringify(key).slice(0, 80)).join(", ")}, which nothing there is called`;
  return `${where} holds ${describe(valueAt(document, path))}, and ${wantedBy(issue)} is allowed there`;
}
