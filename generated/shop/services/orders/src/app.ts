import "reflect-metadata";
import type { AddressInfo } from "node:net";
import { Controller, Get, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";

export interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

@Controller()
class HealthController {
  @Get("/healthz")
  health(): { status: string } {
    return { status: "ok" };
  }
}

@Module({ controllers: [HealthController] })
export class AppModule {}

/** Starts listening on `port` (0 takes a free one). `stop` drains: no new connections, those under way may finish. */
export async function serve(port: number): Promise<Running> {
  const app = await NestFactory.create(AppModule, { logger: ["warn", "error"], forceCloseConnections: false });
  await app.listen(port, "0.0.0.0");
  const server = app.getHttpServer();
  // Longer than the load balancer's idle time-out of 60 seconds: it must be the one that closes.
  server.keepAliveTimeout = 65_000;
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.closeIdleConnections();
      await app.close();
    },
  };
}
