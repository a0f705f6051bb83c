// In: the architecture. Out: whether the stack has something that can be deleted by mistake. Never the input itself.
import type { Architecture } from "../../../src/architecture/model.ts";

/** An input that nothing reads would be noise. */
export function hasDeletionProtection({ databases, edge, services }: Architecture): boolean {
  return databases.length > 0 || edge.loadBalancer || services.length > 0;
}
