// In: a problem that the user can fix in the answers. Out: a value that reports print. Never thrown.
import type { Code } from "./codes.ts";

export type Severity = "error" | "warning" | "info";

/** A problem in the user's input. `pointer` is an RFC 6901 pointer into the answers; `message` says what was found and what is allowed; `help` is one imperative sentence. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly pointer: string;
  readonly message: string;
  readonly help: string;
  /** Further places that the problem is about: the other side of a contradiction. */
  readonly related?: readonly string[];
}

/** Errors first, then by pointer, code and message: the same list in every run. */
export function sortDiagnostics(list: readonly Diagnostic[]): Diagnostic[] {
  const rank: Record<Severity, number> = { error: 0, warning: 1, info: 2 };
  const key = (d: Diagnostic) => `${rank[d.severity]} ${d.pointer} ${d.code} ${d.message}`;
  return [...list].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

export function hasErrors(list: readonly Diagnostic[]): boolean {
  return list.some((d) => d.severity === "error");
}
