import type { AddressInfo } from "node:net";
import Fastify from "fastify";

export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts listening on `port` (0 takes a free one). `stop` drains: no new connections, those under way may finish. */
export async function serve(port: number): Promise<Running> {
  const app = Fastify({
    bodyLimit: 1_048_576,
    // Longer than the load balancer's idle time-out of 60 seconds: it must be the one that closes.
    keepAliveTimeout: 65_000,
    trustProxy: true,
  });

  app.get("/healthz", async () => ({ status: "ok" }));

  app.get("/", async () => ({ service: "api-rm-x-b-id" }));

  await app.listen({ port, host: "0.0.0.0" });
  return { port: (app.server.address() as AddressInfo).port, stop: () => app.close() };
}
