import { serve } from "./app.js";
import { log } from "./log.js";

const port = Number(process.env["PORT"] ?? 8080);
const server = await serve(port);
log("info", "started", { port: server.port, environment: process.env["APP_ENVIRONMENT"] ?? "local" });

/** The platform sends SIGTERM and kills after 30 seconds: finish what is under way, take nothing new. */
async function stop(signal: string): Promise<void> {
  log("info", "stopping", { signal });
  setTimeout(() => process.exit(1), 25000).unref();
  await server.stop();
  log("info", "stopped");
  process.exit(0);
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
