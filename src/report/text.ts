// In: an outcome. Out: text for people; problems go to stderr. Pure: the same outcome prints the same text.

import { hasErrors } from "../diagnostics/diagnostic.ts";
import { unreachable } from "../diagnostics/errors.ts";
import { type Change, summarise, type Verb } from "../write/change-set.ts";
import type { InfraOutcome, Outcome, Printed, Style } from "./outcome.ts";
import { countDiagnostics, paint, plain, printDiagnostics } from "./paint.ts";
import { printExplain, printValidate } from "./text-reading.ts";

export function printText(outcome: Outcome, style: Style): Printed {
  switch (outcome.command) {
    case "infra":
      return printInfra(outcome, style);
    case "validate":
      return printValidate(outcome, style);
    case "explain":
      return printExplain(outcome, style);
    case "schema":
      return { stdout: outcome.text, stderr: "" };
    default:
      return unreachable(outcome);
  }
}

const SIGNS: Readonly<Record<Verb, readonly [sign: string, color: "green" | "yellow" | "red" | "dim" | "cyan"]>> = {
  create: ["+", "green"],
  update: ["~", "yellow"],
  merge: ["m", "cyan"],
  conflict: ["!", "red"],
  remove: ["-", "red"],
  "obsolete-edited": ["?", "yellow"],
  adopt: ["=", "dim"],
  keep: ["k", "dim"],
  "user-deleted": ["x", "dim"],
  skip: [".", "dim"],
  unchanged: [" ", "dim"],
};
/** Verbs that a person wants to see one by one; the others are only counted. */
const LISTED: readonly Verb[] = ["conflict", "obsolete-edited", "remove", "merge", "update", "create"];
const WORDS: Readonly<Record<Verb, string>> = {
  create: "created",
  update: "updated",
  merge: "merged with your edits",
  conflict: "in conflict",
  remove: "removed",
  "obsolete-edited": "no longer generated, kept for your edits",
  adopt: "adopted",
  keep: "kept as you have them",
  "user-deleted": "deleted by you, left out",
  skip: "left to your existing code",
  unchanged: "unchanged",
};

function printInfra(outcome: InfraOutcome, style: Style): Printed {
  const { changeSet, diagnostics, mode, out } = outcome;
  const problems = printDiagnostics(diagnostics, style);
  if (changeSet === undefined || hasErrors(diagnostics)) {
    return { stdout: "", stderr: `${problems}\n${countDiagnostics(diagnostics)}; nothing was written\n` };
  }
  const recovered = outcome.recovered ? "An earlier run had been interrupted; the folder was put back first.\n" : "";
  const stderr = `${problems}${recovered}`;
  if (mode === "diff") return { stdout: outcome.diff ?? "", stderr };
  if (style.quiet) return { stdout: "", stderr };
  const counts = summarise(changeSet);
  const verbs = (Object.keys(counts) as Verb[]).filter((verb) => counts[verb] > 0);
  const changed = verbs.some((verb) => LISTED.includes(verb));
  const list = changeSet.changes.filter(({ verb }) => LISTED.includes(verb));
  const summary = verbs.map((verb) => `${counts[verb]} ${WORDS[verb]}`).join(", ");
  const title = changed
    ? mode === "write"
      ? `Wrote ${plain(out)}`
      : `Would write ${plain(out)}`
    : `Nothing to do in ${plain(out)}`;
  return {
    stdout: `${changed ? printChanges(list, style) : ""}${title}: ${summary}.\n${mode === "write" ? nextSteps(outcome, counts) : ""}`,
    stderr,
  };
}

/** Long lists are folded by folder: a first run makes a hundred files and nobody reads them here. */
function printChanges(changes: readonly Change[], style: Style): string {
  const lines: string[] = [];
  const created = changes.filter(({ verb }) => verb === "create");
  const fold = created.length > 30;
  for (const change of changes) {
    if (fold && change.verb === "create") continue;
    const [sign, color] = SIGNS[change.verb];
    const reason =
      change.verb === "create" || change.verb === "update" ? "" : `  ${paint(style, "dim", plain(change.reason))}`;
    lines.push(`  ${paint(style, color, sign)} ${plain(change.path)}${reason}\n`);
  }
  if (fold) {
    const folders = new Map<string, number>();
    for (const { path } of created) {
      const parts = path.split("/");
      const folder =
        parts.length === 1
          ? path
          : `${parts.slice(0, parts[0] === "docs" ? 1 : 2).join("/")}${parts.length > 2 || parts[0] === "docs" ? "/" : ""}`;
      folders.set(folder, (folders.get(folder) ?? 0) + 1);
    }
    for (const [folder, count] of folders)
      lines.push(
        `  ${paint(style, "green", "+")} ${plain(folder)}${count === 1 && !folder.endsWith("/") ? "" : `  ${paint(style, "dim", `${count} files`)}`}\n`,
      );
  }
  return lines.join("");
}

function nextSteps({ out }: InfraOutcome, counts: Readonly<Record<Verb, number>>): string {
  if (counts.conflict > 0) return `\nNext: resolve the files marked "!" above, then run the command again.\n`;
  if (counts.create === 0) return "";
  return `\nNext:\n  1. read ${plain(out)}/README.md, it starts with the first steps\n  2. read ${plain(out)}/docs/decisions.md, it lists every assumption\n  3. commit the folder; edit answers or files and run the command again at any time\n`;
}
