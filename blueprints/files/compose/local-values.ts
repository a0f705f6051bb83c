// In: where a variable gets its value in the cloud. Out: the same variable's value on a laptop, and the names of the stand-ins. Never a real secret, never free text that compose would expand.
import type { Architecture, Cache, Database, Id, SecretSource, ValueSource } from "../../../src/architecture/model.ts";
import { upperSnake } from "../../../src/shared/names.ts";

/** Value that stands for every secret on a laptop, unless the variable of that name is set in the shell or in `.env`. */
export const LOCAL_SECRET = "local-only";

/** Account number that emulators use. */
export const LOCAL_ACCOUNT = "000000000000";

/** Compose expands `$NAME` in every value: a dollar sign of ours is written twice. https://docs.docker.com/reference/compose-file/interpolation/ */
export function escapeDollars(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** A variable of the shell with a default. `name` and `fallback` are ours. */
export function shellVariable(name: string, fallback: string): string {
  return `\${${name}:-${fallback}}`;
}

/** Name of a stand-in among the compose services; a service of the system that bears it already pushes it aside. */
export function standInName(architecture: Architecture, base: string): string {
  const taken = new Set([...architecture.services, ...architecture.sites].map(({ id }) => id));
  let name = base;
  while (taken.has(name) || [...taken].some((id) => name === `${id}-migrate`)) name = `local-${name}`;
  return name;
}

export const databaseName = (architecture: Architecture, id: Id): string => standInName(architecture, `database-${id}`);
export const cacheName = (architecture: Architecture, id: Id): string => standInName(architecture, `cache-${id}`);
export const queueServerName = (architecture: Architecture): string => standInName(architecture, "sqs");
export const bucketServerName = (architecture: Architecture): string => standInName(architecture, "s3");
export const mailServerName = (architecture: Architecture): string => standInName(architecture, "mail");

/** Port that the stand-in listens on: its image's own. */
export function standInPort({ engine }: Database | Cache): number {
  if (engine === "memcached") return 11211;
  if (engine === "redis" || engine === "valkey") return 6379;
  return engine.endsWith("postgres") ? 5432 : 3306;
}

export function localBucket(architecture: Architecture, id: Id): string {
  return `${architecture.project.id}-${id}`;
}

export function localQueue(architecture: Architecture, id: Id): string {
  const queue = find(architecture.queues, id);
  return queue.fifo ? `${id}.fifo` : id;
}

/** Variables of the shell that hold the local passwords; the stand-in and the services that use it read the same one. */
export const databasePassword = (id: Id): string =>
  shellVariable(`LOCAL_DATABASE_${upperSnake(id)}_PASSWORD`, LOCAL_SECRET);
export const cachePassword = (id: Id): string => shellVariable(`LOCAL_CACHE_${upperSnake(id)}_PASSWORD`, LOCAL_SECRET);

function find<Part extends { readonly id: Id }>(parts: readonly Part[], id: Id): Part {
  const part = parts.find((candidate) => candidate.id === id);
  if (part === undefined) throw new Error(`nothing is called "${id}" here`);
  return part;
}

/** Value of a plain variable in compose. */
export function localValue(source: ValueSource, architecture: Architecture): string {
  switch (source.from) {
    case "literal":
      return escapeDollars(source.value);
    case "region":
      return architecture.region;
    case "environment":
      return "local";
    // A laptop is asked by localhost, by address and by the names of the compose network.
    case "hosts":
      return "*";
    // Reserved for tests: nothing that is sent under it can arrive anywhere.
    case "mail-domain":
      return "local.test";
    case "database": {
      const database = find(architecture.databases, source.id);
      const host = databaseName(architecture, source.id);
      const port = String(standInPort(database));
      return { host, "reader-host": host, port, name: database.databaseName, tls: "false" }[source.field];
    }
    case "cache": {
      const port = String(standInPort(find(architecture.caches, source.id)));
      return { host: cacheName(architecture, source.id), port, tls: "false" }[source.field];
    }
    case "queue":
      return `http://${queueServerName(architecture)}:9324/${LOCAL_ACCOUNT}/${localQueue(architecture, source.id)}`;
    case "topic":
      return `arn:aws:sns:${architecture.region}:${LOCAL_ACCOUNT}:${source.id}`;
    case "bus":
      return source.id;
    case "bucket":
      return localBucket(architecture, source.id);
    case "service":
      return `http://${source.id}:${find(architecture.services, source.id).port ?? 0}`;
    case "file-system":
      return find(architecture.fileSystems, source.id).mountPath;
  }
}

/** Value of a secret variable in compose: for the stand-ins their own, for all others a placeholder that the shell can replace. */
export function localSecret(name: string, source: SecretSource, architecture: Architecture): string {
  switch (source.from) {
    case "database":
      return source.field === "username"
        ? find(architecture.databases, source.id).username
        : databasePassword(source.id);
    case "cache":
      return cachePassword(source.id);
    case "secret":
      return shellVariable(name, LOCAL_SECRET);
  }
}
