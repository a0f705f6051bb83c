// In: systems of which one service needs a graphics processor. Out: proof that it is refused by name, whatever an override says of the compute.
import { describe, expect, it } from "vitest";
import { understandDocument } from "../helpers/road.ts";
import { type SmallSystem, smallSystem } from "../helpers/small-system.ts";

const API = { name: "traffic-api", purpose: "REST API", dependencies: ["SQS"] };
const TRANSCODE = {
  name: "transcode",
  purpose: "Takes audio jobs from its queue, normalises loudness with a neural model that needs a GPU",
  technology: "Python 3.13, PyTorch, CUDA",
  dependencies: ["SQS"],
  scaling_requirements: "Runs on ECS with EC2 capacity (two g4dn.xlarge), because Fargate offers no GPU.",
};
const say = { "infrastructure.hosting_strategy": "AWS, Stockholm, ECS on Fargate for everything but transcode" };

function errors(decisions: SmallSystem["decisions"] = {}) {
  const { architecture, diagnostics } = understandDocument(
    smallSystem({ services: [API, TRANSCODE], say, decisions: decisions }),
  );
  return {
    architecture,
    messages: diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
  };
}

describe("a service that needs a GPU", () => {
  it("is refused by its name, and no other is named", () => {
    const { messages } = errors();
    expect(messages.join("\n")).toContain('service "transcode" needs a GPU ("GPU")');
    expect(messages.join("\n")).toContain('service "transcode" runs on "ecs-ec2"');
    expect(messages.join("\n")).not.toContain("traffic-api");
  });

  it.each([
    ["of the system", { compute: ["ecs-fargate"] }],
    ["of the service", { services: { transcode: { compute: "ecs-fargate" } }, compute: ["ecs-fargate"] }],
  ])("stays refused after an override %s", (_, decisions) => {
    const { architecture, messages } = errors(decisions);
    expect(architecture).toBeUndefined();
    expect(messages).toEqual([expect.stringContaining('service "transcode" needs a GPU')]);
  });

  it("can be left out", () => {
    const { architecture, messages } = errors({
      services: { transcode: { kind: "external" } },
      compute: ["ecs-fargate"],
    });
    expect(messages).toEqual([]);
    expect(architecture?.services.map(({ id }) => id)).toEqual(["traffic-api"]);
  });
});

it("a compute of the whole document names the services that it is said of", () => {
  const services = [API, { ...API, name: "lists", scaling_requirements: "" }];
  const told = (text: string) =>
    understandDocument(smallSystem({ services, say: { "infrastructure.hosting_strategy": text } }))
      .diagnostics.filter(({ code }) => code === "ARCH_UNSUPPORTED_COMPUTE")
      .map(({ message }) => message);
  expect(told("Everything on ECS on EC2").join()).toContain("(it concerns traffic-api, lists)");
  expect(told("ECS on Fargate, and EKS for the rest").join()).toContain("(it concerns the system as a whole)");
});
