// In: the two streams of a terminal. Out: a prompter on them: line editing, answers of several lines, pastes in one piece. The only file that reads keys; never keeps the terminal once it is closed.
import * as readline from "node:readline";
import type { Entry, Prompter } from "./prompter.ts";

/** A terminal as the process edge hands it in. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Calls it when the process is told to end from outside: the terminal is given back first. */
  onInterrupt(leave: () => void): void;
}

/** Asks the terminal to put marks around what is pasted. */
const MARK_PASTES = "\u001b[?2004h";
const LEAVE_PASTES = "\u001b[?2004l";
/** Lines that follow each other faster than anybody types belong to one paste, also where the terminal marks none. */
const SAME_PASTE_MILLISECONDS = 25;
const MORE = "  … ";

export function openPrompter({ input, output, onInterrupt }: Terminal): Prompter & { close(): void } {
  let isPasting = false;
  // Before the line editor sees them: the lines of a paste come between the two.
  const onKey = (_: unknown, key: { readonly name?: string } | undefined) => {
    if (key?.name === "paste-start") isPasting = true;
    if (key?.name === "paste-end") isPasting = false;
  };
  input.on("keypress", onKey);
  const editor = readline.createInterface({ input, output, terminal: true, historySize: 0 });
  output.write(MARK_PASTES);
  let hasLeft = false;
  let answer: ((entry: Entry) => void) | undefined;
  let reading = newReading(undefined);
  let timer: NodeJS.Timeout | undefined;

  /** What comes in while nothing is asked answers no question. */
  const finish = (entry: Entry) => {
    clearTimeout(timer);
    const done = answer;
    answer = undefined;
    done?.(entry);
  };
  const leave = () => {
    const isUnfinished = answer !== undefined && (editor.line !== "" || reading.lines.length > 0);
    if (!hasLeft) output.write(isUnfinished ? "\n  What was not ended with Enter is not saved.\n" : "\n");
    hasLeft = true;
    finish({ kind: "end" });
  };
  const show = (prompt: string, draft: string | undefined) => {
    editor.setPrompt(prompt);
    editor.prompt();
    if (draft !== undefined) editor.write(draft);
  };
  editor.on("line", (line) => {
    const goesOn = reading.take(line, isPasting);
    if (isPasting) return;
    if (goesOn) return show(MORE, reading.draft());
    clearTimeout(timer);
    timer = setTimeout(() => {
      // The last line of a paste without a line end waits in the editor for its Enter.
      if (editor.line === "" && !isPasting) finish({ kind: "lines", lines: reading.lines });
    }, SAME_PASTE_MILLISECONDS);
  });
  editor.on("SIGINT", leave);
  editor.on("close", leave);
  onInterrupt(leave);
  editor.on("SIGCONT", () => output.write(MARK_PASTES));

  return {
    show: (text) => void output.write(text),
    ask: (prompt, draft) => {
      if (hasLeft) return Promise.resolve({ kind: "end" });
      reading = newReading(draft);
      return new Promise((resolve) => {
        answer = resolve;
        show(prompt, reading.draft());
      });
    },
    close: () => {
      hasLeft = true;
      input.off("keypress", onKey);
      editor.close();
      output.write(LEAVE_PASTES);
      input.pause();
    },
  };
}

/** The lines of one entry as they come in. A backslash at the end joins the next line to it, two stand for one. */
function newReading(draft: string | undefined): {
  readonly lines: readonly string[];
  /** True when the line goes on in the next one. A line of a paste is as it is. */
  take(line: string, isPasted: boolean): boolean;
  /** The next line of the text that is being edited, as it is typed. */
  draft(): string | undefined;
} {
  const lines: string[] = [];
  const waiting = (draft ?? "").split("\n");
  let isJoined = false;
  return {
    lines,
    take: (line, isPasted) => {
      const goesOn = !isPasted && /(?:^|[^\\])\\$/.test(line);
      const text = !isPasted && line.endsWith("\\") ? line.slice(0, -1) : line;
      if (isJoined) lines.push(`${lines.pop()}\n${text}`);
      else lines.push(text);
      isJoined = goesOn;
      return goesOn;
    },
    draft: () => {
      const next = waiting.shift();
      if (next === undefined || (next === "" && waiting.length === 0)) return undefined;
      const typed = next.endsWith("\\") ? `${next}\\` : next;
      return waiting.length > 0 ? `${typed}\\` : typed;
    },
  };
}
