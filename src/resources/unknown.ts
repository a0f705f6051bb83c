// In: what a plan makes anew and what it changes. Out: which values it knows only after the apply, as Terraform decides that. Pure.
import { isObject, type ReadonlyJson as Json } from "../shared/json.ts";
import { readThroughData, referencesIn } from "./references.ts";
import { withoutKey } from "./snapshot.ts";

/**
 * What a new resource computes is not known. A data source is not read before everything that it refers to is up to date, so what it says is not known either
 * while one of those changes, even in place.
 */
export class Pending {
  readonly #made = new Set<string>();
  readonly #madeBlocks = new Set<string>();
  readonly #fewerBlocks = new Set<string>();
  readonly #changedBlocks = new Set<string>();

  /** New or replaced. */
  make(address: string): void {
    this.#made.add(address);
    this.#madeBlocks.add(withoutKey(address));
    this.change(address);
  }

  /** Gone. Of several: whoever reads the whole set by its name reads something else now, which is known. */
  lose(address: string): void {
    if (address !== withoutKey(address)) this.#fewerBlocks.add(withoutKey(address));
    this.change(address);
  }

  change(address: string): void {
    this.#changedBlocks.add(withoutKey(address));
  }

  /** The first resource that makes the value another one without a word of it changing. */
  behind(value: Json | undefined): string | undefined {
    if (value === undefined || this.#changedBlocks.size === 0) return undefined;
    return (
      referencesIn(value, true).find((reference) => this.#isMade(reference) || this.#fewerBlocks.has(reference)) ??
      readThroughData(value).find((address) => this.#changedBlocks.has(address))
    );
  }

  #isUnknown(value: string): boolean {
    return (
      referencesIn(value, true).some((reference) => this.#isMade(reference)) ||
      readThroughData(value).some((address) => this.#changedBlocks.has(address))
    );
  }

  /** The parts of a value that are not known, in the form of a plan's `after_unknown`. */
  marks(value: Json | undefined): unknown {
    if (typeof value === "string") return this.#isUnknown(value) ? true : undefined;
    if (Array.isArray(value)) return value.map((item: Json) => this.marks(item));
    if (value === undefined || !isObject(value)) return undefined;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.marks(item as Json)]));
  }

  #isMade(reference: string): boolean {
    return reference.includes("[") ? this.#made.has(reference) : this.#madeBlocks.has(reference);
  }
}
