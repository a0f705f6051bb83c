// The vocabulary of judging one path: what the rules may ask, and what they say. Types only.
import type { Verb } from "./change-set.ts";
import type { FileContent, Text } from "./content.ts";
import type { ManifestFile } from "./manifest.ts";
import type { Choose, Conflict } from "./merge/conflict.ts";
import type { Look } from "./target.ts";

/** What the rules may ask about one path. */
export interface Case {
  readonly path: string;
  /** On disk; undefined unless it is a plain file. */
  readonly ours: FileContent | undefined;
  readonly look: Look;
  readonly entry: ManifestFile | undefined;
  /** What was last generated; undefined when its copy is missing or does not match its hash. Read only when needed. */
  readonly base: () => Text | undefined;
  /** How the user answered this very conflict before. */
  readonly choose: Choose;
}

/** What the blueprints give for the path, with the manifest entry that says so. */
export interface Generated {
  readonly content: FileContent;
  readonly entry: ManifestFile;
}

export interface Verdict {
  readonly verb: Verb;
  readonly reason: string;
  /** On disk afterwards; the same object as `ours` when nothing is written. */
  readonly after: FileContent | undefined;
  /** Goes into the new manifest; undefined: the path is not tracked. */
  readonly entry: ManifestFile | undefined;
  /** Conflicts between markers in `after`. */
  readonly markedRegions?: number;
  /** What waits for a person; every `conflict` has at least one. */
  readonly conflicts?: readonly Conflict[];
  readonly baseUnknown?: true;
}
