// In: the top-level `decisions` object as written. Out: typed overrides, and for what is none diagnostics that list what is allowed and name what was probably meant. Never ignores an unknown key.
import type * as z from "zod";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nearestKey } from "../shared/closest.ts";
import { describe, valueAt, wantedBy } from "../shared/issue-words.ts";
import { isObject } from "../shared/json.ts";
import { toPointer } from "../shared/json-pointer.ts";
import { type DecisionKey, type Overrides, overridesSchema, renames, serviceOverride } from "./overrides.ts";

/** What an override that cannot be read is about. Its text is not judged: the override may be there to correct it. */
export interface Unread {
  readonly keys: ReadonlySet<DecisionKey>;
  /** Names of services. */
  readonly services: ReadonlySet<string>;
}

export interface OverridesResult {
  /** Those that can be read, also where others cannot. */
  readonly overrides: Overrides;
  readonly diagnostics: readonly Diagnostic[];
  readonly unread: Unread;
}

interface Flat {
  readonly values: Record<string, unknown>;
  /** Where a key that was written nested stands. */
  readonly pointers: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

const GROUPS = ["backup", "scaling"] as const;
const NOTHING_UNREAD: Unread = { keys: new Set(), services: new Set() };

/** Keys with dots may be written flat ("backup.rpoMinutes") or nested ({ "backup": { "rpoMinutes": … } }). */
export function readOverrides(value: unknown): OverridesResult {
  if (value === undefined) return { overrides: {}, diagnostics: [], unread: NOTHING_UNREAD };
  if (!isObject(value)) {
    const message = `expected an object, found ${describe(value)}`;
    const help = "Write an object with the keys of `scaffold schema step7`.";
    const keys = new Set(Object.keys(overridesSchema().shape) as DecisionKey[]);
    return {
      overrides: {},
      diagnostics: [problem("/decisions", message, help)],
      unread: { keys, services: new Set() },
    };
  }
  const flat = flatten(value);
  const parsed = overridesSchema().safeParse(flat.values);
  if (parsed.success) {
    const diagnostics = [...flat.diagnostics, ...turnedBounds(parsed.data, flat)];
    return { overrides: parsed.data, diagnostics, unread: NOTHING_UNREAD };
  }
  const { issues } = parsed.error;
  return {
    ...readable(flat, issues),
    diagnostics: [...flat.diagnostics, ...issues.flatMap((one) => explain(one, flat))],
  };
}

function flatten(value: Record<string, unknown>): Flat {
  const values: Record<string, unknown> = {};
  const pointers = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const put = (key: string, item: unknown) =>
    Object.defineProperty(values, key, { value: item, enumerable: true, configurable: true, writable: true });
  for (const [key, item] of Object.entries(value)) {
    const group = GROUPS.find((name) => name === key);
    if (group === undefined) put(key, item);
    else if (isObject(item))
      for (const [inner, nested] of Object.entries(item)) {
        const name = `${group}.${inner}`;
        const pointer = toPointer(["decisions", group, inner]);
        if (Object.hasOwn(value, name))
          diagnostics.push(
            problem(
              pointer,
              `${name} stands twice, flat and nested`,
              `Remove ${toPointer(["decisions", name])}, or this one.`,
            ),
          );
        put(name, nested);
        pointers.set(name, pointer);
      }
    else
      diagnostics.push(
        problem(
          toPointer(["decisions", group]),
          `${describe(item)} is not allowed here; allowed: an object with ${keysOf(group).join(", ")}`,
          `Write { "${keysOf(group)[0]}": … }.`,
        ),
      );
  }
  return { values, pointers, diagnostics };
}

/** What is left without the keys that cannot be read, and which those are, or were meant to be. */
function readable(
  { values }: Flat,
  issues: readonly z.core.$ZodIssue[],
): Pick<OverridesResult, "overrides" | "unread"> {
  const keys = new Set<string>();
  const services = new Set<string>();
  for (const issue of issues) {
    const [head, name] = issue.path;
    if (head === "services" && name !== undefined) services.add(String(name));
    else if (head !== undefined) keys.add(String(head));
    else if (issue.code === "unrecognized_keys") for (const key of issue.keys) keys.add(key);
  }
  const rest = Object.fromEntries(
    Object.entries(values).flatMap(([key, item]) => {
      if (keys.has(key)) return [];
      if (key !== "services" || !isObject(item)) return [[key, item]];
      return [[key, Object.fromEntries(Object.entries(item).filter(([name]) => !services.has(name)))]];
    }),
  );
  const allowed = Object.keys(overridesSchema().shape);
  const meant = [...keys].flatMap((key) => {
    const near = allowed.includes(key) ? key : nearestKey(key, allowed);
    return near === undefined ? [] : [near as DecisionKey];
  });
  const parsed = overridesSchema().safeParse(rest);
  return { overrides: parsed.success ? parsed.data : {}, unread: { keys: new Set(meant), services } };
}

function turnedBounds({ "scaling.min": min, "scaling.max": max }: Overrides, flat: Flat): Diagnostic[] {
  if (min === undefined || max === undefined || min <= max) return [];
  const message = `${min} tasks at least are more than ${max} at the most (${pointerOf("scaling.max", flat)})`;
  return [problem(pointerOf("scaling.min", flat), message, "Write the smaller number as the least.")];
}

function pointerOf(key: PropertyKey, { pointers }: Flat): string {
  return pointers.get(String(key)) ?? toPointer(["decisions", String(key)]);
}

function explain(issue: z.core.$ZodIssue, flat: Flat): Diagnostic[] {
  const [head, ...rest] = issue.path;
  const pointer = head === undefined ? "/decisions" : pointerOf(head, flat) + toPointer(rest);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, head, pointer, flat));
  const allowed = wantedBy(issue);
  const found = valueAt(flat.values, issue.path);
  const near =
    issue.code === "invalid_value" && typeof found === "string"
      ? nearestKey(found, issue.values.map(String))
      : undefined;
  return [
    problem(
      pointer,
      `${describe(found)} is not allowed here; allowed: ${allowed.replace(/^one of /, "")}`,
      near !== undefined
        ? `Did you mean "${near}"?`
        : issue.code === "invalid_value"
          ? "Use one of the allowed values."
          : `Write ${allowed}.`,
    ),
  ];
}

/** `head`: the part of the decisions in which the key stands; undefined for one beside them. */
function unknownKey(key: string, head: PropertyKey | undefined, pointer: string, flat: Flat): Diagnostic {
  const nested = flat.pointers.get(key);
  const group = GROUPS.find((name) => nested !== undefined && key.startsWith(`${name}.`));
  const allowed = group === undefined ? keysAt(head) : keysOf(group);
  const written = group === undefined ? key : key.slice(group.length + 1);
  const near = nearestKey(written, head === undefined && group === undefined ? [...allowed, ...GROUPS] : allowed);
  const what = head === undefined && group === undefined ? "decision" : "key";
  return problem(
    nested ?? pointer + toPointer([key]),
    `unknown ${what} ${JSON.stringify(written.slice(0, 60))}; allowed: ${allowed.join(", ")}`,
    near === undefined ? "Use one of the allowed keys." : `Did you mean "${near}"?`,
  );
}

function keysAt(head: PropertyKey | undefined): string[] {
  if (head === undefined) return Object.keys(overridesSchema().shape);
  return Object.keys(head === "renamed" ? renames().shape : serviceOverride().shape);
}

/** The keys that belong to a group, as they are written inside of it. */
function keysOf(group: (typeof GROUPS)[number]): string[] {
  return Object.keys(overridesSchema().shape).flatMap((key) =>
    key.startsWith(`${group}.`) ? [key.slice(group.length + 1)] : [],
  );
}

function problem(pointer: string, message: string, help: string): Diagnostic {
  return { code: "ANSWERS_BAD_OVERRIDE", severity: "error", pointer, message, help };
}
