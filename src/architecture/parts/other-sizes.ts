// In: the sizes that the answers state for environments other than production. Out: those that each environment gets instead of its profile's, told to the list of numbers; what cannot be built from is reported. Never a size of production.
import { ALL_OTHERS, type OtherSize } from "../../decisions/details/other-sizes.ts";
import type { Draft } from "../draft.ts";
import type { Cache, Database, Service, StatedNumber } from "../model.ts";
import { profileOf } from "../profiles.ts";
import { reasonAt } from "../reasons.ts";
import { judgeClass } from "./instance-class.ts";
import { isClassOf, isDatabaseClass, STORAGE_GIB } from "./store-numbers.ts";

/** What one environment has instead of its profile's numbers. */
export interface EnvironmentSizes {
  readonly instanceClass?: string;
  readonly storageGiB?: number;
  readonly nodeType?: string;
  /** By id of the service; the one of "" holds for all others. */
  readonly tasks: ReadonlyMap<string, { readonly min?: number; readonly max?: number }>;
}

export interface OtherSizes {
  /** By the name of the environment in the answers. */
  readonly byEnvironment: ReadonlyMap<string, EnvironmentSizes>;
  readonly list: readonly StatedNumber[];
}

interface Holders {
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly services: readonly Service[];
}

type Draftable = { -readonly [Key in keyof EnvironmentSizes]: EnvironmentSizes[Key] } & {
  tasks: Map<string, { min?: number; max?: number }>;
};

/** More tasks than anybody runs beside production: a slip of the pen. */
const MOST_TASKS = 100;

export function resolveOtherSizes(draft: Draft, holders: Holders): OtherSizes {
  const decided = draft.decisions.table.environments.value;
  // A lone environment is production, whatever it is called.
  const names = decided.length === 1 ? [] : decided.filter((name) => profileOf(name) !== "prod");
  const list: StatedNumber[] = [];
  const judged = new Map<OtherSize, boolean>();
  const byEnvironment = new Map(
    names.map((name) => {
      const sizes: Draftable = { tasks: new Map() };
      const unused: OtherSize[] = [];
      const told = draft.details.otherSizes;
      // What is said of it by name outranks what is said of all others.
      for (const size of [
        ...told.filter(({ environment }) => environment === name),
        ...told.filter(({ environment }) => environment === ALL_OTHERS),
      ]) {
        const value = take(draft, holders, sizes, size, judged);
        if (value === undefined) unused.push(size);
        else if (value !== null)
          list.push({
            what: `${value.what} in ${name}`,
            value: value.built,
            because: reasonAt("environments", size.evidence),
          });
      }
      reportUnused(draft, name, unused);
      return [name, sizes] as const;
    }),
  );
  return { byEnvironment, list };
}

/** Puts a size where it belongs: what it became, null where an earlier one stands, undefined where nothing can be built from it. */
function take(
  draft: Draft,
  { databases, caches, services }: Holders,
  sizes: Draftable,
  size: OtherSize,
  judged: Map<OtherSize, boolean>,
): { readonly what: string; readonly built: string } | null | undefined {
  const { of, value, evidence } = size;
  const stated = { value, evidence };
  const isOffered = (judge: () => boolean) => {
    const known = judged.get(size) ?? judge();
    judged.set(size, known);
    return known;
  };
  if (of === "database" && databases.some(({ serverless }) => !serverless)) {
    if (sizes.instanceClass !== undefined) return null;
    if (!isOffered(() => isDatabaseClass(draft, stated, databases))) return null;
    sizes.instanceClass = value;
    return { what: "Class of the database", built: value };
  }
  if (of === "cache" && caches.length > 0) {
    if (sizes.nodeType !== undefined) return null;
    if (!isOffered(() => isClassOf(draft, stated, "a cache", judgeClass(value, "cache")))) return null;
    sizes.nodeType = value;
    return { what: "Class of the cache", built: value };
  }
  if (of === "storage" && databases.some(({ engine }) => !engine.startsWith("aurora"))) {
    if (sizes.storageGiB !== undefined) return null;
    sizes.storageGiB = Math.min(STORAGE_GIB.most, Math.max(STORAGE_GIB.least, Number(value)));
    return { what: "Storage of the database", built: `${sizes.storageGiB} GiB` };
  }
  const count = Number(value);
  if (of !== "tasks" || count < 1 || count > MOST_TASKS) return undefined;
  const { index, bound } = { index: size.service, bound: size.bound };
  const id = index === null ? "" : draft.services[index]?.id;
  const known = services.find((service) => service.id === id);
  if (id === undefined || (id !== "" && (known === undefined || known.kind === "scheduled"))) return undefined;
  if (known?.scaling.singleton === true) return null;
  const before = sizes.tasks.get(id) ?? {};
  const next = {
    ...(bound === "most" ? {} : { min: count }),
    ...(bound === "least" ? {} : { max: count }),
    ...before,
  };
  if (Object.keys(before).length === Object.keys(next).length) return null;
  sizes.tasks.set(id, next);
  const words = { least: "at least ", most: "at most ", both: "" }[bound];
  return { what: id === "" ? "Tasks of each service" : `Tasks of ${id}`, built: `${words}${count}` };
}

/** Words about a size from which nothing follows are not lost in silence. */
function reportUnused(draft: Draft, name: string, unused: readonly OtherSize[]): void {
  const first = unused[0];
  if (first === undefined) return;
  const quotes = [...new Set(unused.map(({ evidence }) => JSON.stringify(evidence.quote)))].join(", ");
  draft.report({
    code: "ARCH_ASSUMED",
    severity: "warning",
    pointer: first.evidence.pointer,
    message: `sizes of ${name} (${quotes}) cannot be built from: ${name} has those of its profile`,
    help: `Say of what it is the size ("one task of each service in ${name}", "db.t4g.small in ${name}"), or write the numbers into infra/environments/${name}/${name}.auto.tfvars, where later runs leave them.`,
  });
}
