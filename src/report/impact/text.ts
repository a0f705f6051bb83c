// In: what an edit does to resources. Out: text for people, worst first; what environments have in common once. Pure.
import { type Diagnostic, hasErrors } from "../../diagnostics/diagnostic.ts";
import type { Prediction } from "../../resources/predict.ts";
import { resourceType, whatRemains } from "../../resources/resources.ts";
import { terraformAddress, typeOf } from "../../resources/snapshot.ts";
import { byLoss, causeOf } from "../../resources/verdict.ts";
import type { ImpactOutcome, Printed, Style } from "../outcome.ts";
import { paint, plain, printDiagnostics } from "../paint.ts";
import { type ArgumentChange, argumentChanges } from "./changes.ts";
import { ORDER, sentence } from "./line.ts";
import { type Row, type Section, sectionsOf, titleOf } from "./sections.ts";

const COLORS = {
  destroyed: "red",
  replaced: "red",
  stranded: "red",
  abandoned: "red",
  forgotten: "yellow",
  changed: "blue",
  moved: "cyan",
  created: "green",
} as const;
/** Of one action in one section, beside those that lose data. */
const SHOWN = 40;

export function printImpact(outcome: ImpactOutcome, style: Style): Printed {
  const { predictions, diagnostics, isKnown, out } = outcome;
  const stderr = printDiagnostics(diagnostics, style);
  if (predictions === undefined) return { stdout: "", stderr };
  const unknown = isKnown
    ? ""
    : `Nothing is known about resources of an earlier run in ${plain(out)}: everything counts as new.\n`;
  if (predictions.length === 0) return { stdout: style.quiet ? "" : `${unknown}No resource changes.\n`, stderr };
  const changesOf = argumentChanges(predictions);
  const rows = predictions.map((prediction): ImpactRow => {
    const changes = changesOf(prediction);
    return {
      root: prediction.root,
      prediction,
      lines: printOne(prediction, changes, style),
      follows: follows(prediction, changes),
      isLoss: prediction.loses !== undefined,
    };
  });
  const parts = sectionsOf(rows).map((section) => printSection(section, style));
  const verdict = verdictOn(diagnostics);
  return { stdout: style.quiet ? "" : `${unknown}${parts.join("\n")}\n${sentence(predictions)}\n${verdict}`, stderr };
}

const LOSSES: ReadonlySet<string> = new Set(["IMPACT_DATA_LOSS", "IMPACT_PROJECT"]);

/** What keeps `infra` from writing; that data is at stake is said only where it is. */
function verdictOn(diagnostics: readonly Diagnostic[]): string {
  if (!hasErrors(diagnostics)) return "";
  return diagnostics.some(({ code, severity }) => severity === "error" && LOSSES.has(code))
    ? "Data would be lost: `scaffold infra` refuses until it is accepted.\n"
    : "`scaffold infra` refuses until the errors are settled.\n";
}

interface ImpactRow extends Row {
  readonly prediction: Prediction;
  readonly follows: boolean;
}

/** Changes in place for no other reason than that something before it does, and to what only the apply tells. */
function follows({ action, downgrades }: Prediction, changes: readonly ArgumentChange[]): boolean {
  return (
    action === "changed" && downgrades.length === 0 && changes.length > 0 && changes.every(({ unknown }) => unknown)
  );
}

/** Fewer rows than this are shown as they are. */
const FEW = 4;

function printSection({ roots, rows }: Section<ImpactRow>, style: Style): string {
  const followers = rows.filter((row) => row.follows);
  const folded = followers.length < FEW ? [] : followers;
  const lines = ORDER.flatMap((action) => {
    const own = rows
      .filter((row) => row.prediction.action === action && !folded.includes(row))
      .sort((a, b) => byLoss(a.prediction, b.prediction));
    // No loss of data is left out.
    const shown = Math.max(SHOWN, own.filter(({ prediction }) => prediction.loses !== undefined).length);
    const rest = own.length > shown ? [`  … and ${own.length - shown} more ${action}`] : [];
    const after = action === "changed" ? printFollowers(folded, style) : [];
    return [...own.slice(0, shown).flatMap((row) => row.lines), ...rest, ...after];
  });
  return `${paint(style, "bold", titleOf(roots))}\n${lines.join("\n")}\n`;
}

function printFollowers(rows: readonly ImpactRow[], style: Style): string[] {
  if (rows.length === 0) return [];
  const addresses = rows.map(({ prediction: { address } }) => plain(address));
  const shown = addresses.slice(0, SHOWN).join(", ") + (rows.length > SHOWN ? ", …" : "");
  return [
    `  ${paint(style, COLORS.changed, "changed  ")} ${rows.length} that only follow, known after the apply: ${shown}`,
  ];
}

function printOne(prediction: Prediction, changes: readonly ArgumentChange[], style: Style): string[] {
  const { root, address, action, previous, loses, leaves, downgrades, because } = prediction;
  const module = root === "infra/bootstrap" ? "bootstrap" : "stack";
  // Arguments that are listed with their values are not named twice.
  const cause = changes.length === 0 || prediction.via !== undefined ? causeOf(prediction) : "";
  const head = `  ${paint(style, COLORS[action], action.padEnd(9))} ${plain(terraformAddress(module, address))}`;
  const from = previous === undefined ? "" : ` (was ${plain(terraformAddress(module, previous))})`;
  const interruption =
    action === "replaced" && loses === undefined ? resourceType(typeOf(address))?.interruption : undefined;
  const isWorth = action !== "created" && action !== "moved";
  const remains = loses === undefined ? undefined : whatRemains(loses);
  const reason = because.find(({ quote }) => quote !== undefined);
  return [
    `${head}${from}${cause === "" ? "" : `: ${plain(cause)}`}`,
    ...printChanges(changes).map((line) => `            ${line}`),
    ...(loses === undefined ? [] : [`            ${paint(style, "red", `LOST: ${loses.what}`)}`]),
    ...(remains === undefined ? [] : [`            remains: ${remains}`]),
    ...(leaves === undefined ? [] : [`            stays in the cloud: ${leaves.what}`]),
    ...(interruption === undefined ? [] : [`            meanwhile: ${interruption}`]),
    ...downgrades.map(({ argument, now }) => `            less safe: ${argument}: now ${now}`),
    ...(isWorth && reason !== undefined && (loses ?? leaves ?? downgrades[0]) !== undefined
      ? [`            ${paint(style, "dim", `"${plain(reason.quote ?? "")}" ${plain(reason.pointer ?? "")}`)}`]
      : []),
  ];
}

/** Of one resource. */
const MOST_CHANGES = 6;
const LONGEST_VALUE = 80;

function printChanges(changes: readonly ArgumentChange[]): string[] {
  const rest = changes.length - MOST_CHANGES;
  return [
    ...changes.slice(0, MOST_CHANGES).map(printChange),
    ...(rest > 0 ? [`… and ${rest} more argument${rest === 1 ? "" : "s"}`] : []),
  ];
}

function printChange({ argument, from, to, unknown, replaces }: ArgumentChange): string {
  const after = unknown ? "known after the apply" : printValue(to);
  const values =
    from !== undefined
      ? `${printValue(from)} → ${after}`
      : unknown
        ? after
        : to === undefined
          ? "changes"
          : `→ ${after}`;
  return `${plain(argument)}: ${values}${replaces ? " (forces the replacement)" : ""}`;
}

/** A reference without the marks of a template; short, because it stands in a line. */
function printValue(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = typeof value === "string" ? value.replace(/^\$\{([^{}]*)\}$/, "$1") : (JSON.stringify(value) ?? "");
  return plain(text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text);
}
