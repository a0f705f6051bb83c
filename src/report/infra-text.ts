// In: the outcome of `infra`. Out: text for people. Pure.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { ChangeSet } from "../write/change-set.ts";
import { countChanges, LISTED, printChanges } from "./change-list.ts";
import { foldDiff } from "./diff-fold.ts";
import { printImpactLine } from "./impact/line.ts";
import { printNextSteps } from "./next-steps.ts";
import type { InfraOutcome, Printed, Style } from "./outcome.ts";
import { countDiagnostics, plain, printDiagnostics } from "./paint.ts";

export function printInfra(outcome: InfraOutcome, style: Style): Printed {
  const { changeSet, diagnostics, mode, out } = outcome;
  const problems = printDiagnostics(diagnostics, style);
  const isView = mode === "dry-run" || mode === "diff";
  const isRefused = hasErrors(diagnostics);
  const isOpen = diagnostics.some(({ code }) => code === "WRITE_UNRESOLVED");
  const way = isOpen ? `Next: scaffold conflicts list --out ${plain(out)}\n` : "";
  if (changeSet === undefined || (isRefused && !isView)) {
    return { stdout: "", stderr: `${problems}\n${countDiagnostics(diagnostics)}; nothing was written\n${way}` };
  }
  const recovered = outcome.recovered ? "An earlier run had been interrupted; the folder was put back first.\n" : "";
  const stderr = `${problems}${recovered}${way}`;
  if (mode === "diff") return { stdout: foldDiff(outcome.diff ?? "", isForPrograms(changeSet)), stderr };
  if (style.quiet) return { stdout: "", stderr };
  const list = changeSet.changes.filter(({ verb }) => LISTED.includes(verb));
  const changed = changeSet.operations.length > 0;
  const title = changed
    ? mode === "write"
      ? `Wrote ${plain(out)}`
      : `Would write ${plain(out)}${isRefused ? `, but for ${countDiagnostics(errorsOf(diagnostics))}` : ""}`
    : `Nothing to do in ${plain(out)}`;
  return {
    stdout: `${changed ? printChanges(list, style) : ""}${title}: ${countChanges(changeSet)}.\n${printImpactLine(outcome)}${mode === "write" ? leftOut(outcome, changeSet) + printNextSteps(outcome, changeSet) : ""}`,
    stderr,
  };
}

function errorsOf(diagnostics: InfraOutcome["diagnostics"]): InfraOutcome["diagnostics"] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

/** The reasons of every file and resource, which `scaffold explain` reads: a word of the answers changes hundreds of its lines. */
function isForPrograms({ changes }: ChangeSet): (path: string) => boolean {
  const paths = new Set(changes.filter(({ blueprint }) => blueprint === "trace").map(({ path }) => path));
  return (path) => paths.has(path);
}

/** What stays deleted, and the way back. */
function leftOut({ out }: InfraOutcome, { changes }: ChangeSet): string {
  const deleted = changes.filter(({ verb }) => verb === "user-deleted").map(({ path }) => plain(path));
  if (deleted.length === 0) return "";
  const more = deleted.length > 5 ? `, … and ${deleted.length - 5} more` : "";
  return `Left out, since you deleted them: ${deleted.slice(0, 5).join(", ")}${more}. To bring one back: scaffold infra … --out ${plain(out)} --restore ${deleted[0]}\n`;
}
