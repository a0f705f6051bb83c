// In: templates of one module that were evaluated. Out: their results, as long as they hold: in every root, or in one. Never evaluates.
import type { ReadonlyJson as Json } from "../../shared/json.ts";
import type { Node } from "./syntax.ts";
import type { Value } from "./value.ts";

/** What a result depends on, besides the module itself. */
export type Dependence = "root" | "instance";

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
  readonly module: ModuleMemory;
  /** Values of locals: half of all names are made of one or two. */
  readonly locals = new Map<string, Value>();
  private readonly results = new Map<string, Json>();
  private readsRoot = false;
  private readsInstance = false;

  constructor(module: ModuleMemory) {
    this.module = module;
  }

  /** Whoever is evaluated now depends on the values of the root, or of the instance. */
  note(dependence: Dependence): void {
    if (dependence === "root") this.readsRoot = true;
    else this.readsInstance = true;
  }

  /** The result of a template outside of any other. */
  recall(template: string, evaluate: () => Json): Json {
    const found = this.module.results.get(template);
    if (found !== undefined) return found;
    const own = this.results.get(template);
    if (own !== undefined) {
      this.readsRoot = true;
      return own;
    }
    const { value, readsRoot, readsInstance } = this.watch(evaluate);
    if (!readsInstance) (readsRoot ? this.results : this.module.results).set(template, value);
    return value;
  }

  /** Does something and tells what it read; whoever is around it has read that, too. */
  watch<T>(work: () => T): { readonly value: T; readonly readsRoot: boolean; readonly readsInstance: boolean } {
    const [outerRoot, outerInstance] = [this.readsRoot, this.readsInstance];
    this.readsRoot = false;
    this.readsInstance = false;
    const value = work();
    const { readsRoot, readsInstance } = this;
    this.readsRoot ||= outerRoot;
    this.readsInstance ||= outerInstance;
    return { value, readsRoot, readsInstance };
  }
}
