// In: the delivery process. Out: what the documents say about CircleCI. Never a step that the pipeline does not need.
import { code, list } from "../../../src/render/markdown.ts";
import { type Guide, REVIEWER_NOTE, variables } from "../delivery/guide.ts";

export const circleciGuide: Guide = {
  title: "CircleCI",
  files: "`.circleci/`, `ci/`",
  imagesFile: "`.circleci/config.yml`",
  environment: "context of CircleCI",
  runInfra: "a pipeline of `main` (Trigger pipeline) and approve its applies",
  runImages: "a pipeline of `main` (Trigger pipeline) and approve its releases",
  runInfraCommand: "circleci pipeline run --help   # or Trigger pipeline on main; then approve the apply",
  commandLine: "the CircleCI CLI (`circleci`)",
  trust: () => "Both ids stand in CircleCI: Organization settings, Overview, and Project settings, Overview.",
  setUp: (delivery) => [
    list([
      "**Protect `main`** where the code is kept: a request, a review, and the checks of CircleCI.",
      `**Make the contexts** ${[`${delivery.project}-plan`, `${delivery.project}-publish`, ...delivery.environments.map(({ id }) => `${delivery.project}-apply-${id}`)].map(code).join(", ")}. Restrict each ${code("…-apply-…")} to the group that may approve: a hold can be lifted by anybody, but the job behind it starts only for members of that group. The roles that apply trust every job of ${code("main")} that asks for their audience, so whoever gets a change of ${code(".circleci/config.yml")} into ${code("main")} can write one without these contexts: let nobody merge that file unseen.`,
      "**Leave builds of forks without secrets** (Project settings, Advanced: Pass secrets to builds from forked pull requests stays off).",
      `**Make a schedule** named ${code("drift")} on ${code("main")}, every working day (Project settings, Triggers)${delivery.images === undefined ? "" : `, and one named ${code("rebuild")}, once a week: it builds all images anew, with the patches of their base, and scans them`}.`,
    ]),
    "Then the variables of the contexts:",
    variables(delivery, {
      shared: "all of them",
      plan: code(`${delivery.project}-plan`),
      apply: code(`${delivery.project}-apply-…`),
      publish: code(`${delivery.project}-publish`),
      token:
        "a token that may write comments and issues where the code is kept; without it the review stands in the artifacts of the job",
      sealNeeded: true,
    }),
    REVIEWER_NOTE,
    "CircleCI has no filter by paths without a second configuration: every request is checked and planned. On `main` every image is built; on a request only what it touches.",
  ],
};
