// In: the delivery process. Out: what the documents say about Jenkins. Never a step that the pipeline does not need.
import { code, list } from "../../../src/render/markdown.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import { type Guide, REVIEWER_NOTE, variables } from "../delivery/guide.ts";

export const jenkinsGuide: Guide = {
  title: "Jenkins",
  files: "`ci/`",
  imagesFile: "`ci/jenkins/images.Jenkinsfile`",
  environment: "list of approvers of Jenkins",
  runInfra: "the infra job of `main` and approve its applies",
  runImages: "the images job of `main` and approve its releases",
  runInfraCommand: "# Build Now on the infra job of main: plans and, after approval, applies",
  trust: () =>
    `${code("jenkins_url")} is the address that Jenkins has in its own settings, and AWS must reach its ${code("/oidc")}; ${code("job_folder")} is the folder of the jobs below, as it stands in their addresses.`,
  setUp: (delivery) => {
    const jobs = ["infra", ...(delivery.images === undefined ? [] : ["images"]), "drift"];
    const approvers = delivery.environments.map(({ id }) => code(`APPROVERS_${upperSnake(id)}`)).join(", ");
    return [
      list([
        "**Plugins**: Pipeline, Multibranch, Credentials Binding, Lockable Resources, Pipeline Milestone Step, OpenID Connect Provider.",
        `**Make the multibranch jobs** ${jobs.map((name) => code(`${delivery.project}-${name}`)).join(", ")}, in one folder, with the script paths ${jobs.map((name) => code(`ci/jenkins/${name}.Jenkinsfile`)).join(", ")}. For requests from forks trust the Jenkinsfile of the target only; they get no credential. Protect ${code("main")} where the code is kept.`,
        `**Agents**: ${code("linux")} with Bash, Git, curl, jq, unzip, pipx, ${delivery.tool.title} and Node 20 or newer${delivery.images === undefined ? "" : `, the AWS CLI and skopeo; ${code("docker")} with Docker and Buildx, best on ARM`}. Agents that run as root on Debian install what they lack.`,
        `**Credentials of the folder**, of the kind "OpenID Connect id token", each with an audience of its own: ${code("aws-plan")} with ${code(`${delivery.project}-plan`)}, ${delivery.environments.map(({ id }) => `${code(`aws-apply-${id}`)} with ${code(`${delivery.project}-apply-${id}`)}`).join(", ")}.`,
        `**Who may approve**: the variables ${approvers} with users and groups. The roles trust every build of ${code("main")} that takes their credential; these lists are what stands between a merge and production, and they stand in the Jenkinsfile: let nobody merge a change of ${code("ci/")} unseen.`,
      ]),
      "Then the variables of the folder:",
      variables(delivery, {
        shared: "the folder",
        plan: "the folder",
        apply: "the folder",
        publish: "the folder",
        token: `not a variable: the id of a "Secret text" credential in ${code("SCM_TOKEN_ID")}, a token that may write comments and issues where the code is kept; without it the review stands in the archive of the build`,
        sealNeeded: false,
      }),
      REVIEWER_NOTE,
      "Stashes are kept on the controller for the length of the build, so plans need no passphrase here. Requests are checked and planned whatever they touch: the first build of a request knows no changes.",
    ];
  },
};
