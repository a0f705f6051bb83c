// In: what a plan says beside its values: marks of secrets and of what is not known yet, which mirror the values (`true` at any level covers everything below). Out: whether a place is under one. Never looks at a value.
import { isObject } from "../shared/json.ts";
import type { Path, Row } from "./plan.ts";

/** Whether a mark stands at the place, around it or inside it. Lists are gone through: blocks are named without an index. */
export function isMarked(mark: unknown, names: readonly string[]): boolean {
  if (mark === true) return true;
  if (Array.isArray(mark)) return mark.some((item) => isMarked(item, names));
  if (!isObject(mark)) return false;
  const [first, ...rest] = names;
  if (first === undefined) return Object.values(mark).some((inner) => isMarked(inner, []));
  return Object.hasOwn(mark, first) && isMarked(mark[first], rest);
}

/** Whether somebody marked the argument as secret, before or after: what was secret once is no word to show beside what it became. */
export function isSecret({ before, after }: Pick<Row, "before" | "after">, argument: string): boolean {
  const names = argument === "" ? [] : argument.split(".");
  return isMarked(before.sensitive, names) || isMarked(after.sensitive, names);
}

/** The path as far as it may be shown: keys of what is secret as a whole are as secret as its values. */
export function openPath({ before, after }: Pick<Row, "before" | "after">, path: Path): Path {
  let marks: readonly unknown[] = [before.sensitive, after.sensitive];
  for (const [index, step] of path.entries()) {
    if (marks.includes(true)) return path.slice(0, index);
    marks = marks.flatMap((mark) => below(mark, step));
  }
  return path;
}

/** A step through a set is no index: any of its elements may be meant. */
function below(mark: unknown, step: string | number): unknown[] {
  if (Array.isArray(mark)) return typeof step === "number" && step in mark ? [mark[step]] : mark;
  return isObject(mark) && Object.hasOwn(mark, step) ? [mark[step]] : [];
}
