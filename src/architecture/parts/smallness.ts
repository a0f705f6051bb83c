// In: the stores, and the environments as sized. Out: a warning where a store is called small without a class: the profile's class is built, whatever the word meant. Never a size.
import type { Draft } from "../draft.ts";
import type { Cache, Database, Environment } from "../model.ts";
import { assume } from "./store-numbers.ts";

export function reportSmallness(
  draft: Draft,
  { databases, caches }: { readonly databases: readonly Database[]; readonly caches: readonly Cache[] },
  environments: readonly Environment[],
): void {
  const { database, cache } = draft.details.numbers;
  const stores = [
    {
      said: databases.some(({ serverless }) => !serverless) ? database.smallness : null,
      what: "database",
      example: "db.t4g.medium",
      classOf: (one: Environment) => one.database.instanceClass,
    },
    {
      said: caches.length > 0 ? cache.smallness : null,
      what: "cache",
      example: "cache.t4g.small",
      classOf: (one: Environment) => one.cache.nodeType,
    },
  ];
  for (const { said, what, example, classOf } of stores) {
    if (said === null) continue;
    const classes = environments.map((one) => `${one.id} has ${classOf(one)}`).join(", ");
    assume(
      draft,
      said.evidence.pointer,
      `"${said.evidence.quote}" is no class of a ${what}, and none is built from it: ${classes}`,
      `Name the class, such as ${example}.`,
    );
  }
}
