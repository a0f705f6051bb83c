// In: a service. Out: its container commands, in the shape that task definitions, Dockerfiles and compose share. Never puts a path or an address into code: they are arguments.
import type { Runtime } from "../src/answers/overrides.ts";
import type { Health, Service } from "../src/architecture/model.ts";

interface Target {
  readonly port: string;
  readonly path: string;
  readonly url: string;
}

/** The binary answers `healthcheck` itself: images made from scratch hold nothing else to ask with. */
const SUBCOMMAND = () => ["/app/server", "healthcheck"];

/** Bash speaks TCP by itself; images of these runtimes are Debian or Ubuntu without curl and wget. */
const BASH_PROBE =
  'exec 3<>"/dev/tcp/127.0.0.1/$1" && printf "GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n" "$2" >&3 && read -r -t 4 _ code _ <&3 && [ "$code" = 200 ]';
const BASH = ({ port, path }: Target) => ["bash", "-c", BASH_PROBE, "healthcheck", port, path];

/** One probe per runtime, made of what its image holds anyway: slim images have no curl. */
const PROBES: Readonly<Record<Runtime, (target: Target) => readonly string[]>> = {
  node: ({ url }) => [
    "node",
    "-e",
    "fetch(process.argv[1]).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))",
    url,
  ],
  python: ({ url }) => [
    "python",
    "-c",
    "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=4)",
    url,
  ],
  ruby: ({ url }) => [
    "ruby",
    "-rnet/http",
    "-e",
    "exit Net::HTTP.get_response(URI(ARGV[0])).is_a?(Net::HTTPSuccess)",
    url,
  ],
  php: ({ url }) => ["php", "-r", "exit(@file_get_contents($argv[1]) === false ? 1 : 0);", "--", url],
  go: SUBCOMMAND,
  rust: SUBCOMMAND,
  java: BASH,
  dotnet: BASH,
  elixir: BASH,
  other: BASH,
  // BusyBox of the alpine images.
  static: ({ url }) => ["wget", "-q", "-O", "/dev/null", "-T", "4", url],
};

/** Exit 0 while the file is younger than so many seconds: one for each runtime whose loops touch one. */
const BEATS: Readonly<Partial<Record<Runtime, (path: string, seconds: string) => readonly string[]>>> = {
  node: (path, seconds) => [
    "node",
    "-e",
    "process.exit(Date.now() - require('node:fs').statSync(process.argv[1]).mtimeMs < process.argv[2] * 1000 ? 0 : 1)",
    path,
    seconds,
  ],
  python: (path, seconds) => [
    "python",
    "-c",
    "import os, sys, time; sys.exit(time.time() - os.path.getmtime(sys.argv[1]) >= float(sys.argv[2]))",
    path,
    seconds,
  ],
  go: (path, seconds) => [...SUBCOMMAND(), path, seconds],
  java: (path, seconds) => [
    "bash",
    "-c",
    '[ "$(($(date +%s) - $(stat -c %Y "$1" || echo 0)))" -lt "$2" ]',
    "healthcheck",
    path,
    seconds,
  ],
};

/** Timing of health commands that the answers say nothing about: Celery's ping starts a Python of its own, beside a worker that keeps the CPU busy. */
const PING_HEALTH = { intervalSeconds: 60, timeoutSeconds: 30, startSeconds: 120, retries: 5 } as const;
/** Looking at a file is cheap; the file itself says how long is too long. */
const BEAT_HEALTH = { intervalSeconds: 30, timeoutSeconds: 5, startSeconds: 60, retries: 2 } as const;

/** When the health command is run, and how often it may fail. */
export function healthTiming({ health, healthCommand }: Service): Omit<Health, "path"> {
  return health ?? (healthCommand.length > 0 ? PING_HEALTH : BEAT_HEALTH);
}

/**
 * Health command of the container of `service`, in exec form with its leading "CMD"; empty when there is nothing to ask
 * (scheduled tasks, workers of languages that have no heartbeat). Nothing in it depends on a shell's or Docker's expansion of `$`:
 * compose files must write it as `$$`.
 */
export function healthCommand(service: Service): readonly string[] {
  if (service.healthCommand.length > 0) return ["CMD", ...service.healthCommand];
  if (service.heartbeat !== undefined) {
    const { path, seconds } = service.heartbeat;
    const beat = BEATS[service.runtime]?.(path, String(seconds));
    if (beat !== undefined) return ["CMD", ...beat];
  }
  if (service.port === undefined || service.health === undefined) return [];
  const { path } = service.health;
  const port = String(service.port);
  return ["CMD", ...PROBES[service.runtime]({ port, path, url: `http://127.0.0.1:${port}${path}` })];
}
