// In: a value of Terraform JSON. Out: the resources of the module that its expressions name, and what a long text is remembered by. Pure.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { shortHash } from "../shared/names.ts";

/** `aws_subnet.a`; then the key, in text of Terraform or of JSON: `["a"]`, `[\"a\"]`, `[0]`. */
const REFERENCE = /(?<![\w.-])([a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*)(\[(?:\\*"[^"\\]*\\*"|\d+)\])?/g;

function unescaped(key: string): string {
  return key.includes("\\") ? key.replaceAll("\\", "") : key;
}

/** Addresses in order of appearance, each once; with the key where the expression names one and `withKeys` asks for it. A literal text may look like an address: ask the module. */
export function referencesIn(value: Json, withKeys = false): string[] {
  const found = new Set<string>();
  const visit = (item: Json): void => {
    if (typeof item === "string") {
      if (!item.includes("${")) return;
      REFERENCE.lastIndex = 0;
      for (let match = REFERENCE.exec(item); match !== null; match = REFERENCE.exec(item)) {
        const [, address = "", key = ""] = match;
        found.add(withKeys ? address + unescaped(key) : address);
      }
    } else if (Array.isArray(item)) for (const one of item as readonly Json[]) visit(one);
    else if (isObject(item)) for (const name in item) visit(item[name] as Json);
  };
  visit(value);
  return [...found];
}

/** The value with every address put through `rename`. */
export function renameReferences(value: Json, rename: (address: string) => string): Json {
  if (typeof value === "string")
    return value.includes("${")
      ? value.replace(REFERENCE, (_, address: string, key = "") => rename(address) + key)
      : value;
  if (Array.isArray(value)) return value.map((item: Json) => renameReferences(item, rename));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renameReferences(item as Json, rename)]));
}

/** Starts what stands for a text that is too long to keep. */
const FINGERPRINT = "sha256:";

/** Stands between the references of the text and those of the data sources that it reads. */
const THROUGH = " through ";

/** A hash of the text without the addresses in it, then these: a resource under a new name leaves the hash as it is. `through`: what the data sources in it refer to. */
export function fingerprint(text: string, through: readonly string[] = []): string {
  const places = new Map<string, string>();
  const nameless = text.includes("${")
    ? text.replace(REFERENCE, (_, address: string, key = "") => {
        const reference = address + unescaped(key);
        const place = places.get(reference) ?? `\u0000${places.size}`;
        places.set(reference, place);
        return place;
      })
    : text;
  const print = (addresses: readonly string[]) => addresses.map((address) => `\${${address}}`).join(" ");
  const own = places.size === 0 ? "" : ` ${print([...places.keys()])}`;
  return FINGERPRINT + shortHash(nameless) + own + (through.length === 0 ? "" : THROUGH + print(through));
}

export function isFingerprint(value: unknown): value is string {
  return typeof value === "string" && value.startsWith(FINGERPRINT);
}

/** The resources that data sources behind a value refer to. */
export function readThroughData(value: Json): string[] {
  if (isFingerprint(value)) return referencesIn(value.split(THROUGH)[1] ?? "");
  if (Array.isArray(value)) return value.flatMap((item: Json) => readThroughData(item));
  return isObject(value) ? Object.values(value).flatMap((item) => readThroughData(item as Json)) : [];
}
