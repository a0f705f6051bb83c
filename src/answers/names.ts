// In: parsed answers. Out: diagnostics about names that cannot become identifiers, that collide, or that no service has. Never renames a service.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { closest } from "../shared/closest.ts";
import { toPointer } from "../shared/json-pointer.ts";
import { slug } from "../shared/names.ts";
import type { Overrides } from "./overrides.ts";
import type { Output } from "./schema.ts";

/** Service names must hold a letter or digit and stay apart once they are identifiers. */
export function checkNames(output: Output, base: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const seen = new Map<string, number>();
  output.services.forEach(({ name }, index) => {
    const pointer = `${base}/services/${index}/name`;
    if (!/[\p{L}\p{N}]/u.test(name)) {
      found.push({
        code: "ANSWERS_BAD_NAME",
        severity: "error",
        pointer,
        message: `service name ${JSON.stringify(name.slice(0, 40))} holds no letter or digit`,
        help: "Use a name with at least one letter or digit.",
      });
      return;
    }
    const id = slug(name);
    const other = seen.get(id);
    if (other !== undefined) {
      const first = output.services[other]?.name ?? "";
      found.push({
        code: "ANSWERS_DUPLICATE_SERVICE",
        severity: "error",
        pointer,
        message:
          first === name
            ? `two services are named ${JSON.stringify(name.slice(0, 60))}`
            : `${JSON.stringify(name.slice(0, 60))} and ${JSON.stringify(first.slice(0, 60))} both become the identifier "${id}"`,
        help: "Rename one of them.",
        related: [`${base}/services/${other}/name`],
      });
    } else seen.set(id, index);
  });
  return found;
}

/** Overrides of services that the answers do not have are errors. They count for the service that was probably meant: nothing else is told of a text that they may be there to correct. */
export function matchServices(
  overrides: Overrides,
  { services }: Output,
): { readonly overrides: Overrides; readonly diagnostics: readonly Diagnostic[] } {
  const names = services.map(({ name }) => name);
  const written = Object.entries(overrides.services ?? {});
  const strangers = written.filter(([name]) => !names.includes(name));
  if (strangers.length === 0) return { overrides, diagnostics: [] };
  const meant = new Map(written.filter(([name]) => names.includes(name)));
  const diagnostics = strangers.map(([name, override]): Diagnostic => {
    const near = closest(name, names);
    if (near !== undefined && !meant.has(near)) meant.set(near, override);
    return {
      code: "DECISION_UNKNOWN_SERVICE",
      severity: "error",
      pointer: toPointer(["decisions", "services", name]),
      message: `there is no service ${JSON.stringify(name.slice(0, 60))}; the answers have: ${names.join(", ")}`,
      help: near === undefined ? "Use the name of a service as it stands under services." : `Did you mean "${near}"?`,
    };
  });
  return { overrides: { ...overrides, services: Object.fromEntries(meant) }, diagnostics };
}
