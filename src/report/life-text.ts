// In: what `undo` did. Out: text for people; problems go to stderr. Pure.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import { STEP_WORDS } from "../write/undo.ts";
import { countChanges, printChanges } from "./change-list.ts";
import type { Printed, Style, UndoOutcome } from "./outcome.ts";
import { countDiagnostics, plain, printDiagnostics } from "./paint.ts";

export const RECOVERED = "An earlier run had been interrupted; the folder was put back first.\n";

export function printUndo(outcome: UndoOutcome, style: Style): Printed {
  const { mode, of, out, recovered, changeSet, left } = outcome;
  const { diagnostics, changes } = changeSet;
  const problems = printDiagnostics(diagnostics, style);
  if (hasErrors(diagnostics))
    return { stdout: "", stderr: `${problems}\n${countDiagnostics(diagnostics)}; nothing was written\n` };
  const stderr = `${problems}${recovered ? RECOVERED : ""}`;
  if (style.quiet) return { stdout: "", stderr };
  const title = `${plain(out)} ${mode === "write" ? "is" : "would be"} as it was before ${STEP_WORDS[of]}`;
  const counts = changes.length === 0 ? "no file had to change" : countChanges(changeSet);
  return {
    stdout: `${printChanges(changes, style, ["create", "remove"])}${title}: ${counts}.\n${printIndex(outcome)}${mode === "write" ? nextSteps(left) : ""}`,
    stderr,
  };
}

/** Nobody expects that a command for files touches what the next commit holds: it says so. */
function printIndex({ staged, reset }: Pick<UndoOutcome, "staged" | "reset">): string {
  const list = (paths: readonly string[]) => paths.map(plain).join(", ");
  return [
    staged.length === 0 ? "" : `Git's index has as unmerged again: ${list(staged)}.\n`,
    reset.length === 0 ? "" : `Git's index has as in the last commit again: ${list(reset)}.\n`,
  ].join("");
}

function nextSteps({ undo, redo }: UndoOutcome["left"]): string {
  const steps = [
    ...(undo === 0 ? [] : [`scaffold undo goes one step further back (${undo} left)`]),
    ...(redo === 0 ? [] : [`scaffold undo --redo takes this back (${redo} left)`]),
  ];
  return steps.length === 0 ? "" : `\nNext: ${steps.join("; ")}.\n`;
}
