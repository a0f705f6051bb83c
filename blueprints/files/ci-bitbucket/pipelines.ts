// In: the delivery process. Out: bitbucket-pipelines.yml. Never two changes of an environment at a time: its deployments wait for each other.
import { above, printYaml, type YamlValue } from "../../../src/render/yaml.ts";
import { commandsOf, JOB_IMAGE, jobsOn, REVIEW_IMAGE, WRITTEN } from "../delivery/commands.ts";
import type { Delivery, Job, Occasion } from "../delivery/model.ts";

/** Text of the file. */
export function pipelines(delivery: Delivery): string {
  const { drift, images, infra } = delivery;
  const jobs = (occasion: Occasion) => [...jobsOn(infra.jobs, occasion), ...jobsOn(images?.jobs ?? [], occasion)];
  const steps = (some: readonly Job[], occasion: Occasion) =>
    layers(some.map((job) => [job.task, step(delivery, job, occasion)]));
  const main = jobs("main");
  return printYaml(
    {
      image: JOB_IMAGE,
      clone: { depth: above("Whole histories: what changed is found by comparing commits.", "full") },
      ...(images === undefined ? {} : { definitions: { services: { docker: { memory: 3072 } } } }),
      pipelines: {
        "pull-requests": { "**": steps(jobs("request"), "request") },
        branches: {
          main: [
            ...steps(
              main.filter(({ approval }) => approval === undefined),
              "main",
            ),
            ...delivery.environments.map(({ id }) =>
              stage(
                id,
                main.filter(({ approval }) => approval === id).map((job) => step(delivery, job, "main")),
              ),
            ),
          ],
        },
        custom: {
          drift: above("Run by a schedule of the repository, on main.", steps(drift.jobs, "schedule")),
        },
      },
    },
    `${WRITTEN}\nVariables, deployments and the schedule: README.md. Requests from forks run in the fork, without any of them.`,
  );
}

/** Steps of one task side by side, tasks one after the other. */
function layers(steps: readonly (readonly [task: string, step: YamlValue])[]): YamlValue[] {
  const order = ["check", "plan", "review", "build", "report"];
  return order.flatMap((task): YamlValue[] => {
    const same = steps.filter(([other]) => other === task).map(([, one]) => ({ step: one }));
    if (same.length === 0) return [];
    return same.length === 1 ? same : [{ parallel: { steps: same } }];
  });
}

/** One approval for everything that happens to an environment: first its infrastructure, then its images. */
function stage(environment: string, steps: readonly YamlValue[]): YamlValue {
  return {
    stage: {
      name: `Deploy to ${environment}`,
      deployment: environment,
      trigger: above("The click is the approval: restrict the deployment, and say who may.", "manual"),
      steps: steps.map((one) => ({ step: one })),
    },
  };
}

function step(delivery: Delivery, job: Job, occasion: Occasion): YamlValue {
  const conditional = occasion === "request" && job.paths.length > 0;
  const rescued = job.keeps.find(({ onFailure }) => onFailure);
  const artifacts = job.keeps.map(({ path }) => (path.endsWith(".md") ? path : `${path}/**`));
  return {
    name: job.title,
    ...(job.task === "review" ? { image: REVIEW_IMAGE } : {}),
    ...(job.identity === undefined ? {} : { oidc: true }),
    "max-time": job.minutes,
    ...(job.docker ? { runtime: { cloud: { arch: "arm", version: "3" } }, services: ["docker"] } : {}),
    ...(conditional ? { condition: { changesets: { includePaths: [...job.paths] } } } : {}),
    script: [
      `${delivery.scripts}/need.sh curl git jq openssl`,
      ...Object.entries(job.variables).map(([name, value]) => `export ${name}="${value}"`),
      ...commandsOf(delivery, job),
    ],
    ...(rescued !== undefined
      ? {
          artifacts: {
            upload: [{ name: rescued.name, type: "shared", paths: [`${rescued.path}/**`], "capture-on": "failed" }],
          },
        }
      : job.task === "review"
        ? { artifacts: ["plan-output/review.md"] }
        : artifacts.length > 0
          ? { artifacts }
          : {}),
  };
}
