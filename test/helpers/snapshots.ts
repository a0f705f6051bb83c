// In: blocks of a small module as Terraform JSON. Out: a resource list of one environment. For tests of what an edit does.
import { toModule, toRoots } from "../../src/resources/build.ts";
import type { Move, Snapshot } from "../../src/resources/snapshot.ts";
import type { ReadonlyJson as Json } from "../../src/shared/json.ts";

export type Blocks = Readonly<Record<string, Readonly<Record<string, Json>>>>;
export const ROOT = "infra/environments/prod";

/** Addresses that start with `data.` are data sources. */
export function snapshotOf(
  blocks: Blocks,
  variables: Readonly<Record<string, Json>> = {},
  moved: Move[] = [],
): Snapshot {
  const all = Object.entries(blocks).map(([address, body]) => ({ address, body, because: [] }));
  const resources = all.filter(({ address }) => !address.startsWith("data."));
  const data = all.filter(({ address }) => address.startsWith("data."));
  const module = { resources, data, locals: {} };
  const kept = { removed: [], names: {} };
  const none = { resources: [], data: [], locals: {} };
  return {
    modules: { stack: toModule(module, { ...kept, moved }), bootstrap: toModule(none, { ...kept, moved: [] }) },
    roots: toRoots("stack", module, { [ROOT]: { regions: { aws: "eu-west-1" }, because: [], variables } }),
    parts: {},
  };
}
