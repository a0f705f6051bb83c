// In: a path of keys. Out: an RFC 6901 pointer. Never resolves anything.

/** `["output", "services", 0, "name"]` → `/output/services/0/name`. */
export function toPointer(path: readonly (string | number | symbol)[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Whether the pointer is that of the place, or of something in it. */
export function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`);
}
