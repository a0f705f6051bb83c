// In: an architecture. Out: the first steps of its README, in the order in which they work. Never a step that it does not need.
import type { Architecture, Environment } from "../../../src/architecture/model.ts";
import { code, fence } from "../../../src/render/markdown.ts";
import { imageIds, toolOf } from "../ci-github/settings.ts";

/** Numbered steps with their commands. */
export function steps(architecture: Architecture, environments: readonly Environment[]): string {
  const { command } = toolOf(architecture);
  const github = architecture.ci === "github-actions";
  const first = environments[0]?.id ?? "";
  const needsDomain = architecture.edge.loadBalancer || architecture.sites.length > 0 || architecture.email;
  const hasImages = imageIds(architecture).length + architecture.sites.length > 0;
  const all: (readonly [title: string, body: string])[] = [
    [
      "Make the place of the state and the roles of the pipeline",
      `Once per AWS account, by a person who may create roles. The state of this tiny root stays on your disk: keep it, or import its few resources again.\n\n${fence(
        "bash",
        `${command} -chdir=infra/bootstrap init\n${command} -chdir=infra/bootstrap apply${github ? " -var repository=OWNER/NAME" : ""}`,
      )}`,
    ],
    ...(github ? [tellGitHub(command, environments)] : []),
    ...(needsDomain
      ? ([
          [
            "Name the domain",
            `Create a hosted zone in Route 53 for each environment, point the name servers of your registrar at it, and write ${code("domain_name")} and ${code("hosted_zone_id")} into ${environments.map(({ id }) => code(`infra/environments/${id}/${id}.auto.tfvars`)).join(" and ")}. Certificates are validated through this zone: without the delegation the first apply waits for them in vain. Write ${code("account_id")} too: it keeps a plan out of the wrong account.`,
          ],
        ] as const)
      : []),
    [
      "Apply for the first time",
      `${github ? `Merge to ${code("main")}: the infra workflow plans every environment and applies each plan after approval. By hand:` : "By hand, one environment after the other:"}\n\n${byHand(command, first)}\n\nThe services cannot start yet: their images do not exist. That is expected; the apply does not wait for them. Commit the lock file ${code(".terraform.lock.hcl")} of each environment, made for all machines with ${code(`${command} providers lock -platform=linux_amd64 -platform=linux_arm64 -platform=darwin_arm64`)}.`,
    ],
    ...(architecture.secrets.length > 0 ? [fillSecrets(architecture, first)] : []),
    ...(hasImages
      ? ([
          [
            "Bring out the first images",
            github
              ? `Run the images workflow from the Actions page (${code("gh workflow run images.yml")}). It builds everything, and releases to ${environments.map(({ id }) => code(id)).join(", then ")}, each after approval.`
              : `No pipeline is written for ${code(architecture.ci)}: build each folder of ${code("services/")} for ${code("linux/arm64")}, push it to the repository that ${code("ecr_repository_urls")} names, write the reference with its digest to the parameter that ${code("image_parameter_names")} names, and apply.`,
          ],
        ] as const)
      : []),
    [
      "Listen to the alarms",
      "Confirm a subscription of the alarm topic: an alarm that nobody receives is none. What to do about each stands in [docs/runbook.md](docs/runbook.md).",
    ],
  ];
  return all.map(([title, body], index) => `### ${index + 1}. ${title}\n\n${body}`).join("\n\n");
}

function tellGitHub(command: string, environments: readonly Environment[]): readonly [string, string] {
  const output = (name: string) => `"$(${command} -chdir=infra/bootstrap output -raw ${name})"`;
  const script = [
    `gh variable set TF_STATE_BUCKET --body ${output("state_bucket_name")}`,
    `gh variable set AWS_PLAN_ROLE_ARN --body ${output("plan_role_arn")}`,
    `for environment in ${environments.map(({ id }) => id).join(" ")}; do`,
    '  gh api --method PUT "repos/{owner}/{repo}/environments/$environment" --silent',
    '  gh variable set AWS_APPLY_ROLE_ARN --env "$environment" \\',
    `    --body "$(${command} -chdir=infra/bootstrap output -json apply_role_arns | jq -r --arg e "$environment" '.[$e]')"`,
    "done",
  ].join("\n");
  return [
    "Tell GitHub about them",
    `${fence("bash", script)}\n\nThen protect the environments (Settings, Environments): required reviewers at least for prod, and ${code("main")} as the only branch. The reviewers are the approval; the apply roles trust nothing else. Require the checks named *All checks* on ${code("main")}, and a review by people for ${code(".github/")} and ${code("infra/")}.\n\nAn environment in an account of its own has its own bootstrap; write its values as ${code("TF_STATE_BUCKET_PROD")} and ${code("AWS_PLAN_ROLE_ARN_PROD")}, with the environment in capitals.`,
  ];
}

function fillSecrets(architecture: Architecture, environment: string): readonly [string, string] {
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

function byHand(command: string, environment: string): string {
  const root = `infra/environments/${environment}`;
  return fence(
    "bash",
    `${command} -chdir=${root} init -backend-config="bucket=$(${command} -chdir=infra/bootstrap output -raw state_bucket_name)"\n${command} -chdir=${root} plan -out=tfplan\n${command} -chdir=${root} apply tfplan`,
  );
}
