// In: the delivery process. Out: what the documents say about Azure Pipelines. Never a step that the pipeline does not need.
import { code, list, table } from "../../../src/render/markdown.ts";
import { environments, type Guide, REVIEWER_NOTE, reviewer } from "../delivery/guide.ts";

export const azureGuide: Guide = {
  title: "Azure DevOps",
  files: "`.azure/`, `ci/`",
  imagesFile: "`.azure/images.yml`",
  environment: "environment of Azure DevOps",
  runInfra: "the infra pipeline on `main` and approve its applies",
  runImages: "the images pipeline on `main` and approve its releases",
  runInfraCommand: "az pipelines run --branch main --name infra   # plans and, after approval, applies",
  commandLine: "the Azure CLI with its DevOps extension (`az`)",
  trust: () =>
    `The id of the organization is ${code("instanceId")} in ${code("https://dev.azure.com/ORGANIZATION/_apis/connectionData")}; the other values are names.`,
  setUp: (delivery) => {
    const group = code(`${delivery.project}-infrastructure`);
    const output = (name: string) => code(`${delivery.tool.command} -chdir=infra/bootstrap output -raw ${name}`);
    const connections = delivery.environments.flatMap(({ id }) => [`aws-plan-${id}`, `aws-apply-${id}`]).map(code);
    return [
      list([
        `**Make a pipeline** of each file in ${code(".azure/")}, and require infra${delivery.images === undefined ? "" : " and images"} as build validation of ${code("main")} (Repos, Branches, Branch policies), beside at least one reviewer, and those who own ${code(".azure/")}, ${code("ci/")} and ${code("infra/")} as required reviewers of these paths. Builds of forks get no secrets.`,
        `**Make the environments** ${environments(delivery)} (Pipelines, Environments), each with the checks "Approvals" and "Exclusive lock".`,
        `**Install the AWS Toolkit** and make the service connections ${connections.join(", ")}, each with "Use OIDC" and the role of its name: ${output("plan_role_arn")}, and the entries of ${code(`${delivery.tool.command} -chdir=infra/bootstrap output -json apply_role_arns`)}. Open each to the pipelines that need it, and give ${code("aws-apply-…")} the same approvals as its environment.`,
        'Let the build service contribute to pull requests (Project settings, Repositories, Security) and edit work items; the drift pipeline keeps an "Issue" for each environment that differs.',
      ]),
      `Then the variable group ${group} (Pipelines, Library), opened to the pipelines:`,
      table(
        ["Variable", "Value"],
        [
          [
            "`TF_STATE_BUCKET`",
            `${output("state_bucket_name")}${delivery.environments.length > 1 ? `; with one account for each environment, a second one with ${code("_PROD")} and so on behind its name` : ""}`,
          ],
          [
            "`PLAN_PASSPHRASE` (secret)",
            `${code("openssl rand -base64 32")}. Needed: artifacts are kept as long as the run, and a plan holds values in clear text`,
          ],
          ...reviewer("").map(([name = "", value = ""]) => [name, value]),
        ],
      ),
      REVIEWER_NOTE,
    ];
  },
};
