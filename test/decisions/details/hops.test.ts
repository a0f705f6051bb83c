// In: sentences about encryption. Out: proof that TLS inside is told from TLS on the way in, and that what is not built is said and not counted as met.
import { describe, expect, it } from "vitest";
import { reportCoverage } from "../../../src/decisions/coverage.ts";
import { decide } from "../../../src/decisions/decide.ts";
import { readDetails } from "../../../src/decisions/details/details.ts";
import { readServices } from "../../../src/decisions/topics/services.ts";
import { answersOf } from "../../helpers/answers.ts";
import { understandDocument } from "../../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../../helpers/small-system.ts";
import { readingOf } from "../topics-b/documents.ts";

function read(text: string) {
  const answers = answersOf({ "security.encryption": text });
  const tls = reportCoverage(answers, decide(answers)).fields.find(({ field }) => field === "security.encryption");
  return {
    asked: readDetails(answers, readServices(readingOf(answers)).services).tlsInside?.quote ?? null,
    met: tls?.standards.includes("tls") ?? false,
  };
}

describe("TLS behind the load balancer", () => {
  it.each([
    ["TLS 1.2 or better on every hop"],
    ["Mutual TLS between all services, TLS 1.3 end to end; no plain HTTP anywhere"],
    ["mTLS between the microservices"],
    ["TLS 1.2 on all hops, KMS keys at rest"],
    ["TLS end-to-end"],
    ["Encryption in transit for service-to-service calls"],
    ["HTTPS from the ALB to the tasks and everywhere else: HTTPS behind the load balancer, too"],
    ["All internal traffic is encrypted with TLS"],
    ["Services authenticate each other by mutual TLS"],
    ["TLS all the way to the containers"],
    ["No unencrypted traffic anywhere"],
  ])("is asked for: %s", (text) => {
    expect(read(text).asked).not.toBeNull();
  });

  it.each([
    ["TLS everywhere in transit", true],
    ["TLS 1.2+ in transit, AES-256 at rest", true],
    ["TLS at the ALB, plain HTTP between the services", true],
    ["TLS ends at the load balancer; no mTLS between services", true],
    ["TLS on every public endpoint; REST between services", true],
    ["HTTPS only, HSTS", true],
    ["TLS between services and the database", true],
    ["mTLS for the two providers that support it", false],
    ["NLB was considered for mTLS, ALB does it now", false],
    ["Partners connect with mutual TLS", false],
    ["We considered TLS on every hop and dropped it", false],
    ["Chat messages are end-to-end encrypted", false],
    ["End-to-end tests run over HTTPS", true],
  ])("is not asked for: %s", (text, met) => {
    const found = read(text);
    expect(found.asked).toBeNull();
    if (met) expect(found.met).toBe(true);
  });

  it("is not counted as met, beside what is", () => {
    expect(read("TLS 1.2 or better on every hop").met).toBe(false);
    expect(read("HTTPS on every public name. TLS 1.2 on every hop.").met).toBe(true);
  });

  const told = (system: SmallSystem) =>
    understandDocument(smallSystem(system)).diagnostics.filter(({ code }) => code === "ARCH_NOT_BUILT");
  const API = { name: "quotes", purpose: "REST API with prices" };
  const say = { "security.encryption": "TLS 1.2 or better on every hop" };

  it("is said where a way is plain HTTP, with the ways", () => {
    expect(told({ services: [API], say })).toMatchObject([
      {
        severity: "warning",
        pointer: "/output/security/encryption",
        message:
          '"TLS 1.2 or better on every hop" asks for TLS inside as well: from the load balancer to the services the stack speaks plain HTTP, within the VPC',
      },
    ]);
    const panel = { name: "panel", purpose: "web pages", dependencies: ["quotes"] };
    expect(told({ services: [API, panel], say })[0]?.message).toContain("and from service to service");
  });

  it("is not said where nothing is", () => {
    expect(told({ services: [{ name: "jobs", purpose: "queue worker" }], say })).toEqual([]);
    expect(told({ services: [API], say: { "security.encryption": "TLS everywhere in transit" } })).toEqual([]);
  });
});
