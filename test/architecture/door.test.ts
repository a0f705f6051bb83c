// In: texts about the load balancer and who calls. Out: proof that callers come back where that is asked, and that certificates of callers are never asked for in silence.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { smallSystem } from "../helpers/small-system.ts";

function built(say: Readonly<Record<string, string>>, scaling = "") {
  const { architecture, diagnostics } = understandDocument(
    smallSystem({
      services: [
        { name: "desk", purpose: "Web pages for clerks, from anywhere", scaling_requirements: scaling },
        { name: "claims", purpose: "Public REST API" },
        { name: "jobs", purpose: "Queue worker", dependencies: ["SQS"] },
      ],
      say,
    }),
  );
  return {
    sticky: architecture?.services.filter(({ sticky }) => sticky).map(({ id }) => id),
    told: diagnostics.filter(({ message }) => /certificates are not built|said of no service/.test(message)).length,
  };
}

const BALANCER = "scalability.load_balancing";

describe("sticky sessions", () => {
  it.each([
    ["of the service that is named", { [BALANCER]: "ALB, with sticky sessions for desk" }, ["desk"]],
    ["of all", { [BALANCER]: "ALB with sticky sessions" }, ["desk", "claims"]],
    ["of none", { [BALANCER]: "ALB" }, []],
    ["refused", { [BALANCER]: "ALB without sticky sessions" }, []],
    ["planned", { [BALANCER]: "ALB, maybe sticky sessions later" }, []],
    ["of sockets alone", { [BALANCER]: "ALB with sticky sessions for the websockets" }, []],
  ])("%s", (_, say, sticky) => expect(built(say)).toEqual({ sticky, told: 0 }));

  it("of the service in whose text they stand", () => {
    expect(built({}, "two instances, sticky sessions").sticky).toEqual(["desk"]);
  });

  it("are told where no load balancer leads", () => {
    expect(built({ [BALANCER]: "ALB; jobs needs session affinity" })).toEqual({ sticky: [], told: 1 });
  });
});

describe("certificates of callers", () => {
  it.each([
    ["HiX identifies itself with a client certificate", 1],
    ["Partners authenticate with mutual TLS", 1],
    ["mTLS for the devices at the load balancer", 1],
    ["No client certificates, tokens only", 0],
    ["TLS 1.2", 0],
    ["Services talk to each other over mTLS", 0],
  ])("%s", (text, told) => expect(built({ "security.api_security": text }).told).toBe(told));
});
