// In: the parsed document. Out: a warning for every key that the template does not have. Never follows a prototype.
import type * as z from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { closest } from "../shared/closest.ts";
import { isObject } from "../shared/json.ts";
import { toPointer } from "../shared/json-pointer.ts";
import { outputSchema, serviceSchema } from "./schema.ts";

/** Keys beside the inner object that are ours. */
const TOP_LEVEL = ["step", "output", "project", "decisions", "$schema"];
const MAX_WARNINGS = 50;

/** Walks only the levels that the template defines; what lies below an unknown key is not looked at. */
export function checkKeys(document: Record<string, unknown>, wrapped: boolean): Diagnostic[] {
  const found: Diagnostic[] = [];
  const check = (value: unknown, allowed: readonly string[], path: readonly (string | number)[]): void => {
    if (!isObject(value)) return;
    for (const key of Object.keys(value)) {
      if (!allowed.includes(key) && found.length < MAX_WARNINGS) found.push(unknownKey(key, allowed, path));
    }
  };
  const sections = outputSchema.shape;
  const inner = wrapped ? document["output"] : document;
  const base = wrapped ? ["output"] : [];
  if (wrapped) check(document, TOP_LEVEL, []);
  check(
    inner,
    wrapped ? Object.keys(sections) : [...Object.keys(sections), ...TOP_LEVEL.filter((key) => key !== "output")],
    base,
  );
  if (!isObject(inner)) return found;
  for (const [name, schema] of Object.entries(sections)) {
    if (!Object.hasOwn(inner, name)) continue;
    const section = inner[name];
    if (name === "services" && Array.isArray(section)) {
      section.forEach((service, index) => {
        check(service, Object.keys(serviceSchema.shape), [...base, name, index]);
      });
    } else if ("shape" in schema) check(section, Object.keys((schema as z.ZodObject).shape), [...base, name]);
  }
  return found;
}

function unknownKey(key: string, allowed: readonly string[], path: readonly (string | number)[]): Diagnostic {
  const near = closest(key, allowed);
  return {
    code: "ANSWERS_UNKNOWN_KEY",
    severity: "warning",
    pointer: toPointer([...path, key]),
    message: `unknown key ${JSON.stringify(key.slice(0, 60))}; allowed: ${allowed.join(", ")}`,
    help: near === undefined ? "Remove it, or correct its spelling." : `Did you mean "${near}"?`,
  };
}
