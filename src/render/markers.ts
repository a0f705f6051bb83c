// In: a value with the engine's markers in it (references that are known later). Out: the value with all of them resolved, by the engine itself but for those that say what they stand for. Never imports cdktf.

/** What may be, or hold, one of the engine's markers: for strings, lists and maps, and for numbers inside of text. */
const MAYBE_MARKER = /TfToken\[|Token Value|[-|\d.+]e[-|\d.eE+]/;

/** A marker that says itself what it refers to (those of the constructs in the bundle, see scripts/binding.cjs), any other one, and where an expression begins and ends. */
const PARTS = /\$\{TfToken\[(?:ref:([\w.-]+)|[^\]]*)\]\}|\$\{|\}/g;

/** Most names of fields. No marker is made of these alone, and the test is quicker. */
const PLAIN_NAME = /^[a-z_]+$/;

/** The same result as `resolveMarked(value)`, the engine's own resolving, which is only asked about what may hold a marker: its walk over the plain rest takes most of its time. */
export function resolveMarkers(value: unknown, resolveMarked: (value: unknown) => unknown): unknown {
  if (typeof value === "string") return resolveText(value, resolveMarked);
  // Its markers for numbers are negative.
  if (typeof value === "number") return value >= 0 ? value : resolveMarked(value);
  if (value === null || typeof value === "boolean" || value === undefined) return value;
  if (Array.isArray(value)) {
    if (value.some(isMarkerOfList)) return resolveMarked(value);
    const items = value.map((item: unknown) => resolveMarkers(item, resolveMarked));
    return items.includes(undefined) ? items.filter((item) => item !== undefined) : items;
  }
  return isPlainObject(value) ? resolveFields(value, resolveMarked) : resolveMarked(value);
}

function resolveText(text: string, resolveMarked: (value: unknown) => unknown): unknown {
  if (!MAYBE_MARKER.test(text)) return text;
  const read = withReferences(text);
  return MAYBE_MARKER.test(read) ? resolveMarked(text) : read;
}

/** Inside of an expression a reference stands without braces; as with the engine, that is from `${` to the next `}`. */
function withReferences(text: string): string {
  let isInside = false;
  return text.replace(PARTS, (part, reference: string | undefined) => {
    if (reference !== undefined) return isInside ? reference : `\${${reference}}`;
    if (part === "${" || part === "}") isInside = part === "${";
    return part;
  });
}

/** Only what changes is copied, from its first change on: most of a stack is plain, and building objects field by field is slow. */
function resolveFields(fields: Readonly<Record<string, unknown>>, resolveMarked: (value: unknown) => unknown): unknown {
  const keys = Object.keys(fields);
  let resolved: Record<string, unknown> | undefined;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? "";
    if (!PLAIN_NAME.test(key) && MAYBE_MARKER.test(key)) return resolveMarked(fields);
    const field = fields[key];
    const result = resolveMarkers(field, resolveMarked);
    if (resolved === undefined) {
      if (result === field && result !== undefined) continue;
      resolved = {};
      for (let before = 0; before < index; before += 1) resolved[keys[before] ?? ""] = fields[keys[before] ?? ""];
    }
    if (result !== undefined) resolved[key] = result;
  }
  return resolved ?? fields;
}

/** None of the engine's own. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !("resolve" in value)
  );
}

export function isMarkerOfList(item: unknown): boolean {
  return typeof item === "string" ? item.includes("#{TfToken[") : typeof item === "number" && item < 0;
}
