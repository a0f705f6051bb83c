// In: parts of the architecture. Out: how the documents call them, escaped for Markdown, and the rows of their tables. Never invents a fact: what is not in the model is not said.
import type { Architecture, Edge, Environment, RelationalEngine, Service } from "../../src/architecture/model.ts";
import { addressOf, type GraphBlock, textOf } from "../../src/render/graph.ts";
import { code, type Inline, text } from "../../src/render/markdown.ts";

const ENGINES: Readonly<Record<RelationalEngine, string>> = {
  postgres: "PostgreSQL",
  mysql: "MySQL",
  mariadb: "MariaDB",
  "aurora-postgres": "Aurora PostgreSQL",
  "aurora-mysql": "Aurora MySQL",
};
const CACHES = { redis: "Redis", valkey: "Valkey", memcached: "Memcached" } as const;

/** "Aurora PostgreSQL 17". */
export function engineName(database: { readonly engine: RelationalEngine; readonly version: string }): string {
  return `${ENGINES[database.engine]} ${database.version}`;
}

export function cacheName(cache: { readonly engine: keyof typeof CACHES; readonly version: string }): string {
  return `${CACHES[cache.engine]} ${cache.version}`;
}

/** The environment that matters most: prod, else the last one. */
export function mainEnvironment(architecture: Architecture): Environment | undefined {
  return architecture.environments.find(({ profile }) => profile === "prod") ?? architecture.environments.at(-1);
}

/** What a service does with the other end, in plain words; the subject is the service. */
export function verbOf(edge: Edge): string {
  switch (edge.to) {
    case "database":
      return "reads and writes";
    case "cache":
      return "caches in";
    case "queue":
      return edge.access === "send" ? "sends to" : "takes from";
    case "topic":
    case "bus":
      return "publishes to";
    case "bucket":
      return edge.access === "read" ? "reads files of" : "reads and writes files of";
    case "service":
    case "external":
      return "calls";
    case "file-system":
      return "mounts";
    case "email":
      return "sends mail through";
  }
}

/** The other end, as people wrote it. Free text: escape it. */
export function otherEnd(architecture: Architecture, edge: Edge): string {
  if (edge.to === "service") return architecture.services.find(({ id }) => id === edge.id)?.name ?? edge.id;
  if (edge.to === "external") return architecture.externals.find(({ id }) => id === edge.id)?.name ?? edge.id;
  return edge.to === "email" ? "Amazon SES" : `${edge.to.replace("-", " ")} ${edge.id}`;
}

/** "Fargate service", "scheduled task": what a service is on AWS. */
export function formOf(service: Service): string {
  switch (service.kind) {
    case "web":
    case "api":
      return service.public ? "behind the load balancer" : "inside only";
    case "worker":
      return service.scaling.singleton ? "worker, always exactly one" : "worker";
    case "scheduled":
      return "runs on a schedule";
  }
}

export interface StoreRow {
  readonly kind: string;
  readonly id: string;
  readonly what: Inline;
}

/** Everything that keeps or carries data, in one order for all documents. */
export function stores(architecture: Architecture): StoreRow[] {
  return [
    ...architecture.databases.map((database) => ({
      kind: "Database",
      id: database.id,
      what: [
        engineName(database),
        database.serverless ? "serverless" : "",
        database.proxy ? "through RDS Proxy" : "",
        database.readReplica ? "with a read replica" : "",
      ]
        .filter((part) => part !== "")
        .join(", "),
    })),
    ...architecture.caches.map((cache) => ({
      kind: "Cache",
      id: cache.id,
      what: `${cacheName(cache)}, ${cache.use === "cache" ? "may evict" : "never evicts: jobs or sessions live here"}`,
    })),
    ...architecture.buckets.map(({ id, purpose }) => ({ kind: "Bucket", id, what: `S3, ${purpose}` })),
    ...architecture.fileSystems.map(({ id, mountPath }) => ({
      kind: "File system",
      id,
      what: `EFS, mounted at ${code(mountPath)}`,
    })),
    ...architecture.queues.map((queue) => ({
      kind: "Queue",
      id: queue.id,
      what: `SQS${queue.fifo ? " FIFO" : ""}, dead letters after ${queue.maxReceiveCount} attempts`,
    })),
    ...architecture.topics.map(({ id, subscribers }) => ({
      kind: "Topic",
      id,
      what: `SNS${subscribers.length > 0 ? `, to ${subscribers.map((queue) => code(queue)).join(", ")}` : ""}`,
    })),
    ...architecture.buses.map(({ id, targets }) => ({
      kind: "Event bus",
      id,
      what: `EventBridge${targets.length > 0 ? `, to ${targets.map(({ queue, source }) => `${code(queue)} from ${text(source)}`).join(", ")}` : ""}`,
    })),
    ...architecture.secrets.map(({ id, description }) => ({ kind: "Secret", id, what: text(description) })),
  ];
}

/** As mails carry it, without the environment before it and the node behind it. */
export function mailedName(block: GraphBlock, attribute: "alarm_name" | "name"): string {
  const named = textOf(block, attribute)
    .replace(/\$\{[^}]*\}/g, "")
    .replace(/^-|-$/g, "");
  return named === "" ? (block.labels[1] ?? addressOf(block)) : named;
}
