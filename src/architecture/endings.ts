// In: the versions that the text names, and the dated table. Out: a warning for each that its makers no longer support. Never replaces a version.
import type { ToldVersion, Versioned } from "../decisions/details/versions.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { CATALOGUE_DATE, ENGINES, endOfSupport, KUBERNETES, type Product, RUNTIMES } from "./versions.ts";

/** Warnings for versions past their end of life on `day`; places in `known` have theirs already. */
export function reportEndings(
  told: readonly ToldVersion[],
  known: ReadonlySet<string>,
  day: string = CATALOGUE_DATE,
): Diagnostic[] {
  return told.flatMap(({ product: name, version, evidence }) => {
    const product = productOf(name);
    const ended = product === undefined ? undefined : endOfSupport(product, version, day);
    if (product === undefined || ended === undefined || known.has(evidence.pointer)) return [];
    return [
      {
        code: "ARCH_VERSION_ENDS",
        severity: "warning",
        pointer: evidence.pointer,
        message: `"${evidence.quote}": ${product.title} ${version} ${ended}`,
        help: `Plan the upgrade to ${product.recommended}.`,
      },
    ];
  });
}

function productOf(name: Versioned): Product | undefined {
  if (name === "kubernetes") return KUBERNETES;
  switch (name) {
    case "node":
    case "python":
    case "go":
    case "java":
    case "php":
    case "dotnet":
    case "ruby":
      return RUNTIMES[name];
    default:
      return ENGINES[name];
  }
}
