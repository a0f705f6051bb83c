// In: JSON as text or as a value. Out: whether it is safe to walk, how many members it was written with, whether it is an object. Never follows a prototype and never recurses.

/** Levels of nesting that are read; nothing that people or this program write comes near. */
export const MAX_DEPTH = 64;

/** What JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The same, never written to. Where it stands for something of Terraform, strings may be templates ("x-${aws_vpc.this.id}"). */
export type ReadonlyJson =
  | string
  | number
  | boolean
  | null
  | readonly ReadonlyJson[]
  | { readonly [key: string]: ReadonlyJson };

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The version that a file of ours says it has; undefined where it says none. Asked before its shape: a newer one has another. */
export function schemaVersionOf(value: unknown): number | undefined {
  const version = isObject(value) && Object.hasOwn(value, "schemaVersion") ? value["schemaVersion"] : undefined;
  return typeof version === "number" ? version : undefined;
}

/** Sets an own field, whatever it is called: `__proto__`, too. */
export function setField<T>(object: Record<string, T>, name: string, value: T): void {
  if (name !== "__proto__") object[name] = value;
  else Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** The names of its fields in order. Most are as they come, and sorting costs more than looking. */
export function sortedKeys(fields: object): string[] {
  const keys = Object.keys(fields);
  for (let index = 1; index < keys.length; index += 1)
    if ((keys[index - 1] ?? "") > (keys[index] ?? "")) return keys.sort();
  return keys;
}

/** The same with the fields of every object in order. */
export function inOrder(value: ReadonlyJson): ReadonlyJson {
  if (Array.isArray(value)) return value.map((item: ReadonlyJson) => inOrder(item));
  if (!isObject(value)) return value;
  const fields: Record<string, ReadonlyJson> = {};
  for (const key of sortedKeys(value)) setField(fields, key, inOrder(value[key] as ReadonlyJson));
  return fields;
}

/** True beyond `limit` levels. Counts brackets outside strings before anything is parsed, so that no recursive step ever meets a document built to exhaust the stack. */
export function isTooDeep(text: string, limit = MAX_DEPTH): boolean {
  return measure(text, limit).isTooDeep;
}

/** The same, and how many members the objects of a JSON text have as it is written: more than its value has when a key stands twice. */
export function measure(text: string, limit: number): { readonly isTooDeep: boolean; readonly members: number } {
  let depth = 0;
  let members = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      index = endOfString(text, index);
    } else if (code === 58) members += 1;
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > limit) return { isTooDeep: true, members };
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return { isTooDeep: false, members };
}

/** Whether brackets or a string are left open at the end of a text that is no JSON. */
export function isCutOff(text: string): boolean {
  let open = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 34) {
      index = endOfString(text, index);
      if (index === text.length) return true;
    } else if (code === 123 || code === 91) open += 1;
    else if (code === 125 || code === 93) open -= 1;
  }
  return open > 0;
}

/** The quote that ends the string which starts at `start`, found by the engine's own search; the end of the text when there is none. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === 92) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/** Members of all objects; as deep as the text is, which was measured. What has no members is never called for: a plan has a hundred thousand of those. */
export function membersOf(value: unknown): number {
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === "object" && item !== null) count += membersOf(item);
  } else if (isObject(value))
    for (const key in value) {
      count += 1;
      const item = value[key];
      if (typeof item === "object" && item !== null) count += membersOf(item);
    }
  return count;
}
