// In: services and their edges. Out: which services each one waits for when the stack is built. Never a cycle.
import type { Id, Service } from "../../../src/architecture/model.ts";

/**
 * Service Connect gives a task the names that exist when it starts, so a caller is built after the services that it calls.
 * An edge that would close a circle is left out: one of the two then learns the other's name with its next deployment.
 */
export function buildOrder(services: readonly Service[]): ReadonlyMap<Id, readonly Id[]> {
  const waits = new Map<Id, Id[]>(services.map(({ id }) => [id, []]));
  // Each service is looked at once: without that, layers of services that all call the next layer take for ever.
  const reaches = (from: Id, to: Id, seen = new Set<Id>()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return (waits.get(from) ?? []).some((next) => reaches(next, to, seen));
  };
  for (const service of services) {
    for (const edge of service.edges) {
      if (edge.to !== "service" || !waits.has(edge.id) || reaches(edge.id, service.id)) continue;
      const own = waits.get(service.id) ?? [];
      if (!own.includes(edge.id)) own.push(edge.id);
    }
  }
  return waits;
}
