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
import { takeDown } from "./retired.ts";
import { rotate } from "./rotate.ts";
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
    rotate: rotate(architecture, command),
    scale: scale(architecture),
    redrive: redrive(architecture),
    alarms: alarmTable(graph),
    disaster: disaster(architecture),
    teardown: inRolloutOrder(architecture.environments)
      .map(({ id }) => code(id))
      .join(", "),
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

/** Names of images in their references that are not those of the parts: a renamed service keeps what the pipeline wrote. */
function earlierImageNames(architecture: Architecture, graph: ResourceGraph): string[] {
  return imageIds(architecture).flatMap((id) => {
    const label = `${id.replaceAll("-", "_")}_image`;
    const block = graph.blocks.find(({ labels }) => labels[0] === "aws_ssm_parameter" && labels[1] === label);
    const name = block?.body.attributes.find(([attribute]) => attribute === "name")?.[1];
    const kept = typeof name === "string" ? /\/images\/([^/]+)$/.exec(name)?.[1] : undefined;
    return kept === undefined || kept === id
      ? []
      : [`${code(id)} keeps its reference under ${code(`SERVICE=${kept}`)}`];
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

function redrive(architecture: Architecture): string {
  if (architecture.queues.length === 0) return "";
  return `### Dead letters\n\nFix the cause first. Then send the messages back to where they came from:\n\n${fence(
    "bash",
    architecture.queues
      .map(({ id, fifo }) => {
        const name = `${architecture.project.id}-$ENV-${id}-dead-letters${fifo ? ".fifo" : ""}`;
        return `aws sqs start-message-move-task --region ${architecture.region} --source-arn "$(aws sqs get-queue-attributes --region ${architecture.region} \\\n  --queue-url "$(aws sqs get-queue-url --region ${architecture.region} --queue-name "${name}" --query QueueUrl --output text)" \\\n  --attribute-names QueueArn --query Attributes.QueueArn --output text)"`;
      })
      .join("\n"),
  )}`;
}

function disaster(architecture: Architecture): string {
  const { rpoMinutes, rtoMinutes } = architecture.backup;
  const goal = `The goal of the answers: lose at most ${rpoMinutes} minutes of data, work again within ${rtoMinutes} minutes.`;
  const dr = architecture.drRegion;
  const main = mainEnvironment(architecture)?.id ?? "";
  if (dr === undefined)
    return `${goal} Nothing is kept outside ${code(architecture.region)}: a lost zone is survived, a lost region is waited for.`;
  const aurora = architecture.databases.some(({ engine }) => engine.startsWith("aurora-"));
  return `${goal} Backups are copied to ${code(dr)}; the system is not running there, and nothing below starts by itself. Practise it twice a year, write down how long it took, and compare that with the goal.

1. Decide that the region is lost. Who decides is written down before the day.
2. Copy ${code(`infra/environments/${main}`)} to ${code("infra/environments/dr")} and rename its ${code(".auto.tfvars")}. Give it a short name of its own, ${code('environment = "dr"')}: IAM roles are global, and names that end in ${code(main)} are taken while the lost region still counts. Set ${code("region")} to ${code(dr)}, another ${code("vpc_cidr")}, and the ${code("key")} of its backend. The bucket of the state lives in ${code(architecture.region)}: if it cannot be reached, run bootstrap with ${code(`-var region=${dr}`)} and take the new bucket.
3. Apply without the databases' content: the first apply makes network, keys and empty databases. Certificates are validated through the same hosted zone, which is global.
4. Find the newest copies:

${fence("bash", `aws backup list-backup-vaults --region ${dr} --query 'BackupVaultList[].BackupVaultName'\naws backup list-recovery-points-by-backup-vault --region ${dr} --backup-vault-name "${architecture.project.id}-${main}-backup-copy" \\\n  --query 'sort_by(RecoveryPoints, &CreationDate)[-5:].[ResourceType, CreationDate, RecoveryPointArn]' --output table`)}

5. Restore each database from its copy (${code("aws rds restore-db-instance-from-db-snapshot")}${aurora ? `, ${code("restore-db-cluster-from-snapshot")}` : ""}) into the new subnet group and security group, under ${code("…-restored")}; then switch as above with ${code("ENV=dr")} and ${code(`--region ${dr}`)}: managed password, names, import. Files come back with ${code("aws backup start-restore-job")}.
6. Fill in the secrets: they are not copied. Then bring out the images: registries are not copied either. Make ${code("dr")} known to the pipelines as the README says (the ${guideOf(architecture.ci).environment}, its variables), add it to them (or to the answers), and run ${guideOf(architecture.ci).runImages}.
7. Point the domain at the new load balancer. Lower the time to live of its records beforehand, not on the day.
8. When the region is back: what was written meanwhile is only in ${code(dr)}. Move it back as you moved it here.

Not automated: the decision, the copy of the environment, the restores, secrets, images and DNS. Not covered: the pipeline itself, and everything that a vendor's allow-list ties to the old addresses.${aurora ? " AWS Backup must have been switched on for Aurora in the account's settings (`aws backup update-region-settings --resource-type-opt-in-preference Aurora=true`), or there is no copy of it." : ""}`;
}
