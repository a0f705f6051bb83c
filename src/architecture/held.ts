// The addresses that services and sites have from an earlier run, as the architecture takes them into account: what is live stays where it is, unless the answers say otherwise. Types only, and none of it.

export interface HeldAddresses {
  /** The service that takes what no other does. */
  readonly entrance: string | undefined;
  /** Path patterns of the others. Anybody may have written them. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
  readonly hosts: LiveHosts;
}

/** Which host names are live. */
export interface LiveHosts {
  /** The site under the bare domain. */
  readonly site: string | undefined;
  /** Of the load balancer: the bare domain, or `api.` before it; undefined where there was none. */
  readonly services: "bare" | "api" | undefined;
}

export const NOTHING_HELD: HeldAddresses = {
  entrance: undefined,
  paths: new Map(),
  hosts: { site: undefined, services: undefined },
};
