// In: architectures. Out: proof that zones are keys, that the defaults are closed, and that endpoints follow the edges.
import { describe, expect, it } from "vitest";
import { foundation } from "../../blueprints/stacks/foundation/blueprint.ts";
import { keys } from "../../blueprints/stacks/keys/blueprint.ts";
import { network } from "../../blueprints/stacks/network/blueprint.ts";
import { interfaceEndpoints } from "../../blueprints/stacks/network/endpoints.ts";
import { addressOf } from "../../src/render/graph.ts";
import { printBlocks } from "../../src/render/hcl.ts";
import { everything } from "../helpers/architectures.ts";
import { blockAt, graphOf } from "../helpers/stack.ts";

const graph = graphOf(everything(), [foundation, keys, network]);
const printed = printBlocks(graph.blocks.filter(({ kind }) => kind === "locals"));

describe("network", () => {
  it("keys every zoned resource by zone letter", () => {
    for (const tier of ["public", "private", "isolated"]) {
      const subnet = blockAt(graph, `aws_subnet.${tier}`);
      expect(subnet["for_each"]).toBe("${var.availability_zones}");
      expect(subnet["availability_zone"]).toBe("${var.region}${each.key}");
      expect(subnet["map_public_ip_on_launch"]).toBe(false);
    }
    expect(blockAt(graph, "aws_nat_gateway.this")["for_each"]).toBe("${var.nat_zones}");
    expect(blockAt(graph, "aws_route.private_nat")).toMatchObject({
      for_each: "${local.nat_zone_of}",
      nat_gateway_id: "${aws_nat_gateway.this[each.value].id}",
    });
    expect(JSON.stringify(graph.blocks)).not.toContain('"count"');
  });

  it("takes no gateway at all while nothing may go out, and refuses none once something may", () => {
    expect(printed).toContain("sort(var.nat_zones)[0] if length(var.nat_zones) > 0 }");
    expect(JSON.stringify(blockAt(graph, "var.nat_zones")["validation"])).toContain(
      "(length(var.nat_zones) > 0 || length(var.internet_egress) == 0)",
    );
  });

  it("leaves room: no two zones of the three tiers overlap in a /16", () => {
    const ranges: [number, number][] = [];
    for (let zone = 0; zone < 8; zone += 1) {
      ranges.push([zone * 16, zone * 16 + 15], [128 + zone, 128 + zone], [144 + zone, 144 + zone]);
    }
    ranges.sort((a, b) => a[0] - b[0]);
    ranges.forEach((range, index) => {
      expect(range[0]).toBeGreaterThan(ranges[index - 1]?.[1] ?? -1);
    });
    expect(blockAt(graph, "aws_subnet.private")["cidr_block"]).toBe("${cidrsubnet(var.vpc_cidr, 4, each.value)}");
    expect(blockAt(graph, "aws_subnet.public")["cidr_block"]).toBe("${cidrsubnet(var.vpc_cidr, 8, 128 + each.value)}");
    expect(blockAt(graph, "aws_subnet.isolated")["cidr_block"]).toBe(
      "${cidrsubnet(var.vpc_cidr, 8, 144 + each.value)}",
    );
  });

  it("gives isolated subnets no way out", () => {
    const routes = graph.blocks.filter(({ labels }) => labels[0] === "aws_route").map(addressOf);
    expect(routes).toEqual(["aws_route.public_internet", "aws_route.private_nat"]);
    expect(blockAt(graph, "aws_network_acl_rule.isolated_vpc_out")).toMatchObject({
      egress: true,
      cidr_block: "${aws_vpc.this.cidr_block}",
    });
  });

  it("lets the message through that a packet is too large, where answers come from the internet", () => {
    for (const tier of ["public", "private"]) {
      expect(blockAt(graph, `aws_network_acl_rule.${tier}_path_mtu_in`)).toMatchObject({
        protocol: "icmp",
        icmp_type: 3,
        icmp_code: 4,
        cidr_block: "0.0.0.0/0",
        egress: false,
      });
    }
    expect(graph.blocks.map(addressOf)).not.toContain("aws_network_acl_rule.isolated_path_mtu_in");
  });

  it("adopts the defaults of the VPC without a single rule", () => {
    expect(Object.keys(blockAt(graph, "aws_default_security_group.this")).sort()).toEqual(["tags", "vpc_id"]);
    expect(blockAt(graph, "aws_default_network_acl.this")).not.toHaveProperty("ingress");
  });

  it("sends the flow log to an encrypted group under a role for this account alone", () => {
    expect(blockAt(graph, "aws_flow_log.this")).toMatchObject({
      traffic_type: "${var.flow_log_traffic}",
      log_destination: "${aws_cloudwatch_log_group.vpc_flow.arn}",
    });
    expect(blockAt(graph, "aws_cloudwatch_log_group.vpc_flow")["kms_key_id"]).toBe("${aws_kms_key.logs.arn}");
    expect(JSON.stringify(blockAt(graph, "data.aws_iam_policy_document.vpc_flow_trust"))).toContain(
      "aws:SourceAccount",
    );
  });

  it("has exactly the endpoints that the services call, and none in dev", () => {
    expect(interfaceEndpoints(everything())).toEqual([
      "ecr.api",
      "ecr.dkr",
      "events",
      "logs",
      "secretsmanager",
      "sns",
      "sqs",
    ]);
    const base = everything();
    const small = {
      ...base,
      secretStore: "ssm" as const,
      environments: base.environments.map((environment) => ({ ...environment, profile: "dev" as const })),
      services: base.services.slice(0, 1).map((service) => ({
        ...service,
        secrets: [{ name: "KEY", source: { from: "secret", id: "stripe" } as const }],
      })),
    };
    expect(interfaceEndpoints(small)).toEqual(["ecr.api", "ecr.dkr", "logs", "ssm"]);
    const variable = graphOf(small, [foundation, keys, network]).variables.find(
      ({ name }) => name === "interface_endpoints",
    );
    expect(variable?.values).toEqual({ staging: [], prod: [] });
  });

  it("lets image layers of AWS through the S3 endpoint, and otherwise own buckets only", () => {
    const statements = blockAt(graph, "data.aws_iam_policy_document.s3_endpoint")["statement"];
    expect(statements).toMatchObject([
      { sid: "OwnBucketsOnly", condition: [{ variable: "aws:PrincipalAccount" }, { variable: "aws:ResourceAccount" }] },
      {
        sid: "ImageLayers",
        actions: ["s3:GetObject"],
        resources: ["arn:${data.aws_partition.current.partition}:s3:::prod-${var.region}-starport-layer-bucket/*"],
      },
    ]);
  });
});
