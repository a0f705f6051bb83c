// In: the delivery process. Out: .gitlab-ci.yml. Never gives a credential to a request from a fork, and never cancels what changes an environment.
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { commandsOf, JOB_IMAGE, REVIEW_IMAGE, WRITTEN } from "../delivery/commands.ts";
import type { Delivery, Job } from "../delivery/model.ts";
import { audienceOf } from "../delivery/settings.ts";

const STAGES = ["check", "plan", "review", "apply", "build", "release", "report"];

const REQUEST = '$CI_PIPELINE_SOURCE == "merge_request_event"';
const OWN_REQUEST = `${REQUEST} && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID`;
const MAIN = '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"';
const SCHEDULE = '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "schedule" && $REBUILD != "yes"';
/** A schedule with this variable builds everything anew: such a run has no commit before it to compare with. */
const REBUILD = '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "schedule" && $REBUILD == "yes"';

/** Who can use the token, said as it is. */
const REVIEW_NOTE: Readonly<Partial<Record<Job["task"], string>>> = {
  review:
    "Scope SCM_TOKEN to this environment: then no job that builds or plans sees it. For a merge request this job runs the scripts of its branch, so whoever can push a branch can use the token.",
  report: "SCM_TOKEN is scoped to this environment.",
};

/** Text of the file. */
export function pipeline(delivery: Delivery): string {
  const jobs = [delivery.infra, delivery.images, delivery.drift].flatMap((one) => one?.jobs ?? []);
  return printYaml(
    {
      workflow: {
        rules: [
          { if: REQUEST, auto_cancel: { on_new_commit: "interruptible" } },
          { if: "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH", auto_cancel: { on_new_commit: "none" } },
        ],
      },
      stages: STAGES.filter((stage) => jobs.some(({ task }) => task === stage)),
      default: {
        image: JOB_IMAGE,
        before_script: [`${delivery.scripts}/need.sh git curl jq openssl`],
      },
      variables: {
        GIT_DEPTH: above("Whole histories: what changed is found by comparing commits.", "0"),
        ...(delivery.images === undefined
          ? {}
          : {
              IMAGE_RUNNER: above(
                "Tag of a runner with Docker and of the images' own kind; the hosted ones of gitlab.com by default.",
                "saas-linux-small-arm64",
              ),
            }),
      },
      gate: gate(),
      ...Object.fromEntries(jobs.flatMap((job) => [[job.id, jobOf(delivery, job)], ...alone(delivery, job)])),
    },
    `${WRITTEN}\nVariables, tokens and protected environments: README.md.`,
  );
}

/** "Pipelines must succeed" wants a pipeline for every merge request, also for one that touches nothing of ours. */
function gate(): YamlValue {
  return {
    stage: "check",
    needs: [],
    rules: [{ if: REQUEST }],
    interruptible: true,
    timeout: "5 minutes",
    before_script: [],
    script: [
      above(
        "Merge requests that touch no other job's files have this one only: without a pipeline they could not be merged.",
        'echo "What else this merge request needs follows from the files that it touches."',
      ),
    ],
  };
}

/** The same job without the environments before it, for when one has to be changed alone: a revert must not wait for an approval of staging. */
function alone(delivery: Delivery, job: Job): [string, YamlValue][] {
  const free = job.needs.filter((id) => !earlier(delivery, job).includes(id));
  if (job.approval === undefined || free.length === job.needs.length) return [];
  const rule = above("Asks for the same approval, and holds up no pipeline.", {
    if: MAIN,
    when: "manual",
    allow_failure: true,
  });
  return [[`${job.id}-alone`, { ...jobOf(delivery, { ...job, needs: free }), rules: [rule] }]];
}

/** Ids of the jobs that change an environment before this one. */
function earlier({ infra, images }: Delivery, job: Job): string[] {
  return [infra, images]
    .flatMap((pipeline) => pipeline?.jobs ?? [])
    .filter(({ approval, id }) => approval !== undefined && id !== job.id)
    .map(({ id }) => id);
}

function jobOf(delivery: Delivery, job: Job): Readonly<Record<string, YamlValue | undefined>> {
  return {
    stage: job.task,
    ...(job.task === "review" ? { image: REVIEW_IMAGE } : {}),
    ...(job.docker ? docker() : {}),
    needs: job.needs.map((id) => ({ job: id, artifacts: job.takes.includes(id) })),
    rules: rules(job),
    ...(job.approval === undefined
      ? {}
      : {
          environment: { name: job.approval },
          resource_group: job.lock,
        }),
    ...(job.publishes
      ? {
          environment: above(REVIEW_NOTE[job.task] ?? "", {
            name: "review",
            action: "access",
          }),
        }
      : {}),
    interruptible: job.lock === undefined,
    timeout: `${job.minutes} minutes`,
    // Each role trusts one audience: a job that plans holds no token that a role which applies would take.
    ...(job.identity === undefined
      ? {}
      : { id_tokens: { AWS_ID_TOKEN: { aud: audienceOf(delivery.project, job.identity) } } }),
    variables: variables(job),
    script: commandsOf(delivery, job),
    ...artifacts(job),
  };
}

function variables(job: Job): YamlValue | undefined {
  const all = { ...(job.docker ? DOCKER : {}), ...job.variables };
  return Object.keys(all).length === 0 ? undefined : all;
}

/** Where the Docker beside the job listens. https://docs.gitlab.com/ci/docker/using_docker_build/#docker-in-docker-with-tls-enabled-in-the-docker-executor */
const DOCKER = {
  DOCKER_HOST: "tcp://docker:2376",
  DOCKER_TLS_CERTDIR: "/certs",
  DOCKER_TLS_VERIFY: "1",
  DOCKER_CERT_PATH: "/certs/client",
};

function rules(job: Job): YamlValue {
  const request = job.forks ? REQUEST : OWN_REQUEST;
  // Main is always planned and built: an earlier run may have failed before it changed anything.
  // What reports also says what could not be made.
  const always = job.publishes ? { when: "always" } : {};
  const changes = job.paths.map((path) => path.replace(/\/\*\*$/, "/**/*"));
  return [
    ...(job.on.includes("request") ? [{ if: request, ...(changes.length > 0 ? { changes } : {}), ...always }] : []),
    ...(job.on.includes("main")
      ? [MAIN, ...(job.task === "build" || job.task === "release" ? [REBUILD] : [])].map((when) =>
          job.approval === undefined
            ? { if: when, ...always }
            : above("The click is the approval: protect the environment, and say who may.", {
                if: when,
                when: "manual",
                allow_failure: false,
              }),
        )
      : []),
    ...(job.on.includes("schedule") ? [{ if: SCHEDULE, ...always }] : []),
  ];
}

/** Docker beside the job. It needs a runner that allows it; the job itself holds no credential. */
function docker(): Record<string, YamlValue> {
  return {
    tags: ["$IMAGE_RUNNER"],
    services: [{ name: "docker:29-dind", alias: "docker" }],
  };
}

function artifacts(job: Job): Record<string, YamlValue> {
  const [first] = job.keeps;
  if (first === undefined)
    return job.task === "review"
      ? { artifacts: { paths: ["plan-output/review.md"], expire_in: "1 week", when: "always" } }
      : {};
  if (first.onFailure)
    return {
      artifacts: {
        paths: [first.path],
        expire_in: `${first.days} days`,
        when: above("What a failed apply could not write into the state.", "on_failure"),
        access: "maintainer",
      },
    };
  const confidential = job.keeps.some((artifact) => artifact.confidential);
  return {
    artifacts: {
      paths: job.keeps.map(({ path }) => path),
      expire_in: `${first.days} ${first.days === 1 ? "day" : "days"}`,
      when: "always",
      ...(confidential
        ? {
            access: above(
              "A saved plan holds values in clear text: seal it with PLAN_PASSPHRASE, and on main with PLAN_PASSPHRASE_MAIN, as well.",
              "maintainer",
            ),
            reports: { dotenv: "values.env" },
          }
        : {}),
    },
  };
}
