// In: the VPC. Out: its default security group, network ACL and route table, emptied, so that nothing works by accident. Never a rule.
import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl/index.js";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table/index.js";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import type { Construct } from "constructs";
import { annotate } from "../../../src/render/blueprint.ts";
import { expr, named } from "../expressions.ts";

/** CKV2_AWS_12, EC2.2: the defaults allow everything until Terraform adopts and empties them. */
export function closeDefaults(scope: Construct, vpc: Vpc): void {
  const tags = { Name: `${expr("local.prefix")}-default-closed` };
  const group = named(new DefaultSecurityGroup(scope, "default-security-group", { vpcId: vpc.id, tags }), "this");
  annotate(group, { comment: "The defaults of the VPC stay empty: whatever forgets to choose gets nothing." });
  named(
    new DefaultNetworkAcl(scope, "default-network-acl", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      tags,
      // AWS puts every subnet without an ACL here by itself; fighting over the list would show in each plan.
      lifecycle: { ignoreChanges: ["subnet_ids"] },
    }),
    "this",
  );
  named(
    new DefaultRouteTable(scope, "default-route-table", {
      defaultRouteTableId: vpc.defaultRouteTableId,
      route: [],
      tags,
    }),
    "this",
  );
}
