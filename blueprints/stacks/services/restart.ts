// In: the long-running services. Out: schedules that redeploy those with a database's password around its rotation. Never a restart of a service that holds none.
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group/index.js";
import type { Construct } from "constructs";
import type { Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { AFTER_ROTATION } from "../database/shared.ts";
import { jsonencode, named } from "../expressions.ts";
import type { Parts } from "../parts.ts";
import { serviceRole } from "../policies.ts";
import { serviceLabel } from "./names.ts";

/** The service reads the password of a database when its tasks start, and its tasks run on. */
export function holdsDatabasePassword({ kind, secrets }: Service): boolean {
  return kind !== "scheduled" && secrets.some(({ source }) => source.from === "database");
}

/**
 * RDS says nowhere that a rotation is over, so the hour of it is walked along: a new connection fails for half an hour at the most, open ones live on.
 * A service that reads the secret when it connects needs none of this. https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export function buildRestarts(top: Construct, services: readonly Service[], parts: Parts): void {
  const holders = services.filter(holdsDatabasePassword);
  if (holders.length === 0) return;
  const foundation = parts.get("foundation");
  const { accountId, partition, prefix, region } = foundation;
  const cluster = parts.get("cluster").name;
  const group = named(new SchedulerScheduleGroup(top, "restarts", { name: `${prefix}-restarts` }), "restarts");
  const role = serviceRole(top, foundation, {
    id: "password_restarts",
    name: `${prefix}-restarts`,
    description: "Redeploys services around the rotation of passwords",
    principal: "scheduler.amazonaws.com",
    sourceArn: group.arn,
    statements: [
      {
        sid: "Redeploy",
        actions: ["ecs:UpdateService"],
        resources: holders.map(({ id }) => `arn:${partition}:ecs:${region}:${accountId}:service/${cluster}/${id}`),
      },
    ],
  });
  for (const { id } of holders) {
    const schedule = named(
      new SchedulerSchedule(top, `restart-${id}`, {
        name: id,
        groupName: group.name,
        description: `Redeploys ${id} with the new password`,
        scheduleExpression: AFTER_ROTATION,
        scheduleExpressionTimezone: "UTC",
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: `arn:${partition}:scheduler:::aws-sdk:ecs:updateService`,
          roleArn: role.arn,
          input: jsonencode({ Cluster: cluster, Service: id, ForceNewDeployment: true }),
          retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 900 },
        },
      }),
      `restart_${serviceLabel(id)}`,
    );
    annotate(schedule, {
      skips: [
        {
          check: "CKV_AWS_297",
          reason: "The schedule carries the names of what it restarts and no secret; AWS encrypts it with its own key",
        },
      ],
    });
  }
}
