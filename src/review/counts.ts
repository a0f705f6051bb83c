// In: a plan. Out: how many rows of each kind it has. Every row of resource_changes is counted by its action exactly once; the other figures stand beside it.
import type { Action, Plan, Row } from "./plan.ts";

export interface Counts extends Readonly<Record<Action, number>> {
  readonly move: number;
  readonly import: number;
  readonly deposed: number;
  readonly drift: number;
  /** Without those that stay as they are. */
  readonly outputChanges: number;
  readonly deferred: number;
}

export const ACTIONS = [
  "create",
  "update",
  "delete",
  "replace",
  "replaceForget",
  "forget",
  "read",
  "noop",
  "other",
] as const satisfies readonly Action[];

export function countPlan(plan: Plan): Counts {
  const of = (action: Action) => plan.rows.filter((row) => row.action === action).length;
  const having = (test: (row: Row) => boolean) => plan.rows.filter(test).length;
  return {
    ...(Object.fromEntries(ACTIONS.map((action) => [action, of(action)])) as Record<Action, number>),
    move: having((row) => row.previousAddress !== undefined),
    import: having((row) => row.importing !== undefined),
    deposed: having((row) => row.deposed !== undefined),
    drift: plan.drift.length,
    outputChanges: plan.outputs.filter(({ action }) => action !== "noop").length,
    deferred: plan.deferred.length,
  };
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts) => all.reduce((total, counts) => total + counts[key], 0);
  return {
    create: sum("create"),
    update: sum("update"),
    delete: sum("delete"),
    replace: sum("replace"),
    replaceForget: sum("replaceForget"),
    forget: sum("forget"),
    read: sum("read"),
    noop: sum("noop"),
    other: sum("other"),
    move: sum("move"),
    import: sum("import"),
    deposed: sum("deposed"),
    drift: sum("drift"),
    outputChanges: sum("outputChanges"),
    deferred: sum("deferred"),
  };
}

/** Whether anything happens in the row at all: a plain no-op is counted and not listed. */
export function isEventful(row: Row): boolean {
  return (
    row.action !== "noop" ||
    row.previousAddress !== undefined ||
    row.importing !== undefined ||
    row.deposed !== undefined
  );
}
