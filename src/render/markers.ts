// In: a value with the engine's markers in it (references that are known later). Out: the value with all of them resolved, by the engine itself. Never imports cdktf.

/** What may be, or hold, one of the engine's markers: for strings, lists and maps, and for numbers inside of text. */
const MAYBE_MARKER = /TfToken\[|Token Value|[-|\d.+]e[-|\d.eE+]/;

/** The same result as `resolveMarked(value)`, the engine's own resolving, which is only asked about what may hold a marker: its walk over the plain rest takes most of its time. */
export function resolveMarkers(value: unknown, resolveMarked: (value: unknown) => unknown): unknown {
  if (typeof value === "string") return MAYBE_MARKER.test(value) ? resolveMarked(value) : value;
  // Its markers for numbers are negative.
  if (typeof value === "number") return value >= 0 ? value : resolveMarked(value);
  if (value === null || typeof value === "boolean" || value === undefined) return value;
  if (Array.isArray(value)) {
    if (value.some(isMarkerOfList)) return resolveMarked(value);
    return value.map((item: unknown) => resolveMarkers(item, resolveMarked)).filter((item) => item !== undefined);
  }
  const isPlain =
    typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype && !("resolve" in value);
  if (!isPlain) return resolveMarked(value);
  const resolved: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (MAYBE_MARKER.test(key)) return resolveMarked(value);
    const result = resolveMarkers(item, resolveMarked);
    if (result !== undefined) resolved[key] = result;
  }
  return resolved;
}

function isMarkerOfList(item: unknown): boolean {
  return typeof item === "string" ? item.includes("#{TfToken[") : typeof item === "number" && item < 0;
}
