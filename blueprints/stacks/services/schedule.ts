// In: scheduled services and their tasks. Out: one EventBridge schedule each, with its own role, and one dead-letter queue for all. Never a cron daemon in a container.
import { SchedulerSchedule } from "@cdktf/provider-aws/lib/scheduler-schedule/index.js";
import { SchedulerScheduleGroup } from "@cdktf/provider-aws/lib/scheduler-schedule-group/index.js";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group/index.js";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue/index.js";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy/index.js";
import type { Construct } from "constructs";
import type { Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { literal, named } from "../expressions.ts";
import { shortName } from "../names.ts";
import type { Parts } from "../parts.ts";
import { policyDocument, type Statement, serviceRole } from "../policies.ts";
import { serviceLabel } from "./names.ts";
import type { BuiltTask } from "./task.ts";

export interface Schedules {
  readonly group: SchedulerScheduleGroup;
  readonly deadLetters: SqsQueue;
}

/** The group, and the queue that keeps starts which failed for good. */
export function buildSchedules(scope: Construct, parts: Parts): Schedules {
  const { prefix } = parts.get("foundation");
  const group = named(new SchedulerScheduleGroup(scope, "schedule-group", { name: prefix }), "this");
  const deadLetters = named(
    new SqsQueue(scope, "schedules-dead-letters", {
      name: `${prefix}-schedules-dead-letter`,
      messageRetentionSeconds: 1209600,
      kmsMasterKeyId: parts.get("keys").messaging,
    }),
    "schedules_dead_letter",
  );
  annotate(deadLetters, { comment: "Starts of scheduled tasks that failed after all retries; kept for 14 days." });
  named(
    new SqsQueuePolicy(scope, "schedules-dead-letters-policy", {
      queueUrl: deadLetters.url,
      policy: policyDocument(scope, "schedules_dead_letter", [
        {
          sid: "OnlyOverTls",
          effect: "Deny",
          actions: ["sqs:*"],
          resources: [deadLetters.arn],
          principals: [{ type: "*", identifiers: ["*"] }],
          condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        },
      ]),
    }),
    "schedules_dead_letter",
  );
  return { group, deadLetters };
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html: the role trusts this group's schedules alone and may start this one task. */
export function buildSchedule(
  scope: Construct,
  service: Service,
  task: BuiltTask,
  securityGroup: SecurityGroup,
  schedules: Schedules,
  parts: Parts,
): void {
  if (service.schedule === undefined) return;
  const foundation = parts.get("foundation");
  const id = serviceLabel(service.id);
  const role = serviceRole(scope, foundation, {
    id: `${id}_schedule`,
    name: `${foundation.prefix}-${shortName(service.id, 16)}-schedule`,
    description: `Starts ${service.id} on its schedule`,
    principal: "scheduler.amazonaws.com",
    sourceArn: schedules.group.arn,
    statements: scheduleStatements(service, task, schedules, parts),
  });
  const schedule = named(
    new SchedulerSchedule(scope, "schedule", {
      name: service.id,
      groupName: schedules.group.name,
      description: `Starts ${service.id}`,
      scheduleExpression: literal(service.schedule.expression),
      scheduleExpressionTimezone: literal(service.schedule.timezone),
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: parts.get("cluster").arn,
        roleArn: role.arn,
        ecsParameters: {
          taskDefinitionArn: task.definition.arn,
          taskCount: 1,
          launchType: "FARGATE",
          platformVersion: "LATEST",
          enableEcsManagedTags: true,
          propagateTags: "TASK_DEFINITION",
          networkConfiguration: {
            subnets: parts.get("network").privateSubnetIds,
            securityGroups: [securityGroup.id],
            assignPublicIp: false,
          },
        },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: schedules.deadLetters.arn },
      },
    }),
    id,
  );
  annotate(schedule, {
    skips: [
      {
        check: "CKV_AWS_297",
        reason: "The schedule carries no payload, only the names of what it starts; AWS encrypts it with its own key",
      },
    ],
  });
}

/**
 * The key is that of the dead-letter queue. The definition is named, not referred to: the policy is known before a plan makes a new
 * revision, so a release changes no policy, and nothing else can hide in one of which nothing is known yet.
 */
function scheduleStatements({ id }: Service, task: BuiltTask, schedules: Schedules, parts: Parts): Statement[] {
  const { accountId, partition, prefix, region } = parts.get("foundation");
  const family = `arn:${partition}:ecs:${region}:${accountId}:task-definition/${prefix}-${id}`;
  return [
    {
      sid: "StartTask",
      actions: ["ecs:RunTask"],
      resources: [family, `${family}:*`],
      condition: [{ test: "ArnEquals", variable: "ecs:cluster", values: [parts.get("cluster").arn] }],
    },
    {
      sid: "TagTask",
      actions: ["ecs:TagResource"],
      resources: [`arn:${partition}:ecs:${region}:${accountId}:task/${parts.get("cluster").name}/*`],
      condition: [{ test: "StringEquals", variable: "ecs:CreateAction", values: ["RunTask"] }],
    },
    {
      sid: "HandRolesToTask",
      actions: ["iam:PassRole"],
      resources: [task.executionRole.arn, task.taskRole.arn],
      condition: [{ test: "StringEquals", variable: "iam:PassedToService", values: ["ecs-tasks.amazonaws.com"] }],
    },
    { sid: "KeepFailedStarts", actions: ["sqs:SendMessage"], resources: [schedules.deadLetters.arn] },
    {
      sid: "MessagingKey",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [parts.get("keys").messaging],
      condition: [
        {
          test: "StringEquals",
          variable: "kms:ViaService",
          values: [`sqs.${region}.amazonaws.com`],
        },
      ],
    },
  ];
}
