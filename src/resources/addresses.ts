// In: two resource lists. Out: addresses of the load balancer and of sites at which somebody else answers now, or nobody; and what each service and site has until now. Pure; knows hosts and paths by the list alone.
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ReadonlyJson as Json } from "../shared/json.ts";
import { label } from "../shared/names.ts";
import { movesNow } from "./moves.ts";
import { valueAt } from "./resources.ts";
import { type Snapshot, type SnapshotRoot, terraformAddress } from "./snapshot.ts";

/** One host and path pattern, and where it leads. */
interface Door {
  /** The rule or the distribution. */
  readonly address: string;
  readonly host: string;
  readonly path: string;
  /** Lower goes first. */
  readonly priority: number;
  /** `aws_lb_target_group.orders`, `aws_cloudfront_distribution.web`. */
  readonly to: string;
}

const RULE = "aws_lb_listener_rule.";
const SITE = "aws_cloudfront_distribution.";
const TARGET = "aws_lb_target_group.";
const EVERYTHING = "/*";

function doorsOf(root: SnapshotRoot | undefined): Door[] {
  return Object.entries(root?.resources ?? {})
    .flatMap(([address, resource]) =>
      address.startsWith(RULE)
        ? doorsOfRule(address, resource.arguments)
        : address.startsWith(SITE)
          ? doorsOfSite(address, resource.arguments)
          : [],
    )
    .sort((a, b) => a.priority - b.priority);
}

function doorsOfRule(address: string, body: Readonly<Record<string, Json>>): Door[] {
  const target = valueAt(body, "action.target_group_arn");
  const to = typeof target === "string" ? /^\$\{(aws_lb_target_group\.[\w-]+)\.arn\}$/.exec(target)?.[1] : undefined;
  if (to === undefined) return [];
  const hosts = texts(valueAt(body, "condition.host_header.values"));
  const paths = texts(valueAt(body, "condition.path_pattern.values"));
  const priority = Number(body["priority"] ?? 0);
  return hosts.flatMap((host) => paths.map((path) => ({ address, host, path, priority, to })));
}

/** That of the front door leads to the load balancer, whose rules tell the services apart. */
function doorsOfSite(address: string, body: Readonly<Record<string, Json>>): Door[] {
  if (address === `${SITE}front_door`) return [];
  return texts(body["aliases"]).map((host) => ({ address, host, path: EVERYTHING, priority: 100_000, to: address }));
}

function texts(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === "string");
}

/** Whether everything at `path` is also at `pattern`; patterns of ours have a star at their end only. */
function covers(pattern: string, path: string): boolean {
  return pattern === path || (pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1)));
}

/** Somebody who is still there does not answer where they answered. */
export interface MovedAddress {
  readonly root: string;
  /** `aws_lb_target_group.orders` */
  readonly of: string;
  readonly lost: readonly { readonly host: string; readonly path: string; readonly to: string | undefined }[];
  /** Where they answer now. */
  readonly now: readonly string[];
  /** The rules and distributions that change with it. */
  readonly through: readonly string[];
}

export function movedAddresses(before: Snapshot | undefined, after: Snapshot): MovedAddress[] {
  if (before === undefined) return [];
  const targets = new Map(movesNow(after.modules.stack).map(({ from, to }) => [from, to]));
  return Object.keys(after.roots).flatMap((root) => {
    const [old, young] = [doorsOf(before.roots[root]), doorsOf(after.roots[root])];
    const owners = [...new Set(old.map(({ to }) => to))];
    return owners.flatMap((owner): MovedAddress[] => {
      const of = targets.get(owner) ?? owner;
      const mine = young.filter(({ to }) => to === of);
      // Who is gone has no address, and that is what was asked for.
      if (mine.length === 0 && after.roots[root]?.resources[of.replace(TARGET, "aws_ecs_service.")] === undefined)
        return [];
      const lost = old
        .filter(({ to }) => to === owner)
        .map(({ host, path }) => ({
          host,
          path,
          taker: young.find((door) => door.host === host && covers(door.path, path)),
        }))
        .filter(({ taker }) => taker?.to !== of);
      if (lost.length === 0) return [];
      const takers = lost.flatMap(({ taker }) => taker ?? []);
      const through = [...old.filter(({ to }) => to === owner), ...mine, ...takers].map(({ address }) => address);
      return [
        {
          root,
          of,
          lost: lost.map(({ taker, ...place }) => ({ ...place, to: taker?.to })),
          now: mine.map(({ host, path }) => host + path),
          through: [...new Set(through)],
        },
      ];
    });
  });
}

/** Once for what is the same in several environments; the hosts are those of the last one, which is the nearest to production. */
export function addressDiagnostics(moved: readonly MovedAddress[]): Diagnostic[] {
  const groups = new Map<string, MovedAddress[]>();
  for (const one of moved) {
    const key = JSON.stringify([one.of, one.lost.map(({ path, to }) => [path, to])]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): Diagnostic[] => {
    const shown = group.find(({ root }) => root.endsWith("/prod")) ?? group.at(-1);
    if (shown === undefined) return [];
    const places = group.map(({ root }) => root.split("/").at(-1)).join(", ");
    return [
      {
        code: "IMPACT_ADDRESS_MOVES",
        severity: "warning",
        pointer: "",
        message: `${sentenceOf(shown)} (${places})`,
        help: 'Tell whoever calls the old address before the apply, or keep it: name the path in the purpose of the service ("serves /orders").',
      },
    ];
  });
}

/** `module.stack.aws_lb_target_group.orders answered shop.example.com/*, where … answers now; it is at …`. */
export function sentenceOf({ of, lost, now }: MovedAddress): string {
  const groups = new Map<string | undefined, string[]>();
  for (const { host, path, to } of lost) groups.set(to, [...(groups.get(to) ?? []), host + path]);
  const parts = [...groups].map(
    ([to, places]) => `${listed(places)}, where ${to === undefined ? "nobody" : nameOf(to)} answers now`,
  );
  return `${nameOf(of)} answered at ${parts.join("; and at ")}; ${now.length === 0 ? "it has no address of its own" : `its own address is ${listed(now)}`}`;
}

function listed(places: readonly string[]): string {
  const shown = places.slice(0, 4).join(" ");
  return places.length > 4 ? `${shown} …` : shown;
}

function nameOf(address: string): string {
  return terraformAddress("stack", address).replace(
    /^module\.stack\.aws_(?:lb_target_group|cloudfront_distribution)\./,
    "",
  );
}

/** What an earlier run gave to services and sites, by the ids of this run. */
interface HeldAddresses {
  /** The service that takes what no other does. */
  readonly entrance: string | undefined;
  /** Paths of the others, in the order of the rule. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly hosts: {
    readonly site: string | undefined;
    readonly named: readonly string[];
    readonly services: "bare" | "api" | undefined;
  };
}

/** `renamed`: old id → new id of services and sites. */
export function heldAddresses(before: Snapshot | undefined, renamed: Readonly<Record<string, string>>): HeldAddresses {
  const root = Object.values(before?.roots ?? {}).find(({ module }) => module === "stack");
  const doors = doorsOf(root);
  const idOf = (kind: "services" | "sites", address: string): string | undefined => {
    const name = address.slice(address.indexOf(".") + 1);
    const labelsOf = (one: string) =>
      kind === "sites" ? [`site_${label(one)}`] : [label(one), `service_${label(one)}`, `${label(one)}_service`];
    const id = Object.keys(before?.parts[kind] ?? {}).find((one) => labelsOf(one).includes(name));
    return id === undefined ? undefined : (renamed[id] ?? id);
  };
  const paths = new Map<string, string[]>();
  let entrance: string | undefined;
  for (const { address, path, to, host } of doors) {
    const id = address.startsWith(RULE) ? idOf("services", to) : undefined;
    // A second host has the same paths.
    if (id === undefined || doors.some((other) => other.to === to && other.host < host)) continue;
    if (path === EVERYTHING) entrance = id;
    else paths.set(id, [...(paths.get(id) ?? []), path]);
  }
  const balancer = doors.find(({ address, host }) => address.startsWith(RULE) && !host.startsWith("origin."));
  const sites = doors.filter(({ address }) => address.startsWith(SITE));
  const apex = sites.find(({ to, host }) => {
    const own = Object.keys(before?.parts["sites"] ?? {}).find((one) => `site_${label(one)}` === to.slice(SITE.length));
    return own !== undefined && !host.startsWith(`${own}.`);
  });
  return {
    entrance,
    paths,
    hosts: {
      site: apex && idOf("sites", apex.to),
      named: sites.flatMap((door) => (door === apex ? [] : (idOf("sites", door.to) ?? []))),
      services: balancer === undefined ? undefined : balancer.host.startsWith("api.") ? "api" : "bare",
    },
  };
}
