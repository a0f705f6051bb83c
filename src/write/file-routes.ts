// In: the path of a file in the code of a service. Out: whether a router that goes by the names of files answers a request path with it, and what the file is called for another one. Pure; never opens the file.
//
// Next.js (both routers), SvelteKit, Nuxt, Astro and Remix: there a request path stands in no text at all.

/** A folder that such a router starts at, what the file of a route may be called, and the languages that have one. */
const ROOTS = "(?:app|pages|routes)";
const LEAF =
  "(?:/(?:route|page|index|\\+server|\\+page(?:\\.server)?))?(?:\\.(?:get|head))?\\.(?:[cm]?[jt]sx?|vue|svelte|astro)";
/** `(ops)` groups files, and is no part of the path. */
const GROUPS = "(?:/\\([^/()]+\\))*";

/** `src/app/healthz/route.ts` answers `/healthz`. */
export function answersAt(path: string, request: string): boolean {
  return routeOf(request)?.test(path) === true;
}

/** `src/app/healthz/route.ts` is `src/app/livez/route.ts` once `/livez` is asked. Undefined for a file that no such router has at the old path. */
export function movedRoute(path: string, was: string, now: string): string | undefined {
  const found = routeOf(was)?.exec(path);
  if (!found) return undefined;
  const { root = "", leaf = "" } = found.groups ?? {};
  return `${path.slice(0, found.index)}${root}${now}${leaf}`;
}

/** The root has no folder of its own. */
function routeOf(request: string): RegExp | undefined {
  const names = request.split("/").filter(Boolean);
  if (names.length === 0) return undefined;
  const segments = names.map((segment) => `/${segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`).join(GROUPS);
  return new RegExp(`(?<root>(?<=^|/)${ROOTS}${GROUPS})${segments}${GROUPS}(?<leaf>${LEAF})$`);
}
