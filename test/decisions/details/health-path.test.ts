// In: sentences with a path. Out: which of them say where a service tells that it is well.
import { describe, expect, it } from "vitest";
import { healthPath } from "../../../src/decisions/details/health-path.ts";

describe("the path of the health check", () => {
  it.each([
    ["health check on /healthz", "/healthz"],
    ["Healthcheck: GET /up", "/up"],
    ["Liveness is GET /actuator/health/liveness", "/actuator/health/liveness"],
    ["liveness GET /ready", "/ready"],
    ["The load balancer asks GET /ready", "/ready"],
    ["the ALB polls `/status`", "/status"],
    ["ALB checks /ping every 10 seconds", "/ping"],
    ["readiness is GET /ready, liveness GET /live", "/live"],
    ["Readiness: GET /ready", "/ready"],
    ["Go 1.26; /alive is the liveness probe", "/alive"],
    ["GET /up for health", "/up"],
  ])("is read: %s", (text, path) => {
    expect(healthPath(text)).toBe(path);
  });

  it.each([
    ["serves /orders"],
    ["The load balancer sends /orders/* to orders"],
    ["REST API that lives at /api/v1"],
    ["Ready. Routes: /orders"],
    ["REST, clients poll /orders"],
    ["The load balancer asks for a certificate"],
    ["Liveness is told by the process. Serves /orders."],
  ])("is not there: %s", (text) => {
    expect(healthPath(text)).toBeNull();
  });
});
