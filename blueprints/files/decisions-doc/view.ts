// In: decisions, and the architecture that was made of them. Out: everything that docs/decisions.md says, as safe Markdown. Never shortens a value; long quotes are cut.

import type { Architecture, StatedNumber } from "../../../src/architecture/model.ts";
import type { Decision, Decisions } from "../../../src/decisions/decision.ts";
import { code, codeCell, table, text } from "../../../src/render/markdown.ts";
import { clip } from "../../../src/render/plain-text.ts";
import { builtValue } from "./built.ts";
import { DECISION_TITLES } from "./titles.ts";

type Row = readonly [key: keyof Decisions["table"], decision: Decision<unknown>];
const QUOTE_LENGTH = 160;

/** Names of the template. */
export function decisionsView(
  { table: decided, services, diagnostics }: Decisions,
  architecture: Architecture,
): Readonly<Record<string, string>> {
  // The keys of the titles give the order: the same in every document.
  const rows = Object.keys(DECISION_TITLES).map((key): Row => {
    const name = key as keyof typeof DECISION_TITLES;
    return [name, decided[name]];
  });
  const isAssumed = ([, { source }]: Row) => source === "default";
  return {
    decided: decisionTable(rows.filter((row) => !isAssumed(row))),
    assumed: assumptionTable(rows.filter(isAssumed), architecture),
    numbers: numberTable(architecture.numbers),
    services: serviceTable(services, decided.compute.value.find((name) => name !== "static-site") ?? ""),
    copies: copyRemark(decided),
    diagnostics:
      diagnostics.length === 0
        ? "Nothing was found that a person should look at."
        : table(
            ["", "Code", "Where", "What", "What to do"],
            diagnostics.map(({ severity, code: id, pointer, message, help }) => [
              severity,
              code(id),
              codeCell(pointer),
              text(message),
              text(help),
            ]),
          ),
  };
}

/** A copy in the second region is as old as the last run of the backup plan: a goal below that is met for a lost zone, never for a lost region. */
function copyRemark(decided: Decisions["table"]): string {
  const rpo = decided["backup.rpoMinutes"].value;
  const hours = decided["backup.frequencyHours"].value;
  if (!decided["backup.crossRegion"].value || rpo >= hours * 60) return "";
  return `Of a lost region more is lost than the goal of ${rpo} minutes: buckets and file systems are copied to the second region by the backup plan, every ${hours} hours. What was written since the last copy is gone with the region. If that is too much, replicate the buckets continuously (S3 replication), and the file systems as well (EFS replication).\n\n`;
}

function decisionTable(rows: readonly Row[]): string {
  if (rows.length === 0) return "The answers decide nothing by themselves.";
  return table(
    ["Decision", "Value", "Source", "Because the answers say"],
    rows.map(([key, decision]) => [
      `${DECISION_TITLES[key]} (${code(key)})`,
      printValue(decision.value),
      decision.source,
      decision.evidence.length === 0
        ? `the override ${code(`decisions.${key}`)}`
        : decision.evidence.map(({ pointer, quote }) => quoted(quote, pointer)).join("; "),
    ]),
  );
}

/** What was assumed is what is built, with the reason where a rule and not a constant says so. */
function assumptionTable(rows: readonly Row[], architecture: Architecture): string {
  if (rows.length === 0) return "Nothing was assumed.";
  return table(
    ["Decision", "Assumed", "Why", "To change it"],
    rows.map(([key, decision]) => {
      const built = builtValue(key, architecture);
      return [
        DECISION_TITLES[key],
        built?.text === undefined ? printValue(decision.value) : text(built.text),
        built?.why ?? "no sentence of the answers decides it",
        `say so in the answers, or set ${code(`decisions.${key}`)}`,
      ];
    }),
  );
}

function numberTable(numbers: readonly StatedNumber[]): string {
  if (numbers.length === 0) return "The answers state none.";
  return table(
    ["Number", "Value", "Because the answers say"],
    numbers.map(({ what, value, because: { quote = "", pointer = "" } }) => [
      text(what),
      codeCell(value),
      quoted(quote, pointer),
    ]),
  );
}

/** A service that says nothing runs where the system runs; sites are files, external ones run elsewhere. */
function placeOf(kind: string, main: string): string {
  return kind === "external" ? "" : kind === "static" ? "static-site" : main;
}

function serviceTable(services: Decisions["services"], main: string): string {
  if (services.length === 0) return "No service was read.";
  return table(
    ["Service", "Kind", "Runtime", "Framework", "Runs on", "Because the answers say"],
    services.map((service) => [
      text(service.name),
      service.kind,
      codeCell([service.runtime ?? "", service.version ?? ""].join(" ")),
      codeCell(service.framework ?? ""),
      codeCell(service.compute ?? placeOf(service.kind, main)),
      service.evidence.map(({ pointer, quote }) => quoted(quote, pointer)).join("; "),
    ]),
  );
}

function quoted(quote: string, pointer: string): string {
  return `“${text(clip(quote, QUOTE_LENGTH))}” (${codeCell(pointer)})`;
}

function printValue(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map((item) => codeCell(String(item))).join(", ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  return codeCell(String(value));
}
