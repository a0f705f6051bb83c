// In: the answers as read. Out: the size of every service: from its own texts, then from sentences elsewhere that name it and no other. Never what is said of all.
import { compileOwnLexicon } from "../text/lexicon.ts";
import { findMentions } from "../text/mentions.ts";
import type { Statement } from "../text/statements.ts";
import { readSize, type Size } from "./service-size.ts";
import { fieldsOf, type Reading } from "./topic.ts";

/** Fields that speak of sizes at large. */
export const GENERAL_SIZES = [
  "scalability.scaling_strategy",
  "reliability.high_availability",
  "infrastructure.hosting_strategy",
  "scalability.load_balancing",
] as const;

export interface Sizes {
  /** By position of the service. */
  readonly services: readonly (Size | null)[];
  /** Statements of a general field that name no single service. */
  readonly general: ReadonlyMap<string, readonly Statement[]>;
}

const known = new WeakMap<Reading, Sizes>();

/** One reading gives the same sizes, and every reader of them the same. */
export function sizesOf(reading: Reading): Sizes {
  const before = known.get(reading);
  if (before !== undefined) return before;
  const { services } = reading.answers.output;
  const names = compileOwnLexicon(
    Object.fromEntries(services.map(({ name }, index) => [String(index), name.replaceAll("|", " ")])),
  );
  const own = new Map<string, Statement[]>();
  for (const { field, service, statements } of reading.fields) {
    if (service === undefined) continue;
    const key = `${service} ${field}`;
    own.set(key, [...(own.get(key) ?? []), ...statements]);
  }
  const named = new Map<number, Statement[]>();
  const general = new Map<string, readonly Statement[]>();
  for (const field of GENERAL_SIZES) {
    const left: Statement[] = [];
    for (const statement of fieldsOf(reading, field).flatMap(({ statements }) => statements)) {
      const ids = new Set(findMentions([statement], names).map(({ id }) => Number(id)));
      const [only] = ids;
      // Of a lone service everything is said.
      if (only === undefined || ids.size > 1 || services.length === 1) left.push(statement);
      else named.set(only, [...(named.get(only) ?? []), statement]);
    }
    general.set(field, left);
  }
  const sizes: Sizes = {
    services: services.map((_, index) => {
      const of = (field: string) => own.get(`${index} services.${field}`) ?? [];
      const told = readSize(of("scaling_requirements"), true) ?? readSize(of("technology"), false);
      return widened(told, readSize(named.get(index) ?? [], false));
    }),
    general,
  };
  known.set(reading, sizes);
  return sizes;
}

/** "1" here and "between 1 and 3" there is one range; what the service's own text says in full stands. */
function widened(own: Size | null, other: Size | null): Size | null {
  if (own === null || other === null) return own ?? other;
  const isOpen = own.min === null || own.max === null || own.fixed !== undefined;
  if (!isOpen) return own;
  const min = own.min ?? other.min;
  const max = own.max === null || (other.max !== null && other.max > own.max) ? (other.max ?? own.max) : own.max;
  if ((min === own.min && max === own.max) || (min !== null && max !== null && max < min)) return own;
  return { min, max, evidence: [...own.evidence, ...other.evidence] };
}
