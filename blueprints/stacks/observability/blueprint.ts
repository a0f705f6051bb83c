// In: every part that has metrics. Out: alarms, events that alarm, and one dashboard. Never a resource that serves requests.
import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard/index.js";
import { Construct } from "constructs";
import type { Architecture } from "../../../src/architecture/model.ts";
import { annotate, type StackBlueprint } from "../../../src/render/blueprint.ts";
import { jsonencode, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { sendsMail } from "../services/mail.ts";
import { holdsDatabasePassword } from "../services/restart.ts";
import { type AlarmContext, addAlarm } from "./alarm.ts";
import { dashboardBody } from "./dashboard.ts";
import { addCacheAlarms, addDatabaseAlarms, addQueueAlarms } from "./data.ts";
import { addCertificateEvent, addEdgeAlarms } from "./edge.ts";
import { AlarmingEvent } from "./events.ts";
import { addHeartbeatAlarm } from "./heartbeat.ts";
import { addMailAlarms } from "./mail.ts";
import { addSafekeepingEvents } from "./safekeeping.ts";
import { addLoadBalancerAlarms, addServiceAlarms } from "./services.ts";

/** Alarms say when they start and when they are over; what no data means is said for each (CKV_AWS_319). */
export const observability: StackBlueprint<Parts> = {
  name: "observability",
  appliesTo: () => true,
  build(stack, architecture, parts) {
    const { prefix } = parts.get("foundation");
    const { topicArn } = parts.get("alarms");
    const top = new Construct(stack, "observability");
    annotate(top, { file: "observability" });
    const context: AlarmContext = { scope: top, prefix, topicArn };

    if (parts.has("services")) {
      for (const service of architecture.services) {
        const part = parts.get("services").get(service.id);
        if (part !== undefined) addServiceAlarms(context, service, part, parts);
      }
      addLoadBalancerAlarms(context, parts);
      addHeartbeatAlarm(context, architecture, parts);
      addServiceEvents(context, architecture, parts);
    }
    for (const database of architecture.databases) addDatabaseAlarms(context, database, parts);
    for (const cache of architecture.caches) addCacheAlarms(context, cache, parts);
    addQueueAlarms(context, architecture, parts);
    if (parts.has("services") && sendsMail(architecture)) addMailAlarms(context);
    addSafekeepingEvents(context, parts);
    addEdgeAlarms(context, architecture, parts);

    named(
      new CloudwatchDashboard(top, "dashboard", {
        dashboardName: prefix,
        dashboardBody: jsonencode(dashboardBody(architecture, parts)),
      }),
      "this",
    );
  },
};

function addServiceEvents(context: AlarmContext, architecture: Architecture, parts: Parts): void {
  const { scope, prefix, topicArn } = context;
  const { accountId, partition, region } = parts.get("foundation");
  const cluster = parts.get("cluster");
  new AlarmingEvent(scope, "deployment-failed", {
    name: "deployment-failed",
    logicalId: "deployment_failed",
    prefix,
    topicArn,
    description: "A deployment failed and was rolled back",
    pattern: {
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [{ prefix: `arn:${partition}:ecs:${region}:${accountId}:service/${cluster.name}/` }],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    },
  });
  // Scanned at each push, which comes every week at least: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html
  new AlarmingEvent(scope, "image-findings", {
    name: "image-findings",
    logicalId: "image_findings",
    prefix,
    topicArn,
    description: "The scan of an image found something critical",
    pattern: {
      source: ["aws.ecr"],
      "detail-type": ["ECR Image Scan"],
      detail: {
        "scan-status": ["COMPLETE"],
        "repository-name": [{ prefix: `${prefix}/` }],
        "finding-severity-counts": { CRITICAL: [{ numeric: [">", 0] }] },
      },
    },
  });
  const scheduled = architecture.services.filter(({ kind }) => kind === "scheduled");
  if (scheduled.length > 0) {
    new AlarmingEvent(scope, "scheduled-task-failed", {
      name: "scheduled-task-failed",
      logicalId: "scheduled_task_failed",
      prefix,
      topicArn,
      description: "A scheduled task did not start or ended with an error",
      pattern: {
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: [cluster.arn],
          lastStatus: ["STOPPED"],
          taskDefinitionArn: scheduled.map(({ id }) => ({
            prefix: `arn:${partition}:ecs:${region}:${accountId}:task-definition/${prefix}-${id}:`,
          })),
          $or: [{ containers: { exitCode: [{ "anything-but": 0 }] } }, { stopCode: ["TaskFailedToStart"] }],
        },
      },
    });
    addAlarm(context, {
      id: "schedules-dropped",
      description:
        "Scheduled starts were dropped after their last retry: the dead-letter queue of the schedules holds what was to start.",
      namespace: "AWS/Scheduler",
      metric: "InvocationDroppedCount",
      dimensions: { ScheduleGroup: prefix },
      statistic: "Sum",
      above: 0,
      periods: 1,
      silence: "notBreaching",
    });
  }
  if (architecture.services.some(holdsDatabasePassword)) {
    addAlarm(context, {
      id: "restarts-dropped",
      description:
        "A restart around the rotation of a password did not happen: redeploy the services that use the database.",
      namespace: "AWS/Scheduler",
      metric: "InvocationDroppedCount",
      dimensions: { ScheduleGroup: `${prefix}-restarts` },
      statistic: "Sum",
      above: 0,
      periods: 1,
      silence: "notBreaching",
    });
  }
  if (parts.has("loadBalancer")) addCertificateEvent(context, "certificate-expires", ["load_balancer"]);
}
