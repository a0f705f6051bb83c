// In: the edges of the services. Out: one security group per service and one pair of rules per edge, group to group. Never an address range, save for HTTPS out of the services that call somebody outside.
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import type { Construct } from "constructs";
import type { Architecture, Id, Service } from "../../../src/architecture/model.ts";
import { internetCallers, isForeign } from "../../../src/architecture/parts/egress.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { expr, named, nameList } from "../expressions.ts";
import { pairLabel } from "../names.ts";
import { interfaceEndpoints } from "../network/endpoints.ts";
import type { Parts } from "../parts.ts";
import { declareInput } from "../variables.ts";
import { serviceLabel } from "./names.ts";
import { lookup } from "./statements.ts";

/** CKV_AWS_23: the description says whose group it is; it can never change without replacing the group. */
export function buildSecurityGroup(scope: Construct, service: Service, parts: Parts): SecurityGroup {
  const name = `${parts.get("foundation").prefix}-service-${service.id}`;
  const group = named(
    new SecurityGroup(scope, "security-group", {
      name,
      description: `Tasks of ${service.id}`,
      vpcId: parts.get("network").vpcId,
      tags: { Name: name },
    }),
    serviceLabel(service.id),
  );
  if (service.kind === "scheduled") {
    annotate(group, {
      skips: [{ check: "CKV2_AWS_5", reason: "The schedule gives this group to each task that it starts" }],
    });
  }
  return group;
}

interface Flow {
  /** Terraform name of the other side: "database_main". */
  readonly to: string;
  readonly text: string;
  readonly port: number;
  readonly groupId: string;
}

/** Rules of one service, both ends of each. */
export function buildRules(
  scope: Construct,
  service: Service,
  architecture: Architecture,
  parts: Parts,
  groups: ReadonlyMap<Id, SecurityGroup>,
): void {
  const id = serviceLabel(service.id);
  const own = lookupGroup(groups, service.id).id;
  for (const flow of flowsOf(service, architecture, parts, groups)) {
    connect(scope, { from: id, fromGroup: own, fromText: service.id, ...flow });
  }
  if (parts.has("loadBalancer") && service.public && service.port !== undefined) {
    connect(scope, {
      from: "load_balancer",
      fromGroup: parts.get("loadBalancer").securityGroupId,
      fromText: "load balancer",
      to: id,
      text: service.id,
      port: service.port,
      groupId: own,
    });
  }
  buildHttpsRules(scope, service, own, parts);
}

const HTTPS = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };

/** To the endpoints and to S3's gateway always (image layers of ECR lie in S3); to everywhere only where `internet_egress` names the service.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html (EC2.13, CKV_AWS_382) */
function buildHttpsRules(scope: Construct, service: Service, own: string, parts: Parts): void {
  const id = serviceLabel(service.id);
  const network = parts.get("network");
  const everywhere = named(
    new VpcSecurityGroupEgressRule(scope, "egress-https", {
      securityGroupId: own,
      description: "HTTPS to AWS services and to the external systems that this service calls",
      cidrIpv4: "0.0.0.0/0",
      ...HTTPS,
    }),
    pairLabel(id, "to", "https"),
  );
  // Terraform itself moves a resource without `count` to the first of one with it.
  everywhere.addOverride("count", expr(`contains(var.internet_egress, "${service.id}") ? 1 : 0`));
  named(
    new VpcSecurityGroupEgressRule(scope, "egress-s3", {
      securityGroupId: own,
      description: `${service.id} to S3 through its gateway`,
      prefixListId: network.s3PrefixListId,
      ...HTTPS,
    }),
    // No service can have this name: between services the word is "to".
    pairLabel(id, "through", "s3"),
  );
  const endpoints = network.endpointSecurityGroupId;
  if (endpoints === undefined) return;
  named(
    new VpcSecurityGroupEgressRule(scope, "egress-endpoints", {
      securityGroupId: own,
      description: `${service.id} to the endpoints of AWS services`,
      referencedSecurityGroupId: endpoints,
      ...HTTPS,
    }),
    pairLabel(id, "to", "endpoints"),
  );
  named(
    new VpcSecurityGroupIngressRule(scope, "ingress-endpoints", {
      securityGroupId: endpoints,
      description: `${service.id} to the endpoints of AWS services`,
      referencedSecurityGroupId: own,
      ...HTTPS,
    }),
    pairLabel("endpoints", "from", id),
  );
}

/** Who may open connections to the internet. */
export function declareInternetEgress(scope: Construct, architecture: Architecture): void {
  const ids = architecture.services.map(({ id }) => id);
  declareInput(scope, "internet_egress", architecture, {
    type: "set(string)",
    description: `Services that may open HTTPS connections to the internet${signsIn(architecture)}. The others reach AWS through interface_endpoints and nothing else: add a service before its code calls somebody outside, and a zone to nat_zones where there is none.`,
    valueFor: ({ profile }) => internetCallers(profile, architecture.services, architecture.auth.kind),
    validation: {
      condition: `length(setsubtract(${nameList(ids)}, var.internet_egress)) == 0 || length(setsubtract(${nameList(interfaceEndpoints(architecture))}, var.interface_endpoints)) == 0`,
      errorMessage:
        "While a service is outside of internet_egress, interface_endpoints must name all that services call.",
    },
  });
}

/** Why a service may go out that is not said to call anybody. */
function signsIn({ auth, services }: Architecture): string {
  const reached = services.filter(({ public: isReached }) => isReached).map(({ id }) => id);
  return isForeign(auth.kind) && reached.length > 0
    ? `; ${reached.join(", ")} among them, to check the sign-ins of ${auth.kind}`
    : "";
}

/** Where the service opens connections inside the VPC. Queues, topics, buckets and vendors are HTTPS. */
function flowsOf(
  service: Service,
  architecture: Architecture,
  parts: Parts,
  groups: ReadonlyMap<Id, SecurityGroup>,
): Flow[] {
  const flows = new Map<string, Flow>();
  for (const edge of service.edges) {
    const to = `${label(edge.to)}_${label(edge.id)}`;
    const text = `${edge.to} ${edge.id}`;
    if (edge.to === "database") {
      const { port } = find(architecture.databases, edge.id);
      flows.set(to, { to, text, port, groupId: lookup(parts.get("databases"), edge.id).securityGroupId });
    } else if (edge.to === "cache") {
      const { port } = find(architecture.caches, edge.id);
      flows.set(to, { to, text, port, groupId: lookup(parts.get("caches"), edge.id).securityGroupId });
    } else if (edge.to === "file-system") {
      flows.set(to, { to, text, port: 2049, groupId: lookup(parts.get("fileSystems"), edge.id).securityGroupId });
    } else if (edge.to === "service" && edge.id !== service.id) {
      const { port } = find(architecture.services, edge.id);
      if (port === undefined) continue;
      flows.set(to, { to: serviceLabel(edge.id), text: edge.id, port, groupId: lookupGroup(groups, edge.id).id });
    }
  }
  return [...flows.values()];
}

function connect(
  scope: Construct,
  flow: Flow & { readonly from: string; readonly fromGroup: string; readonly fromText: string },
): void {
  const description = `${flow.fromText} to ${flow.text}`;
  const ports = { ipProtocol: "tcp", fromPort: flow.port, toPort: flow.port };
  named(
    new VpcSecurityGroupEgressRule(scope, `egress-${flow.from}-${flow.to}`, {
      securityGroupId: flow.fromGroup,
      description,
      referencedSecurityGroupId: flow.groupId,
      ...ports,
    }),
    pairLabel(flow.from, "to", flow.to),
  );
  named(
    new VpcSecurityGroupIngressRule(scope, `ingress-${flow.from}-${flow.to}`, {
      securityGroupId: flow.groupId,
      description,
      referencedSecurityGroupId: flow.fromGroup,
      ...ports,
    }),
    pairLabel(flow.to, "from", flow.from),
  );
}

function find<Part extends { readonly id: Id }>(parts: readonly Part[], id: Id): Part {
  const part = parts.find((candidate) => candidate.id === id);
  if (part === undefined) throw new Error(`nothing called "${id}" is in the architecture`);
  return part;
}

function lookupGroup(groups: ReadonlyMap<Id, SecurityGroup>, id: Id): SecurityGroup {
  const group = groups.get(id);
  if (group === undefined) throw new Error(`service "${id}" has no security group`);
  return group;
}
