// In: the jobs of the delivery process. Out: the parts of a workflow that follow from them: permissions, concurrency, matrices, sign-in, artifacts. Never decides what a job may do.
import type { Environment } from "../../../src/architecture/model.ts";
import { above, type YamlValue } from "../../../src/render/yaml.ts";
import { upperSnake } from "../../../src/shared/names.ts";
import type { Artifact, Delivery, Job, Pipeline } from "../delivery/model.ts";
import { CREDENTIAL_SECONDS } from "../delivery/settings.ts";
import { uses } from "./actions.ts";
import { RUNNER } from "./settings.ts";
import { awsCredentials, matrixVariable, type Step } from "./steps.ts";

/** The one job of a task, or the first of those that differ in their environment only. */
export function jobOf(pipeline: Pipeline, task: Job["task"], environment?: Environment): Job {
  const found = pipeline.jobs.find(
    (job) => job.task === task && (environment === undefined || job.id === `${task}-${environment.id}`),
  );
  if (found === undefined) throw new Error(`the pipeline ${pipeline.name} has no job that does ${task}`);
  return found;
}

/** Requests and main share a workflow; the clock has its own. */
export function triggers(delivery: Delivery, pipeline: Pipeline): YamlValue {
  if (pipeline.name === "drift") {
    const { minute, hour } = delivery.schedule;
    return { schedule: [{ cron: `${minute} ${hour} * * 1-5` }], workflow_dispatch: {} };
  }
  const { minute, hour } = delivery.rebuild;
  const weekly = above(
    "Everything is built anew and scanned, with the patches that its base got; what comes of it is released like a change.",
    [{ cron: `${minute} ${hour} * * 1` }],
  );
  return {
    ...(pipeline.name === "images" ? { schedule: weekly } : {}),
    pull_request: { branches: ["main"] },
    merge_group: { types: ["checks_requested"] },
    push: { branches: ["main"] },
    workflow_dispatch: {},
  };
}

/** A newer push of the same request takes the place of the older run; nothing on main is ever cancelled. */
export function concurrency(pipeline: Pipeline): YamlValue {
  if (pipeline.name === "drift") return { group: "drift", "cancel-in-progress": false };
  return {
    group: `${pipeline.name}-\${{ github.event_name == 'pull_request' && github.ref || github.run_id }}`,
    "cancel-in-progress": "${{ github.event_name == 'pull_request' }}",
  };
}

/** Runner, limit, rights and lock. */
export function frame(job: Job, lock?: string): Readonly<Record<string, YamlValue | undefined>> {
  return {
    "runs-on": RUNNER,
    "timeout-minutes": job.minutes,
    ...(job.approval === undefined
      ? {}
      : {
          // Its required reviewers are the approval; only jobs of this environment can take the apply role.
          environment:
            job.task === "apply"
              ? above("Required reviewers of this environment are the approval; the role below trusts nothing else.", {
                  name: job.approval,
                })
              : { name: job.approval },
        }),
    permissions: permissions(job),
    ...(job.lock === undefined
      ? {}
      : {
          // Without the queue one may wait, and a third job cancels it: https://github.blog/changelog/2026-05-07-github-actions-concurrency-groups-now-allow-larger-queues/
          concurrency: commented(lock, { group: job.lock, "cancel-in-progress": false, queue: "max" }),
        }),
  };
}

function permissions(job: Job): YamlValue {
  const issues = job.task === "report";
  return {
    contents: "read",
    ...(job.identity === undefined
      ? {}
      : {
          "id-token":
            job.identity.role === "plan" ? above("For the role of this job, which reads only.", "write") : "write",
        }),
    ...(job.publishes ? { [issues ? "issues" : "pull-requests"]: "write" } : {}),
  };
}

function commented(comment: string | undefined, value: YamlValue): YamlValue {
  return comment === undefined ? value : above(comment, value);
}

/** One leg for each environment; `suffix` names its own variables. */
export function environmentMatrix(environments: readonly Environment[]): YamlValue {
  return {
    "fail-fast": false,
    matrix: { include: environments.map(({ id }) => ({ environment: id, suffix: upperSnake(id) })) },
  };
}

/** The role of the job; in a matrix the name of the variable is looked up by the leg's suffix. */
export function signIn(job: Job, region: string): Step {
  const role = job.identity?.role === "plan" ? matrixVariable("AWS_PLAN_ROLE_ARN") : "vars.AWS_APPLY_ROLE_ARN";
  return awsCredentials(role, region, CREDENTIAL_SECONDS[job.identity?.role ?? "plan"]);
}

/** Keeps an artifact of a leg. The star makes GitHub keep the folders behind it, so that everything lies where the scripts look. */
export function keep(artifact: Artifact, environment: Environment): Step {
  const name = artifact.name.replace(new RegExp(`-${environment.id}$`), "-${{ matrix.environment }}");
  const path = artifact.path.replace(`/${environment.id}/`, "/*/");
  const inputs = { name, path, "if-no-files-found": "ignore", "retention-days": artifact.days };
  return artifact.confidential
    ? {
        name: "Keep the plan",
        uses: uses("uploadArtifact"),
        with: above(
          "For the apply, and sealed also for the review. A saved plan holds values in clear text, and everybody who can read the repository can fetch it: seal it with the secret PLAN_PASSPHRASE. One day is the shortest that there is. Approve within it, or run the workflow again.",
          inputs,
        ),
      }
    : { name: "Keep the summary", if: "!cancelled()", uses: uses("uploadArtifact"), with: inputs };
}

/** What a failed apply could not write into the state. */
export function keepRescue(job: Job): Step[] {
  return job.keeps.map(({ name, path, days }) => ({
    name: "Keep what the state is missing",
    if: "failure()",
    uses: uses("uploadArtifact"),
    with: { name, path, "if-no-files-found": "ignore", "retention-days": days },
  }));
}

/** Puts the artifacts of earlier jobs where their scripts left them. */
export function fetchArtifacts(title: string, pattern: string): Step {
  return {
    name: title,
    uses: uses("downloadArtifact"),
    with: { pattern, path: "plan-output", "merge-multiple": true },
  };
}
