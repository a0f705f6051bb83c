// In: statements. Out: those that may hold a combination of action, resource and principal, found without looking at the others. Never misses one: what it hands out is still to be compared.
import { PrefixMap } from "./pattern-set.ts";
import type { Scope, Statement } from "./statements.ts";

/** One combination out of a statement; a statement with "not" has one that stands for all the rest. */
export interface Combination {
  readonly actions: Scope;
  readonly resources: Scope;
  readonly principals: Scope;
}

export const DIMENSIONS = ["resources", "actions", "principals"] as const satisfies readonly (keyof Combination)[];

export type Dimension = (typeof DIMENSIONS)[number];

/** Statements by what one of their scopes starts with, then by the next; those at the end have been asked for all. */
interface Level {
  readonly next: PrefixMap<Level>;
  readonly here: Set<Statement>;
}

/** A place for each combination costs more than it saves where a statement has very many. */
const MOST_PLACES = 500;

export class StatementIndex {
  readonly #dimensions: readonly Dimension[];
  readonly #root = emptyLevel();

  /** Statements that differ in nothing but what is left out count once. */
  constructor(statements: readonly Statement[], leftOut?: Dimension) {
    this.#dimensions = DIMENSIONS.filter((dimension) => dimension !== leftOut);
    const seen = new Set<string>();
    for (const statement of statements) {
      const key = JSON.stringify([...this.#dimensions.map((dimension) => statement[dimension]), statement.conditions]);
      if (seen.has(key)) continue;
      seen.add(key);
      this.#add(statement);
    }
  }

  /** Statements, some perhaps twice. */
  mayHold(wanted: Combination): Iterable<Statement> {
    return found(
      this.#root,
      this.#dimensions.map((dimension) => askedOf(wanted[dimension])),
      0,
    );
  }

  #add(statement: Statement): void {
    let levels = [this.#root];
    for (const dimension of this.#dimensions) {
      const starts = startsOf(statement[dimension]);
      const few = levels.length * starts.length > MOST_PLACES ? ["*"] : starts;
      levels = levels.flatMap(({ next }) => few.map((start) => next.at(start, emptyLevel)));
    }
    for (const { here } of levels) here.add(statement);
  }
}

function emptyLevel(): Level {
  return { next: new PrefixMap(), here: new Set() };
}

function* found({ next, here }: Level, asked: readonly string[], depth: number): Iterable<Statement> {
  const pattern = asked[depth];
  if (pattern === undefined) yield* here;
  else for (const level of next.mayCover(pattern)) yield* found(level, asked, depth + 1);
}

/** "Everything but" may cover anything. */
function startsOf({ except, patterns }: Scope): readonly string[] {
  return except ? ["*"] : patterns;
}

/** All of several patterns have to be covered, the first too; "everything but" only by what covers anything. */
function askedOf({ except, patterns }: Scope): string {
  return except ? "" : (patterns[0] ?? "");
}
