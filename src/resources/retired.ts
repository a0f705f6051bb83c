// In: the resource list of the last run, and the environments of this one. Out: environments that are gone from the answers and, as far as anybody knows, not from the cloud. Pure.
import { storedData } from "./resources.ts";
import { type Retired, type Snapshot, typeOf } from "./snapshot.ts";

const ROOT = "infra/environments/";

/** Undefined when there are none. One that comes back is none any more. */
export function retiredEnvironments(
  before: Snapshot | undefined,
  environments: readonly string[],
): Retired | undefined {
  const gone = Object.entries(before?.roots ?? {})
    .filter(([root]) => root.startsWith(ROOT) && !environments.includes(root.slice(ROOT.length)))
    .map(([root, { resources }]) => {
      const addresses = Object.keys(resources);
      const data = addresses.filter((address) => storedData(typeOf(address)) !== undefined).sort();
      return [root.slice(ROOT.length), { resources: addresses.length, data }] as const;
    });
  const all = [...Object.entries(before?.retired ?? {}), ...gone].filter(([id]) => !environments.includes(id));
  return all.length === 0 ? undefined : Object.fromEntries(all);
}
