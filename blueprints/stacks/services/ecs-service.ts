// In: one long-running service, its task, group and targets. Out: the ECS service. Never a public address.
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import type { Construct } from "constructs";
import type { Id, Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { named, numberExpr } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { logConfiguration } from "./container.ts";
import type { BuiltTargets } from "./listener.ts";
import { serviceLabel } from "./names.ts";
import type { BuiltTask } from "./task.ts";

export interface EcsServiceProps {
  readonly service: Service;
  readonly task: BuiltTask;
  readonly group: SecurityGroup;
  readonly targets: BuiltTargets | undefined;
  /** `client` calls other services by name, `server` is called as well; undefined: no proxy beside each task, which would cost and do nothing. */
  readonly connect: "client" | "server" | undefined;
  /** Services that must exist first, so that their names resolve. */
  readonly after: readonly Id[];
}

/** Envoy cuts streams and sockets off after its own timeouts unless told otherwise. */
const UNBROKEN = { idleTimeoutSeconds: 3600, perRequestTimeoutSeconds: 0 };

/** By default a request ends after 15 seconds, before a slow vendor has answered: the caller at the front door waits for 60.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html */
const AS_LONG_AS_THE_LOAD_BALANCER = { idleTimeoutSeconds: 300, perRequestTimeoutSeconds: 60 };

/** ECS.2, ECS.10; CKV_AWS_332, 333. A failed deployment rolls itself back. */
export function buildEcsService(scope: Construct, props: EcsServiceProps, parts: Parts): EcsService {
  const { service, task, group, targets } = props;
  const { singleton } = service.scaling;
  const network = parts.get("network");
  const cluster = parts.get("cluster");
  const resource = named(
    new EcsService(scope, "service", {
      name: service.id,
      cluster: cluster.arn,
      taskDefinition: task.definition.arn,
      desiredCount: singleton ? 1 : numberExpr(`var.services["${service.id}"].min_count`),
      platformVersion: "LATEST",
      // Without it another share of Spot would replace the service, and with it every running task: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ecs_service
      forceNewDeployment: true,
      // Shares instead of two variants: a weight of nought takes that kind of capacity out.
      capacityProviderStrategy: [
        { capacityProvider: "FARGATE", weight: numberExpr("100 - var.spot_percent") },
        { capacityProvider: "FARGATE_SPOT", weight: numberExpr("var.spot_percent") },
      ],
      // A singleton stops before its successor starts; zones cannot be rebalanced then (AWS wants room above 100 %).
      deploymentMinimumHealthyPercent: singleton ? 0 : 100,
      deploymentMaximumPercent: singleton ? 100 : 200,
      availabilityZoneRebalancing: singleton ? "DISABLED" : "ENABLED",
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableEcsManagedTags: true,
      enableExecuteCommand: false,
      propagateTags: "SERVICE",
      networkConfiguration: {
        subnets: network.privateSubnetIds,
        securityGroups: [group.id],
        assignPublicIp: false,
      },
      ...(props.connect === undefined
        ? {}
        : {
            serviceConnectConfiguration: {
              enabled: true,
              namespace: cluster.namespaceArn,
              logConfiguration: serviceConnectLog(task, parts),
              ...(service.port === undefined || props.connect === "client"
                ? {}
                : {
                    service: [
                      {
                        portName: service.id,
                        discoveryName: service.id,
                        clientAlias: { dnsName: service.id, port: service.port },
                        timeout: service.websockets ? UNBROKEN : AS_LONG_AS_THE_LOAD_BALANCER,
                      },
                    ],
                  }),
            },
          }),
      ...(targets === undefined || service.port === undefined
        ? {}
        : {
            loadBalancer: [
              { targetGroupArn: targets.group.arn, containerName: service.id, containerPort: service.port },
            ],
            healthCheckGracePeriodSeconds: Math.max(60, service.health?.startSeconds ?? 0),
          }),
      tags: { Service: service.id },
      dependsOn: [
        "aws_ecs_cluster_capacity_providers.this",
        ...task.policies,
        ...(targets?.rules ?? []),
        ...props.after.map((id) => `aws_ecs_service.${serviceLabel(id)}`),
      ].map((fqn) => ({ fqn })),
      ...(singleton ? {} : { lifecycle: { ignoreChanges: ["desired_count"] } }),
    }),
    serviceLabel(service.id),
  );
  annotate(resource, {
    comment: singleton
      ? "Must never run twice: exactly one task, and the old one stops first."
      : "Autoscaling owns the number of tasks after the first deployment.",
  });
  return resource;
}

function serviceConnectLog(task: BuiltTask, parts: Parts) {
  const { logDriver, options } = logConfiguration(
    task.logGroup.name,
    parts.get("foundation").region,
    "service-connect",
  );
  return { logDriver, options };
}
