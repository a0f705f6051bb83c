// In: the cues by kind. Out: all cues, and who owns what is not ours. Knows no cloud.
import type { Cue } from "./cue.ts";
import { DENIED } from "./cues-denied.ts";
import { FOREIGN } from "./cues-foreign.ts";
import { PAST } from "./cues-past.ts";
import { PLANNED } from "./cues-planned.ts";
import { WEIGHED } from "./cues-weighed.ts";

export type { Status } from "./cue.ts";

/** Every cue; a "cancel" comes before what it cancels. */
export const CUES: readonly Cue[] = [...DENIED, ...WEIGHED, ...PAST, ...PLANNED, ...FOREIGN];

/** Owners whose possessive makes a thing someone else's: "the vendor's", "another team's". */
export const FOREIGN_OWNERS: ReadonlySet<string> = new Set(
  "operator operators carrier carriers retailer regulator school municipality government ministry insurer courier manufacturer publisher authority hospital clinic landlord franchisee supplier exchange city church vendor vendors customer customers client clients partner partners supplier suppliers provider providers tenant tenants bank company department agency else corporate parent university hospital group squad division users user merchant merchants integrator".split(
    " ",
  ),
);
