// In: the architecture and the keys. Out: the VPC over the zones of each environment: three tiers of subnets, routes, flow logs, endpoints. Never a rule for a workload.
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { expr, listExpr, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { declareInput } from "../variables.ts";
import { closeDefaults } from "./defaults.ts";
import { buildEndpoints } from "./endpoints.ts";
import { buildFlowLogs } from "./flow-logs.ts";
import { buildNetworkAcls } from "./network-acls.ts";
import { buildTiers } from "./tiers.ts";

/** One VPC. Every zoned resource is keyed by zone letter, so that adding a zone adds and never replaces. */
export const network: StackBlueprint<Parts> = {
  name: "network",
  appliesTo: (architecture) =>
    architecture.services.length + architecture.databases.length + architecture.caches.length > 0,
  build(stack, architecture, parts) {
    const foundation = parts.get("foundation");
    const scope = new Construct(stack, "network");
    annotate(scope, { file: "network" });
    declareInputs(scope, architecture);

    const vpc = named(
      new Vpc(scope, "vpc", {
        cidrBlock: expr("var.vpc_cidr"),
        enableDnsSupport: true,
        enableDnsHostnames: true,
        tags: { Name: foundation.prefix },
      }),
      "this",
    );
    closeDefaults(scope, vpc);
    const gateway = named(
      new InternetGateway(scope, "internet-gateway", { vpcId: vpc.id, tags: { Name: foundation.prefix } }),
      "this",
    );
    buildTiers(scope, vpc, gateway);
    buildNetworkAcls(scope, vpc);
    buildFlowLogs(scope, vpc, architecture, parts);
    const endpoints = buildEndpoints(scope, vpc, architecture, parts);

    named(
      new TerraformOutput(scope, "output-nat", {
        description: "Addresses that outgoing traffic comes from, for the allow-lists of others.",
        value: expr("{ for zone, address in aws_eip.nat : zone => address.public_ip }"),
      }),
      "nat_public_ips",
    );
    parts.set("network", {
      vpcId: vpc.id,
      vpcCidr: vpc.cidrBlock,
      publicSubnetIds: listExpr("values(aws_subnet.public)[*].id"),
      privateSubnetIds: listExpr("values(aws_subnet.private)[*].id"),
      isolatedSubnetIds: listExpr("values(aws_subnet.isolated)[*].id"),
      endpointSecurityGroupId: endpoints.securityGroupId,
      s3PrefixListId: endpoints.s3PrefixListId,
    });
  },
};

function declareInputs(scope: Construct, architecture: Architecture): void {
  declareInput(scope, "vpc_cidr", architecture, {
    type: "string",
    description: "Address range of the VPC; the plan of subnets expects a /16.",
    valueFor: (environment) => environment.vpcCidr,
    validation: {
      condition: 'can(cidrhost(var.vpc_cidr, 0)) && try(tonumber(split("/", var.vpc_cidr)[1]), 32) <= 19',
      errorMessage:
        "vpc_cidr must be an IPv4 range of /19 or larger, such as 10.20.0.0/16: a load balancer takes no subnet smaller than /27.",
    },
  });
  declareInput(scope, "availability_zones", architecture, {
    type: "map(number)",
    description: "Zone letter to its place in the address plan, 0 to 7. A letter must keep its number for ever.",
    valueFor: (environment) => environment.zones,
    validation: {
      condition:
        "length(var.availability_zones) >= 2 && length(distinct(values(var.availability_zones))) == length(var.availability_zones) && alltrue([for number in values(var.availability_zones) : number >= 0 && number <= 7])",
      errorMessage: "availability_zones needs at least two zones with different numbers between 0 and 7.",
    },
  });
  // The input that it speaks of is declared with the services.
  const callers =
    architecture.services.length === 0 ? "" : " && (length(var.nat_zones) > 0 || length(var.internet_egress) == 0)";
  declareInput(scope, "nat_zones", architecture, {
    type: "set(string)",
    description:
      "Zones that hold a NAT gateway; the others send through the first of them. None while nothing may reach the internet.",
    valueFor: (environment) => environment.natZones,
    validation: {
      condition: `length(setsubtract(var.nat_zones, keys(var.availability_zones))) == 0${callers}`,
      errorMessage:
        "nat_zones must name zones of availability_zones, at least one while internet_egress names a service.",
    },
  });
}
