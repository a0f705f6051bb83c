// In: one service, its image and its log group. Out: its two roles and its task definitions. Never one role for both.
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group/index.js";
import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition/index.js";
import type { IamRole } from "@cdktf/provider-aws/lib/iam-role/index.js";
import type { Construct } from "constructs";
import type { Architecture, Service } from "../../../src/architecture/model.ts";
import { annotate } from "../../../src/render/blueprint.ts";
import { booleanExpr, expr, jsonencode, named } from "../expressions.ts";
import { shortName } from "../names.ts";
import type { Parts } from "../parts.ts";
import { serviceRole } from "../policies.ts";
import { containerDefinition, volumesOf } from "./container.ts";
import type { BuiltImage } from "./image.ts";
import { serviceLabel } from "./names.ts";
import { executionStatements, taskStatements } from "./statements.ts";

export interface BuiltTask {
  readonly definition: EcsTaskDefinition;
  /** Runs the schema migration to its end; undefined when the service has none. */
  readonly migration: EcsTaskDefinition | undefined;
  readonly logGroup: CloudwatchLogGroup;
  readonly taskRole: IamRole;
  readonly executionRole: IamRole;
  /** Addresses that must exist before a task starts. */
  readonly policies: readonly string[];
}

/** CKV_AWS_249: ECS starts the task with one role, the code runs with the other. */
export function buildTask(
  scope: Construct,
  service: Service,
  architecture: Architecture,
  parts: Parts,
  image: BuiltImage,
): BuiltTask {
  const foundation = parts.get("foundation");
  const id = serviceLabel(service.id);
  const logGroup = named(
    new CloudwatchLogGroup(scope, "log-group", {
      name: `/ecs/${foundation.prefix}/${service.id}`,
      retentionInDays: parts.get("logs").retentionDays,
      kmsKeyId: parts.get("keys").logs,
      // A service goes, what it did stays for as long as logs are kept.
      skipDestroy: booleanExpr("var.deletion_protection"),
    }),
    id,
  );
  const trust = {
    principal: "ecs-tasks.amazonaws.com",
    sourceArn: `arn:${foundation.partition}:ecs:${foundation.region}:${foundation.accountId}:*`,
  };
  // With the longest prefix (20 + 1 + 16) and suffix the name has 63 characters; IAM takes 64.
  const roleName = (suffix: string) => `${foundation.prefix}-${shortName(service.id, 20)}-${suffix}`;
  const statements = taskStatements(service, parts);
  const executionRole = serviceRole(scope, foundation, {
    ...trust,
    id: `${id}_execution`,
    name: roleName("exec"),
    description: `Starts the tasks of ${service.id}`,
    statements: executionStatements(service, architecture, parts, {
      repositoryArn: image.repositoryArn,
      logGroupArn: logGroup.arn,
    }),
  });
  const taskRole = serviceRole(scope, foundation, {
    ...trust,
    id: `${id}_task`,
    name: roleName("task"),
    description: `What the code of ${service.id} may do`,
    statements,
  });

  const define = (name: string, family: string, shape: "task" | "job", command: readonly string[]): EcsTaskDefinition =>
    named(
      new EcsTaskDefinition(scope, `task-definition-${shape}-${family}`, {
        family: `${foundation.prefix}-${family}`,
        requiresCompatibilities: ["FARGATE"],
        networkMode: "awsvpc",
        cpu: expr(`var.services["${service.id}"].cpu`),
        memory: expr(`var.services["${service.id}"].memory`),
        runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: "ARM64" },
        executionRoleArn: executionRole.arn,
        taskRoleArn: taskRole.arn,
        containerDefinitions: jsonencode([
          containerDefinition(
            { service, image: image.reference, logGroupName: logGroup.name, shape, command },
            architecture,
            parts,
          ),
        ]),
        volume: volumesOf(service, architecture, parts),
        tags: { Service: service.id },
      }),
      name,
    );
  const definition = define(id, service.id, service.kind === "scheduled" ? "job" : "task", service.command);
  const migration =
    service.migrationCommand.length === 0
      ? undefined
      : define(`${id}_migrate`, `${service.id}-migrate`, "job", service.migrationCommand);
  if (migration !== undefined) {
    annotate(migration, {
      comment: "Run by the pipeline before each deployment: the same image with its own command.",
    });
  }
  return {
    definition,
    migration,
    logGroup,
    taskRole,
    executionRole,
    policies: [
      `aws_iam_role_policy.${id}_execution`,
      ...(statements.length > 0 ? [`aws_iam_role_policy.${id}_task`] : []),
    ],
  };
}
