// In: something of a plan that a message wants to hold. Out: a quote: whoever has one can put it into a message and nothing else. Never gives its value back but through a mask.
import { valueAt } from "../resources/resources.ts";
import type { Json } from "../shared/json.ts";
import { isSecret } from "./marks.ts";
import type { Mask } from "./masking/mask.ts";
import { SENSITIVE } from "./masking/shapes.ts";
import type { Row } from "./plan.ts";

/** Not exported as a value: only the functions below make one, and its fields cannot be read from outside, not even by JSON.stringify. */
class Quote {
  readonly #value: unknown;
  readonly #name: string;
  readonly #isSecret: boolean;

  constructor(value: unknown, name: string, isHidden: boolean) {
    this.#value = value;
    this.#name = name;
    this.#isSecret = isHidden;
  }

  /** Safe to show. */
  shown(mask: Mask): string {
    if (this.#isSecret) return SENSITIVE;
    if (this.#value === undefined || this.#value === null) return "unset";
    const masked = mask.value(this.#value, this.#name);
    return typeof masked === "string" ? masked : JSON.stringify(masked);
  }
}

export type { Quote };

/** What names something: an address, an argument, a reason. */
export function named(text: string): Quote {
  return new Quote(text, "", false);
}

/** The value of an argument on one side of a row, hidden when either side of it is marked. */
export function argumentOf(row: Pick<Row, "before" | "after">, side: "before" | "after", argument: string): Quote {
  const name = argument.split(".").at(-1) ?? "";
  return new Quote(valueAt(row[side].value as Json, argument), name, isSecret(row, argument));
}

/** What was computed from values of the plan; `isHidden` when one of them is marked. */
export function computed(text: string, isHidden: boolean): Quote {
  return new Quote(text, "", isHidden);
}
