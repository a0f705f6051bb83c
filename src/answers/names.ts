// In: parsed answers. Out: diagnostics about names that cannot become identifiers or that collide. Never renames.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { slug } from "../shared/names.ts";
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
