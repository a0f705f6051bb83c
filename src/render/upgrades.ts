// In: the graph of the stack, and the resources of the last run. Out: the graph with what a database or cache needs to be upgraded where it stands, and with the values that only its making can choose. Never trusts a value of the last run further than its letters.

import { engineStep } from "../resources/engines.ts";
import { type Move, type Snapshot, typeOf } from "../resources/snapshot.ts";
import { isUpgradable } from "../resources/upgrades.ts";
import { bodyToJson } from "./body.ts";
import type { Body, GraphBlock, Json, ResourceGraph } from "./graph.ts";
import { addressOf } from "./graph.ts";

/** `decisions.upgraded`: address → version that every environment has. */
export type Upgraded = Readonly<Record<string, string>>;

type Arguments = Readonly<Record<string, unknown>>;

/** Chosen when the resource is made; AWS changes it in no other way, so that a plan would want it for ever.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html */
const MADE_WITH: Readonly<Record<string, string>> = {
  aws_db_instance: "engine_lifecycle_support",
  aws_rds_cluster: "engine_lifecycle_support",
};

/** Users of Redis go on to log in to Valkey, and no user of Valkey gets into a group that Redis still asks: while the one becomes the other they stay what they are. */
const USERS: ReadonlySet<string> = new Set(["aws_elasticache_user", "aws_elasticache_user_group"]);

const COMMENT =
  "The upgrade happens during the apply: in the next window it would come after the old parameter group is to go. Stays until decisions.upgraded says that every environment has it.";

export function withUpgrades(
  graph: ResourceGraph,
  before: Snapshot | undefined,
  moved: readonly Move[],
  upgraded: Upgraded,
): ResourceGraph {
  if (before === undefined) return graph;
  const known = knownBefore(before, moved);
  let isChanged = false;
  const blocks = graph.blocks.map((one) => {
    const old = one.kind === "resource" ? known.get(addressOf(one)) : undefined;
    const next = old === undefined ? one : asMade(upgrading(one, old, upgraded), old);
    if (next !== one) isChanged = true;
    return next;
  });
  return isChanged ? { ...graph, blocks } : graph;
}

/** Address now → the arguments in each environment of the last run, of what is upgraded or chosen when it is made. */
function knownBefore({ roots }: Snapshot, moved: readonly Move[]): ReadonlyMap<string, readonly Arguments[]> {
  const targets = new Map(moved.map(({ from, to }) => [from, to]));
  const known = new Map<string, Arguments[]>();
  for (const { module, resources } of Object.values(roots)) {
    if (module !== "stack") continue;
    for (const [address, resource] of Object.entries(resources)) {
      const type = typeOf(address);
      if (!isUpgradable(type) && MADE_WITH[type] === undefined && !USERS.has(type)) continue;
      const now = targets.get(address) ?? address;
      known.set(now, [...(known.get(now) ?? []), resource.arguments]);
    }
  }
  return known;
}

/** Which environments have applied the last run is not known, so what it upgraded may still be to do. */
function upgrading(one: GraphBlock, old: readonly Arguments[], upgraded: Upgraded): GraphBlock {
  if (!isUpgradable(one.labels[0] ?? "")) return one;
  const now = bodyToJson(one.body);
  const version = now["engine_version"] ?? now["engine"];
  const isGoing =
    old.some((body) => body["apply_immediately"] === true && body["engine"] === now["engine"]) &&
    upgraded[addressOf(one)] !== version;
  if (!isGoing && !old.some((body) => engineStep(body, now) === "up")) return one;
  const isCache = one.labels[0] === "aws_elasticache_replication_group";
  return {
    ...one,
    comment: COMMENT,
    body: {
      attributes: inserted(one.body.attributes, [
        ...(isCache ? [] : [["allow_major_version_upgrade", true] as const]),
        ["apply_immediately", true],
      ]),
      blocks: one.body.blocks.flatMap(withoutIgnoredVersion),
    },
  };
}

function inserted(attributes: Body["attributes"], added: Body["attributes"]): Body["attributes"] {
  const names = new Set(attributes.map(([name]) => name));
  const fresh = added.filter(([name]) => !names.has(name));
  const at = attributes.findIndex(([name]) => name === "engine_version") + 1;
  return [...attributes.slice(0, at), ...fresh, ...attributes.slice(at)];
}

/** The provider wants the version to change with the engine. */
function withoutIgnoredVersion(block: Body["blocks"][number]): Body["blocks"] {
  if (block.name !== "lifecycle") return [block];
  const attributes = block.body.attributes.flatMap(([name, value]): Body["attributes"] => {
    if (name !== "ignore_changes" || !Array.isArray(value)) return [[name, value]];
    const rest = value.filter((item: Json) => !String(item).includes("engine_version"));
    return rest.length === 0 ? [] : [[name, rest]];
  });
  return attributes.length + block.body.blocks.length === 0 ? [] : [{ ...block, body: { ...block.body, attributes } }];
}

function asMade(one: GraphBlock, old: readonly Arguments[]): GraphBlock {
  const type = one.labels[0] ?? "";
  const now = bodyToJson(one.body);
  const name = USERS.has(type) ? "engine" : MADE_WITH[type];
  if (name === undefined || now[name] === undefined) return one;
  const values = new Set(
    old
      .filter((body) => USERS.has(type) || (body["engine"] === now["engine"] && engineStep(body, now) !== "down"))
      .map((body) => body[name]),
  );
  const [value, ...others] = [...values];
  // Environments that were made differently have no one value.
  if (typeof value !== "string" || others.length > 0 || value === now[name] || !/^[a-z-]{1,60}$/.test(value))
    return one;
  if (USERS.has(type) && value !== "redis") return one;
  const attributes = one.body.attributes.map(([key, own]) =>
    key === name ? ([key, value] as const) : ([key, own] as const),
  );
  return { ...one, body: { ...one.body, attributes } };
}
