// The vocabulary between the steps of a comparison: a path with what was said about it. Types only.
import type { GeneratedFile } from "../render/file-set.ts";
import type { FileContent } from "./content.ts";
import type { Case, Generated, Verdict } from "./verdict.ts";

export interface Judged {
  readonly one: Case;
  readonly verdict: Verdict;
  readonly generated: GeneratedFile | undefined;
  /** The bytes of `generated`, with its manifest entry. */
  readonly theirs: Generated | undefined;
  /** On disk at the path; `one.ours` may come from elsewhere when the file moves. */
  readonly before: FileContent | undefined;
  /** Where a file that moves is now. */
  readonly from?: { readonly path: string; readonly before: FileContent };
  /** Contents that the manifest entry of the verdict names and that are nowhere else. */
  readonly contents?: readonly Uint8Array[];
}
