// In: services, cluster and load balancer. Out: alarms on what their users feel and on what makes it so. Never the same symptom twice.
import type { Service } from "../../../src/architecture/model.ts";
import type { Parts, StackParts } from "../parts.ts";
import { serviceLabel } from "../services/names.ts";
import { type AlarmContext, addAlarm, addMathAlarm, metricQuery } from "./alarm.ts";

const ALB = "AWS/ApplicationELB";

export type ServicePart = StackParts["services"] extends ReadonlyMap<string, infer P> ? P : never;

/** Requests in five minutes below which a share of errors says nothing. */
const ENOUGH_REQUESTS = 20;
const ERROR_PERCENT = 5;
const SLOW_SECONDS = 2;

export function addServiceAlarms(context: AlarmContext, service: Service, part: ServicePart, parts: Parts): void {
  const { serviceName, targetGroupSuffix } = part;
  if (serviceName === undefined) return;
  const { id } = service;
  // A service may be called like a part of the stack that has alarms of its own.
  const alarm = serviceLabel(id).replaceAll("_", "-");
  const cluster = parts.get("cluster").name;
  const ecs = { ClusterName: cluster, ServiceName: serviceName };
  const { queue, singleton } = service.scaling;
  const measures = [
    // A worker that follows its queue is busy by design; the age of the oldest message says whether it is too slow.
    ...(queue === undefined || singleton
      ? [
          [
            "CPUUtilization",
            "CPU",
            singleton
              ? "the size is too small, and it never runs twice"
              : "autoscaling is at its limit or the size is too small",
          ],
        ]
      : []),
    // Nothing scales by memory.
    ["MemoryUtilization", "memory", "a leak, or the size is too small"],
  ] as const;
  for (const [metric = "", what = "", why] of measures) {
    addAlarm(context, {
      id: `${alarm}-${what.toLowerCase()}`,
      description: `${id} uses more than 90 % of its ${what} for 15 minutes: ${why}.`,
      namespace: "AWS/ECS",
      metric,
      dimensions: ecs,
      statistic: "Average",
      above: 90,
      silence: "missing",
    });
  }
  addMathAlarm(context, {
    id: `${alarm}-tasks`,
    description: `${id} has fewer running tasks than it should for 15 minutes: look at stopped tasks and their reasons.`,
    queries: [
      {
        id: "absent",
        expression: "desired - running",
        label: "Tasks that do not run",
        returnData: true,
      },
      metricQuery("desired", "ECS/ContainerInsights", "DesiredTaskCount", "Average", ecs),
      metricQuery("running", "ECS/ContainerInsights", "RunningTaskCount", "Average", ecs),
    ],
    above: 0,
    periods: 3,
    silence: "missing",
  });
  if (targetGroupSuffix === undefined || !parts.has("loadBalancer")) return;
  const target = { LoadBalancer: parts.get("loadBalancer").arnSuffix, TargetGroup: targetGroupSuffix };
  addMathAlarm(context, {
    id: `${alarm}-errors`,
    description: `More than ${ERROR_PERCENT} % of the requests to ${id} fail with a 5xx answer: look at its log group and its last deployment.`,
    queries: [
      {
        id: "percent",
        expression: `IF(FILL(requests, 0) >= ${ENOUGH_REQUESTS}, 100 * FILL(errors, 0) / requests, 0)`,
        label: "Failed requests in percent",
        returnData: true,
      },
      metricQuery("errors", ALB, "HTTPCode_Target_5XX_Count", "Sum", target),
      metricQuery("requests", ALB, "RequestCount", "Sum", target),
    ],
    above: ERROR_PERCENT,
    periods: 2,
    silence: "notBreaching",
  });
  addAlarm(context, {
    id: `${alarm}-latency`,
    description: `One request in twenty to ${id} takes longer than ${SLOW_SECONDS} seconds for 15 minutes.`,
    namespace: ALB,
    metric: "TargetResponseTime",
    dimensions: target,
    statistic: "p95",
    above: SLOW_SECONDS,
    silence: "notBreaching",
  });
  addAlarm(context, {
    id: `${alarm}-unhealthy`,
    description: `Tasks of ${id} fail their health check for 5 minutes.`,
    namespace: ALB,
    metric: "UnHealthyHostCount",
    dimensions: target,
    statistic: "Maximum",
    above: 0,
    periodSeconds: 60,
    periods: 5,
    silence: "notBreaching",
  });
  addAlarm(context, {
    id: `${alarm}-down`,
    description: `No task of ${id} is healthy, or none is registered at all: nobody is served.`,
    namespace: ALB,
    metric: "HealthyHostCount",
    dimensions: target,
    // Each zone's node of the load balancer counts for itself; the fullest is asked.
    statistic: "Maximum",
    below: 1,
    periodSeconds: 60,
    periods: 3,
    // Without a target the load balancer reports nothing.
    silence: "breaching",
  });
}

/** Errors that the load balancer itself answers: no healthy target, or one that broke the connection. */
export function addLoadBalancerAlarms(context: AlarmContext, parts: Parts): void {
  if (!parts.has("loadBalancer")) return;
  addAlarm(context, {
    id: "load-balancer-errors",
    description: "The load balancer answers 5xx itself: no healthy task, or tasks that drop connections.",
    namespace: ALB,
    metric: "HTTPCode_ELB_5XX_Count",
    dimensions: { LoadBalancer: parts.get("loadBalancer").arnSuffix },
    statistic: "Sum",
    above: 10,
    periods: 2,
    silence: "notBreaching",
  });
}
