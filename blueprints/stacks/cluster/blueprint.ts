// In: the architecture and the keys. Out: the ECS cluster with insights, audited exec sessions, Fargate capacity and the namespace of Service Connect. Never a service.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster/index.js";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers/index.js";
import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace/index.js";
import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { named } from "../expressions.ts";
import type { Parts } from "../parts.ts";

/** One cluster for all services: CKV_AWS_65, 223, 224; ECS.12. */
export const cluster: StackBlueprint<Parts> = {
  name: "cluster",
  appliesTo: (architecture) => architecture.services.length > 0,
  build(stack, architecture, parts) {
    const { prefix } = parts.get("foundation");
    const keys = parts.get("keys");
    const scope = new Construct(stack, "cluster");
    annotate(scope, {
      file: "services",
      because: architecture.services.flatMap((service) => service.because).slice(0, 1),
    });

    const execLogs = named(
      new CloudwatchLogGroup(scope, "exec-log-group", {
        name: `/ecs/${prefix}-exec-sessions`,
        retentionInDays: parts.get("logs").retentionDays,
        kmsKeyId: keys.logs,
      }),
      "exec",
    );
    annotate(execLogs, {
      comment:
        "Sessions of `aws ecs execute-command`, should someone open that door for a while; services keep it shut.",
    });
    const namespace = named(
      new ServiceDiscoveryHttpNamespace(scope, "namespace", {
        name: prefix,
        description: "Names under which services find each other",
      }),
      "this",
    );
    const resource = named(
      new EcsCluster(scope, "cluster", {
        name: prefix,
        setting: [{ name: "containerInsights", value: "enhanced" }],
        configuration: {
          managedStorageConfiguration: { fargateEphemeralStorageKmsKeyId: keys.data },
          executeCommandConfiguration: {
            kmsKeyId: keys.logs,
            logging: "OVERRIDE",
            logConfiguration: { cloudWatchEncryptionEnabled: true, cloudWatchLogGroupName: execLogs.name },
          },
        },
        serviceConnectDefaults: { namespace: namespace.arn },
      }),
      "this",
    );
    named(
      new EcsClusterCapacityProviders(scope, "capacity-providers", {
        clusterName: resource.name,
        capacityProviders: ["FARGATE", "FARGATE_SPOT"],
        defaultCapacityProviderStrategy: [{ capacityProvider: "FARGATE", base: 1, weight: 1 }],
      }),
      "this",
    );
    named(
      new TerraformOutput(scope, "output-cluster", {
        description: "Name of the ECS cluster.",
        value: resource.name,
      }),
      "cluster_name",
    );
    parts.set("cluster", { arn: resource.arn, name: resource.name, namespaceArn: namespace.arn });
  },
};
