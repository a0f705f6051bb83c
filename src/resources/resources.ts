// In: the type of a resource, of any plan. Out: what the table says about it. Pure; never guesses about a type that it does not know.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { replacingArguments } from "./replacement.ts";
import {
  type Condition,
  isChanged,
  type Remainder,
  type ResourceType,
  type SafetyArgument,
  type StoredData,
} from "./resource-type.ts";
import { DAILY } from "./table/daily.ts";
import { DATABASES } from "./table/databases.ts";
import { MESSAGING } from "./table/messaging.ts";
import { SAFEKEEPING } from "./table/safekeeping.ts";
import { STORAGE } from "./table/storage.ts";
import { oldestTls } from "./tls.ts";

export const RESOURCE_TYPES: ReadonlyMap<string, ResourceType> = new Map(
  [...DATABASES, ...STORAGE, ...SAFEKEEPING, ...MESSAGING, ...DAILY].map((row) => [row.type, row]),
);

/** The row of a type; undefined when the table has none. */
export function resourceType(type: string): ResourceType | undefined {
  // Two names of the provider for one thing.
  return RESOURCE_TYPES.get(type) ?? RESOURCE_TYPES.get(type.replace(/^aws_alb(?=_|$)/, "aws_lb"));
}

/** What is lost with a resource of the type; undefined when nothing is, or when the type is not in the table. */
export function storedData(type: string): StoredData | undefined {
  return resourceType(type)?.data;
}

/**
 * What remains of destroyed data, in words. `body` holds the values of the resource before: what depends on one that is not given,
 * or that may not be told, keeps its condition. Undefined where nobody says that something does.
 */
export function whatRemains(
  { remains }: StoredData,
  body?: Json,
  isHidden: (argument: string) => boolean = () => false,
): string | undefined {
  if (remains === undefined) return undefined;
  const parts = remains.flatMap(({ what, when }) => {
    if (when === undefined) return [what];
    const value = valueAt(body, when.argument);
    const isOpen = body === undefined || isHidden(when.argument) || (value === undefined && !("isSet" in when));
    if (isOpen) return [`${what}, when ${when.argument} ${conditionWords(when)}`];
    const holds = "is" in when ? value === when.is : "isNot" in when ? value !== when.isNot : value !== undefined;
    return holds ? [what] : [];
  });
  return parts.length === 0 ? "nothing" : parts.join(", and ");
}

function conditionWords(when: NonNullable<Remainder["when"]>): string {
  if ("is" in when) return `is ${String(when.is)}`;
  return "isNot" in when ? `is not ${String(when.isNot)}` : "is set";
}

/** The arguments of the type that replace it between two bodies, in the form of plan JSON (blocks as lists or objects); empty when it stays. Undefined for an unknown type. */
export function replacementBy(type: string, before: Json, after: Json): readonly string[] | undefined {
  const known = replacingArguments(type);
  if (known === undefined) return undefined;
  const conditions = resourceType(type)?.conditions ?? [];
  const names = new Set([...known, ...conditions.map(({ argument }) => argument)]);
  return [...names].filter((name) => replaces(name, before, after, conditions)).sort();
}

function replaces(name: string, before: Json, after: Json, conditions: readonly Condition[]): boolean {
  if (name.endsWith("{}")) {
    const path = name.slice(0, -2);
    return (valueAt(before, path) === undefined) !== (valueAt(after, path) === undefined);
  }
  const [old, young] = [valueAt(before, name), valueAt(after, name)];
  if (!isChanged(old, young)) return false;
  const own = conditions.filter(({ argument }) => argument === name);
  return own.length === 0 || own.some((condition) => condition.forces(old, young));
}

/** The safety arguments that get worse between two bodies in the form of plan JSON. A resource that appears or goes has no downgrade: hand in both sides. */
export function downgrades(type: string, before: Json, after: Json): readonly SafetyArgument[] {
  return (resourceType(type)?.safety ?? []).filter((rule) =>
    isWorse(rule, valueAt(before, rule.argument), valueAt(after, rule.argument)),
  );
}

/** Whether the change of one safety argument is for the worse. */
export function isWorse(rule: SafetyArgument, before: Json | undefined, after: Json | undefined): boolean {
  switch (rule.worse) {
    case "off":
      return isOn(before, rule.absent) && !isOn(after, rule.absent);
    case "on":
      return !isOn(before, rule.absent) && isOn(after, rule.absent);
    case "lower":
      return amount(after, rule) < amount(before, rule);
    case "higher":
      return amount(after, rule) > amount(before, rule);
    case "ends":
      return !isAbsent(before) && !isNone(before) && isNone(after);
    case "olderTls":
      return (oldestTls(after) ?? Number.POSITIVE_INFINITY) < (oldestTls(before) ?? Number.NEGATIVE_INFINITY);
    case "removed":
      return !isAbsent(before) && isAbsent(after);
    case "leaves":
      return isSafe(rule, before) && !isSafe(rule, after);
  }
}

/** Whether some value would be worse than this one. */
export function canWorsen(rule: SafetyArgument, before: Json | undefined): boolean {
  return isWorse(rule, before, WORST[rule.worse](rule));
}

const WORST: Readonly<Record<SafetyArgument["worse"], (rule: SafetyArgument) => Json>> = {
  off: () => false,
  on: () => true,
  // Nothing at all may mean for ever.
  lower: ({ zero }) => (zero === "forever" ? Number.MIN_VALUE : 0),
  higher: ({ zero }) => (zero === "forever" ? 0 : Number.POSITIVE_INFINITY),
  ends: () => 0,
  olderTls: () => "TLSv1",
  removed: () => null,
  leaves: () => "none of the safe values",
};

/** The value at a path of block and argument names. Several blocks of one name give a list, in their order; absent, null and empty lists give undefined. */
export function valueAt(body: Json | undefined, path: string): Json | undefined {
  let current: Json | undefined = body;
  for (const name of path.split(".")) {
    const holders: readonly (Json | undefined)[] = Array.isArray(current) ? current : [current];
    const found = holders.flatMap((holder) =>
      isObject(holder) && Object.hasOwn(holder, name) ? [holder[name] as Json] : [],
    );
    current = found.length > 1 ? found.flat() : found[0];
    if (isAbsent(current)) return undefined;
    const only: Json | undefined = Array.isArray(current) && current.length === 1 ? (current[0] as Json) : undefined;
    if (isObject(only)) current = only as Json;
  }
  return current;
}

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

function isOn(value: Json | undefined, absent = false): boolean {
  // Terraform hands some booleans out as text.
  if (isAbsent(value)) return absent;
  return value === true || value === "true" || (Array.isArray(value) && value.every((item: Json) => isOn(item)));
}

/** None at all. What is absent is left to somebody else, who may have some. */
function isNone(value: Json | undefined): boolean {
  return value === 0 || value === "0";
}

/** The least of several. */
function amount(value: Json | undefined, { zero }: SafetyArgument): number {
  const values: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  let least = Number.POSITIVE_INFINITY;
  // One by one: a plan's list may be longer than a call has room for arguments.
  for (const item of values) {
    const number = Number(item ?? 0);
    if (Number.isNaN(number)) return 0;
    if (number < least && !(zero === "forever" && number === 0)) least = number;
  }
  return least;
}

function isSafe({ safe = [] }: SafetyArgument, value: Json | undefined): boolean {
  const values: readonly (Json | undefined)[] = Array.isArray(value) ? value : [value];
  return values.every((item) => item !== undefined && safe.includes(item));
}
