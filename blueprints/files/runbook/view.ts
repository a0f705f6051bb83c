// In: an architecture and its resource graph. Out: everything that docs/runbook.md says, with the names of this very system. Never a command with free text in it.
import type { Architecture } from "../../../src/architecture/model.ts";
import type { ResourceGraph } from "../../../src/render/graph.ts";
import { code, fence, list, text } from "../../../src/render/markdown.ts";
import type { Retired } from "../../../src/resources/snapshot.ts";
import { MAINTENANCE_WINDOW } from "../../stacks/database/windows.ts";
import type { Guide } from "../delivery/guide.ts";
import { guideOf } from "../delivery/guides.ts";
import { imageIds, inRolloutOrder, toolOf } from "../delivery/settings.ts";
import { mainEnvironment } from "../parts-in-words.ts";
import { alarmTable } from "./alarms.ts";
import { restoreDatabases } from "./database.ts";
import { disaster } from "./disaster.ts";
import { imageNameOf, queueNames } from "./named.ts";
import { takeDown } from "./retired.ts";
import { rolesOfServices } from "./roles.ts";
import { rotate } from "./rotate.ts";
import { lastSnapshots } from "./teardown.ts";
import { upgrade } from "./upgrade.ts";
import { restoreFromVault } from "./vault.ts";

/** Names of the template. */
export function runbookView(
  architecture: Architecture,
  graph: ResourceGraph,
  retired: Retired | undefined,
): Readonly<Record<string, string>> {
  const { command } = toolOf(architecture);
  const guide = guideOf(architecture.ci);
  return {
    title: text(architecture.project.title),
    region: architecture.region,
    project: architecture.project.id,
    command,
    deploy: deploy(architecture),
    environment: guide.environment,
    // Said only where the stack has it.
    breakGlass: graph.variables.some(({ name }) => name === "break_glass_role_arns")
      ? " Its ARN stands in `break_glass_role_arns` of the environment's `.auto.tfvars`; put it there before the day."
      : "",
    undone: migrates(architecture)
      ? " Migrations are not undone: they must be written so that the version before can live with them."
      : "",
    rollbackImage: rollbackImage(architecture, guide, graph),
    restore: restore(architecture, graph, command),
    rotate: [rotate(architecture, command), rolesOfServices(architecture)].filter((part) => part !== "").join("\n\n"),
    upgrade: upgrade(architecture),
    scale: scale(architecture),
    redrive: redrive(architecture, graph),
    alarms: alarmTable(graph),
    disaster: disaster(architecture, graph, command),
    teardown: inRolloutOrder(architecture.environments)
      .map(({ id }) => code(id))
      .join(", "),
    main: mainEnvironment(architecture)?.id ?? "",
    lastSnapshots: lastSnapshots(architecture),
    retired: takeDown(architecture, retired),
  };
}

function deploy(architecture: Architecture): string {
  const order = inRolloutOrder(architecture.environments)
    .map(({ id }) => code(id))
    .join(", then ");
  return list([
    `**Code**: merge to ${code("main")}. The images pipeline builds what changed and releases it to ${order}, the same bytes everywhere, each after approval.${migrates(architecture) ? " Schema migrations run before the new version." : ""}`,
    `**Infrastructure**: merge to ${code("main")}. The infra pipeline plans; who approves for each environment reads the review of the run; that plan is applied.`,
    "A change of both: approve the infrastructure first. The release stops by itself while infrastructure is waiting.",
  ]);
}

function migrates({ services }: Architecture): boolean {
  return services.some(({ migrationCommand }) => migrationCommand.length > 0);
}

function earlierImageNames(architecture: Architecture, graph: ResourceGraph): string[] {
  return imageIds(architecture).flatMap((id) => {
    const kept = imageNameOf(id, graph);
    return kept === id ? [] : [`${code(id)} keeps its reference under ${code(`SERVICE=${kept}`)}`];
  });
}

function rollbackImage(architecture: Architecture, guide: Guide, graph: ResourceGraph): string {
  const image = imageIds(architecture)[0];
  if (image === undefined) return "The system has no image of its own.";
  const name = `/${architecture.project.id}-$ENV/images/$SERVICE`;
  const region = architecture.region;
  const earlier = earlierImageNames(architecture, graph);
  const renamed = earlier.length === 0 ? "" : `\n\nRenamed since: ${earlier.join("; ")}.`;
  const commands = fence(
    "bash",
    `ENV=prod
SERVICE=${image}
# What ran, newest last:
aws ssm get-parameter-history --region ${region} --name "${name}" --query 'Parameters[].[LastModifiedDate, Value]' --output text
aws ssm put-parameter --region ${region} --name "${name}" --type String --overwrite --value "<the reference to go back to>"
${guide.runInfraCommand}`,
  );
  return `${commands}${renamed}`;
}

function restore(architecture: Architecture, graph: ResourceGraph, command: string): string {
  const region = architecture.region;
  const parts = [
    architecture.databases.length > 0 ? restoreDatabases(architecture, graph, command) : "",
    ...architecture.buckets.map(
      ({ id }) =>
        `### Bucket ${code(id)}\n\nThe bucket keeps old versions. To bring back a deleted object, delete its delete marker:\n\n${fence(
          "bash",
          `BUCKET="<name of the bucket>"\naws s3api list-object-versions --region ${region} --bucket "$BUCKET" --prefix "<key>" --query 'DeleteMarkers[?IsLatest]'\naws s3api delete-object --region ${region} --bucket "$BUCKET" --key "<key>" --version-id "<version of the marker>"`,
        )}`,
    ),
    ...architecture.fileSystems.map(
      ({ id }) =>
        `### File system ${code(id)}\n\nRestore the newest recovery point of AWS Backup into a folder of the same file system, then move what you need:\n\n${fence(
          "bash",
          `aws backup list-recovery-points-by-backup-vault --region ${region} --backup-vault-name "${architecture.project.id}-$ENV-backup" --by-resource-type EFS`,
        )}`,
    ),
    ...restoreFromVault(architecture),
  ];
  return parts.filter((part) => part !== "").join("\n\n") || "The system keeps no data.";
}

function scale(architecture: Architecture): string {
  // What has one task by its nature is never registered as a target.
  const first = architecture.services.find(({ kind, scaling }) => kind !== "scheduled" && !scaling.singleton)?.id;
  const most = mainEnvironment(architecture)?.services[first ?? ""]?.max ?? 1;
  if (first === undefined) return list([FOR_GOOD]);
  return list([
    `For now: ${code(`aws application-autoscaling register-scalable-target --region ${architecture.region} --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id service/${architecture.project.id}-$ENV/${first} --min-capacity ${most} --max-capacity ${most * 2}`)}. It shows up as drift: make it last or take it back.`,
    FOR_GOOD,
    ...(architecture.databases.length > 0
      ? [
          `A database does not scale by itself. Its class stands in the same file; the change waits for the maintenance window (${MAINTENANCE_WINDOW} UTC) and interrupts connections then. Sooner, after the apply: ${code(`aws rds modify-db-instance --region ${architecture.region} --db-instance-identifier "<name>" --apply-immediately`)} brings forward what waits.`,
        ]
      : []),
    architecture.databases.length > 0
      ? "More tasks open more connections: tasks times pool size must stay below the limit of the database."
      : "More tasks cost more: look at the budget.",
  ]);
}

const FOR_GOOD = `For good: the numbers under ${code("services")} in ${code("infra/environments/<environment>/<environment>.auto.tfvars")}.`;

function redrive(architecture: Architecture, graph: ResourceGraph): string {
  const { project, region, services } = architecture;
  const prefix = `${project.id}-$ENV`;
  const failed = queueNames(graph, "_dead_letters", prefix);
  const undelivered = queueNames(graph, "_undelivered", prefix);
  const parts = [
    ...(failed.length === 0
      ? []
      : [
          `Fix the cause first. Then send the messages back to where they came from:\n\n${fence(
            "bash",
            failed.map((name) => moveBack(name, region)).join("\n"),
          )}`,
        ]),
    ...(undelivered.length === 0
      ? []
      : [
          `What a topic or a bus could not deliver has no queue to go back to. Read it, repair the way, and send the body to the queue that missed it (${code("aws sqs send-message")}):\n\n${fence(
            "bash",
            undelivered.map((name) => readOne(name, region)).join("\n"),
          )}`,
        ]),
    ...(services.some(({ kind }) => kind === "scheduled")
      ? [
          `A start that failed is not sent back either. Read it, repair the cause, and start the task by hand with what its schedule says:\n\n${fence(
            "bash",
            `${readOne(`${prefix}-schedules-dead-letter`, region)}
${startByHand(prefix, region)}`,
          )}`,
        ]
      : []),
  ];
  return parts.length === 0 ? "" : `### Dead letters\n\n${parts.join("\n\n")}`;
}

function queueUrl(name: string, region: string): string {
  return `"$(aws sqs get-queue-url --region ${region} --queue-name "${name}" --query QueueUrl --output text)"`;
}

/** Only for what failed in another queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
function moveBack(name: string, region: string): string {
  return `aws sqs start-message-move-task --region ${region} --source-arn "$(aws sqs get-queue-attributes --region ${region} \\
  --queue-url ${queueUrl(name, region)} \\
  --attribute-names QueueArn --query Attributes.QueueArn --output text)"`;
}

function readOne(name: string, region: string): string {
  return `aws sqs receive-message --region ${region} --message-attribute-names All --queue-url ${queueUrl(name, region)}`;
}

/** The schedule says the network in capitals, which the command does not take. */
function startByHand(prefix: string, region: string): string {
  return `TASK="<service>"
aws scheduler get-schedule --region ${region} --group-name "${prefix}" --name "$TASK" --query Target.EcsParameters.NetworkConfiguration \\
  | jq '{awsvpcConfiguration: (.awsvpcConfiguration | {subnets: .Subnets, securityGroups: .SecurityGroups, assignPublicIp: (.AssignPublicIp // "DISABLED")})}' > network.json
aws ecs run-task --region ${region} --cluster "${prefix}" --task-definition "${prefix}-$TASK" --launch-type FARGATE --network-configuration file://network.json`;
}
