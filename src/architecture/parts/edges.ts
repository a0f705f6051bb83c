// In: a drafted service and the parts that exist. Out: its arrows, and from them its environment and secrets. Nothing else ever grants access.
import type { Draft, DraftService } from "../draft.ts";
import type {
  Bucket,
  Cache,
  Database,
  Edge,
  EnvironmentVariable,
  FileSystem,
  Secret,
  SecretVariable,
} from "../model.ts";
import type { Messaging } from "./messaging.ts";
import { outsideOf } from "./outside.ts";
import { variableName } from "./workload-shape.ts";

export interface Stores {
  readonly databases: readonly Database[];
  readonly caches: readonly Cache[];
  readonly buckets: readonly Bucket[];
  readonly fileSystems: readonly FileSystem[];
}

/** Arrows in a fixed order: services, stores, messaging, vendors. */
export function edgesOf(draft: Draft, service: DraftService, stores: Stores, messaging: Messaging): Edge[] {
  const { dependencies } = service.details;
  const needs = (target: string) => dependencies.some((item) => item.kind === "target" && item.target === target);
  const edges: Edge[] = [];
  for (const item of dependencies) {
    const other = item.kind === "service" ? draft.services[item.index] : undefined;
    if (other !== undefined && other.becomes === "workload" && hasPort(other))
      edges.push({ to: "service", id: other.id });
  }
  // "Only jobs calls it" draws the arrow from jobs.
  for (const other of draft.services) {
    const callers = draft.details.access.services[other.index]?.closed?.callers ?? [];
    if (callers.includes(service.index) && other.becomes === "workload" && hasPort(other))
      edges.push({ to: "service", id: other.id });
  }
  for (const database of stores.databases.slice(0, 1)) {
    if (needs("database") || (!anybodyNeeds(draft, "database") && service.reading.kind !== "scheduled"))
      edges.push({ to: "database", id: database.id });
  }
  for (const cache of stores.caches) {
    if (needs("cache") || usesBroker(draft, service) || (!anybodyNeeds(draft, "cache") && hasPort(service)))
      edges.push({ to: "cache", id: cache.id });
  }
  for (const bucket of stores.buckets) {
    if (needs("bucket") || (!anybodyNeeds(draft, "bucket") && hasPort(service)))
      edges.push({ to: "bucket", id: bucket.id, access: "read-write" });
  }
  for (const fileSystem of stores.fileSystems) {
    if (needs("file-system") || (!anybodyNeeds(draft, "file-system") && hasPort(service)))
      edges.push({ to: "file-system", id: fileSystem.id });
  }
  edges.push(...(messaging.edges.get(service.id) ?? []));
  if (needs("email") || sendsMail(draft, service)) edges.push({ to: "email", id: "ses" });
  for (const item of dependencies) {
    if (item.kind === "vendor") edges.push({ to: "external", id: item.vendor });
    // Names that nobody knows: somebody else's system, drawn and documented.
    if (item.kind === "other") edges.push({ to: "external", id: outsideOf(draft, item.evidence).id });
  }
  return unique(edges);
}

function unique(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>();
  return edges.filter((edge) => {
    const key = JSON.stringify(edge);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function hasPort({ reading }: DraftService): boolean {
  return reading.kind === "web" || reading.kind === "api" || reading.kind === "static";
}

function anybodyNeeds(draft: Draft, target: string): boolean {
  return draft.services.some(
    ({ becomes, details }) =>
      becomes === "workload" && details.dependencies.some((item) => item.kind === "target" && item.target === target),
  );
}

/** Celery and its like keep their jobs in the cache: workers and clocks of that framework need it without saying so. */
function usesBroker(draft: Draft, { reading }: DraftService): boolean {
  return (
    draft.details.broker !== null &&
    (reading.framework === "celery" ||
      ((reading.kind === "worker" || reading.kind === "scheduled") && draft.decisions.table.queues.value.length === 0))
  );
}

/** Mail is named among the external services and no service claims it: the services that serve people send it. */
function sendsMail(draft: Draft, service: DraftService): boolean {
  return (
    draft.details.externals.some((item) => item.kind === "target" && item.target === "email") &&
    !anybodyNeeds(draft, "email") &&
    service.reading.kind !== "scheduled"
  );
}

/** Plain settings; every name is unique, the first one wins. */
export function environmentOf(
  port: number | undefined,
  edges: readonly Edge[],
  framework: string | null,
): EnvironmentVariable[] {
  const list: EnvironmentVariable[] = [
    { name: "APP_ENVIRONMENT", source: { from: "environment" } },
    { name: "AWS_REGION", source: { from: "region" } },
    { name: "LOG_LEVEL", source: { from: "literal", value: "info" } },
  ];
  if (port !== undefined) list.push({ name: "PORT", source: { from: "literal", value: String(port) } });
  // The address that the server of Next binds. Fargate sets it itself, over what the image says: only the task definition can.
  // https://github.com/vercel/next.js/discussions/58657
  if (port !== undefined && framework === "next")
    list.push({ name: "HOSTNAME", source: { from: "literal", value: "0.0.0.0" } });
  // Django refuses requests under any other name: https://docs.djangoproject.com/en/5.2/ref/settings/#allowed-hosts
  if (port !== undefined && framework === "django") list.push({ name: "ALLOWED_HOSTS", source: { from: "hosts" } });
  for (const edge of edges) {
    switch (edge.to) {
      case "database":
        list.push(
          { name: "DATABASE_HOST", source: { from: "database", id: edge.id, field: "host" } },
          { name: "DATABASE_PORT", source: { from: "database", id: edge.id, field: "port" } },
          { name: "DATABASE_NAME", source: { from: "database", id: edge.id, field: "name" } },
          { name: "DATABASE_TLS", source: { from: "database", id: edge.id, field: "tls" } },
        );
        break;
      case "cache":
        list.push(
          { name: "CACHE_HOST", source: { from: "cache", id: edge.id, field: "host" } },
          { name: "CACHE_PORT", source: { from: "cache", id: edge.id, field: "port" } },
          { name: "CACHE_TLS", source: { from: "cache", id: edge.id, field: "tls" } },
        );
        break;
      case "queue":
        list.push({ name: variableName(edge.id, "QUEUE_URL"), source: { from: "queue", id: edge.id, field: "url" } });
        break;
      case "topic":
        list.push({ name: variableName(edge.id, "TOPIC_ARN"), source: { from: "topic", id: edge.id, field: "arn" } });
        break;
      case "bus":
        list.push({ name: variableName(edge.id, "BUS_NAME"), source: { from: "bus", id: edge.id, field: "name" } });
        break;
      case "bucket":
        list.push({ name: variableName(edge.id, "BUCKET"), source: { from: "bucket", id: edge.id, field: "name" } });
        break;
      case "service":
        list.push({ name: variableName(edge.id, "URL"), source: { from: "service", id: edge.id, field: "url" } });
        break;
      case "file-system":
        list.push({ name: variableName(edge.id, "PATH"), source: { from: "file-system", id: edge.id, field: "path" } });
        break;
      case "email":
        list.push({ name: "MAIL_DOMAIN", source: { from: "mail-domain" } });
        break;
      case "external":
        break;
    }
  }
  return uniqueNames(list);
}

export function secretsOf(
  edges: readonly Edge[],
  secrets: readonly Secret[],
  caches: readonly Cache[],
  signs: boolean,
): SecretVariable[] {
  const list: SecretVariable[] = [];
  for (const edge of edges) {
    if (edge.to === "database") {
      list.push(
        { name: "DATABASE_USER", source: { from: "database", id: edge.id, field: "username" } },
        { name: "DATABASE_PASSWORD", source: { from: "database", id: edge.id, field: "password" } },
      );
    }
    if (edge.to === "cache" && caches.some(({ id, engine }) => id === edge.id && engine !== "memcached")) {
      list.push({ name: "CACHE_PASSWORD", source: { from: "cache", id: edge.id, field: "password" } });
    }
    const key = edge.to === "external" ? secrets.find(({ id, external }) => (external ?? id) === edge.id) : undefined;
    if (key !== undefined) list.push({ name: variableName(key.id, "API_KEY"), source: { from: "secret", id: key.id } });
  }
  if (signs && secrets.some(({ id }) => id === "signing-key"))
    list.push({ name: "APP_SIGNING_KEY", source: { from: "secret", id: "signing-key" } });
  return uniqueNames(list);
}

function uniqueNames<T extends { readonly name: string }>(list: readonly T[]): T[] {
  const seen = new Set<string>();
  return list.filter(({ name }) => {
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
