// In: architectures. Out: proof that the ground holds only what something stands on.
import { describe, expect, it } from "vitest";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

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

  it("refuses the placeholders of a domain in every account but the one that nobody has", () => {
    const text = hclAt(graphOf(everything(), [foundation]), "data.aws_caller_identity.current");
    expect(text.match(/postcondition \{/g)).toHaveLength(2);
    expect(text).toContain('self.account_id == "123456789012" || !endswith(var.domain_name, ".example.com")');
    expect(text).toContain('self.account_id == "123456789012" || !(var.hosted_zone_id == "Z00000000000000000000")');
    // What is written until somebody fills it in is what is refused.
    const values = new Map(graphOf(everything(), [foundation]).variables.map(({ name, values }) => [name, values]));
    for (const domain of Object.values(values.get("domain_name") ?? {})) expect(domain).toMatch(/\.example\.com$/);
    expect(values.get("hosted_zone_id")).toEqual({ staging: "Z00000000000000000000", prod: "Z00000000000000000000" });
    const base = everything();
    const inside = { ...base, services: [], sites: [], edge: { ...base.edge, loadBalancer: false } };
    expect(hclAt(graphOf(inside, [foundation]), "data.aws_caller_identity.current")).not.toContain("postcondition");
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
