// What an earlier run gave, as the architecture takes it into account: addresses stay where they are and engines at their major version, unless the answers say otherwise. Types only, and none of it.

export interface Held {
  /** The service that takes what no other does. */
  readonly entrance: string | undefined;
  /** Path patterns of the others. Anybody may have written them. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly hosts: LiveHosts;
  /** By id: engine as AWS calls it, and version; of a cache, whose minor version AWS moves, the major one. */
  readonly databases: ReadonlyMap<string, HeldEngine>;
  readonly caches: ReadonlyMap<string, HeldEngine>;
}

export interface HeldEngine {
  readonly engine: string;
  readonly version: string;
}

/** Which host names are live. */
export interface LiveHosts {
  /** The site under the bare domain. */
  readonly site: string | undefined;
  /** Sites under a name of their own. */
  readonly named: readonly string[];
  /** Of the load balancer: the bare domain, or `api.` before it; undefined where there was none. */
  readonly services: "bare" | "api" | undefined;
}

export const NOTHING_HELD: Held = {
  entrance: undefined,
  paths: new Map(),
  hosts: { site: undefined, named: [], services: undefined },
  databases: new Map(),
  caches: new Map(),
};
