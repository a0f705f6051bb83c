// In: one service that may have several tasks. Out: its scaling range and policies. Never a policy for a singleton.
import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy/index.js";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target/index.js";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service/index.js";
import type { Construct } from "constructs";
import type { Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { named, numberExpr } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import type { BuiltTargets } from "./listener.ts";
import { serviceLabel } from "./names.ts";
import { lookup } from "./statements.ts";

/** Out fast, in slowly: a task too many costs cents, a task too few costs requests. */
const COOLDOWN = { scaleOutCooldown: 60, scaleInCooldown: 300 };

/** Target tracking; with several policies the highest demand wins. Workers follow their queue alone: a busy CPU is their normal state.
 * Memory has an alarm and no policy: most runtimes keep what they once took, so the service would grow and never shrink. */
export function buildAutoscaling(
  scope: Construct,
  service: Service,
  resource: EcsService,
  targets: BuiltTargets | undefined,
  parts: Parts,
): void {
  if (service.scaling.singleton) return;
  const { cpuPercent, requestsPerTarget, queue, backlogPerTask } = service.scaling;
  const id = serviceLabel(service.id);
  const range = named(
    new AppautoscalingTarget(scope, "scaling-target", {
      serviceNamespace: "ecs",
      scalableDimension: "ecs:service:DesiredCount",
      resourceId: `service/${parts.get("cluster").name}/${resource.name}`,
      minCapacity: numberExpr(`var.services["${service.id}"].min_count`),
      maxCapacity: numberExpr(`var.services["${service.id}"].max_count`),
    }),
    id,
  );
  const track = (name: string, configuration: AppautoscalingPolicy["targetTrackingScalingPolicyConfigurationInput"]) =>
    named(
      new AppautoscalingPolicy(scope, `scaling-${name}`, {
        name: `${service.id}-${name}`,
        policyType: "TargetTrackingScaling",
        serviceNamespace: range.serviceNamespace,
        scalableDimension: range.scalableDimension,
        resourceId: range.resourceId,
        ...(configuration === undefined ? {} : { targetTrackingScalingPolicyConfiguration: configuration }),
      }),
      `${id}_${name}`,
    );
  if (queue !== undefined) {
    const policy = track("backlog", {
      targetValue: backlogPerTask,
      ...COOLDOWN,
      customizedMetricSpecification: {
        metrics: backlogPerRunningTask(lookup(parts.get("queues"), queue).name, parts.get("cluster").name, service.id),
      },
    });
    annotate(policy, { comment: "Messages waiting per running task; without a running task, per one." });
    return;
  }
  const predefined = (predefinedMetricType: string, targetValue: number, resourceLabel?: string) => ({
    targetValue,
    ...COOLDOWN,
    predefinedMetricSpecification: {
      predefinedMetricType,
      ...(resourceLabel === undefined ? {} : { resourceLabel }),
    },
  });
  track("cpu", predefined("ECSServiceAverageCPUUtilization", cpuPercent));
  if (requestsPerTarget !== undefined && targets !== undefined) {
    const balancer = parts.get("loadBalancer").arnSuffix;
    track(
      "requests",
      predefined("ALBRequestCountPerTarget", requestsPerTarget, `${balancer}/${targets.group.arnSuffix}`),
    );
  }
}

/** https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html */
function backlogPerRunningTask(queueName: string, clusterName: string, serviceName: string) {
  return [
    {
      id: "visible",
      label: "Messages waiting",
      returnData: false,
      metricStat: {
        stat: "Average",
        metric: {
          namespace: "AWS/SQS",
          metricName: "ApproximateNumberOfMessagesVisible",
          dimensions: [{ name: "QueueName", value: queueName }],
        },
      },
    },
    {
      id: "running",
      label: "Tasks running",
      returnData: false,
      metricStat: {
        stat: "Average",
        metric: {
          namespace: "ECS/ContainerInsights",
          metricName: "RunningTaskCount",
          dimensions: [
            { name: "ClusterName", value: clusterName },
            { name: "ServiceName", value: serviceName },
          ],
        },
      },
    },
    { id: "backlog", label: "Backlog per task", returnData: true, expression: "visible / IF(running > 1, running, 1)" },
  ];
}
