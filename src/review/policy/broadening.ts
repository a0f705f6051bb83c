// In: the statements of a policy before and after. Out: what is allowed after and was not before, each with the part of the statement that let it in. Computed on what statements permit, not on their text: reordering, splitting and merging are no change.
import { covers as coversText, meets } from "./glob.ts";
import { patternSet } from "./pattern-set.ts";
import { type Combination, DIMENSIONS, type Dimension, StatementIndex } from "./statement-index.ts";
import type { Condition, Scope, Statement } from "./statements.ts";

/** Which part of a statement lets more in than before. "statement": nothing like it was there. "deny": a denial went or shrank. */
export type Part = "action" | "resource" | "principal" | "condition" | "statement" | "deny";

export interface Broadening {
  readonly part: Part;
  readonly statement: Statement;
  /** The new patterns of that part. */
  readonly values: readonly string[];
}

/** Beyond this many combinations a statement is taken as a whole: wider, never narrower. */
const MOST_COMBINATIONS = 20_000;

export function broadenings(before: readonly Statement[], after: readonly Statement[]): Broadening[] {
  const allowed = indexOf(before.filter(({ allows }) => allows));
  const found: Broadening[] = [];
  for (const statement of after.filter(({ allows }) => allows)) {
    const values = new Map<Part, Set<string>>();
    for (const wanted of combinationsOf(statement)) {
      if (isHeld(allowed, wanted, statement)) continue;
      const part = reasonOf(allowed, wanted, statement);
      const set = values.get(part) ?? new Set<string>();
      for (const value of valuesOf(part, wanted, statement, allowed)) set.add(value);
      values.set(part, set);
    }
    for (const [part, set] of values) found.push({ part, statement, values: [...set] });
  }
  // Nothing is denied less when nothing is allowed.
  if (!after.some(({ allows }) => allows)) return found;
  const denied = indexOf(after.filter(({ allows }) => !allows));
  for (const statement of before.filter(({ allows }) => !allows))
    if (combinationsOf(statement).some((wanted) => !isHeld(denied, wanted, statement)))
      found.push({ part: "deny", statement, values: statement.actions.patterns });
  return found;
}

/** The statements of one side. Most policies do not change, so that why one permits more is seldom asked. */
interface Index {
  readonly all: StatementIndex;
  /** For statements that only would have to differ in that part. */
  without(part: Dimension): StatementIndex;
}

function indexOf(statements: readonly Statement[]): Index {
  const made = new Map<Dimension, StatementIndex>();
  return {
    all: new StatementIndex(statements),
    without(part) {
      const index = made.get(part) ?? new StatementIndex(statements, part);
      made.set(part, index);
      return index;
    },
  };
}

function combinationsOf({ actions, resources, principals }: Statement): Combination[] {
  const each = (scope: Scope): Scope[] =>
    scope.except ? [scope] : scope.patterns.map((pattern) => ({ except: false, patterns: [pattern] }));
  const [a, r, p] = [each(actions), each(resources), each(principals)];
  if (a.length * r.length * p.length > MOST_COMBINATIONS) return [{ actions, resources, principals }];
  return a.flatMap((one) =>
    r.flatMap((two) => p.map((three) => ({ actions: one, resources: two, principals: three }))),
  );
}

function isHeld({ all }: Index, wanted: Combination, { conditions }: Statement): boolean {
  return some(all.mayHold(wanted), (old) => covers(old, wanted) && isAtLeast(conditions, old.conditions));
}

function covers(old: Statement, wanted: Combination, but?: Dimension): boolean {
  return DIMENSIONS.every((dimension) => dimension === but || coversScope(old[dimension], wanted[dimension]));
}

function some<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  for (const item of items) if (test(item)) return true;
  return false;
}

function coversScope(outer: Scope, inner: Scope): boolean {
  if (!outer.except && !inner.except) {
    const set = patternSet(outer.patterns);
    return inner.patterns.every((pattern) => set.covers(pattern));
  }
  if (outer.except && !inner.except)
    return inner.patterns.every((pattern) => !outer.patterns.some((old) => meets(old, pattern)));
  if (outer.except) {
    const set = patternSet(inner.patterns);
    return outer.patterns.every((old) => set.covers(old));
  }
  return outer.patterns.includes("*");
}

/** The first part without which an old statement would have allowed it. */
function reasonOf({ all, without }: Index, wanted: Combination, { conditions }: Statement): Part {
  if (some(all.mayHold(wanted), (old) => covers(old, wanted))) return "condition";
  const wouldFit = (part: Dimension) =>
    some(without(part).mayHold(wanted), (old) => isAtLeast(conditions, old.conditions) && covers(old, wanted, part));
  if (wouldFit("principals")) return "principal";
  if (wouldFit("resources")) return "resource";
  if (wouldFit("actions")) return "action";
  return "statement";
}

function valuesOf(part: Part, wanted: Combination, statement: Statement, { all }: Index): readonly string[] {
  if (part === "condition") {
    const old = [...all.mayHold(wanted)]
      .filter((other) => covers(other, wanted))
      .flatMap(({ conditions }) => conditions);
    return old.filter((condition) => !implied(condition, statement.conditions)).map(({ key }) => key);
  }
  const scope = part === "principal" ? wanted.principals : part === "resource" ? wanted.resources : wanted.actions;
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
    const matches = /like|arnequals/.test(operator) ? coversText : (a: string, b: string) => a === b;
    return values.every((value) => condition.values.some((old) => matches(old, value)));
  });
}
