// In: what `validate` says of the answers. Out: the same by question, and as text. Never judges by itself.
import type { Criterion } from "../answers/completion.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Style } from "../report/outcome.ts";
import { countDiagnostics, paint, plain, printDiagnostics } from "../report/paint.ts";
import { QUESTIONS, type Question, questionOf, SECTIONS, sectionAndKey } from "./questions.ts";

/** The judgement of the answers as they are in the file. */
export interface Checkpoint {
  readonly hasErrors: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly criteria: readonly Criterion[];
}

/** What is to be done at one question; undefined: elsewhere in the file. */
interface Finding {
  readonly question: Question | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly missing: readonly { readonly pointer: string; readonly what: string }[];
}

/** The question that asks for what stands at the pointer. */
export function questionAt(pointer: string): Question | undefined {
  const keys = pointer.split("/").slice(1);
  const [section, ...rest] = keys[0] === "output" ? keys.slice(1) : keys;
  const key = section === "services" ? (rest[1] ?? "name") : rest[0];
  if (section === undefined) return undefined;
  if (key !== undefined) return questionOf(`${section}.${key}`);
  return QUESTIONS.find(({ parts }) => parts.some(({ field }) => sectionAndKey(field)[0] === section));
}

/** Doubts and gaps by question, in their order; what belongs to none comes last. Notes settle themselves. */
export function findingsOf({ diagnostics, criteria }: Checkpoint): readonly Finding[] {
  const doubts = diagnostics.filter(({ severity }) => severity !== "info");
  // The last criterion repeats the doubts.
  const gaps = criteria.filter(({ id }) => id !== "validated").flatMap(({ missing }) => missing);
  return [...QUESTIONS, undefined].flatMap((question) => {
    const isHere = ({ pointer }: { readonly pointer: string }) => questionAt(pointer) === question;
    const own = { question, diagnostics: doubts.filter(isHere), missing: gaps.filter(isHere) };
    return own.diagnostics.length + own.missing.length === 0 ? [] : [own];
  });
}

export function printCheckpoint(checkpoint: Checkpoint, style: Style): string {
  const { criteria, diagnostics } = checkpoint;
  const met = criteria.filter((one) => one.met).length;
  const counted = diagnostics.length === 0 ? "no contradictions that we know" : countDiagnostics(diagnostics);
  const progress = criteria.length === 0 ? "" : `${met} of ${criteria.length} completion criteria are met; `;
  const rows = findingsOf(checkpoint).map(({ question, diagnostics: problems, missing }) => {
    const title =
      question === undefined
        ? "Elsewhere in the file"
        : `${paint(style, "cyan", `Question ${question.number}`)} ${SECTIONS[question.section] ?? ""}: ${question.title}`;
    const gaps = missing.map(
      ({ pointer, what }) => `${paint(style, "yellow", "open")} ${plain(what)}\n  at ${plain(pointer)}\n`,
    );
    return `${title}\n${indented(gaps.join("") + printDiagnostics(problems, style))}`;
  });
  return `\n${paint(style, "bold", "Checkpoint")}: ${progress}${counted}.\n${rows.join("")}`;
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
