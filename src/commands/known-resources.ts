// In: the manifest and the resource snapshot of an output folder. Out: a refusal when the one says that infrastructure was generated and the other is gone: then nothing that an edit destroys can be named; the addresses that are live; what is to be said about the resources of two runs. Pure.

import type { Overrides } from "../answers/overrides.ts";
import type { Held } from "../architecture/held.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { addressDiagnostics, heldAddresses, movedAddresses } from "../resources/addresses.ts";
import { type Renamed, renameDiagnostics } from "../resources/renames.ts";
import type { Snapshot } from "../resources/snapshot.ts";
import { statedDiagnostics } from "../resources/stated.ts";
import { heldEngines } from "../resources/upgrades.ts";
import { keptDiagnostics, olderListDiagnostics } from "../resources/verdict.ts";
import { RESOURCES_PATH } from "../write/layout.ts";
import type { Manifest } from "../write/manifest.ts";

const ROOT = /^(infra\/environments\/[^/]+)\/main\.tf$/;

/** Every root that the manifest tracks must be in the snapshot, with resources. `accepted`: what the user gave to --accept-data-loss. */
export function missingSnapshot(
  manifest: Manifest | undefined,
  snapshot: Snapshot | undefined,
  accepted: readonly string[],
): Diagnostic[] {
  if (manifest === undefined || accepted.includes(RESOURCES_PATH)) return [];
  const roots = Object.keys(manifest.files).flatMap((path) => ROOT.exec(path)?.[1] ?? []);
  const gone = roots.filter((root) => Object.keys(snapshot?.roots[root]?.resources ?? {}).length === 0);
  if (gone.length === 0) return [];
  return [
    {
      code: "IMPACT_SNAPSHOT_MISSING",
      severity: "error",
      pointer: "",
      message: `${RESOURCES_PATH} does not list the resources of ${gone.join(", ")}, which were generated before: what this edit destroys there cannot be known`,
      help: `Restore the file from version control. When nothing has been applied yet: --accept-data-loss ${RESOURCES_PATH}`,
    },
  ];
}

/** By the ids that the answers have now. */
export function held(snapshot: Snapshot | undefined, { services, sites, databases, caches }: Renamed): Held {
  return {
    ...heldAddresses(snapshot, { ...services, ...sites }),
    ...heldEngines(snapshot, { databases: databases ?? {}, caches: caches ?? {} }),
  };
}

/** What the answers state about resources, and what becomes of those of the last run. */
export function sinceLastRun(before: Snapshot | undefined, after: Snapshot, overrides: Overrides): Diagnostic[] {
  const { renamed = {}, destroy = [], upgraded = {} } = overrides;
  return [
    ...olderListDiagnostics(before),
    ...keptDiagnostics(before, after),
    ...addressDiagnostics(movedAddresses(before, after)),
    ...renameDiagnostics(before?.parts, after.parts, renamed, after.modules.stack.moved),
    ...statedDiagnostics(before, after, { destroy, upgraded: Object.keys(upgraded) }),
  ];
}
