// In: where the interview is and what it knows. Out: the text that is shown for it. Pure; free text of the answers never moves a cursor.
import { isBlank } from "../answers/fields.ts";
import type { Style } from "../report/outcome.ts";
import { paint, plain, printDiagnostics } from "../report/paint.ts";
import { isOpen, openQuestions, type Step, stepsOf } from "./agenda.ts";
import { type Document, serviceNames, textAt, valueAt } from "./document.ts";
import type { Hearing } from "./hearing.ts";
import { QUESTIONS, type Question, SECTIONS, SERVICE_PARTS } from "./questions.ts";

/** Lines and items of an answer that are shown; all of it stands in the file. */
const MOST_LINES = 20;

export function welcome(file: string, document: Document, isNew: boolean, style: Style): string {
  const open = openQuestions(document).length;
  const state = isNew
    ? `${plain(file)} is new: ${QUESTIONS.length} questions.`
    : `${plain(file)}: ${QUESTIONS.length - open} of ${QUESTIONS.length} questions are answered.`;
  if (style.quiet) return `${state}\n`;
  return `${state} Every answer is saved at once.
Enter keeps what is there, - clears it, \\ at the end of a line goes on in the next one.
/help tells more, Ctrl-C leaves.\n`;
}

export const HELP = `  Enter      keep the answer that is shown, or leave the question open
  text       the new answer; in a list the next item, and Enter alone ends the list
  \\          at the end of a line: the answer goes on in the next line; pasted lines stay together
  -          clear the answer; at the name of a service: remove the service
  -2         in a list: remove item 2
  /edit      change the answer that is shown instead of writing it anew; in a list: /edit 2
  /back      the question before         /skip   go on without an answer
  /list      all questions               /7      go to question 7 (also /goto 7)
  /check     check the answers now       /quit   leave (also Ctrl-C and Ctrl-D); go on any time
  Nothing to say? "None" is an answer, an empty one is open. An answer that looks like a command: //back
`;

export function heading(document: Document, step: Step, style: Style): string {
  const { question, part, kind, service } = step;
  const name = `Question ${question.number} of ${QUESTIONS.length}.`;
  const section = SECTIONS[question.section] ?? "";
  const title = `${section}: ${question.title}${place(document, step)}`;
  const lines = part.example.split("\n").map((line) => `    ${line}`);
  const example =
    style.quiet || kind === "more"
      ? ""
      : `${paint(style, "dim", `  For example${part.isList ? ", one a line" : ""}:\n${lines.join("\n")}`)}\n`;
  const names = serviceNames(document);
  const list = kind === "more" && names.length > 0 ? `  So far: ${names.map(plain).join(", ")}\n` : "";
  const ask = kind === "more" && names.length === 0 ? "What is the first service called?" : part.ask;
  const isOptional = part.optional === true && service === undefined ? " May stay empty." : "";
  return `\n${paint(style, "cyan", name)} ${paint(style, "bold", title)}\n${ask}${isOptional}\n${list}${example}`;
}

/** "service 2, orders, part 3 of 5" or "part 1 of 2". */
function place(document: Document, { question, part, kind, service }: Step): string {
  if (kind === "more") return "";
  if (service !== undefined) {
    const name = textAt(document, ["services", service, "name"]);
    return `; service ${service + 1}${name === "" ? "" : `, ${plain(name)}`}, part ${SERVICE_PARTS.indexOf(part) + 1} of ${SERVICE_PARTS.length}`;
  }
  const parts = question.parts.filter((one) => !SERVICE_PARTS.includes(one));
  return parts.length === 1 ? "" : `; part ${parts.indexOf(part) + 1} of ${parts.length}`;
}

/** What stands there now; nothing for an empty place. */
export function current(document: Document, { path, part }: Step, style: Style): string {
  const value = valueAt(document, path);
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return "";
  if (part.isList && Array.isArray(value)) {
    const items = value.map((item, index) => `    ${index + 1}. ${shown(item)}`);
    return `  Now:\n${cut(items, style)}`;
  }
  if (part.isList || typeof value !== "string")
    return `  Now: ${shown(value)}, which is no ${part.isList ? "list" : "text"}\n`;
  const lines = value.split("\n").map((line) => plain(line));
  const note = isBlank(value) ? paint(style, "yellow", " (counts as open)") : "";
  return lines.length === 1
    ? `  Now: ${lines[0]}${note}\n`
    : `  Now:\n${cut(
        lines.map((line) => `    ${line}`),
        style,
      )}`;
}

function shown(value: unknown): string {
  return plain(typeof value === "string" ? value : (JSON.stringify(value) ?? "")).slice(0, 400);
}

function cut(lines: readonly string[], style: Style): string {
  const more = lines.length - MOST_LINES;
  const rest = more > 0 ? `${paint(style, "dim", `    … and ${more} more`)}\n` : "";
  return `${lines.slice(0, MOST_LINES).join("\n")}\n${rest}`;
}

/** What was understood, in one line, and what is wrong with it. */
export function heard({ read, unread, problems }: Hearing, style: Style): string {
  return `${style.quiet ? "" : understood(read, unread, style)}${printDiagnostics(problems, style)}`;
}

function understood(read: Hearing["read"], unread: Hearing["unread"], style: Style): string {
  if (read.length > 0) {
    const more = read.length > MOST_LINES ? `; and ${read.length - MOST_LINES} more` : "";
    return `  ${paint(style, "green", "Read")} ${read.slice(0, MOST_LINES).map(plain).join("; ")}${more}\n`;
  }
  if (unread === undefined) return "";
  if (unread === null) return `  ${paint(style, "green", "Kept")} for the documents; it decides nothing else.\n`;
  return `  ${paint(style, "yellow", "Nothing was read from it.")} Words here decide: ${unread}. /back to say it differently.\n`;
}

/** All questions, with a mark on those that are answered. */
export function listing(document: Document, at: Question | undefined, style: Style): string {
  const open = new Set(openQuestions(document));
  const rows = QUESTIONS.map((question) => {
    const mark = open.has(question) ? paint(style, "yellow", "[ ]") : paint(style, "green", "[x]");
    const section = SECTIONS[question.section] ?? "";
    const isHere = question === at ? paint(style, "cyan", "  < here") : "";
    return `  ${mark} ${String(question.number).padStart(2)} ${section}: ${question.title}${openParts(document, question)}${isHere}\n`;
  });
  return rows.join("");
}

function openParts(document: Document, question: Question): string {
  const steps = stepsOf(document).filter((step) => step.question === question);
  const open = steps.filter((step) => isOpen(document, step));
  return open.length === 0 || open.length === steps.length ? "" : ` (${open.length} of ${steps.length} parts are open)`;
}
