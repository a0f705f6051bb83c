// In: the name of a Terraform function and known arguments. Out: its value; undefined for a function or arguments that it does not know. Pure.
import { inOrder, isObject, type ReadonlyJson as Json } from "../../shared/json.ts";
import { sha256Hex } from "../../shared/names.ts";

type Fn = (...args: readonly Json[]) => Json | undefined;

const MAX_RANGE = 1000;
/** Signs that a replacement could make: it is not tried beyond. */
const MAX_REPLACED = 10_000_000;
const text = (value: Json | undefined): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;
const list = (value: Json | undefined): readonly Json[] | undefined =>
  Array.isArray(value) ? (value as readonly Json[]) : undefined;
const record = (value: Json | undefined): Readonly<Record<string, Json>> | undefined =>
  value !== undefined && isObject(value) ? (value as Readonly<Record<string, Json>>) : undefined;
const compare = (a: Json, b: Json): number => (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0);
const unique = (items: readonly Json[]): Json[] =>
  [...new Map(items.toReversed().map((item) => [JSON.stringify(item), item])).values()].reverse();
const numbers = (args: readonly Json[]): number[] => args.map(Number);

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  length: (value = null) => {
    if (typeof value === "string") return [...value].length;
    return list(value)?.length ?? (record(value) === undefined ? undefined : Object.keys(value as object).length);
  },
  substr: (value, start, count) => {
    const chars = text(value);
    return chars === undefined
      ? undefined
      : [...chars].slice(Number(start), Number(count) < 0 ? undefined : Number(start) + Number(count)).join("");
  },
  sha256: (value) => {
    const data = text(value);
    return data === undefined ? undefined : sha256Hex(data);
  },
  keys: (value) => {
    const map = record(value);
    return map === undefined ? undefined : Object.keys(map).sort();
  },
  values: (value) => {
    const map = record(value);
    return map === undefined
      ? undefined
      : Object.keys(map)
          .sort()
          .flatMap((key) => (map[key] === undefined ? [] : [map[key]]));
  },
  contains: (value, item = null) => list(value)?.some((one) => JSON.stringify(one) === JSON.stringify(item)),
  sort: (value) => list(value)?.toSorted(compare),
  toset: (value) => {
    const items = list(value);
    return items === undefined ? undefined : unique(items).sort(compare);
  },
  tolist: (value) => list(value),
  tostring: (value) => text(value),
  tonumber: (value) => (Number.isFinite(Number(value)) ? Number(value) : undefined),
  distinct: (value) => {
    const items = list(value);
    return items === undefined ? undefined : unique(items);
  },
  concat: (...args) =>
    args.every((one) => list(one) !== undefined) ? args.flatMap((one) => [...(list(one) ?? [])]) : undefined,
  flatten: (value) => list(value)?.flat() as Json | undefined,
  join: (separator, value) =>
    list(value)
      ?.map((item) => text(item) ?? "")
      .join(text(separator) ?? ""),
  split: (separator, value) => text(value)?.split(text(separator) ?? ""),
  lower: (value) => text(value)?.toLowerCase(),
  upper: (value) => text(value)?.toUpperCase(),
  trimsuffix: (value, suffix) => {
    const [whole, end] = [text(value), text(suffix) ?? ""];
    return whole?.endsWith(end) ? whole.slice(0, whole.length - end.length) : whole;
  },
  startswith: (value, start) => text(value)?.startsWith(text(start) ?? ""),
  replace: (value, search, by) => {
    const what = text(search) ?? "";
    const [whole, other] = [text(value) ?? "", text(by) ?? ""];
    // Between slashes it is a pattern of Go, which is not ours to run.
    if (/^\/.*\/$/.test(what) || whole.length * other.length > MAX_REPLACED) return undefined;
    return text(value)?.replaceAll(what, () => other);
  },
  one: (value) => {
    const items = list(value);
    return items === undefined || items.length > 1 ? undefined : (items[0] ?? null);
  },
  element: (value, index) => {
    const items = list(value);
    return items === undefined || items.length === 0 ? undefined : items[Number(index) % items.length];
  },
  lookup: (value, key, otherwise) => {
    const map = record(value);
    return map === undefined ? undefined : Object.hasOwn(map, String(key)) ? map[String(key)] : otherwise;
  },
  merge: (...args) => (args.every((one) => record(one) !== undefined) ? Object.assign({}, ...args) : undefined),
  coalesce: (...args) => args.find((one) => one !== null && one !== ""),
  min: (...args) => Math.min(...numbers(args)),
  max: (...args) => Math.max(...numbers(args)),
  range: (start, limit, step = 1) => {
    const [from, to] = limit === undefined ? [0, Number(start)] : [Number(start), Number(limit)];
    const by = Number(step);
    const count = Math.ceil((to - from) / by);
    if (!(by !== 0) || !(count <= MAX_RANGE)) return undefined;
    return Array.from({ length: Math.max(0, count) }, (_, index) => from + index * by);
  },
  format: (pattern, ...args) => formatted(pattern, args),
  formatlist: (pattern, items) => {
    const made = list(items)?.map((item) => formatted(pattern, [item]));
    return made?.every((item) => item !== undefined) ? (made as Json[]) : undefined;
  },
  jsonencode: (value = null) => JSON.stringify(inOrder(value)),
  cidrsubnet: (prefix, bits, index) => subnet(text(prefix), Number(bits), Number(index)),
};

/** The value of a call; undefined when it cannot be known here. */
export function callFunction(name: string, args: readonly Json[]): Json | undefined {
  return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]?.(...args) : undefined;
}

/** `%s`, `%d` and `%03d`: what we write. */
function formatted(pattern: Json | undefined, args: readonly Json[]): string | undefined {
  const whole = text(pattern);
  if (whole === undefined) return undefined;
  let index = 0;
  let isKnown = true;
  const made = whole.replace(/%(0(\d))?(.)/g, (_, __, width: string | undefined, verb: string) => {
    if (verb === "%") return "%";
    const value = text(args[index]);
    index += 1;
    if (value === undefined || !"sdv".includes(verb)) isKnown = false;
    return (value ?? "").padStart(Number(width ?? 0), "0");
  });
  return isKnown ? made : undefined;
}

/** `cidrsubnet` for IPv4. */
function subnet(prefix: string | undefined, bits: number, index: number): string | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(prefix ?? "");
  if (match === null) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, length = 0] = match.slice(1).map(Number);
  const longer = length + bits;
  if (!Number.isInteger(longer) || longer > 32 || !(index < 2 ** bits)) return undefined;
  const mask = length === 0 ? 0 : 2 ** 32 - 2 ** (32 - length);
  const base = ((((a * 256 + b) * 256 + c) * 256 + d) & mask) >>> 0;
  const address = base + index * 2 ** (32 - longer);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".")}/${longer}`;
}
