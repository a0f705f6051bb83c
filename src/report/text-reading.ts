// In: what `validate` and `explain` found. Out: text for people; problems go to stderr. Pure: the same outcome prints the same text.
import type { CoverageReport, FieldReport } from "../decisions/coverage.ts";
import type { Decisions } from "../decisions/decision.ts";
import { type ServiceRow, serviceRows } from "./explain-view.ts";
import type { ExplainOutcome, Printed, Style, Subject, ValidateOutcome } from "./outcome.ts";
import { countDiagnostics, paint, plain, printDiagnostics } from "./paint.ts";

export function printValidate({ diagnostics, criteria }: ValidateOutcome, style: Style): Printed {
  const stderr = printDiagnostics(diagnostics, style);
  if (style.quiet) return { stdout: "", stderr };
  const known = new Set(diagnostics.map(({ pointer, code, message }) => `${pointer} ${code}: ${message}`));
  const rows = criteria.map(({ title, met, missing }) => {
    const mark = met ? paint(style, "green", "[x]") : paint(style, "yellow", "[ ]");
    // What is a diagnostic stands in full on the other stream, which may have gone elsewhere.
    const fresh = missing.filter(({ pointer, what }) => !known.has(`${pointer} ${what}`));
    const above = missing.length - fresh.length;
    const rest = above === 0 ? "" : `      ${above} of the problems on standard error\n`;
    const lines = fresh.map(({ pointer, what }) => `      ${plain(what)}  ${paint(style, "dim", plain(pointer))}\n`);
    return `  ${mark} ${title}\n${lines.join("")}${rest}`;
  });
  const met = criteria.filter((criterion) => criterion.met).length;
  const checklist =
    criteria.length === 0 ? "" : `Completion criteria\n${rows.join("")}${met} of ${criteria.length} met.\n`;
  const problems =
    diagnostics.length === 0 ? "No contradictions that we know.\n" : `${countDiagnostics(diagnostics)}\n`;
  return { stdout: `${checklist}${problems}`, stderr };
}

export function printExplain(outcome: ExplainOutcome, style: Style): Printed {
  const { decisions, subject, coverage } = outcome;
  const stderr = printDiagnostics(outcome.diagnostics, style);
  if (subject !== undefined) return { stdout: printSubject(subject, decisions, style), stderr };
  if (decisions === undefined) return { stdout: "", stderr };
  const width = Math.max(...Object.keys(decisions.table).map((key) => key.length));
  const rows = Object.entries(decisions.table).map(([key, { value, source, evidence }]) => {
    const shown = Array.isArray(value) ? (value.length === 0 ? "none" : value.join(", ")) : String(value);
    const quotes = evidence
      .slice(0, 2)
      .map(({ quote, pointer }) => `${" ".repeat(width + 4)}${paint(style, "dim", `"${plain(quote)}" ${pointer}`)}\n`);
    return `  ${key.padEnd(width)}  ${paint(style, "bold", plain(shown))}  ${paint(style, "cyan", source)}\n${quotes.join("")}`;
  });
  const services = serviceRows(decisions).map((row) => `  ${plain(row.name)}: ${inWords(row)}\n`);
  const report = coverage === undefined ? "" : printCoverage(coverage, style);
  return { stdout: `Decisions\n${rows.join("")}\nServices\n${services.join("")}${report}`, stderr };
}

function printSubject(
  { kind, file, name, because, parts }: Subject,
  decisions: Decisions | undefined,
  style: Style,
): string {
  if (kind === "own" || kind === "kept")
    return `${paint(style, "bold", plain(name))}\n  ${WHOSE[kind]}\n${holds("Holds", parts)}`;
  const isOne = kind === "decision" || name.startsWith("services/");
  const own = isOne ? serviceLines(name.replace("services/", ""), decisions, style) : "";
  const place = kind === "resource" ? ` in ${plain(file)}` : "";
  const reasons = because.map(({ decision, pointer, quote }) => {
    const words = `${pointer === undefined ? "" : `  ${plain(pointer)}`}${quote === undefined ? "" : `: "${plain(quote)}"`}`;
    return `  ${plain(decision)}${words === "" ? sourceOf(decision, decisions) : words}\n`;
  });
  return `${paint(style, "bold", plain(name))}${place}\n${own}${reasons.length === 0 ? "  part of every system that scaffold builds\n" : reasons.join("")}${holds(kind === "folder" ? "Holds" : "Decides on", parts)}`;
}

/** What is not in the trace has no reason in the answers. */
const WHOSE = {
  own: "yours: no run wrote it, and none changes or deletes it",
  kept: "generated before and not any more; kept because of your edits, and yours from now on",
} as const;

function holds(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `${title}\n${parts.map((part) => `  ${plain(part)}\n`).join("")}`;
}

/** What a service is built as, and the words that say so. */
function serviceLines(wanted: string, decisions: Decisions | undefined, style: Style): string {
  const row = decisions === undefined ? undefined : serviceRows(decisions).find(({ name }) => isCalled(name, wanted));
  if (row === undefined) return "";
  const quotes = row.evidence
    .slice(0, 6)
    .map(({ quote, pointer }) => `    ${paint(style, "dim", `"${plain(quote)}" ${plain(pointer)}`)}\n`);
  return `  ${plain(inWords(row))}\n${quotes.join("")}`;
}

/** The output calls a service by its id. */
function isCalled(name: string, wanted: string): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  return bare(name) === bare(wanted);
}

function inWords({ kind, runtime, framework, compute, port }: ServiceRow): string {
  return [kind, runtime, framework, compute, port === null ? null : `port ${port}`]
    .filter((part) => part !== null)
    .join(", ");
}

/** How the decision came about today; a reason that is a place in the answers says so itself. */
function sourceOf(reason: string, decisions: Decisions | undefined): string {
  const entry = Object.entries(decisions?.table ?? {}).find(([key]) => key === reason);
  if (entry === undefined) return "";
  const [, { source, evidence }] = entry;
  const quotes = evidence.slice(0, 2).map(({ quote, pointer }) => `  "${plain(quote)}" ${plain(pointer)}`);
  return ` (${source})${quotes.join("")}`;
}

function printCoverage({ fields, answered, used, texts, unused, unheard }: CoverageReport, style: Style): string {
  const width = Math.max(...fields.map(({ field }) => field.length));
  const rows = fields.map((row) => `  ${row.field.padEnd(width)}  ${fateInWords(row, style)}\n`);
  const demands =
    unheard.length === 0
      ? ""
      : `\nSounds like a demand, but fed nothing (the application, or a person, has to see to it)\n${unheard
          .map(({ quote, pointer }) => `  "${plain(quote)}" ${paint(style, "dim", plain(pointer))}\n`)
          .join("")}`;
  const documents =
    unused.length === 0
      ? ""
      : `Texts that go to the documents only:\n${unused.map((pointer) => `  ${plain(pointer)}\n`).join("")}`;
  return `\nFields\n${rows.join("")}${demands}\n${used} of ${answered} answered texts had an effect (${texts} texts in all).\n${documents}`;
}

function fateInWords({ fate, decisions, standards, effect }: FieldReport, style: Style): string {
  switch (fate) {
    case "blank":
      return paint(style, "yellow", "nothing said");
    case "documents":
      return effect === null
        ? "documents only"
        : paint(style, "yellow", `documents only; its words decide nothing yet (${effect})`);
    case "standard":
      return `part of every output: ${standards.join(", ")}`;
    case "decides":
      return `${decisions.join(", ")}${standards.length === 0 ? "" : `; part of every output: ${standards.join(", ")}`}`;
  }
}
