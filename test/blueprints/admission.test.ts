// In: architectures in which not everybody may connect. Out: proof that the stack keeps the others out, at the group, at the rule and at CloudFront.
import { describe, expect, it } from "vitest";
import type { Admission, Architecture } from "../../src/architecture/model.ts";
import { addressOf } from "../../src/render/graph.ts";
import { everything } from "../helpers/architectures.ts";
import { documentOf, render } from "../helpers/documents.ts";
import { blockAt, graphOf, hclAt } from "../helpers/stack.ts";

const limit = (id: string, ranges: readonly string[]): Admission => ({ id, ranges, because: [{ decision: "access" }] });

function shop(service: (id: string) => Admission | undefined, site?: Admission, inside = false): Architecture {
  const base = everything();
  return {
    ...base,
    edge: { ...base.edge, inside },
    services: base.services.map((one) => (one.public ? { ...one, admits: service(one.id) } : one)),
    sites: base.sites.map((one) => ({ ...one, admits: site })),
  };
}

const everybody = graphOf(everything());
const all = shop(() => limit("everything", ["203.0.113.0/24"]));
const one = shop((id) => (id === "orders" ? limit("orders", []) : undefined));
const values = (architecture: Architecture) =>
  graphOf(architecture).variables.find(({ name }) => name === "admitted")?.values["prod"];

describe("where nobody is kept out", () => {
  it("there is no input for it, and the door is open to all", () => {
    expect(everybody.variables.map(({ name }) => name)).not.toContain("admitted");
    expect(blockAt(everybody, "aws_vpc_security_group_ingress_rule.load_balancer_https")).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
    });
  });
});

describe("where all services are limited", () => {
  const graph = graphOf(all);

  it.each(["https", "http"])("the group admits the named addresses only, on %s", (port) => {
    const rule = hclAt(graph, `aws_vpc_security_group_ingress_rule.load_balancer_${port}`);
    expect(rule).toContain('for_each = var.admitted["everything"]');
    expect(rule).toMatch(/cidr_ipv4 += each\.value/);
    expect(rule).not.toContain("0.0.0.0/0");
  });

  it("rules of the listener need no addresses of their own", () => {
    expect(hclAt(graph, "aws_lb_listener_rule.orders")).not.toContain("source_ip");
  });

  it("pages reach the services under their own name, not through CloudFront", () => {
    const { sites } = all;
    expect(sites.length).toBeGreaterThan(0);
    for (const { id } of sites)
      expect(hclAt(graph, `aws_cloudfront_distribution.site_${id}`)).not.toContain("ordered_cache_behavior");
  });

  it("different limits open the door to their union, and each rule to its own", () => {
    const two = graphOf(shop((id) => limit(id, ["203.0.113.0/24"])));
    expect(hclAt(two, "aws_vpc_security_group_ingress_rule.load_balancer_https")).toContain(
      'setunion(var.admitted["orders"], var.admitted["storefront"])',
    );
    expect(hclAt(two, "aws_lb_listener_rule.orders")).toContain('values = var.admitted["orders"]');
  });
});

describe("where one of several services is limited", () => {
  const graph = graphOf(one);
  const rules = graph.blocks.filter(
    ({ labels: [type, name = ""] }) => type === "aws_lb_listener_rule" && /^orders/.test(name),
  );

  it("each of its rules asks for the address, with no more than five values", () => {
    expect(rules.length).toBeGreaterThan(0);
    for (const rule of rules) {
      const text = hclAt(graph, addressOf(rule));
      expect(text).toContain('values = var.admitted["orders"]');
      const conditions = blockAt(graph, addressOf(rule))["condition"] as readonly Record<
        string,
        { values: unknown }[]
      >[];
      const fixed = conditions
        .flatMap((condition) => [...(condition["host_header"] ?? []), ...(condition["path_pattern"] ?? [])])
        .flatMap((item) => item.values);
      expect(fixed.length + 3).toBeLessThanOrEqual(5);
    }
    expect(hclAt(graph, "var.admitted")).toContain("length(ranges) <= 3");
  });

  it("the others stay open", () => {
    expect(hclAt(graph, "aws_lb_listener_rule.storefront")).not.toContain("source_ip");
    expect(blockAt(graph, "aws_vpc_security_group_ingress_rule.load_balancer_https")).toMatchObject({
      cidr_ipv4: "0.0.0.0/0",
    });
  });

  it("what the answers do not write admits nobody, and a real account refuses it", () => {
    expect(values(one)).toEqual({ orders: ["192.0.2.0/24"] });
    expect(values(all)).toEqual({ everything: ["203.0.113.0/24"] });
    expect(hclAt(graph, "data.aws_caller_identity.current")).toContain('contains(ranges, "192.0.2.0/24")');
    expect(hclAt(graphOf(all), "data.aws_caller_identity.current")).not.toContain("192.0.2.0");
  });
});

describe("a site that is limited", () => {
  const graph = graphOf(shop(() => undefined, limit("site", ["203.0.113.0/24"])));

  it("turns other addresses away at the firewall of CloudFront, by the host they ask for", () => {
    const acl = hclAt(graph, "aws_wafv2_web_acl.cloudfront");
    expect(acl).toMatch(/and_statement[\s\S]*"host"[\s\S]*not_statement[\s\S]*ip_set_reference_statement/);
    const set = graph.blocks.find(({ labels: [type] }) => type === "aws_wafv2_ip_set");
    expect(set === undefined ? "" : hclAt(graph, addressOf(set))).toContain('var.admitted["site"]');
    expect(hclAt(everybody, "aws_wafv2_web_acl.cloudfront")).not.toContain("ip_set_reference_statement");
  });
});

it("a way in from inside has a load balancer without an address on the internet", () => {
  expect(blockAt(graphOf(shop(() => limit("everything", []), undefined, true)), "aws_lb.public")).toMatchObject({
    internal: true,
  });
  expect(blockAt(everybody, "aws_lb.public")).toMatchObject({ internal: false });
});

describe("documents", () => {
  const controls = (architecture: Architecture) => documentOf(render(architecture), "docs/controls.md");

  it("name who gets in among the controls", () => {
    expect(controls(all)).toContain("only the addresses in `admitted` connect (`203.0.113.0/24`)");
    expect(controls(one)).toContain("`orders`: only the addresses in `admitted` connect (to be filled in");
    expect(controls(everything())).not.toContain("admitted");
  });

  it("have a step for addresses that nobody wrote, and none for others", () => {
    expect(documentOf(render(one), "README.md")).toContain(
      "`admitted`: the address ranges that may connect, for `orders`",
    );
    expect(documentOf(render(all), "README.md")).not.toContain("`admitted`");
  });
});
