// In: the edges of the services. Out: one security group per service and one pair of rules per edge, group to group. Never an address range, save for HTTPS out.
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule/index.js";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule/index.js";
import type { Construct } from "constructs";
import type { Architecture, Id, Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { label } from "../../../src/shared/names.ts";
import { named } from "../expressions.ts";
import { pairLabel } from "../names.ts";
import type { Parts } from "../parts.ts";
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
  named(
    new VpcSecurityGroupEgressRule(scope, "egress-https", {
      securityGroupId: own,
      description: "HTTPS to AWS services and to the external systems that this service calls",
      cidrIpv4: "0.0.0.0/0",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    }),
    pairLabel(id, "to", "https"),
  );
  const endpoints = parts.get("network").endpointSecurityGroupId;
  if (endpoints !== undefined) {
    named(
      new VpcSecurityGroupIngressRule(scope, "ingress-endpoints", {
        securityGroupId: endpoints,
        description: `${service.id} to the endpoints of AWS services`,
        referencedSecurityGroupId: own,
        ipProtocol: "tcp",
        fromPort: 443,
        toPort: 443,
      }),
      pairLabel("endpoints", "from", id),
    );
  }
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
