// In: text and whether colours are wanted. Out: text for a terminal in which free text cannot move the cursor. Never writes.
import type { Diagnostic, Severity } from "../diagnostics/diagnostic.ts";
import type { Style } from "./outcome.ts";

const CODES = { red: 31, green: 32, yellow: 33, blue: 34, cyan: 36, dim: 2, bold: 1 } as const;

export function paint(style: Style, color: keyof typeof CODES, text: string): string {
  return style.color ? `\u001b[${CODES[color]}m${text}\u001b[0m` : text;
}

/**
 * Answers and names of files may hold escape sequences, direction marks and signs that nobody sees; a terminal must not obey them, and two names must not look the same. Two hash signs are the start of a command
 * for Azure Pipelines and older runners of GitHub wherever they stand in a line, so that they never stand side by side.
 */
export function plain(text: string): string {
  return text.replace(/#(?=#)|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) =>
    char === "\n" || char === "\r" || char === "\t" ? " " : escaped(char.codePointAt(0) ?? 0),
  );
}

function escaped(code: number): string {
  const digits = code.toString(16).padStart(4, "0");
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
}

const SEVERITY_COLORS: Readonly<Record<Severity, keyof typeof CODES>> = {
  error: "red",
  warning: "yellow",
  info: "blue",
};

/** JSON in whose text no two hash signs stand side by side; whoever parses it gets the same value. They can only stand inside strings. */
export function plainJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(/#(?=#)/g, "\\u0023")}\n`;
}

/** Two or three lines per problem: what, where, how to fix. Who wants problems only gets no notes: their help says that there is nothing to do. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], style: Style): string {
  return diagnostics
    .filter(({ severity }) => !(style.quiet && severity === "info"))
    .map(({ severity, code, message, pointer, help, related }) => {
      const head = `${paint(style, SEVERITY_COLORS[severity], severity)} ${paint(style, "bold", code)}: ${plain(message)}`;
      const places = [...(pointer === "" && !isOfAnswers(code) ? [] : [pointer || "/"]), ...(related ?? [])];
      const where = places.length === 0 ? "" : `  at ${places.map(plain).join(" and ")}\n`;
      return `${head}\n${where}  ${paint(style, "dim", plain(help))}\n`;
    })
    .join("");
}

/** Without a pointer a problem of the answers is one of the whole file; one of the output has its place in the message. */
function isOfAnswers(code: Diagnostic["code"]): boolean {
  return !/^(?:WRITE|IMPACT|REVIEW)_/.test(code) && code !== "ANSWERS_NAMED_AFTER_FOLDER";
}

/** "1 error, 2 warnings". */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity, one: string) => {
    const n = diagnostics.filter((d) => d.severity === severity).length;
    return n === 0 ? [] : [`${n} ${one}${n === 1 ? "" : "s"}`];
  };
  return [...count("error", "error"), ...count("warning", "warning"), ...count("info", "note")].join(", ");
}
