// In: architectures. Out: proof that the ground holds only what something stands on.
import { describe, expect, it } from "vitest";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const addresses = (graph: ReturnType<typeof graphOf>) => graph.blocks.map(addressOf);

describe("foundation", () => {
  it("names, inputs and values per environment", () => {
    const graph = graphOf(everything(), [foundation]);
    expect(blockAt(graph, "locals")).toEqual({ prefix: "shop-${var.environment}" });
    const values = new Map(graph.variables.map(({ name, values }) => [name, values]));
    expect(values.get("environment")).toEqual({ staging: "staging", prod: "prod" });
    expect(values.get("deletion_protection")).toEqual({ staging: false, prod: true });
    expect(values.get("domain_name")).toEqual({ staging: "staging.shop.example.com", prod: "shop.example.com" });
  });

  it("asks for the second region and for us-east-1 only where something goes there", () => {
    expect(graphOf(everything(), [foundation]).providerAliases).toEqual(["dr", "us_east_1"]);
    const plain = { ...everything(), sites: [], drRegion: undefined };
    expect(graphOf(plain, [foundation]).providerAliases).toEqual([]);
    const cdn = { ...plain, edge: { ...plain.edge, cdn: true } };
    expect(graphOf(cdn, [foundation]).providerAliases).toEqual(["us_east_1"]);
  });

  it("declares no domain and no deletion guard for a system with nothing public and no database", () => {
    const base = everything();
    const graph = graphOf(
      { ...base, sites: [], databases: [], services: [], edge: { ...base.edge, loadBalancer: false } },
      [foundation],
    );
    expect(addresses(graph).filter((address) => address.startsWith("var."))).toEqual([
      "var.region",
      "var.environment",
      "var.log_retention_days",
    ]);
  });
});
