// In: the delivery process. Out: .circleci/config.yml. Never a job with a context that it does not need: contexts hold the roles and the tokens.
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { commandsOf, JOB_IMAGE, jobsOn, REVIEW_IMAGE, WRITTEN } from "../delivery/commands.ts";
import type { Delivery, Job, Occasion, Pipeline } from "../delivery/model.ts";

/** Conditions on the values of a pipeline, one for each occasion. Schedules are made in the project's settings, by the names `drift` and `rebuild`: the second one builds everything anew. */
const ON_SCHEDULE = { equal: ["drift", "<< pipeline.schedule.name >>"] };
const ON_MAIN_BRANCH = { equal: ["main", "<< pipeline.git.branch >>"] };
const ON_REBUILD = { equal: ["rebuild", "<< pipeline.schedule.name >>"] };
const WHEN: Readonly<Record<Occasion, YamlValue>> = {
  request: { not: ON_MAIN_BRANCH },
  main: { and: [ON_MAIN_BRANCH, { not: ON_SCHEDULE }] },
  schedule: { and: [ON_MAIN_BRANCH, ON_SCHEDULE] },
};

const INSTALL =
  "apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates curl git jq openssh-client openssl";

/** Text of the file. */
export function config(delivery: Delivery): string {
  const { drift, images, infra, project } = delivery;
  const built = images === undefined ? [] : [images];
  const jobs = [infra, ...built, drift].flatMap((pipeline) => pipeline.jobs);
  const workflows: [Pipeline, Occasion][] = [
    ...[infra, ...built].flatMap((pipeline): [Pipeline, Occasion][] => [
      [pipeline, "request"],
      [pipeline, "main"],
    ]),
    [drift, "schedule"],
  ];
  return printYaml(
    {
      version: 2.1,
      commands: {
        prepare: {
          description: "Installs what a checkout needs, and checks out.",
          steps: [{ run: { name: "Install what a checkout needs", command: INSTALL } }, "checkout"],
        },
      },
      jobs: Object.fromEntries(jobs.map((job) => [job.id, jobOf(delivery, job)])),
      workflows: Object.fromEntries(
        workflows.map(([pipeline, occasion]) => [
          occasion === "schedule" ? pipeline.name : `${pipeline.name}-${occasion}`,
          {
            when: whenOf(pipeline, occasion),
            jobs: jobsOn(pipeline.jobs, occasion).flatMap((job) => entries(project, job, occasion)),
          },
        ]),
      ),
    },
    `${WRITTEN}\nContexts, their variables and who may approve: README.md. Requests from forks get no context, and so no token for AWS.`,
  );
}

/** The weekly schedule is for images alone. */
function whenOf(pipeline: Pipeline, occasion: Occasion): YamlValue {
  if (pipeline.name !== "infra" || occasion !== "main") return WHEN[occasion];
  return { and: [ON_MAIN_BRANCH, { not: ON_SCHEDULE }, { not: ON_REBUILD }] };
}

function jobOf(delivery: Delivery, job: Job): YamlValue {
  const environment = job.variables;
  const machine = { machine: { image: "ubuntu-2404:current" }, resource_class: "arm.medium" };
  return {
    ...(job.docker
      ? machine
      : { docker: [{ image: job.task === "review" ? REVIEW_IMAGE : JOB_IMAGE }], resource_class: "medium" }),
    environment: Object.keys(environment).length > 0 ? environment : undefined,
    steps: [
      job.docker ? "checkout" : "prepare",
      ...(job.takes.length > 0 ? [{ attach_workspace: { at: "." } }] : []),
      { run: { name: job.title, command: commandsOf(delivery, job).join("\n"), no_output_timeout: `${job.minutes}m` } },
      ...keeps(job),
    ],
  };
}

/** Folders, which always exist: a request without a seal keeps no plan in it. */
function keeps(job: Job): YamlValue[] {
  // This step also runs after a failure; a path that does not exist is none.
  const rescued = job.keeps
    .filter(({ onFailure }) => onFailure)
    .map(({ path }): YamlValue => ({ store_artifacts: { path } }));
  if (rescued.length > 0) return rescued;
  const folders = [...new Set(job.keeps.map(({ path }) => path.replace(/\/(saved|comment\.md)$/, "")))];
  const summaries = job.keeps.filter(({ path }) => path.endsWith(".md")).map(({ path }) => path);
  return [
    ...(job.task === "review" ? ["plan-output/review.md"] : summaries).map(
      (path): YamlValue => ({ store_artifacts: { path } }),
    ),
    ...(folders.length > 0 ? [{ persist_to_workspace: { root: ".", paths: folders } }] : []),
  ];
}

/** A job in a workflow: what it waits for, which contexts it gets, and before it the hold that a person lifts. */
function entries(project: string, job: Job, occasion: Occasion): YamlValue[] {
  const asked = occasion === "main" && job.approval !== undefined;
  const hold = `approve-${job.id}`;
  const requires = [...job.needs];
  const context = contexts(project, job);
  const settings: Record<string, YamlValue> = {
    ...(asked ? { requires: [hold] } : requires.length > 0 ? { requires } : {}),
    ...(context.length > 0 ? { context } : {}),
    ...(job.lock === undefined
      ? {}
      : { "serial-group": above("One change of an environment at a time.", `${project}/${job.lock}`) }),
  };
  return [
    ...(asked ? [{ [hold]: { type: "approval", ...(requires.length > 0 ? { requires } : {}) } }] : []),
    Object.keys(settings).length > 0 ? { [job.id]: settings } : job.id,
  ];
}

function contexts(project: string, { identity, publishes }: Job): string[] {
  if (identity?.role === "apply") return [`${project}-apply-${identity.environment}`];
  if (identity?.role === "plan") return [`${project}-plan`];
  return publishes ? [`${project}-publish`] : [];
}
