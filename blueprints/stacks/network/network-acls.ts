// In: the VPC. Out: one network ACL per tier: coarse walls behind the security groups. Never a rule for one workload.
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl/index.js";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import type { Construct } from "constructs";
import { annotate, type ControlException } from "../../../src/render/blueprint.ts";
import { expr, listExpr, named } from "../expressions.ts";

interface Rule {
  readonly name: string;
  readonly number: number;
  readonly egress?: boolean;
  /** "-1" is every protocol. */
  readonly protocol: "tcp" | "icmp" | "-1";
  readonly from: "vpc" | "world";
  readonly ports?: readonly [number, number];
  /** Type and code of an ICMP message. */
  readonly message?: readonly [type: number, code: number];
  readonly skips?: readonly ControlException[];
}

/** ACLs keep no state: answers to outgoing connections come back to any ephemeral port, and cutting 3389 out of the range would drop one connection in 60 000. */
const ANSWERS: Rule = {
  name: "answers_in",
  number: 200,
  protocol: "tcp",
  from: "world",
  ports: [1024, 65535],
  skips: [
    {
      check: "CKV_AWS_231",
      reason: "Return traffic of NAT and load balancer uses every port from 1024 up; security groups admit no 3389",
    },
  ],
};
/** "Fragmentation needed" from a router on the way: who never hears it sends packets that are too large for ever, and the connection hangs. Outwards everything may go.
 * https://docs.aws.amazon.com/vpc/latest/userguide/path_mtu_discovery.html */
const PATH_MTU: Rule = {
  name: "path_mtu_in",
  number: 210,
  protocol: "icmp",
  from: "world",
  message: [3, 4],
  skips: [{ check: "CKV_AWS_352", reason: "One message of ICMP, by type and code: that protocol has no ports" }],
};
const VPC_IN: Rule = {
  name: "vpc_in",
  number: 100,
  protocol: "-1",
  from: "vpc",
  skips: [
    { check: "CKV_AWS_352", reason: "Inside the VPC security groups decide; this wall stands against the outside" },
  ],
};
const ALL_OUT: Rule = { name: "all_out", number: 100, egress: true, protocol: "-1", from: "world" };

const RULES: Readonly<Record<"public" | "private" | "isolated", readonly Rule[]>> = {
  public: [
    VPC_IN,
    {
      name: "http_in",
      number: 110,
      protocol: "tcp",
      from: "world",
      ports: [80, 80],
    },
    { name: "https_in", number: 120, protocol: "tcp", from: "world", ports: [443, 443] },
    ANSWERS,
    PATH_MTU,
    ALL_OUT,
  ],
  private: [VPC_IN, ANSWERS, PATH_MTU, ALL_OUT],
  isolated: [VPC_IN, { name: "vpc_out", number: 100, egress: true, protocol: "-1", from: "vpc" }],
};

/** CKV2_AWS_1, EC2.16: every subnet has an ACL of ours, since the default one is closed. */
export function buildNetworkAcls(scope: Construct, vpc: Vpc): void {
  for (const [tier, rules] of Object.entries(RULES)) {
    const acl = named(
      new NetworkAcl(scope, `acl-${tier}`, {
        vpcId: vpc.id,
        subnetIds: listExpr(`values(aws_subnet.${tier})[*].id`),
        tags: { Name: `${expr("local.prefix")}-${tier}` },
      }),
      tier,
    );
    if (tier === "isolated") annotate(acl, { comment: "Data stores talk to the VPC and to nothing else." });
    for (const rule of rules) {
      const resource = named(
        new NetworkAclRule(scope, `acl-${tier}-${rule.name}`, {
          networkAclId: acl.id,
          ruleNumber: rule.number,
          egress: rule.egress ?? false,
          protocol: rule.protocol,
          ruleAction: "allow",
          cidrBlock: rule.from === "vpc" ? vpc.cidrBlock : "0.0.0.0/0",
          ...(rule.ports === undefined ? {} : { fromPort: rule.ports[0], toPort: rule.ports[1] }),
          ...(rule.message === undefined ? {} : { icmpType: rule.message[0], icmpCode: rule.message[1] }),
        }),
        `${tier}_${rule.name}`,
      );
      if (rule.skips !== undefined) annotate(resource, { skips: rule.skips });
    }
  }
}
