// In: an architecture. Out: the first steps of its README, in the order in which they work. Never a step that it does not need.
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import type { ResourceGraph } from "../../../src/render/graph.ts";
import { code, fence, inWords, list } from "../../../src/render/markdown.ts";
import { plansBackups } from "../../stacks/backup/scope.ts";
import { deliveryOf } from "../delivery/delivery.ts";
import { guideOf } from "../delivery/guides.ts";
import { makeState, type NamedStep } from "./accounts.ts";
import { earlyAlarms } from "./early-alarms.ts";

/** Numbered steps with their commands. */
export function steps(architecture: Architecture, environments: readonly Environment[], graph: ResourceGraph): string {
  const delivery = deliveryOf(architecture);
  const { command } = delivery.tool;
  const guide = guideOf(architecture.ci);
  const first = environments[0]?.id ?? "";
  const all: NamedStep[] = [
    makeState(delivery, guide.trust(delivery), environments),
    [`Tell ${guide.title} about them`, guide.setUp(delivery).join("\n\n")],
    fillIn(architecture, environments),
    ...switchOnBackups(architecture),
    haveTrail(architecture),
    ...roomOnFargate(architecture, environments),
    [
      "Apply for the first time",
      `Merge to ${code("main")}: the infra pipeline plans every environment and applies each plan after approval. By hand:\n\n${byHand(command, environments)}\n\nThe services cannot start yet: their images do not exist. That is expected; the apply does not wait for them. Commit the lock file ${code(".terraform.lock.hcl")} of each environment, made for all machines with ${code(`${command} -chdir=infra/environments/${first} providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64`)}${environments.length > 1 ? " and the same for the others" : ""}.`,
    ],
    ...(architecture.secrets.length > 0 ? [fillSecrets(architecture, first)] : []),
    ...(delivery.images === undefined
      ? []
      : [
          [
            "Bring out the first images",
            `Run ${guide.runImages}. It builds everything, and releases to ${environments.map(({ id }) => code(id)).join(", then ")}, each after approval.`,
          ] satisfies NamedStep,
        ]),
    ...letMailOut(architecture),
    [
      "Listen to the alarms",
      `Each address of ${code("alarm_emails")} gets a message for every environment: confirm the subscription, or nothing arrives. What to do about each stands in [docs/runbook.md](docs/runbook.md).${earlyAlarms(graph)}`,
    ],
  ];
  return all.map(([title, body], index) => `### ${index + 1}. ${title}\n\n${body}`).join("\n\n");
}

/** Addresses that the answers name are filled in already. */
function toldByAnswers(environments: readonly Environment[]): string {
  return environments
    .filter(({ alarmEmails }) => alarmEmails.length > 0)
    .map(({ id, alarmEmails }) => ` In ${code(id)} it is ${alarmEmails.map(code).join(", ")}, as the answers say.`)
    .join("");
}

/** What stands in no answer: accounts, addresses and the domain. Comes before the first apply. */
function fillIn(architecture: Architecture, environments: readonly Environment[]): NamedStep {
  const needsDomain = architecture.edge.loadBalancer || architecture.sites.length > 0 || architecture.email;
  const files = environments.map(({ id }) => code(`infra/environments/${id}/${id}.auto.tfvars`)).join(" and ");
  const points = [
    `${code("account_id")}: the account of this environment. It stops a plan that is made in the wrong one.`,
    `${code("alarm_emails")}: who is told. Alarms reach nobody until it names somebody, and that person has confirmed.${toldByAnswers(environments)}`,
    needsDomain
      ? `${code("domain_name")} and ${code("hosted_zone_id")}: create a hosted zone in Route 53 for each environment, and point the name servers of your registrar at it. Certificates are validated through this zone: without the delegation the first apply waits for them in vain.`
      : "",
    ...unknownCallers(architecture),
  ];
  return [
    needsDomain ? "Name the accounts, the people and the domain" : "Name the accounts and the people",
    `In ${files}, each with its own values:\n\n${list(points.filter((point) => point !== ""))}`,
  ];
}

/** Limits that the answers give in words: which addresses these are, people know. */
function unknownCallers({ services, sites }: Architecture): string[] {
  const open = [...services.filter((service) => service.public), ...sites];
  const keys = open.flatMap(({ admits }) => (admits === undefined || admits.ranges.length > 0 ? [] : [admits.id]));
  return keys.length === 0
    ? []
    : [
        `${code("admitted")}: the address ranges that may connect, for ${[...new Set(keys)].map(code).join(" and ")}. Until they stand there nobody gets in, and a plan of a real account stops.`,
      ];
}

/** One setting for a whole account and region, so no stack of one environment may own it. https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html */
function switchOnBackups(architecture: Architecture): NamedStep[] {
  const { region, drRegion, databases, buckets, fileSystems, environments, backup } = architecture;
  if (!environments.some((environment) => environment.backup.enabled)) return [];
  const types = [
    ...(databases.some(({ engine }) => engine.startsWith("aurora-")) ? ["Aurora=true"] : []),
    ...(databases.some(({ engine }) => !engine.startsWith("aurora-")) ? ["RDS=true"] : []),
    ...(buckets.length > 0 ? ["S3=true"] : []),
    ...(fileSystems.length > 0 ? ["EFS=true"] : []),
  ];
  if (types.length === 0) return [];
  const regions = [region, ...(backup.crossRegion && drRegion !== undefined ? [drRegion] : [])];
  const lines = regions.map(
    (name) =>
      `aws backup update-region-settings --region ${name} --resource-type-opt-in-preference ${types.join(",")}\naws backup describe-region-settings --region ${name}`,
  );
  return [
    [
      "Switch on AWS Backup",
      `AWS Backup only touches services that an account has switched on in a region; a plan that names the others makes no backup and reports no failure. It holds for the whole account, so it is no part of a stack. Once for each account:\n\n${fence("bash", lines.join("\n"))}`,
    ],
  ];
}

/** The account's or the organisation's to have: a stack of one environment that made one would count each event twice.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html */
function haveTrail(architecture: Architecture): NamedStep {
  const { region, databases, project } = architecture;
  const alarms = [
    ...(plansBackups(architecture) ? ["backup-opened"] : []),
    "key-disabled",
    ...(databases.length > 0 ? ["rotation-failed"] : []),
  ].map(code);
  return [
    "Have a trail",
    `${alarms.length === 1 ? `The alarm ${alarms[0]} hears` : `The alarms ${inWords(alarms)} hear`} of what happens from AWS CloudTrail, and only while a trail of the account or its organisation logs the management events of ${code(region)}, those of KMS included. The stack makes none. Look, once for each account:\n\n${fence(
      "bash",
      `aws cloudtrail describe-trails --region ${region} --query 'trailList[].[Name, IsMultiRegionTrail, HomeRegion, TrailARN]' --output table
aws cloudtrail get-trail-status --region ${region} --name "<TrailARN>" --query IsLogging
aws cloudtrail get-event-selectors --region ${region} --trail-name "<TrailARN>"   # ExcludeManagementEventSources must not name kms.amazonaws.com`,
    )}\n\nWithout one, ask those whose account it is for a trail of all regions, with a bucket in an account of its own. Who reads the state is recorded only by a trail with data events of the bucket ${code(`${project.id}-terraform-state-<account>`)}.`,
  ];
}

/** A new account has room for a few vCPUs, and a release starts each new task beside its old one.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html */
function roomOnFargate({ services, region }: Architecture, environments: readonly Environment[]): NamedStep[] {
  if (services.length === 0) return [];
  const vCpus = (environment: Environment, tasks: "min" | "max") =>
    services.reduce((sum, { id, kind, scaling }) => {
      const size = environment.services[id];
      if (size === undefined) return sum;
      return sum + (size.cpu / 1024) * (scaling.singleton || kind === "scheduled" ? 1 : size[tasks]);
    }, 0);
  const needs = environments.map(
    (environment) =>
      `${code(environment.id)}: ${vCpus(environment, "min")} vCPUs at rest, up to ${2 * vCpus(environment, "min")} while everything is released, ${vCpus(environment, "max")} at the upper limits.`,
  );
  const quota = `--region ${region} --service-code fargate --quota-code`;
  const commands = [
    `aws service-quotas get-service-quota ${quota} L-3032A538   # on demand`,
    ...(environments.some(({ spotPercent }) => spotPercent > 0)
      ? [`aws service-quotas get-service-quota ${quota} L-36FBB829   # Spot`]
      : []),
    `aws service-quotas request-service-quota-increase ${quota} L-3032A538 --desired-value <vCPUs>`,
  ];
  return [
    [
      "Ask for room on Fargate",
      `The number of vCPUs is limited for each account and region, and a new account starts with a few. A task above the limit does not start. What this system takes:\n\n${list(needs)}\n\nLook, and ask for more early, a new limit can take days. Environments that share an account share its limit:\n\n${fence("bash", commands.join("\n"))}`,
    ],
  ];
}

/** Neither can a stack do: AWS lets an account out of the sandbox on request, and DMARC speaks for all mail of a domain, ours or not.
 * https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html */
function letMailOut({ email, region }: Architecture): NamedStep[] {
  if (!email) return [];
  return [
    [
      "Let the mail out",
      `The stack proves the domain to Amazon SES and signs with DKIM. Two things are left to people:\n\n${list([
        `A new account only writes to addresses that it has verified, 200 mails a day. Ask for production access, once for each account and region: ${code(`aws sesv2 put-account-details --region ${region} --production-access-enabled --mail-type TRANSACTIONAL --website-url https://<domain> --use-case-description "<what you send, and how people stop it>"`)}.`,
        `Receivers want a DMARC record, which holds for all mail of the domain: add ${code("_dmarc.<domain>")} as TXT with ${code('"v=DMARC1; p=none; rua=mailto:<address>"')}, read the reports for some weeks, then raise it to ${code("p=quarantine")}.`,
      ])}`,
    ],
  ];
}

function fillSecrets(architecture: Architecture, environment: string): NamedStep {
  const prefix = `${architecture.project.id}-${environment}`;
  const lines = architecture.secrets.map(({ id }) =>
    architecture.secretStore === "ssm"
      ? `aws ssm put-parameter --region ${architecture.region} --name /${prefix}/${id} --type SecureString --overwrite --value file://${id}.txt`
      : `aws secretsmanager put-secret-value --region ${architecture.region} --secret-id ${prefix}/${id} --secret-string file://${id}.txt`,
  );
  return [
    "Fill in the secrets",
    `Terraform makes the places, people fill them, so that no value stands in the code or in the state. From a file that you delete afterwards, for ${code(environment)} and then for each other environment:\n\n${fence("bash", lines.join("\n"))}`,
  ];
}

function byHand(command: string, environments: readonly Environment[]): string {
  const environment = environments[0]?.id ?? "";
  const root = `infra/environments/${environment}`;
  const workspace =
    environments.length > 1
      ? `${command} -chdir=infra/bootstrap workspace select ${environment}   # with one account for each environment\n`
      : "";
  return fence(
    "bash",
    `${workspace}${command} -chdir=${root} init -backend-config="bucket=$(${command} -chdir=infra/bootstrap output -raw state_bucket_name)"\n${command} -chdir=${root} plan -out=tfplan\n${command} -chdir=${root} apply tfplan`,
  );
}
