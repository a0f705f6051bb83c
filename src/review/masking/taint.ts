// In: a plan's whole document. Out: every string that is secret somewhere in it, so that it can be hidden everywhere. Marks of Terraform hold for one path only: the same value stands unmarked in outputs, variables and the prior state.
import { isObject, isTooDeep } from "../../shared/json.ts";
import { parseExact } from "../exact-json.ts";
import { isDescriptive, isHarmless, isSecretAs, type Kind, kindOf } from "./names.ts";
import { shapesIn } from "./shapes.ts";

/** A secret such as "production" says nothing where the same word names a resource. */
export const PLAIN_WORD = /^[a-z][a-z_-]{0,19}$/;

/** Mark → the value that it stands beside and mirrors. */
const MARKS: ReadonlyMap<string, string> = new Map([
  ["before_sensitive", "before"],
  ["after_sensitive", "after"],
  ["sensitive_values", "values"],
]);

/** What is secret, and the texts that were looked into already: a plan says everything three times. */
interface Taint {
  readonly found: Set<string>;
  readonly seen: Set<string>;
}

export function collectTaint(document: unknown): Set<string> {
  const taint: Taint = { found: new Set(), seen: new Set() };
  walk(document, "no", false, taint);
  const values = at(document, "variables");
  takeVariables(at(at(document, "configuration"), "root_module"), (name) => at(values, name), taint);
  return taint.found;
}

/** Only the configuration tells which variables are sensitive, in modules too; what is handed to them stands elsewhere without a mark. */
function takeVariables(module: unknown, given: (name: string) => unknown, taint: Taint): void {
  for (const [name, variable] of entriesOf(at(module, "variables")))
    if (at(variable, "sensitive") === true) takeAll([given(name), at(variable, "default")], taint);
  for (const [, output] of entriesOf(at(module, "outputs")))
    if (at(output, "sensitive") === true) takeAll(at(at(output, "expression"), "constant_value"), taint);
  for (const [, call] of entriesOf(at(module, "module_calls"))) {
    const expressions = at(call, "expressions");
    takeVariables(at(call, "module"), (name) => at(at(expressions, name), "constant_value"), taint);
  }
}

function at(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function entriesOf(value: unknown): [string, unknown][] {
  return isObject(value) ? Object.entries(value) : [];
}

/** Values under secret names, values with a mark, and what has the shape of a secret. */
function walk(value: unknown, kind: Kind, isSecret: boolean, taint: Taint): void {
  if (typeof value === "string") {
    if ((isSecret && !isHarmless(value)) || (kind !== "no" && isSecretAs(kind, value))) take(value, taint);
    else if (value.length >= 8 && !taint.seen.has(value)) {
      taint.seen.add(value);
      inside(value, taint);
    }
  } else if (typeof value === "number") {
    if (isSecret) take(String(value), taint);
  } else if (Array.isArray(value)) {
    for (const item of value) walk(item, kind, isSecret, taint);
  } else if (isObject(value)) {
    if (value["type"] === "random_password") takeGenerated(value, taint);
    for (const key of Object.keys(value)) {
      const item = value[key];
      const known = keyOf(key);
      for (const secret of known.secrets) take(secret, taint);
      if (known.marks !== undefined) takeMarked(value[known.marks], item, taint);
      else if (key === "sensitive" && item === true) takeAll(value["value"], taint);
      const own = known.isValue ? nameOfPair(value) : undefined;
      const inner = own === undefined ? known.kind : kindOf(own);
      walk(item, inner, inner === "always" || (isSecret && !known.isDescriptive), taint);
    }
  }
}

/** Its result has a name that says nothing, and older versions of the provider do not mark it. */
function takeGenerated(resource: Readonly<Record<string, unknown>>, taint: Taint): void {
  const change = isObject(resource["change"]) ? resource["change"] : {};
  for (const side of [change["before"], change["after"], resource["values"]])
    if (isObject(side)) takeAll(side["result"], taint);
}

/** All that a key says about what stands under it. */
interface Key {
  readonly kind: Kind;
  readonly marks: string | undefined;
  readonly isValue: boolean;
  readonly isDescriptive: boolean;
  /** What has the shape of a secret in it. */
  readonly secrets: readonly string[];
}

const keys = new Map<string, Key>();

/** One look for a key that a plan has ten thousand times. */
function keyOf(name: string): Key {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const key = {
    kind: kindOf(name),
    marks: MARKS.get(name),
    isValue: isValueKey(name),
    isDescriptive: isDescriptive(name),
    secrets: shapesIn(name),
  };
  if (keys.size < 10_000) keys.set(name, key);
  return key;
}

/** `{ name: "DB_PASSWORD", value: "…" }`, as container definitions and parameter lists have it. */
export function nameOfPair(value: Readonly<Record<string, unknown>>): string | undefined {
  if (isResource(value)) return undefined;
  for (const key of ["name", "Name", "key", "Key", "parameter_name", "ParameterKey", "ParameterName"]) {
    const name = value[key];
    if (typeof name === "string") return name;
  }
  return undefined;
}

/** A resource of a state or of planned values: its name is a word of the configuration, and its `values` are an object with names of their own. A key named `secrets` makes no secret of its region. */
function isResource(value: Readonly<Record<string, unknown>>): boolean {
  return isObject(value["values"]) && ["address", "mode", "type"].every((key) => typeof value[key] === "string");
}

const VALUE_KEYS = [
  "value",
  "Value",
  "values",
  "default",
  "ParameterValue",
  "parameter_value",
  "plaintext",
  "plain_text",
];

export function isValueKey(key: string): boolean {
  return VALUE_KEYS.includes(key);
}

/** Texts hold secrets too: JSON with its own names, scripts, addresses, encoded blobs. */
function inside(text: string, taint: Taint): void {
  const parsed = parseInner(text);
  if (parsed !== undefined) walk(parsed, "no", false, taint);
  for (const secret of shapesIn(decodeBlob(text) ?? text)) take(secret, taint);
}

export function parseInner(text: string): unknown {
  if (!/^\s*[{[]/.test(text) || isTooDeep(text)) return undefined;
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

/** The text inside base64, when it is text at all: user data and Kubernetes secrets. */
export function decodeBlob(text: string): string | undefined {
  if (text.length < 24 || text.length % 4 === 1 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  const decoded = Buffer.from(text, "base64").toString("utf8");
  return /[\ufffd\u0000-\u0008]/.test(decoded) ? undefined : decoded;
}

function takeMarked(value: unknown, mark: unknown, taint: Taint): void {
  if (mark === true) takeAll(value, taint);
  else if (Array.isArray(mark) && Array.isArray(value))
    mark.forEach((inner, index) => {
      takeMarked(value[index], inner, taint);
    });
  else if (isObject(mark) && isObject(value))
    for (const key of Object.keys(mark)) if (Object.hasOwn(value, key)) takeMarked(value[key], mark[key], taint);
}

function takeAll(value: unknown, taint: Taint): void {
  if (typeof value === "string") take(value, taint, true);
  else if (typeof value === "number") take(String(value), taint);
  else if (Array.isArray(value)) for (const item of value) takeAll(item, taint);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) {
      // Words name things everywhere; a key that is more than words is data.
      if (!/^[A-Za-z][A-Za-z_-]*$/.test(key)) take(key, taint);
      takeAll(item, taint);
    }
}

/** Words of every policy and places of every address: hidden where they stand, but to look for them elsewhere hides the plan and no secret. */
const EVERYWHERE =
  /^(?:Allow|Deny|2012-10-17|2008-10-17|(?:us|eu|ap|sa|ca|me|af|il|mx|cn)(?:-(?:gov|iso[a-z]?))?-[a-z]{4,10}-\d[a-z]?)$/;

/** `isMarked`: somebody said that it is secret, so that it is even when it only points somewhere. */
function take(value: string, taint: Taint, isMarked = false): void {
  if (value.length < 4 || EVERYWHERE.test(value) || (isHarmless(value) && !(isMarked && /^arn:/i.test(value)))) return;
  taint.found.add(value);
  const trimmed = value.trim();
  if (trimmed.length >= 4) taint.found.add(trimmed);
  // A report shows lines: each line of a key or script is as secret as the whole.
  if (value.includes("\n"))
    for (const line of value.split(/\r?\n/)) if (line.trim().length >= 8) taint.found.add(line.trim());
  // Of a document that is secret as a whole, what is no plain word is: an engine or a user's name stands in many places.
  const parsed = parseInner(value);
  if (parsed !== undefined) {
    const inner: Taint = { found: new Set(), seen: new Set() };
    walk(parsed, "no", true, inner);
    for (const text of inner.found) if (!PLAIN_WORD.test(text)) taint.found.add(text);
    walk(parsed, "no", false, taint);
  }
}
