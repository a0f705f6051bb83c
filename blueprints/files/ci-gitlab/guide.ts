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
  commandLine: "the GitLab CLI (`glab`)",
  trust: () =>
    `${code("project_path")} is the path of the project, and ${code("gitlab_host")} the host of your GitLab, which AWS must reach. It must be GitLab 18.4 or newer: its pipelines keep artifacts for maintainers (${code("artifacts:access")}), and before 18.2.2 a merge request from a fork got tokens in the name of this project.`,
  setUp: (delivery) => [
    list([
      "**GitLab Premium or Ultimate**: protected environments, required approvals and code owners are no part of Free. On Free nothing stands between a merge and production but who may merge.",
      "**Protect `main`** (Settings, Repository): nobody pushes, maintainers merge. Require approvals, and that pipelines succeed (Settings, Merge requests): the job `gate` runs for every merge request, so each has a pipeline.",
      `**Protect the environments** ${environments(delivery)} (Settings, CI/CD, Protected environments): who may deploy, and how many approvals it takes.`,
      `**Let tokens tell the protection** (GitLab 18.7 or newer). By itself a token names the branch only, and a job of ${code("main")} that names no environment waits for no approval: whoever gets a change of ${code(".gitlab-ci.yml")} into ${code("main")} could then apply with it. So add the claim, set ${code("subject_tells_protection = true")} in ${code("infra/bootstrap/bootstrap.auto.tfvars")} and apply that root again: ${code(`glab api --method PUT projects/:id --header 'Content-Type: application/json' --input - <<< '{"ci_id_token_sub_claim_components": ["project_path", "ref_type", "ref", "environment_protected"]}'`)}. On an older GitLab the review of that file is the guard.`,
      `**Make a schedule** (Build, Pipeline schedules) on ${code("main")}, every working day: it looks for drift.${delivery.images === undefined ? "" : ` A second one, once a week, with the variable ${code("REBUILD=yes")}: it builds all images anew, with the patches of their base, scans them, and waits for the approval of their releases.`}`,
      `**Change one environment alone**, for example to take production back: merge the revert, and start the ${code("…-alone")} job of its pipeline; it asks for the same approval and skips the environments before.`,
      "**Say who owns what**: `CODEOWNERS` with your own group for `/.gitlab-ci.yml`, `/ci/` and `/infra/`, and the approval of code owners on `main`.",
      "**Keep the project private**, with pipelines for its members only (Settings, General, Visibility).",
    ]),
    "Then the variables (Settings, CI/CD, Variables), masked where they are secret; not protected, or merge requests do not see them:",
    variables(delivery, {
      shared: "all environments",
      plan: "all environments",
      apply: "the scope of each environment",
      publish: "the scope `review`",
      token:
        "a project access token with the role Developer and the scope `api`; it writes the notes and the issues. The review of a merge request runs the scripts of its branch: whoever can push a branch can use this token",
      sealNeeded: false,
    }),
    `${code("PLAN_PASSPHRASE")} is in reach of every branch too. Plans of ${code("main")} need one of their own: ${code("PLAN_PASSPHRASE_MAIN")}, another ${code("openssl rand -base64 32")}, masked and **protected**; where it is set, ${code("main")} uses it and nothing else does.`,
    REVIEWER_NOTE,
    ...(delivery.images === undefined
      ? []
      : [
          `Images are built on runners with the tag of ${code("IMAGE_RUNNER")} that allow Docker in Docker. On ${code("main")} every image is built, so that nothing of a failed pipeline is left behind; on a request only what it touches.`,
        ]),
  ],
};
