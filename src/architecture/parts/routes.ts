// In: the public services. Out: the listener rules of each: paths that no other has, priorities that stay when services come and go. Never more than a load balancer takes.
import { shortHash } from "../../shared/names.ts";
import type { Draft, DraftService } from "../draft.ts";
import type { Route } from "../model.ts";
import { pathName } from "./workload-shape.ts";

/** Rules of a listener by default, without the default action: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const MAX_RULES = 100;
/** Behind every other rule. */
const ENTRANCE_PRIORITY = 49_000;
const STEP = 5;
const BAND = 10_000;

/** The entrance takes what nobody else does; others have the path that their text names, else their own name. */
export function resolveRoutes(
  draft: Draft,
  open: readonly DraftService[],
  entrance: DraftService | undefined,
): ReadonlyMap<string, readonly Route[]> {
  const others = open.filter((service) => service !== entrance);
  if (others.length >= MAX_RULES) {
    draft.report({
      code: "ARCH_TOO_MANY_SERVICES",
      severity: "error",
      pointer: `${draft.answers.base}/services`,
      message: `${open.length} services are reached from outside; a load balancer has ${MAX_RULES} rules`,
      help: 'Put a gateway in front of them (say "gateway" in its purpose), or call some of them internal.',
    });
  }
  const bases = basesOf(draft, others);
  const routes = new Map<string, readonly Route[]>();
  const taken = new Set<number>();
  // By identifier, so that the order of the answers does not matter.
  for (const service of [...others].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const paths = bases.get(service.id) ?? [];
    let priority = bandOf(paths[0] ?? "") + (Number.parseInt(shortHash(service.id), 16) % (BAND / STEP - 1)) * STEP;
    while (taken.has(priority)) priority += STEP;
    taken.add(priority);
    routes.set(service.id, [{ priority, paths }]);
  }
  if (entrance !== undefined) routes.set(entrance.id, [{ priority: ENTRANCE_PRIORITY, paths: ["/*"] }]);
  return routes;
}

/** Path patterns per service; two that would have the same ones are told apart by their identifiers. What a service has from an earlier run it keeps, unless a text names another one. */
function basesOf(draft: Draft, services: readonly DraftService[]): Map<string, readonly string[]> {
  const own = (service: DraftService) => service.details.pathPrefix ?? `/${pathName(service.id)}`;
  const kept = keptPaths(draft, services);
  const taken = new Set([...kept.values()].flat());
  const counts = new Map<string, number>();
  for (const service of services)
    if (!kept.has(service.id)) counts.set(own(service), (counts.get(own(service)) ?? 0) + 1);
  return new Map(
    services.map((service) => {
      const held = kept.get(service.id);
      if (held !== undefined) return [service.id, held];
      const shared = (counts.get(own(service)) ?? 0) > 1 || taken.has(own(service));
      const base = shared ? `/${service.id}` : own(service);
      if (shared && service.details.pathPrefix !== null) {
        draft.report({
          code: "ARCH_ASSUMED",
          severity: "warning",
          pointer: `${draft.answers.base}/services/${service.index}/purpose`,
          message: `two services are said to serve ${service.details.pathPrefix}; service ${JSON.stringify(service.answered.name)} gets ${base}`,
          help: "Give each of them a path of its own.",
        });
      }
      const stated = !shared && service.details.pathPrefix !== null;
      return [service.id, stated ? [base, `${base}/*`] : [base, `${base}/*`, `/api${base}`, `/api${base}/*`]];
    }),
  );
}

/** Of those whose text names no path. A list that anybody may have edited gives nothing that is no plain path, and nothing that a text gives to another. */
function keptPaths(draft: Draft, services: readonly DraftService[]): ReadonlyMap<string, readonly string[]> {
  const stated = new Set(services.flatMap(({ details }) => details.pathPrefix ?? []));
  const kept = new Map<string, readonly string[]>();
  for (const { id, details } of services) {
    const paths = draft.held.paths.get(id) ?? [];
    const isPlain = paths.length > 0 && paths.length <= 8 && paths.every((path) => PLAIN_PATH.test(path));
    if (details.pathPrefix === null && isPlain && !paths.some((path) => stated.has(path))) kept.set(id, paths);
  }
  return kept;
}

const PLAIN_PATH = /^\/[a-z0-9][a-z0-9/_-]{0,80}(?:\/\*)?$/;

/** Longer paths first; what takes all of `/api` after everything below it. */
function bandOf(path: string): number {
  if (path === "/api") return 4 * BAND;
  const segments = path.split("/").length - 1;
  return segments >= 3 ? BAND : segments === 2 ? 2 * BAND : 3 * BAND;
}
