// In: templates of one module that were evaluated. Out: their results, as long as they hold: in every root, or in one. Never evaluates.
import type { ReadonlyJson as Json } from "../../shared/json.ts";
import type { Node } from "./syntax.ts";
import type { Value } from "./value.ts";

/** What a result depends on, besides the module itself: a sum of these. */
export const ON_ROOT = 1;
export const ON_INSTANCE = 2;

/** Turns of all loops together, in one root: more than any system of ours has, done in a blink. A file that anybody wrote may ask for billions. */
const MOST_TURNS = 300_000;

/** Of a module: what is the same in every root that calls it. */
export interface ModuleMemory {
  readonly trees: Map<string, Node>;
  readonly results: Map<string, Json>;
}

export function rememberModule(): ModuleMemory {
  return { trees: new Map(), results: new Map() };
}

/** Of a module in one root. An expression that is being evaluated says here what it reads, so that its result is remembered for no more than it holds for. */
export class Memory {
  readonly trees: Map<string, Node>;
  /** Values of locals: half of all names are made of one or two. */
  readonly locals = new Map<string, Value>();
  private readonly shared: Map<string, Json>;
  private readonly own = new Map<string, Json>();
  private reads = 0;
  private turns = 0;

  constructor(module: ModuleMemory) {
    this.trees = module.trees;
    this.shared = module.results;
  }

  /** One more turn of a loop; false when there were too many. */
  turn(): boolean {
    this.turns += 1;
    return this.turns <= MOST_TURNS;
  }

  /** Whoever is evaluated now depends on it. */
  note(dependence: number): void {
    this.reads |= dependence;
  }

  /** The result of a template outside of any other. */
  recall(template: string): Json | undefined {
    const shared = this.shared.get(template);
    if (shared !== undefined) return shared;
    const own = this.own.get(template);
    if (own !== undefined) this.reads |= ON_ROOT;
    return own;
  }

  remember(template: string, result: Json, reads: number): void {
    if ((reads & ON_INSTANCE) === 0) (reads === 0 ? this.shared : this.own).set(template, result);
  }

  /** What is evaluated from here to `end` says what it alone reads. Hand what this returns to `end`. */
  begin(): number {
    const around = this.reads;
    this.reads = 0;
    return around;
  }

  /** What was read since `begin`; whoever is around it has read that, too. */
  end(around: number): number {
    const { reads } = this;
    this.reads |= around;
    return reads;
  }
}
