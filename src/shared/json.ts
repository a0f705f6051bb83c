// In: a value parsed from JSON. Out: whether it is an object. Never follows a prototype.

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
