// In: addresses that the answers state, and the resources before and after. Out: those that name nothing that is or was there: a misspelt one does nothing, and nobody would see it. Pure.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { closest } from "../shared/closest.ts";
import { type Snapshot, withoutKey } from "./snapshot.ts";

export interface Stated {
  /** `decisions.destroy`, as written. */
  readonly destroy: readonly string[];
  /** The addresses of `decisions.upgraded`. */
  readonly upgraded: readonly string[];
}

/** A statement may stay after its work is done; then it names what was there. What was never there is misspelt, or of another system. */
export function statedDiagnostics(before: Snapshot | undefined, after: Snapshot, stated: Stated): Diagnostic[] {
  if (before === undefined) return [];
  const known = knownAddresses([before, after]);
  const roots = new Set(
    [...Object.keys(before.roots), ...Object.keys(after.roots)].flatMap((root) => [
      root,
      ...[root.split("/").at(-1) ?? ""],
    ]),
  );
  const told = (key: string, text: string, pointer: string): Diagnostic[] => {
    const [, environment, rest = ""] = /^(?:([a-z][a-z0-9-]*):)?(.*)$/s.exec(text) ?? [];
    const plain = rest.replace(/^module\.stack\./, "");
    const isPlace = environment === undefined || roots.has(environment);
    if (isPlace && (roots.has(text) || known.has(plain) || known.has(withoutKey(plain)))) return [];
    const near = closest(isPlace ? plain : (environment ?? ""), isPlace ? [...known] : [...roots]);
    return [
      {
        code: "IMPACT_ADDRESS_UNKNOWN",
        severity: near === undefined ? "info" : "warning",
        pointer,
        message: `decisions.${key} names ${JSON.stringify(text)}, and neither this run nor the last one has such a resource: it does nothing`,
        help:
          near === undefined
            ? "Take it out when its work is done; else copy the address from the output of `scaffold impact`."
            : `Did you mean "${near}"? Where its work is done, take it out.`,
      },
    ];
  };
  return [
    ...stated.destroy.flatMap((text, index) => told("destroy", text, `/decisions/destroy/${index}`)),
    ...stated.upgraded.flatMap((text) => told("upgraded", text, `/decisions/upgraded/${text}`)),
  ];
}

/** Blocks and instances that are, or that Terraform was told to forget or to move. */
function knownAddresses(snapshots: readonly Snapshot[]): ReadonlySet<string> {
  return new Set(
    snapshots.flatMap(({ modules, roots }) => [
      ...Object.values(modules).flatMap(({ members, moved, removed }) => [
        ...Object.keys(members),
        ...removed,
        ...moved.flatMap(({ from, to }) => [from, to]),
      ]),
      ...Object.values(roots).flatMap(({ resources }) => Object.keys(resources)),
    ]),
  );
}
