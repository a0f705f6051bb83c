// In: the VPC and the key for logs. Out: its flow log, in an encrypted log group. Never a bucket.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log/index.js";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc/index.js";
import type { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { expr, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { serviceRole } from "../policies.ts";
import { declareInput } from "../variables.ts";

/** CKV2_AWS_11, EC2.6. The role trusts flow logs of this account alone: https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html */
export function buildFlowLogs(scope: Construct, vpc: Vpc, architecture: Architecture, parts: Parts): void {
  const foundation = parts.get("foundation");
  declareInput(scope, "flow_log_traffic", architecture, {
    type: "string",
    description: "Traffic that the flow log records: ALL or REJECT.",
    valueFor: (environment) => environment.flowLogTraffic,
    validation: {
      condition: 'contains(["ALL", "REJECT"], var.flow_log_traffic)',
      errorMessage: "flow_log_traffic must be ALL or REJECT.",
    },
  });
  const group = named(
    new CloudwatchLogGroup(scope, "flow-log-group", {
      name: `/aws/vpc/${foundation.prefix}/flow`,
      retentionInDays: parts.get("logs").retentionDays,
      kmsKeyId: parts.get("keys").logs,
    }),
    "vpc_flow",
  );
  const role = serviceRole(scope, foundation, {
    id: "vpc_flow",
    name: `${foundation.prefix}-vpc-flow`,
    description: "Writes the VPC flow log",
    principal: "vpc-flow-logs.amazonaws.com",
    sourceArn: `arn:${foundation.partition}:ec2:${foundation.region}:${foundation.accountId}:vpc-flow-log/*`,
    statements: [
      {
        sid: "WriteFlowLog",
        actions: ["logs:CreateLogStream", "logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents"],
        resources: [group.arn, `${group.arn}:*`],
      },
    ],
  });
  named(
    new FlowLog(scope, "flow-log", {
      vpcId: vpc.id,
      trafficType: expr("var.flow_log_traffic"),
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: foundation.prefix },
    }),
    "this",
  );
}
