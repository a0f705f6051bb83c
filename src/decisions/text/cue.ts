// In: nothing. Out: what a cue is: a phrase that changes how a thing is meant (denied, past, planned, someone else's, open, local). Knows no cloud.

/** How the text means a thing: only `chosen` decides. */
export type Status = "chosen" | "negated" | "past" | "future" | "foreign" | "open" | "local";

/**
 * Where a cue works: `phrase` on the noun phrase (and its list) after it; `clause` on all that follows in its clause; `back` on what stands
 * before it; `subject` on what stands before it in its clause, or where that is nothing, on the noun phrase after it; `around` on its whole segment; `rest` on all that follows in the statement; `near` on the two or three words right before it; `except` turns the phrase after it round; `cancel` makes the words of the cue mean nothing.
 */
export type Reach = "phrase" | "clause" | "subject" | "rest" | "near" | "back" | "around" | "except" | "cancel";

export interface Cue {
  readonly status: Status;
  readonly reach: Reach;
  /** First word of the cue. */
  readonly words: readonly string[];
  /** A piece of text without which the cue cannot stand: looked for first, because patterns are costly to compile. */
  readonly needs?: string;
  /** What must follow the first word. */
  readonly after?: RegExp;
  /** What must not follow. */
  readonly unless?: RegExp;
  /** What must stand before. */
  readonly before?: RegExp;
  /** What must not stand before. */
  readonly notBefore?: RegExp;
  /** A leaving that has not happened: under a plan or a denial, what would be left is still there ("we plan to leave A", "we won't drop A"). */
  readonly leaving?: true;
}

/** Makes a cue from its status, reach, first words and conditions. */
export function cue(
  status: Status,
  reach: Reach,
  words: string,
  rest: Omit<Cue, "status" | "reach" | "words"> = {},
): Cue {
  return { status, reach, words: words.split(" "), ...rest };
}
/** What must follow, tried at the end of the first word. */
export const re = (source: string) => new RegExp(source, "y");
/** What must stand right before the first word. */
export const end = (source: string) => new RegExp(`(?:${source})\\s*$`);
