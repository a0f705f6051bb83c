// In: the draft, stores, messaging and secrets. Out: the service records and sites. One record feeds image, compose, task definition, load balancer and pipeline.
import { DEFAULT_SCALING } from "../../decisions/topics/scaling.ts";
import type { Draft, DraftService } from "../draft.ts";
import { servicePointer } from "../draft.ts";
import type { Secret, Service, Site } from "../model.ts";
import { reasonsOf } from "../reasons.ts";
import { edgesOf, environmentOf, type Stores, secretsOf } from "./edges.ts";
import type { StatedCounts } from "./environments.ts";
import { loginEdges } from "./login.ts";
import type { Messaging } from "./messaging.ts";
import { entranceOf, type Reach } from "./reach/reach.ts";
import { serves as isServed } from "./reach/who.ts";
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
  { entrance, open, admits }: Reach,
): Service[] {
  const workloads = draft.services.filter(({ becomes }) => becomes === "workload");
  const routes = resolveRoutes(draft, open, entrance);
  // Where nobody says who holds the connections, the one that a browser meets first does.
  const holders = workloads.filter((service) => service.details.sockets !== null && isServed(service));
  return workloads.map((service) => {
    const { reading, answered, id } = service;
    const kind = workloadKind(reading);
    const serves = isServed(service);
    const port = serves ? portOf(reading) : undefined;
    const stated = edgesOf(draft, service, stores, messaging);
    const logins = loginEdges(draft, open.includes(service)).filter(
      ({ id }) => !stated.some((edge) => edge.to === "external" && edge.id === id),
    );
    const edges = [...stated, ...logins];
    const owner = imageOwner(workloads, service);
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
      public: open.includes(service),
      admits: admits.get(id),
      routes: routes.get(id) ?? [],
      websockets:
        serves &&
        draft.decisions.table.websockets.value &&
        (holders.length > 0 ? holders.includes(service) : service === entrance),
      sticky: serves && open.includes(service) && isSticky(draft, service.index),
      environment: environmentOf(port, edges, reading.framework),
      // Roles of one image load the same settings: links that a worker signs must verify in the pages.
      secrets: secretsOf(stated, secrets, stores.caches, serves || owner !== id),
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
  const entrance = entranceOf(draft);
  const { "scaling.min": min, "scaling.max": max } = draft.decisions.table;
  const counts = new Map<string, StatedCounts>();
  const leading = mainOf(draft, entrance);
  // What is said of one worker is no figure for those that serve.
  const common = leading !== undefined && isBehind(leading) ? DEFAULT_SCALING : { min: min.value, max: max.value };
  for (const service of workloads) {
    const { reading } = service;
    if (service === leading) {
      counts.set(service.id, { min: min.value, max: Math.max(min.value, max.value) });
      continue;
    }
    const worker = isBehind(service);
    const main = service === entrance || reading.kind === "web" || reading.kind === "api";
    const least = reading.min ?? (worker ? 1 : main ? common.min : 2);
    const most = reading.max ?? (worker ? 4 : main ? common.max : 6);
    counts.set(service.id, { min: least, max: Math.max(least, most) });
  }
  return counts;
}

/** The answers ask that callers come back to the same task: of this service, or of all. */
function isSticky({ details }: Draft, index: number): boolean {
  const { sticky } = details.door;
  return sticky !== null && (sticky.services.length === 0 || sticky.services.includes(index));
}

function isBehind({ reading }: DraftService): boolean {
  return reading.kind === "worker" || reading.kind === "scheduled";
}

/** The service that the system's figures are about: the one whose text they come from, else the entrance. Documents and stack name the same figures for it. */
function mainOf(draft: Draft, entrance: DraftService | undefined): DraftService | undefined {
  const { "scaling.min": min, "scaling.max": max } = draft.decisions.table;
  const evidence = min.evidence[0] ?? max.evidence[0];
  const own = draft.services.find(({ reading }) =>
    reading.evidence.some(({ pointer, start }) => pointer === evidence?.pointer && start === evidence.start),
  );
  return own ?? entrance;
}

export function resolveSites(draft: Draft, { admits }: Reach): Site[] {
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
        admits: admits.get(id),
      };
    });
}

/** "links to the shop, nothing more": a link is followed by the browser, it is no call. */
function isLink(dependencies: readonly string[], pointer: string): boolean {
  return /^\s*(?:only )?links? to\b/i.test(dependencies[Number(pointer.split("/").at(-1))] ?? "");
}

function imageOwner(workloads: readonly DraftService[], service: DraftService): string {
  const named = service.reading.sharesImageWith;
  const owner = named === null ? undefined : workloads.find(({ answered }) => answered.name === named);
  return owner?.id ?? service.id;
}

/** Where the version stands beside the Dockerfile: the image alone is not enough where the code names it, too, since no image fetches another toolchain. */
const PINS: Readonly<Record<string, string>> = {
  node: `"engines" in package.json`,
  static: `"engines" in package.json`,
  python: "requires-python in pyproject.toml, where there is one,",
  go: "the line go in go.mod",
  java: "the Java version in pom.xml or build.gradle.kts",
  php: `"php" in composer.json`,
};

function pinOf({ id, reading }: DraftService): string {
  const inCode = PINS[reading.runtime ?? ""] ?? "your build file";
  return `set the FROM lines of services/${id}/Dockerfile and ${inCode} to ${reading.version}, both by hand: your edits are kept`;
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
      message: IMAGES.includes(reading.runtime ?? "")
        ? `${reading.runtime} ${reading.version} of service ${JSON.stringify(answered.name)} becomes ${languageVersion(reading)}, because version ${reading.version} ${because}`
        : `version ${reading.version} of ${reading.runtime}, which service ${JSON.stringify(answered.name)} is said to run on, ${because}`,
      help: IMAGES.includes(reading.runtime ?? "")
        ? `Plan the upgrade. To stay for now, ${pinOf(service)}.`
        : `Plan the upgrade to ${languageVersion(reading)}.`,
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
