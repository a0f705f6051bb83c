// In: nothing. Out: an AWS emulator on a free loopback port, ended by whoever started it. Never listens elsewhere.
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { findTool } from "./tools.ts";

export interface Emulator {
  readonly url: string;
  stop(): Promise<void>;
}

/** Undefined when the emulator is not installed. */
export async function startEmulator(): Promise<Emulator | undefined> {
  const program = findTool("moto_server");
  if (program === undefined) return undefined;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = execa(program, ["-H", "127.0.0.1", "-p", String(port)], {
    reject: false,
    stdout: "ignore",
    stderr: "ignore",
  });
  for (let attempt = 0; attempt < 120; attempt += 1) {
    const answer = await fetch(`${url}/moto-api/`).catch(() => undefined);
    if (answer !== undefined)
      return {
        url,
        stop: async () => {
          server.kill("SIGTERM");
          await server;
        },
      };
    await sleep(500);
  }
  server.kill("SIGKILL");
  throw new Error("the emulator did not answer within a minute");
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}
