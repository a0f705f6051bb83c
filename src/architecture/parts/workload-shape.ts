// In: how one service was read. Out: its runtime facts: version, package manager, commands, health, routes. Data and small rules; never another service's.
import type { ServiceReading } from "../../decisions/decision.ts";
import { upperSnake } from "../../shared/names.ts";
import type { DraftService } from "../draft.ts";
import type { Health, PackageManager, WorkloadKind } from "../model.ts";
import { endOfSupport, findRelease, isPastEndOfLife, type Product, runtimeProduct } from "../versions.ts";

/** The stated release where its makers still support it, else the recommended one; as written for runtimes that we have no table for. */
export function languageVersion(reading: ServiceReading): string {
  const product = productOf(reading);
  if (product === undefined) return reading.version ?? "latest";
  const stated = reading.version === null ? undefined : findRelease(product, reading.version);
  return stated === undefined || isPastEndOfLife(stated) ? product.recommended : stated.version;
}

/** Why a stated version is not the one that we build with, as the end of a sentence; undefined when it is. */
export function replacedBecause(reading: ServiceReading): string | undefined {
  const product = productOf(reading);
  if (reading.version === null || product === undefined) return undefined;
  const stated = findRelease(product, reading.version);
  if (stated?.version === languageVersion(reading)) return undefined;
  return endOfSupport(product, reading.version) ?? "is not in the table of versions";
}

function productOf({ runtime }: ServiceReading): Product | undefined {
  // Sites are built with Node.
  return runtime === null ? undefined : runtimeProduct(runtime === "static" ? "node" : runtime);
}

const DEFAULT_MANAGERS: Readonly<Record<string, PackageManager>> = {
  node: "npm",
  static: "npm",
  python: "uv",
  go: "go",
  java: "maven",
  php: "composer",
};
const MANAGERS: readonly PackageManager[] = [
  "npm",
  "pnpm",
  "yarn",
  "uv",
  "pip",
  "poetry",
  "go",
  "maven",
  "gradle",
  "composer",
];

export function packageManager(reading: ServiceReading): PackageManager {
  const stated = MANAGERS.find((name) => name === reading.packageManager);
  // Yarn and Poetry projects build with the default manager of their runtime until they have an image of their own.
  if (stated === "yarn") return "npm";
  if (stated === "poetry") return "uv";
  return stated ?? DEFAULT_MANAGERS[reading.runtime ?? "other"] ?? "none";
}

export function workloadKind(reading: ServiceReading): WorkloadKind {
  if (reading.kind === "scheduled") return isBeat(reading) || reading.schedule === null ? "worker" : "scheduled";
  return reading.kind === "worker" ? "worker" : reading.kind === "api" ? "api" : "web";
}

/** Celery beat and its like: a clock that runs all the time and must never run twice. */
export function isBeat(reading: ServiceReading): boolean {
  return (
    reading.kind === "scheduled" &&
    (/beat|scheduler/i.test(reading.name) || reading.framework === "celery") &&
    reading.schedule === null
  );
}

/** Command of a service that runs another service's image in another role; empty when it runs its own image. */
export function roleCommand(reading: ServiceReading, shared: boolean, kind: WorkloadKind): string[] {
  if (!shared) return [];
  const role = isBeat(reading) ? "beat" : kind === "scheduled" ? "job" : kind;
  const byRuntime: Readonly<Record<string, Readonly<Record<string, string[]>>>> = {
    php: {
      worker: ["php", "artisan", "queue:work", "--tries=3"],
      job: ["php", "artisan", "schedule:run"],
      beat: ["php", "artisan", "schedule:work"],
    },
    python:
      reading.framework === "celery" || reading.framework === "django"
        ? {
            worker: ["celery", "-A", "app", "worker", "--loglevel=INFO"],
            beat: ["celery", "-A", "app", "beat", "--loglevel=INFO", "--schedule=/tmp/celerybeat-schedule"],
            job: ["python", "-m", "app.job"],
          }
        : {
            worker: ["python", "-m", "app.worker"],
            beat: ["python", "-m", "app.worker"],
            job: ["python", "-m", "app.job"],
          },
    node: { worker: ["node", "dist/worker.js"], beat: ["node", "dist/worker.js"], job: ["node", "dist/job.js"] },
    go: { worker: ["/app/server", "worker"], beat: ["/app/server", "worker"], job: ["/app/server", "job"] },
    java: {
      worker: ["java", "-jar", "app.jar", "--spring.profiles.active=worker"],
      beat: ["java", "-jar", "app.jar", "--spring.profiles.active=worker"],
      job: ["java", "-jar", "app.jar", "--spring.profiles.active=job"],
    },
  };
  return byRuntime[reading.runtime ?? "other"]?.[role] ?? [];
}

/** Schema migrations that the framework itself brings; other projects add their own command. */
export function migrationCommand(reading: ServiceReading, usesDatabase: boolean): string[] {
  if (!usesDatabase || reading.kind === "worker" || reading.kind === "scheduled") return [];
  if (reading.framework === "django") return ["python", "manage.py", "migrate", "--noinput"];
  if (reading.framework === "laravel") return ["php", "artisan", "migrate", "--force"];
  return [];
}

/** Celery answers a ping over its broker, this very worker and no other; without a destination any worker's answer would do. A clock (beat) has nothing to ask.
 * https://docs.celeryq.dev/en/stable/userguide/workers.html#ping */
export function workerHealthCommand(reading: ServiceReading, command: readonly string[]): string[] {
  const celery = (reading.framework === "celery" || command[0] === "celery") && reading.kind === "worker";
  return celery ? ["sh", "-c", 'celery -A app inspect ping --destination "celery@$(hostname)" --timeout 10'] : [];
}

/** Languages whose loops say by a file that they turn. Laravel's artisan is its own, and knows nothing of it. */
const BEATING: readonly string[] = ["node", "python", "go", "java"];
/** Without a queue nobody says how long a piece of work may take. */
const LONGEST_WORK = 900;

/** A message that takes longer than its visibility timeout is handed out again, so a loop that turns is never older than that. */
export function heartbeatOf(
  reading: ServiceReading,
  kind: WorkloadKind,
  visibilityTimeoutSeconds: number | undefined,
): { readonly path: string; readonly seconds: number } | undefined {
  if (kind !== "worker" || !BEATING.includes(reading.runtime ?? "other")) return undefined;
  const seconds = visibilityTimeoutSeconds === undefined ? LONGEST_WORK : Math.max(300, visibilityTimeoutSeconds + 60);
  return { path: "/tmp/heartbeat", seconds };
}

export function healthOf(service: DraftService): Health {
  const spring = service.reading.framework === "spring-boot";
  const stated = service.details.healthPath;
  return {
    path: stated ?? (spring ? "/actuator/health" : "/healthz"),
    intervalSeconds: 15,
    timeoutSeconds: 5,
    retries: 3,
    // A JVM needs half a minute more than the others before it answers.
    startSeconds: service.reading.runtime === "java" ? 90 : 30,
  };
}

/** Non-root processes cannot listen below 1024. */
export function portOf(reading: ServiceReading): number {
  return reading.port !== null && reading.port >= 1024 && reading.port <= 65535 ? reading.port : 8080;
}

/** "orders-service", "orders-api" → "orders": what people expect in a path. */
export function pathName(id: string): string {
  const short = id.replace(/-(service|svc|api|app|backend|server)$/, "");
  return short === "" ? id : short;
}

export function variableName(id: string, suffix: string): string {
  const name = `${upperSnake(id)}_${suffix}`;
  return /^[A-Z]/.test(name) ? name : `X_${name}`;
}
