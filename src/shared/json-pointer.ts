// In: a path of keys. Out: an RFC 6901 pointer, and back. Never resolves anything.

/** `["output", "services", 0, "name"]` → `/output/services/0/name`. */
export function toPointer(path: readonly (string | number | symbol)[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** `/output/services/0/name` → `["output", "services", "0", "name"]`. */
export function fromPointer(pointer: string): string[] {
  if (pointer === "") return [];
  return pointer
    .slice(1)
    .split("/")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
