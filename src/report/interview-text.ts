// In: how an interview ended. Out: what is saved, what is open and what to run next. Pure; the checkpoint itself was shown in the interview.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { InterviewOutcome, Printed, Style } from "./outcome.ts";
import { countDiagnostics, plain, printDiagnostics } from "./paint.ts";

export function printInterview(
  { file, ended, changed, questions, diagnostics }: InterviewOutcome,
  style: Style,
): Printed {
  const name = plain(/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`);
  if (ended === "refused")
    return { stdout: "", stderr: `${printDiagnostics(diagnostics, style)}Nothing was asked; ${name} is as it was.\n` };
  if (style.quiet) return { stdout: "", stderr: "" };
  const open = questions.filter(({ isOpen }) => isOpen).map(({ number }) => number);
  const answered = `${questions.length - open.length} of ${questions.length} questions are answered`;
  const saved =
    changed.length === 0
      ? `Nothing new in ${name}`
      : `Saved in ${name}: ${changed.length === 1 ? "one answer" : `${changed.length} answers`}`;
  const again = `scaffold interview ${name}`;
  const next = hasErrors(diagnostics)
    ? `${again}; an error keeps scaffold infra from writing anything`
    : ended === "left"
      ? again
      : `scaffold infra ${name} --dry-run`;
  const found = diagnostics.length === 0 ? "" : `; ${countDiagnostics(diagnostics)}`;
  return { stdout: `${saved}. ${answered}${found}.\nNext: ${next}\n`, stderr: "" };
}
