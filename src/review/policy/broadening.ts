// In: the statements of a policy before and after. Out: what is allowed after and was not before, each with the part of the statement that let it in. Computed on what statements permit, not on their text: reordering, splitting and merging are no change.
import { covers, meets } from "./glob.ts";
import type { Condition, Scope, Statement } from "./statements.ts";

/** Which part of a statement lets more in than before. "statement": nothing like it was there. "deny": a denial went or shrank. */
export type Part = "action" | "resource" | "principal" | "condition" | "statement" | "deny";

export interface Broadening {
  readonly part: Part;
  readonly statement: Statement;
  /** The new patterns of that part. */
  readonly values: readonly string[];
}

/** One combination out of a statement; a statement with "not" has one that stands for all the rest. */
interface Grant {
  readonly action: Scope;
  readonly resource: Scope;
  readonly principal: Scope;
}

/** Beyond this many combinations a statement is taken as a whole: wider, never narrower. */
const MOST_GRANTS = 20_000;

export function broadenings(before: readonly Statement[], after: readonly Statement[]): Broadening[] {
  const allowed = before.filter(({ allows }) => allows);
  const found: Broadening[] = [];
  for (const statement of after.filter(({ allows }) => allows)) {
    const values = new Map<Part, Set<string>>();
    for (const grant of grantsOf(statement)) {
      if (allowed.some((old) => coversGrant(old, grant) && isAtLeast(statement.conditions, old.conditions))) continue;
      const part = reasonOf(allowed, grant, statement);
      const set = values.get(part) ?? new Set<string>();
      for (const value of valuesOf(part, grant, statement, allowed)) set.add(value);
      values.set(part, set);
    }
    for (const [part, set] of values) found.push({ part, statement, values: [...set] });
  }
  const denied = after.filter(({ allows }) => !allows);
  for (const statement of before.filter(({ allows }) => !allows)) {
    const lost = grantsOf(statement).some(
      (grant) => !denied.some((now) => coversGrant(now, grant) && isAtLeast(statement.conditions, now.conditions)),
    );
    // Nothing is denied less when nothing is allowed.
    if (lost && after.some(({ allows }) => allows))
      found.push({ part: "deny", statement, values: statement.actions.patterns });
  }
  return found;
}

function grantsOf({ actions, resources, principals }: Statement): Grant[] {
  const each = (scope: Scope): Scope[] =>
    scope.except ? [scope] : scope.patterns.map((pattern) => ({ except: false, patterns: [pattern] }));
  const [a, r, p] = [each(actions), each(resources), each(principals)];
  if (a.length * r.length * p.length > MOST_GRANTS)
    return [{ action: actions, resource: resources, principal: principals }];
  return a.flatMap((action) => r.flatMap((resource) => p.map((principal) => ({ action, resource, principal }))));
}

function coversGrant(old: Statement, { action, resource, principal }: Grant): boolean {
  return (
    coversScope(old.actions, action) && coversScope(old.resources, resource) && coversScope(old.principals, principal)
  );
}

function coversScope(outer: Scope, inner: Scope): boolean {
  if (!outer.except && !inner.except)
    return inner.patterns.every((pattern) => outer.patterns.some((old) => covers(old, pattern)));
  if (outer.except && !inner.except)
    return inner.patterns.every((pattern) => !outer.patterns.some((old) => meets(old, pattern)));
  if (outer.except) return outer.patterns.every((old) => inner.patterns.some((pattern) => covers(pattern, old)));
  return outer.patterns.includes("*");
}

/** The first part without which an old statement would have allowed it. */
function reasonOf(allowed: readonly Statement[], grant: Grant, { conditions }: Statement): Part {
  const fits = (old: Statement, but: Part) =>
    (but === "action" || coversScope(old.actions, grant.action)) &&
    (but === "resource" || coversScope(old.resources, grant.resource)) &&
    (but === "principal" || coversScope(old.principals, grant.principal)) &&
    (but === "condition" || isAtLeast(conditions, old.conditions));
  for (const part of ["condition", "principal", "resource", "action"] as const)
    if (allowed.some((old) => fits(old, part))) return part;
  return "statement";
}

function valuesOf(part: Part, grant: Grant, statement: Statement, allowed: readonly Statement[]): readonly string[] {
  if (part === "condition") {
    const old = allowed.filter((other) => coversGrant(other, grant)).flatMap(({ conditions }) => conditions);
    return old.filter((condition) => !implied(condition, statement.conditions)).map(({ key }) => key);
  }
  const scope = part === "principal" ? grant.principal : part === "resource" ? grant.resource : grant.action;
  return scope.except ? scope.patterns.map((pattern) => `everything but ${pattern}`) : scope.patterns;
}

/** Whether `now` holds at least what `before` demanded. */
function isAtLeast(now: readonly Condition[], before: readonly Condition[]): boolean {
  return before.every((condition) => implied(condition, now));
}

function implied(condition: Condition, now: readonly Condition[]): boolean {
  return now.some(({ operator, key, values }) => {
    if (operator !== condition.operator || key !== condition.key) return false;
    // A negated operator excludes: more values exclude more. A plain one admits: fewer values admit less.
    if (operator.includes("not")) return condition.values.every((value) => values.includes(value));
    const matches = /like|arnequals/.test(operator) ? covers : (a: string, b: string) => a === b;
    return values.every((value) => condition.values.some((old) => matches(old, value)));
  });
}
