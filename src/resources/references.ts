// In: a value of Terraform JSON. Out: the resources of the module that its expressions name. Pure.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";

const REFERENCE = /(?<![\w.-])([a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*)(\[\\*"[^"\\]*\\*"\])?/g;

/** Addresses in order of appearance, each once; with the key where the expression names one and `withKeys` asks for it. A literal text may look like an address: ask the module. */
export function referencesIn(value: Json, withKeys = false): string[] {
  const found = new Set<string>();
  const visit = (item: Json): void => {
    if (typeof item === "string") {
      if (!item.includes("${")) return;
      for (const [, address = "", key = ""] of item.matchAll(REFERENCE))
        found.add(withKeys ? address + key.replaceAll("\\", "") : address);
    } else if (Array.isArray(item)) for (const one of item as readonly Json[]) visit(one);
    else if (isObject(item)) for (const one of Object.values(item)) visit(one as Json);
  };
  visit(value);
  return [...found];
}
