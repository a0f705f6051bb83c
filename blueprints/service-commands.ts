// In: a service. Out: its container commands, in the shape that task definitions and compose share. Never reads free text.
import type { Service } from "../src/architecture/model.ts";

/** Port of the service as the probe inside the container sees it. */
function probeUrl(port: number, path: string): string {
  return `http://127.0.0.1:${port}${path}`;
}

/** One probe per runtime, made of what its image holds anyway: slim images have no curl. */
const PROBES: Readonly<Record<string, (port: number, path: string) => readonly string[]>> = {
  node: (port, path) => [
    "CMD",
    "node",
    "-e",
    `fetch(${JSON.stringify(probeUrl(port, path))}).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))`,
  ],
  python: (port, path) => [
    "CMD",
    "python",
    "-c",
    `import urllib.request as r; r.urlopen(${JSON.stringify(probeUrl(port, path))}, timeout=4)`,
  ],
  go: () => ["CMD", "/app/server", "healthcheck"],
  java: (port, path) => [
    "CMD",
    "/bin/bash",
    "-c",
    `exec 3<>/dev/tcp/127.0.0.1/${port} && printf 'GET ${path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ code _ <&3 && [ "$code" = 200 ]`,
  ],
  php: (port, path) => [
    "CMD",
    "php",
    "-r",
    `exit(@file_get_contents(${JSON.stringify(probeUrl(port, path))}) === false ? 1 : 0);`,
  ],
};

/**
 * Health command of the container of `service`, with its leading "CMD"; empty when there is nothing to ask (workers without a command of their own).
 * The same array goes into the Dockerfile, compose and the task definition.
 */
export function healthCommand(service: Service): readonly string[] {
  if (service.healthCommand.length > 0) return ["CMD", ...service.healthCommand];
  if (service.port === undefined || service.health === undefined) return [];
  return PROBES[service.runtime]?.(service.port, service.health.path) ?? [];
}
