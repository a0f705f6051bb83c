// In: nothing. Out: the port to the person who is asked: what an interview shows and gets back. Never asks by itself.

/** What came in for one prompt: one line, or several of one paste; within a line there are breaks where the person put them. */
export type Entry = { readonly kind: "lines"; readonly lines: readonly string[] } | { readonly kind: "end" };

export interface Prompter {
  /** Shows text that is safe for a terminal. */
  show(text: string): void;
  /** Waits for the person. `draft` stands in the line already, to be changed. "end": the person has left, now and ever after. */
  ask(prompt: string, draft?: string): Promise<Entry>;
}
