// In: the top-level `decisions` object as written. Out: typed overrides, or diagnostics that list what is allowed. Never ignores an unknown key.
import type * as z from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { closest } from "../shared/closest.ts";
import { describe, valueAt, wantedBy } from "../shared/issue-words.ts";
import { toPointer } from "../shared/json-pointer.ts";
import { type Overrides, overridesSchema, renames, serviceOverride } from "./overrides.ts";

export interface OverridesResult {
  readonly overrides: Overrides;
  readonly diagnostics: readonly Diagnostic[];
}

const GROUPS = ["backup", "scaling"] as const;

/** Keys with dots may be written flat ("backup.rpoMinutes") or nested ({ "backup": { "rpoMinutes": … } }). */
export function readOverrides(value: unknown): OverridesResult {
  if (value === undefined) return { overrides: {}, diagnostics: [] };
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return {
      overrides: {},
      diagnostics: [
        problem(
          "/decisions",
          `expected an object, found ${describe(value)}`,
          "Write an object with the keys of `scaffold schema step7`.",
        ),
      ],
    };
  }
  const { flat, pointers } = flatten(value as Record<string, unknown>);
  const parsed = overridesSchema.safeParse(flat);
  if (parsed.success) return { overrides: parsed.data, diagnostics: [] };
  return { overrides: {}, diagnostics: parsed.error.issues.flatMap((issue) => explain(issue, flat, pointers)) };
}

function flatten(value: Record<string, unknown>): { flat: Record<string, unknown>; pointers: Map<string, string> } {
  const flat: Record<string, unknown> = {};
  const pointers = new Map<string, string>();
  for (const [key, item] of Object.entries(value)) {
    const group = GROUPS.find((name) => name === key);
    if (group !== undefined && typeof item === "object" && item !== null && !Array.isArray(item)) {
      for (const [inner, nested] of Object.entries(item)) {
        flat[`${group}.${inner}`] = nested;
        pointers.set(`${group}.${inner}`, toPointer(["decisions", group, inner]));
      }
    } else {
      Object.defineProperty(flat, key, { value: item, enumerable: true, configurable: true, writable: true });
    }
  }
  return { flat, pointers };
}

function explain(
  issue: z.core.$ZodIssue,
  flat: Record<string, unknown>,
  pointers: ReadonlyMap<string, string>,
): Diagnostic[] {
  const [head, ...rest] = issue.path;
  const pointer =
    head === undefined
      ? "/decisions"
      : (pointers.get(String(head)) ?? toPointer(["decisions", head])) + toPointer(rest);
  if (issue.code === "unrecognized_keys") {
    const allowed = keysAt(head);
    return issue.keys.map((key) => {
      const near = closest(key, allowed);
      return problem(
        pointers.get(key) ?? pointer + toPointer([key]),
        `unknown ${head === undefined ? "decision" : "key"} ${JSON.stringify(key.slice(0, 60))}; allowed: ${allowed.join(", ")}`,
        near === undefined ? "Use one of the allowed keys." : `Did you mean "${near}"?`,
      );
    });
  }
  const allowed = wantedBy(issue);
  return [
    problem(
      pointer,
      `${describe(valueAt(flat, issue.path))} is not allowed here; allowed: ${allowed.replace(/^one of /, "")}`,
      issue.code === "invalid_value" ? "Use one of the allowed values." : `Write ${allowed}.`,
    ),
  ];
}

function keysAt(head: PropertyKey | undefined): string[] {
  if (head === undefined) return Object.keys(overridesSchema.shape);
  return Object.keys(head === "renamed" ? renames.shape : serviceOverride.shape);
}

function problem(pointer: string, message: string, help: string): Diagnostic {
  return { code: "ANSWERS_BAD_OVERRIDE", severity: "error", pointer, message, help };
}
