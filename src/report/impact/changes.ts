// In: predictions with the arguments of each resource before and after. Out: what differs, by path, without secrets. The only way from these arguments into a report. Pure.
import type { Prediction } from "../../resources/predict.ts";
import { isFingerprint } from "../../resources/references.ts";
import { type Difference, differencesOf, printPath } from "../../review/differences.ts";
import { makeMask } from "../../review/masking/mask.ts";
import { collectTaint } from "../../review/masking/taint.ts";

/** `from` and `to` are left out where there is nothing on that side, or a text that is too long to keep. */
export interface ArgumentChange {
  /** `rule[0].lifecycle.delete_after` */
  readonly argument: string;
  readonly from?: unknown;
  readonly to?: unknown;
  /** Only the apply tells what it becomes. */
  readonly unknown?: true;
  readonly replaces?: true;
}

/** What is secret in one of them is hidden in all. */
export function argumentChanges(predictions: readonly Prediction[]): (prediction: Prediction) => ArgumentChange[] {
  const mask = makeMask(collectTaint(predictions.map(({ values }) => [values?.before, values?.after])));
  const shown = (value: unknown, { path }: Difference): unknown =>
    value === undefined || value === null || isFingerprint(value)
      ? undefined
      : mask.value(value, String(path.findLast((step) => typeof step === "string") ?? ""));
  return ({ action, values, arguments: names }) => {
    if (values === undefined) return [];
    const sides = { before: side(values.before), after: side(values.after), afterUnknown: values.unknown };
    const changes = differencesOf(sides).map((difference): ArgumentChange => {
      const from = shown(difference.before, difference);
      const to = difference.isUnknown ? undefined : shown(difference.after, difference);
      const path = difference.path.filter((step) => typeof step === "string").join(".");
      return {
        argument: mask.identifier(printPath(difference.path)),
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
        ...(difference.isUnknown ? { unknown: true } : {}),
        ...(action === "replaced" && names.some((name) => isWithin(path, name.replace(/\{\}$/, "")))
          ? { replaces: true }
          : {}),
      };
    });
    // What replaces it is read first.
    return [...changes.filter(({ replaces }) => replaces), ...changes.filter(({ replaces }) => !replaces)];
  };
}

function side(value: unknown): { readonly value: unknown; readonly sensitive: undefined } {
  return { value, sensitive: undefined };
}

function isWithin(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`);
}
