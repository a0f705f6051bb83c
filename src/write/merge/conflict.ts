// The vocabulary of a merge: three sides in, one text or conflicts out. Types only.

export interface Sides {
  /** Last generated; undefined when it is not known what that was. */
  readonly base: string | undefined;
  /** On disk. */
  readonly ours: string;
  /** Newly generated. */
  readonly theirs: string;
}

export type Side = "ours" | "theirs";

/** One place that both sides changed. The three texts are whole lines, or the value alone where the place is inside of a line; undefined: that side does not have it. */
export interface Conflict {
  readonly path: string;
  /** Where it is, by names and not by numbers, so that it is the same in the next run: `resource.aws_ecs_service.api/desired_count`. One line, unique in its file. */
  readonly id: string;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
  readonly base: string | undefined;
}

export type Merged =
  | { readonly kind: "clean"; readonly text: string }
  /** `text` holds each conflict between markers; undefined where markers would break the file, which is then left as it is. */
  | { readonly kind: "conflict"; readonly text: string | undefined; readonly conflicts: readonly Conflict[] };

/** An answer to a conflict that is known already; undefined leaves it open. */
export type Choose = (conflict: Conflict) => Side | undefined;
