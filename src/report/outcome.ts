// In: nothing. Out: everything a command found or did, as values that reports print. Never text for people.
import type { Criterion } from "../answers/completion.ts";
import type { Architecture } from "../architecture/model.ts";
import type { CoverageReport } from "../decisions/coverage.ts";
import type { Decisions } from "../decisions/decision.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Prediction } from "../resources/predict.ts";
import type { Review } from "../review/review.ts";
import type { ChangeSet } from "../write/change-set.ts";
import type { Choice } from "../write/choices.ts";
import type { FoundConflict } from "../write/find-conflicts.ts";
import type { Reversed } from "../write/undo.ts";

export type InfraMode = "write" | "dry-run" | "diff" | "check";

export interface InfraOutcome {
  readonly command: "infra";
  readonly mode: InfraMode;
  /** The output folder as the user named it. */
  readonly out: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when the answers have errors. */
  readonly architecture: Architecture | undefined;
  readonly changeSet: ChangeSet | undefined;
  /** What applying the new output does to the infrastructure of the last one; undefined when nothing is known about that. */
  readonly predictions: readonly Prediction[] | undefined;
  /** Unified diff, for `--diff`. */
  readonly diff: string | undefined;
  /** Whether an earlier, interrupted run was put back first. */
  readonly recovered: boolean;
  /** Files in conflict that Git's index has as unmerged now. */
  readonly staged: readonly string[];
  /** Files that were in conflict until somebody edited them. */
  readonly settled: readonly string[];
}

export interface ImpactOutcome {
  readonly command: "impact";
  readonly out: string;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether the folder says what was made before; when not, everything counts as new. */
  readonly isKnown: boolean;
  /** Undefined when the answers have errors. */
  readonly predictions: readonly Prediction[] | undefined;
}

export interface ValidateOutcome {
  readonly command: "validate";
  readonly diagnostics: readonly Diagnostic[];
  /** The template's completion criteria; empty when the answers could not be read. */
  readonly criteria: readonly Criterion[];
}

export interface InterviewOutcome {
  readonly command: "interview";
  /** The answers file as the user named it. */
  readonly file: string;
  /** `left`: the person went before the checkpoint, or at one with questions still open; `refused`: the file has no place for answers, and nothing was asked. */
  readonly ended: "finished" | "left" | "refused";
  /** Pointers of what was answered, in the order of the answers. */
  readonly changed: readonly string[];
  readonly questions: readonly {
    readonly number: number;
    readonly title: string;
    readonly fields: readonly string[];
    readonly isOpen: boolean;
  }[];
  /** Of the checkpoint; empty when there was none. */
  readonly criteria: readonly Criterion[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface ExplainOutcome {
  readonly command: "explain";
  readonly decisions: Decisions | undefined;
  /** What became of every text; undefined when the answers could not be read. */
  readonly coverage: CoverageReport | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What was asked for by name; undefined when nothing was. */
  readonly subject: Subject | undefined;
}

/**
 * One file or resource of the output with its reasons, read from the output's trace; or all of a folder, a service or a decision, by name in `parts`.
 * `own`: a file or folder of the user's; `kept`: a file that was generated before and is kept for its edits.
 */
export interface Subject {
  readonly name: string;
  readonly kind: "file" | "resource" | "folder" | "decision" | "own" | "kept";
  readonly file: string;
  readonly parts: readonly string[];
  readonly because: readonly {
    readonly decision: string;
    readonly pointer?: string | undefined;
    readonly quote?: string | undefined;
  }[];
}

export interface SchemaOutcome {
  readonly command: "schema";
  readonly text: string;
}

export interface UndoOutcome {
  readonly command: "undo";
  readonly mode: "write" | "dry-run";
  readonly direction: "undo" | "redo";
  /** What was taken back. */
  readonly of: Reversed;
  readonly out: string;
  readonly recovered: boolean;
  /** What it does to the folder; its diagnostics say why it does nothing. */
  readonly changeSet: ChangeSet;
  /** Steps that can be taken after this one. */
  readonly left: { readonly undo: number; readonly redo: number };
  /** Files that Git's index has as unmerged again. */
  readonly staged: readonly string[];
  /** Files that Git's index had as unmerged, and has as in the last commit now. */
  readonly reset: readonly string[];
}

export interface ReviewOutcome {
  readonly command: "review";
  readonly review: Review;
  /** About how it was asked, not about the plans. */
  readonly diagnostics: readonly Diagnostic[];
  readonly format: "text" | "markdown" | "json" | "sarif" | "junit" | "github";
  /** The place that shows the Markdown. */
  readonly target: "github" | "github-summary" | "gitlab" | "bitbucket" | "azure";
  /** Undefined: as much as the place takes. */
  readonly maxBytes: number | undefined;
}

export interface ConflictsOutcome {
  readonly command: "conflicts";
  readonly action: "list" | "show" | "resolve" | "forget";
  /** Of `resolve`: which one was chosen. */
  readonly side?: "ours" | "theirs";
  readonly mode: "write" | "dry-run";
  readonly out: string;
  /** Of `list` all that are open, else those that were meant. */
  readonly conflicts: readonly FoundConflict[];
  /** Answers that are remembered; of `forget` those that were given up. */
  readonly remembered: readonly (Choice & { readonly key: string })[];
  /** What `resolve` does to the folder. */
  readonly changeSet: ChangeSet | undefined;
  /** Conflicts that are open afterwards. */
  readonly left: number;
  /** Files that are no longer unmerged in Git's index. */
  readonly staged: readonly string[];
}

export type Outcome =
  | ConflictsOutcome
  | UndoOutcome
  | InfraOutcome
  | ImpactOutcome
  | InterviewOutcome
  | ValidateOutcome
  | ExplainOutcome
  | ReviewOutcome
  | SchemaOutcome;

/** What goes to the two streams. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export interface Style {
  readonly color: boolean;
  readonly quiet: boolean;
}
