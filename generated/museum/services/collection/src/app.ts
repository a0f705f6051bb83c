import type { AddressInfo } from "node:net";
import express from "express";

export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts listening on `port` (0 takes a free one). `stop` drains: no new connections, those under way may finish. */
export async function serve(port: number): Promise<Running> {
  const app = express();
  app.disable("x-powered-by");
  app.use(express.json({ limit: "1mb" }));

  app.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });

  app.get("/", (_request, response) => {
    response.json({ service: "collection" });
  });

  const server = await new Promise<import("node:http").Server>((resolve, reject) => {
    const listening = app.listen(port, "0.0.0.0", (error?: Error) => (error ? reject(error) : resolve(listening)));
  });
  // Longer than the load balancer's idle time-out of 60 seconds: it must be the one that closes.
  server.keepAliveTimeout = 65_000;

  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
