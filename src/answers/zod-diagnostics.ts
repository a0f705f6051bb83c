// In: issues of the schema library. Out: our diagnostics: pointer, what was found, what is allowed. Never prints a whole document.
import type * as z from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { toPointer } from "../shared/json-pointer.ts";

/** One diagnostic per issue; `document` is what was parsed, to say what stands at the place. */
export function toDiagnostics(issues: readonly z.core.$ZodIssue[], base: string, document: unknown): Diagnostic[] {
  return issues.map((issue) => {
    const pointer = base + toPointer(issue.path);
    const found = valueAt(document, issue.path);
    if (issue.code === "too_small" && pointer.endsWith("/services")) {
      return {
        code: "ANSWERS_NO_SERVICES",
        severity: "error",
        pointer,
        message: "services is empty; at least one service is needed",
        help: "Describe at least one service.",
      };
    }
    const wanted = issue.code === "invalid_type" ? article(issue.expected) : issue.message;
    if (found === undefined) {
      const last = String(issue.path.at(-1) ?? "");
      return {
        code: "ANSWERS_MISSING",
        severity: "error",
        pointer,
        message: `${last} is missing; expected ${wanted}`,
        help: `Add "${last}"; an empty value is allowed where there is nothing to say.`,
      };
    }
    return {
      code: "ANSWERS_WRONG_TYPE",
      severity: "error",
      pointer,
      message: `expected ${wanted}, found ${describe(found)}`,
      help: `Write ${wanted} here.`,
    };
  });
}

function article(expected: string): string {
  return expected === "array" ? "a list" : expected === "object" ? "an object" : `a ${expected}`;
}

/** A short description of a value for messages: its kind, and the value itself when it is short. */
export function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
