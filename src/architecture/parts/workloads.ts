// In: the draft, stores, messaging and secrets. Out: the service records and sites. One record feeds image, compose, task definition, load balancer and pipeline.
import type { Draft, DraftService } from "../draft.ts";
import { servicePointer } from "../draft.ts";
import type { Secret, Service, Site } from "../model.ts";
import { reasonsOf } from "../reasons.ts";
import { edgesOf, environmentOf, type Stores, secretsOf } from "./edges.ts";
import type { StatedCounts } from "./environments.ts";
import type { Messaging } from "./messaging.ts";
import { resolveRoutes } from "./routes.ts";
import {
  healthOf,
  heartbeatOf,
  isBeat,
  languageVersion,
  migrationCommand,
  packageManager,
  portOf,
  replacedBecause,
  roleCommand,
  workerHealthCommand,
  workloadKind,
} from "./workload-shape.ts";

/** Unprivileged user that every image of ours has. */
const UID = 10001;
const IMAGES = ["node", "python", "go", "java", "php", "static"];

export function resolveServices(
  draft: Draft,
  stores: Stores,
  messaging: Messaging,
  secrets: readonly Secret[],
): Service[] {
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const entrance = entranceOf(workloads);
  const serving = workloads.filter(({ reading }) => ["web", "api"].includes(workloadKind(reading)));
  const routes = resolveRoutes(
    draft,
    serving.filter((service) => isPublic(service, entrance)),
    entrance,
  );
  return workloads.map((service) => {
    const { reading, answered, id } = service;
    const kind = workloadKind(reading);
    const serves = kind === "web" || kind === "api";
    const port = serves ? portOf(reading) : undefined;
    const edges = edgesOf(draft, service, stores, messaging);
    const owner = imageOwner(workloads, service);
    const open = serves && isPublic(service, entrance);
    const command = roleCommand(reading, owner !== id, kind);
    const ping = workerHealthCommand(reading, command);
    const consumed =
      kind === "worker" ? edges.find((edge) => edge.to === "queue" && edge.access === "consume")?.id : undefined;
    const queue = messaging.queues.find((one) => one.id === consumed);
    reportAssumptions(draft, service, kind);
    return {
      id,
      because: [
        {
          decision: `services.${id}`,
          pointer: servicePointer(draft, service, "technology"),
          quote: answered.technology,
        },
        ...reasonsOf(draft.decisions, "compute").slice(0, 1),
      ],
      name: answered.name,
      purpose: answered.purpose,
      technology: answered.technology,
      kind,
      runtime: reading.runtime ?? "other",
      framework: reading.framework ?? "none",
      packageManager: packageManager(reading),
      version: languageVersion(reading),
      image: owner,
      command,
      port,
      health: serves ? healthOf(service) : undefined,
      healthCommand: ping,
      heartbeat: ping.length > 0 ? undefined : heartbeatOf(reading, kind, queue?.visibilityTimeoutSeconds),
      uid: UID,
      public: open,
      routes: routes.get(id) ?? [],
      websockets:
        serves &&
        draft.decisions.table.websockets.value &&
        (service === entrance ||
          /websocket|socket|realtime|real-time/i.test(`${answered.purpose} ${answered.technology}`)),
      environment: environmentOf(port, edges, reading.framework),
      // Roles of one image load the same settings: links that a worker signs must verify in the pages.
      secrets: secretsOf(edges, secrets, stores.caches, serves || owner !== id),
      edges,
      scaling: {
        cpuPercent: service.details.cpuPercent ?? 60,
        memoryPercent: serves ? 75 : undefined,
        requestsPerTarget: undefined,
        queue: consumed,
        backlogPerTask: 100,
        singleton: isBeat(reading) || (kind === "worker" && reading.kind === "scheduled"),
      },
      schedule:
        kind === "scheduled" && reading.schedule !== null
          ? { expression: reading.schedule, timezone: reading.timezone ?? "UTC" }
          : undefined,
      // Jobs last longer than requests; two minutes are the most that Fargate waits.
      stopTimeoutSeconds: kind === "worker" ? 120 : 30,
      writablePaths: ["/tmp"],
      migrationCommand: migrationCommand(
        reading,
        edges.some(({ to }) => to === "database"),
      ),
    };
  });
}

/** Task counts of production: the service's own text, for the entrance the system's figure, else by kind. */
export function countsOf(draft: Draft): Map<string, StatedCounts> {
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const entrance = entranceOf(workloads);
  const { "scaling.min": min, "scaling.max": max } = draft.decisions.table;
  const counts = new Map<string, StatedCounts>();
  for (const service of workloads) {
    const { reading } = service;
    const worker = reading.kind === "worker" || reading.kind === "scheduled";
    const main = service === entrance || reading.kind === "web" || reading.kind === "api";
    const least = reading.min ?? (worker ? 1 : main ? min.value : 2);
    const most = reading.max ?? (worker ? 4 : main ? max.value : 6);
    counts.set(service.id, { min: least, max: Math.max(least, most) });
  }
  return counts;
}

export function resolveSites(draft: Draft): Site[] {
  return draft.services
    .filter(({ becomes }) => becomes === "site")
    .map((service) => {
      const { answered, reading, id } = service;
      const calls = service.details.dependencies.flatMap((item) => {
        const other =
          item.kind === "service" && !isLink(answered.dependencies, item.evidence.pointer)
            ? draft.services[item.index]
            : undefined;
        return other?.becomes === "workload" && workloadKind(other.reading) !== "worker" ? [other.id] : [];
      });
      const text = `${answered.technology} ${answered.purpose}`;
      const generator = /\b(hugo|jekyll|eleventy|11ty|gatsby|astro|docusaurus|mkdocs|plain html|hand.?written)\b/i.test(
        text,
      );
      return {
        id,
        because: [
          {
            decision: `services.${id}`,
            pointer: servicePointer(draft, service, "technology"),
            quote: answered.technology,
          },
        ],
        name: answered.name,
        purpose: answered.purpose,
        technology: answered.technology,
        framework: reading.framework ?? "none",
        packageManager: packageManager(reading) === "pnpm" ? "pnpm" : "npm",
        version: languageVersion({ ...reading, runtime: "static" }),
        singlePage: !generator,
        buildFolder: "dist",
        calls: [...new Set(calls)],
      };
    });
}

/** "links to the shop, nothing more": a link is followed by the browser, it is no call. */
function isLink(dependencies: readonly string[], pointer: string): boolean {
  return /^\s*(?:only )?links? to\b/i.test(dependencies[Number(pointer.split("/").at(-1))] ?? "");
}

/** The service that a stranger's request meets first: a gateway, else the web front end, else the first API; one for staff only when there is no other. */
export function entranceOf(workloads: readonly DraftService[]): DraftService | undefined {
  const serving = workloads.filter(({ reading }) => ["web", "api"].includes(workloadKind(reading)));
  const open = serving.filter((service) => !isInternal(service) && !isForStaff(service));
  const candidates = open.length > 0 ? open : serving.filter((service) => !isInternal(service));
  return (
    candidates.find(isGateway) ?? candidates.find(({ reading }) => workloadKind(reading) === "web") ?? candidates[0]
  );
}

function isGateway({ answered }: DraftService): boolean {
  return /\b(gateway|bff|backend for frontend|edge proxy)\b/i.test(`${answered.name} ${answered.purpose}`);
}

/** Reached from inside the system only. */
function isInternal({ answered }: DraftService): boolean {
  const text = `${answered.name} ${answered.purpose}`;
  return (
    /\binternal(?:ly|-only)?\b(?! (?:users?|staff|people|teams?|tools?|pages?|ui|dashboards?|app(?:lication)?s?)\b)/i.test(
      text,
    ) || /\bnot (?:public|reachable from outside|exposed)\b/i.test(text)
  );
}

/** For the people of the house: still reached from outside, but not what a stranger meets. */
function isForStaff({ answered }: DraftService): boolean {
  return /\b(back.?office|backstage|staff|admin(?:istrat(?:ion|ors?))?|operators?|support team|internal (?:users?|staff|people|teams?|tools?|pages?|ui|dashboards?))\b/i.test(
    `${answered.name} ${answered.purpose}`,
  );
}

function isPublic(service: DraftService, entrance: DraftService | undefined): boolean {
  if (service === entrance) return true;
  if (isInternal(service)) return false;
  return entrance === undefined || !isGateway(entrance);
}

function imageOwner(workloads: readonly DraftService[], service: DraftService): string {
  const named = service.reading.sharesImageWith;
  const owner = named === null ? undefined : workloads.find(({ answered }) => answered.name === named);
  return owner?.id ?? service.id;
}

function reportAssumptions(draft: Draft, service: DraftService, kind: Service["kind"]): void {
  const { reading, answered } = service;
  const pointer = servicePointer(draft, service, "technology");
  if (reading.runtime === null) {
    draft.report({
      code: "ARCH_NO_IMAGE",
      severity: "warning",
      pointer,
      message: `the runtime of service ${JSON.stringify(answered.name)} is not said, so it gets no Dockerfile`,
      help: `Name its language, or set "decisions": { "services": { ${JSON.stringify(answered.name)}: { "runtime": "node" } } }.`,
    });
  } else if (!IMAGES.includes(reading.runtime)) {
    draft.report({
      code: "ARCH_NO_IMAGE",
      severity: "warning",
      pointer,
      message: `there is no Dockerfile for ${reading.runtime} yet; service ${JSON.stringify(answered.name)} needs its own in services/${service.id}/`,
      help: `Put a Dockerfile into services/${service.id}/ that listens on port ${portOf(reading)} as user ${UID}.`,
    });
  }
  const because = replacedBecause(reading);
  if (because !== undefined) {
    draft.report({
      code: "ARCH_VERSION_ENDS",
      severity: "warning",
      pointer,
      message: `version ${reading.version} of ${reading.runtime} ${because}; ${languageVersion(reading)} is used for service ${JSON.stringify(answered.name)}`,
      help: "Plan the upgrade, or pin the version in the Dockerfile by hand.",
    });
  }
  if (reading.kind === "scheduled" && reading.schedule === null && kind === "worker" && !isBeat(reading)) {
    draft.report({
      code: "ARCH_ASSUMED",
      severity: "warning",
      pointer,
      message: `no schedule can be read for service ${JSON.stringify(answered.name)}; it is built as a single task that runs all the time`,
      help: 'Write when it runs, for example "every night at 2am UTC".',
    });
  }
}
