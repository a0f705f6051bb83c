// In: services of several runtimes. Out: proof that the health commands really run, answer right, and take the path as data.
import { spawn } from "node:child_process";
import { mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { healthCommand } from "../../blueprints/service-commands.ts";
import type { Service } from "../../src/architecture/model.ts";
import { everything } from "../helpers/architectures.ts";

let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(request.url === "/healthz" ? 200 : 503).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => server.close());

function serviceOf(runtime: Service["runtime"], path: string): Service {
  const [model] = everything().services;
  if (model?.health === undefined) throw new Error("the sample service has a health check");
  return { ...model, runtime, port, health: { ...model.health, path } };
}

function run(command: readonly string[]): Promise<number | null> {
  const [kind, program = "", ...args] = command;
  expect(kind).toBe("CMD");
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "ignore" });
    child.on("error", reject);
    child.on("exit", resolve);
  });
}

describe.each(["node", "java"] as const)("health command of %s", (runtime) => {
  it("succeeds on 200, and fails on 503 and on a closed port", async () => {
    expect(await run(healthCommand(serviceOf(runtime, "/healthz")))).toBe(0);
    expect(await run(healthCommand(serviceOf(runtime, "/broken")))).not.toBe(0);
    expect(await run(healthCommand({ ...serviceOf(runtime, "/healthz"), port: 1 }))).not.toBe(0);
  });

  it("takes a hostile path as data", async () => {
    const path = "/healthz\"; process.exit(0); $(exit 0) '";
    expect(await run(healthCommand(serviceOf(runtime, path)))).not.toBe(0);
  });
});

describe.each(["node", "python", "java"] as const)("heartbeat of a worker in %s", (runtime) => {
  const path = join(mkdtempSync(join(tmpdir(), "scaffold-heartbeat-")), "heart'beat");
  const worker = (seconds: number): Service => ({
    ...serviceOf(runtime, "/"),
    kind: "worker",
    port: undefined,
    health: undefined,
    heartbeat: { path, seconds },
  });

  it("is missed before the first turn, and when the last one is too long ago", async () => {
    expect(await run(healthCommand(worker(300)))).not.toBe(0);
    writeFileSync(path, "");
    expect(await run(healthCommand(worker(300)))).toBe(0);
    const ago = Date.now() / 1000 - 301;
    utimesSync(path, ago, ago);
    expect(await run(healthCommand(worker(300)))).not.toBe(0);
    expect(await run(healthCommand(worker(400)))).toBe(0);
  });
});

describe("health command", () => {
  it("uses the worker's own command, and is empty where there is nothing to ask", () => {
    const worker = { ...serviceOf("python", "/"), port: undefined, health: undefined };
    expect(healthCommand({ ...worker, healthCommand: ["celery", "inspect", "ping"] })).toEqual([
      "CMD",
      "celery",
      "inspect",
      "ping",
    ]);
    expect(healthCommand(worker)).toEqual([]);
  });

  it("asks a binary itself where the image holds nothing else", () => {
    expect(healthCommand(serviceOf("go", "/healthz"))).toEqual(["CMD", "/app/server", "healthcheck"]);
    const worker = { ...serviceOf("go", "/"), port: undefined, health: undefined };
    expect(healthCommand({ ...worker, heartbeat: { path: "/tmp/heartbeat", seconds: 300 } })).toEqual([
      "CMD",
      "/app/server",
      "healthcheck",
      "/tmp/heartbeat",
      "300",
    ]);
  });
});
