// In: an architecture. Out: the compose file as a typed object. Never YAML text, never free text: slugs, numbers, paths and values of the service record.
import type { Architecture, Service, Site } from "../../../src/architecture/model.ts";
import { healthCommand, healthTiming } from "../../service-commands.ts";
import { SITE_HEALTH_COMMAND, SITE_PORT, SITE_UID, supportsImage } from "../../service-images.ts";
import {
  bucketServerName,
  cacheName,
  databaseName,
  escapeDollars,
  LOCAL_SECRET,
  localSecret,
  localValue,
  mailServerName,
  queueServerName,
} from "./local-values.ts";
import { hostPort, LOCKED_IN, type StandIn, standIns, type Yaml } from "./stand-ins.ts";

/** Services that can run here: those whose image is built from a folder of ours. */
export function runnable(architecture: Architecture): Service[] {
  return architecture.services.filter(
    (service) =>
      supportsImage(service) &&
      architecture.services.some((owner) => owner.id === service.image && supportsImage(owner)),
  );
}

/** The whole compose file. Keys without a value are left out. */
export function composeView(architecture: Architecture): Yaml {
  const services: Record<string, Yaml> = {};
  const stands = standIns(architecture);
  runnable(architecture).forEach((service, index) => {
    if (service.migrationCommand.length > 0)
      services[`${service.id}-migrate`] = migration(service, architecture, stands);
    services[service.id] = workload(service, architecture, stands, 8080 + index);
  });
  architecture.sites.forEach((site, index) => {
    services[site.id] = siteService(site, 8080 + architecture.services.length + index);
  });
  for (const { name, service } of stands) services[name] = service;
  return {
    name: architecture.project.id,
    services,
    // Public entry, talk among services, and what holds data: a site reaches no database.
    networks: { edge: {}, app: {}, data: {} },
    volumes: volumes(architecture, stands),
  };
}

function volumes(architecture: Architecture, stands: readonly StandIn[]): Yaml | undefined {
  const named = stands.flatMap(({ volume }) => (volume === undefined ? [] : [[volume, {}] as const]));
  const uid = architecture.services[0]?.uid ?? 0;
  // A plain volume would belong to root, and the services do not: this one is memory that belongs to them.
  const shared = architecture.fileSystems.map(({ id }) => [
    `files-${id}`,
    { driver_opts: { type: "tmpfs", device: "tmpfs", o: `uid=${uid},gid=${uid},mode=0770,size=256m` } },
  ]);
  const all = [...named, ...shared];
  return all.length === 0 ? undefined : Object.fromEntries(all);
}

const serves = ({ kind }: Service): boolean => kind === "web" || kind === "api";

function common(service: Service, architecture: Architecture): Yaml {
  const mounts = service.edges.flatMap((edge) =>
    edge.to === "file-system"
      ? architecture.fileSystems
          .filter(({ id }) => id === edge.id)
          .map(({ id, mountPath }) => `files-${id}:${mountPath}`)
      : [],
  );
  return {
    build: { context: `./services/${service.image}`, target: "runtime" },
    user: `${service.uid}:${service.uid}`,
    init: true,
    read_only: true,
    tmpfs: service.writablePaths.map((path) => `${path}:mode=1777,size=64m`),
    ...LOCKED_IN,
    pids_limit: 256,
    mem_limit: `${memory(service, architecture)}m`,
    environment: environment(service, architecture),
    volumes: mounts.length === 0 ? undefined : mounts,
    networks: [...(service.public ? ["edge"] : []), "app", "data"],
  };
}

/** Limit of the smallest environment: what fits there fits on a laptop. */
function memory(service: Service, architecture: Architecture): number {
  const sizes = architecture.environments.flatMap(({ services }) => services[service.id]?.memoryMiB ?? []);
  return Math.max(256, Math.min(...(sizes.length === 0 ? [512] : sizes)));
}

/** The record's variables and secrets under their own names, then what only the laptop needs to reach its stand-ins. */
function environment(service: Service, architecture: Architecture): Yaml {
  return Object.fromEntries([
    ...service.environment.map(({ name, source }) => [name, localValue(source, architecture)]),
    ...service.secrets.map(({ name, source }) => [name, localSecret(name, source, architecture)]),
    ...localOnly(service, architecture),
  ]);
}

/** Names that compose adds to a service and that the cloud does not have: endpoints and keys of the emulators. */
export const LOCAL_ONLY_VARIABLES: readonly string[] = [
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_REGION",
  "AWS_ENDPOINT_URL_SQS",
  "AWS_ENDPOINT_URL_S3",
];

function localOnly(service: Service, architecture: Architecture): [string, string][] {
  const queues = service.edges.some(({ to }) => to === "queue");
  const buckets = service.edges.some(({ to }) => to === "bucket");
  if (!queues && !buckets) return [];
  const known = new Set([...service.environment, ...service.secrets].map(({ name }) => name));
  const list: [string, string][] = [
    ["AWS_ACCESS_KEY_ID", "local"],
    ["AWS_SECRET_ACCESS_KEY", LOCAL_SECRET],
    ["AWS_REGION", architecture.region],
  ];
  if (queues) list.push(["AWS_ENDPOINT_URL_SQS", `http://${queueServerName(architecture)}:9324`]);
  if (buckets) list.push(["AWS_ENDPOINT_URL_S3", `http://${bucketServerName(architecture)}:8333`]);
  return list.filter(([name]) => !known.has(name));
}

function workload(service: Service, architecture: Architecture, stands: readonly StandIn[], port: number): Yaml {
  const scheduled = service.kind === "scheduled";
  const published = serves(service) && service.public && service.port !== undefined;
  return {
    ...common(service, architecture),
    command: service.command.length === 0 ? undefined : service.command.map(escapeDollars),
    ports: published ? [hostPort(service.id, port, service.port ?? 0)] : undefined,
    healthcheck: probe(service),
    depends_on: dependencies(service, architecture, stands),
    stop_grace_period: `${service.stopTimeoutSeconds}s`,
    restart: scheduled ? "no" : "unless-stopped",
    // Started by hand: docker compose run --rm <service>
    profiles: scheduled ? ["jobs"] : undefined,
    develop: { watch: [{ action: "rebuild", path: `./services/${service.image}` }] },
  };
}

function probe(service: Service): Yaml {
  const command = healthCommand(service);
  // Another role of the image would inherit the image's own probe, and nothing listens there.
  if (command.length === 0) return { disable: true };
  const { intervalSeconds, timeoutSeconds, startSeconds, retries } = healthTiming(service);
  return {
    test: command.map(escapeDollars),
    interval: `${intervalSeconds}s`,
    timeout: `${timeoutSeconds}s`,
    start_period: `${startSeconds}s`,
    retries,
  };
}

/** Stand-ins and migrations that must be ready first. Services do not wait for each other: arrows may form a circle, and they must bear a restart of the other anyway. */
function dependencies(service: Service, architecture: Architecture, stands: readonly StandIn[]): Yaml | undefined {
  const ready = standInDependencies(service, architecture, stands);
  const databases = new Set(service.edges.flatMap((edge) => (edge.to === "database" ? [edge.id] : [])));
  const migrations = runnable(architecture).filter(
    (other) =>
      other.migrationCommand.length > 0 &&
      (other.id === service.id || other.edges.some((edge) => edge.to === "database" && databases.has(edge.id))),
  );
  const all = { ...ready };
  for (const { id } of migrations) all[`${id}-migrate`] = { condition: "service_completed_successfully" };
  return Object.keys(all).length === 0 ? undefined : all;
}

function standInDependencies(
  service: Service,
  architecture: Architecture,
  stands: readonly StandIn[],
): Record<string, Yaml> {
  const names = service.edges.flatMap((edge) => {
    if (edge.to === "database") return [databaseName(architecture, edge.id)];
    if (edge.to === "cache") return [cacheName(architecture, edge.id)];
    if (edge.to === "queue") return [queueServerName(architecture)];
    if (edge.to === "bucket") return [bucketServerName(architecture)];
    return edge.to === "email" ? [mailServerName(architecture)] : [];
  });
  return Object.fromEntries(
    stands
      .filter(({ name }) => names.includes(name))
      .map(({ name, healthy }) => [name, { condition: healthy ? "service_healthy" : "service_started" }]),
  );
}

function migration(service: Service, architecture: Architecture, stands: readonly StandIn[]): Yaml {
  const ready = standInDependencies(service, architecture, stands);
  return {
    ...common(service, architecture),
    command: service.migrationCommand.map(escapeDollars),
    networks: ["data"],
    healthcheck: { disable: true },
    depends_on: Object.keys(ready).length === 0 ? undefined : ready,
    restart: "no",
  };
}

function siteService(site: Site, port: number): Yaml {
  return {
    build: { context: `./services/${site.id}`, target: "runtime" },
    user: `${SITE_UID}:${SITE_UID}`,
    init: true,
    read_only: true,
    tmpfs: ["/tmp:mode=1777,size=64m"],
    ...LOCKED_IN,
    pids_limit: 64,
    mem_limit: "128m",
    networks: ["edge"],
    ports: [hostPort(site.id, port, SITE_PORT)],
    healthcheck: { test: SITE_HEALTH_COMMAND, interval: "15s", timeout: "5s", start_period: "5s", retries: 3 },
    restart: "unless-stopped",
    develop: { watch: [{ action: "rebuild", path: `./services/${site.id}` }] },
  };
}
