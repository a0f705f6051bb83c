// In: the delivery process. Out: what the documents say about Buildkite. Never a step that the pipeline does not need.
import { code, list } from "../../../src/render/markdown.ts";
import { type Guide, REVIEWER_NOTE, variables } from "../delivery/guide.ts";

export const buildkiteGuide: Guide = {
  title: "Buildkite",
  files: "`.buildkite/`, `ci/`",
  imagesFile: "`.buildkite/images.yml`",
  environment: "block steps of Buildkite",
  runInfra: "a build of the infra pipeline on `main` and unblock its applies",
  runImages: "a build of the images pipeline on `main` and unblock its releases",
  runInfraCommand: "# New Build on the infra pipeline, branch main: plans; then unblock the apply",
  trust: () => `${code("buildkite_organization")} is the name of the organization as it stands in addresses.`,
  setUp: (delivery) => {
    const names = ["infra", ...(delivery.images === undefined ? [] : ["images"]), "drift"];
    return [
      list([
        `**Make the pipelines** ${names.map((name) => code(`${delivery.project}-${name}`)).join(", ")}: the roles trust exactly these names. The steps of each are ${code(`buildkite-agent pipeline upload .buildkite/${names[0]}.yml`)} and so on. Protect ${code("main")} where the code is kept.`,
        "**Do not build requests from forks** (Pipeline settings): their steps could take the role that plans.",
        "**Let only those unblock who may approve**: write access to the infra and images pipelines is the approval.",
        `**Make a schedule** of the drift pipeline on ${code("main")}, every working day${delivery.images === undefined ? "" : ", and one of the images pipeline, once a week: it builds all images anew, with the patches of their base, and scans them"}.`,
        `**Agents**: Bash, Git, curl, jq, unzip, pipx, ${delivery.tool.title} and Node 20 or newer${delivery.images === undefined ? "" : `, the AWS CLI and skopeo; in the queue ${code("images")} Docker and Buildx, best on ARM`}. Agents that run as root on Debian install what they lack.`,
      ]),
      "Then the variables, from a hook of the agents or the settings of the pipelines; the secrets also as secrets of the cluster:",
      variables(delivery, {
        shared: "every pipeline",
        plan: "infra and drift",
        apply: delivery.images === undefined ? "infra" : "infra and images",
        publish: "infra and drift",
        token:
          "a token that may write comments and issues where the code is kept; without it the review stands on the page of the build",
        sealNeeded: true,
      }),
      REVIEWER_NOTE,
      ...(delivery.images === undefined ? [] : ["On `main` every image is built; on a request only what it touches."]),
    ];
  },
};
