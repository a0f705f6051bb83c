// In: the delivery process. Out: what the documents say about GitLab CI. Never a step that the pipeline does not need.
import { code, list } from "../../../src/render/markdown.ts";
import { environments, type Guide, REVIEWER_NOTE, variables } from "../delivery/guide.ts";

export const gitlabGuide: Guide = {
  title: "GitLab",
  files: "`.gitlab-ci.yml`, `ci/`",
  imagesFile: "`.gitlab-ci.yml`",
  environment: "protected environment of GitLab",
  runInfra: "the pipeline of `main` (Build, Pipelines, New pipeline) and start its apply jobs",
  runImages: "the pipeline of `main` (Build, Pipelines, New pipeline) and start its release jobs",
  runInfraCommand: "glab ci run --branch main   # plans; then start the apply job",
  setUp: (delivery) => [
    list([
      "**Protect `main`** (Settings, Repository): nobody pushes, maintainers merge. Require approvals, and that pipelines succeed (Settings, Merge requests).",
      `**Protect the environments** ${environments(delivery)} (Settings, CI/CD, Protected environments): who may deploy, and how many approvals it takes. The roles trust every job of ${code("main")}; these approvals are what stands between a merge and production.`,
      "**Make a schedule** (Build, Pipeline schedules) on `main`, every working day: it looks for drift.",
      "**Say who owns what**: `CODEOWNERS` with your own group for `/.gitlab-ci.yml`, `/ci/` and `/infra/`, and the approval of code owners on `main`.",
      "**Keep the project private**, with pipelines for its members only (Settings, General, Visibility).",
    ]),
    "Then the variables (Settings, CI/CD, Variables), masked where they are secret; not protected, or merge requests do not see them:",
    variables(delivery, {
      shared: "all environments",
      plan: "all environments",
      apply: "the scope of each environment",
      publish: "the scope `review`",
      token: "a project access token with the role Developer and the scope `api`; it writes the notes and the issues",
      sealNeeded: false,
    }),
    REVIEWER_NOTE,
    ...(delivery.images === undefined
      ? []
      : [
          `Images are built on runners with the tag of ${code("IMAGE_RUNNER")} that allow Docker in Docker. On main the pipeline builds what the push changed; what a failed pipeline did not release is released by the next one that is started by hand.`,
        ]),
  ],
};
