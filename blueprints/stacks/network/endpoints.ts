// In: the VPC and the edges of the architecture. Out: the S3 gateway endpoint and the interface endpoints that the services really call. Never an endpoint for a service that nothing uses.
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint/index.js";
import type { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { expr, listExpr, named } from "../expressions.ts";
import type { Parts, StackParts } from "../parts.ts";
import { policyDocument } from "../policies.ts";
import { declareInput } from "../variables.ts";

/** Interface endpoints that the services call, by their short AWS names, sorted. Mail is sent through NAT: its endpoint does not exist in every region. */
export function interfaceEndpoints(architecture: Architecture): string[] {
  const names = new Set<string>();
  for (const service of architecture.services) {
    for (const name of ["ecr.api", "ecr.dkr", "logs"]) names.add(name);
    for (const { source } of service.secrets) {
      names.add(source.from === "secret" && architecture.secretStore === "ssm" ? "ssm" : "secretsmanager");
    }
    for (const edge of service.edges) {
      if (edge.to === "queue") names.add("sqs");
      if (edge.to === "topic") names.add("sns");
      if (edge.to === "bus") names.add("events");
    }
  }
  return [...names].sort();
}

/** Endpoints keep the calls to AWS off the internet and off the NAT bill; dev goes without, since each costs by the hour and zone. */
export function buildEndpoints(
  scope: Construct,
  vpc: Vpc,
  architecture: Architecture,
  parts: Parts,
): { securityGroupId: string | undefined; s3PrefixListId: string } {
  const foundation = parts.get("foundation");
  const s3 = named(
    new VpcEndpoint(scope, "endpoint-s3", {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${foundation.region}.s3`,
      routeTableIds: listExpr("values(aws_route_table.private)[*].id"),
      policy: s3Policy(scope, foundation),
      tags: { Name: `${foundation.prefix}-s3` },
    }),
    "s3",
  );
  annotate(s3, {
    comment:
      "Buckets of this account and the image layers of ECR; add a statement for buckets of others that services read.",
  });
  const names = interfaceEndpoints(architecture);
  if (names.length === 0) return { securityGroupId: undefined, s3PrefixListId: s3.prefixListId };

  declareInput(scope, "interface_endpoints", architecture, {
    type: "set(string)",
    description: "AWS services reached through interface endpoints; each costs by the hour and zone.",
    valueFor: (environment) => (environment.profile === "dev" ? [] : names),
  });
  const group = named(
    new SecurityGroup(scope, "endpoint-security-group", {
      name: `${foundation.prefix}-endpoints`,
      description: "Interface endpoints of AWS services",
      vpcId: vpc.id,
      tags: { Name: `${foundation.prefix}-endpoints` },
    }),
    "endpoints",
  );
  const endpoint = named(
    new VpcEndpoint(scope, "endpoint-interface", {
      vpcId: vpc.id,
      vpcEndpointType: "Interface",
      serviceName: `com.amazonaws.${foundation.region}.${expr("each.key")}`,
      subnetIds: listExpr("values(aws_subnet.private)[*].id"),
      securityGroupIds: [group.id],
      privateDnsEnabled: true,
      policy: policyDocument(scope, "interface_endpoints", [
        {
          sid: "OwnAccountOnly",
          principals: [{ type: "AWS", identifiers: ["*"] }],
          actions: [...new Set(names.map((name) => `${name.split(".")[0]}:*`))],
          resources: ["*"],
          condition: [{ test: "StringEquals", variable: "aws:PrincipalAccount", values: [foundation.accountId] }],
        },
      ]),
      tags: { Name: `${foundation.prefix}-${expr("each.key")}` },
    }),
    "interface",
  );
  endpoint.addOverride("for_each", expr("var.interface_endpoints"));
  return { securityGroupId: group.id, s3PrefixListId: s3.prefixListId };
}

/** ECR serves image layers from a bucket of AWS over presigned links, so that statement cannot ask for our account: https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html */
function s3Policy(scope: Construct, foundation: StackParts["foundation"]): string {
  return policyDocument(
    scope,
    "s3_endpoint",
    [
      {
        sid: "OwnBucketsOnly",
        principals: [{ type: "AWS", identifiers: ["*"] }],
        actions: ["s3:*"],
        resources: ["*"],
        condition: [
          { test: "StringEquals", variable: "aws:PrincipalAccount", values: [foundation.accountId] },
          { test: "StringEquals", variable: "aws:ResourceAccount", values: [foundation.accountId] },
        ],
      },
      {
        sid: "ImageLayers",
        principals: [{ type: "AWS", identifiers: ["*"] }],
        actions: ["s3:GetObject"],
        resources: [`arn:${foundation.partition}:s3:::prod-${foundation.region}-starport-layer-bucket/*`],
      },
    ],
    [
      {
        check: "CKV_AWS_283",
        reason:
          "Endpoint policies name no principals: this one narrows what passes to own buckets and AWS's image layers",
      },
    ],
  );
}
