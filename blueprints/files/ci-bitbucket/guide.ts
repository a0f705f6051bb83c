// In: the delivery process. Out: what the documents say about Bitbucket Pipelines. Never a step that the pipeline does not need.
import { code, list } from "../../../src/render/markdown.ts";
import { environments, type Guide, REVIEWER_NOTE, variables } from "../delivery/guide.ts";

export const bitbucketGuide: Guide = {
  title: "Bitbucket",
  files: "`bitbucket-pipelines.yml`, `ci/`",
  imagesFile: "`bitbucket-pipelines.yml`",
  environment: "deployment environment of Bitbucket",
  runInfra: "the pipeline of `main` (Pipelines, Run pipeline) and start its deployments",
  runImages: "the pipeline of `main` (Pipelines, Run pipeline) and start its deployments",
  runInfraCommand: "# Pipelines, Run pipeline, branch main: plans; then start the deployment",
  trust: () =>
    `The UUIDs of workspace, repository and deployments stand in the settings of the repository (OpenID Connect); the deployments must exist first (next step).`,
  setUp: (delivery) => [
    list([
      "**Protect `main`** (Repository settings, Branch restrictions): no pushes, merges with an approval and a successful build. Make those who own `ci/` and `infra/` default reviewers.",
      `**Make the deployments** ${environments(delivery)} (Repository settings, Deployments) and restrict who may deploy to each, and from ${code("main")} only. Each role trusts the deployment of its environment; this restriction is the approval.`,
      "**Make a schedule** (Pipelines, Schedules) of the custom pipeline `drift` on `main`, every working day. Bitbucket has no issues: a difference makes that run fail.",
      ...(delivery.images === undefined
        ? []
        : [
            "**Make a second schedule** of the pipeline of `main`, once a week: it builds all images anew, with the patches of their base, and scans them.",
          ]),
      "**Keep the repository private.**",
    ]),
    "Then the variables, secured where they are secret:",
    variables(delivery, {
      shared: "the repository",
      plan: "the repository",
      apply: "the deployment of each environment",
      publish: "the repository",
      token: "a repository access token that may write pull requests; without it the review stands in the artifacts",
      sealNeeded: true,
    }),
    REVIEWER_NOTE,
    ...(delivery.images === undefined
      ? []
      : [
          "On `main` every image is built, and one approval takes infrastructure and images of an environment; on a request only what it touches is built.",
        ]),
  ],
};
