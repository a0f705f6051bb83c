// In: one service with the roles of its image. Out: the names that skeleton templates share, every value quoted for the language it stands in. Never free text.
import type { Service } from "../../../src/architecture/model.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import { SITE_PORT } from "../../service-images.ts";

export type View = Readonly<Record<string, string | number>>;

/** A file of a skeleton, relative to the service's folder. */
export interface SkeletonFile {
  readonly path: string;
  readonly content: string;
}

/** Health path as code may hold it: letters, digits, dots, dashes and underscores between slashes. Anything else is a bug upstream, never something to escape. */
export function safePath(path: string): string {
  if (!/^\/[A-Za-z0-9._/-]*$/.test(path) || path.includes(".."))
    throw new Error(`not a health path: ${JSON.stringify(path)}`);
  return path;
}

/** Whether the service answers HTTP. */
export function serves(service: Service): boolean {
  return service.kind === "web" || service.kind === "api";
}

/** Seconds that a process may take to drain: a little less than the platform waits before it kills. */
function drainSeconds(service: Service): number {
  return Math.max(1, service.stopTimeoutSeconds - 5);
}

/** Names for every template of a service. `…Text` values are double-quoted literals (JSON, valid in JavaScript, Python, Go, Java and Kotlin alike), `…Single` single-quoted ones (PHP). */
export function commonView(service: Service): View {
  const healthPath = safePath(service.health?.path ?? "/healthz");
  const queue = service.edges.find((edge) => edge.to === "queue" && edge.access === "consume");
  const variable = service.environment.find(({ source }) => source.from === "queue" && source.id === queue?.id);
  return {
    id: service.id,
    idText: JSON.stringify(service.id),
    idSingle: `'${service.id}'`,
    port: service.port ?? SITE_PORT,
    healthPath,
    healthPathText: JSON.stringify(healthPath),
    healthPathSingle: `'${healthPath}'`,
    heartbeatText: JSON.stringify(service.heartbeat?.path ?? "/tmp/heartbeat"),
    stopTimeoutSeconds: service.stopTimeoutSeconds,
    drainSeconds: drainSeconds(service),
    drainMilliseconds: drainSeconds(service) * 1000,
    queueHint: queue === undefined ? "" : `; the queue is in ${variable?.name ?? `${upperSnake(queue.id)}_QUEUE_URL`}`,
  };
}

/** Role names that `commands` ask of the image by `pattern`, each once, in order; the first group of the pattern is the name. */
export function rolesIn(commands: readonly (readonly string[])[], pattern: RegExp): string[] {
  const names = commands.flatMap((command) => pattern.exec(command.join(" "))?.[1] ?? []);
  return [...new Set(names)];
}
