// In: what a person typed. Out: a command of the interview, or an answer without what no answer holds. Never interprets an answer.
import { closest } from "../shared/closest.ts";

/** What is said to the question itself. */
export type Told =
  | { readonly kind: "nothing" }
  | { readonly kind: "clear" }
  | { readonly kind: "edit"; readonly position: number | undefined }
  | { readonly kind: "remove"; readonly position: number }
  | { readonly kind: "answer"; readonly lines: readonly string[] };

/** What is said about the interview. */
type Command =
  | { readonly kind: "help" | "back" | "skip" | "list" | "check" | "quit" }
  | { readonly kind: "jump"; readonly question: number }
  | { readonly kind: "unclear"; readonly word: string; readonly near: string | undefined };

const COMMANDS = ["help", "back", "skip", "list", "edit", "goto", "check", "quit"] as const;

/** Commands are single words behind a slash; an answer that looks like one is written with two. */
export function readEntry(raw: readonly string[]): Told | Command {
  const lines = raw.map(cleaned);
  const first = (lines[0] ?? "").trim();
  if (lines.every((line) => line.trim() === "")) return { kind: "nothing" };
  if (lines.length > 1) return { kind: "answer", lines };
  if (first === "-") return { kind: "clear" };
  if (first === "?") return { kind: "help" };
  const number = /^-(\d{1,4})$/.exec(first)?.[1];
  if (number !== undefined) return { kind: "remove", position: Number(number) };
  const command = /^\/([a-z]+)(?: +(\d{1,4}))?$/i.exec(first);
  const jump = /^\/(\d{1,2})$/.exec(first)?.[1];
  if (jump !== undefined) return { kind: "jump", question: Number(jump) };
  if (command === null) return { kind: "answer", lines: [isEscaped(first) ? first.slice(1) : (lines[0] ?? "")] };
  const word = (command[1] ?? "").toLowerCase();
  const known = COMMANDS.find((name) => name === word);
  const argument = command[2] === undefined ? undefined : Number(command[2]);
  if (known === undefined) {
    const near = closest(word, COMMANDS);
    return { kind: "unclear", word: first, near: near === undefined ? undefined : `/${near}` };
  }
  if (known === "edit") return { kind: "edit", position: argument };
  if (known !== "goto") return { kind: known };
  return argument === undefined
    ? { kind: "unclear", word: first, near: "/goto 7" }
    : { kind: "jump", question: argument };
}

function isEscaped(text: string): boolean {
  return /^\/\/[a-z0-9]+(?: +\d+)?$/i.test(text);
}

/** Line ends of any system become one; what moves a cursor is no part of an answer. */
function cleaned(line: string): string {
  return line
    .replace(/\r\n?/g, "\n")
    .replace(/\u001b\[[0-9;?]*[ -/]*[@-~]/g, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, "");
}

/** The lines as one text, without empty ones around it and without blanks at line ends. */
export function asText(lines: readonly string[]): string {
  return lines
    .join("\n")
    .replace(/[ \t]+(?=\n)/g, "")
    .trim();
}

/** The lines as items: marks in front of them are the list's, not theirs. */
export function asItems(lines: readonly string[]): readonly string[] {
  return lines
    .map((line) => asText([line]))
    .map((line) => (lines.length > 1 ? line.replace(/^(?:[-*•]|\d{1,3}[.)])\s+/, "") : line))
    .filter((line) => line !== "");
}
