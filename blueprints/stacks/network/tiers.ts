// In: the VPC and its internet gateway. Out: public, private and isolated subnets, NAT gateways and routes, all keyed by zone letter. Never an index into a list of zones.
import { Eip } from "@cdktf/provider-aws/lib/eip/index.js";
import type { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway/index.js";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway/index.js";
import { Route } from "@cdktf/provider-aws/lib/route/index.js";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table/index.js";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association/index.js";
import { Subnet } from "@cdktf/provider-aws/lib/subnet/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { TerraformLocal, type TerraformResource } from "cdktf";
import type { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { expr, named } from "../expressions.ts";

interface Tier {
  readonly name: "public" | "private" | "isolated";
  /** Address range of the zone with number `each.value`. */
  readonly cidr: string;
  readonly comment: string;
}

/** Eight zones fit in each tier; sixteenths 8 to 15 of the range past the small subnets stay free for what comes later. */
const TIERS: readonly Tier[] = [
  {
    name: "public",
    cidr: "cidrsubnet(var.vpc_cidr, 8, 128 + each.value)",
    comment: "Public: load balancer and NAT gateways only.",
  },
  {
    name: "private",
    cidr: "cidrsubnet(var.vpc_cidr, 4, each.value)",
    comment: "Private: the services; the way out is NAT.",
  },
  {
    name: "isolated",
    cidr: "cidrsubnet(var.vpc_cidr, 8, 144 + each.value)",
    comment: "Isolated: data stores, with no way out at all.",
  },
];

const ZONES = expr("var.availability_zones");
const NAT_ZONES = expr("var.nat_zones");

/** Subnets, NAT and routes. Route tables of the private tier exist per zone, so that each zone leaves through its own NAT gateway where it has one. */
export function buildTiers(scope: Construct, vpc: Vpc, gateway: InternetGateway): void {
  for (const tier of TIERS) {
    const subnet = named(
      new Subnet(scope, `subnet-${tier.name}`, {
        vpcId: vpc.id,
        availabilityZone: `${expr("var.region")}${expr("each.key")}`,
        cidrBlock: expr(tier.cidr),
        mapPublicIpOnLaunch: false,
        tags: { Name: `${expr("local.prefix")}-${tier.name}-${expr("each.key")}`, Tier: tier.name },
      }),
      tier.name,
    );
    forEach(subnet, ZONES);
    annotate(subnet, { comment: tier.comment });
  }
  buildNat(scope, gateway);

  const single = (name: "public" | "isolated"): RouteTable =>
    named(
      new RouteTable(scope, `route-table-${name}`, {
        vpcId: vpc.id,
        tags: { Name: `${expr("local.prefix")}-${name}` },
      }),
      name,
    );
  const publicTable = single("public");
  const isolatedTable = single("isolated");
  const privateTables = named(
    new RouteTable(scope, "route-table-private", {
      vpcId: vpc.id,
      tags: { Name: `${expr("local.prefix")}-private-${expr("each.key")}` },
    }),
    "private",
  );
  forEach(privateTables, ZONES);

  named(
    new Route(scope, "route-public", {
      routeTableId: publicTable.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: gateway.id,
    }),
    "public_internet",
  );
  const out = named(
    new Route(scope, "route-private", {
      routeTableId: expr("aws_route_table.private[each.key].id"),
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: expr("aws_nat_gateway.this[each.value].id"),
    }),
    "private_nat",
  );
  forEach(out, expr("local.nat_zone_of"));

  associate(scope, "public", publicTable.id);
  associate(scope, "private", expr("aws_route_table.private[each.key].id"));
  associate(scope, "isolated", isolatedTable.id);
}

function buildNat(scope: Construct, gateway: InternetGateway): void {
  const local = named(
    new TerraformLocal(
      scope,
      "local-nat-zone-of",
      expr(
        "{ for zone in keys(var.availability_zones) : zone => contains(var.nat_zones, zone) ? zone : sort(var.nat_zones)[0] if length(var.nat_zones) > 0 }",
      ),
    ),
    "nat_zone_of",
  );
  annotate(local, { comment: "Zone to the zone whose NAT gateway it leaves through; empty without one." });
  const tags = { Name: `${expr("local.prefix")}-nat-${expr("each.key")}` };
  const address = named(new Eip(scope, "nat-address", { domain: "vpc", tags, dependsOn: [gateway] }), "nat");
  forEach(address, NAT_ZONES);
  const nat = named(
    new NatGateway(scope, "nat", {
      allocationId: expr("aws_eip.nat[each.key].id"),
      subnetId: expr("aws_subnet.public[each.key].id"),
      tags,
      dependsOn: [gateway],
    }),
    "this",
  );
  forEach(nat, NAT_ZONES);
}

function associate(scope: Construct, tier: Tier["name"], routeTableId: string): void {
  const association = named(
    new RouteTableAssociation(scope, `association-${tier}`, {
      subnetId: expr(`aws_subnet.${tier}[each.key].id`),
      routeTableId,
    }),
    tier,
  );
  forEach(association, ZONES);
}

/** cdktf's iterators wrap keys in functions; our keys are ours, so the meta-argument is set as it should read. */
function forEach(resource: TerraformResource, collection: string): void {
  resource.addOverride("for_each", collection);
}
