// In: the graphs of the modules, the architecture, and the snapshot of the last run. Out: the new snapshot, and the blocks that keep what earlier runs made: moves, removals without a destroy, physical names. Never reads a disk.
import type { Architecture } from "../architecture/model.ts";
import { membersOf, type StatedRoot, toModule, toRoots } from "../resources/build.ts";
import { collapseMoves, movesNow, movesOf } from "../resources/moves.ts";
import { keptNames } from "../resources/names.ts";
import { removals, wasOurs } from "../resources/removals.ts";
import { type Renamed, renamesOf } from "../resources/renames.ts";
import { resourceType } from "../resources/resources.ts";
import type {
  ModuleBlocks,
  ModuleName,
  Retired,
  Snapshot,
  SnapshotModule,
  SnapshotReason,
} from "../resources/snapshot.ts";
import { bodyToJson } from "./body.ts";
import type { GraphBlock, Json, ResourceGraph } from "./graph.ts";
import { addressOf } from "./graph.ts";
import { type Upgraded, withUpgrades } from "./upgrades.ts";

/** What earlier runs and people say about resources that are there. */
export interface History {
  /** Of the last run; undefined for a new output. */
  readonly snapshot: Snapshot | undefined;
  /** `decisions.renamed`: ids of parts, by kind. */
  readonly renamed: Renamed;
  /** Addresses inside a module that may be destroyed with their data. */
  readonly destroy: ReadonlySet<string>;
  /** `decisions.upgraded`: what every environment has applied. */
  readonly upgraded?: Upgraded | undefined;
  /** Addresses that a file declares by hand: Terraform refuses to forget what is declared. Undefined: those of the last run. */
  readonly standing?: Readonly<Record<ModuleName, ReadonlySet<string>>> | undefined;
}

export const NO_HISTORY: History = {
  snapshot: undefined,
  renamed: {},
  destroy: new Set(),
};

/** A module with what earlier runs made. */
export interface Remembering {
  readonly graph: ResourceGraph;
  /** As the graph declares it. */
  readonly module: SnapshotModule & { readonly blocks: ModuleBlocks };
}

/** The graph with the physical names that earlier runs gave, and the blocks that Terraform needs to find what they made. */
export function withHistory(graph: ResourceGraph, module: ModuleName, history: History): Remembering {
  const own = blocksOf(graph);
  const before = history.snapshot?.modules[module];
  if (before === undefined) return { graph, module: toModule(own, { moved: [], removed: [], names: {} }) };
  const fresh = membersOf(own);
  const gone = Object.keys(before.members).filter((address) => fresh[address] === undefined);
  const created = Object.keys(fresh).filter((address) => before.members[address] === undefined);
  const moved = collapseMoves(
    before.moved,
    movesOf(gone, created, renamesOf(history.renamed)),
    new Set(Object.keys(fresh)),
  );
  const names = keptNames(before, fresh, moved);
  const removed = removals(before, fresh, moved, history.destroy);
  const declared = history.standing?.[module] ?? new Set(before.standing);
  const standing = wasOurs({ moved, removed }).filter((address) => declared.has(address));
  const extra = [
    ...movesNow({ moved, standing }).map(({ from, to }) =>
      block("moved", [
        ["from", `\${${from}}`],
        ["to", `\${${to}}`],
      ]),
    ),
    ...removed.filter((address) => !standing.includes(address)).map(removedBlock),
  ];
  const isRenamed = Object.keys(names).length > 0;
  const going = module === "stack" ? withUpgrades(graph, history.snapshot, moved, history.upgraded ?? {}) : graph;
  const named = isRenamed ? going.blocks.map((block) => withName(block, names)) : going.blocks;
  const kept = withProviders({ ...graph, blocks: [...named, ...extra] }, module, history.snapshot);
  const blocks = isRenamed || going !== graph ? blocksOf(kept) : own;
  return {
    graph: kept,
    module: toModule(blocks, { moved, removed, ...(standing.length === 0 ? {} : { standing }), names }),
  };
}

/** Which environment still has resources of a provider that nothing needs any more is not known, so its configuration stays. */
function withProviders(graph: ResourceGraph, module: ModuleName, before: Snapshot | undefined): ResourceGraph {
  const known = Object.values(before?.roots ?? {}).filter((root) => root.module === module);
  const gone = known
    .flatMap(({ regions }) => Object.entries(regions))
    .filter(([alias]) => alias !== "aws" && !graph.providerAliases.includes(alias));
  if (gone.length === 0) return graph;
  const keptProviders = Object.fromEntries(gone);
  const providerAliases = [...graph.providerAliases, ...Object.keys(keptProviders)].sort();
  return { ...graph, providerAliases, keptProviders };
}

function withName(one: GraphBlock, names: Readonly<Record<string, string>>): GraphBlock {
  const name = one.kind === "resource" ? names[addressOf(one)] : undefined;
  if (name === undefined) return one;
  const argument = resourceType(one.labels[0] ?? "")?.name?.argument;
  const attributes = one.body.attributes.map(([key, value]) =>
    key === argument ? ([key, name] as const) : ([key, value] as const),
  );
  return { ...one, body: { ...one.body, attributes } };
}

function block(
  kind: "moved" | "removed",
  attributes: readonly (readonly [string, Json])[],
  destroy?: boolean,
): GraphBlock {
  const lifecycle = { name: "lifecycle", labels: [], body: { attributes: [["destroy", false]] as const, blocks: [] } };
  return {
    kind,
    labels: [],
    file: kind,
    body: { attributes, blocks: destroy === false ? [lifecycle] : [] },
    because: [],
    comment: undefined,
    skips: [],
  };
}

function removedBlock(address: string): GraphBlock {
  return block("removed", [["from", `\${${address}}`]], false);
}

/** The snapshot of both modules in every root. */
export function takeSnapshot(
  architecture: Architecture,
  { stack, bootstrap }: Readonly<Record<ModuleName, Remembering>>,
  retired: Retired | undefined,
): Snapshot {
  const stated: Record<string, StatedRoot> = {};
  for (const environment of architecture.environments)
    stated[`infra/environments/${environment.id}`] = {
      regions: regionsOf(stack.graph, architecture),
      because: toReasons(environment.because),
      variables: variablesOf(stack.graph, environment.id),
    };
  const once: StatedRoot = {
    regions: regionsOf(bootstrap.graph, architecture),
    because: [],
    variables: variablesOf(bootstrap.graph, undefined),
  };
  return {
    modules: { stack: stack.module, bootstrap: bootstrap.module },
    roots: {
      ...toRoots("stack", stack.module.blocks, stated),
      ...toRoots("bootstrap", bootstrap.module.blocks, { "infra/bootstrap": once }),
    },
    ...(retired === undefined ? {} : { retired }),
    parts: partsOf(architecture),
  };
}

function blocksOf(graph: ResourceGraph): ModuleBlocks {
  const locals: Record<string, Json> = {};
  for (const { kind, body } of graph.blocks)
    if (kind === "locals") Object.assign(locals, Object.fromEntries(body.attributes));
  const resources = graph.blocks
    .filter(({ kind }) => kind === "resource")
    .map((one) => ({ address: addressOf(one), body: bodyToJson(one.body), because: toReasons(one.because) }));
  const data = graph.blocks
    .filter(({ kind }) => kind === "data")
    .map((one) => ({ address: addressOf(one), body: bodyToJson(one.body) }));
  return { resources, data, locals };
}

function toReasons(because: GraphBlock["because"]): SnapshotReason[] {
  return because.map(({ decision, pointer, quote }) => ({
    decision,
    ...(pointer === undefined ? {} : { pointer }),
    ...(quote === undefined ? {} : { quote }),
  }));
}

function variablesOf(graph: ResourceGraph, environment: string | undefined): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const { kind, labels, body } of graph.blocks) {
    const standard = body.attributes.find(([name]) => name === "default")?.[1];
    if (kind === "variable" && standard !== undefined) values[labels[0] ?? ""] = standard;
  }
  if (environment !== undefined)
    for (const variable of graph.variables) {
      const value = Object.hasOwn(variable.values, environment) ? variable.values[environment] : undefined;
      if (value !== undefined) values[variable.name] = value;
    }
  return values;
}

function regionsOf(graph: ResourceGraph, { region, drRegion }: Architecture): Record<string, string> {
  const named: Readonly<Record<string, string | undefined>> = {
    us_east_1: "us-east-1",
    dr: drRegion,
    ...graph.keptProviders,
  };
  return Object.fromEntries([
    ["aws", region],
    ...graph.providerAliases.flatMap((alias) => (named[alias] === undefined ? [] : [[alias, named[alias]]])),
  ]);
}

/** What people can rename, each with what tells it from others of its kind. */
function partsOf(architecture: Architecture): Snapshot["parts"] {
  const ids = <Part extends { readonly id: string }>(parts: readonly Part[], what: (part: Part) => string) =>
    Object.fromEntries(parts.map((part) => [part.id, what(part)]));
  return {
    services: ids(architecture.services, ({ kind, runtime, framework }) => `${kind} ${runtime} ${framework}`),
    sites: ids(architecture.sites, ({ framework }) => `site ${framework}`),
    environments: ids(architecture.environments, ({ profile }) => profile),
    databases: ids(architecture.databases, ({ engine }) => engine),
    caches: ids(architecture.caches, ({ engine }) => engine),
    buckets: ids(architecture.buckets, ({ purpose }) => purpose),
    fileSystems: ids(architecture.fileSystems, () => "efs"),
    queues: ids(architecture.queues, ({ fifo }) => (fifo ? "fifo" : "standard")),
    topics: ids(architecture.topics, () => "topic"),
    buses: ids(architecture.buses, () => "bus"),
    secrets: ids(architecture.secrets, ({ vendor }) => vendor ?? "secret"),
  };
}
