// In: what `conflicts` found or did. Out: text for people; problems go to stderr. Pure; a side of a conflict is shown as data.
import { hasErrors } from "../diagnostics/diagnostic.ts";
import type { FoundConflict } from "../write/find-conflicts.ts";
import { printChanges } from "./change-list.ts";
import type { ConflictsOutcome, Printed, Style } from "./outcome.ts";
import { paint, plain, printDiagnostics } from "./paint.ts";

export function printConflicts(outcome: ConflictsOutcome, style: Style): Printed {
  const { changeSet, action } = outcome;
  const diagnostics = changeSet?.diagnostics ?? [];
  const stderr = printDiagnostics(diagnostics, style) + (hasErrors(diagnostics) ? "\nnothing was written\n" : "");
  if (hasErrors(diagnostics) || style.quiet) return { stdout: "", stderr };
  if (action === "show") return { stdout: outcome.conflicts.map((one) => show(one, style)).join("\n"), stderr };
  if (action === "list") return { stdout: list(outcome, style), stderr };
  if (action === "forget")
    return {
      stdout: `Forgot ${count(outcome.remembered.length, "answer")}; what was answered stays as it is, and you are asked again when the generated side changes next.\n`,
      stderr,
    };
  const { mode, conflicts, left, staged, out } = outcome;
  const verb = mode === "write" ? "Settled" : "Would settle";
  const git = staged.length === 0 ? "" : `Staged in Git: ${staged.map(plain).join(", ")}.\n`;
  const next =
    left === 0
      ? "Next: run scaffold infra again before the next apply.\n"
      : `Next: scaffold conflicts list${at(out)}\n`;
  return {
    stdout: `${conflicts.map((one) => taken(one, outcome, style)).join("")}${printChanges(changeSet?.changes ?? [], style)}${verb} ${count(conflicts.length, "conflict")} ${within(out)}; ${left} left.\n${git}\n${next}`,
    stderr,
  };
}

/** Each conflict by itself: a folder may hold more of them than came to mind. */
function taken({ path, id, line }: FoundConflict, { side }: ConflictsOutcome, style: Style): string {
  const place = `${plain(path)}${line === undefined ? "" : `:${line}`}`;
  return `  ${paint(style, "cyan", side === "theirs" ? "generated" : "yours")}  ${place}  ${plain(id)}\n`;
}

function list({ conflicts, remembered, out }: ConflictsOutcome, style: Style): string {
  const rows = conflicts.map(({ path, id, line, reason }) => {
    const place = `${plain(path)}${line === undefined ? "" : `:${line}`}`;
    return `  ${paint(style, "red", "!")} ${place}  ${paint(style, "bold", plain(id))}  ${paint(style, "dim", plain(reason))}\n`;
  });
  const memory = remembered.map(
    ({ path, id, side }) => `  ${side === "ours" ? "yours" : "generated"}  ${plain(path)}  ${plain(id)}\n`,
  );
  const open =
    conflicts.length === 0
      ? `No conflict is open ${within(out)}.\n`
      : `${rows.join("")}${count(conflicts.length, "conflict")} open ${within(out)}.\n\nNext: scaffold conflicts show <file>; scaffold conflicts resolve <file or id> --ours (what you have) or --theirs (what is generated)${at(out)}\n`;
  const title = `\nRemembered answers (scaffold conflicts forget <file or id>: you are asked again at the next change):\n`;
  return `${open}${memory.length === 0 ? "" : title}${memory.join("")}`;
}

function show({ path, id, line, reason, form, base, ours, theirs }: FoundConflict, style: Style): string {
  const head = `${paint(style, "bold", plain(path))}${line === undefined ? "" : `:${line}`}  ${plain(id)}\n  ${plain(reason)}\n`;
  if (form === "blocked") return `${head}  in the way: ${plain(ours ?? "")}\n`;
  const side = (title: string, color: "cyan" | "yellow" | "dim", text: string | undefined) =>
    `${paint(style, color, title)}\n${text === undefined ? "  (nothing)\n" : indent(text)}`;
  const before = base === undefined ? "" : side("generated before:", "dim", base);
  return `${head}${before}${side("yours:", "cyan", ours)}${side("generated now:", "yellow", theirs)}`;
}

function indent(text: string): string {
  return text
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => `  ${plain(line)}\n`)
    .join("");
}

function within(out: string): string {
  return out === "." ? "here" : `in ${plain(out)}`;
}

function at(out: string): string {
  return out === "." ? "" : `, with --out ${plain(out)}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
