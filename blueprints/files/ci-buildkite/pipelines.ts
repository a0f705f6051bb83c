// In: the delivery process. Out: .buildkite/infra.yml, images.yml and drift.yml. Never a dollar: the agent would put variables into the text before it is read.
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { commandsOf, WRITTEN } from "../delivery/commands.ts";
import type { Delivery, Job, Pipeline } from "../delivery/model.ts";

const ON_MAIN = 'build.branch == "main" && build.pull_request.id == null';
const OWN_REQUEST = "(build.pull_request.id != null && build.pull_request.repository.fork != true)";
const ANY_REQUEST = "build.pull_request.id != null";

/** Path and text of each file. */
export function pipelines(delivery: Delivery): [path: string, content: string][] {
  const all = [delivery.infra, ...(delivery.images === undefined ? [] : [delivery.images]), delivery.drift];
  return all.map((pipeline) => [
    `.buildkite/${pipeline.name}.yml`,
    printYaml(
      { steps: pipeline.jobs.flatMap((job) => steps(delivery, pipeline, job)) },
      `${WRITTEN}\nSteps of the pipeline "${delivery.project}-${pipeline.name}". Agents, secrets and who may unblock: README.md.`,
    ),
  ]);
}

/** The job, and before it the block that a person lifts. */
function steps(delivery: Delivery, pipeline: Pipeline, job: Job): YamlValue[] {
  const hold = `approve-${job.id}`;
  const asked = job.approval !== undefined;
  return [
    ...(asked
      ? [
          {
            block: `${job.title}?`,
            key: hold,
            if: condition(job),
            depends_on: [...job.needs],
            blocked_state: "passed",
          },
        ]
      : []),
    {
      label: job.title,
      key: job.id,
      if: condition(job),
      ...(asked ? { depends_on: [hold] } : job.needs.length > 0 ? { depends_on: [...job.needs] } : {}),
      // What reports also says what could not be made.
      ...(job.publishes ? { allow_dependency_failure: true } : {}),
      ...(job.docker
        ? { agents: above("Agents with Docker, best of the images' own kind.", { queue: "images" }) }
        : {}),
      env: Object.keys(job.variables).length > 0 ? { ...job.variables } : undefined,
      command: [...job.takes.flatMap((id) => fetchFrom(pipeline, id)), ...commandsOf(delivery, job)],
      artifact_paths:
        job.keeps.length > 0 ? job.keeps.map(({ path }) => (path.endsWith(".md") ? path : `${path}/**/*`)) : undefined,
      timeout_in_minutes: job.minutes,
      ...(job.lock === undefined
        ? {}
        : {
            concurrency: above("One change of an environment at a time, in whatever pipeline.", 1),
            concurrency_group: `${delivery.project}/${job.lock}`,
          }),
    },
  ];
}

function condition(job: Job): string {
  const places = [
    ...(job.on.includes("request") ? [job.forks ? ANY_REQUEST : OWN_REQUEST] : []),
    ...(job.on.includes("main") || job.on.includes("schedule") ? [job.on.length > 1 ? `(${ON_MAIN})` : ON_MAIN] : []),
  ];
  return places.join(" || ");
}

/** A pattern that matches nothing fails the download; summaries and parts always exist when the job did its work. */
function fetchFrom(pipeline: Pipeline, id: string): string[] {
  const source = pipeline.jobs.find((other) => other.id === id);
  if (source === undefined) throw new Error(`no job ${id}`);
  const [first] = source.keeps;
  if (first === undefined) return [];
  const folder = first.path.endsWith(".md") ? first.path.replace(/\/[^/]*$/, "") : first.path;
  return [`buildkite-agent artifact download "${folder}/**/*" . || echo "${id} left nothing"`];
}
