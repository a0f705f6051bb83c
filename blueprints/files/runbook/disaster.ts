// In: an architecture whose backups go to a second region, and its resource graph. Out: how the system comes back there, command by command. Never a step that touches what may still run in the first region.
import type { Architecture } from "../../../src/architecture/model.ts";
import { addressOf, type GraphBlock, type ResourceGraph, textOf } from "../../../src/render/graph.ts";
import { code, fence, list } from "../../../src/render/markdown.ts";
import { guideOf } from "../delivery/guides.ts";
import { imageIds } from "../delivery/settings.ts";
import { mainEnvironment } from "../parts-in-words.ts";
import { recoverDatabases } from "./database.ts";
import { imageNameOf } from "./named.ts";

/** Short name of the environment in the second region: roles and some other names are global, and those of the lost one are taken. */
const RECOVERED = "dr";

export function disaster(architecture: Architecture, graph: ResourceGraph, command: string): string {
  const { rpoMinutes, rtoMinutes } = architecture.backup;
  const goal = `The goal of the answers: lose at most ${rpoMinutes} minutes of data, work again within ${rtoMinutes} minutes.`;
  const region = architecture.drRegion;
  const lost = mainEnvironment(architecture)?.id ?? "";
  if (region === undefined)
    return `${goal} Nothing is kept outside ${code(architecture.region)}: a lost zone is survived, a lost region is waited for.`;
  const steps = [
    "Decide that the region is lost. Who decides is written down before the day. Everything below is done with the role of *Break glass*: the roles of the pipeline know nothing of a new environment.",
    makeRoot(architecture, region, lost),
    applyRoot(architecture, command),
    ...recoverData(architecture, graph, command, region, lost),
    fillIn(architecture, graph, region),
    switchDomain(architecture, graph, command),
    `Now let it have backups again: in its ${code("providers.tf")} give the provider ${code("dr")} a third region, set ${code("enabled = true")} in ${code("backup")}, plan and apply. Then make it known to the pipeline: ${code(`"${RECOVERED}"`)} in ${code("environments")} of ${code("infra/bootstrap")}, the ${guideOf(architecture.ci).environment} and its variables as the README says.`,
    `When ${code(architecture.region)} is back: what was written meanwhile is only in ${code(region)}. Nothing there may take writes or send mail before you have decided what becomes of it; move the data back as you moved it here.`,
  ];
  return `${goal} Backups are copied to ${code(region)}; the system is not running there, and nothing below starts by itself.

**Before the day**, and again each time you practise (twice a year: write down how long it took, and compare that with the goal):

${list(beforehand(architecture, region))}

**On the day**

${steps.map((step, index) => `${index + 1}. ${step}`).join("\n\n")}

Not automated: the decision, the copy of the environment, the restores, secrets, images and DNS. Not covered: the pipeline itself, and everything that a vendor's allow-list ties to the old addresses.`;
}

function beforehand(architecture: Architecture, region: string): string[] {
  const aurora = architecture.databases.some(({ engine }) => engine.startsWith("aurora-"));
  return [
    `${code("infra/bootstrap")} is applied: it makes the place of the state in ${code(region)} as well (${code("recovery_state_bucket_name")}). The old one may be lost with its region.`,
    `The quotas of ${code(region)} are those of ${code(architecture.region)}, above all Fargate's number of vCPUs: ${code(`aws service-quotas get-service-quota --region ${region} --service-code fargate --quota-code L-3032A538`)}. A new quota takes days.`,
    ...(architecture.email
      ? [
          `Amazon SES is out of its sandbox in ${code(region)}, which is asked for region by region and takes a day: ${code(`aws sesv2 get-account --region ${region} --query ProductionAccessEnabled`)}.`,
        ]
      : []),
    ...(aurora
      ? [
          `AWS Backup is switched on for Aurora in the account's settings (${code("aws backup update-region-settings --resource-type-opt-in-preference Aurora=true")}), or there is no copy of it.`,
        ]
      : []),
    "The values of the secrets are kept where they can be reached without the first region.",
  ];
}

function hasInstances({ databases }: Architecture): boolean {
  return databases.some(({ engine }) => !engine.startsWith("aurora-"));
}

function makeRoot(architecture: Architecture, region: string, lost: string): string {
  const { project, edge, sites } = architecture;
  const values = [
    `${code(`environment = "${RECOVERED}"`)}, ${code(`region = "${region}"`)}, and a ${code("vpc_cidr")} that nothing else has.`,
    ...(!edge.loadBalancer && sites.length === 0
      ? []
      : [
          `${code("domain_name")}: for now a name below it, such as ${code(`${RECOVERED}.<domain>`)}, in the same hosted zone. The records of the real one belong to ${code(lost)} until they are switched.`,
        ]),
    `${code("enabled = false")} in ${code("backup")}: its copies would go to the region where they are.`,
    ...(hasInstances(architecture)
      ? [
          `${code("restored_key_arn")}: the output of the second command. Restored instances keep the key of their copies; with another one the plan would replace them.`,
        ]
      : []),
  ];
  return `A root of its own, from the one that is lost:

${fence(
  "bash",
  `cp -R infra/environments/${lost} infra/environments/${RECOVERED} && rm -rf infra/environments/${RECOVERED}/.terraform
mv infra/environments/${RECOVERED}/${lost}.auto.tfvars infra/environments/${RECOVERED}/${RECOVERED}.auto.tfvars${
    hasInstances(architecture)
      ? `\naws kms describe-key --region ${region} --key-id "alias/${project.id}-${lost}-backup-copy" --query KeyMetadata.Arn --output text`
      : ""
  }`,
)}

In ${code(`${RECOVERED}.auto.tfvars`)}:

${list(values)}

In ${code("backend.tf")}: ${code(`key = "${project.id}/${RECOVERED}.tfstate"`)} and ${code(`region = "${region}"`)}.`;
}

function applyRoot({ project }: Architecture, command: string): string {
  const root = `"infra/environments/${RECOVERED}"`;
  return `Network, keys, empty databases and services without images. Certificates are validated through the same hosted zone, which is global.

${fence(
  "bash",
  `STATE_BUCKET=${project.id}-recovery-state-$(aws sts get-caller-identity --query Account --output text)
${command} -chdir=${root} init -backend-config="bucket=$STATE_BUCKET"
${command} -chdir=${root} plan -out=by-hand.tfplan
${command} -chdir=${root} apply by-hand.tfplan`,
)}`;
}

function recoverData(
  architecture: Architecture,
  graph: ResourceGraph,
  command: string,
  region: string,
  lost: string,
): string[] {
  const { project, databases, buckets, fileSystems } = architecture;
  const files = buckets.length + fileSystems.length;
  return [
    ...(databases.length === 0
      ? []
      : [
          `Bring back each database under a name of its own, and let it take the place of the empty one. The plan at the end must not replace it.

${recoverDatabases(architecture, graph, command, { region, environment: RECOVERED, lost })}`,
        ]),
    ...(files === 0
      ? []
      : [
          `Bring back the files as *From the backup vault* says, with ${code(`VAULT=${project.id}-${lost}-backup-copy`)}, ${code(`ENV=${RECOVERED}`)} for the role, and ${code(`--region ${region}`)} in each command.`,
        ]),
  ];
}

function fillIn(architecture: Architecture, graph: ResourceGraph, region: string): string {
  const { project, secrets } = architecture;
  // A renamed part is built from its new folder, and kept under the name that it was made with.
  const images = imageIds(architecture).map((id) => ({ id, name: imageNameOf(id, graph) }));
  const isRenamed = images.some(({ id, name }) => id !== name);
  const parts = [
    ...(secrets.length === 0 ? [] : ["Fill in the secrets as the README says: they are not copied."]),
    ...(images.length === 0
      ? []
      : [
          `Registries are not copied either: build the images of the commit that ran, push them, write down what runs, and plan and apply once more.

${fence(
  "bash",
  `ENV=${RECOVERED}
REGISTRY=$(aws sts get-caller-identity --query Account --output text).dkr.ecr.${region}.amazonaws.com
aws ecr get-login-password --region ${region} | docker login --username AWS --password-stdin "$REGISTRY"
for PART in ${images.map(({ id, name }) => (id === name ? id : `${id}=${name}`)).join(" ")}; do
${isRenamed ? '  NAME="${PART#*=}" PART="${PART%%=*}"\n' : ""}  IMAGE="$REGISTRY/${project.id}-$ENV/${isRenamed ? "$NAME" : "$PART"}"
  docker buildx build --platform linux/amd64 --push --tag "$IMAGE:$(git rev-parse HEAD)" --metadata-file image.json "services/$PART"
  aws ssm put-parameter --region ${region} --name "/${project.id}-$ENV/images/${isRenamed ? "$NAME" : "$PART"}" --type String --overwrite \\
    --value "$IMAGE@$(jq -r '."containerimage.digest"' image.json)"
done`,
)}`,
        ]),
  ];
  return parts.join("\n\n") || "There is nothing to fill in.";
}

/** Alias records of the domain: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html (they have no time to live of their own). */
function switchDomain(architecture: Architecture, graph: ResourceGraph, command: string): string {
  const records = graph.blocks.filter(isAlias).filter(({ file }) => !file.startsWith("site-"));
  const root = `"infra/environments/${RECOVERED}"`;
  const front = architecture.sites.length > 0 || architecture.edge.cdn;
  const cloudfront = front
    ? " CloudFront lets only one distribution have a host name: first move it with `aws cloudfront associate-alias --target-distribution-id <the new one> --alias <host>`, once the new one has its certificate."
    : "";
  if (records.length === 0) return `Point the domain at what runs now.${cloudfront}`;
  return `Look at the system under its present name. Then take over the domain: set ${code("domain_name")} to the real one, let the state know its records instead of those of the present name, and apply. Alias records have no time to live of their own; clients follow within a minute.${cloudfront}

${fence(
  "bash",
  `ZONE="<hosted_zone_id>"
DOMAIN="<domain_name>"
${records
  .map(
    (record) => `${command} -chdir=${root} state rm 'module.stack.${addressOf(record)}'
${command} -chdir=${root} import 'module.stack.${addressOf(record)}' "\${ZONE}_${hostOf(record)}_${textOf(record, "type")}"`,
  )
  .join("\n")}
${command} -chdir=${root} plan -out=by-hand.tfplan   # changes the records in place, and makes a certificate
${command} -chdir=${root} apply by-hand.tfplan`,
)}

The records of the name before stay in the zone: delete them there.`;
}

function isAlias({ kind, labels, body }: GraphBlock): boolean {
  return kind === "resource" && labels[0] === "aws_route53_record" && body.blocks.some(({ name }) => name === "alias");
}

/** `${var.domain_name}` and what stands before it. */
function hostOf(record: GraphBlock): string {
  return textOf(record, "name").replaceAll("${var.domain_name}", "${DOMAIN}");
}
